#pragma once

#include "geo/shape/coverage.hpp"

#include <cstdint>
#include <limits>
#include <span>

namespace ntm {

/// Joins features into groups (group_of[f] = group, or no_group): edges that two members share run once each way and
/// cancel; what is left is linked into rings. Exact where neighbours share their vertices; elsewhere the slivers
/// between members stay as rings of their own, so area is never invented.
inline constexpr std::uint32_t no_group = 0xffffffff;
[[nodiscard]] PolygonColumns dissolve(const PolygonColumns& polygons, std::span<const std::uint32_t> group_of,
                                      std::size_t groups);
/// The same from arcs, at a level of detail, in display metres: only the arcs that bound a group are looked at.
[[nodiscard]] PolygonColumns dissolve(const Coverage& coverage, std::span<const std::uint32_t> group_of,
                                      std::size_t groups, std::size_t level = 0);

/// A point well inside the largest ring of a feature (near the pole of inaccessibility, holes minded), for its name.
/// Box centre for a feature without area; NaN for one without rings.
struct LabelPoint {
    Point at;
    double clearance = 0; ///< distance to the border, same unit as the points
};
inline constexpr LabelPoint no_label_point{
    {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()}, 0};
[[nodiscard]] LabelPoint label_point(const PolygonColumns& polygons, std::size_t feature);
/// The same from as coarse an outline as such a point allows; the clearance is one that the full detail has too.
[[nodiscard]] LabelPoint label_point(const Coverage& coverage, std::size_t feature);

/// Area by the shoelace formula under the even-odd rule (shells add, holes subtract), square units of the points.
[[nodiscard]] double planar_area(const PolygonColumns& polygons, std::size_t feature);

/// Even-odd, the same half-open rule as the raster.
[[nodiscard]] bool contains(const PolygonColumns& polygons, std::size_t feature, Point point);
/// The same in full detail; `point` in display metres.
[[nodiscard]] bool contains(const Coverage& coverage, std::size_t feature, Point point);

} // namespace ntm
