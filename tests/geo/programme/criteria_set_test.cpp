#include "geo/programme/criteria_set.hpp"
#include "geo/source/source.hpp"

#include "tests/catch.hpp"
#include "tests/geo/made_tables.hpp"
#include "tests/shared_data.hpp"
#include "tests/temporary_folder.hpp"

#include <map>
#include <regex>

using namespace ntm;

namespace {

const std::vector<CriteriaSet>& shipped() {
    static const auto sets = *read_criteria_sets(std::filesystem::path(NTM_SOURCE_DIR) / "data" / "criteria");
    return sets;
}

const CriteriaSet& shipped(std::string_view id) {
    const CriteriaSet* set = find_set(shipped(), id);
    REQUIRE(set != nullptr);
    return *set;
}

const Indicator& indicator(const CriteriaSet& set, std::string_view no) {
    const auto found = set.find_indicator(no);
    REQUIRE(found);
    return set.indicators[*found];
}

std::string threshold_words(const Indicator& indicator, const ThresholdKeys& keys) {
    const Threshold* found = indicator.threshold_for(keys);
    std::ostringstream words;
    return found == nullptr ? "unknown" : (words << found->value, words.str());
}

/// "made.csv" as a set of its own or over a base.
Result<CriteriaSet> made_set(const std::string& lines, const CriteriaSet* base = nullptr) {
    return overlay_criteria_set(made_table(lines), base, "RIENG");
}

constexpr const char* header = "criterion_no|criterion_vi|indicator_no|kind|comparison|threshold|region|year_from|year_"
                               "to|confidence\n";

} // namespace

TEST_CASE("the shipped sets are valid and as large as the decrees", "[criteria]") {
    const auto sets = read_criteria_sets(std::filesystem::path(NTM_SOURCE_DIR) / "data" / "criteria");
    REQUIRE(sets);
    for (const Issue& issue : sets.issues()) {
        FAIL_CHECK(issue.code << " " << issue.where.file << ":" << issue.where.row << " " << issue.where.value);
    }
    struct Size {
        const char* id;
        std::size_t numbered, criteria, indicators;
    };
    // By hand from the decrees; indicators of the district and of 2026 are known in part or not at all.
    for (const Size& size :
         {Size{"XA-NTM-2009", 0, 0, 0}, Size{"XA-NTM-2016", 19, 19, 49}, Size{"XA-NTM-2021", 19, 19, 57},
          Size{"XA-NTMNC-2021", 19, 19, 75}, Size{"XA-NTMKM-2021", 1, 1, 4}, Size{"XA-NTMKM-2018", 0, 0, 0},
          Size{"HUYEN-NTM-2016", 0, 0, 0}, Size{"HUYEN-NTM-2021", 9, 10, 11}, Size{"HUYEN-NTMNC-2021", 9, 10, 3},
          Size{"TXTP-HTNV-2021", 0, 1, 4}, Size{"TINH-HTNV-2021", 0, 1, 3}, Size{"XA-NTM-2026", 10, 10, 0},
          Size{"XA-NTMHD-2026", 0, 1, 0}, Size{"TINH-HTNV-2026", 0, 1, 0}}) {
        CAPTURE(size.id);
        const CriteriaSet& set = shipped(size.id);
        CHECK(set.numbered_criteria() == size.numbered);
        CHECK(set.criteria.size() == size.criteria);
        CHECK(set.indicators.size() == size.indicators);
        CHECK_FALSE(set.own);
    }
    CHECK(sets->size() == 14);
    CHECK(shipped("XA-NTM-2026").stated_indicators == 47);
    CHECK(shipped("HUYEN-NTM-2021").stated_indicators == 36);
}

