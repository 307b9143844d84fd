#pragma once

#include "geo/atlas/atlas.hpp"

namespace ntm {

/// Units against the layer of the level above, where the workspace has one. Issues: parent_unknown (a code that the
/// layer of parents does not have, with how many units name it), parent_without_units, unit_outside_parent (with where
/// the unit does lie).
[[nodiscard]] Issues check_hierarchy(const Atlas& atlas);

} // namespace ntm
