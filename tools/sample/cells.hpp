#pragma once

#include "tools/sample/facts.hpp"
#include "tools/sample/grid.hpp"

#include <optional>

namespace ntm::sample {

/// Divides the cells of the province among the communes so that each has its published area (scaled to the outline's)
/// and, as far as the outline allows, its published point as centre of mass: a power diagram in the displaced plane of
/// noise.hpp, its weights and centres found step by step. The island, where there is one, goes to `island_owner`. Every
/// commune comes out connected (but for the island), and no two cells of one commune touch by a corner only.
[[nodiscard]] Grid assign_communes(const Grid& outline, const Facts& facts, std::optional<std::size_t> island_owner);

} // namespace ntm::sample
