// Planning layers over a map, on two made layers: parcels two hundred metres wide, and a plan over them.

#include "geo/picture/plan_picture.hpp"

#include "tests/catch.hpp"
#include "tests/geo/planning/made_ground.hpp"

#include <cstdlib>
#include <filesystem>

using namespace ntm;

namespace {

PlanLayer placed(PlanLayer layer) {
    layer.index = index_coverage(layer.polygons);
    layer.tree = std::make_shared<const BoxTree>(layer.index.feature_box);
    return layer;
}

/// Two parcels side by side, LUC now and ONT+CLN planned, ONT and XYZ; the plan covers the second.
Atlas made_atlas() {
    Atlas atlas;
    LandUseLegend legend;
    legend.id = "2018";
    legend.codes = {{"LUC", "NNP", "Đất lúa", "Rice", 0xFFFC8C, false, false},
                    {"ONT", "PNN", "Đất ở", "Homes", 0xFFD0FF, false, false}};
    atlas.land_use_legends.push_back(legend);
    PlanLayer parcels;
    parcels.name = "parcels";
    parcels.legend = "2018";
    parcels.uses = {{"LUC", {"LUC"}}, {"ONT+LUC", {"ONT", "LUC"}}, {"XYZ", {}}};
    parcels.now = {0, 2};
    parcels.planned = {1, no_use};
    add_box(parcels.polygons, 0, 0, 200, 200);
    add_box(parcels.polygons, 200, 0, 400, 200);
    atlas.plan_layers.push_back(placed(std::move(parcels)));
    PlanLayer plan;
    add_box(plan.polygons, 200, 0, 400, 200);
    atlas.plan_layers.push_back(placed(std::move(plan)));
    return atlas;
}

const MapView view{{200, 100}, 1, 500, 300};

Overlay drawn(const Atlas& atlas, std::vector<PlanLook> looks, bool smooth = false, MapView of = view) {
    Overlay overlay;
    WorkerPool pool(2);
    REQUIRE(draw_plan_layers({atlas, std::move(looks), nullptr, of, 1, smooth}, pool, overlay));
    return overlay;
}

Rgba at(const Overlay& overlay, int x, int y) {
    return overlay.pixels[static_cast<std::size_t>(y) * 500 + static_cast<std::size_t>(x)];
}

/// Premultiplied.
Rgba faded(std::uint32_t colour, double opacity) {
    const Rgba full = rgb(colour);
    const auto part = [&](unsigned value) { return static_cast<std::uint8_t>(value * opacity + 0.5); };
    return {part(full.r), part(full.g), part(full.b), part(255)};
}

} // namespace

TEST_CASE("a parcel has the colour of its code under the layer's opacity", "[plans]") {
    const Atlas atlas = made_atlas();
    const Overlay planned = drawn(atlas, {{0, 0.5, false}});
    // Two codes: the first one's colour with lines of the second's.
    std::size_t first = 0, second = 0;
    for (int x = 100; x < 190; ++x) {
        first += at(planned, x, 150) == faded(0xFFD0FF, 0.5) ? 1U : 0U;
        second += at(planned, x, 150) == faded(0xFFFC8C, 0.5) ? 1U : 0U;
    }
    CHECK(first + second == 90);
    CHECK(second == 20);                             // 2 of every 9
    CHECK(at(planned, 10, 150) == Rgba{0, 0, 0, 0}); // beside all parcels
    const Overlay now = drawn(atlas, {{0, 1, true}});
    CHECK(at(now, 150, 150) == rgb(0xFFFC8C));
    // A code that the legend does not know is seen, and grey.
    const Rgba unknown = at(now, 350, 150);
    CHECK(unknown.a == 255);
    CHECK(std::abs(unknown.r - unknown.b) < 8);
}

TEST_CASE("the later layer lies over the earlier, its ground shining through", "[plans]") {
    const Atlas atlas = made_atlas();
    const Overlay parcels = drawn(atlas, {{0, 1, false}}), both = drawn(atlas, {{0, 1, false}, {1, 1, false}});
    CHECK(at(both, 150, 150) == at(parcels, 150, 150)); // the plan does not reach here
    CHECK_FALSE(at(both, 350, 150) == at(parcels, 350, 150));
    CHECK(at(both, 350, 150).a == 255);
    const Rgba edge = at(both, 250, 150); // the plan's western border, metre 200
    CHECK(edge.r < at(both, 350, 150).r);
    // In the other order the parcels hide the plan.
    CHECK(at(drawn(atlas, {{1, 1, false}, {0, 1, false}}), 350, 150) == at(parcels, 350, 150));
}

TEST_CASE("a moved picture is the picture of the new view", "[plans]") {
    const Atlas atlas = made_atlas();
    const std::vector<PlanLook> looks{{0, 0.7, false}, {1, 1, false}};
    const Overlay before = drawn(atlas, looks);
    WorkerPool pool(2);
    for (const PixelShift shift : {PixelShift{30, -17}, PixelShift{-400, 200}, PixelShift{0, 5}, PixelShift{900, 0}}) {
        MapView moved = view;
        moved.center.x -= shift.right;
        moved.center.y += shift.down;
        Overlay taken;
        REQUIRE(draw_moved_plan_layers({atlas, looks, nullptr, moved, 1, false}, before, shift, pool, taken));
        const Overlay fresh = drawn(atlas, looks, false, moved);
        std::size_t other = 0;
        for (std::size_t i = 0; i < fresh.pixels.size(); ++i) {
            other += taken.pixels[i] == fresh.pixels[i] ? 0U : 1U;
        }
        CHECK(other == 0);
    }
}

