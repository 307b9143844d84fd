#pragma once

#include "geo/insight/cover.hpp"

// Private to this room.
namespace ntm {

/// How each drawn plan stands, by the register or by what the drawing itself says.
[[nodiscard]] std::vector<ShapeState> shape_states(const Snapshot& snapshot, const PlanGeometry& geometry,
                                                   Issues& issues);

/// Sound, and neither expired nor superseded.
[[nodiscard]] bool is_alive(const Cover& cover, std::uint32_t shape);
/// Plans of the kind that a commune has one of: two of them on one spot are one too many.
[[nodiscard]] bool claims_ground(const Cover& cover, std::uint32_t shape);
/// Fills overlaps, outside, gaps and holes of a cover whose units and shapes are known.
void find_flaws(Cover& cover, const Units& units, Progress* progress);

} // namespace ntm
