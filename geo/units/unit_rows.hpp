#pragma once

#include "geo/units/units.hpp"

#include <algorithm>
#include <span>
#include <vector>

namespace ntm {

/// The rows of one unit in a register that is sorted by unit; each row has a member `unit`.
template <class Row>
[[nodiscard]] std::span<const Row> rows_of_unit(const std::vector<Row>& rows, UnitRef unit) {
    const auto key = [](const UnitRef& ref) { return std::pair(ref.level, ref.id); };
    const auto first = std::lower_bound(rows.begin(), rows.end(), unit,
                                        [&](const Row& row, const UnitRef& ref) { return key(row.unit) < key(ref); });
    const auto last = std::upper_bound(first, rows.end(), unit,
                                       [&](const UnitRef& ref, const Row& row) { return key(ref) < key(row.unit); });
    return {first, last};
}

} // namespace ntm
