#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace ntm {

/// Where the outline of one unit crosses pixel rows, until the runs between crossings (even-odd) are filled. Lives as
/// long as its thread, so that a redraw allocates nothing.
class RowCrossings {
public:
    void clear() { m_crossings.clear(); }
    [[nodiscard]] bool empty() const { return m_crossings.empty(); }
    void add(std::int32_t row, std::int32_t column) { m_crossings.push_back({row, column}); }

    /// Calls fill(row, first column, end column) for every run inside.
    template <class Fill>
    void for_each_run(const Fill& fill) {
        const auto [least, most] = std::minmax_element(m_crossings.begin(), m_crossings.end(),
                                                       [](Crossing a, Crossing b) { return a.row < b.row; });
        const int first_row = least->row;
        const int end_row = most->row + 1;
        sort_by_row(first_row, end_row);
        std::uint32_t start = 0;
        for (int row = first_row; row < end_row; ++row) {
            const std::uint32_t end = m_row_end[static_cast<std::size_t>(row - first_row)];
            const std::span<std::int32_t> columns(m_columns.data() + start, end - start);
            sort_columns(columns);
            for (std::size_t i = 0; i + 1 < columns.size(); i += 2) {
                fill(row, columns[i], columns[i + 1]);
            }
            start = end;
        }
    }

private:
    struct Crossing {
        std::int32_t row;
        std::int32_t column;
    };

    void sort_by_row(int first_row, int end_row) {
        m_row_end.assign(static_cast<std::size_t>(end_row - first_row) + 1, 0);
        for (const Crossing& crossing : m_crossings) {
            ++m_row_end[static_cast<std::size_t>(crossing.row - first_row) + 1];
        }
        for (std::size_t i = 1; i < m_row_end.size(); ++i) {
            m_row_end[i] += m_row_end[i - 1];
        }
        // Afterwards entry i, which began as the start of row i, is its end.
        m_columns.resize(m_crossings.size());
        for (const Crossing& crossing : m_crossings) {
            m_columns[m_row_end[static_cast<std::size_t>(crossing.row - first_row)]++] = crossing.column;
        }
    }

    static void sort_columns(std::span<std::int32_t> columns) {
        if (columns.size() == 2) { // by far the most frequent
            if (columns[0] > columns[1]) {
                std::swap(columns[0], columns[1]);
            }
            return;
        }
        std::sort(columns.begin(), columns.end());
    }

    std::vector<Crossing> m_crossings;
    std::vector<std::uint32_t> m_row_end;
    std::vector<std::int32_t> m_columns;
};

} // namespace ntm