TEST_CASE("indicators stand by criterion, 17.10 behind 17.9, and every line has a source and words in two languages",
          "[criteria]") {
    for (const CriteriaSet& set : shipped()) {
        std::size_t last = 0;
        for (const Indicator& each : set.indicators) {
            CAPTURE(set.id, each.no);
            CHECK(each.criterion >= last);
            last = each.criterion;
            CHECK_FALSE(each.name_vi.empty());
            CHECK_FALSE(each.name_en.empty());
            CHECK_FALSE(each.decree.empty());
        }
        for (const Criterion& criterion : set.criteria) {
            CHECK_FALSE(criterion.name_vi.empty());
            CHECK_FALSE(criterion.name_en.empty());
            CHECK((criterion.indicators.empty() ? !criterion.decree.empty() : criterion.decree.empty()));
        }
    }
    const CriteriaSet& set = shipped("XA-NTM-2021");
    const auto& waste = set.criteria[*set.find_criterion("17")].indicators;
    CHECK(set.indicators[waste[8]].no == "17.9");
    CHECK(set.indicators[waste[9]].no == "17.10");
    CHECK(set.find_indicator("17,10") == waste[9]);
    CHECK(set.find_indicator("17.1") == waste[0]);
    CHECK(set.find_indicator("5") == set.criteria[*set.find_criterion("5")].indicators[0]);
    CHECK_FALSE(set.find_indicator("17")); // twelve of them
    CHECK_FALSE(set.find_indicator("17.13"));
}

TEST_CASE("the set in force by level, tier and date", "[criteria]") {
    struct Case {
        Level level;
        Tier tier;
        const char* date;
        const char* id; ///< "" = none
    };
    for (const Case& each : {Case{Level::commune, Tier::ntm, "2009-04-15", ""},
                             Case{Level::commune, Tier::ntm, "2009-04-16", "XA-NTM-2009"},
                             Case{Level::commune, Tier::ntm, "2016-11-30", "XA-NTM-2009"},
                             Case{Level::commune, Tier::ntm, "2016-12-01", "XA-NTM-2016"},
                             Case{Level::commune, Tier::ntm, "2022-03-07", "XA-NTM-2016"},
                             Case{Level::commune, Tier::ntm, "2022-03-08", "XA-NTM-2021"},
                             Case{Level::commune, Tier::ntm, "2026-02-14", "XA-NTM-2021"},
                             Case{Level::commune, Tier::ntm, "2026-02-15", "XA-NTM-2026"},
                             Case{Level::commune, Tier::nang_cao, "2022-03-07", ""},
                             Case{Level::commune, Tier::nang_cao, "2022-03-08", "XA-NTMNC-2021"},
                             Case{Level::commune, Tier::nang_cao, "2026-02-15", ""},
                             Case{Level::commune, Tier::kieu_mau, "2019-01-01", "XA-NTMKM-2018"},
                             Case{Level::commune, Tier::kieu_mau, "2024-01-01", "XA-NTMKM-2021"},
                             Case{Level::commune, Tier::hien_dai, "2026-03-01", "XA-NTMHD-2026"},
                             Case{Level::district, Tier::ntm, "2020-06-30", "HUYEN-NTM-2016"},
                             Case{Level::district, Tier::ntm, "2025-06-30", "HUYEN-NTM-2021"},
                             Case{Level::district, Tier::ntm, "2025-07-01", ""},
                             Case{Level::district, Tier::nang_cao, "2024-01-01", "HUYEN-NTMNC-2021"},
                             Case{Level::district, Tier::hoan_thanh, "2022-08-31", "TXTP-HTNV-2021"},
                             Case{Level::province, Tier::hoan_thanh, "2026-02-14", "TINH-HTNV-2021"},
                             Case{Level::province, Tier::hoan_thanh, "2026-02-15", "TINH-HTNV-2026"}}) {
        CAPTURE(each.date, level_word(each.level), tier_word(each.tier));
        const CriteriaSet* set = set_in_force(shipped(), each.level, each.tier, *Date::parse(each.date));
        CHECK((set == nullptr ? "" : set->id) == each.id);
    }
}

