#include "geo/insight/summary.hpp"

#include "geo/insight/unit_report.hpp"
#include "tests/geo/insight/made_workspace.hpp"
#include "tests/geo/insight/small_province.hpp"
#include "tests/temporary_folder.hpp"

#include <random>

using namespace ntm;

namespace {

using Counts = std::vector<std::size_t>;

/// ntm, nang_cao, kieu_mau of an array by tier.
Counts graded(const std::array<std::size_t, 6>& counts) {
    return {counts[1], counts[2], counts[3]};
}

std::string words(const std::vector<TierClass>& classes) {
    std::string text;
    for (const TierClass one : classes) {
        text += std::string(tier_class_word(one)) + " ";
    }
    return text;
}

std::string words(const std::vector<PlanClass>& classes) {
    std::string text;
    for (const PlanClass one : classes) {
        text += std::string(plan_class_word(one)) + " ";
    }
    return text;
}

} // namespace

TEST_CASE("the small province, class by class", "[insight]") {
    const auto snapshot = snapshot_on(load_small_province(), "2022-08-31");
    CHECK(words(snapshot->tier_class) ==
          "kieu_mau nang_cao ntm none ntm none not_in_scope ntm nang_cao none none not_in_scope ");
    CHECK(words(snapshot->plan_class) == "approved period_unknown in_preparation urban not_applicable to_adjust "
                                         "not_applicable expired missing not_started missing not_applicable ");
}

TEST_CASE("a recognition table of districts alone says nothing of communes", "[insight]") {
    auto atlas = std::make_shared<Atlas>(*load_small_province());
    std::erase_if(atlas->recognitions.rows, [](const Recognition& row) { return row.unit.level == Level::commune; });
    REQUIRE_FALSE(atlas->recognitions.rows.empty());
    const auto snapshot = snapshot_on(atlas, "2022-08-31");
    CHECK(words(snapshot->tier_class) == "missing missing missing missing missing missing not_in_scope missing missing "
                                         "missing missing not_in_scope ");
    const Summary summary = summarise(*snapshot);
    CHECK_FALSE(summary.tiers_known); // not "0 of 10"
    REQUIRE(summary.districts);
    CHECK(summary.districts->recognised == 1U);
    CHECK(summary.districts->without[1].empty());
    for (const RankRow& row : rank_units(*snapshot, Level::district, "share_ntm")) {
        CHECK(row.place == 0);
    }
}

TEST_CASE("the small province, counted on paper", "[insight]") {
    const auto snapshot = snapshot_on(load_small_province(), "2022-08-31");
    const Summary summary = summarise(*snapshot);
    CHECK(summary.communes.total == 12);
    CHECK(summary.communes.in_scope == 10);
    CHECK(graded(summary.communes.held) == Counts{6, 3, 1});
    CHECK(graded(summary.communes.exclusive) == Counts{3, 2, 1});
    CHECK(summary.communes.exclusive[0] == 4);
    CHECK(graded(summary.communes.new_in_year) == Counts{1, 0, 1}); // 00002's nâng cao has title year 2021
    REQUIRE(summary.districts);
    CHECK(summary.districts->total == 2);
    CHECK(summary.districts->recognised == 1U);
    CHECK(summary.districts->new_in_year == 0U); // title year 2021, decided in 2022
    CHECK(summary.districts->without[1].empty());
    CHECK(summary.districts->without[2].empty());
    REQUIRE(summary.districts->without[3].size() == 1);
    CHECK(snapshot->atlas->units.name(summary.districts->without[3][0]) == "Huyện Tây");
    CHECK(summary.plans.in_scope == 10);
    CHECK(summary.plans.covered_by_urban_plan == 1);
    CHECK(summary.plans.not_required == 1);
    CHECK(summary.plans.required == 8);
    CHECK(summary.plans.approved == 2);
    CHECK(summary.plans.period_unknown == 1);
    CHECK(summary.plans.without == 5);
    CHECK(summary.plans.missing == 2);
    CHECK(summary.plans.share() == Approx(0.25));
    CHECK(summary.derived_plan_figures == std::vector<std::string>{"required"});
    CHECK(summary.figures.size() == 9); // without the target of 2025
}

