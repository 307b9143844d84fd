#pragma once

#include "geo/shape/fragments.hpp"

namespace ntm {

/// Gives each unit that owns no pixel's centre, but has a trace, a pixel to be picked in: the one with most of it, else
/// the next that is free. No unit loses its last pixel, no pixel serves two. By pixel.
[[nodiscard]] std::vector<Fragments::Small> place_small_units(const Fragments& fragments, const IdRaster& ids,
                                                              std::size_t features);

} // namespace ntm
