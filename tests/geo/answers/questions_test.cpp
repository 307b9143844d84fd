#include "geo/insight/change.hpp"
#include "geo/insight/plan_ends.hpp"
#include "geo/insight/progress_to_target.hpp"
#include "tests/geo/answers/answers.hpp"
#include "tests/geo/insight/small_province.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <set>

using namespace ntm;
using namespace ntm::answers;

// The questions of a working day about tiers, plans, targets and tasks, by their number in docs/questions.md. Numbers
// come from the documents (000 to 004), or were counted from the tables of the samples by a plain script.
namespace {

constexpr const char* letter = "thanh-hoa-2022";
constexpr const char* notice = "ha-tinh-2021";
constexpr const char* plan = "thanh-hoa-2024";
constexpr const char* half_year = "thai-nguyen-2020";
constexpr const char* report = "trieu-son-2021";

std::map<std::string, RankRow> ranked(const View& view, std::string_view key, const Snapshot* since = nullptr) {
    std::map<std::string, RankRow> rows;
    for (RankRow& row : rank_units(*view.snapshot, Level::district, key, since)) {
        rows.emplace(view.units().code(row.unit), std::move(row));
    }
    return rows;
}

std::optional<double> term(const RankRow& row, std::string_view name) {
    for (const RankTerm& one : row.terms) {
        if (one.name == name) {
            return one.value;
        }
    }
    return std::nullopt;
}

std::vector<std::string> without_plan(const View& view, std::string_view district) {
    std::vector<std::string> found;
    for (std::uint32_t id = 0; id < view.units().count(Level::commune); ++id) {
        const UnitRef commune{Level::commune, id};
        const PlanState& state = view.snapshot->plan[id];
        const bool owes = view.snapshot->in_scope[id] != 0 && state.required && state.plan_class != PlanClass::urban;
        if (owes && !state.in_force() && view.units().ancestor(commune, Level::district) == view.unit(district)) {
            found.push_back(view.units().name(commune));
        }
    }
    return found;
}

std::size_t due(const View& view, DueState state, bool tasks) {
    std::size_t count = 0;
    for (const DueItem& item : due_items(*view.snapshot)) {
        count += item.state == state && (item.task != nullptr) == tasks ? 1U : 0U;
    }
    return count;
}

} // namespace

TEST_CASE("questions 1 to 3: districts without a commune at a tier", "[answers]") {
    const View& august = view(letter, "2022-08-31");
    const auto& without = august.summary.districts.value().without;
    const auto nang_cao = names(august.units(), without[at(Tier::nang_cao)]);
    const std::set<std::string> printed{"Thị xã Nghi Sơn",  "Thị xã Bỉm Sơn", "Thành phố Sầm Sơn", "Huyện Cẩm Thủy",
                                        "Huyện Lang Chánh", "Huyện Bá Thước", "Huyện Như Xuân",    "Huyện Quan Hóa",
                                        "Huyện Quan Sơn",   "Huyện Mường Lát"};
    CHECK(std::set<std::string>(nang_cao.begin(), nang_cao.end()) == printed); // 000
    CHECK(without[at(Tier::kieu_mau)].size() == 21);                           // 000
    CHECK(names(august.units(), without[at(Tier::ntm)]) == std::vector<std::string>{"Huyện Mường Lát"});
}

TEST_CASE("question 4: communes of a district without a plan, and since when", "[answers]") {
    const View& august = view(letter, "2022-08-31");
    CHECK(without_plan(august, "384") == std::vector<std::string>{"Xã Mường Lý", "Xã Trung Lý", "Xã Quang Chiểu",
                                                                  "Xã Nhi Sơn", "Xã Mường Chanh"}); // counted
    CHECK(without_plan(august, "405").size() == 4);                                                 // counted
    CHECK(without_plan(august, "397").empty());                                                     // 004: 32 of 32
    CHECK(august.summary.plans.without == 232);                                                     // 000
    const PlanState& muong_ly = august.snapshot->plan[august.unit("14854").id];
    CHECK(muong_ly.plan_class == PlanClass::in_preparation);
    REQUIRE(muong_ly.since);
    CHECK(*muong_ly.since <= *Date::parse("2021-09-21")); // the last step before the date
}

