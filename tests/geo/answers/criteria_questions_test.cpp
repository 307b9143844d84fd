#include "tests/geo/answers/answers.hpp"

#include <algorithm>
#include <map>
#include <set>

using namespace ntm;
using namespace ntm::answers;

// The questions of a working day about criteria, products, capital and sources, by their number in docs/questions.md.
// Numbers come from the documents (000 to 004), or were counted from the tables of the samples by a plain script.
namespace {

constexpr const char* letter = "thanh-hoa-2022";
constexpr const char* notice = "ha-tinh-2021";
constexpr const char* plan = "thanh-hoa-2024";
constexpr const char* half_year = "thai-nguyen-2020";
constexpr const char* report = "trieu-son-2021";

const CriteriaSet& set_of(const View& view, std::string_view id) {
    const CriteriaSet* set = find_set(view.atlas().criteria_sets, id);
    REQUIRE(set != nullptr);
    return *set;
}

/// The values of one indicator over the communes in scope, as `gaps --criterion NO` lists them.
std::map<std::string, JudgedItem> values(const View& view, std::string_view set, std::string_view no) {
    const CriteriaSet& known = set_of(view, set);
    const auto index = known.find_indicator(no);
    REQUIRE(index);
    std::map<std::string, JudgedItem> items;
    for (std::uint32_t id = 0; id < view.units().count(Level::commune); ++id) {
        if (view.snapshot->in_scope[id] != 0) {
            const UnitRef commune{Level::commune, id};
            items.emplace(view.units().code(commune),
                          evaluate_unit(*view.snapshot, commune, &known).indicators[*index]);
        }
    }
    return items;
}

std::size_t count(const std::map<std::string, JudgedItem>& items, ItemState state) {
    return static_cast<std::size_t>(
        std::count_if(items.begin(), items.end(), [&](const auto& one) { return one.second.state == state; }));
}

const DistrictCondition& condition(const std::vector<DistrictCondition>& all, std::string_view no) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.indicator_no == no; });
    REQUIRE(found != all.end());
    return *found;
}

} // namespace

TEST_CASE("question 15: the criteria most communes fail", "[answers]") {
    const View& august = view(letter, "2022-08-31");
    const Gaps gaps = find_gaps(*august.snapshot, {});
    REQUIRE(gaps.set != nullptr);
    CHECK(gaps.set->id == "XA-NTM-2021");
    const std::vector<std::pair<std::string, std::size_t>> counted{{"17", 377}, {"13", 327}, {"15", 261},
                                                                   {"11", 95},  {"10", 89},  {"6", 87}};
    for (std::size_t i = 0; i < counted.size(); ++i) { // 000 names production, health and environment
        CHECK(gaps.set->criteria[gaps.by_criterion.at(i).criterion].no == counted[i].first);
        CHECK(gaps.by_criterion[i].units_not_met.size() == counted[i].second);
    }
    CHECK(gaps.set->criteria[gaps.by_criterion[2].criterion].lead_department == "Sở Y tế");
}

TEST_CASE("question 16: communes that lack one or two criteria", "[answers]") {
    const Gaps gaps = find_gaps(*view(letter, "2022-08-31").snapshot, {});
    std::map<std::size_t, std::size_t> by_missing;
    for (const UnitGaps& one : gaps.units) {
        ++by_missing[one.of - one.criteria_met];
    }
    CHECK(by_missing[1] == 65);                   // counted
    CHECK(by_missing[2] == 132);                  // counted
    CHECK(gaps.units.front().criteria_met == 18); // nearest first
}

TEST_CASE("question 17: the average of criteria met and the lowest band", "[answers]") {
    const auto criteria = view(half_year, "2020-06-30").summary.criteria.value();
    CHECK(criteria.of == 19);
    CHECK(criteria.judged == 137);                              // 003: every xã
    CHECK(std::round(criteria.mean_met.value() * 100) == 1723); // 003
    CHECK(criteria.least_met == 10U);                           // 003: none below 10
}

TEST_CASE("question 18: recognised communes at risk under the set in force", "[answers]") {
    const View& august = view(letter, "2022-08-31");
    const auto risks = find_risks(*august.snapshot);
    std::vector<std::string> codes;
    for (const Risk& risk : risks) {
        codes.push_back(august.units().code(risk.unit));
        CHECK(risk.tier != Tier::none);
        CHECK_FALSE(risk.failing.empty());
    }
    // Counted by the shares of Article 21 of QĐ 18/2022/QĐ-TTg.
    CHECK(std::set<std::string>(codes.begin(), codes.end()) ==
          std::set<std::string>{"14971", "15325", "15676", "15751", "15769", "16018", "16537"});
    CHECK(codes.front() == "15769"); // ten of 19 fail
    CHECK(risks.front().revocation_case == RevocationCase::b);
}

