#pragma once

#include "geo/shape/fragments.hpp"

namespace ntm {

/// How many pixels' centres each unit owns, by id.
[[nodiscard]] std::vector<std::uint32_t> pixels_by_id(const IdRaster& ids, std::size_t features);

/// Gives each unit that owns no pixel's centre, but has a trace, a pixel to be picked in: the one with most of it, else
/// the next that is free. No unit loses its last pixel, no pixel serves two. By pixel.
[[nodiscard]] std::vector<Fragments::Small> place_small_units(const Fragments& fragments, const IdRaster& ids,
                                                              std::vector<std::uint32_t> owned);

} // namespace ntm