TEST_CASE("question 5: the share of valid plans by district, and who reaches 40%", "[answers]") {
    const View& august = view(letter, "2022-08-31");
    const auto rows = ranked(august, "share_plans");
    std::set<std::string> reached;
    for (const auto& [code, row] : rows) {
        if (row.terms.front().value.value_or(0) >= 0.4) {
            reached.insert(code);
        }
    }
    CHECK(reached == std::set<std::string>{"393", "394", "395", "397", "398", "399", "401", "405", "406"}); // counted
    CHECK(rows.at("398").terms.front().value == Approx(9.0 / 21));                                          // counted
    CHECK(rows.at("384").terms.front().value == 0.0);
    CHECK_FALSE(rows.at("380").terms.front().value);                    // no commune there owes one: no share, not 0%
    CHECK(august.summary.plans.share().value() == Approx(155.0 / 387)); // 000: 40%
}

TEST_CASE("question 6: who approved a plan, when, until when", "[answers]") {
    const View& end = view(report, "2021-12-31");
    const UnitReport commune = report_unit(*end.snapshot, end.unit("15667"));
    REQUIRE(commune.plan.value().row != nullptr);
    const PlanRow& row = *commune.plan->row;
    CHECK(row.decision_no == "minh họa 1/2021");
    CHECK(row.decision_date == Date::parse("2021-08-08"));
    CHECK(row.approver == "UBND huyện Triệu Sơn");
    CHECK(row.valid_to == Date::parse("2030-12-31"));
    CHECK(row.period == PlanPeriod{2021, 2030});
}

TEST_CASE("question 7: plans to adjust, expired, or expiring in a year", "[answers]") {
    const auto small = snapshot_on(load_small_province(), "2022-08-31"); // drawn on paper: 00006 and 00008
    const auto& classes = small->plan_class;
    CHECK(std::count(classes.begin(), classes.end(), PlanClass::to_adjust) == 1);
    CHECK(std::count(classes.begin(), classes.end(), PlanClass::expired) == 1);
    const View& august = view(letter, "2022-08-31");
    std::size_t in_2030 = 0;
    for (const PlanState& state : august.snapshot->plan) {
        in_2030 += state.in_force() && state.row->valid_to && state.row->valid_to->year() == 2030 ? 1U : 0U;
    }
    CHECK(in_2030 == 155); // all that are in force
    CHECK(plans_ending(*august.snapshot, *Date::parse("2029-12-31")).empty());
    CHECK(plans_ending(*august.snapshot, *Date::parse("2030-12-31")).size() == 155);
    const auto after = make_snapshot(august.snapshot->atlas, *Date::parse("2031-01-01"), {2021, 2030});
    CHECK(std::count(after->plan_class.begin(), after->plan_class.end(), PlanClass::expired) >= 155);
    CHECK(after->plans.approved == 0);
}

TEST_CASE("question 10: the gap to the year's target by district, with the body in charge", "[answers]") {
    const auto start = ranked(view(plan, "2024-01-31"), "xa_ntm");
    CHECK(term(start.at("403"), "remaining") == 2); // 002: Như Thanh 2, nothing reached yet
    CHECK(start.at("403").bodies == std::vector<std::string>{"Tỉnh Đoàn"});
    CHECK_FALSE(term(start.at("382"), "remaining")); // 002: an empty cell for Sầm Sơn
    const auto autumn = ranked(view(plan, "2024-09-30"), "xa_ntm");
    CHECK(term(autumn.at("403"), "remaining") == 1); // counted: Thanh Kỳ on 09/04/2024
    CHECK(term(autumn.at("391"), "remaining") == 1); // counted: Thành An, Thành Công of 3
    CHECK(term(autumn.at("389"), "achieved") == 1);  // counted: Ngọc Trung
    CHECK(term(autumn.at("384"), "remaining") == 1);
}

TEST_CASE("question 11: the districts of one department added up", "[answers]") {
    const View& start = view(plan, "2024-01-31");
    const std::map<std::string, double> printed{
        {"huyen_ntm_nang_cao", 1}, {"xa_ntm", 1}, {"xa_ntm_nang_cao", 2}, {"xa_ntm_kieu_mau", 1}, {"thon_ntm", 7},
        {"thon_ntm_kieu_mau", 3},  {"ocop", 14}}; // 002: Quảng Xương + Quan Sơn + Lang Chánh
    for (const auto& [measure, sum] : printed) {
        INFO(measure);
        double ours = 0;
        std::set<std::string> districts;
        for (const auto& [code, row] : ranked(start, measure)) {
            if (row.bodies == std::vector<std::string>{"Sở Nông nghiệp và PTNT"}) {
                ours += term(row, "target").value_or(0);
                districts.insert(code);
            }
        }
        CHECK(ours == sum);
        CHECK(districts == std::set<std::string>{"387", "388", "406"});
    }
}

