#include "geo/earth/geodesic.hpp"

#include "geo/earth/ring_nesting.hpp"

#include <geodesic.h>

#include <cmath>

namespace ntm {

namespace {

const geod_geodesic& wgs84() {
    static const geod_geodesic ellipsoid = [] {
        geod_geodesic made;
        geod_init(&made, 6378137.0, 1 / 298.257223563);
        return made;
    }();
    return ellipsoid;
}

} // namespace

double geodesic_ring_area_m2(std::span<const Point> lon_lat) {
    geod_polygon polygon;
    geod_polygon_init(&polygon, 0);
    for (const Point& p : lon_lat) {
        geod_polygon_addpoint(&wgs84(), &polygon, p.y, p.x);
    }
    double area = 0;
    geod_polygon_compute(&wgs84(), &polygon, 0, 1, &area, nullptr);
    return std::abs(area);
}

double geodesic_area_m2(const PolygonColumns& lon_lat, std::size_t feature) {
    const auto places = nest_rings(lon_lat, feature);
    const std::size_t first = lon_lat.feature_ring[feature];
    double area = 0;
    for (std::size_t r = 0; r < places.size(); ++r) {
        const double ring_area = geodesic_ring_area_m2(lon_lat.ring(first + r));
        area += places[r].depth % 2 == 0 ? ring_area : -ring_area;
    }
    return area;
}

double geodesic_distance_m(Point lon_lat_a, Point lon_lat_b) {
    double distance = 0;
    geod_inverse(&wgs84(), lon_lat_a.y, lon_lat_a.x, lon_lat_b.y, lon_lat_b.x, &distance, nullptr, nullptr);
    return distance;
}

} // namespace ntm
