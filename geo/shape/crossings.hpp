#pragma once

#include "geo/shape/coverage.hpp"

#include <span>
#include <utility>
#include <vector>

namespace ntm {

/// Whether two edges cross at an inner point of both. Touching is not crossing. Exact.
[[nodiscard]] bool edges_cross(GridPoint a, GridPoint b, GridPoint c, GridPoint d);

/// Whether two chains of points cross anywhere; a chain may be asked about itself.
[[nodiscard]] bool chains_cross(std::span<const GridPoint> a, std::span<const GridPoint> b);

/// All pairs (a <= b) of arcs that cross, each once, in order.
using ArcPair = std::pair<std::uint32_t, std::uint32_t>;
[[nodiscard]] std::vector<ArcPair> crossing_arcs(std::span<const std::uint32_t> arc_point,
                                                 std::span<const GridPoint> points, WorkerPool& pool);

} // namespace ntm
