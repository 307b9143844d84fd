#include "geo/report/unit_table.hpp"

#include "geo/base/viet_text.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace ntm {

namespace {

constexpr std::size_t share_decimals = 1;

bool is_known(const UnitColumn& column, std::size_t row) {
    switch (column.kind) {
    case CellKind::text:
        return !column.texts[row].empty();
    case CellKind::word:
        return true;
    case CellKind::share:
        return !std::isnan(column.numbers[row]) && column.wholes[row] > 0;
    case CellKind::count:
    case CellKind::number:
    case CellKind::date:
        break;
    }
    return !std::isnan(column.numbers[row]);
}

std::string percent(double part, double whole, const Lang& lang) {
    return lang.number(part / whole * 100, share_decimals) + "%";
}

/// The title with its places filled, as titles of legends are.
std::string filled_title(const UnitColumn& column, const Lang& lang) {
    Legend as_legend;
    as_legend.title_key = column.title_key;
    as_legend.title_values = column.title_values;
    return legend_title(as_legend, lang);
}

} // namespace

const UnitColumn* UnitTable::find(std::string_view id) const {
    const auto found =
        std::find_if(columns.begin(), columns.end(), [&](const UnitColumn& one) { return one.id == id; });
    return found == columns.end() ? nullptr : &*found;
}

std::string column_title(const UnitColumn& column, const Lang& lang) {
    return filled_title(column, lang);
}

std::string cell_text(const UnitColumn& column, std::size_t row, const Lang& lang) {
    if (!is_known(column, row)) {
        return "–";
    }
    switch (column.kind) {
    case CellKind::text:
        return column.texts[row];
    case CellKind::word:
        return lang[column.word_keys[column.words[row]]];
    case CellKind::share:
        return percent(column.numbers[row], column.wholes[row], lang);
    case CellKind::date:
        return lang.date(Date().plus_days(static_cast<int>(column.numbers[row])));
    case CellKind::count:
    case CellKind::number:
        break;
    }
    // A year takes no group sign.
    const bool year = column.id == "title_year";
    return year ? std::to_string(static_cast<int>(column.numbers[row]))
                : lang.number(column.numbers[row], column.decimals);
}

ColumnSum column_sum(const UnitColumn& column, std::span<const std::uint32_t> rows) {
    ColumnSum made;
    if (column.total == ColumnTotal::none) {
        return made;
    }
    for (const std::uint32_t row : rows) {
        if (is_known(column, row)) {
            made.sum += column.numbers[row];
            made.whole += column.kind == CellKind::share ? column.wholes[row] : 0;
            ++made.known;
        }
    }
    return made;
}

std::string total_text(const UnitColumn& column, const ColumnSum& sum, const Lang& lang) {
    if (sum.known == 0) {
        return {};
    }
    switch (column.total) {
    case ColumnTotal::sum:
        return lang.number(sum.sum, column.decimals);
    case ColumnTotal::mean:
        return lang.fill("table.mean", {{"mean", lang.number(sum.sum / static_cast<double>(sum.known), 2)}});
    case ColumnTotal::share:
        return percent(sum.sum, sum.whole, lang);
    case ColumnTotal::none:
        break;
    }
    return {};
}

std::vector<std::uint32_t> ordered_rows(const UnitTable& table, const TableOrder& order,
                                        std::span<const std::uint8_t> passes) {
    std::vector<std::uint32_t> rows;
    rows.reserve(table.rows());
    for (std::uint32_t row = 0; row < table.rows(); ++row) {
        if (passes.empty() || passes[row] != 0) {
            rows.push_back(row);
        }
    }
    const UnitColumn* column = table.find(order.column);
    const auto& place = column != nullptr ? column->place : table.by_name;
    std::sort(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) {
        if (place[a] != place[b]) {
            const bool unknown = place[a] == UnitColumn::no_place || place[b] == UnitColumn::no_place;
            return (place[a] < place[b]) != (order.falling && !unknown);
        }
        return table.by_name[a] < table.by_name[b];
    });
    return rows;
}

std::vector<std::uint8_t> matching_rows(const UnitTable& table, std::string_view typed) {
    std::vector<std::string> words;
    const std::string folded = fold_key(typed);
    for (std::size_t at = 0; at < folded.size();) {
        const std::size_t end = std::min(folded.find(' ', at), folded.size());
        if (end > at) {
            words.push_back(folded.substr(at, end - at));
        }
        at = end + 1;
    }
    if (words.empty()) {
        return {};
    }
    std::vector<std::uint8_t> passes(table.rows());
    for (std::size_t row = 0; row < passes.size(); ++row) {
        passes[row] = std::all_of(words.begin(), words.end(), [&](const std::string& word) {
            return table.folded[row].find(word) != std::string::npos;
        });
    }
    return passes;
}

} // namespace ntm
