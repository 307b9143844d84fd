#pragma once

#include "geo/units/table_reader.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ntm {

/// What workspace.toml says about the form of a table.
struct TableShape {
    ColumnNames columns;        ///< ours -> header
    ColumnNames values;         ///< of a wide sheet: measure or number of a criterion -> header of its column
    ColumnNames constants;      ///< ours -> what holds for every row: `year = "2024"`, `criteria_set = "XA-NTM-2021"`
    std::optional<Level> level; ///< of the units that the rows name; a bare "Triệu Sơn" is then the district
};

/// The table in the form that readers know, a row of a wide sheet for each of its columns: with `measure` and `value`
/// (kinds figure, target), or `criterion_no` or `indicator_no` with `verdict` or `value` (kind assessment). Columns
/// that `values` does not name keep their headers. Empty cells and dashes make no row. Issue: column_missing.
[[nodiscard]] Table long_form(Table table, std::string_view kind, const TableShape& shape, Issues& issues);

} // namespace ntm
