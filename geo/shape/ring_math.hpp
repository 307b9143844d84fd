#pragma once

#include "geo/base/columns.hpp"

#include <span>
#include <vector>

namespace ntm {

/// Even-odd; edges half-open and evaluated from their lower end, as in the raster.
[[nodiscard]] bool ring_contains(std::span<const Point> ring, Point point);

/// Shoelace area, positive whatever the direction; taken about the first point, so that far coordinates cost nothing.
[[nodiscard]] double ring_area(std::span<const Point> ring);

/// A point inside by the even-odd rule of all the rings: in the middle of the widest piece of a level line. NaN where
/// the rings enclose nothing.
[[nodiscard]] Point point_inside(std::span<const std::span<const Point>> rings);

struct RingFacts {
    std::size_t ring = 0;
    double area = 0;
    Box box;
    Point inside; ///< NaN for a ring without area, and for the only ring of a feature (nobody asks)
};
[[nodiscard]] std::vector<RingFacts> ring_facts(const PolygonColumns& polygons, std::size_t feature);

/// Whether ring `inner` lies in ring `outer`, for rings that may touch but do not cross.
[[nodiscard]] bool encloses(const PolygonColumns& polygons, const RingFacts& outer, const RingFacts& inner);

} // namespace ntm
