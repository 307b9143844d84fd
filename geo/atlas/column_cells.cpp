#include "geo/atlas/column_cells.hpp"

#include "geo/base/row_words.hpp"

#include <algorithm>

namespace ntm {

std::vector<std::string_view> filled_cells(const Table& table, std::size_t column) {
    constexpr std::size_t most_rows_tried = 400;
    std::vector<std::string_view> filled;
    for (std::size_t row = 0; row < std::min(table.rows(), most_rows_tried); ++row) {
        if (const std::string_view cell = table.columns[column][row]; !says_nothing(cell)) {
            filled.push_back(cell);
        }
    }
    return filled;
}

double share_of_cells(const Table& table, std::size_t column, const std::function<bool(std::string_view)>& fits) {
    const auto filled = filled_cells(table, column);
    const auto fitting = std::count_if(filled.begin(), filled.end(), fits);
    return filled.empty() ? 0 : static_cast<double>(fitting) / static_cast<double>(filled.size());
}

} // namespace ntm