TEST_CASE("the small province on other days", "[insight]") {
    const auto atlas = load_small_province();
    const Summary end_of_2020 = summarise(*snapshot_on(atlas, "2020-12-31"));
    CHECK(graded(end_of_2020.communes.held) == Counts{6, 2, 0}); // 00004 not yet revoked, 00005 not yet recognised
    CHECK(graded(end_of_2020.communes.new_in_year) == Counts{1, 1, 0});
    CHECK(end_of_2020.districts->recognised == 0U);
    CHECK(end_of_2020.plans.approved == 0);
    CHECK(end_of_2020.plans.covered_by_urban_plan == 1);
    CHECK(end_of_2020.figures.empty());
    const Summary end_of_2022 = summarise(*snapshot_on(atlas, "2022-12-31"));
    CHECK(end_of_2022.plans.approved == 3); // 00009 in September
    const Summary in_2023 = summarise(*snapshot_on(atlas, "2023-01-01"));
    CHECK(graded(in_2023.communes.held) == Counts{7, 3, 1});
    CHECK(graded(in_2023.communes.new_in_year) == Counts{0, 0, 0});
    const Summary before_all = summarise(*snapshot_on(atlas, "2000-01-01"));
    CHECK(graded(before_all.communes.held) == Counts{0, 0, 0});
    CHECK(before_all.districts->without[1].size() == 2);
    CHECK(in_2023.plans.missing == 1);                                                            // 00011
    CHECK(summarise(*make_snapshot(atlas, day("2018-06-30"), {2011, 2020})).plans.approved == 1); // 00008's old plan
}

TEST_CASE("districts and province add up to the whole", "[insight]") {
    const auto snapshot = snapshot_on(load_small_province(), "2022-08-31");
    const auto& districts = snapshot->tiers_of[1];
    REQUIRE(districts.size() == 2);
    CHECK(graded(districts[0].held) == Counts{4, 2, 1});
    CHECK(graded(districts[1].held) == Counts{2, 1, 0});
    CHECK(districts[0].in_scope == 6);
    CHECK(districts[1].in_scope == 4);
    CHECK(snapshot->plans_of[1][0].approved == 2);
    CHECK(snapshot->plans_of[1][1].approved == 0);
    CHECK(snapshot->plans_of[1][1].required == 4);
    CHECK(snapshot->tiers_of[2][0].held == snapshot->tiers.held);
    CHECK(snapshot->title[1][0].tier == Tier::ntm);
    CHECK(snapshot->title[1][1].tier == Tier::none);
}

TEST_CASE("a boundary file without tables says nothing about tiers and plans: absent, not zero", "[insight]") {
    const auto atlas = load_atlas(path_text(small_province_folder() / "units.geojson"));
    REQUIRE(atlas);
    const auto snapshot = snapshot_on(*atlas, "2022-08-31");
    CHECK(snapshot->tier_class[0] == TierClass::missing);
    CHECK(snapshot->tier_class[6] == TierClass::not_in_scope); // the town is known by its type
    CHECK(snapshot->plan_class[0] == PlanClass::missing);
    const Summary summary = summarise(*snapshot);
    CHECK(summary.communes.total == 12);
    CHECK_FALSE(summary.tiers_known);
    CHECK_FALSE(summary.plans_known);
    REQUIRE(summary.districts);
    CHECK(summary.districts->total == 2);
    CHECK_FALSE(summary.districts->recognised.has_value());
    CHECK_FALSE(summary.districts->new_in_year.has_value());
    CHECK(summary.districts->without[1].empty());
    CHECK(summary.figures.empty());
    CHECK(check_figures(*atlas).empty());
}

TEST_CASE("districts alone: no commune is counted and none is claimed missing", "[insight]") {
    const TemporaryFolder folder;
    const auto file = folder.file(
        "huyen.geojson", R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"ma_huyen":"397",)"
                         R"("ten_huyen":"Huyện Triệu Sơn"},"geometry":{"type":"Polygon","coordinates":)"
                         R"([[[105,19],[106,19],[106,20],[105,20],[105,19]]]}}]})");
    const auto atlas = load_atlas(path_text(file));
    REQUIRE(atlas);
    CHECK((*atlas)->units.drawn == Level::district);
    const Summary summary = summarise(*snapshot_on(*atlas, "2022-08-31"));
    CHECK(summary.communes.total == 0);
    CHECK(summary.districts->total == 1);
    CHECK_FALSE(summary.plans.share().has_value());
}

TEST_CASE("printed figures are compared with the rows on their own day", "[insight]") {
    const auto atlas = load_small_province();
    std::map<std::string, std::pair<double, bool>> by_name;
    for (const FigureCheck& check : check_figures(atlas)) {
        by_name[check.figure->measure + " " + std::string(figure_kind_word(check.figure->kind)) + " " +
                (check.figure->unit ? atlas->units.code(*check.figure->unit) : "")] = {check.counted, check.agrees()};
    }
    CHECK(by_name.size() == 8); // not the target, not the products
    CHECK(by_name["xa_ntm stock 90"] == std::pair(6.0, true));
    CHECK(by_name["xa_ntm stock 902"] == std::pair(2.0, true));
    CHECK(by_name["xa_ntm increment 90"] == std::pair(1.0, true));
    CHECK(by_name["xa_ntm_nang_cao stock 90"] == std::pair(3.0, false)); // the document says 4
    CHECK(by_name["huyen_ntm stock 90"] == std::pair(1.0, true));
    CHECK(by_name["huyen_chua_co_xa_kieu_mau stock 90"] == std::pair(1.0, true));
    CHECK(by_name["ty_le_quy_hoach_percent stock 90"] == std::pair(25.0, true));
    CHECK(by_name["xa_phai_lap_quy_hoach derived 90"] == std::pair(8.0, true));
}

