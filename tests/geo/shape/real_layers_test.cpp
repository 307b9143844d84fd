// What must hold of shared borders, on the boundaries of the country as offices have them. Areas and unions are asked
// of GEOS.

#include "geo/earth/lattice.hpp"
#include "geo/shape/coarse_outlines.hpp"
#include "geo/shape/coverage_raster.hpp"
#include "geo/shape/outline.hpp"
#include "geo/source/source.hpp"

#include "geos_answers.hpp"
#include "tests/catch.hpp"
#include "tests/shared_data.hpp"
#include "tests/temporary_folder.hpp"

#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <unordered_map>
#include <utility>

using namespace ntm;

namespace {

PolygonColumns read_layer(const std::filesystem::path& file, const std::string& layer) {
    auto read = read_polygons(file, layer);
    REQUIRE(read);
    REQUIRE(transform_polygons(read->polygons, read->crs, {"EPSG:3405"}).empty());
    return std::move(read->polygons);
}

/// Unpacked by Python's own library; without it the test skips in words.
PolygonColumns full_country() {
    const auto packed = shared_file("data/vietnam_2025_communes_full.fgb.xz");
    if (!packed) {
        return {};
    }
    const TemporaryFolder folder;
    const auto file = folder.path() / "full.fgb";
    const std::string unpack = "python3 -c 'import lzma,shutil,sys; shutil.copyfileobj(lzma.open(sys.argv[1]), "
                               "open(sys.argv[2], \"wb\"), 1 << 20)' '" +
                               packed->string() + "' '" + file.string() + "'";
    if (std::system(unpack.c_str()) != 0) {
        std::cout << "skipped: python3 could not unpack the full country\n";
        return {};
    }
    return read_layer(file, "communes");
}

template <class Check>
void for_each_layer(const Check& check) {
    for (const char* name : {"thanh_hoa_2022", "ha_tinh_2022", "thai_nguyen_2022", "vietnam_2022", "vietnam_2025"}) {
        if (const auto file = shared_file("data/" + std::string(name) + ".gpkg")) {
            INFO(name);
            check(read_layer(*file, "commune"));
        }
    }
    if (const PolygonColumns full = full_country(); full.features() > 0) {
        INFO("vietnam_2025 full");
        check(full);
    }
}

PolygonColumns outlines(const Coverage& coverage, std::size_t level) {
    PolygonColumns all;
    for (std::size_t f = 0; f < coverage.features(); ++f) {
        append_outline(all, coverage, f, level);
    }
    return all;
}

/// Whichever way it is run along.
struct Edge {
    Point a, b;
    Edge(Point from, Point to)
        : a(std::pair(from.x, from.y) < std::pair(to.x, to.y) ? from : to)
        , b(a == from ? to : from) {}
    bool operator==(const Edge&) const = default;
};
struct HashEdge {
    std::size_t operator()(const Edge& edge) const {
        const std::hash<double> hash;
        return hash(edge.a.x) * 31 + hash(edge.a.y) * 7 + hash(edge.b.x) * 131 + hash(edge.b.y);
    }
};

/// Edges of arcs between two features that only one of the two outlines has.
std::size_t edges_not_shared(const Coverage& coverage, std::size_t level) {
    std::unordered_map<Edge, int, HashEdge> times;
    const PolygonColumns shapes = outlines(coverage, level);
    for (std::size_t r = 0; r < shapes.rings(); ++r) {
        const auto ring = shapes.ring(r);
        for (std::size_t i = 0; i < ring.size(); ++i) {
            ++times[Edge(ring[i], ring[(i + 1) % ring.size()])];
        }
    }
    std::size_t alone = 0;
    for (std::size_t a = 0; a < coverage.arcs(); ++a) {
        const auto arc = coverage.levels[level].arc(a);
        const bool between = coverage.left[a] != no_feature && coverage.right[a] != no_feature;
        for (std::size_t i = 1; between && i < arc.size(); ++i) {
            alone += times[Edge(coverage.grid.metres(arc[i - 1]), coverage.grid.metres(arc[i]))] < 2 ? 1U : 0U;
        }
    }
    return alone;
}

/// Runs of features that lie together, joined: against GEOS. Where the data overlaps, even-odd takes twice away what
/// the union has once.
void check_groups(const Coverage& coverage, std::size_t a_group) {
    const std::size_t groups = coverage.features() / a_group;
    std::vector<std::uint32_t> group_of;
    for (std::size_t f = 0; f < coverage.features(); ++f) {
        group_of.push_back(static_cast<std::uint32_t>(f / a_group));
    }
    const PolygonColumns joined = dissolve(coverage, group_of, groups);
    const GeosAnswers ours(joined);
    const PolygonColumns shapes = outlines(coverage, 0);
    for (std::size_t g = 0; g < groups; g += std::max<std::size_t>(1, groups / 12)) {
        PolygonColumns members;
        double sum = 0;
        for (std::size_t f = g * a_group; f < (g + 1) * a_group; ++f) {
            append_feature(members, shapes, f);
            sum += planar_area(shapes, f);
        }
        std::vector<std::size_t> all(a_group);
        std::iota(all.begin(), all.end(), std::size_t{0});
        const auto expected = GeosAnswers(members).union_against(all, ours, g);
        const double overlap = sum - expected.area;
        CAPTURE(g, overlap);
        CHECK(overlap >= -1e-9 * sum);
        CHECK(planar_area(joined, g) == Approx(expected.area - overlap).epsilon(1e-9));
        CHECK(expected.differing <= overlap + 2e-9 * sum);
    }
}

} // namespace

