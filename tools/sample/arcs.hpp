#pragma once

#include "tools/sample/grid.hpp"

#include <cstdint>
#include <vector>

namespace ntm::sample {

/// A piece of border between two labels, from one junction to another, shared by both sides. A border without a
/// junction (an island) is one closed arc: its ends are the same node.
struct Arc {
    std::uint16_t left = 0;
    std::uint16_t right = 0;
    std::uint32_t from = 0; ///< junction numbers
    std::uint32_t to = 0;
    std::vector<Point> line; ///< plane, both ends included
};

/// Follows the borders of the cells: arcs run from junction to junction along the cells' sides.
[[nodiscard]] std::vector<Arc> trace_arcs(const Grid& grid);

/// Puts arcs together again: feature i is label i + 1, its outline as one ring or more. The arcs' lines may have been
/// replaced in the meantime; their ends must not.
[[nodiscard]] PolygonColumns join_arcs(const std::vector<Arc>& arcs, std::size_t labels);

} // namespace ntm::sample
