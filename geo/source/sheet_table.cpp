#include "geo/source/sheet_table.hpp"

#include "geo/base/number.hpp"
#include "geo/base/row_words.hpp"
#include "geo/base/viet_text.hpp"
#include "geo/source/total_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace ntm {

namespace {

/// Headers of the unit above, which sheets write once over its communes.
bool heads_parents(std::string_view header) {
    const std::string key = fold_key(header);
    constexpr std::array<std::string_view, 14> words{"huien",      "ten huien",        "thuoc huien",
                                                     "quan huien", "cap huien",        "parent name",
                                                     "tinh",       "ten tinh",         "huien thi xa thanh pho",
                                                     "ma huien",   "don vi cap huien", "huien thi xa",
                                                     "huien tp",   "huien thi"};
    return std::find(words.begin(), words.end(), key) != words.end();
}

class TableMaker {
public:
    TableMaker(const Sheet& sheet, const SheetLayout& layout)
        : m_sheet(sheet)
        , m_layout(layout) {
        m_table.file = sheet.file;
        m_table.layer = sheet.name;
        m_table.names = layout.names;
        m_has_sections = std::find(layout.kind.begin(), layout.kind.end(), RowKind::section) != layout.kind.end();
        if (m_has_sections) {
            m_table.names.emplace_back(section_column);
        }
        m_table.columns.resize(m_table.names.size());
    }

    Result<Table> make() {
        tell_doubled();
        find_merged_downwards();
        for (std::size_t row = 0; row < m_sheet.rows(); ++row) {
            take_row(row);
        }
        tell();
        return {std::move(m_table), std::move(m_issues)};
    }

private:
    const Sheet& m_sheet;
    const SheetLayout& m_layout;
    Table m_table;
    Issues m_issues;
    bool m_has_sections = false;
    std::string m_section;
    std::vector<std::int64_t> m_left_out;
    std::size_t m_sections = 0, m_filled = 0;
    std::vector<std::pair<std::size_t, std::size_t>> m_subtotals; ///< row of the table before which; row of the sheet
    std::vector<const MergedCells*> m_blocks; ///< that reach over more than one row, by column then row
    std::vector<std::string> m_above;         ///< of the columns that are filled down without blocks
    std::vector<bool> m_fills_down;

    void report(Severity severity, const char* code, std::int64_t row, std::string field, std::string detail) {
        m_issues.push_back({severity, code, {m_table.file, layer(), row, std::move(field), {}}, std::move(detail)});
    }
    [[nodiscard]] std::string layer() const { return m_sheet.delimited ? std::string() : m_sheet.name; }

    /// A name that came twice has a number behind it now: "Năm (2)".
    void tell_doubled() {
        for (const std::string& name : m_layout.names) {
            if (!name.ends_with(" (2)")) {
                continue;
            }
            const std::string first = name.substr(0, name.size() - 4);
            if (std::find(m_layout.names.begin(), m_layout.names.end(), first) != m_layout.names.end()) {
                report(Severity::warning, "column_doubled", header_row(), first, {});
            }
        }
    }

    [[nodiscard]] std::int64_t header_row() const {
        const auto found = std::find(m_layout.kind.begin(), m_layout.kind.end(), RowKind::header);
        return found == m_layout.kind.end()
                   ? 1
                   : m_sheet.row_number[static_cast<std::size_t>(found - m_layout.kind.begin())];
    }

    void find_merged_downwards() {
        for (const MergedCells& block : m_sheet.merged) {
            if (block.last_row > block.first_row) {
                m_blocks.push_back(&block);
            }
        }
        std::sort(m_blocks.begin(), m_blocks.end(), [](const MergedCells* a, const MergedCells* b) {
            return std::pair(a->first_column, a->first_row) < std::pair(b->first_column, b->first_row);
        });
        m_fills_down.assign(m_layout.names.size(), false);
        m_above.resize(m_layout.names.size());
        for (std::size_t column = 0; column < m_layout.names.size() && m_blocks.empty(); ++column) {
            m_fills_down[column] = heads_parents(m_layout.names[column]) && mostly_blank(column);
        }
    }

