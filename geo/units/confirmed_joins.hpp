#pragma once

#include "geo/base/columns.hpp"
#include "geo/base/issue.hpp"
#include "geo/units/unit_matcher.hpp"

#include <vector>

namespace ntm {

/// What a person decided in a table of joins (columns file, given, parent_given, code, confirmed): an x confirms the
/// code of the row, "-" or "không" in `confirmed` means that no unit is meant. Rows without a mark decide nothing.
/// Issues: column_missing, joins_code_absent (confirmed without a code).
[[nodiscard]] std::vector<ConfirmedJoin> read_confirmed_joins(const Table& table, Issues& issues);

} // namespace ntm
