#pragma once

#include "viewer/state/app_state.hpp"

namespace ntm::viewer {

/// The columns that are shown, in their order.
[[nodiscard]] std::vector<const UnitColumn*> shown_columns(const UnitTable& table, const TableChoice& choice);

/// Which units of the level pass a filter. `table`: of the same snapshot and level; needed for text.
[[nodiscard]] std::vector<std::uint8_t> filter_passes(const Snapshot& snapshot, Level level, const UnitFilter& filter,
                                                      const UnitSet& marked, const UnitTable* table);

/// Rows for the table, made whole.
[[nodiscard]] std::shared_ptr<const TableRows> make_table_rows(std::shared_ptr<const UnitTable> table,
                                                               const TableChoice& choice,
                                                               std::shared_ptr<const FilterResult> filtered);

[[nodiscard]] TierCounts tier_counts(const Snapshot& snapshot, std::span<const std::uint32_t> communes);

/// Geodesic areas of all units of a level, PROJ's own; 0 where there is no outline. Empty when cancelled.
[[nodiscard]] std::vector<double> areas_of(const Atlas& atlas, Level level, Progress& progress);

} // namespace ntm::viewer