    /// First row of data filled and many below empty: written once over its rows.
    [[nodiscard]] bool mostly_blank(std::size_t column) const {
        std::size_t rows = 0, blank = 0;
        for (std::size_t row = 0; row < m_sheet.rows(); ++row) {
            if (m_layout.kind[row] == RowKind::data) {
                const bool is_blank = m_sheet.text(row, column).empty();
                if (rows == 0 && is_blank) {
                    return false;
                }
                ++rows;
                blank += is_blank ? 1U : 0U;
            }
        }
        return rows > 0 && 10 * blank >= 3 * rows;
    }

    /// The block that reaches down over a cell from a row above.
    [[nodiscard]] const MergedCells* block_over(std::int64_t number, std::size_t column) const {
        auto after = std::upper_bound(m_blocks.begin(), m_blocks.end(), std::pair(column, number),
                                      [](const auto& key, const MergedCells* block) {
                                          return key < std::pair(block->first_column, block->first_row);
                                      });
        if (after == m_blocks.begin()) {
            return nullptr;
        }
        const MergedCells* block = *--after;
        return block->first_column == column && block->last_row >= number ? block : nullptr;
    }

    [[nodiscard]] std::string_view text_above(std::size_t row, std::size_t column) const {
        const MergedCells* block = block_over(m_sheet.row_number[row], column);
        if (block == nullptr) {
            return {};
        }
        const auto first = std::lower_bound(m_sheet.row_number.begin(), m_sheet.row_number.end(), block->first_row);
        if (first == m_sheet.row_number.end() || *first != block->first_row) {
            return {};
        }
        const std::string_view text =
            m_sheet.text(static_cast<std::size_t>(first - m_sheet.row_number.begin()), column);
        // One number over several rows is the sum of them or of none: it is no row's own. A code is.
        const bool is_code = fold_key(m_layout.names[column]).starts_with("ma ");
        return parse_number(text) && !is_code ? std::string_view() : text;
    }

    [[nodiscard]] std::string cell(std::size_t row, std::size_t column) {
        const std::string_view own = m_sheet.text(row, column);
        if (m_fills_down[column]) {
            if (!own.empty()) {
                m_above[column] = own;
            } else if (!m_above[column].empty() && m_layout.kind[row] == RowKind::data) {
                ++m_filled;
                return m_above[column];
            }
        }
        return std::string(own.empty() && !m_blocks.empty() ? text_above(row, column) : own);
    }

    void take_row(std::size_t row) {
        switch (m_layout.kind[row]) {
        case RowKind::title:
        case RowKind::header:
            return;
        case RowKind::numbering:
        case RowKind::note:
            m_left_out.push_back(m_sheet.row_number[row]);
            return;
        case RowKind::section:
            begin_section(row);
            return;
        case RowKind::total:
            m_table.totals.push_back(m_table.rows());
            break;
        case RowKind::data:
            break;
        }
        check_width(row);
        for (std::size_t column = 0; column < m_layout.names.size(); ++column) {
            m_table.columns[column].append(cell(row, column));
        }
        if (m_has_sections) {
            m_table.columns.back().append(m_layout.kind[row] == RowKind::total ? std::string() : m_section);
        }
        m_table.row_number.push_back(m_sheet.row_number[row]);
    }

    void begin_section(std::size_t row) {
        ++m_sections;
        note_figures(row);
        m_section.clear();
        for (std::size_t column = 0; column < m_sheet.width(row) && m_section.empty(); ++column) {
            const std::string_view text = m_sheet.text(row, column);
            if (!text.empty() && !is_section_number(text)) {
                m_section = without_section_number(text);
            }
        }
    }

