#pragma once

#include "geo/base/columns.hpp"

#include <span>

namespace ntm {

/// Area in square metres on the WGS 84 ellipsoid (geodesic edges: Karney 2013 through PROJ, edges under a kilometre by
/// a series that agrees with it and is 20 times quicker) of a feature whose points are in degrees. Rings count by
/// nesting depth under the even-odd rule as far as signed areas tell: shells add, holes subtract whatever their
/// direction.
[[nodiscard]] double geodesic_area_m2(const PolygonColumns& lon_lat, std::size_t feature);
[[nodiscard]] double geodesic_ring_area_m2(std::span<const Point> lon_lat); ///< never negative
[[nodiscard]] double geodesic_distance_m(Point lon_lat_a, Point lon_lat_b);

} // namespace ntm
