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

constexpr double equator_m = 6378137.0;
constexpr double flattening = 1 / 298.257223563;
constexpr double e2 = flattening * (2 - flattening);
constexpr double rad = 0.017453292519943295;

/// A corner as the sum of areas needs it. `y` is the area between the equator and its parallel, per radian of
/// longitude: in (longitude, y) areas are true.
struct AreaTo {
    Point lon_lat;
    double sin_lat, y;

    static AreaTo of(Point lon_lat) {
        const double s = std::sin(lon_lat.y * rad);
        const double x = e2 * s * s;
        // atanh(e s) / (e s), as a series: x is under 0.0067.
        const double series =
            1 + x * (1 / 3.0 + x * (1 / 5.0 + x * (1 / 7.0 + x * (1 / 9.0 + x * (1 / 11.0 + x / 13)))));
        constexpr double half_polar_m2 = equator_m * equator_m * (1 - e2) / 2;
        return {lon_lat, s, half_polar_m2 * s * (1 / (1 - x) + series)};
    }
};

/// Radians eastward the short way; taken in degrees first, where the difference of near neighbours is exact.
double turn(const AreaTo& from, const AreaTo& to) {
    const double by_deg = to.lon_lat.x - from.lon_lat.x;
    return (by_deg > 180 ? by_deg - 360 : by_deg < -180 ? by_deg + 360 : by_deg) * rad;
}

/// Longer edges go to PROJ's own routine; over shorter ones the series below errs by less than 1e-5 m2.
constexpr double longest_short_rad = 1000.0 / equator_m;

/// Area between the geodesic and the parallel of `base`, positive eastward. The chord in (longitude, y), and between
/// chord and geodesic sin(lat) / (12 rho) (dx^3 + 3 dx dn^2), rho the radius of the parallel: from Clairaut's relation
/// d2y/dlon2 = -rho^2 sin(lat) (1 + 3 cot^2(azimuth)).
double area_under(const AreaTo& a, const AreaTo& b, double base) {
    const double by = turn(a, b);
    const double up = (b.lon_lat.y - a.lon_lat.y) * rad;
    if (std::abs(by) > longest_short_rad || std::abs(up) > longest_short_rad) {
        double under = 0;
        geod_geninverse(&wgs84(), a.lon_lat.y, a.lon_lat.x, b.lon_lat.y, b.lon_lat.x, nullptr, nullptr, nullptr,
                        nullptr, nullptr, nullptr, &under);
        return under - by * base;
    }
    const double s = (a.sin_lat + b.sin_lat) / 2;
    const double w = 1 - e2 * s * s;
    const double prime_m = equator_m / std::sqrt(w);
    const double parallel_m = prime_m * std::sqrt(1 - s * s);
    const double dx = parallel_m * by;
    const double dn = prime_m * (1 - e2) / w * up;
    return by * ((a.y - base) + (b.y - base)) / 2 + s / (12 * parallel_m) * dx * (dx * dx + 3 * dn * dn);
}

double whole_polygon_m2(std::span<const Point> lon_lat) {
    geod_polygon polygon;
    geod_polygon_init(&polygon, 0);
    for (const Point& p : lon_lat) {
        geod_polygon_addpoint(&wgs84(), &polygon, p.y, p.x);
    }
    double area = 0;
    geod_polygon_compute(&wgs84(), &polygon, 0, 1, &area, nullptr);
    return std::abs(area);
}

} // namespace

double geodesic_ring_area_m2(std::span<const Point> lon_lat) {
    if (lon_lat.size() < 3) {
        return 0;
    }
    const AreaTo first = AreaTo::of(lon_lat.front());
    AreaTo from = AreaTo::of(lon_lat.back());
    double sum_m2 = 0;
    double turn_rad = 0;
    for (const Point& p : lon_lat) {
        const AreaTo to = AreaTo::of(p);
        sum_m2 += area_under(from, to, first.y);
        turn_rad += turn(from, to);
        from = to;
    }
    // A ring around a pole does not close in longitude, and a point that is not finite closes nothing.
    return std::abs(turn_rad) < 1 ? std::abs(sum_m2) : whole_polygon_m2(lon_lat);
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