    /// A heading with figures ("II, Huyện Triệu Sơn, 34, 20") says what its rows come to.
    void note_figures(std::size_t row) {
        for (std::size_t column = 0; column < m_sheet.width(row); ++column) {
            if (column != m_layout.order && parse_number(m_sheet.text(row, column))) {
                m_subtotals.emplace_back(m_table.rows(), row);
                return;
            }
        }
    }

    /// Headings are no rows of the table, so they are checked in one of its own, as totals of the rows below them.
    [[nodiscard]] Issues check_subtotals() const {
        Table table;
        table.file = m_table.file;
        table.layer = m_table.layer;
        table.names.assign(m_table.names.begin(),
                           m_table.names.begin() + static_cast<std::ptrdiff_t>(m_layout.names.size()));
        table.columns.resize(table.names.size());
        auto subtotal = m_subtotals.begin();
        for (std::size_t row = 0; row <= m_table.rows(); ++row) {
            for (; subtotal != m_subtotals.end() && subtotal->first == row; ++subtotal) {
                table.totals.push_back(table.rows());
                for (std::size_t column = 0; column < table.columns.size(); ++column) {
                    table.columns[column].append(m_sheet.text(subtotal->second, column));
                }
                table.row_number.push_back(m_sheet.row_number[subtotal->second]);
            }
            if (row < m_table.rows() && !std::binary_search(m_table.totals.begin(), m_table.totals.end(), row)) {
                for (std::size_t column = 0; column < table.columns.size(); ++column) {
                    table.columns[column].append(m_table.columns[column][row]);
                }
                table.row_number.push_back(m_table.row_number[row]);
            }
        }
        return check_headings(table);
    }

    void check_width(std::size_t row) {
        const std::size_t width = m_layout.names.size();
        const std::string counts = fmt::format("{} / {}", m_sheet.width(row), width);
        if (!m_sheet.delimited) {
            return;
        }
        if (m_sheet.width(row) < width) {
            report(Severity::warning, "row_too_short", m_sheet.row_number[row], {}, counts);
            return;
        }
        for (std::size_t column = width; column < m_sheet.width(row); ++column) {
            if (!m_sheet.text(row, column).empty()) {
                report(Severity::warning, "row_too_long", m_sheet.row_number[row], {}, counts);
                return;
            }
        }
    }

    void tell() {
        std::vector<std::int64_t> headers;
        for (std::size_t row = 0; row < m_sheet.rows(); ++row) {
            if (m_layout.kind[row] == RowKind::header) {
                headers.push_back(m_sheet.row_number[row]);
            }
        }
        if (m_layout.header_guessed && !headers.empty() && (headers.size() > 1 || headers.front() > 1)) {
            report(Severity::info, "header_found", headers.front(), {}, fmt::format("{}", fmt::join(headers, ", ")));
        }
        if (!m_left_out.empty()) {
            report(Severity::info, "rows_left_out", m_left_out.front(), {}, listed(m_left_out));
        }
        if (m_sections > 0) {
            report(Severity::info, "sections_found", 0, {}, fmt::to_string(m_sections));
        }
        if (m_filled > 0) {
            report(Severity::info, "cells_filled_down", 0, {}, fmt::to_string(m_filled));
        }
        if (!m_subtotals.empty()) {
            append_issues(m_issues, check_subtotals());
        }
        if (m_table.rows() == 0) {
            report(Severity::warning, "table_without_rows", 0, {}, {});
        }
    }

    static std::string listed(const std::vector<std::int64_t>& rows) {
        constexpr std::size_t most = 12;
        const std::vector<std::int64_t> first(rows.begin(),
                                              rows.begin() + static_cast<std::ptrdiff_t>(std::min(most, rows.size())));
        return fmt::format("{}{}", fmt::join(first, ", "), rows.size() > most ? ", …" : "");
    }
};

} // namespace

Result<Table> table_of_sheet(const Sheet& sheet, const SheetLayout& layout) {
    return TableMaker(sheet, layout).make();
}

} // namespace ntm
