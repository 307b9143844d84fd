#include "geo/planning/plans.hpp"

#include "tests/catch.hpp"
#include "tests/geo/made_tables.hpp"

#include <random>

using namespace ntm;

namespace {

Date day(std::string_view text) {
    return *Date::parse(text);
}

const Units& units() {
    static const Units made = made_units("ma_xa|ten_xa\n00001|Xã A\n00002|Xã B");
    return made;
}

struct Read {
    PlanRegister plans;
    Issues issues;
};

constexpr auto header = "unit_code|status|status_date|required|period_from|period_to|valid_to|decision_date\n";

Read read(const std::string& lines) {
    MadeReader made(units(), header + lines);
    Read result;
    read_plans(result.plans, made.reader);
    finish(result.plans);
    result.issues = made.reader.take_issues();
    return result;
}

PlanState state(const std::string& lines, const char* date, PlanPeriod asked = {2021, 2030}) {
    const Read made = read(lines);
    CHECK(made.issues.empty());
    return plan_on(made.plans.of({Level::commune, 0}), day(date), asked);
}

std::string word(const std::string& lines, const char* date, PlanPeriod asked = {2021, 2030}) {
    return std::string(plan_class_word(state(lines, date, asked).plan_class));
}

} // namespace

TEST_CASE("a plan speaks for a period when it shares more than half of its years", "[planning]") {
    const PlanPeriod asked{2021, 2030};
    CHECK(covers({2021, 2030}, asked));
    CHECK(covers({2020, 2045}, asked));
    CHECK(covers({2015, 2026}, asked));       // 6 of 10
    CHECK_FALSE(covers({2016, 2025}, asked)); // 5 of 10
    CHECK_FALSE(covers({2011, 2020}, asked));
    CHECK_FALSE(covers({2031, 2040}, asked));
}

TEST_CASE("the states of one plan over time", "[planning]") {
    const std::string rows = "00001|0|2021-01-01||2021|2030||\n"
                             "00001|2|2021-03-15||2021|2030||\n"
                             "00001|4|2021-12-01||2021|2030||\n"
                             "00001|6|2022-05-20||2021|2030|2030-12-31|2022-05-20\n"
                             "00001|7|2022-06-20||2021|2030|2030-12-31|2022-05-20\n"
                             "00001|8|2025-01-10||2021|2030|2030-12-31|2022-05-20\n"
                             "00001|11|2025-07-01||2021|2030||";
    CHECK(word(rows, "2020-12-31") == "missing");
    CHECK(word(rows, "2021-01-01") == "not_started");
    CHECK(word(rows, "2021-03-14") == "not_started");
    CHECK(word(rows, "2021-03-15") == "in_preparation");
    CHECK(word(rows, "2022-05-19") == "in_preparation");
    CHECK(word(rows, "2022-05-20") == "approved");
    CHECK(word(rows, "2022-08-31") == "approved");
    CHECK(word(rows, "2025-01-10") == "to_adjust");
    CHECK(word(rows, "2025-07-01") == "superseded");
    CHECK(state(rows, "2025-06-30").in_force()); // to be adjusted is still in force
    CHECK_FALSE(state(rows, "2025-07-01").in_force());
    CHECK(state(rows, "2022-01-15").since == day("2021-12-01"));
}

TEST_CASE("a plan is valid on its last day and not on the next", "[planning]") {
    const std::string row = "00001|6|2022-05-20||2021|2030|2025-12-31|2022-05-20";
    CHECK(word(row, "2025-12-31") == "approved");
    CHECK(word(row, "2026-01-01") == "expired");
    CHECK(state(row, "2026-05-05").since == day("2026-01-01"));
}

TEST_CASE("a plan of an earlier period is not in force for the period asked", "[planning]") {
    const std::string old_plan = "00001|6|2013-02-02||2011|2020|2020-12-31|2013-02-02";
    CHECK(word(old_plan, "2022-08-31") == "expired");
    CHECK(word(old_plan, "2019-06-30", {2011, 2020}) == "approved");
    CHECK(word(old_plan + "\n00001|2|2022-01-01||2021|2030||", "2022-08-31") == "in_preparation");
    // A plan for the next period, approved early, does not speak for this one.
    CHECK(word("00001|6|2022-01-01||2031|2040||2022-01-01", "2022-08-31") == "missing");
}

TEST_CASE("an approved plan that does not say its period is a number of its own", "[planning]") {
    CHECK(word("00001|6|2021-06-01|||||2021-06-01", "2022-08-31") == "period_unknown");
    CHECK(word("00001|6|2021-06-01||2021|||2021-06-01", "2022-08-31") == "period_unknown"); // half said is not said
    CHECK(word("00001|2|2021-06-01|||||", "2022-08-31") == "in_preparation"); // nothing approved: no period to miss
}

TEST_CASE("a commune inside an urban plan needs none of its own", "[planning]") {
    CHECK(word("00001|10|2018-03-01|||||", "2022-08-31") == "urban");
    CHECK(word("00001|10||||||", "2022-08-31") == "urban"); // undated: on every day
    CHECK(word("00001|thuộc quy hoạch đô thị|2018-03-01||2020|2040||", "2022-08-31") == "urban");
}

