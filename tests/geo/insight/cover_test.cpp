#include "geo/insight/land_use_balance.hpp"

#include "geo/source/source.hpp"
#include "tests/catch.hpp"
#include "tests/geo/insight/small_province.hpp"
#include "tests/geo/made_tables.hpp"
#include "tests/geo/planning/geos_slow.hpp"
#include "tests/geo/planning/made_ground.hpp"
#include "tests/temporary_folder.hpp"
#include "tools/sample/land_plans.hpp"

#include <algorithm>
#include <map>

using namespace ntm;

namespace {

/// Three square communes in a row, A, B and C, a hundredth of a degree wide; drawings as a test gives them.
class Desk {
public:
    Desk() {
        PolygonColumns communes;
        for (int i = 0; i < 3; ++i) {
            add_box(communes, 105.6 + 0.01 * i, 19.8, 105.6 + 0.01 * (i + 1), 19.81);
        }
        write("units", communes, "ma_xa|ten_xa|ma_tinh\n00001|Xã A|38\n00002|Xã B|38\n00003|Xã C|38");
    }

    void write(const std::string& name, const PolygonColumns& polygons, const std::string& rows,
               const std::string& crs = "EPSG:4326") {
        REQUIRE(write_polygons(m_folder.path() / (name + ".gpkg"), name, polygons, made_table(rows), Crs{crs}).empty());
    }

    std::shared_ptr<const Cover> cover(const std::string& layers, const std::string& plans = "",
                                       const char* date = "2022-08-31", double sliver_m = 1) {
        std::string text = "title = \"thử\"\nprovince = \"38\"\n[[boundaries]]\nlevel = \"commune\"\n"
                           "source = \"units.gpkg\"\n";
        if (!plans.empty()) {
            m_folder.file("plans.csv", plans);
            text += "[[tables]]\nkind = \"plan\"\nsource = \"plans.csv\"\n";
        }
        m_folder.file("workspace.toml", text + layers);
        const auto atlas = load_atlas(path_text(m_folder.path()));
        REQUIRE(atlas);
        m_atlas = *atlas;
        CoverOptions options;
        options.sliver_width_m = sliver_m;
        return find_cover(*snapshot_on(m_atlas, date), options);
    }

    [[nodiscard]] const Atlas& atlas() const { return *m_atlas; }

private:
    TemporaryFolder m_folder;
    std::shared_ptr<const Atlas> m_atlas;
};

constexpr auto plan_layer = "[[planning_layers]]\nsource = \"plan.gpkg\"\n";
constexpr auto plan_table = "unit_code,status,status_date,period_from,period_to,valid_to,decision_no\n"
                            "00001,6,2022-01-01,2021,2030,2030-12-31,1/QĐ\n"
                            "00002,2,2022-01-01,2021,2030,,\n";

double covered(const Cover& cover, std::uint32_t commune) {
    return cover.units[0][commune].covered_m2;
}

} // namespace

TEST_CASE("the area under a plan counts when the register has it approved and valid", "[cover]") {
    Desk desk;
    PolygonColumns plans;
    add_box(plans, 105.6, 19.8, 105.605, 19.81); // half of A
    add_box(plans, 105.61, 19.8, 105.62, 19.81); // all of B, still being made
    desk.write("plan", plans, "ma_xa|so_qd\n00001|QĐ số 1/QĐ\n00002|");
    const auto cover = desk.cover(plan_layer, plan_table);
    REQUIRE(cover->known());
    CHECK(cover->approval_known);
    CHECK(covered(*cover, 0) == Approx(geos_slow::area_m2(plans, 0)).epsilon(1e-9));
    CHECK(cover->units[0][0].share() == Approx(0.5).epsilon(1e-4));
    CHECK(covered(*cover, 1) == 0);
    CHECK(cover->units[0][1].drawn_m2 == Approx(geos_slow::area_m2(plans, 1)).epsilon(1e-9));
    CHECK(covered(*cover, 2) == 0);
    CHECK(cover->units[2][0].covered_m2 == Approx(covered(*cover, 0)));
    // On the day after it runs out nothing is covered.
    CHECK(covered(*desk.cover(plan_layer, plan_table, "2031-01-01"), 0) == 0);
    // Another decision than the register's is not that plan.
    desk.write("plan", plans, "ma_xa|so_qd\n00001|99/QĐ\n00002|");
    const auto other = desk.cover(plan_layer, plan_table);
    CHECK(covered(*other, 0) == 0);
    CHECK(issue_of(other->issues, "drawing_not_in_register").where.value == "99/QĐ");
}

