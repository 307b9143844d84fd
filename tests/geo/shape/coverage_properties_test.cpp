#include "geo/earth/lattice.hpp"
#include "geo/shape/coverage_raster.hpp"
#include "geo/shape/outline.hpp"
#include "geo/source/source.hpp"

#include "geos_answers.hpp"
#include "made_coverages.hpp"
#include "made_shapes.hpp"
#include "tests/catch.hpp"
#include "tests/shared_data.hpp"

#include <algorithm>
#include <cmath>
#include <random>

using namespace ntm;

namespace {

constexpr std::uint32_t made_coverages = 2100;

/// Twice the signed area under an arc, about the grid's origin, in grid units.
double under(std::span<const GridPoint> arc) {
    double sum = 0;
    for (std::size_t i = 1; i < arc.size(); ++i) {
        sum += static_cast<double>(arc[i - 1].x) * arc[i].y - static_cast<double>(arc[i].x) * arc[i - 1].y;
    }
    return sum;
}

/// Areas of all features as the sides of the arcs tell them: shoelace sums, left less right.
std::vector<double> areas_by_sides(const Coverage& coverage) {
    std::vector<double> area(coverage.features(), 0);
    for (std::size_t a = 0; a < coverage.arcs(); ++a) {
        const double part = under(coverage.levels[0].arc(a)) / 2 * coverage.grid.step_m * coverage.grid.step_m;
        if (coverage.left[a] != no_feature) {
            area[coverage.left[a]] += part;
        }
        if (coverage.right[a] != no_feature) {
            area[coverage.right[a]] -= part;
        }
    }
    return area;
}

PolygonColumns outlines(const Coverage& coverage, std::size_t level = 0) {
    PolygonColumns all;
    for (std::size_t f = 0; f < coverage.features(); ++f) {
        append_outline(all, coverage, f, level);
    }
    return all;
}

/// The full detail is the source, and the sides of the arcs are right: areas of every feature by three ways.
void check_full_detail(const PolygonColumns& source, const Coverage& coverage, bool clean) {
    const PolygonColumns back = outlines(coverage);
    REQUIRE(back.features() == source.features());
    const std::vector<double> by_sides = areas_by_sides(coverage);
    double total = 0, total_by_sides = 0;
    const double box_area = coverage.box().width() * coverage.box().height();
    for (std::size_t f = 0; f < source.features(); ++f) {
        const double expected = planar_area(source, f);
        // Each vertex may have moved by half a step along its two edges.
        double length = 0;
        for (std::size_t r = back.feature_ring[f]; r < back.feature_ring[f + 1]; ++r) {
            const auto ring = back.ring(r);
            for (std::size_t i = 0; i < ring.size(); ++i) {
                const Point next = ring[(i + 1) % ring.size()];
                length += std::hypot(next.x - ring[i].x, next.y - ring[i].y);
            }
        }
        CHECK(std::abs(planar_area(back, f) - expected) <= length * coverage.grid.step_m + 1e-9 * expected);
        if (clean) {
            CHECK(by_sides[f] == Approx(planar_area(back, f)).epsilon(1e-9).margin(1e-9 * box_area));
        }
        total += planar_area(back, f);
        total_by_sides += by_sides[f];
    }
    if (clean) {
        CHECK(total_by_sides == Approx(total).epsilon(1e-9));
    }
}

/// No feature with an area loses it, no ring its third point, at any level; clean outlines stay valid (GEOS).
void check_levels(const Coverage& coverage, bool clean, bool ask_geos) {
    const PolygonColumns full = outlines(coverage);
    for (std::size_t level = 1; level < coverage.levels.size(); ++level) {
        INFO("level of " << coverage.levels[level].tolerance_m << " m");
        CHECK(coverage.levels[level].points.size() < coverage.levels[level - 1].points.size());
        const PolygonColumns coarse = outlines(coverage, level);
        for (std::size_t r = 0; r < full.rings(); ++r) {
            REQUIRE(coarse.ring(r).size() >= std::min<std::size_t>(3, full.ring(r).size()));
        }
        for (std::size_t f = 0; f < full.features(); ++f) {
            if (clean && planar_area(full, f) > 0) {
                REQUIRE(planar_area(coarse, f) > 0);
            }
            if (clean && ask_geos && geometry_fault(full, f).empty()) {
                CHECK(geometry_fault(coarse, f) == "");
            }
        }
    }
}

/// How far a place is from the nearest border in full detail, up to `most`.
double distance_to_border(const Coverage& coverage, Point at, double most) {
    const double x = (at.x - coverage.grid.origin.x) / coverage.grid.step_m;
    const double y = (at.y - coverage.grid.origin.y) / coverage.grid.step_m;
    const double reach = most / coverage.grid.step_m;
    double nearest = reach;
    for (std::size_t a = 0; a < coverage.arcs(); ++a) {
        const GridBox& box = coverage.arc_box[a];
        if (box.min_x > x + reach || box.max_x < x - reach || box.min_y > y + reach || box.max_y < y - reach) {
            continue;
        }
        const auto arc = coverage.levels[0].arc(a);
        for (std::size_t i = 1; i < arc.size(); ++i) {
            const double ax = arc[i - 1].x, ay = arc[i - 1].y, dx = arc[i].x - ax, dy = arc[i].y - ay;
            const double length2 = dx * dx + dy * dy;
            const double t = length2 > 0 ? std::clamp(((x - ax) * dx + (y - ay) * dy) / length2, 0.0, 1.0) : 0.0;
            nearest = std::min(nearest, std::hypot(ax + t * dx - x, ay + t * dy - y));
        }
    }
    return nearest * coverage.grid.step_m;
}

/// At its level a picture differs from the full detail only within half a pixel of a border. Returns how many do.
std::size_t check_picture(const Coverage& coverage, const MapView& view) {
    IdRaster thinned, full;
    REQUIRE(rasterize(coverage, view, WorkerPool::shared(), thinned));
    full = thinned;
    REQUIRE(rasterize_part(coverage, view, {0, 0, view.width_px, view.height_px}, 0, WorkerPool::shared(), full));
    std::size_t differ = 0;
    for (int y = 0; y < view.height_px; ++y) {
        for (int x = 0; x < view.width_px; ++x) {
            if (thinned.at(x, y) != full.at(x, y)) {
                ++differ;
                const double away =
                    distance_to_border(coverage, view.to_metres({x + 0.5, y + 0.5}), view.metres_per_px);
                REQUIRE(away <= view.metres_per_px * 0.5001);
            }
        }
    }
    return differ;
}

/// Arcs and polygons give the same picture in full detail.
void check_same_as_polygons(const Coverage& coverage, const MapView& view) {
    const PolygonColumns shapes = outlines(coverage);
    IdRaster arcs, polygons;
    REQUIRE(rasterize(shapes, index_coverage(shapes), view, WorkerPool::shared(), polygons));
    arcs = polygons;
    REQUIRE(rasterize_part(coverage, view, {0, 0, view.width_px, view.height_px}, 0, WorkerPool::shared(), arcs));
    CHECK(arcs.ids == polygons.ids);
}

PolygonColumns real_layer(const std::string& file, const std::string& layer_name) {
    const auto path = shared_file(file);
    if (!path) {
        return {};
    }
    auto layer = read_polygons(*path, layer_name);
    REQUIRE(layer);
    REQUIRE(transform_polygons(layer->polygons, layer->crs, {"EPSG:3405"}).empty());
    return std::move(layer->polygons);
}

} // namespace

