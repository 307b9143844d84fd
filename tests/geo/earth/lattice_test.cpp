#include "geo/earth/lattice.hpp"

#include "tests/catch.hpp"

#include <cmath>
#include <limits>
#include <random>

using namespace ntm;

namespace {

const Box vietnam{102.1, 6.5, 117.9, 23.4}; // with Trường Sa
const Box thanh_hoa{104.3, 19.2, 106.1, 20.7};

std::vector<Point> random_points(const Box& box, std::size_t count) {
    std::mt19937_64 random(20220831);
    std::uniform_real_distribution<double> x(box.min_x, box.max_x);
    std::uniform_real_distribution<double> y(box.min_y, box.max_y);
    std::vector<Point> points(count);
    for (Point& p : points) {
        p = {x(random), y(random)};
    }
    return points;
}

double worst_distance(std::span<const Point> a, std::span<const Point> b) {
    double worst = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const double distance = std::hypot(a[i].x - b[i].x, a[i].y - b[i].y);
        worst = distance <= worst ? worst : distance; // NaN stays
    }
    return worst;
}

double worst_error_m(const Crs& from, const Crs& to, const Box& domain, bool geographic, std::size_t count) {
    const auto exact = Transformation::create(from, to);
    REQUIRE(exact);
    const auto lattice = Lattice::create(*exact, domain, geographic);
    REQUIRE(lattice);
    auto expected = random_points(domain, count);
    // Corners and edges, where a stencil is missing unless the net reaches beyond the domain.
    expected.insert(expected.end(), {{domain.min_x, domain.min_y},
                                     {domain.max_x, domain.max_y},
                                     {domain.min_x, domain.max_y},
                                     {domain.max_x, domain.center().y}});
    auto moved = expected;
    REQUIRE(exact->forward(expected) == 0);
    lattice->forward(moved);
    return worst_distance(moved, expected);
}

// `count` squares of 0.001 degree within the box, a feature each.
PolygonColumns squares(const Box& box, std::size_t count) {
    PolygonColumns polygons;
    for (const Point& p : random_points(box, count)) {
        const double size = 0.001;
        polygons.points.insert(polygons.points.end(),
                               {p, {p.x + size, p.y}, {p.x + size, p.y + size}, {p.x, p.y + size}});
        polygons.end_ring();
        polygons.end_feature();
    }
    return polygons;
}

double worst_against_proj(const PolygonColumns& before, const PolygonColumns& after, const Crs& from, const Crs& to) {
    REQUIRE(before.points.size() == after.points.size());
    auto expected = before.points;
    REQUIRE(Transformation::create(from, to)->forward(expected) == 0);
    return worst_distance(expected, after.points);
}

constexpr double bound_m = 1e-5; // the promise of the header: 0.01 mm

} // namespace

// The bound that allows outlines to go through the lattice at all.
TEST_CASE("the lattice keeps to 0.01 mm of PROJ over the whole of Vietnam") {
    CHECK(worst_error_m(lon_lat_crs, {"EPSG:3405"}, vietnam, true, 100'000) < bound_m);
    CHECK(worst_error_m(lon_lat_crs, {"EPSG:5897"}, vietnam, true, 100'000) < bound_m);
}

TEST_CASE("the lattice keeps to 0.01 mm over a province, from degrees and from another zone") {
    CHECK(worst_error_m(lon_lat_crs, {"EPSG:5897"}, thanh_hoa, true, 100'000) < bound_m);
    const Box metres{434'000, 2'133'000, 613'000, 2'287'000};
    CHECK(worst_error_m({"EPSG:5897"}, {"EPSG:3405"}, metres, false, 100'000) < bound_m);
    CHECK(worst_error_m({"EPSG:3405"}, {"EPSG:9213"}, metres, false, 100'000) < bound_m);
}

TEST_CASE("a lattice that cannot be exact enough says so") {
    const auto exact = Transformation::create(lon_lat_crs, {"EPSG:3405"});
    REQUIRE(exact);
    CHECK_FALSE(Lattice::create(*exact, {-170, -80, 170, 80}, true)); // the far side of the globe
    CHECK_FALSE(Lattice::create(*exact, {0, 0, 1e9, 1e9}, true));     // metres taken for degrees
    CHECK_FALSE(Lattice::create(*exact, {}, true));
    CHECK_FALSE(Lattice::create(*exact, thanh_hoa, true, 1e-12));
}

TEST_CASE("coverages large and small move as PROJ moves them") {
    const Crs to{"EPSG:3405"};
    for (const std::size_t count : {std::size_t{3}, std::size_t{50'000}}) { // by PROJ itself, then by lattice
        const auto before = squares(vietnam, count);
        auto after = before;
        CHECK(transform_polygons(after, lon_lat_crs, to).empty());
        CHECK(after.ring_point == before.ring_point);
        CHECK(worst_against_proj(before, after, lon_lat_crs, to) < bound_m);
    }
}

// Wider than any lattice, and enough points for several threads.
TEST_CASE("a coverage over many degrees moves by PROJ itself") {
    const Crs to{"EPSG:3857"};
    const auto before = squares({-60, -50, 60, 50}, 30'000);
    auto after = before;
    CHECK(transform_polygons(after, lon_lat_crs, to).empty());
    CHECK(worst_against_proj(before, after, lon_lat_crs, to) == 0);
}

// Whoever cancels does not wait until millions of points are moved one by one.
TEST_CASE("a transformation that is cancelled breaks off, by lattice and by PROJ itself") {
    for (const Box& domain : {vietnam, Box{-60, -50, 60, 50}}) {
        const auto before = squares(domain, 50'000);
        auto after = before;
        Progress progress;
        progress.cancel();
        CHECK(transform_polygons(after, lon_lat_crs, {"EPSG:3857"}, &progress).empty());
        CHECK(after.points == before.points);
    }
}

// One broken feature must neither vanish unsaid nor spoil its neighbours.
TEST_CASE("a feature with an impossible point loses its rings and is named") {
    auto polygons = squares(thanh_hoa, 4);
    polygons.points[5].x = std::numeric_limits<double>::quiet_NaN(); // feature 1
    polygons.points[14] = {581164, 2191132};                         // feature 3: metres
    const Issues issues = transform_polygons(polygons, lon_lat_crs, {"EPSG:5897"});
    REQUIRE(issues.size() == 2);
    CHECK(issues[0].code == "coordinates_not_finite");
    CHECK(issues[0].where.row == 1);
    CHECK(issues[1].code == "coordinates_outside_crs");
    CHECK(issues[1].where.row == 3);
    REQUIRE(polygons.features() == 4);
    CHECK(polygons.feature_ring == std::vector<std::uint32_t>{0, 1, 1, 2, 2});
    for (const Point& p : polygons.points) {
        CHECK(std::isfinite(p.x));
        CHECK(p.y > 2'000'000);
    }
}

TEST_CASE("an unknown system leaves the points and gives the error") {
    auto polygons = squares(thanh_hoa, 2);
    const auto before = polygons.points;
    const Issues issues = transform_polygons(polygons, lon_lat_crs, {"EPSG:999999"});
    REQUIRE(count_issues(issues).errors == 1);
    CHECK(issues.front().code == "crs_unknown");
    CHECK(polygons.points == before);
}
