#pragma once

#include "geo/units/table_reader.hpp"

#include <optional>
#include <string_view>

namespace ntm {

/// "Tổng", "Tổng cộng", "Cộng", "Toàn tỉnh", "Total": a row that speaks of all others together.
[[nodiscard]] bool is_total(std::string_view text);

[[nodiscard]] bool names_unit(const TableReader& reader, std::size_t row);

/// The unit of a row that may also speak of the whole workspace: by no name at all, or by a word of is_total().
struct UnitOrWhole {
    std::optional<UnitRef> unit;
};
[[nodiscard]] std::optional<UnitOrWhole> read_unit_or_whole(TableReader& reader, std::size_t row);

} // namespace ntm
