// What the lists and the unit panel say, against the documents that the samples repeat.

#include "viewer/state/programme.hpp"

#include "tests/catch.hpp"
#include "tests/viewer/made_document.hpp"

#include <algorithm>

using namespace ntm;
using namespace ntm::viewer;

namespace {

std::shared_ptr<const Snapshot> snapshot_of(const char* workspace) {
    const auto atlas = load_atlas(workspace);
    REQUIRE(atlas);
    return make_snapshot(*atlas, (*atlas)->default_date(), (*atlas)->default_plan_period());
}

UnitRef unit(const Snapshot& snapshot, Level level, const char* code) {
    const auto& codes = snapshot.atlas->units.at(level).code;
    const auto found = std::find(codes.begin(), codes.end(), code);
    REQUIRE(found != codes.end());
    return {level, static_cast<std::uint32_t>(found - codes.begin())};
}

SelectedReport report_of(const std::shared_ptr<const Snapshot>& snapshot, UnitRef unit, const std::string& set = {}) {
    SelectedReport made;
    made.snapshot = snapshot;
    made.report = report_unit(*snapshot, unit);
    add_programme(made, set);
    return made;
}

} // namespace

TEST_CASE("the unit panel gives a town its targets and body in charge as the plan of 2024 prints them") {
    const auto snapshot = snapshot_of("sample:thanh-hoa-2024");
    const auto made = report_of(snapshot, unit(*snapshot, Level::district, "407"));
    CHECK(made.bodies == std::vector<std::string>{"Sở Tài nguyên và Môi trường"});
    CHECK(made.target_year == 2024);
    // Row 4 of the annex, Nghi Sơn: 2 NTM, 1 nâng cao, 1 model village, 5 products; empty cells are no targets.
    REQUIRE(made.targets.size() == 4);
    const auto value = [&](const char* measure) {
        const auto found = std::find_if(made.targets.begin(), made.targets.end(),
                                        [&](const auto& one) { return one.target->measure == measure; });
        return found == made.targets.end() ? -1 : found->target->value.value_or(-1);
    };
    CHECK(value("xa_ntm") == 2);
    CHECK(value("xa_ntm_nang_cao") == 1);
    CHECK(value("thon_ntm_kieu_mau") == 1);
    CHECK(value("ocop") == 5);
}

TEST_CASE("what is due stands in the panel of its unit only") {
    const auto snapshot = snapshot_of("sample:thanh-hoa-2024");
    const auto hau_loc = report_of(snapshot, unit(*snapshot, Level::district, "400"));
    CHECK_FALSE(hau_loc.due.empty()); // its dossier is due in the first quarter
    for (const auto& item : hau_loc.due) {
        const UnitRef of = item.step != nullptr ? item.step->unit : item.task->unit.value_or(UnitRef{});
        CHECK(of == hau_loc.report.unit);
    }
    const auto lists = make_drawer(snapshot, {DrawerTab::due, {}, {}, {}, {}, {}});
    CHECK(lists->due.size() > hau_loc.due.size());
}

TEST_CASE("the checklist follows the set asked for, and falls back where that is of another level") {
    const auto snapshot = snapshot_of("sample:thanh-hoa-2024");
    const UnitRef commune = unit(*snapshot, Level::commune, "14848");
    const auto asked = report_of(snapshot, commune, "XA-NTM-2021");
    REQUIRE(asked.evaluation.set != nullptr);
    CHECK(asked.evaluation.set->id == "XA-NTM-2021");
    CHECK(asked.evaluation.set->numbered_criteria() == 19);
    const auto own = report_of(snapshot, commune);
    const auto of_districts = report_of(snapshot, commune, "HUYEN-NTM-2021");
    CHECK(own.evaluation.set != nullptr);
    CHECK(of_districts.evaluation.set == own.evaluation.set);
    for (const CriteriaSet* set : own.sets) {
        CHECK(set->level == Level::commune);
    }
}

