#include "tests/geo/programme/twelve_communes.hpp"

#include <map>
#include <random>

using namespace twelve;

TEST_CASE("twelve communes judged by hand", "[criteria]") {
    CHECK(province().issues.empty());
    struct Case {
        std::uint32_t commune;
        const char* criteria;   ///< 1 2 3 4 5
        const char* indicators; ///< 1.1 2.1 3 4.1 4.2 5
        std::size_t met;
    };
    for (const Case& each : {
             Case{1,
                  "+++"
                  "+~"
                  "+",
                  "+++"
                  "+~"
                  "++",
                  5}, // one recalled threshold makes the criterion provisional
             Case{2,
                  "--+"
                  "-~"
                  "+",
                  "--+"
                  "-~"
                  "o+",
                  2}, // 4.2 has a value that nothing can judge
             Case{3,
                  "+"
                  "+!"
                  "-!"
                  "+-",
                  "+"
                  "+!"
                  "-!"
                  "++-",
                  3},                       // verdicts stand against their values
             Case{4, "+++++", "......", 5}, // verdicts on whole criteria
             Case{5, ".o/h.", ".o/h+.", 0}, // each absence by itself
             Case{6, "/+--o", "/+-h-o", 1}, // a failure before what is withheld
             Case{7,
                  "+++"
                  "-~"
                  "+",
                  "+++"
                  "-~"
                  "/+",
                  4}, // thresholds of the other region
             Case{8,
                  "---"
                  "+!"
                  ".",
                  "---"
                  "-~"
                  "..",
                  1}, // the criterion's own verdict before its indicators
             Case{9, "+...+", "+....+", 2},
             Case{10, ".-...", ".-....", 0},
             Case{11, "...o.",
                  "..."
                  "+~"
                  "o.",
                  0},
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
    for (const Case& each :
         {Case{1, "2.1", 99, 0}, Case{2, "2.1", 97.5, 0.5}, Case{2, "3", 6, 0}, Case{2, "4.1", 9.18, 45.82},
          Case{2, "4.2", 70, std::nullopt}, Case{2, "5", 40, 0}, Case{3, "2.1", 90, 8}, Case{3, "3", 4, 0},
          Case{3, "5", 39.5, 0.5}, Case{3, "4.1", std::nullopt, std::nullopt}, Case{6, "2.1", 98, 0},
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
    CHECK(item(third, "2.1").row->row == 15); // header 1, first row 2
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
    REQUIRE(issues.size() == 3);
    CHECK(issues[0].code == "verdict_against_value");
    CHECK(issues[0].severity == Severity::warning);
    CHECK(issues[0].where.row == 15);
    CHECK(issues[0].detail == "2.1: 90 / 98");
    CHECK(issues[1].where.row == 16);
    CHECK(issues[1].detail == "3: 4 / 6");
    // Commune 8: criterion 4 reported as met, its indicator 4.1 not; the threshold is recalled.
    CHECK(issues[2].code == "verdict_against_value");
    CHECK(issues[2].detail.starts_with("4.1: "));
    CHECK(issues[2].severity == Severity::info);
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
            const auto all =
                evaluate_all(sets()[set], set, province().assessments, Level::commune, 12, day(date), keys);
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
    const auto districts =
        evaluate_all(sets()[1], 1, province().assessments, Level::district, 2, day("2022-12-31"), {});
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
             Case{"XA-NTM-2021", {"10", "17", "19", "1", "2"}, none}, // 5 of 19, all keys
             Case{"XA-NTM-2021", {"10", "1", "2", "3", "4", "5"}, a}, // 6 with income
             Case{"XA-NTM-2021", {"17", "1", "2", "3", "4", "5"}, a},
             Case{"XA-NTM-2021", {"19", "1", "2", "3", "4", "5"}, a},
             Case{"XA-NTM-2021", {"18", "1", "2", "3", "4", "5"}, none},                  // 18 is key of nâng cao only
             Case{"XA-NTM-2021", {"6", "1", "2", "3", "4", "5"}, none},                   // 6 without a key
             Case{"XA-NTM-2021", {"6", "1", "2", "3", "4", "5", "7", "8", "9"}, none},    // 9 without
             Case{"XA-NTM-2021", {"6", "1", "2", "3", "4", "5", "7", "8", "10"}, a},      // 9 with
             Case{"XA-NTM-2021", {"6", "1", "2", "3", "4", "5", "7", "8", "9", "11"}, b}, // 10 without
             Case{"XA-NTMNC-2021", {"18", "1", "2", "3", "4", "5"}, a},
             Case{"HUYEN-NTM-2021", {"6", "7"}, none},   // 2 of 9
             Case{"HUYEN-NTM-2021", {"6", "1", "2"}, a}, // 3 of 9
             Case{"HUYEN-NTM-2021", {"1", "2", "3"}, none},
             Case{"HUYEN-NTM-2021", {"1", "2", "3", "6"}, a},      // 4 of 9
             Case{"HUYEN-NTM-2021", {"1", "2", "3", "4", "5"}, b}, // 5 of 9
             Case{"HUYEN-NTM-2021", {"0", "6", "7"}, none},        // conditions are not counted
             Case{"XA-NTM-2026", {"1", "2", "3"}, none},           // no key is known
             Case{"XA-NTM-2026", {"1", "2", "3", "4", "5"}, b},    // half of ten
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
