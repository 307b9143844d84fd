#pragma once

#include "geo/base/columns.hpp"
#include "geo/base/issue.hpp"

namespace ntm {

/// The total rows of a table against the rows they sum: those before, those since the last total, those behind, or all.
/// Columns of shares, means, years, codes and order are not summed. Issues: total_row (info, a row each), sum_differs.
[[nodiscard]] Issues check_total_rows(const Table& table);

/// The same where each total is the heading of the rows up to the next one. Issue: sum_differs.
[[nodiscard]] Issues check_headings(const Table& table);

/// Columns of percentages against the two counts they are the share of, where most rows agree on which two these are.
/// Issue: percent_against_parts.
[[nodiscard]] Issues check_percentages(const Table& table);

} // namespace ntm