TEST_CASE("a commune whose next tier nobody has judged shows what is known of the set in force") {
    const auto snapshot = snapshot_of("sample:thanh-hoa-2022");
    const auto made = report_of(snapshot, unit(*snapshot, Level::commune, "15769"));
    REQUIRE(made.evaluation.set != nullptr);
    CHECK(made.evaluation.set->id == "XA-NTM-2021");
    CHECK(made.evaluation.count(ItemState::not_met) == 10);
}

TEST_CASE("the list of gaps has the mean of the province and only communes that lack one or two criteria") {
    const auto snapshot = snapshot_of("sample:thai-nguyen-2020");
    const auto lists = make_drawer(snapshot, {DrawerTab::gaps, {}, {}, {}, {}, {}});
    REQUIRE(lists->gaps.set != nullptr);
    REQUIRE(lists->gaps.mean_met);
    CHECK(std::abs(*lists->gaps.mean_met - 17.23) < 0.005); // as the document prints it
    for (const auto& gaps : lists->nearly) {
        const std::size_t lacks = gaps.of - gaps.criteria_met - gaps.not_applicable.size();
        CHECK(lacks >= 1);
        CHECK(lacks <= 2);
    }
    // Below one district there are fewer communes than in the province.
    const auto below = make_drawer(snapshot, {DrawerTab::gaps, {}, {Level::district, 0}, {}, {}, {}});
    CHECK(below->gaps.in_scope < lists->gaps.in_scope);
    CHECK(below->gaps.in_scope > 0);
}

TEST_CASE("a ranking by body adds up targets of the districts of each, and nothing of another body") {
    const auto snapshot = snapshot_of("sample:thanh-hoa-2024");
    const auto lists = make_drawer(snapshot, {DrawerTab::ranking, {"xa_ntm", Level::district, true}, {}, {}, {}, {}});
    CHECK(lists->ranking.empty());
    CHECK(lists->target_year == 2024);
    const auto body = std::find_if(lists->bodies.begin(), lists->bodies.end(),
                                   [](const BodyTotals& one) { return one.body == "Sở Tài nguyên và Môi trường"; });
    REQUIRE(body != lists->bodies.end());
    const auto nghi_son = unit(*snapshot, Level::district, "407");
    CHECK(std::count(body->units.begin(), body->units.end(), nghi_son) == 1);
    double communes = 0, of_units = 0;
    for (const auto& measure : body->measures) {
        communes += measure.measure == "xa_ntm" ? measure.target.value_or(0) : 0;
    }
    for (const UnitRef one : body->units) {
        for (const auto& target : report_of(snapshot, one).targets) {
            of_units +=
                target.target->measure == "xa_ntm" && !target.carried_over ? target.target->value.value_or(0) : 0;
        }
    }
    CHECK(communes == of_units);
    CHECK(communes >= 2); // Nghi Sơn alone
}

TEST_CASE("a ranking has every term of its rows as a column and looks back to the end of the year before") {
    const auto snapshot = snapshot_of("sample:thanh-hoa-2022");
    const auto lists = make_drawer(snapshot, {DrawerTab::ranking, {"lagging", Level::district}, {}, {}, {}, {}});
    CHECK(lists->rank_since == *Date::from_ymd(2021, 12, 31));
    CHECK(lists->ranking.size() == 27); // districts and towns of the province
    for (const auto& row : lists->ranking) {
        for (const auto& term : row.terms) {
            CHECK(std::count(lists->rank_terms.begin(), lists->rank_terms.end(), term.name) == 1);
        }
    }
}

TEST_CASE("without tables the lists are empty, not wrong") {
    const auto snapshot = make_snapshot(made_document()->atlas, *Date::from_ymd(2022, 8, 31), {2021, 2030});
    for (const DrawerTab tab : all_drawer_tabs) {
        const auto lists = make_drawer(snapshot, {tab, {}, {}, {}, {}, {}});
        CHECK(lists->tab == tab);
        CHECK(lists->nearly.empty());
        CHECK(lists->risks.empty());
        CHECK(lists->due.empty());
    }
    SelectedReport made;
    made.snapshot = snapshot;
    made.report = report_unit(*snapshot, {Level::commune, 0});
    add_programme(made, {});
    CHECK(made.targets.empty());
    CHECK(made.bodies.empty());
}