TEST_CASE("the criteria that Article 21 names", "[criteria]") {
    const auto keys_of = [](std::string_view id) {
        std::string nos;
        for (const Criterion& criterion : shipped(id).criteria) {
            nos += criterion.key_for_revocation ? criterion.no + " " : "";
        }
        return nos;
    };
    CHECK(keys_of("XA-NTM-2016") == "10 17 19 ");
    CHECK(keys_of("XA-NTM-2021") == "10 17 19 ");
    CHECK(keys_of("XA-NTMNC-2021") == "10 17 18 19 ");
    CHECK(keys_of("HUYEN-NTM-2021") == "6 7 8 9 ");
    CHECK(keys_of("HUYEN-NTMNC-2021") == "6 7 8 9 ");
    CHECK(keys_of("XA-NTM-2026").empty()); // not known to apply
    CHECK(shipped("HUYEN-NTM-2021").criteria[0].entry_condition);
}

TEST_CASE("every line of the sets agrees with the collected facts", "[criteria][shared]") {
    const auto index = shared_file("domain/criteria/sets.csv");
    if (!index) {
        return;
    }
    const std::map<std::string, IndicatorKind, std::less<>> kinds{{"boolean", IndicatorKind::boolean},
                                                                  {"percent", IndicatorKind::percent},
                                                                  {"number", IndicatorKind::number},
                                                                  {"currency", IndicatorKind::currency},
                                                                  {"text", IndicatorKind::text}};
    const std::map<std::string, Comparison, std::less<>> comparisons{{">=", Comparison::at_least},
                                                                     {"<=", Comparison::at_most},
                                                                     {"==", Comparison::equal},
                                                                     {"text", Comparison::none}};
    const std::map<std::string, Confidence, std::less<>> confidences{
        {"high", Confidence::high}, {"medium", Confidence::medium}, {"low", Confidence::low}};
    const std::regex regional(R"re("(\w+)": ([0-9.]+))re");
    const auto sets = read_table(*index);
    REQUIRE(sets);
    std::size_t lines = 0;
    std::size_t regional_thresholds = 0;
    for (std::size_t s = 0; s < sets->rows(); ++s) {
        const auto of_set = [&](const char* name) { return std::string(sets->columns[*sets->find(name)][s]); };
        const CriteriaSet& set = shipped(of_set("set_id"));
        CHECK(std::string(set.from ? set.from->iso() : "") == of_set("effective_from"));
        CHECK(std::string(set.to ? set.to->iso() : "") == of_set("effective_to"));
        CHECK(set.decree_date->iso() == of_set("date"));
        if (of_set("file") == "(not listed)") {
            CHECK(set.criteria.empty());
            continue;
        }
        const auto facts = read_table(index->parent_path() / of_set("file"));
        REQUIRE(facts);
        for (std::size_t row = 0; row < facts->rows(); ++row) {
            const auto cell = [&](const char* name) { return std::string(facts->columns[*facts->find(name)][row]); };
            CAPTURE(set.id, cell("criterion_no"), cell("indicator_no"));
            ++lines;
            const auto criterion = set.find_criterion(cell("criterion_no"));
            REQUIRE(criterion);
            CHECK(set.criteria[*criterion].name_vi == cell("criterion_name_vi"));
            if (cell("indicator_no").empty()) {
                CHECK(set.criteria[*criterion].lead_department == cell("lead_department"));
                CHECK(set.criteria[*criterion].confidence == confidences.at(cell("confidence")));
                continue;
            }
            const Indicator& ours = indicator(set, cell("indicator_no"));
            CHECK(ours.no == cell("indicator_no"));
            CHECK(ours.criterion == *criterion);
            CHECK(ours.kind == kinds.at(cell("kind")));
            CHECK(ours.comparison == comparisons.at(cell("comparison")));
            CHECK(ours.confidence == confidences.at(cell("confidence")));
            CHECK(ours.lead_department == cell("lead_department"));
            CHECK(ours.name_vi != cell("indicator_name_vi")); // told in own words
            std::map<std::string, double> expected;
            if (const std::string value = cell("threshold_default"); !value.empty() && value != "Đạt") {
                expected[""] = std::stod(value);
            }
            const std::string by_region = cell("threshold_region");
            for (std::sregex_iterator each(by_region.begin(), by_region.end(), regional), end; each != end; ++each) {
                expected[(*each)[1]] = std::stod((*each)[2]);
                ++regional_thresholds;
            }
            std::map<std::string, double> found;
            for (const Threshold& threshold : ours.thresholds) {
                found[threshold.region] = threshold.value;
                CHECK(threshold.confidence == ours.confidence);
            }
            CHECK(found == expected);
        }
    }
    CHECK(lines == 234);
    CHECK(regional_thresholds == 63); // nine indicators, seven regions
}

