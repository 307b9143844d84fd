#pragma once

#include "geo/programme/assessment.hpp"

#include "tests/catch.hpp"
#include "tests/geo/made_tables.hpp"

// A province small enough for paper: district Đông (00001-00006) in region BTB, district Tây (00007-00012) in TDMNPB.
// Two sets of criteria, CU until 07/03/2022 and MOI from 08/03/2022:
//   CU   1 Quy hoạch: 1.1 yes or no           2 Điện: 2 at least 90%
//   MOI  1 Quy hoạch: 1.1 yes or no
//        2 Điện:      2.1 at least 98%, TDMNPB 95%
//        3 Nghèo:     3 at most 6%, TDMNPB 12%
//        4 Nước:      4.1 at least 55% (recalled, so provisional); 4.2 a share whose threshold nobody knows
//        5 Thu nhập:  5 at least 40 million in 2022, 43 in 2023
namespace twelve {

using namespace ntm;

inline Date day(std::string_view text) {
    return *Date::parse(text);
}

inline const Units& units() {
    static const Units made = [] {
        std::string lines = "ma_xa|ten_xa|ma_huyen|ten_huyen";
        for (int i = 1; i <= 12; ++i) {
            lines += "\n000" + std::string(i < 10 ? "0" : "") + std::to_string(i) + "|Xã " +
                     static_cast<char>('A' + i - 1) + (i <= 6 ? "|901|Huyện Đông" : "|902|Huyện Tây");
        }
        return made_units(lines);
    }();
    return made;
}

inline ThresholdKeys keys_of(UnitRef unit, Date) {
    return {unit.id < 6 ? "BTB" : "TDMNPB", "", "", 0};
}

inline const std::vector<CriteriaSet>& sets() {
    static const auto made = [] {
        auto old_set = overlay_criteria_set(
            made_table("criterion_no|criterion_vi|indicator_no|kind|comparison|threshold|effective_from|effective_to\n"
                       "1|Quy hoạch|1.1|boolean|==|Đạt|2016-12-01|2022-03-07\n"
                       "2|Điện|2|percent|>=|90||"),
            nullptr, "CU");
        auto new_set = overlay_criteria_set(
            made_table("criterion_no|criterion_vi|indicator_no|kind|unit|comparison|threshold|region|year_from|year_to|"
                       "confidence|effective_from\n"
                       "1|Quy hoạch|1.1|boolean||==|Đạt|||||2022-03-08\n"
                       "2|Điện|2.1|percent|%|>=|98|||||\n"
                       "2||2.1||||95|TDMNPB||||\n"
                       "3|Nghèo|3|percent|%|<=|6|||||\n"
                       "3||3||||12|TDMNPB||||\n"
                       "4|Nước|4.1|percent|%|>=|55||||low|\n"
                       "4||4.2|percent|%|>=||||||\n"
                       "5|Thu nhập|5|currency|triệu đồng|>=|40||2022|2022||\n"
                       "5||5||||43||2023|||"),
            nullptr, "MOI");
        CHECK(old_set.issues().empty());
        CHECK(new_set.issues().empty());
        return std::vector<CriteriaSet>{*old_set, *new_set};
    }();
    return made;
}

inline constexpr std::size_t old_set = 0;
inline constexpr std::size_t new_set = 1;

struct Read {
    AssessmentRegister assessments;
    Issues issues;
};

inline Read read(const std::string& lines, const std::vector<CriteriaSet>& with = sets()) {
    MadeReader made(units(), lines);
    Read result;
    read_assessments(result.assessments, with, made.reader);
    result.issues = made.reader.take_issues();
    append_issues(result.issues, finish(result.assessments, with));
    return result;
}

inline constexpr const char* columns =
    "unit_code|criteria_set|criterion_no|indicator_no|verdict|value|numerator|denominator|assessed_date";

/// The twelve communes, one row a line; all on 30/06/2022 where nothing else is said.
inline const Read& province() {
    static const Read made = read(std::string(columns) + R"(
00001|MOI||1.1|đạt||||2022-06-30
00001|MOI||2.1||99|||2022-06-30
00001|MOI||3||5,0|||2022-06-30
00001|MOI||4.1||60|||2022-06-30
00001|MOI||4.2|Đạt||||2022-06-30
00001|MOI||5||41|||2022-06-30
00002|MOI||1.1|K||||2022-06-30
00002|MOI||2.1||97,5|||2022-06-30
00002|MOI||3||6|||2022-06-30
00002|MOI||4.1||9.18|||2022-06-30
00002|MOI||4.2||70|||2022-06-30
00002|MOI||5||40|||2022-06-30
00003|MOI||1.1|x||||2022-06-30
00003|MOI||2.1|đạt|90|||2022-06-30
00003|MOI||3|không đạt|4|||2022-06-30
00003|MOI||4.1|Đ||||2022-06-30
00003|MOI||4.2|Đ||||2022-06-30
00003|MOI||5||39,5|||2022-06-30
00004|MOI|1||Đ||||2022-06-30
00004|MOI|2||Đ||||2022-06-30
00004|MOI|3||1||||2022-06-30
00004|MOI|4||x||||2022-06-30
00004|MOI|5||met||||2022-06-30
00005|MOI||2.1|chưa đánh giá||||2022-06-30
00005|MOI||3|không áp dụng||||2022-06-30
00005|MOI||4.1|withheld||||2022-06-30
00005|MOI||4.2|đạt||||2022-06-30
00006|MOI||1.1|not_applicable||||2022-06-30
00006|MOI||2.1|||49|50|2022-06-30
00006|MOI||3|||10|120|2022-06-30
00006|MOI||4.1|withheld||||2022-06-30
00006|MOI||4.2|không đạt||||2022-06-30
00006|MOI||5|not_assessed||||2022-06-30
00007|MOI||1.1|đạt||||2022-06-30
00007|MOI||2.1||95|||2022-06-30
00007|MOI||3||12|||2022-06-30
00007|MOI||4.1||54.9|||2022-06-30
00007|MOI||4.2|n/a||||2022-06-30
00007|MOI||5||40|||2022-06-30
00008|MOI||1.1|0||||2022-06-30
00008|MOI||2.1||94.9|||2022-06-30
00008|MOI||3||12.5|||2022-06-30
00008|MOI|4||đạt||||2022-06-30
00008|MOI||4.1||10|||2022-06-30
00009|MOI||1.1|K||||2022-06-30
00009|MOI||1.1|Đ||||2022-11-30
00009|MOI||5||42|||2022-12-01
00010|CU||1.1|Đ||||2022-01-31
00010|CU||2||92|||2022-01-31
00010|MOI||2.1||92|||2022-06-30
00011|MOI||4.1||55|||2022-06-30
00011|MOI||4.2||30|||2022-06-30)");
    return made;
}

inline UnitEvaluation evaluated(std::uint32_t number, const char* date = "2022-12-31", std::size_t set = new_set) {
    const UnitRef unit{Level::commune, number - 1};
    return evaluate(sets()[set], province().assessments.of(unit, set), day(date), keys_of(unit, day(date)));
}

/// "+-.o/h" per criterion: met, not met, missing, not assessed, not applicable, withheld; ~ behind a provisional one,
/// ! behind a contradiction.
inline std::string words(const std::vector<JudgedItem>& items) {
    std::string text;
    for (const JudgedItem& item : items) {
        text += std::string_view("+-.o/h")[static_cast<std::size_t>(item.state)];
        text += item.provisional ? "~" : "";
        text += item.disagrees ? "!" : "";
    }
    return text;
}

inline const JudgedItem& item(const UnitEvaluation& evaluation, std::string_view no) {
    return evaluation.indicators[*evaluation.set->find_indicator(no)];
}

} // namespace twelve
