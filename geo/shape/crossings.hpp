#pragma once

#include "geo/shape/stopping.hpp"

#include <span>
#include <utility>
#include <vector>

namespace ntm {

/// On which side of the line from a to b the point lies: 1 left, -1 right, 0 on it. Exact for edges below 2,000 km on a
/// grid of 1 mm.
[[nodiscard]] int side_of(GridPoint a, GridPoint b, GridPoint p);

/// Whether two edges cross at an inner point of both, or are one and the same edge. Touching is no clash. Exact.
[[nodiscard]] bool edges_clash(GridPoint a, GridPoint b, GridPoint c, GridPoint d);

/// Whether edges of two chains of points clash anywhere; a chain may be asked about itself.
[[nodiscard]] bool chains_cross(std::span<const GridPoint> a, std::span<const GridPoint> b);

/// All pairs (a <= b) of arcs whose edges clash, each once, in order.
using ArcPair = std::pair<std::uint32_t, std::uint32_t>;
[[nodiscard]] std::vector<ArcPair> crossing_arcs(std::span<const std::uint32_t> arc_point,
                                                 std::span<const GridPoint> points, WorkerPool& pool,
                                                 const Stopper& stopper = Stopper());

} // namespace ntm