TEST_CASE("without a register every drawing counts, and that is said", "[cover]") {
    Desk desk;
    PolygonColumns plans;
    add_box(plans, 105.595, 19.8, 105.606, 19.81); // begins outside, ends in A
    add_box(plans, 105.604, 19.8, 105.612, 19.81); // A and B: over the first, and over the border
    desk.write("plan", plans, "ma_xa|so_qd\n00001|1\n00002|2");
    const auto cover = desk.cover(plan_layer);
    CHECK_FALSE(cover->approval_known);
    PolygonColumns communes;
    add_box(communes, 105.6, 19.8, 105.61, 19.81);
    CHECK(covered(*cover, 0) ==
          Approx(geos_slow::covered_area_m2(communes, 0, plans, {0, 1})).epsilon(1e-9)); // once, not twice
    REQUIRE(cover->overlaps.size() == 1);
    CHECK(cover->overlaps[0].area_m2 == Approx(geos_slow::common_area_m2(plans, 0, plans, 1)).epsilon(1e-9));
    CHECK(cover->overlaps[0].at.x == Approx(105.605).margin(0.001));
    REQUIRE(cover->outside.size() == 2);
    PolygonColumns b = one_box(105.61, 19.8, 105.62, 19.81);
    CHECK(cover->outside[0].area_m2 == Approx(geos_slow::outside_area_m2(plans, 1, b, 0)).epsilon(1e-9));
    CHECK(cover->outside[0].units == std::vector<UnitRef>{{Level::commune, 0}});
    CHECK(cover->outside[1].area_m2 == Approx(geos_slow::outside_area_m2(plans, 0, communes, 0)).epsilon(1e-9));
    CHECK(cover->outside[1].units.empty()); // in nobody's ground
}

TEST_CASE("a gap lies between two plans, a part left out beside one", "[cover]") {
    Desk desk;
    PolygonColumns plans;
    add_box(plans, 105.6, 19.8, 105.609, 19.81);  // A without a strip along B
    add_box(plans, 105.611, 19.8, 105.62, 19.81); // B without a strip along A
    add_box(plans, 105.621, 19.8, 105.63, 19.81); // C without a strip along B: B's own plan reaches the border
    desk.write("plan", plans, "ma_xa\n00001\n00002\n00003");
    const auto cover = desk.cover(plan_layer);
    REQUIRE(cover->gaps.size() == 2);
    PolygonColumns strip = one_box(105.609, 19.8, 105.611, 19.81); // one gap, though two communes share it
    CHECK(cover->gaps[0].area_m2 == Approx(geos_slow::area_m2(strip, 0)).epsilon(1e-8));
    CHECK(cover->gaps[0].units.size() == 2);
    CHECK(cover->holes.empty());
    CHECK(cover->overlaps.empty());
    // The narrower strip, 105 m, is a sliver to who says so.
    const auto coarse = desk.cover(plan_layer, "", "2022-08-31", 150);
    CHECK(coarse->gaps.size() == 1);
    CHECK(coarse->gap_slivers.count == 1);
}