TEST_CASE("a unit's report tells its history, also what is over and what is to come", "[insight]") {
    const auto snapshot = snapshot_on(load_small_province(), "2022-08-31");
    const auto report_of = [&](const char* code) {
        return report_unit(*snapshot, UnitMatcher(snapshot->atlas->units).by_code(code).unit);
    };
    const UnitReport first = report_of("00001");
    REQUIRE(first.recognitions.size() == 3);
    CHECK(first.recognitions[0].in_force);
    REQUIRE(first.parents.size() == 2);
    CHECK(snapshot->atlas->units.name(first.parents[0]) == "Huyện Đông");
    CHECK_FALSE(report_of("00004").recognitions[0].in_force);
    CHECK(report_of("00011").recognitions[0].future);
    CHECK_FALSE(report_of("00007").in_scope);
    CHECK(report_of("00006").plan_rows.size() == 2);
    CHECK(report_of("901").tier.tier == Tier::ntm);
    CHECK(report_of("902").figures.size() == 1);
    // The zone formula of the ellipsoid (WGS 84) for 0.05 by 0.05 degrees; the sides are short enough for parallels to
    // be geodesics.
    CHECK(first.area_ha == Approx(2896.7).margin(0.1));
    CHECK(report_of("901").area_ha == Approx(7 * 2897.0).epsilon(0.001));
}

// On any data: the printed tiers nest, and the classes of the map split the communes in scope.
TEST_CASE("random recognitions: cumulative counts fall, exclusive counts add up to the scope", "[insight]") {
    const auto small = load_small_province();
    std::mt19937 random(346);
    constexpr std::array tiers{Tier::ntm, Tier::nang_cao, Tier::kieu_mau, Tier::hien_dai};
    for (int round = 0; round < 300; ++round) {
        auto atlas = std::make_shared<Atlas>(*small);
        atlas->recognitions.rows.clear();
        for (int i = 0; i < 25; ++i) {
            Recognition row;
            row.unit = {Level::commune, static_cast<std::uint32_t>(random() % 12)};
            row.tier = tiers[random() % tiers.size()];
            row.effective = day("2015-01-01").plus_days(static_cast<int>(random() % 3000));
            row.title_year = row.effective.year() - static_cast<int>(random() % 2);
            if (random() % 4 == 0) {
                row.revoked_date = row.effective.plus_days(static_cast<int>(random() % 2000));
            }
            atlas->recognitions.rows.push_back(row);
        }
        static_cast<void>(finish(atlas->recognitions));
        const auto snapshot = snapshot_on(atlas, "2020-06-30");
        const TierTally& tally = snapshot->tiers;
        REQUIRE(tally.held[1] >= tally.held[2]);
        REQUIRE(tally.held[2] >= tally.held[3]);
        std::size_t exclusive = 0;
        for (const std::size_t count : tally.exclusive) {
            exclusive += count;
        }
        REQUIRE(exclusive == tally.in_scope);
        REQUIRE(tally.in_scope == 10);
        for (std::size_t tier = 0; tier < 6; ++tier) {
            REQUIRE(tally.new_in_year[tier] <= tally.held[tier]);
            REQUIRE(snapshot->tiers_of[1][0].held[tier] + snapshot->tiers_of[1][1].held[tier] == tally.held[tier]);
        }
    }
}

TEST_CASE("a commune that a row may mean has no known tier until the row is confirmed") {
    const MadeWorkspace made("title = \"Tỉnh Mẫu\"",
                             {{"01001", "Xã Thọ Tân", "Xã", "", ""}, {"01002", "Xã Minh Sơn", "Xã", "", ""}},
                             {{"kind = \"recognition\"", "unit_name|tier|decision_date\nXã Thọ Tần|ntm|2019-06-03"}});
    const auto snapshot = made.on("2022-08-31");
    CHECK(snapshot->tier_class[0] == TierClass::missing); // "Thọ Tần" is a slip for it, to be confirmed
    CHECK(snapshot->tier_class[1] == TierClass::none);
}