TEST_CASE("question 11: bodies by what their districts are to reach together", "[answers]") {
    const auto bodies = body_totals(*view(plan, "2024-01-31").snapshot, 2024);
    CHECK(bodies.size() == 21); // 002: bodies for 27 districts
    const auto agriculture = std::find_if(bodies.begin(), bodies.end(),
                                          [](const BodyTotals& one) { return one.body == "Sở Nông nghiệp và PTNT"; });
    REQUIRE(agriculture != bodies.end());
    const std::map<std::string, double> printed{
        {"huyen_ntm_nang_cao", 1}, {"xa_ntm", 1}, {"xa_ntm_nang_cao", 2}, {"xa_ntm_kieu_mau", 1}, {"thon_ntm", 7},
        {"thon_ntm_kieu_mau", 3},  {"ocop", 14}}; // 002: Quảng Xương + Quan Sơn + Lang Chánh
    CHECK(agriculture->units.size() == 3);
    CHECK(agriculture->measures.size() == printed.size());
    for (const MeasureProgress& measure : agriculture->measures) {
        INFO(measure.measure);
        CHECK(measure.target == printed.at(measure.measure));
    }
    double communes = 0; // every district has one body: together they are the printed total
    for (const BodyTotals& one : bodies) {
        for (const MeasureProgress& measure : one.measures) {
            communes += measure.measure == "xa_ntm" ? measure.target.value_or(0) : 0;
        }
    }
    CHECK(communes == 17);
}

TEST_CASE("the largest gap is one of a measure, the same wherever it is asked", "[answers]") {
    const View& start = view(plan, "2024-01-31");
    const MeasureProgress* communes = measure_of(start, "xa_ntm");
    REQUIRE(communes != nullptr);
    CHECK(communes->most_remaining == 3); // 002: Cẩm Thủy and Thạch Thành, three communes each
    CHECK(names(start.units(), communes->farthest) == std::vector<std::string>{"Huyện Cẩm Thủy", "Huyện Thạch Thành"});
    const auto ranking = rank_units(*start.snapshot, Level::district, "xa_ntm");
    CHECK(ranking[0].unit == communes->farthest[0]);
    CHECK(ranking[1].unit == communes->farthest[1]);
    CHECK(ranking[1].place == 1);
    CHECK(ranking[2].place == 3);
}

TEST_CASE("question 12: units carried over, apart from the year's target", "[answers]") {
    const View& start = view(plan, "2024-01-31");
    CHECK(target_of(start, "400", "huyen_ntm", true) == 1); // 002: Hậu Lộc, of 2022
    CHECK(target_of(start, "392", "huyen_ntm", true) == 1); // 002: Hà Trung, of 2023
    CHECK_FALSE(target_of(start, "400", "huyen_ntm"));
    CHECK(target_of(start, "403", "huyen_ntm") == 1); // 002: Như Thanh alone is the year's target
    CHECK(measure_of(start, "huyen_ntm")->target == 1);
}

TEST_CASE("question 13: what is due and what is overdue", "[answers]") {
    CHECK(due(view(letter, "2022-09-10"), DueState::due_this_month, true) == 4); // 000: T01, T02, T03, T06
    CHECK(due(view(letter, "2022-10-05"), DueState::overdue, true) == 4);
    CHECK(due(view(letter, "2022-10-05"), DueState::due_this_quarter, true) == 3); // Hậu Lộc, Bỉm Sơn, disbursement
    CHECK(due(view(plan, "2024-04-01"), DueState::overdue, true) == 5);            // 002: T21 twice, T26, T28, T29
    CHECK(due(view(plan, "2024-04-01"), DueState::overdue, false) == 4);           // 002: two steps of two dossiers
    CHECK(due(view(half_year, "2020-07-01"), DueState::due_this_month, true) == 2); // 003: T16, T17
}

TEST_CASE("question 14: which dossier is at which step", "[answers]") {
    const View& start = view(plan, "2024-01-31");
    std::set<std::string> dossiers;
    for (const ProcessStep& step : start.atlas().duties.steps) {
        dossiers.insert(start.units().name(step.unit));
    }
    CHECK(dossiers == std::set<std::string>{"Huyện Hậu Lộc", "Huyện Hà Trung", "Huyện Thọ Xuân", "Huyện Quảng Xương",
                                            "Huyện Như Thanh"}); // 002
    const View& end = view(notice, "2021-12-31");
    std::map<std::string, DueState> huong_son;
    for (const DueItem& item : due_items(*end.snapshot)) {
        if (item.step != nullptr && item.step->unit == end.unit("439")) {
            huong_son[item.step->step] = item.state;
        }
    }
    CHECK(huong_son.at("thẩm định") == DueState::done);        // 001: appraised
    CHECK(huong_son.at("công nhận") == DueState::no_deadline); // 001: awaiting recognition
    CHECK(end.snapshot->title[1][end.unit("439").id].tier == Tier::none);
}

