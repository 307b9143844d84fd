#pragma once

#include "geo/base/columns.hpp"
#include "geo/base/result.hpp"
#include "geo/source/text_repair.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ntm {

/// Cells that a spreadsheet shows as one. Rows as a person counts them, columns from 0, both ends within.
struct MergedCells {
    std::int64_t first_row = 0, last_row = 0;
    std::size_t first_column = 0, last_column = 0;
};

/// A sheet as its file gives it, before anybody knows which row is the header: rows of clean text, those without any
/// text left out.
struct Sheet {
    std::string file;
    std::string name;
    std::vector<std::int64_t> row_number; ///< as a person counts: the first row is 1
    std::vector<MergedCells> merged;
    bool delimited = false; ///< a text file: every row has its separators, so a short one lacks something
    bool hidden = false;
    std::vector<TextFinding> texts; ///< what was not plain UTF-8, by the letters of its column or cell

    [[nodiscard]] std::size_t rows() const { return row_number.size(); }
    [[nodiscard]] std::size_t width(std::size_t row) const { return m_row_begin[row + 1] - m_row_begin[row]; }
    /// Empty beyond the row's width.
    [[nodiscard]] std::string_view text(std::size_t row, std::size_t column) const {
        return column < width(row) ? m_cells[m_row_begin[row] + column] : std::string_view();
    }
    void append_row(std::int64_t number, const std::vector<std::string>& cells);
    [[nodiscard]] std::size_t cell_count() const { return m_cells.size(); }
    void drop_rows(); ///< all of them; what is known about the sheet stays

private:
    TextColumn m_cells;
    std::vector<std::uint64_t> m_row_begin{0};
};

/// The column as spreadsheets write it: 0 is A, 26 is AA.
[[nodiscard]] std::string column_letters(std::size_t column);

struct SheetInfo {
    std::string name;
    bool hidden = false;
};

/// By content, not by name: a table sent as .xls is often a .xlsx, a CSV or a web page.
enum class TableFormat : std::uint8_t { delimited, xlsx, ods, xls, web_page, encrypted, other };
[[nodiscard]] TableFormat table_format(const std::filesystem::path& file);

/// True for the endings .xlsx, .xlsm, .ods, .xls in any case.
[[nodiscard]] bool is_spreadsheet_name(const std::filesystem::path& file);

/// The sheets of a spreadsheet in its order; a delimited file is one sheet named as the file.
[[nodiscard]] Result<std::vector<SheetInfo>> list_sheets(const std::filesystem::path& file);

/// Reads one sheet; `name` empty: the first that is not hidden and not empty. Issues: file_missing, table_empty,
/// sheet_missing (candidates in `detail`), table_encrypted, table_web_page, spreadsheet_broken, sheet_too_large,
/// formula_without_value, cell_error, rows_hidden, those of delimited text and of repair_sheet_text.
[[nodiscard]] Result<Sheet> read_sheet(const std::filesystem::path& file, const std::string& name = {},
                                       const std::string& encoding = {});

} // namespace ntm