TEST_CASE("land use is added up by commune, twice-drawn ground once", "[cover]") {
    Desk desk;
    PolygonColumns parcels;
    add_box(parcels, 105.6, 19.8, 105.615, 19.805);  // LUC over A and B
    add_box(parcels, 105.605, 19.8, 105.61, 19.805); // LUC again, inside the first
    add_box(parcels, 105.6, 19.805, 105.61, 19.81);  // ONT+CLN
    add_box(parcels, 105.61, 19.805, 105.62, 19.81); // a code that nobody knows
    desk.write("land", parcels, "ma_xa|ma_loai_dat\n00001|luc\n00001|LUC\n00001|ONT + CLN\n00002|XYZ");
    const auto cover = desk.cover("[[planning_layers]]\nsource = \"land.gpkg\"\nlegend = 2018\n");
    const PlanLayer& layer = desk.atlas().plan_layers.at(0);
    CHECK(layer.kind == DrawingKind::land_use_planned);
    std::map<std::string, double> a, b;
    for (const LandUseArea& area : cover->land_use[0][0]) {
        a[layer.uses[area.use].text] = area.area_m2;
    }
    for (const LandUseArea& area : cover->land_use[0][1]) {
        b[layer.uses[area.use].text] = area.area_m2;
    }
    const PolygonColumns in_a = one_box(105.6, 19.8, 105.61, 19.805), in_b = one_box(105.61, 19.8, 105.615, 19.805);
    CHECK(a["LUC"] == Approx(geos_slow::area_m2(in_a, 0)).epsilon(1e-8));
    CHECK(b["LUC"] == Approx(geos_slow::area_m2(in_b, 0)).epsilon(1e-8));
    CHECK(a["ONT+CLN"] == Approx(geos_slow::area_m2(parcels, 2)).epsilon(1e-9));
    CHECK(b["XYZ"] == Approx(geos_slow::area_m2(parcels, 3)).epsilon(1e-9));
    CHECK(a.size() == 2);
    CHECK(issue_of(desk.atlas().issues, "drawing_code_unknown").where.value == "XYZ");
}

TEST_CASE("drawings that are not sound are told with their place, and the rest is counted", "[cover]") {
    Desk desk;
    PolygonColumns plans;
    add_box(plans, 105.6, 19.8, 105.61, 19.81);                                          // A
    add_ring(plans, {{105.61, 19.8}, {105.62, 19.81}, {105.62, 19.8}, {105.61, 19.81}}); // B as a bow tie
    plans.end_feature();
    add_box(plans, 105.6, 19.8, 105.61, 19.81);  // A once more
    add_box(plans, 90, 10, 105.63, 19.81);       // C with a corner far away
    add_box(plans, 106.6, 19.8, 106.61, 19.81);  // A again, a degree to the east
    add_box(plans, 105.62, 19.8, 105.63, 19.81); // of a commune that is no more: lies in C
    desk.write("plan", plans, "ma_xa|so_qd\n00001|1\n00002|2\n00001|1\n00003|3\n00001|5\n77777|6");
    const auto cover = desk.cover(plan_layer);
    const Issues& issues = cover->geometry->issues;
    CHECK(issue_of(issues, "drawing_mended").where.row == 2);
    CHECK(issue_of(issues, "drawing_doubled").where.row == 3);
    CHECK(issue_of(issues, "drawing_huge").where.row == 4);
    CHECK(issue_of(issues, "drawing_off_place").where.row == 5);
    CHECK(issue_of(desk.atlas().issues, "drawing_unit_unknown").where.value == "77777");
    CHECK(covered(*cover, 0) == Approx(cover->units[0][0].area_m2).epsilon(1e-9));
    CHECK(covered(*cover, 1) == Approx(cover->units[0][1].area_m2 / 2).epsilon(1e-3));
    CHECK(covered(*cover, 2) == Approx(cover->units[0][2].area_m2).epsilon(1e-9));
    CHECK(cover->geometry->shapes.back().home == UnitRef{Level::commune, 2}); // by place
}

TEST_CASE("a drawing in the wrong zone is recognised", "[cover]") {
    Desk desk;
    // A's square in metres of the zone of 105 degrees (EPSG:5897), the file saying 105 degrees 45 minutes (EPSG:9210).
    PolygonColumns plan = one_box(105.6, 19.8, 105.61, 19.81);
    const auto to_zone = Transformation::create(lon_lat_crs, Crs{"EPSG:5897"});
    REQUIRE(to_zone);
    to_zone->forward(plan.points);
    desk.write("plan", plan, "ma_xa\n00001", "EPSG:9210");
    const auto cover = desk.cover(plan_layer);
    CHECK(issue_of(cover->geometry->issues, "drawing_wrong_zone").detail == "EPSG:5897");
    CHECK(covered(*cover, 0) == 0);
}

