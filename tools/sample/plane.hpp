#pragma once

#include "geo/base/columns.hpp"

namespace ntm::sample {

/// Degrees to a plane of metres around Thanh Hóa (and well enough for its neighbours: areas stay true) and back: x
/// along the parallel by its true length, so areas are true to 1e-4. Written out as arithmetic because sin and cos may
/// differ in the last bit between machines.
inline constexpr double lon0_deg = 105.2;
inline constexpr double lat0_deg = 19.2;

[[nodiscard]] constexpr double metres_per_degree_lon(double lat_deg) {
    const double d = lat_deg - 20;
    return 104647.08 - 660.83 * d - 15.84 * d * d; // GRS 80 / WGS 84 around 20° N
}
inline constexpr double metres_per_degree_lat = 110704.3;

[[nodiscard]] constexpr Point to_plane(Point lon_lat) {
    return {(lon_lat.x - lon0_deg) * metres_per_degree_lon(lon_lat.y), (lon_lat.y - lat0_deg) * metres_per_degree_lat};
}
[[nodiscard]] constexpr Point to_lon_lat(Point metres) {
    const double lat = lat0_deg + metres.y / metres_per_degree_lat;
    return {lon0_deg + metres.x / metres_per_degree_lon(lat), lat};
}

[[nodiscard]] constexpr Point operator+(Point a, Point b) {
    return {a.x + b.x, a.y + b.y};
}
[[nodiscard]] constexpr Point operator-(Point a, Point b) {
    return {a.x - b.x, a.y - b.y};
}
[[nodiscard]] constexpr Point operator*(double f, Point p) {
    return {f * p.x, f * p.y};
}
[[nodiscard]] constexpr double dot(Point a, Point b) {
    return a.x * b.x + a.y * b.y;
}

} // namespace ntm::sample