TEST_CASE("Real layers: neighbours share every edge of their borders at every level of detail") {
    for_each_layer([](const PolygonColumns& polygons) {
        const Coverage coverage = make_coverage(polygons, WorkerPool::shared());
        CHECK(coverage.levels.size() > 3);
        for (std::size_t level = 1; level < coverage.levels.size(); ++level) {
            INFO("level of " << coverage.levels[level].tolerance_m << " m");
            CHECK(edges_not_shared(coverage, level) == 0);
        }
        check_groups(coverage, 30);
    });
}

TEST_CASE("Real layers: coarse outlines keep every unit and every place but for a few cells") {
    for_each_layer([](const PolygonColumns& polygons) {
        const Coverage exact = make_plain_coverage(polygons, WorkerPool::shared());
        const double cell = std::max(exact.box().width(), exact.box().height()) / 3000;
        const PolygonColumns coarse = coarse_outlines(polygons, cell, WorkerPool::shared());
        REQUIRE(coarse.features() == polygons.features());
        REQUIRE(coarse.rings() == polygons.rings());
        CHECK(coarse.points.size() < polygons.points.size());
        const Coverage shown = make_plain_coverage(coarse, WorkerPool::shared());
        for (std::size_t f = 0; f < polygons.features(); ++f) {
            if (planar_area(polygons, f) == 0) {
                continue;
            }
            CAPTURE(f);
            CHECK(planar_area(coarse, f) > 0);
            const Box a = exact.box_of_feature(f), b = shown.box_of_feature(f);
            REQUIRE(std::abs(a.min_x - b.min_x) <= cell);
            REQUIRE(std::abs(a.max_y - b.max_y) <= cell);
        }
        // At the scale it is made for, nearly every pixel of a picture shows the same unit.
        const MapView view = fit_view(exact.box(), 960, 960, 0);
        IdRaster is, ought;
        REQUIRE(rasterize(shown, view, WorkerPool::shared(), is));
        REQUIRE(rasterize(exact, view, WorkerPool::shared(), ought));
        std::size_t differ = 0, land = 0;
        for (std::size_t i = 0; i < is.ids.size(); ++i) {
            differ += is.ids[i] != ought.ids[i] ? 1U : 0U;
            land += ought.ids[i] != 0 ? 1U : 0U;
        }
        CHECK(land > 10'000);
        CHECK(differ * 5 < land); // borders are everywhere: units are some ten pixels wide
    });
}
