#pragma once

#include "geo/base/row_words.hpp"
#include "geo/units/table_reader.hpp"

#include <optional>
#include <string_view>

namespace ntm {

[[nodiscard]] bool names_unit(const TableReader& reader, std::size_t row);

/// The unit of a row that may also speak of the whole workspace: by no name at all, or by a word of is_total().
struct UnitOrWhole {
    std::optional<UnitRef> unit;
};
[[nodiscard]] std::optional<UnitOrWhole> read_unit_or_whole(TableReader& reader, std::size_t row);

} // namespace ntm