TEST_CASE("question 19: recognitions of 2014 to 2016 that fail the newer set", "[answers]") {
    const View& august = view(letter, "2022-08-31");
    std::map<std::uint32_t, int> year; // of the recognition as NTM
    for (const Recognition& row : august.atlas().recognitions.rows) {
        if (row.unit.level == Level::commune && row.tier == Tier::ntm && row.effective <= august.snapshot->as_of) {
            year.emplace(row.unit.id, row.title_year);
        }
    }
    const auto is_old = [](int one) { return one >= 2014 && one <= 2016; };
    CHECK(std::count_if(year.begin(), year.end(), [&](const auto& one) { return is_old(one.second); }) ==
          137); // counted
    std::size_t failing = 0;
    for (const UnitGaps& one : find_gaps(*august.snapshot, {}, &set_of(august, "XA-NTM-2021")).units) {
        failing += year.contains(one.unit.id) && is_old(year[one.unit.id]) && !one.not_met.empty() ? 1U : 0U;
    }
    CHECK(failing == 125); // counted
}

TEST_CASE("question 20: where a district stands for its title", "[answers]") {
    const View& august = view(letter, "2022-08-31");
    const auto trieu_son = district_conditions(*august.snapshot, august.unit("397"), Tier::ntm);
    CHECK(condition(trieu_son, "0.1").value == 100.0); // 004: 32 of 32
    CHECK(condition(trieu_son, "0.2").value == 12.5);  // counted: 4 of 32
    CHECK(condition(trieu_son, "0.2").provisional);    // the 10% are recalled
    const View& may = view(report, "2022-05-31");
    const auto in_may = district_conditions(*may.snapshot, may.unit("397"), Tier::ntm);
    CHECK(condition(in_may, "0.2").value == 9.375); // 004: 3 of 32
    CHECK(condition(in_may, "0.2").state == ItemState::not_met);
    const View& start = view(plan, "2024-01-31");
    const auto nhu_thanh = district_conditions(*start.snapshot, start.unit("403"), Tier::ntm);
    CHECK(condition(nhu_thanh, "0.1").value == Approx(100.0 * 8 / 13)); // counted
    CHECK(condition(nhu_thanh, "0.1").state == ItemState::not_met);
}

TEST_CASE("question 22: households on a central water supply against the threshold", "[answers]") {
    const View& end = view(report, "2021-12-31");
    const auto items = values(end, "XA-NTM-THANH-HOA-2022", "17.13");
    CHECK(items.size() == 32);
    CHECK(count(items, ItemState::not_met) == 22); // counted: no household
    CHECK(count(items, ItemState::met) == 10);     // 004: ten xã are reached
    double households = 0, all = 0;
    for (const auto& [code, item] : items) {
        REQUIRE(item.row != nullptr);
        households += item.row->numerator.value();
        all += item.row->denominator.value();
        CHECK(item.provisional);
    }
    CHECK(households == 4643); // 004
    CHECK(all == 50596);       // 004
    const JudgedItem district = indicator(end, "397", "HUYEN-NTM-TRIEU-SON", "8.3");
    CHECK(district.value.value() == Approx(9.18).margin(0.005));    // 004
    CHECK(district.distance.value() == Approx(5.82).margin(0.005)); // to 15%
    CHECK(district.state == ItemState::not_met);
}

TEST_CASE("question 23: health insurance by commune against 90%", "[answers]") {
    const View& end = view(report, "2021-12-31");
    const auto items = values(end, "XA-NTM-THANH-HOA-2022", "15.1");
    CHECK(count(items, ItemState::met) == 32); // counted: the lowest is Hợp Thành, 92.04%
    REQUIRE(items.at("15682").threshold != nullptr);
    CHECK(items.at("15682").threshold->value == 90); // QĐ 318/QĐ-TTg
    CHECK(items.at("15682").value.value() == Approx(92.04).margin(0.005));
    double insured = 0, people = 0;
    for (const auto& [code, item] : items) {
        insured += item.row->numerator.value();
        people += item.row->denominator.value();
    }
    CHECK(insured == 168271); // 004
    CHECK(people == 180086);  // 004
}