TEST_CASE("question 21: what the year brought beside the stock", "[answers]") {
    const View& august = view(letter, "2022-08-31"); // 000
    CHECK(august.summary.communes.new_in_year[at(Tier::ntm)] == 5);
    CHECK(august.summary.communes.held[at(Tier::ntm)] == 346);
    CHECK(august.summary.communes.new_in_year[at(Tier::nang_cao)] == 8);
    CHECK(august.summary.communes.held[at(Tier::nang_cao)] == 56);
    CHECK(august.summary.districts.value().new_in_year == 1U);
    CHECK(august.summary.districts->recognised == 12U);
    CHECK(view(notice, "2021-12-31").summary.communes.new_in_year[at(Tier::nang_cao)] == 25); // 001
}

TEST_CASE("question 33: whether each district has a model commune this year", "[answers]") {
    const View& june = view(half_year, "2020-06-30"); // 003: at least one in each of nine
    const auto rows = ranked(june, "xa_ntm_kieu_mau");
    CHECK(rows.size() == 9);
    for (const auto& [code, row] : rows) {
        INFO(code);
        CHECK(term(row, "target") == 1);
        CHECK(term(row, "remaining") == 1);
    }
    CHECK(june.summary.districts.value().without[at(Tier::kieu_mau)].size() == 9);
}

TEST_CASE("question 36: two dates compared", "[answers]") {
    const View& before = view(letter, "2021-12-31");
    const View& after = view(letter, "2022-08-31");
    CHECK(before.summary.communes.held[at(Tier::ntm)] == 341);     // 000: 346 less 5
    CHECK(before.summary.communes.held[at(Tier::nang_cao)] == 48); // 000: 56 less 8
    CHECK(before.summary.communes.held[at(Tier::kieu_mau)] == 5);  // 000: 9 less 4
    double change = 0;
    for (const auto& [code, row] : ranked(after, "share_nang_cao", before.snapshot.get())) {
        const auto& tally = after.snapshot->tiers_of[1][row.unit.id];
        change += row.change.value_or(0) * number(tally.in_scope);
    }
    CHECK(change == Approx(8)); // the changes of the shares are eight communes
}

TEST_CASE("question 36: what changed, one by one, with its decision", "[answers]") {
    const View& before = view(letter, "2021-12-31");
    const View& after = view(letter, "2022-08-31");
    const Changes changes = find_changes(*before.snapshot, *after.snapshot);
    std::map<std::string, int> reached;
    for (const Change& change : changes.rows) {
        if (change.kind == ChangeKind::tier) {
            ++reached[std::string(level_word(change.unit.level)) + " " + change.after];
            CHECK(change.direction == 1);
            CHECK(change.date);
            CHECK_FALSE(change.decision_no.empty());
        }
    }
    CHECK(reached["commune ntm"] == 5);      // 000
    CHECK(reached["commune nang_cao"] == 8); // 000
    CHECK(reached["commune kieu_mau"] == 4); // 000
    CHECK(changes.sets.changed());           // the set of 2021 came on 8 March 2022
}

TEST_CASE("docs/questions.md says of each of the forty questions what answers it", "[answers]") {
    std::ifstream file(std::filesystem::path(NTM_SOURCE_DIR) / "docs" / "questions.md");
    REQUIRE(file);
    std::map<int, std::string> rows;
    for (std::string line; std::getline(file, line);) {
        const int no = line.starts_with("| ") ? std::atoi(line.c_str() + 2) : 0;
        if (no > 0) {
            CHECK(rows.emplace(no, line).second);
            CHECK(std::count(line.begin(), line.end(), '|') == 6);
        }
    }
    CHECK(rows.size() == 40);
    CHECK(rows.rbegin()->first == 40);
    for (const int no : {1,  2,  3,  4,  5,  6,  7,  10, 11, 12, 13, 14, 15, 16, 17,
                         18, 19, 20, 21, 22, 23, 24, 26, 27, 28, 29, 30, 33, 36, 39}) {
        INFO("question " << no);
        CHECK(rows[no].find("tested") != std::string::npos);
    }
}
