#include "geo/programme/total_words.hpp"

namespace ntm {

bool names_unit(const TableReader& reader, std::size_t row) {
    return !reader.text(row, "unit_code").empty() || !reader.text(row, "unit_name").empty();
}

std::optional<UnitOrWhole> read_unit_or_whole(TableReader& reader, std::size_t row) {
    if (!names_unit(reader, row) ||
        (reader.text(row, "unit_code").empty() && is_total(reader.text(row, "unit_name")))) {
        return UnitOrWhole{};
    }
    const auto unit = reader.unit(row);
    return unit ? std::optional(UnitOrWhole{unit}) : std::nullopt;
}

} // namespace ntm
