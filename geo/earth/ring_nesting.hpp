#pragma once

#include "geo/base/columns.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace ntm {

/// How a ring of a feature lies among the others: depth even = shell, odd = hole (even-odd rule).
struct RingPlace {
    static constexpr std::size_t none = static_cast<std::size_t>(-1);
    std::size_t depth = 0;
    std::size_t parent = none; ///< the smallest ring around it, counted within the feature
};

/// The places of the rings of a feature, in their order. Right for rings that do not cross each other, also where
/// they touch; crossing rings get some place.
[[nodiscard]] std::vector<RingPlace> nest_rings(const PolygonColumns& polygons, std::size_t feature);

/// Positive for counter-clockwise, in squared units of the coordinates.
[[nodiscard]] double signed_planar_area(std::span<const Point> ring);

} // namespace ntm
