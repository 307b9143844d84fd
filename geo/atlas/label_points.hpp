#pragma once

#include "geo/atlas/atlas.hpp"

namespace ntm {

/// Fills Atlas::label_points of every level. Units of the drawn level get the inner point of their outline; units above
/// it the pixel of the whole coverage's picture that is farthest from the unit's border, so that nothing is dissolved.
void find_label_points(Atlas& atlas);

/// For every ring 1 where it lies in one of the archipelagos, else 0.
[[nodiscard]] std::vector<std::uint8_t> far_rings(const Coverage& coverage, const Crs& display_crs);

} // namespace ntm
