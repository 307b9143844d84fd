#pragma once

#include "geo/base/number.hpp"
#include "geo/units/table_reader.hpp"

#include <initializer_list>
#include <optional>
#include <string_view>

namespace ntm {

/// Numbers of one table, read in the writing the table itself shows: "730.539" alone may be 730 or 730 thousand, beside
/// "7.507,44" it is not. Tables that mix both writings are read cell by cell, doubtful cells with an Issue.
class WrittenNumbers {
public:
    WrittenNumbers(TableReader& reader, std::initializer_list<std::string_view> columns);

    /// An empty cell or a dash is no number. `text` where the number is only a part of the cell. Issues:
    /// number_invalid, number_ambiguous.
    [[nodiscard]] std::optional<double> read(std::size_t row, std::string_view column);
    [[nodiscard]] std::optional<double> read(std::size_t row, std::string_view column, std::string_view text);

private:
    TableReader& m_reader;
    NumberStyle m_style = NumberStyle::detect;
};

/// An empty cell, or a dash as offices write into cells that stay empty.
[[nodiscard]] bool is_blank(std::string_view text);

/// Only groups and no decimal sign, two groups or more: "4.072.266".
[[nodiscard]] bool only_grouped(std::string_view text);

} // namespace ntm