TEST_CASE("the most specific threshold counts: zone, group, region, year", "[criteria]") {
    const auto set =
        made_set("criterion_no|criterion_vi|indicator_no|kind|comparison|threshold|region|zone|commune_group|"
                 "year_from|year_to\n"
                 "10|Thu nhập|10|currency|>=|30|||||\n"
                 "10||10|||36|BTB||||\n"
                 "10||10|||39|BTB|||2022|2022\n"
                 "10||10|||42||||2022|2023\n"
                 "10||10|||28|||NHOM3||\n"
                 "10||10|||20||KV1|||");
    REQUIRE(set);
    CHECK(set.issues().empty());
    const Indicator& income = set->indicators[0];
    CHECK(income.thresholds.size() == 6);
    CHECK(threshold_words(income, {}) == "30");
    CHECK(threshold_words(income, {"DBSH", "", "", 2021}) == "30");
    CHECK(threshold_words(income, {"DBSH", "", "", 2023}) == "42");
    CHECK(threshold_words(income, {"BTB", "", "", 2021}) == "36");
    CHECK(threshold_words(income, {"BTB", "", "", 2022}) == "39");
    CHECK(threshold_words(income, {"BTB", "", "", 2023}) == "36"); // region before year
    CHECK(threshold_words(income, {"BTB", "", "NHOM3", 2022}) == "28");
    CHECK(threshold_words(income, {"BTB", "KV1", "NHOM3", 2022}) == "20");
    CHECK(threshold_words(income, {"BTB", "KV2", "", 0}) == "36");

    const auto only_regions = made_set("criterion_no|criterion_vi|indicator_no|kind|comparison|threshold|region\n"
                                       "1|Một|1|percent|>=|70|bắc trung bộ\n2|Hai|2|percent|>=||");
    REQUIRE(only_regions);
    CHECK(threshold_words(only_regions->indicators[0], {"BTB", "", "", 0}) == "70");
    CHECK(threshold_words(only_regions->indicators[0], {"TN", "", "", 0}) == "unknown");
    CHECK(threshold_words(only_regions->indicators[1], {"BTB", "", "", 0}) == "unknown"); // empty is never zero
}

TEST_CASE("a province lays a twentieth criterion over the national set", "[criteria]") {
    const CriteriaSet& base = shipped("XA-NTM-2016");
    const auto set = overlay_criteria_set(
        made_table("criterion_no|criterion_vi|criterion_en|indicator_no|indicator_vi|kind|unit|comparison|threshold\n"
                   "20|Khu dân cư mẫu, vườn mẫu|Model settlement and gardens|20.1|Số khu dân cư mẫu|number|khu|>=|1\n"
                   "20|||20.2|Số vườn mẫu|number|vườn|>=|5"),
        &base, "HT-2018");
    REQUIRE(set);
    CHECK(set.issues().empty());
    CHECK(set->base == "XA-NTM-2016");
    CHECK(set->own);
    CHECK(set->numbered_criteria() == 20);
    CHECK(set->indicators.size() == 51);
    CHECK(set->criteria.back().no == "20");
    CHECK(set->criteria.back().indicators == std::vector<std::size_t>{49, 50});
    CHECK(set->to == base.to);
    CHECK(threshold_words(indicator(*set, "11"), {"BTB", "", "", 2020}) == "5"); // the rest stays

    std::vector<CriteriaSet> sets = shipped();
    sets.push_back(*set);
    CHECK(set_in_force(sets, Level::commune, Tier::ntm, *Date::parse("2021-06-30"))->id == "HT-2018");
    CHECK(set_in_force(sets, Level::commune, Tier::ntm, *Date::parse("2022-08-31"))->id == "XA-NTM-2021");
    CHECK(set_in_force(sets, Level::commune, Tier::nang_cao, *Date::parse("2022-08-31"))->id == "XA-NTMNC-2021");
}

