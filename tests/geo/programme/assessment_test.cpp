#include "geo/programme/assessment.hpp"

#include "tests/catch.hpp"
#include "tests/geo/made_tables.hpp"

#include <map>
#include <random>

using namespace ntm;

// A province small enough for paper: district Đông (00001-00006) in region BTB, district Tây (00007-00012) in TDMNPB.
// Two sets of criteria, CU until 07/03/2022 and MOI from 08/03/2022:
//   CU   1 Quy hoạch: 1.1 yes or no           2 Điện: 2 at least 90%
//   MOI  1 Quy hoạch: 1.1 yes or no
//        2 Điện:      2.1 at least 98%, TDMNPB 95%
//        3 Nghèo:     3 at most 6%, TDMNPB 12%
//        4 Nước:      4.1 at least 55% (recalled, so provisional); 4.2 a share whose threshold nobody knows
//        5 Thu nhập:  5 at least 40 million in 2022, 43 in 2023
namespace {

Date day(std::string_view text) { return *Date::parse(text); }

const Units& units() {
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

ThresholdKeys keys_of(UnitRef unit, Date) { return {unit.id < 6 ? "BTB" : "TDMNPB", "", "", 0}; }

const std::vector<CriteriaSet>& sets() {
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

constexpr std::size_t old_set = 0;
constexpr std::size_t new_set = 1;

struct Read {
    AssessmentRegister assessments;
    Issues issues;
};

Read read(const std::string& lines, const std::vector<CriteriaSet>& with = sets()) {
    MadeReader made(units(), lines);
    Read result;
    read_assessments(result.assessments, with, made.reader);
    result.issues = made.reader.take_issues();
    append_issues(result.issues, finish(result.assessments, with));
    return result;
}

constexpr const char* columns =
    "unit_code|criteria_set|criterion_no|indicator_no|verdict|value|numerator|denominator|assessed_date";

/// The twelve communes, one row a line; all on 30/06/2022 where nothing else is said.
const Read& province() {
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

UnitEvaluation evaluated(std::uint32_t number, const char* date = "2022-12-31", std::size_t set = new_set) {
    const UnitRef unit{Level::commune, number - 1};
    return evaluate(sets()[set], province().assessments.of(unit, set), day(date), keys_of(unit, day(date)));
}

/// "+-.o/h" per criterion: met, not met, missing, not assessed, not applicable, withheld; ~ behind a provisional one,
/// ! behind a contradiction.
std::string words(const std::vector<JudgedItem>& items) {
    std::string text;
    for (const JudgedItem& item : items) {
        text += std::string_view("+-.o/h")[static_cast<std::size_t>(item.state)];
        text += item.provisional ? "~" : "";
        text += item.disagrees ? "!" : "";
    }
    return text;
}

const JudgedItem& item(const UnitEvaluation& evaluation, std::string_view no) {
    return evaluation.indicators[*evaluation.set->find_indicator(no)];
}

} // namespace

TEST_CASE("twelve communes judged by hand", "[criteria]") {
    CHECK(province().issues.empty());
    struct Case {
        std::uint32_t commune;
        const char* criteria;   ///< 1 2 3 4 5
        const char* indicators; ///< 1.1 2.1 3 4.1 4.2 5
        std::size_t met;
    };
    for (const Case& each : {
             Case{1, "+++" "+~" "+", "+++" "+~" "++", 5}, // one recalled threshold makes the criterion provisional
             Case{2, "--+" "-~" "+", "--+" "-~" "o+", 2}, // 4.2 has a value that nothing can judge
             Case{3, "+" "+!" "-!" "+-", "+" "+!" "-!" "++-", 3}, // verdicts stand against their values
             Case{4, "+++++", "......", 5},               // verdicts on whole criteria
             Case{5, ".o/h.", ".o/h+.", 0},               // each absence by itself
             Case{6, "/+--o", "/+-h-o", 1},               // a failure before what is withheld
             Case{7, "+++" "-~" "+", "+++" "-~" "/+", 4}, // thresholds of the other region
             Case{8, "---" "+!" ".", "---" "-~" "..", 1}, // the criterion's own verdict before its indicators
             Case{9, "+...+", "+....+", 2},
             Case{10, ".-...", ".-....", 0},
             Case{11, "...o.", "..." "+~" "o.", 0},
             Case{12, ".....", "......", 0},
         }) {
        CAPTURE(each.commune);
        const auto evaluation = evaluated(each.commune);
        CHECK(words(evaluation.criteria) == each.criteria);
        CHECK(words(evaluation.indicators) == each.indicators);
        CHECK(evaluation.count(ItemState::met) == each.met);
    }
    CHECK(evaluated(5).count(ItemState::missing) == 2);
    CHECK(evaluated(5).count(ItemState::withheld) == 1);
}

TEST_CASE("distances stand in the indicator's own unit, where a threshold is known", "[criteria]") {
    struct Case {
        std::uint32_t commune;
        const char* no;
        std::optional<double> value, distance;
    };
    for (const Case& each : {Case{1, "2.1", 99, 0}, Case{2, "2.1", 97.5, 0.5}, Case{2, "3", 6, 0},
                             Case{2, "4.1", 9.18, 45.82}, Case{2, "4.2", 70, std::nullopt}, Case{2, "5", 40, 0},
                             Case{3, "2.1", 90, 8}, Case{3, "3", 4, 0}, Case{3, "5", 39.5, 0.5},
                             Case{3, "4.1", std::nullopt, std::nullopt}, Case{6, "2.1", 98, 0},
                             Case{6, "3", 8.3333333, 2.3333333}, Case{7, "4.1", 54.9, 0.1}, Case{8, "2.1", 94.9, 0.1},
                             Case{8, "3", 12.5, 0.5}, Case{12, "5", std::nullopt, std::nullopt}}) {
        CAPTURE(each.commune, each.no);
        const auto evaluation = evaluated(each.commune);
        const JudgedItem& judged = item(evaluation, each.no);
        CHECK(judged.value.has_value() == each.value.has_value());
        CHECK(judged.distance.has_value() == each.distance.has_value());
        CHECK(judged.value.value_or(0) == Approx(each.value.value_or(0)));
        CHECK(judged.distance.value_or(0) == Approx(each.distance.value_or(0)).margin(1e-9));
    }
    const auto third = evaluated(3);
    CHECK(item(third, "2.1").reported);
    CHECK_FALSE(item(third, "5").reported);
    CHECK(item(third, "2.1").row->source.row == 15); // header 1, first row 2
    CHECK(item(third, "4.2").threshold == nullptr);
    CHECK(item(evaluated(7), "2.1").threshold->region == "TDMNPB");
}

TEST_CASE("only the latest row up to the date counts, under the set and the year of the date", "[criteria]") {
    CHECK(words(evaluated(9, "2022-06-29").criteria) == ".....");
    CHECK(words(evaluated(9, "2022-06-30").criteria) == "-....");
    CHECK(words(evaluated(9, "2022-11-29").criteria) == "-....");
    CHECK(words(evaluated(9, "2022-11-30").criteria) == "+....");
    CHECK(words(evaluated(9, "2022-12-01").criteria) == "+...+"); // 42 against 40
    const auto next_year = evaluated(9, "2023-01-01");            // 42 against 43
    CHECK(words(next_year.criteria) == "+...-");
    CHECK(item(next_year, "5").distance.value_or(0) == Approx(1));
    // One commune under two sets: 92% of homes is enough for the old one only.
    CHECK(words(evaluated(10, "2022-12-31", old_set).criteria) == "++");
    CHECK(words(evaluated(10, "2022-12-31", new_set).criteria) == ".-...");
    CHECK(words(evaluated(10, "2022-01-30", old_set).criteria) == "..");
}

TEST_CASE("verdicts that their values contradict are listed and stand", "[criteria]") {
    const auto issues = check_verdicts(province().assessments, sets(), keys_of);
    REQUIRE(issues.size() == 2);
    CHECK(issues[0].code == "verdict_against_value");
    CHECK(issues[0].severity == Severity::warning);
    CHECK(issues[0].where.row == 15);
    CHECK(issues[0].detail == "2.1: 90 / 98");
    CHECK(issues[1].where.row == 16);
    CHECK(issues[1].detail == "3: 4 / 6");
    // Against a recalled threshold it is only worth a word.
    const Read recalled = read(std::string(columns) + "\n00001|MOI||4.1|đạt|20|||2022-06-30");
    CHECK(issue_of(check_verdicts(recalled.assessments, sets(), keys_of), "verdict_against_value").severity ==
          Severity::info);
}

TEST_CASE("all units at once agree with each by itself", "[criteria]") {
    for (const char* date : {"2022-06-29", "2022-06-30", "2022-12-31", "2023-01-01"}) {
        for (const std::size_t set : {old_set, new_set}) {
            std::vector<ThresholdKeys> keys;
            for (std::uint32_t id = 0; id < 12; ++id) {
                keys.push_back(keys_of({Level::commune, id}, day(date)));
            }
            const auto all = evaluate_all(sets()[set], set, province().assessments, Level::commune, 12, day(date), keys);
            for (std::uint32_t id = 0; id < 12; ++id) {
                CAPTURE(date, set, id);
                const auto one = evaluated(id + 1, date, set);
                CHECK(all.met[id] == one.count(ItemState::met));
                for (std::size_t c = 0; c < sets()[set].criteria.size(); ++c) {
                    CHECK(all.at(id, c) == one.criteria[c].state);
                }
            }
        }
    }
    const auto districts = evaluate_all(sets()[1], 1, province().assessments, Level::district, 2, day("2022-12-31"), {});
    CHECK(districts.met == std::vector<std::uint8_t>{0, 0});
}

TEST_CASE("all units at once agree with each by itself on random rows of the largest set", "[criteria]") {
    const auto shipped = *read_criteria_sets(std::filesystem::path(NTM_SOURCE_DIR) / "data" / "criteria");
    const auto set = static_cast<std::size_t>(find_set(shipped, "XA-NTMNC-2021") - shipped.data());
    std::mt19937 random(20220831);
    const auto below = [&](std::uint32_t count) { return static_cast<std::uint32_t>(random() % count); };
    constexpr std::uint32_t count = 200;
    AssessmentRegister made;
    for (int i = 0; i < 12'000; ++i) {
        Assessment row;
        row.unit = {Level::commune, below(count)};
        row.set = static_cast<std::uint16_t>(below(5) == 0 ? set - 1 : set);
        row.item = static_cast<std::uint16_t>(below(6) == 0 ? whole_criterion + below(19) : below(57));
        row.date = Date::from_ymd(2022, 4, 1)->plus_days(static_cast<int>(below(600)));
        if (row.item >= whole_criterion || below(2) == 0) {
            row.verdict = static_cast<Verdict>(below(5));
        }
        if (row.item < whole_criterion && (!row.verdict || below(2) == 0)) {
            row.value = below(101);
        }
        made.rows.push_back(row);
    }
    static_cast<void>(finish(made));
    const std::vector<ThresholdKeys> keys(count, {"BTB", "", "", 0});
    std::map<ItemState, int> seen;
    for (const char* date : {"2022-03-31", "2022-12-31", "2023-12-31"}) {
        const auto all = evaluate_all(shipped[set], set, made, Level::commune, count, day(date), keys);
        for (std::uint32_t id = 0; id < count; ++id) {
            const auto one = evaluate(shipped[set], made.of({Level::commune, id}, set), day(date), keys[id]);
            for (std::size_t c = 0; c < 19; ++c) {
                REQUIRE(all.at(id, c) == one.criteria[c].state);
                ++seen[one.criteria[c].state];
            }
            REQUIRE(all.met[id] == one.count(ItemState::met));
        }
    }
    CHECK(seen.size() == 6); // or the comparison would say little
}

TEST_CASE("Article 21: shares of failing criteria, with and without a key one", "[criteria]") {
    const auto shipped = *read_criteria_sets(std::filesystem::path(NTM_SOURCE_DIR) / "data" / "criteria");
    struct Case {
        const char* set;
        std::vector<const char*> failing;
        RevocationCase expected;
    };
    const auto none = RevocationCase::none;
    const auto a = RevocationCase::a;
    const auto b = RevocationCase::b;
    for (const Case& each : {
             Case{"XA-NTM-2021", {}, none},
             Case{"XA-NTM-2021", {"10", "17", "19", "1", "2"}, none},                            // 5 of 19, all keys
             Case{"XA-NTM-2021", {"10", "1", "2", "3", "4", "5"}, a},                            // 6 with income
             Case{"XA-NTM-2021", {"17", "1", "2", "3", "4", "5"}, a},
             Case{"XA-NTM-2021", {"19", "1", "2", "3", "4", "5"}, a},
             Case{"XA-NTM-2021", {"18", "1", "2", "3", "4", "5"}, none},                         // 18 is key of nâng cao only
             Case{"XA-NTM-2021", {"6", "1", "2", "3", "4", "5"}, none},                          // 6 without a key
             Case{"XA-NTM-2021", {"6", "1", "2", "3", "4", "5", "7", "8", "9"}, none},           // 9 without
             Case{"XA-NTM-2021", {"6", "1", "2", "3", "4", "5", "7", "8", "10"}, a},             // 9 with
             Case{"XA-NTM-2021", {"6", "1", "2", "3", "4", "5", "7", "8", "9", "11"}, b},        // 10 without
             Case{"XA-NTMNC-2021", {"18", "1", "2", "3", "4", "5"}, a},
             Case{"HUYEN-NTM-2021", {"6", "7"}, none},                                           // 2 of 9
             Case{"HUYEN-NTM-2021", {"6", "1", "2"}, a},                                         // 3 of 9
             Case{"HUYEN-NTM-2021", {"1", "2", "3"}, none},
             Case{"HUYEN-NTM-2021", {"1", "2", "3", "6"}, a},                                    // 4 of 9
             Case{"HUYEN-NTM-2021", {"1", "2", "3", "4", "5"}, b},                               // 5 of 9
             Case{"HUYEN-NTM-2021", {"0", "6", "7"}, none},                                      // conditions are not counted
             Case{"XA-NTM-2026", {"1", "2", "3"}, none},                                         // no key is known
             Case{"XA-NTM-2026", {"1", "2", "3", "4", "5"}, b},                                  // half of ten
             Case{"TINH-HTNV-2026", {}, none},
         }) {
        const CriteriaSet& set = *find_set(shipped, each.set);
        std::vector<ItemState> states(set.criteria.size(), ItemState::met);
        for (const char* no : each.failing) {
            states[*set.find_criterion(no)] = ItemState::not_met;
        }
        CAPTURE(each.set, each.failing);
        CHECK(revocation_case(set, states) == each.expected);
    }
    // Absent criteria do not fail.
    const CriteriaSet& set = *find_set(shipped, "XA-NTM-2021");
    for (const ItemState state :
         {ItemState::missing, ItemState::not_assessed, ItemState::not_applicable, ItemState::withheld}) {
        CHECK(revocation_case(set, std::vector<ItemState>(19, state)) == none);
    }
}

TEST_CASE("wrong rows are told with their line and never counted", "[criteria]") {
    struct Case {
        const char* what;
        std::string row; ///< row 2, of commune 00001
        const char* code;
        const char* field;
    };
    for (const Case& each :
         {Case{"an unknown set", "XA-2050||2.1||99|||2022-06-30", "set_unknown", "criteria_set"},
          Case{"an unknown indicator", "MOI||2.7||99|||2022-06-30", "indicator_unknown", "indicator_no"},
          Case{"an unknown criterion", "MOI|6||đạt||||2022-06-30", "indicator_unknown", "criterion_no"},
          Case{"a criterion of several given as an indicator", "MOI||4|đạt||||2022-06-30", "indicator_unknown", "indicator_no"},
          Case{"an indicator of another criterion", "MOI|3|2.1||99|||2022-06-30", "indicator_unknown", "indicator_no"},
          Case{"neither indicator nor criterion", "MOI|||đạt||||2022-06-30", "indicator_unknown", "indicator_no"},
          Case{"percent over 100", "MOI||2.1|đạt|120|||2022-06-30", "percent_over_100", "value"},
          Case{"numerator over denominator", "MOI||2.1|||51|50|2022-06-30", "percent_over_100", "numerator"},
          Case{"text for a number", "MOI||2.1|đạt|gần đủ|||2022-06-30", "number_invalid", "value"},
          Case{"less than nothing", "MOI||2.1||-3|||2022-06-30", "value_negative", "value"},
          Case{"denominator zero", "MOI||2.1|đạt||0|0|2022-06-30", "denominator_zero", "denominator"},
          Case{"denominator absent", "MOI||2.1|||7||2022-06-30", "denominator_absent", "numerator"},
          Case{"an unknown verdict", "MOI||1.1|tốt||||2022-06-30", "verdict_unknown", "verdict"},
          Case{"no date", "MOI||1.1|đạt||||", "assessed_date_missing", "assessed_date"},
          Case{"no such day", "MOI||1.1|đạt||||2022-02-30", "date_invalid", "assessed_date"}}) {
        CAPTURE(each.what);
        const Read made = read(std::string(columns) + "\n00001|" + each.row);
        REQUIRE(made.issues.size() == 1);
        CHECK(made.issues[0].code == each.code);
        CHECK(made.issues[0].severity == Severity::error);
        CHECK(made.issues[0].where.row == 2);
        CHECK(made.issues[0].where.field == each.field);
        CHECK(made.assessments.rows.empty());
        CHECK(made.assessments.present);
    }
    const Read unmatched = read(std::string(columns) + "\n99999|MOI||1.1|đạt||||2022-06-30");
    CHECK(count_code(unmatched.issues, "unit_unmatched") == 1);
    CHECK(unmatched.assessments.rows.empty());
}

TEST_CASE("two verdicts on one day: neither counts", "[criteria]") {
    const Read made = read(std::string(columns) + "\n00001|MOI||1.1|đạt||||2022-06-30\n00001|MOI||1.1|K||||30/6/2022\n"
                                                  "00001|MOI||2.1||99|||2022-06-30\n00001|MOI||2.1||99|||2022-07-01");
    REQUIRE(made.issues.size() == 1);
    CHECK(made.issues[0].code == "verdict_doubled");
    CHECK(made.issues[0].where.row == 3);
    CHECK(made.issues[0].detail == "made.csv: 2");
    CHECK(made.assessments.rows.size() == 2);
}

TEST_CASE("what needs a word and is counted all the same", "[criteria]") {
    const Read year = read(std::string(columns) + "\n00001|MOI||1.1|đạt||||2022");
    CHECK(count_code(year.issues, "assessed_date_assumed") == 1);
    REQUIRE(year.assessments.rows.size() == 1);
    CHECK(year.assessments.rows[0].date == day("2022-12-31"));

    const Read no_set = read("unit_code|indicator_no|verdict|assessed_date\n00001|1.1|đạt|2022-01-01\n00001|1.1|đạt|2022-06-01");
    CHECK(issue_of(no_set.issues, "set_assumed").detail == "2");
    REQUIRE(no_set.assessments.rows.size() == 2);
    CHECK(no_set.assessments.rows[0].set == old_set);
    CHECK(no_set.assessments.rows[1].set == new_set);

    const Read empty = read(std::string(columns) + "\n00001|MOI||1.1|||||2022-06-30");
    CHECK(issue_of(empty.issues, "assessments_empty").detail == "1");
    CHECK(empty.assessments.rows.empty());

    const Read parts = read(std::string(columns) + "\n00001|MOI||2.1||99|45|50|2022-06-30");
    CHECK(issue_of(parts.issues, "value_against_parts").detail == "90.00");
    CHECK(parts.assessments.rows[0].value == 99);

    const Read yes = read(std::string(columns) + "\n00001|MOI||1.1||1|||2022-06-30");
    CHECK(yes.issues.empty());
    CHECK(yes.assessments.rows[0].verdict == Verdict::met);

    const Read vietnamese = read("ma_xa|bo_tieu_chi|chi_tieu|ket_qua|tu_so|mau_so|ngay_danh_gia\n"
                                 "00001|moi|2.1||57|100|30/06/2022\n00001|MOI|1.1|Chưa đạt|||30/06/2022");
    CHECK(vietnamese.issues.empty());
    REQUIRE(vietnamese.assessments.rows.size() == 2);
    CHECK(vietnamese.assessments.rows[1].value == 57); // exactly: it may be a threshold
}

TEST_CASE("words of verdicts", "[criteria]") {
    for (const auto& [word, verdict] : std::map<std::string, Verdict>{{"đạt", Verdict::met},
                                                                      {"ĐẠT", Verdict::met},
                                                                      {"Đ", Verdict::met},
                                                                      {"X", Verdict::met},
                                                                      {"✓", Verdict::met},
                                                                      {"Không đạt", Verdict::not_met},
                                                                      {"chưa đạt", Verdict::not_met},
                                                                      {"KĐ", Verdict::not_met},
                                                                      {"k", Verdict::not_met},
                                                                      {"not_met", Verdict::not_met},
                                                                      {"not_assessed", Verdict::not_assessed},
                                                                      {"not_applicable", Verdict::not_applicable},
                                                                      {"withheld", Verdict::withheld}}) {
        CAPTURE(word);
        CHECK(parse_verdict(word) == verdict);
    }
    for (const char* word : {"", "2", "tốt", "đạt 3/4", "-"}) {
        CAPTURE(word);
        CHECK_FALSE(parse_verdict(word));
    }
}

TEST_CASE("a set laid over another sees its rows: values always, verdicts where the line is the same", "[criteria]") {
    auto all = sets();
    auto over = overlay_criteria_set(made_table("criterion_no|criterion_vi|indicator_no|indicator_vi|kind|threshold\n"
                                                "2||2.1|||90\n1||1.0|Thêm|boolean|Đạt\n6|Vườn|6|Vườn|boolean|Đạt"),
                                     &all[new_set], "TINH");
    REQUIRE(over);
    all.push_back(*over);
    const Read made = read(std::string(columns) + "\n00001|MOI||2.1|K|92|||2022-06-30\n"  // judged anew: 92 of 90
                                                  "00002|MOI||2.1|đạt||||2022-06-30\n"   // a verdict on another threshold
                                                  "00003|MOI||1.1|đạt||||2022-06-30\n"   // the same line, another index
                                                  "00003|TINH||6|đạt||||2022-06-30\n"    // unknown to the base
                                                  "00004|MOI|3||đạt||||2022-06-30\n"     // a criterion of same lines
                                                  "00004|MOI|2||đạt||||2022-06-30\n"     // one with another threshold
                                                  "00005|TINH||5||41|||2022-06-30\n"     // seen from the base too
                                                  "00006|MOI||3||5|||2022-06-30\n"       // both say: each its own
                                                  "00006|TINH||3||9|||2022-06-30",
                           all);
    CHECK(made.issues.empty());
    const auto seen = [&](std::uint32_t number, std::size_t set) {
        const UnitRef unit{Level::commune, number - 1};
        return evaluate(all[set], made.assessments.of(unit, set), day("2022-12-31"), keys_of(unit, day("2022-12-31")));
    };
    CHECK(words(seen(1, 1).criteria) == ".-...");
    CHECK(words(seen(1, 2).criteria) == ".+....");
    CHECK(words(seen(2, 2).criteria) == "......");
    CHECK(words(seen(3, 2).indicators) == ".+.....+"); // 1.0 1.1 2.1 3 4.1 4.2 5 6
    CHECK(item(seen(3, 2), "1.1").state == ItemState::met);
    CHECK(item(seen(3, 2), "1.1").row->lent);
    CHECK(item(seen(3, 2), "1.0").state == ItemState::missing);
    CHECK(item(seen(3, 2), "6").state == ItemState::met);
    CHECK_FALSE(item(seen(3, 2), "6").row->lent);
    CHECK(words(seen(4, 2).criteria) == "..+...");
    CHECK(words(seen(5, 1).criteria) == "....+");
    CHECK(words(seen(6, 1).criteria) == "..+..");
    CHECK(words(seen(6, 2).criteria) == "..-...");
    CHECK(words(evaluate(all[old_set], made.assessments.of({Level::commune, 0}, old_set), day("2022-12-31"), {}).criteria) ==
          ".."); // no family: nothing is lent by number alone
}

TEST_CASE("an assessment before the unit existed is taken out", "[criteria]") {
    Units dated = units();
    MadeReader facts(dated, "unit_code|type|valid_from|valid_to\n00001|xã|2022-01-01|\n"
                            "00002|xã||2022-03-31\n00002|phường|2022-04-01|");
    read_unit_facts(dated, facts.reader);
    Read made = read(std::string(columns) + "\n00001|MOI||1.1|đạt||||2021-12-31\n00001|MOI||1.1|đạt||||2022-01-01\n"
                                            "00002|MOI||1.1|đạt||||2015-01-01\n00003|MOI||1.1|đạt||||2015-01-01");
    const auto issues = drop_before_units(made.assessments, dated);
    REQUIRE(issues.size() == 1);
    CHECK(issues[0].code == "assessment_before_unit");
    CHECK(issues[0].where.row == 2);
    CHECK(issues[0].detail == "2022-01-01");
    CHECK(made.assessments.rows.size() == 3);
}
