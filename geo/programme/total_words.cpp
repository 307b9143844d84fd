#include "geo/programme/total_words.hpp"

#include "geo/base/viet_text.hpp"

#include <algorithm>
#include <array>

namespace ntm {

bool is_total(std::string_view text) {
    // Whole words only: "Tổng công ty Điện lực" pays a part, and Tống is a name.
    constexpr std::array<std::string_view, 10> words{"tong",      "tong cong", "tong so", "tong toan tinh", "tong von",
                                                     "toan tinh", "ca tinh",   "cong",    "tong ca tinh",   "total"};
    return std::find(words.begin(), words.end(), fold_key(text)) != words.end();
}

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
