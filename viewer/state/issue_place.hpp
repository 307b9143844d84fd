#pragma once

#include "geo/atlas/atlas.hpp"

namespace ntm::viewer {

enum class IssuePlaceKind : std::uint8_t { none, unit, plan_layer, boundary, table };

/// Where a notice can be looked into.
struct IssuePlace {
    IssuePlaceKind kind = IssuePlaceKind::none;
    UnitRef unit;
    std::uint32_t layer = 0; ///< of the planning layers
    Level level = Level::commune;
};

/// The unit that a notice speaks of: that of the row it names, or whose code or only name it gives as its value.
/// Invalid where none can be told.
[[nodiscard]] UnitRef unit_of_issue(const Atlas& atlas, const Issue& issue);

/// That unit; else the planning layer or the boundaries of the file it names, else the joins of that table.
[[nodiscard]] IssuePlace place_of_issue(const Atlas& atlas, const Issue& issue);

} // namespace ntm::viewer
