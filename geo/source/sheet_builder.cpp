#include "geo/source/sheet_builder.hpp"

#include "geo/base/viet_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace ntm {

SheetBuilder::SheetBuilder(std::string file, std::string name) {
    m_sheet.file = std::move(file);
    m_sheet.name = std::move(name);
}

void SheetBuilder::set(std::size_t column, std::string_view text) {
    if (m_full || text.empty()) {
        return;
    }
    m_text_bytes += text.size();
    if (column >= most_columns || m_text_bytes > most_text_bytes) {
        too_large();
        return;
    }
    if (m_row.size() <= column) {
        m_row.resize(column + 1);
    }
    m_row[column] = clean_text(text);
}

void SheetBuilder::merge(const MergedCells& cells) {
    constexpr std::size_t most_merged = 100'000;
    const bool sound = cells.first_row >= 1 && cells.last_row >= cells.first_row &&
                       cells.last_column >= cells.first_column && cells.last_column < most_columns;
    if (sound && m_sheet.merged.size() < most_merged) {
        m_sheet.merged.push_back(cells);
    }
}

void SheetBuilder::tell(Told& told, std::int64_t row, std::size_t column, std::string_view value) {
    if (told.times++ == 0) {
        told.first_row = row;
        told.first_cell = column_letters(column) + std::to_string(row);
        told.first_value = value;
    }
}

void SheetBuilder::formula_without_value(std::int64_t row, std::size_t column) {
    tell(m_formulas, row, column, {});
}

void SheetBuilder::cell_error(std::int64_t row, std::size_t column, std::string_view what) {
    tell(m_errors, row, column, what);
}

void SheetBuilder::end_row(std::int64_t number) {
    const std::int64_t before = m_sheet.row_number.empty() ? 0 : m_sheet.row_number.back();
    while (!m_row.empty() && m_row.back().empty()) {
        m_row.pop_back();
    }
    if (!m_full && !m_row.empty()) {
        if (number <= before || m_sheet.cell_count() + m_row.size() > most_cells) {
            too_large();
        } else {
            m_sheet.append_row(number, m_row);
        }
    }
    m_row.clear();
}

void SheetBuilder::too_large() {
    m_full = true;
}

Result<Sheet> SheetBuilder::finish(Issues issues) {
    const auto report = [&](Severity severity, const char* code, const Told& told, std::string detail) {
        issues.push_back({severity,
                          code,
                          {m_sheet.file, m_sheet.name, told.first_row, told.first_cell, told.first_value},
                          std::move(detail)});
    };
    if (m_full) {
        report(Severity::error, "sheet_too_large", {}, fmt::to_string(m_sheet.rows()));
    }
    if (m_formulas.times > 0) {
        report(Severity::warning, "formula_without_value", m_formulas, fmt::to_string(m_formulas.times));
    }
    if (m_errors.times > 0) {
        report(Severity::warning, "cell_error", m_errors, fmt::to_string(m_errors.times));
    }
    if (m_hidden_rows > 0) {
        report(Severity::info, "rows_hidden", {}, fmt::to_string(m_hidden_rows));
    }
    if (m_sheet.rows() == 0) {
        report(Severity::error, "table_empty", {}, {});
        return issues;
    }
    return {std::move(m_sheet), std::move(issues)};
}

} // namespace ntm
