#pragma once

#include "geo/atlas/atlas.hpp"

namespace ntm {

/// The level to show first: `usual`, but districts where every fact is theirs and nothing is told of communes.
[[nodiscard]] Level told_level(const Atlas& atlas, Level usual);

} // namespace ntm
