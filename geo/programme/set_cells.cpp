#include "geo/programme/set_cells.hpp"

#include "geo/base/number.hpp"
#include "geo/base/viet_text.hpp"

#include <algorithm>
#include <utility>

namespace ntm {

std::string plain_no(std::string_view text) {
    std::string no;
    for (const char sign : text) {
        if (sign != ' ') {
            no += sign == ',' ? '.' : sign;
        }
    }
    while (!no.empty() && no.back() == '.') {
        no.pop_back();
    }
    return no;
}

std::string_view SetCells::text(std::size_t row, std::string_view column) const {
    const auto found = std::find(m_table.names.begin(), m_table.names.end(), column);
    return found == m_table.names.end() ? std::string_view()
                                        : m_table.columns[static_cast<std::size_t>(found - m_table.names.begin())][row];
}

std::optional<std::size_t> SetCells::first_filled(std::string_view column) const {
    for (std::size_t row = 0; row < m_table.rows(); ++row) {
        if (!text(row, column).empty()) {
            return row;
        }
    }
    return std::nullopt;
}

bool SetCells::require(std::initializer_list<std::string_view> columns) {
    bool all = true;
    for (const std::string_view column : columns) {
        if (std::find(m_table.names.begin(), m_table.names.end(), column) == m_table.names.end()) {
            issues.push_back({Severity::error, "column_missing", {m_table.file, {}, 0, std::string(column), {}}, {}});
            all = false;
        }
    }
    return all;
}

std::optional<double> SetCells::number(std::size_t row, std::string_view column) {
    const auto cell = text(row, column);
    const auto read = cell.empty() ? std::nullopt : parse_number(cell);
    if (!cell.empty() && !read) {
        report(Severity::error, "number_invalid", row, column);
    }
    return read ? std::optional(read->value) : std::nullopt;
}

int SetCells::year(std::size_t row, std::string_view column) {
    const auto cell = text(row, column);
    const auto read = parse_integer(cell);
    if (!cell.empty() && (!read || *read < 1900 || *read > 2200)) {
        report(Severity::error, "year_invalid", row, column);
        return 0;
    }
    return read ? static_cast<int>(*read) : 0;
}

std::optional<Date> SetCells::date(std::size_t row, std::string_view column) {
    const auto cell = text(row, column);
    const auto read = cell.empty() ? std::nullopt : Date::parse(cell);
    if (!cell.empty() && !read) {
        report(Severity::error, "date_invalid", row, column);
    }
    return read;
}

bool SetCells::truth(std::size_t row, std::string_view column) const {
    const std::string key = fold_key(text(row, column));
    return key == "true" || key == "1" || key == "x" || key == "co" || key == "ies";
}

void SetCells::report(Severity severity, const char* code, std::size_t row, std::string_view column,
                      std::string detail) {
    issues.push_back({severity,
                      code,
                      {m_table.file, {}, m_table.row_number[row], std::string(column), std::string(text(row, column))},
                      std::move(detail)});
}

} // namespace ntm
