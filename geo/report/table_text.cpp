#include "geo/report/unit_table.hpp"

#include <fmt/format.h>

#include <cmath>

namespace ntm {

namespace {

/// What people copy: no tab or line end may part a cell.
std::string in_one_line(std::string text) {
    for (char& letter : text) {
        letter = letter == '\t' || letter == '\n' || letter == '\r' ? ' ' : letter;
    }
    return text;
}

/// A text that begins like a formula would be carried out by the spreadsheet that opens it.
std::string no_formula(const std::string& text) {
    constexpr std::string_view begins = "=+-@";
    return !text.empty() && begins.find(text.front()) != std::string_view::npos ? "'" + text : text;
}

std::string quoted(const std::string& text) {
    if (text.find_first_of(",\"\n\r") == std::string::npos) {
        return text;
    }
    std::string quoted = "\"";
    for (const char letter : text) {
        quoted += letter == '"' ? "\"\"" : std::string(1, letter);
    }
    return quoted + "\"";
}

/// A value as another program reads it; nothing where it is not known.
std::string plain_value(const UnitColumn& column, std::uint32_t row, const Lang& lang) {
    switch (column.kind) {
    case CellKind::text:
        return quoted(no_formula(in_one_line(column.texts[row])));
    case CellKind::word:
        return quoted(cell_text(column, row, lang));
    case CellKind::date:
        return std::isnan(column.numbers[row]) ? std::string()
                                               : Date().plus_days(static_cast<int>(column.numbers[row])).iso();
    case CellKind::share:
        return column.wholes[row] > 0 ? fmt::format("{:.4f}", column.numbers[row] / column.wholes[row]) : std::string();
    case CellKind::count:
    case CellKind::number:
        break;
    }
    return std::isnan(column.numbers[row]) ? std::string()
                                           : fmt::format("{:.{}f}", column.numbers[row], column.decimals);
}

} // namespace

std::string table_as_tabs(const TableExtract& extract, const Lang& lang) {
    std::string text;
    const auto line = [&](const auto& cell_of) {
        for (std::size_t i = 0; i < extract.columns.size(); ++i) {
            text += (i > 0 ? "\t" : "") + in_one_line(cell_of(*extract.columns[i]));
        }
        text += "\n";
    };
    line([&](const UnitColumn& column) { return column_title(column, lang); });
    for (const std::uint32_t row : extract.rows) {
        line([&](const UnitColumn& column) { return no_formula(cell_text(column, row, lang)); });
    }
    return text;
}

std::string table_as_csv(const TableExtract& extract, const Lang& lang) {
    std::string text = "\xEF\xBB\xBF";
    const auto line = [&](const auto& cell_of) {
        for (std::size_t i = 0; i < extract.columns.size(); ++i) {
            text += (i > 0 ? "," : "") + cell_of(*extract.columns[i]);
        }
        text += "\r\n";
    };
    line([&](const UnitColumn& column) { return quoted(column_title(column, lang)); });
    for (const std::uint32_t row : extract.rows) {
        line([&](const UnitColumn& column) { return plain_value(column, row, lang); });
    }
    return text;
}

} // namespace ntm