TEST_CASE("required = false holds until a row says otherwise", "[planning]") {
    CHECK_FALSE(state("00001|0||false||||", "2022-08-31").required);
    const std::string rows = "00001|0|2021-01-01|false|2021|2030||\n00001|2|2022-01-01|true|2021|2030||";
    CHECK_FALSE(state(rows, "2021-06-01").required);
    CHECK(state(rows, "2022-06-01").required);
}

TEST_CASE("rows that make no sense are told and not counted", "[planning]") {
    const Read made = read("00001|6|gần đây||2021|2030||\n"                        // 2: approved, but when?
                           "00001|6|2022-01-01||2030|2021||\n"                     // 3: backwards
                           "00001|6|2022-01-01||2021|2030|2020-01-01|2022-01-01\n" // 4: over before it began
                           "00001|12|2022-01-01||||\n"                             // 5: no such status
                           "00001|xong rồi|2022-01-01||||\n"                       // 6: no such word
                           "00001|6|31/02/2022||2021|2030||\n"                     // 7: no such day
                           "77777|6|2022-01-01||2021|2030||\n"                     // 8: no such unit
                           "00002|6||"
                           "|2021|2030||15/06/2022"); // 9: the decision's day stands in
    CHECK(issue_of(made.issues, "plan_period_order").where.row == 3);
    CHECK(issue_of(made.issues, "date_order").where.row == 4);
    CHECK(count_code(made.issues, "plan_status_unknown") == 2);
    CHECK(count_code(made.issues, "date_invalid") == 2);
    CHECK(issue_of(made.issues, "unit_unmatched").where.row == 8);
    REQUIRE(made.plans.rows.size() == 1);
    CHECK(made.plans.rows[0].effective == day("2022-06-15"));
    CHECK(plan_on(made.plans.of({Level::commune, 0}), day("2022-08-31"), {2021, 2030}).plan_class ==
          PlanClass::missing);
}

TEST_CASE("a plan approved without a day is approved, and its day is absent", "[planning]") {
    const Read made = read("00001|đã duyệt|||2021|2030||\n00002|đang lập||||||");
    CHECK(count_code(made.issues, "plan_date_missing") == 2);
    CHECK(count_issues(made.issues).errors == 0);
    REQUIRE(made.plans.rows.size() == 2);
    const PlanState approved = plan_on(made.plans.of({Level::commune, 0}), day("2022-08-31"), {2021, 2030});
    CHECK(approved.plan_class == PlanClass::approved);
    CHECK_FALSE(approved.since);
    CHECK(plan_on(made.plans.of({Level::commune, 1}), day("2022-08-31"), {2021, 2030}).plan_class ==
          PlanClass::in_preparation);
}

TEST_CASE("what people write in a column of states", "[planning]") {
    for (const auto& [text, code] : {std::pair("đã duyệt", 6),
                                     {"Đã duyệt QH", 6},
                                     {"chưa", 0},
                                     {"Chưa duyệt", 2},
                                     {"chưa có QH", 0},
                                     {"đang lập", 2},
                                     {"trình duyệt", 5},
                                     {"hết hạn", 9},
                                     {"đang điều chỉnh cục bộ", 8},
                                     {"sáp nhập", 11},
                                     {"chưa công bố", 6},
                                     {"không có quy hoạch", 0},
                                     {"Đang lập, chưa công bố", 2},
                                     {"Đã phê duyệt điều chỉnh", 6},
                                     {"Đã phê duyệt, đang điều chỉnh", 8},
                                     {"Đã phê duyệt (sau sáp nhập)", 6},
                                     {"Đã phê duyệt, chưa công bố", 6},
                                     {"Đã phê duyệt, chưa ban hành quy định quản lý", 6},
                                     {"Đã lấy ý kiến, đã phê duyệt", 6},
                                     {"Đã phê duyệt nhiệm vụ, đang lập đồ án", 1},
                                     {"Đã phê duyệt, chưa hết hạn", 6},
                                     {"Đã phê duyệt thay thế quyết định 12", 6},
                                     {"bị thay thế bởi quy hoạch mới", 11},
                                     {"xã sáp nhập", 11},
                                     {"chưa lập, chưa công bố", 0}}) {
        INFO(text);
        CHECK(parse_plan_status(text) == code);
    }
    for (const char* text : {"x", "có", "không rõ", "không thuộc quy hoạch đô thị", "12", "?"}) {
        INFO(text);
        CHECK_FALSE(parse_plan_status(text));
    }
}