TEST_CASE("at rest an edge within a pixel is half as dense", "[plans]") {
    const Atlas atlas = made_atlas();
    // Pixels of 100 m, too coarse for outlines; the western border runs through the middle of the second column.
    const Overlay coarse = drawn(atlas, {{0, 1, false}}, true, {{150, 100}, 100, 6, 3});
    CHECK(std::abs(coarse.pixels[6 + 1].a - 128) <= 1);
    CHECK(coarse.pixels[6 + 2] == rgb(0xFFD0FF));
    CHECK(coarse.pixels[6].a == 0);
}

TEST_CASE("lines and points are drawn by the one stroke painter, with their casing", "[plans]") {
    Atlas atlas = made_atlas();
    PlanLayer road;
    road.geometry = GeometryKind::line;
    road.polygons.points = {{0, 100}, {400, 100}};
    road.polygons.end_ring();
    road.polygons.end_feature();
    road.uses = {{"đường huyện", {}}};
    road.planned = {0};
    atlas.plan_layers.push_back(placed(std::move(road)));
    PlanLayer wells;
    wells.geometry = GeometryKind::point;
    wells.polygons.points = {{100, 50}};
    wells.polygons.end_ring();
    wells.polygons.end_feature();
    atlas.plan_layers.push_back(placed(std::move(wells)));
    // The view is 500 x 300 around (200, 100), a metre a pixel: y = 100 is row 150, (100, 50) is pixel (150, 200).
    const Overlay line = drawn(atlas, {{2, 1, false}});
    const Rgba ink = use_style(atlas, atlas.plan_layers[2], 0).fill;
    CHECK(at(line, 250, 149) == at(line, 250, 150)); // in the middle of a line of 1.8 px
    CHECK(std::abs(at(line, 250, 150).r - ink.r) < 40);
    CHECK(at(line, 250, 150).a > 230);
    CHECK(at(line, 250, 140).a == 0);
    CHECK(at(line, 20, 150).a == 0); // it is not closed, and ends
    const Overlay point = drawn(atlas, {{3, 1, false}});
    CHECK(at(point, 150, 200) == use_style(atlas, atlas.plan_layers[3], no_use).fill);
    CHECK(at(point, 150, 206).a == 0);
    std::size_t covered = 0;
    for (const Rgba pixel : point.pixels) {
        covered += pixel.a > 127 ? 1U : 0U;
    }
    CHECK(covered == Approx(3.14159 * 16).epsilon(0.2)); // a disc of 6.5 + 1.5 px
    // A class that is in no legend is its own name.
    const auto lang = Lang::load(std::filesystem::path(NTM_SOURCE_DIR) / "data/lang/vi.toml", Language::vi);
    REQUIRE(lang);
    CHECK(use_name(atlas, atlas.plan_layers[2], 0, *lang) == "đường huyện");
}

TEST_CASE("lines and points are found by their distance", "[plans]") {
    Atlas atlas = made_atlas();
    PlanLayer roads;
    roads.geometry = GeometryKind::line;
    for (const double y : {100.0, 110.0}) {
        roads.polygons.points.insert(roads.polygons.points.end(), {{0, y}, {200, y}, {400, y + 100}});
        roads.polygons.end_ring();
        roads.polygons.end_feature();
    }
    atlas.plan_layers.push_back(placed(std::move(roads)));
    const auto hits = identify(atlas.plan_layers, {50, 103}, 8);
    REQUIRE(hits.size() == 3); // the nearer road, the other, the parcel under both
    CHECK(hits[0].layer == 2);
    CHECK(hits[0].feature == 0);
    CHECK(hits[0].distance_m == Approx(3));
    CHECK(hits[1].distance_m == Approx(7));
    CHECK(hits[2].layer == 0);
    CHECK(identify(atlas.plan_layers, {50, 103}, 2).size() == 1);
    // The end of a path is not joined to its start.
    CHECK(identify(atlas.plan_layers, {100, 125}, 8).size() == 1);
}

TEST_CASE("places of flaws lie over all layers", "[plans]") {
    const Atlas atlas = made_atlas();
    auto flaws = std::make_shared<PolygonColumns>(one_box(100, 50, 150, 100));
    Overlay overlay;
    WorkerPool pool(2);
    REQUIRE(draw_plan_layers({atlas, {{0, 1, false}}, flaws, view, 1, false}, pool, overlay));
    const Rgba inside = at(overlay, 175, 175), beside = at(overlay, 220, 175);
    CHECK(inside.g < beside.g - 60); // red over the parcel
    CHECK(inside.a == 255);
}

TEST_CASE("the legend of a view counts what the view touches, and names both codes", "[plans]") {
    const Atlas atlas = made_atlas();
    const auto lang = Lang::load(std::filesystem::path(NTM_SOURCE_DIR) / "data/lang/vi.toml", Language::vi);
    REQUIRE(lang);
    const auto all = shown_uses(atlas, {0, 1, true}, view);
    REQUIRE(all.size() == 2);
    CHECK(shown_uses(atlas, {0, 1, true}, {{50, 100}, 1, 80, 80}).size() == 1);
    CHECK(use_name(atlas, atlas.plan_layers[0], 1, *lang) == "Đất ở + Đất lúa");
    CHECK(use_name(atlas, atlas.plan_layers[0], 2, *lang) == (*lang)["cover.code_unknown"]);
    CHECK(use_name(atlas, atlas.plan_layers[0], no_use, *lang) == (*lang)["cover.no_code"]);
}