TEST_CASE("a spot tells its commune and every polygon over it", "[cover]") {
    Desk desk;
    PolygonColumns plans = one_box(105.6, 19.8, 105.61, 19.81), parcels = one_box(105.6, 19.8, 105.605, 19.805);
    desk.write("plan", plans, "ma_xa|so_qd\n00001|1/QĐ");
    desk.write("land", parcels, "ma_xa|ma_loai_dat|hien_trang\n00001|ONT|LUC");
    static_cast<void>(desk.cover(std::string(plan_layer) + "[[planning_layers]]\nsource = \"land.gpkg\"\n"));
    const Atlas& atlas = desk.atlas();
    const auto to_display = Transformation::create(lon_lat_crs, atlas.display_crs);
    REQUIRE(to_display);
    const Spot spot = look_at(atlas, to_display->forward({105.602, 19.802}));
    CHECK(spot.unit == UnitRef{Level::commune, 0});
    REQUIRE(spot.hits.size() == 2); // the later layer on top
    const PlanLayer& land = atlas.plan_layers[spot.hits[0].layer];
    CHECK(land.uses[*spot.hits[0].planned].text == "ONT");
    CHECK(land.uses[*spot.hits[0].now].text == "LUC");
    CHECK(spot.hits[0].area_m2 == Approx(geos_slow::area_m2(parcels, 0)).epsilon(1e-6));
    CHECK(atlas.plan_layers[spot.hits[1].layer].plans[*spot.hits[1].plan].decision_given == "1/QĐ");
    CHECK(look_at(atlas, to_display->forward({105.608, 19.808})).hits.size() == 1);
    CHECK_FALSE(look_at(atlas, to_display->forward({105.7, 19.9})).unit.valid());
}

// The truth stands beside the drawings that were made: planted_flaws.csv of the generator.
TEST_CASE("every planted flaw of the sample is found with its size, and none invented", "[cover]") {
    const auto atlas = load_atlas("sample:thanh-hoa-2022");
    REQUIRE(atlas);
    const auto cover = find_cover(*snapshot_on(*atlas, "2022-08-31"));
    REQUIRE(cover->known());
    CHECK(count_issues(cover->geometry->issues).errors == 0);
    CHECK(cover->geometry->shapes.size() == 32); // document 004: 32 of 32
    const auto table =
        read_table(std::filesystem::path(NTM_SOURCE_DIR) / "data" / "samples" / "thanh-hoa-2022" / "planted_flaws.csv");
    REQUIRE(table);
    std::map<std::string, std::size_t> planted;
    for (std::size_t row = 0; row < table->rows(); ++row) {
        const std::string kind(table->columns[0][row]);
        ++planted[kind];
        const double area_m2 = std::stod(std::string(table->columns[3][row]));
        const auto found_in = [&](const std::vector<PlanFlaw>& flaws) {
            return std::any_of(flaws.begin(), flaws.end(), [&](const PlanFlaw& flaw) {
                return flaw.area_m2 == Approx(area_m2).epsilon(1e-6) &&
                       flaw.at.x == Approx(std::stod(std::string(table->columns[4][row]))).margin(0.004).epsilon(0);
            });
        };
        INFO(kind << " " << table->columns[1][row]);
        CHECK((kind != "overlap" || found_in(cover->overlaps)));
        CHECK(((kind != "overlap" && kind != "outside") || found_in(cover->outside)));
        CHECK((kind != "gap" || found_in(cover->gaps)));
        CHECK((kind != "hole" || found_in(cover->holes)));
    }
    CHECK(cover->overlaps.size() == planted["overlap"]);
    CHECK(cover->outside.size() == planted["overlap"] + planted["outside"]);
    CHECK(cover->gaps.size() == planted["gap"]);
    CHECK(cover->holes.size() == planted["hole"]);
}