TEST_CASE("a province with two zones replaces the lines it names, from its own day on", "[criteria]") {
    const CriteriaSet& base = shipped("XA-NTM-2021");
    const auto set = made_set("criterion_no|indicator_no|threshold|zone|decree|effective_from|set_decree\n"
                              "17|17.1|35|KV1||2024-06-01|QĐ 26/2024/QĐ-UBND\n"
                              "17|17.1|55|KV2|||\n"
                              "|3.1|85||||",
                              &base);
    REQUIRE(set);
    CHECK(set.issues().empty());
    CHECK(set->indicators.size() == 57);
    const Indicator& water = indicator(*set, "17.1");
    CHECK(water.name_vi == indicator(base, "17.1").name_vi);
    CHECK(water.comparison == Comparison::at_least);
    CHECK(water.decree == "QĐ 26/2024/QĐ-UBND"); // not the national one: the figure is the province's
    CHECK(water.confidence == Confidence::high);
    CHECK(threshold_words(water, {"BTB", "KV1", "", 2024}) == "35");
    CHECK(threshold_words(water, {"BTB", "KV2", "", 2024}) == "55");
    CHECK(threshold_words(water, {"BTB", "", "", 2024}) == "unknown");
    CHECK(threshold_words(indicator(*set, "3.1"), {}) == "85"); // whose criterion the base knows
    CHECK(threshold_words(indicator(base, "3.1"), {}) == "80");

    std::vector<CriteriaSet> sets = shipped();
    sets.push_back(*set);
    CHECK(set_in_force(sets, Level::commune, Tier::ntm, *Date::parse("2024-05-31"))->id == "XA-NTM-2021");
    CHECK(set_in_force(sets, Level::commune, Tier::ntm, *Date::parse("2024-06-01"))->id == "RIENG");
}

TEST_CASE("an own criterion goes to its place by number", "[criteria]") {
    const auto set = made_set("criterion_no|criterion_vi|indicator_no|indicator_vi|kind\n"
                              "17||17.13|Thêm|boolean\n8||8.5|Thêm nữa|boolean",
                              &shipped("XA-NTM-2021"));
    REQUIRE(set);
    CHECK(set.issues().empty());
    const auto& waste = set->criteria[*set->find_criterion("17")].indicators;
    CHECK(set->indicators[waste.back()].no == "17.13");
    CHECK(set->indicators[waste.back() + 1].no == "18.1");
    for (std::size_t i = 0; i < set->indicators.size(); ++i) {
        const auto& siblings = set->criteria[set->indicators[i].criterion].indicators;
        CHECK(std::count(siblings.begin(), siblings.end(), i) == 1);
    }
}

