#include "geo/source/sheet_text.hpp"

#include "geo/base/legacy_text.hpp"
#include "geo/base/viet_text.hpp"

#include <algorithm>
#include <string>

namespace ntm {

namespace {

bool may_need_repair(std::string_view cell) {
    return std::any_of(cell.begin(), cell.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }) ||
           cell.find("U+") != std::string_view::npos;
}

/// The cells in question, column by column, with where they stand. Only these: one row may be 16,384 cells wide.
struct CellsInQuestion {
    std::vector<std::vector<std::int64_t>> row_number; ///< by column
    std::vector<TextInHand> columns;
    std::size_t count = 0;

    explicit CellsInQuestion(const Sheet& sheet) {
        for (std::size_t row = 0; row < sheet.rows(); ++row) {
            for (std::size_t column = 0; column < sheet.width(row); ++column) {
                if (const std::string_view cell = sheet.text(row, column); may_need_repair(cell)) {
                    add(column, sheet.row_number[row], cell);
                }
            }
        }
        for (std::size_t column = 0; column < columns.size(); ++column) {
            columns[column].row_number = row_number[column];
            columns[column].name = name_of(sheet, column);
        }
    }

private:
    void add(std::size_t column, std::int64_t row, std::string_view cell) {
        if (columns.size() <= column) {
            columns.resize(column + 1);
            row_number.resize(column + 1);
        }
        columns[column].cells.append(cell);
        row_number[column].push_back(row);
        ++count;
    }

    /// The first row of a text file is nearly always its header; a spreadsheet begins with titles. A header that is
    /// itself in old bytes is no name to tell anybody.
    static std::string name_of(const Sheet& sheet, std::size_t column) {
        const std::string_view header = sheet.delimited ? sheet.text(0, column) : std::string_view();
        return header.empty() || !is_valid_utf8(header) ? column_letters(column) : std::string(header);
    }
};

void put_back(Sheet& sheet, const CellsInQuestion& repaired) {
    const Sheet before = sheet;
    sheet.drop_rows();
    std::vector<std::size_t> next(repaired.columns.size(), 0);
    std::vector<std::string> cells;
    for (std::size_t row = 0; row < before.rows(); ++row) {
        cells.assign(before.width(row), {});
        for (std::size_t column = 0; column < cells.size(); ++column) {
            const std::string_view cell = before.text(row, column);
            cells[column] = may_need_repair(cell) ? repaired.columns[column].cells[next[column]++] : cell;
        }
        sheet.append_row(before.row_number[row], cells);
    }
}

} // namespace

Issues repair_sheet_text(Sheet& sheet, std::string_view asked) {
    const Where where{sheet.file, sheet.delimited ? std::string() : sheet.name, 0, {}, {}};
    Issues issues;
    // UTF-16 is seen by its bytes, whatever is said about it.
    if (!asked.empty() && !parse_text_code(asked) && !fold_key(asked).starts_with("utf 16")) {
        issues.push_back({Severity::warning, "encoding_unknown", where, std::string(asked)});
    }
    CellsInQuestion cells(sheet);
    if (cells.count == 0) {
        return issues;
    }
    TextRepair repair = repair_columns(cells.columns, where, asked);
    if (!repair.findings.empty() || !repair.issues.empty()) {
        put_back(sheet, cells);
    }
    append_issues(issues, std::move(repair.issues));
    std::move(repair.findings.begin(), repair.findings.end(), std::back_inserter(sheet.texts));
    return issues;
}

} // namespace ntm
