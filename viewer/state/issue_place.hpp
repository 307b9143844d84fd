#pragma once

#include "geo/atlas/atlas.hpp"

namespace ntm::viewer {

/// The unit that a notice speaks of: that of the row it names, or whose code or only name it gives as its value.
/// Invalid where none can be told.
[[nodiscard]] UnitRef unit_of_issue(const Atlas& atlas, const Issue& issue);

} // namespace ntm::viewer