TEST_CASE("land use now is set against planned, of one layer or of two", "[cover]") {
    Desk desk;
    PolygonColumns parcels;
    add_box(parcels, 105.6, 19.8, 105.605, 19.81);  // LUC becomes ONT
    add_box(parcels, 105.605, 19.8, 105.61, 19.81); // LUC stays
    desk.write("land", parcels, "ma_loai_dat|ma_hien_trang\nONT|LUC\nLUC|LUC");
    const auto cover = desk.cover("[[planning_layers]]\nsource = \"land.gpkg\"\nlegend = 2018\n");
    const auto check = [&](const Cover& of) {
        const double whole = geos_slow::area_m2(parcels, 0) + geos_slow::area_m2(parcels, 1);
        for (const UnitRef unit : {UnitRef{Level::commune, 0}, UnitRef{Level::province, 0}, UnitRef{}}) {
            const auto balances = land_use_balance(of, desk.atlas(), unit);
            REQUIRE(balances.size() == 1);
            REQUIRE(balances[0].both());
            REQUIRE(balances[0].rows.size() == 2);
            const LandUseBalance::Row &luc = balances[0].rows[0], &ont = balances[0].rows[1];
            CHECK(luc.text == "LUC");
            CHECK(luc.now_m2 == Approx(whole).epsilon(1e-9));
            CHECK(luc.change_m2() == Approx(-geos_slow::area_m2(parcels, 0)).epsilon(1e-9));
            CHECK(ont.now_m2 == 0);
            CHECK(ont.change_m2() == Approx(-luc.change_m2()).epsilon(1e-9));
        }
        CHECK(land_use_balance(of, desk.atlas(), {Level::commune, 1}).empty());
    };
    check(*cover);
    desk.write("now", parcels, "ma_loai_dat\nLUC\nLUC");
    desk.write("planned", parcels, "ma_loai_dat\nONT\nLUC");
    check(*desk.cover("[[planning_layers]]\nsource = \"now.gpkg\"\nkind = \"land_use_now\"\n"
                      "[[planning_layers]]\nsource = \"planned.gpkg\"\nkind = \"land_use_planned\"\n"));
}

TEST_CASE("land use of two places is not set against that of one", "[cover]") {
    Desk desk;
    const PolygonColumns west = one_box(105.6, 19.8, 105.605, 19.81), east = one_box(105.62, 19.8, 105.625, 19.81);
    desk.write("now_west", west, "ma_loai_dat\nLUC");
    desk.write("now_east", east, "ma_loai_dat\nLUC");
    desk.write("planned_east", east, "ma_loai_dat\nONT");
    const auto cover = desk.cover("[[planning_layers]]\nsource = \"now_west.gpkg\"\nkind = \"land_use_now\"\n"
                                  "[[planning_layers]]\nsource = \"now_east.gpkg\"\nkind = \"land_use_now\"\n"
                                  "[[planning_layers]]\nsource = \"planned_east.gpkg\"\n"
                                  "kind = \"land_use_planned\"\n");
    const auto balances = land_use_balance(*cover, desk.atlas(), UnitRef{});
    REQUIRE(balances.size() == 2);
    CHECK(balances[0].now_layer == 0U);
    CHECK_FALSE(balances[0].both()); // the west has no plan to be compared with
    CHECK(balances[1].now_layer == 1U);
    CHECK(balances[1].planned_layer == 2U);
}

TEST_CASE("a border that ends on the long border of another is no overlap", "[cover]") {
    // Found by the drawings of cover_truth_test: the middle of the long border lay, by rounding, inside the other plan,
    // and all of the first was told to overlap it.
    const Point west{105.495992, 19.859628367119999}, east{105.534195, 19.858909003839997};
    const Point meets{105.518042848006, 19.859213149196055};
    PolygonColumns plans;
    add_ring(plans, {west, east, {105.534195, 19.866233003839998}, {105.495992, 19.86695236712}});
    plans.end_feature();
    add_ring(plans, {west, {105.495992, 19.852304367119999}, {105.518042848006, 19.851889149196055}, meets});
    plans.end_feature();
    CHECK(lay_among(make_ground(plans, lon_lat_crs)).all.empty());
}
