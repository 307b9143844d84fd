#pragma once

#include "tools/sample/grid.hpp"

namespace ntm::sample {

/// Makes each label one connected piece (`split_allowed` may keep pieces cut off by the outside): smaller pieces go to
/// the neighbour they touch most. Then takes away cells that meet their own label by a corner only, which would let a
/// border touch itself.
void repair_cells(Grid& grid, std::uint16_t split_allowed);

} // namespace ntm::sample
