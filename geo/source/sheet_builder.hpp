#pragma once

#include "geo/base/issue.hpp"
#include "geo/source/sheet.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ntm {

/// Gathers the cells of one sheet from a file that is not trusted: the count of cells and the bytes of text have a
/// bound, rows must come in order. What was left out is an Issue.
class SheetBuilder {
public:
    static constexpr std::size_t most_columns = 16'384;
    static constexpr std::size_t most_cells = 8'000'000; ///< blanks between cells included
    static constexpr std::size_t most_text_bytes = 256U << 20U;

    SheetBuilder(std::string file, std::string name);

    /// A cell of the row in hand; columns from 0, in any order.
    void set(std::size_t column, std::string_view text);
    void merge(const MergedCells& cells);
    void formula_without_value(std::int64_t row, std::size_t column);
    void cell_error(std::int64_t row, std::size_t column, std::string_view what);
    void hidden_row() { ++m_hidden_rows; }
    void mark_hidden() { m_sheet.hidden = true; }
    /// Rows from 1, each greater than the one before.
    void end_row(std::int64_t number);

    [[nodiscard]] bool full() const { return m_full; } ///< nothing more is taken
    [[nodiscard]] Result<Sheet> finish(Issues issues);

private:
    struct Told {
        std::size_t times = 0;
        std::string first_cell;
        std::string first_value;
        std::int64_t first_row = 0;
    };
    static void tell(Told& told, std::int64_t row, std::size_t column, std::string_view value);
    void too_large();

    Sheet m_sheet;
    std::vector<std::string> m_row;
    std::size_t m_text_bytes = 0;
    std::size_t m_hidden_rows = 0;
    bool m_full = false;
    Told m_formulas, m_errors;
};

} // namespace ntm
