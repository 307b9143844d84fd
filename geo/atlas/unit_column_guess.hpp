#pragma once

#include "geo/atlas/table_proposal.hpp"
#include "geo/units/unit_matcher.hpp"

#include <optional>
#include <vector>

namespace ntm {

/// The columns of a sheet that tell which unit a row is about.
struct UnitColumnGuess {
    ColumnNames columns; ///< unit_code, unit_name, parent_name; empty: none does
    std::optional<Level> level;
    std::size_t joined = 0; ///< rows whose unit is sure
    std::vector<GuessReason> reasons;
};
/// `order` is the column STT, if there is one.
[[nodiscard]] UnitColumnGuess guess_unit_columns(const Table& table, std::optional<std::size_t> order,
                                                 const UnitMatcher& matcher);

} // namespace ntm
