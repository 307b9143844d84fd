#pragma once

#include "tools/sample/facts.hpp"
#include "tools/sample/grid.hpp"

namespace ntm::sample {

inline constexpr std::uint16_t inside_main = 1;
inline constexpr std::uint16_t inside_island = 2;

/// The province as cells: the coarse outline with its edges roughened (ridges inland, smooth at the coast); labels
/// inside_main and inside_island, 0 outside. One cell of outside all around.
[[nodiscard]] Grid rasterize_outline(const std::vector<OutlineCorner>& outline, double cell_m);

} // namespace ntm::sample
