#pragma once

#include "geo/units/table_reader.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ntm {

/// What kind of number a document prints; `derived` was computed by a person from printed ones.
enum class FigureKind : std::uint8_t { stock, increment, target, floor, derived };
[[nodiscard]] std::string_view figure_kind_word(FigureKind kind);

/// A figure as a document has it. Never counted from rows, never added up.
struct Figure {
    std::optional<UnitRef> unit; ///< absent: the whole workspace
    std::string measure;         ///< xa_ntm, ty_le_quy_hoach_percent, ...
    std::string level;           ///< commune, village, product, ...
    FigureKind kind = FigureKind::stock;
    std::string period;
    std::optional<Date> date;
    double value = 0;
    std::string value_unit;
    Source source;
};
void read_figures(std::vector<Figure>& into, TableReader& reader);

} // namespace ntm
