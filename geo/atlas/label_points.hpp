#pragma once

#include "geo/atlas/atlas.hpp"

namespace ntm {

/// Fills Atlas::label_points of every level. Units of the drawn level get the inner point of their outline; units above
/// it the pixel of the whole coverage's picture that is farthest from the unit's border, so that nothing is dissolved.
void find_label_points(Atlas& atlas);

/// Atlas::coverage without rings in the archipelagos, unless nothing else is left.
[[nodiscard]] Coverage coverage_without_far_islands(const Atlas& atlas);

} // namespace ntm