TEST_CASE("what is wrong in a set is told with its line, and not used", "[criteria]") {
    struct Case {
        const char* what;
        std::string lines;
        const char* code;
        std::int64_t row;
        std::size_t indicators, thresholds; ///< left of it
    };
    const std::string good = "1|Một|1.1|percent|>=|80|||||\n";
    for (const Case& each :
         {Case{"no criterion", good + "||9.9|percent|>=|10||||", "criterion_absent", 3, 1, 1},
          Case{"a criterion without a name", good + "2||2.1|percent|>=|10||||", "criterion_absent", 3, 1, 1},
          Case{"the same indicator again, no threshold", good + "1||1.1|percent|>=|||||", "indicator_doubled", 3, 1, 1},
          Case{"the same indicator in another criterion", good + "2|Hai|1.1|percent|>=|70|||", "indicator_doubled", 3,
               1, 1},
          Case{"an unknown kind", "1|Một|1.1|phần trăm|>=|80||||", "indicator_kind_unknown", 2, 1, 0},
          Case{"no kind", "1|Một|1.1||>=|80||||", "indicator_kind_unknown", 2, 1, 0},
          Case{"an unknown comparison", "1|Một|1.1|percent|hơn|80||||", "comparison_unknown", 2, 1, 0},
          Case{"a threshold without comparison", "1|Một|1.1|percent||80||||", "comparison_unknown", 2, 1, 0},
          Case{"two thresholds for the same", good + "1||1.1|||70||||", "threshold_doubled", 3, 1, 1},
          Case{"two for one region", good + "1||1.1|||70|BTB|||\n1||1.1|||75|btb|||", "threshold_doubled", 4, 1, 2},
          Case{"years that meet", good + "1||1.1|||70||2021|2023|\n1||1.1|||75||2023||", "threshold_doubled", 4, 1, 2},
          Case{"an unknown confidence", "1|Một|1.1|percent|>=|80||||sure", "confidence_unknown", 2, 1, 1},
          Case{"text for a threshold", "1|Một|1.1|percent|>=|tám mươi||||", "number_invalid", 2, 1, 0},
          Case{"a year that is none", "1|Một|1.1|percent|>=|80||20222||", "year_invalid", 2, 1, 1}}) {
        CAPTURE(each.what);
        const auto set = made_set(header + each.lines);
        REQUIRE(set);
        CHECK(count_code(set.issues(), each.code) >= 1);
        CHECK(issue_of(set.issues(), each.code).where.row == each.row);
        CHECK(issue_of(set.issues(), each.code).where.file == "made.csv");
        CHECK(set->indicators.size() == each.indicators);
        CHECK(set->indicators[0].thresholds.size() == each.thresholds);
    }
    CHECK(made_set(header + std::string("1|Một|1.1|percent|>=|80||||sure"))->indicators[0].confidence ==
          Confidence::low);
    const auto years = made_set(header + good + "1||1.1|||70||2021|2022|\n1||1.1|||75||2023||");
    CHECK(years.issues().empty());

    const auto none = made_set("criterion_no|indicator_no\n|");
    CHECK_FALSE(none);
    CHECK(count_code(none.issues(), "set_without_criteria") == 1);
    CHECK(count_code(made_set("so|chi_tieu\n1|1.1").issues(), "column_missing") == 2);
}

TEST_CASE("what is wrong in the list of sets is told, the sound sets are read", "[criteria]") {
    const TemporaryFolder folder;
    folder.file("a.csv",
                "criterion_no,criterion_vi,indicator_no,kind,comparison,threshold,zone\n1,Một,1,percent,>=,80,\n");
    folder.file("b.csv", "criterion_no,indicator_no,threshold,zone\n1,1,70,KV1\n");
    folder.file("sets.csv", "set_id,file,base,level,tier,effective_from,effective_to\n"
                            "A,a.csv,,commune,ntm,2020-01-01,2021-12-31\n"
                            "B,b.csv,A,commune,ntm,2022-01-01,\n"
                            "C,a.csv,X,commune,ntm,,\n"               // 4: base unknown
                            "A,a.csv,,commune,ntm,,\n"                // 5: twice
                            "D,,,commune,ntm,2022-05-01,2022-04-01\n" // 6: ends before it begins
                            "E,gone.csv,,commune,ntm,2030-01-01,\n"
                            "F,a.csv,,làng,ntm,,\n"     // 8
                            "G,a.csv,,commune,gì,,\n"); // 9
    const auto sets = read_criteria_sets(folder.path());
    REQUIRE(sets);
    CHECK(issue_of(sets.issues(), "set_unknown").where.row == 4);
    CHECK(issue_of(sets.issues(), "set_doubled").where.row == 5);
    CHECK(issue_of(sets.issues(), "set_date_order").where.row == 6);
    CHECK(count_code(sets.issues(), "file_missing") == 1);
    CHECK(issue_of(sets.issues(), "set_level_unknown").where.row == 8);
    CHECK(issue_of(sets.issues(), "tier_unknown").where.row == 9);
    REQUIRE(sets->size() == 4); // A, B, D, E
    CHECK(threshold_words((*sets)[1].indicators[0], {"", "KV1", "", 0}) == "70");
    CHECK(set_in_force(*sets, Level::commune, Tier::ntm, *Date::parse("2022-04-15"))->id == "B"); // D never

    CHECK_FALSE(read_criteria_sets(folder.path() / "nowhere"));
}
