#pragma once

#include "geo/base/columns.hpp"

#include <cstdint>
#include <span>

namespace ntm {

/// Joins features into groups (group_of[f] = group, or no_group): edges that two members share run once each way and
/// cancel; what is left is linked into rings. Exact where neighbours share their vertices; elsewhere the slivers
/// between members stay as rings of their own, so area is never invented.
inline constexpr std::uint32_t no_group = 0xffffffff;
[[nodiscard]] PolygonColumns dissolve(const PolygonColumns& polygons, std::span<const std::uint32_t> group_of,
                                      std::size_t groups);

/// A point well inside the largest ring of a feature (near the pole of inaccessibility, holes minded), for its name.
/// Box centre for a feature without area; NaN for one without rings.
struct LabelPoint {
    Point at;
    double clearance = 0; ///< distance to the border, same unit as the points
};
[[nodiscard]] LabelPoint label_point(const PolygonColumns& polygons, std::size_t feature);

/// Area by the shoelace formula under the even-odd rule (shells add, holes subtract), square units of the points.
[[nodiscard]] double planar_area(const PolygonColumns& polygons, std::size_t feature);

/// Even-odd, the same half-open rule as the raster.
[[nodiscard]] bool contains(const PolygonColumns& polygons, std::size_t feature, Point point);

} // namespace ntm
