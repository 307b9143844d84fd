#pragma once

#include "geo/source/sheet.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ntm {

/// What a row of a sheet is for.
enum class RowKind : std::uint8_t {
    title, ///< above the header
    header,
    numbering, ///< "(1) (2) (3)" under the header
    data,
    section, ///< "II. Huyện Triệu Sơn": the rows below belong to it
    total,
    note ///< below the table
};

/// What a person has said about a sheet, in rows as a person counts; the rest is guessed.
struct SheetCut {
    std::vector<std::int64_t> header_rows;
    std::optional<std::int64_t> first_row, last_row; ///< of the data
};

/// Where header, data, totals and notes of a sheet lie.
struct SheetLayout {
    std::vector<RowKind> kind;        ///< a row of the sheet each
    std::vector<std::string> names;   ///< headers of several rows joined: "Nông thôn mới / Đạt chuẩn"
    std::optional<std::size_t> order; ///< the column STT
    bool header_guessed = true;
};

/// Sees header, two-row headers, numbering, sections, totals and notes by where the cells are filled, what is merged
/// and the words that offices use.
[[nodiscard]] SheetLayout guess_layout(const Sheet& sheet, const SheetCut& asked = {});

} // namespace ntm
