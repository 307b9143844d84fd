#pragma once

#include "geo/base/columns.hpp"
#include "geo/base/result.hpp"
#include "geo/source/sheet_layout.hpp"

namespace ntm {

/// Name of the column that says under which heading of the sheet a row stands; only where there are headings.
inline constexpr std::string_view section_column = "section_name";

/// The table in a sheet: data rows and, marked, total rows. Headings become a column, cells merged downwards are
/// filled, numbering and notes are left out; what was assumed is an Issue of severity info: header_found,
/// rows_left_out, total_rows, sections_found, cells_filled_down. Others: column_doubled, row_too_short, row_too_long,
/// table_without_rows.
[[nodiscard]] Result<Table> table_of_sheet(const Sheet& sheet, const SheetLayout& layout);

} // namespace ntm
