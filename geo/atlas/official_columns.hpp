#pragma once

#include "geo/base/result.hpp"
#include "geo/units/units.hpp"

#include <optional>
#include <string_view>

namespace ntm {

/// What the official list (known_units) tells of a boundary layer whose headers do not: columns that nobody named are
/// found by what stands in them, and codes get back the zeros that columns of numbers lose ("3388" -> "03388").
/// Issues: columns_by_list, code_zeros_given_back (info).
[[nodiscard]] Issues understand_columns(BoundaryInput& input);

/// The level whose units stand in one of the columns; nothing where no column holds enough of them.
[[nodiscard]] std::optional<Level> level_of_cells(const Table& table);

/// Sets the level: as asked, by the name of the layer and its headers, by its cells. Issue: level_assumed (commune).
[[nodiscard]] Issues find_level(BoundaryInput& input, std::optional<Level> asked, std::string_view layer_name);

} // namespace ntm