TEST_CASE("question 24: schools at the standard", "[answers]") {
    const View& end = view(report, "2021-12-31");
    const CriteriaSet& set = set_of(end, "XA-NTM-2016");
    const Gaps gaps = find_gaps(*end.snapshot, {}, &set);
    for (const CriterionGaps& one : gaps.by_criterion) {
        if (set.criteria[one.criterion].no == "5") { // of each commune only the verdict on criterion 5 is known
            CHECK(one.units_not_met.empty());
            CHECK(one.units_missing.empty());
        }
    }
    const JudgedItem rural = indicator(end, "397", "HUYEN-NTM-TRIEU-SON", "5.1");
    REQUIRE(rural.row != nullptr);
    CHECK(rural.row->numerator == 90.0); // 004
    CHECK(rural.row->denominator == 90.0);
    CHECK(rural.value == 100.0);
}

TEST_CASE("questions 26 and 27: OCOP products with stars, against the target, and those of 2021 and before",
          "[answers]") {
    const View& end = view(report, "2021-12-31");
    std::size_t three_stars = 0, old = 0, with_expiry = 0;
    for (const Product& product : end.atlas().duties.products) {
        three_stars += product.stars == 3 ? 1U : 0U;
        old += product.recognised_date && product.recognised_date->year() <= 2021 ? 1U : 0U;
        with_expiry += product.expires ? 1U : 0U;
    }
    CHECK(three_stars == 8); // 004
    CHECK(old == 8);         // 004: all by December 2021, so all are to be assessed again
    CHECK(with_expiry == 0); // the report gives none: absent, not made up
    const View& start = view(plan, "2024-01-31");
    double targets = 0;
    for (const RankRow& row : rank_units(*start.snapshot, Level::district, "ocop")) {
        for (const RankTerm& term : row.terms) {
            targets += term.name == "target" ? term.value.value_or(0) : 0;
        }
    }
    CHECK(targets == 120);                                      // 002
    CHECK(remaining("ocop")(view(letter, "2022-08-31")) == 42); // 000
}

TEST_CASE("questions 28 and 29: capital by source, and whether it adds up", "[answers]") {
    const View& start = view(plan, "2024-01-31");
    double top = 0;
    for (const Capital& row : start.atlas().duties.capital) {
        CHECK_FALSE(row.unit);     // 002 has no table by district
        CHECK_FALSE(row.assigned); // nor what was assigned or paid out
        CHECK_FALSE(row.disbursed);
        top += row.part_of.empty() && row.source_of_money != "Tổng vốn" ? row.planned.value() : 0;
    }
    CHECK(top == Approx(7507.44)); // 002
    CHECK(issues_of(plan, "sum_differs", "capital.csv").size() == 1);
    CHECK(issues_of(plan, "number_grouping_doubtful", "capital.csv").size() == 1);
}

TEST_CASE("question 30: villages recognised, model, and in the mountains", "[answers]") {
    const View& august = view(letter, "2022-08-31"); // 000
    CHECK(figure("thon_ntm", FigureKind::stock)(august) == 902);
    CHECK(figure("thon_ntm_mien_nui", FigureKind::stock)(august) == 690);
    CHECK(figure("thon_ntm_kieu_mau", FigureKind::stock)(august) == 242);
}

TEST_CASE("question 39: every number says where it comes from", "[answers]") {
    const auto has_source = [](const Source& source) {
        return !source.document.empty() && !source.file.empty() && source.row > 1;
    };
    for (const char* sample : {letter, notice, plan, half_year, report}) {
        INFO(sample);
        const Atlas& atlas = view(sample).atlas();
        const auto all = [&](const auto& rows) {
            return std::all_of(rows.begin(), rows.end(), [&](const auto& row) { return has_source(row.source); });
        };
        CHECK(all(atlas.figures));
        CHECK(all(atlas.recognitions.rows));
        CHECK(all(atlas.plans.rows));
        CHECK(std::all_of(atlas.assessments.rows.begin(), atlas.assessments.rows.end(),
                          [&](const Assessment& row) { return has_source(row.source()); }));
        CHECK(all(atlas.duties.targets));
        CHECK(all(atlas.duties.assignments));
        CHECK(all(atlas.duties.steps));
        CHECK(all(atlas.duties.tasks));
        CHECK(all(atlas.duties.products));
        CHECK(all(atlas.duties.capital));
    }
}
