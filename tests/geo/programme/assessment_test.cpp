#include "tests/geo/programme/twelve_communes.hpp"

#include <map>

using namespace twelve;

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
          Case{"a criterion of several given as an indicator", "MOI||4|đạt||||2022-06-30", "indicator_unknown",
               "indicator_no"},
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
    // 0,99 where 98% is asked: the office's share of one would fail in silence.
    const Read share = read(std::string(columns) + "\n00001|MOI||2.1||0,99|||2022-06-30");
    CHECK(issue_of(share.issues, "percent_below_one").severity == Severity::warning);
    CHECK(issue_of(share.issues, "percent_below_one").detail == "99.00");
    REQUIRE(share.assessments.rows.size() == 1);
    CHECK(share.assessments.rows[0].value == 0.99);
    CHECK(read(std::string(columns) + "\n00001|MOI||2.1|||1|400|2022-06-30").issues.empty()); // its parts tell
    const Read year = read(std::string(columns) + "\n00001|MOI||1.1|đạt||||2022");
    CHECK(count_code(year.issues, "assessed_date_assumed") == 1);
    REQUIRE(year.assessments.rows.size() == 1);
    CHECK(year.assessments.rows[0].date == day("2022-12-31"));

    const Read no_set =
        read("unit_code|indicator_no|verdict|assessed_date\n00001|1.1|đạt|2022-01-01\n00001|1.1|đạt|2022-06-01");
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
    const Read made = read(std::string(columns) + "\n00001|MOI||2.1|K|92|||2022-06-30\n" // judged anew: 92 of 90
                                                  "00002|MOI||2.1|đạt||||2022-06-30\n" // a verdict on another threshold
                                                  "00003|MOI||1.1|đạt||||2022-06-30\n" // the same line, another index
                                                  "00003|TINH||6|đạt||||2022-06-30\n"  // unknown to the base
                                                  "00004|MOI|3||đạt||||2022-06-30\n"   // a criterion of same lines
                                                  "00004|MOI|2||đạt||||2022-06-30\n"   // one with another threshold
                                                  "00005|TINH||5||41|||2022-06-30\n"   // seen from the base too
                                                  "00006|MOI||3||5|||2022-06-30\n"     // both say: each its own
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
    CHECK(words(evaluate(all[old_set], made.assessments.of({Level::commune, 0}, old_set), day("2022-12-31"), {})
                    .criteria) == ".."); // no family: nothing is lent by number alone
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