TEST_CASE("Made coverages: full detail is the source, no level loses a unit or crosses a line") {
    for (std::uint32_t seed = 0; seed < made_coverages; ++seed) {
        const made::Coverage one = made::any_coverage(seed);
        INFO(one.words);
        const Coverage coverage = make_coverage(one.polygons, WorkerPool::shared());
        check_full_detail(one.polygons, coverage, one.clean);
        check_levels(coverage, one.clean, seed % 5 == 0);
    }
}

TEST_CASE("No level draws a coast past an island that lies in its bay") {
    // A coast with a hundred bays of all depths, a small island in each ninth: the bays go one by one as levels get
    // coarser, and no edge of an island is ever crossed by what goes past the whole of it.
    made::Ring coast{{-1000, -5000}};
    made::Feature islands;
    for (int i = 0; i < 100; ++i) {
        const double x = i * 1000.0, depth = 10 + i * 20.0;
        coast.insert(coast.end(), {{x, 0}, {x + 250, -depth}, {x + 500, 0}});
        if (i % 9 == 0) {
            islands.push_back({{x + 248, -depth / 2}, {x + 252, -depth / 2}, {x + 250, -depth / 2 + 3}});
        }
    }
    coast.push_back({101'000, -5000});
    for (const bool one_unit : {false, true}) { // an island of another unit, or of the same
        made::Feature mainland{coast};
        if (one_unit) {
            mainland.insert(mainland.end(), islands.begin(), islands.end());
        }
        PolygonColumns shapes = made::polygons({mainland});
        if (!one_unit) {
            shapes = made::polygons({mainland, islands});
        }
        const Coverage coverage = make_coverage(shapes, WorkerPool::shared());
        REQUIRE(coverage.levels.size() > 1);
        CHECK(coverage.levels.back().points.size() < coverage.levels[0].points.size());
        const double area = made::total_area(made::polygons({islands}));
        for (std::size_t level = 1; level < coverage.levels.size(); ++level) {
            INFO("level of " << coverage.levels[level].tolerance_m << " m");
            const GeosAnswers geos(outlines(coverage, level));
            if (one_unit) { // swallowed islands would become holes
                CHECK(geos.contains(0, {99'250, -994}));
                CHECK(geos.contains(0, {250, -4}));
            } else {
                CHECK(geos.faults().overlaps == 0);
                CHECK(geos.area(1) == Approx(area)); // triangles keep what they have
            }
        }
    }
}

TEST_CASE("Made coverages: pictures of arcs are those of polygons; levels differ within half a pixel of a border") {
    std::size_t differ = 0;
    for (std::uint32_t seed = 0; seed < made_coverages; seed += 6) {
        const made::Coverage one = made::any_coverage(seed);
        INFO(one.words);
        const Coverage coverage = make_coverage(one.polygons, WorkerPool::shared());
        for (const int width_px : {31, 160}) {
            const MapView view = fit_view(coverage.box(), width_px, width_px * 3 / 4, 2);
            check_same_as_polygons(coverage, view);
            differ += check_picture(coverage, view);
        }
    }
    CHECK(differ > 100); // else the levels were never looked at
}

TEST_CASE("Dissolving made coverages by their arcs gives what GEOS finds") {
    for (std::uint32_t seed = 0; seed < 240; ++seed) {
        const made::Coverage one = made::any_coverage(seed);
        if (!one.clean || seed % 7 == 5) { // GEOS asks for valid input; the widest grids are too coarse for 1e-9
            continue;
        }
        INFO(one.words);
        const Coverage coverage = make_coverage(one.polygons, WorkerPool::shared());
        std::vector<std::uint32_t> group_of;
        for (std::size_t f = 0; f < coverage.features(); ++f) {
            group_of.push_back(static_cast<std::uint32_t>(f * 7 % 3));
        }
        const PolygonColumns shapes = outlines(coverage);
        const PolygonColumns joined = dissolve(coverage, group_of, 3);
        const GeosAnswers members(shapes);
        const GeosAnswers ours(joined);
        for (std::size_t g = 0; g < 3; ++g) {
            std::vector<std::size_t> features;
            for (std::size_t f = 0; f < group_of.size(); ++f) {
                if (group_of[f] == g) {
                    features.push_back(f);
                }
            }
            if (!features.empty()) {
                const auto expected = members.union_against(features, ours, g);
                CHECK(planar_area(joined, g) == Approx(expected.area).epsilon(1e-9));
                CHECK(expected.differing <= 1e-9 * expected.area);
            }
        }
    }
}

TEST_CASE("A view moved by whole pixels shows the same units, and its parts are those of the whole") {
    std::mt19937 random(7);
    for (std::uint32_t seed = 0; seed < 70; ++seed) {
        const made::Coverage one = made::any_coverage(seed);
        INFO(one.words);
        const Coverage coverage = make_coverage(one.polygons, WorkerPool::shared());
        MapView view = fit_view(coverage.box(), 120, 90, 2);
        view.metres_per_px *= 0.37;
        IdRaster before, after;
        REQUIRE(rasterize(coverage, view, WorkerPool::shared(), before));
        const int dx = static_cast<int>(random() % 40) - 20, dy = static_cast<int>(random() % 40) - 20;
        MapView moved = view;
        moved.center.x += dx * view.metres_per_px;
        moved.center.y -= dy * view.metres_per_px;
        REQUIRE(rasterize(coverage, moved, WorkerPool::shared(), after));
        for (int y = std::max(0, dy); y < std::min(90, 90 + dy); ++y) {
            for (int x = std::max(0, dx); x < std::min(120, 120 + dx); ++x) {
                REQUIRE(after.at(x - dx, y - dy) == before.at(x, y));
            }
        }
        IdRaster parts{after.width_px, after.height_px, std::vector<std::uint32_t>(after.ids.size(), 77)};
        const int cut_x = 1 + static_cast<int>(random() % 118), cut_y = 1 + static_cast<int>(random() % 88);
        for (const PixelRect rect : {PixelRect{0, 0, cut_x, cut_y}, PixelRect{cut_x, 0, 120, cut_y},
                                     PixelRect{0, cut_y, cut_x, 90}, PixelRect{cut_x, cut_y, 120, 90}}) {
            REQUIRE(rasterize_part(coverage, moved, rect, level_for(coverage, moved.metres_per_px),
                                   WorkerPool::shared(), parts));
        }
        REQUIRE(parts.ids == after.ids);
    }
}

TEST_CASE("Real layers: full detail is the source, no level loses a unit or crosses a line") {
    for (const auto& [file, layer] :
         {std::pair{"data/thanh_hoa_2022.gpkg", "commune"}, std::pair{"data/ha_tinh_2022.gpkg", "commune"},
          std::pair{"data/thai_nguyen_2022.gpkg", "commune"}, std::pair{"data/vietnam_2022.gpkg", "commune"},
          std::pair{"data/vietnam_2025.gpkg", "commune"}}) {
        const PolygonColumns source = real_layer(file, layer);
        if (source.features() == 0) {
            continue;
        }
        INFO(file);
        const Coverage coverage = make_coverage(source, WorkerPool::shared());
        check_full_detail(source, coverage, false);
        check_levels(coverage, true, source.features() < 1000);
        MapView view = fit_view(coverage.box(), 400, 300, 5);
        std::size_t differ = check_picture(coverage, view);
        view.center = coverage.box_of_feature(coverage.features() / 3).center();
        view.metres_per_px /= 9;
        differ += check_picture(coverage, view);
        CHECK(differ > 0);
    }
}