TEST_CASE("states are read as codes and as the words of offices", "[planning]") {
    for (const auto& [text, code] : {std::pair("chưa lập", 0),
                                     {"Đang lập đồ án", 2},
                                     {"đang lấy ý kiến", 3},
                                     {"đã trình thẩm định", 4},
                                     {"chờ phê duyệt", 5},
                                     {"Đã phê duyệt", 6},
                                     {"chưa phê duyệt", 2},
                                     {"đã công bố", 7},
                                     {"cần điều chỉnh", 8},
                                     {"hết thời hạn", 9},
                                     {"bị thay thế", 11},
                                     {"6", 6}}) {
        INFO(text);
        const Read made = read(std::string("00001|") + text + "|2022-01-01|||||");
        REQUIRE(made.plans.rows.size() == 1);
        CHECK(made.plans.rows[0].status == code);
    }
}

TEST_CASE("the tally of a case worked by hand", "[planning]") {
    PlanTally tally;
    const auto add = [&](const std::string& lines) { tally.add(state(lines, "2022-08-31")); };
    CHECK_FALSE(tally.share().has_value());           // nothing required: no share, not zero
    add("00001|6|2022-01-01||2021|2030||2022-01-01"); // approved
    add("00001|8|2022-01-01||2021|2030||2022-01-01"); // approved, to be adjusted
    add("00001|6|2022-01-01|||||2022-01-01");         // period unknown
    add("00001|2|2022-01-01||2021|2030||");           // without
    add("00002|6|2022-01-01||2021|2030||");           // the other commune's: nothing known of this one
    add("00001|10|2018-01-01|||||");                  // urban
    add("00001|0|2021-01-01|false||||");              // not required
    CHECK(tally.in_scope == 7);
    CHECK(tally.required == 5);
    CHECK(tally.approved == 2);
    CHECK(tally.period_unknown == 1);
    CHECK(tally.without == 2);
    CHECK(tally.missing == 1);
    CHECK(tally.covered_by_urban_plan == 1);
    CHECK(tally.not_required == 1);
    CHECK(tally.share() == Approx(0.4));
}

TEST_CASE("random registers: the parts of a tally add up", "[planning]") {
    std::mt19937 random(1956);
    PlanTally tally;
    for (int round = 0; round < 3000; ++round) {
        PlanRegister plans;
        for (std::size_t i = random() % 5; i > 0; --i) {
            PlanRow row;
            row.unit = {Level::commune, 0};
            row.status = static_cast<int>(random() % 12);
            row.effective = day("2015-01-01").plus_days(static_cast<int>(random() % 4000));
            if (random() % 3 != 0) {
                const int from = 2006 + 5 * static_cast<int>(random() % 6);
                row.period = PlanPeriod{from, from + 9};
            }
            if (random() % 2 == 0) {
                row.valid_to = row.effective.plus_days(static_cast<int>(random() % 4000));
            }
            if (random() % 4 == 0) {
                row.required = random() % 2 == 0;
            }
            plans.rows.push_back(row);
        }
        finish(plans);
        const PlanState now = plan_on(plans.rows, day("2022-08-31"), {2021, 2030});
        tally.add(now);
        REQUIRE((!now.in_force() || (now.row != nullptr && now.row->period && covers(*now.row->period, {2021, 2030}))));
        REQUIRE((!now.in_force() || !now.row->valid_to || *now.row->valid_to >= day("2022-08-31")));
        REQUIRE((now.row == nullptr || now.row->effective <= day("2022-08-31")));
    }
    CHECK(tally.in_scope == 3000);
    CHECK(tally.covered_by_urban_plan + tally.not_required + tally.required == tally.in_scope);
    CHECK(tally.approved + tally.period_unknown + tally.without == tally.required);
    CHECK(tally.missing <= tally.without);
    CHECK(tally.approved > 0);
    CHECK(tally.period_unknown > 0);
}

TEST_CASE("a later row that does not say its period", "[planning]") {
    // Approved without a period after a plan of the period was only begun: approved, for which period is not known.
    CHECK(word("00001|0|2021-01-01||2021|2030||\n00001|6|2022-05-20|||||2022-05-20", "2022-08-31") == "period_unknown");
    // The next plan is being made: the one in force stays in force.
    CHECK(word("00001|6|2021-05-20||2021|2030||2021-05-20\n00001|2|2022-05-20||||", "2022-08-31") == "approved");
    CHECK(word("00001|6|2021-05-20||2021|2030||2021-05-20\n00001|8|2022-05-20||||", "2022-08-31") == "to_adjust");
    CHECK(word("00001|6|2021-05-20||2021|2030||2021-05-20\n00001|10|2022-05-20||||", "2022-08-31") == "urban");
    CHECK(word("00001|6|2021-05-20||||2022-01-31|2021-05-20", "2022-08-31") == "expired");
}

TEST_CASE("an urban plan runs out too, and its negation is no status", "[planning]") {
    CHECK(word("00001|10|2012-01-01||2011|2030|2021-12-31|", "2021-12-31") == "urban");
    CHECK(word("00001|10|2012-01-01||2011|2030|2021-12-31|", "2022-01-01") == "expired");
    const Read made = read("00001|không thuộc quy hoạch đô thị|2022-01-01||2021|2030||");
    CHECK(made.plans.rows.empty());
    REQUIRE(made.issues.size() == 1);
    CHECK(made.issues.front().code == "plan_status_unknown");
}
