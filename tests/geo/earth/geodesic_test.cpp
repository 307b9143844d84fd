#include "geo/earth/geodesic.hpp"

#include "geo/earth/ring_nesting.hpp"
#include "tests/catch.hpp"

#include <geodesic.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

using namespace ntm;

namespace {

std::vector<Point> square(double from, double to) {
    return {{from, from}, {to, from}, {to, to}, {from, to}};
}

void add_ring(PolygonColumns& polygons, std::vector<Point> ring, bool reversed = false) {
    if (reversed) {
        std::reverse(ring.begin(), ring.end());
    }
    polygons.points.insert(polygons.points.end(), ring.begin(), ring.end());
    polygons.end_ring();
}

} // namespace

// The figure for Antarctica in the documentation of GeographicLib (its JavaScript and Python pages): 13376856682207.4.
TEST_CASE("the area of a polygon around the pole is GeographicLib's") {
    const std::vector<Point> antarctica{{-74, -72.9}, {-102, -71.9}, {-102, -74.9}, {-131, -74.3}, {-163, -77.5},
                                        {163, -77.4}, {172, -71.7},  {140, -65.9},  {113, -65.7},  {88, -66.6},
                                        {59, -66.9},  {25, -69.8},   {-4, -70.0},   {-14, -71.0},  {-33, -77.3},
                                        {-46, -77.9}, {-61, -74.7}};
    CHECK(geodesic_ring_area_m2(antarctica) == Approx(13376856682207.4).margin(1).epsilon(0));
}

// Planimeter15 of GeographicLib's own tests: 18454562325.45119 square metres, whichever way round.
TEST_CASE("the area of a triangle does not depend on its direction") {
    CHECK(geodesic_ring_area_m2(std::vector<Point>{{1, 2}, {2, 1}, {3, 3}}) ==
          Approx(18454562325.45119).margin(1e-3).epsilon(0));
    CHECK(geodesic_ring_area_m2(std::vector<Point>{{3, 3}, {2, 1}, {1, 2}}) ==
          Approx(18454562325.45119).margin(1e-3).epsilon(0));
}

// `echo "19.8075 105.7766 21.0285 105.8542" | geod +ellps=WGS84 -I -F %.3f` of PROJ 9.1.1
TEST_CASE("the distance from Thanh Hoa to Ha Noi is geod's") {
    CHECK(geodesic_distance_m({105.7766, 19.8075}, {105.8542, 21.0285}) == Approx(135418.791).margin(1e-3).epsilon(0));
}

TEST_CASE("holes subtract and islands in them add, whatever their order and direction") {
    const double shell = geodesic_ring_area_m2(square(0, 3));
    const double hole = geodesic_ring_area_m2(square(1, 2));
    const double island = geodesic_ring_area_m2(square(1.25, 1.75));
    for (int variant = 0; variant < 8; ++variant) {
        PolygonColumns polygons;
        add_ring(polygons, square(1.25, 1.75), (variant & 1) != 0);
        add_ring(polygons, square(0, 3), (variant & 2) != 0);
        add_ring(polygons, square(1, 2), (variant & 4) != 0);
        polygons.end_feature();
        CHECK(geodesic_area_m2(polygons, 0) == Approx(shell - hole + island).epsilon(1e-12));
    }
}

TEST_CASE("a feature without geometry has no area") {
    PolygonColumns polygons;
    polygons.end_feature();
    CHECK(geodesic_area_m2(polygons, 0) == 0);
}

// Part of a commune's ring often runs along another's: rings that touch must not be taken for nested.
TEST_CASE("rings that touch along an edge or at a point are placed rightly") {
    PolygonColumns polygons;
    add_ring(polygons, square(0, 2));
    add_ring(polygons, {{2, 0}, {3, 0}, {3, 2}, {2, 2}});     // beside, sharing an edge
    add_ring(polygons, {{0, 0}, {1, 0.2}, {1, 1}, {0.2, 1}}); // a hole touching the corner
    add_ring(polygons, {{0.5, 2}, {1.5, 2}, {1, 1.5}});       // a hole touching the top edge
    polygons.end_feature();
    const auto places = nest_rings(polygons, 0);
    CHECK(places[0].depth == 0);
    CHECK(places[1].depth == 0);
    CHECK(places[2].depth == 1);
    CHECK(places[2].parent == 0);
    CHECK(places[3].depth == 1);
    CHECK(places[3].parent == 0);
}

// Short edges are added up by a series: against PROJ's own polygon routine, ring by ring, in Vietnam, across the
// equator and far north.
TEST_CASE("areas of small rings agree with PROJ's polygon routine") {
    geod_geodesic wgs84;
    geod_init(&wgs84, 6378137.0, 1 / 298.257223563);
    std::mt19937 random(1936);
    const auto between = [&](double low, double high) {
        return low + (high - low) * static_cast<double>(random()) / 4294967295.0;
    };
    for (int round = 0; round < 3000; ++round) {
        const double lon = between(-180, 180), lat = between(round % 2 == 0 ? 8 : -70, round % 2 == 0 ? 24 : 70);
        const double size_deg = std::pow(10, between(-4, -1)); // 10 m to 10 km across
        const int corners = 3 + static_cast<int>(random() % 40);
        std::vector<Point> ring;
        geod_polygon polygon;
        geod_polygon_init(&polygon, 0);
        for (int i = 0; i < corners; ++i) {
            const double angle = 6.283185307179586 * i / corners, reach = size_deg * between(0.4, 1);
            ring.push_back({lon + reach * std::cos(angle), lat + reach * std::sin(angle)});
            geod_polygon_addpoint(&wgs84, &polygon, ring.back().y, ring.back().x);
        }
        double area = 0;
        geod_polygon_compute(&wgs84, &polygon, 0, 1, &area, nullptr);
        INFO(lon << " " << lat << " " << size_deg << " " << corners);
        // PROJ's routine itself rounds at about 1e-4 m2 (beside the series in 40 digits), ours at 1e-7.
        REQUIRE(geodesic_ring_area_m2(ring) == Approx(std::abs(area)).epsilon(1e-10).margin(3e-4));
    }
}
