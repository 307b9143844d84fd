#pragma once

#include "geo/base/columns.hpp"

#include <functional>
#include <string_view>
#include <vector>

namespace ntm {

/// The first filled cells of a column, without the dashes that stand for empty ones: enough to know what it holds.
[[nodiscard]] std::vector<std::string_view> filled_cells(const Table& table, std::size_t column);

/// Which part of the filled cells is what is asked for.
[[nodiscard]] double share_of_cells(const Table& table, std::size_t column,
                                    const std::function<bool(std::string_view)>& fits);

} // namespace ntm
