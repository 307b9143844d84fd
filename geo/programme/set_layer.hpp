#pragma once

#include "geo/programme/criteria_set.hpp"

namespace ntm {

/// Lays the rows of one CSV of criteria over what a set holds already, and puts all in the order of the numbers.
[[nodiscard]] Issues lay_rows(CriteriaSet& set, const Table& table);

} // namespace ntm
