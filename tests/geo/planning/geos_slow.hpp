#pragma once

#include "geo/base/columns.hpp"

#include <string>
#include <vector>

/// GEOS asked the plain way: a whole geometry from WKT, one operation, a whole geometry back. Shares no code with the
/// program.
namespace geos_slow {

[[nodiscard]] std::string relate(const ntm::PolygonColumns& a, std::size_t in_a, const ntm::PolygonColumns& b,
                                 std::size_t in_b); ///< DE-9IM
[[nodiscard]] bool valid(const ntm::PolygonColumns& polygons, std::size_t feature);

/// Area on the WGS 84 ellipsoid (geod_polygon of PROJ, ring by ring) of an operation's result; coordinates in degrees.
[[nodiscard]] double area_m2(const ntm::PolygonColumns& polygons, std::size_t feature);
[[nodiscard]] double common_area_m2(const ntm::PolygonColumns& a, std::size_t in_a, const ntm::PolygonColumns& b,
                                    std::size_t in_b);
/// Of feature `in_a` with the union of some features of `b`.
[[nodiscard]] double covered_area_m2(const ntm::PolygonColumns& a, std::size_t in_a, const ntm::PolygonColumns& b,
                                     const std::vector<std::size_t>& in_b);
/// The same by several ways of joining `in_b`. Where borders run along each other, GEOS puts corners on straight edges
/// or does not, by rounding; an edge is then one geodesic or two, and plain GEOS has no one answer.
struct Spread {
    double least_m2 = 1e300, most_m2 = -1e300;
};
[[nodiscard]] Spread covered_spread_m2(const ntm::PolygonColumns& a, std::size_t in_a, const ntm::PolygonColumns& b,
                                       std::vector<std::size_t> in_b);
/// Of feature `in_a` without feature `in_b`.
[[nodiscard]] double outside_area_m2(const ntm::PolygonColumns& a, std::size_t in_a, const ntm::PolygonColumns& b,
                                     std::size_t in_b);
/// Of feature `in_a` without the union of some features of `b`.
[[nodiscard]] double left_area_m2(const ntm::PolygonColumns& a, std::size_t in_a, const ntm::PolygonColumns& b,
                                  const std::vector<std::size_t>& in_b);

} // namespace geos_slow
