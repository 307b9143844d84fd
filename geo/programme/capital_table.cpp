#include "geo/programme/capital_table.hpp"

#include "geo/programme/total_words.hpp"
#include "geo/programme/written_numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>

namespace ntm {

namespace {

constexpr std::array<std::string_view, 3> columns{"planned", "assigned", "disbursed"};

std::array<std::optional<double>*, 3> amounts_of(Capital& row) {
    return {&row.planned, &row.assigned, &row.disbursed};
}

/// One cell of the table beside the place it was read into.
struct Cell {
    std::size_t table_row = 0;
    std::size_t place = 0; ///< in the rows read
    std::size_t column = 0;
    double value = 0;
};

/// The values of one money unit in the table, those written in groups only apart from the others.
struct Amounts {
    std::vector<const Cell*> grouped;
    std::vector<double> others; ///< without zeros
};

/// A thousand times what is usual and a hundred times the greatest: the last dot was meant as a comma. Both are asked
/// for, so that one large sum among small ones stays what it is.
bool out_of_all_proportion(double value, const std::vector<double>& sorted_others) {
    return value >= 1000 * sorted_others[sorted_others.size() / 2] && value >= 100 * sorted_others.back();
}

void set_doubtful_apart(std::vector<Capital>& rows, const std::vector<Cell>& cells, TableReader& reader) {
    std::map<std::string, Amounts> by_unit_of_money;
    for (const Cell& cell : cells) {
        Amounts& amounts = by_unit_of_money[rows[cell.place].unit_of_money];
        if (only_grouped(reader.text(cell.table_row, columns[cell.column]))) {
            amounts.grouped.push_back(&cell);
        } else if (cell.value > 0) {
            amounts.others.push_back(cell.value);
        }
    }
    for (auto& [unit_of_money, amounts] : by_unit_of_money) {
        if (amounts.others.size() < 2 * amounts.grouped.size()) {
            continue; // groups are the custom of this table
        }
        std::sort(amounts.others.begin(), amounts.others.end());
        for (const Cell* cell : amounts.grouped) {
            if (!out_of_all_proportion(cell->value, amounts.others)) {
                continue;
            }
            const double likely = cell->value / 1000;
            Capital& row = rows[cell->place];
            row.likely[cell->column] = likely;
            amounts_of(row)[cell->column]->reset();
            reader.report(Severity::warning, "number_grouping_doubtful", cell->table_row, columns[cell->column],
                          fmt::format("{:.12g}", likely));
        }
    }
}

} // namespace

void read_capital(std::vector<Capital>& into, TableReader& reader) {
    if (!reader.require({"year", "source"})) {
        return;
    }
    WrittenNumbers numbers(reader, {"planned", "assigned", "disbursed"});
    std::vector<Capital> rows;
    std::vector<Cell> cells;
    for (std::size_t row = 0; row < reader.rows(); ++row) {
        const auto unit = read_unit_or_whole(reader, row);
        const auto year = reader.year(row, "year");
        for (const std::string_view column : {"year", "source"}) {
            if (reader.text(row, column).empty()) {
                reader.report(Severity::error, "cell_absent", row, column);
            }
        }
        if (!unit || !year || reader.text(row, "source").empty()) {
            continue;
        }
        Capital capital;
        capital.unit = unit->unit;
        capital.year = *year;
        capital.source_of_money = reader.text(row, "source");
        capital.part_of = reader.text(row, "part_of");
        capital.unit_of_money = reader.text(row, "unit_of_money");
        capital.source = reader.source(row);
        const auto amounts = amounts_of(capital);
        for (std::size_t column = 0; column < columns.size(); ++column) {
            *amounts[column] = numbers.read(row, columns[column]);
            if (const auto& amount = *amounts[column]) {
                cells.push_back({row, rows.size(), column, *amount});
            }
        }
        rows.push_back(std::move(capital));
    }
    set_doubtful_apart(rows, cells, reader);
    std::move(rows.begin(), rows.end(), std::back_inserter(into));
}

} // namespace ntm
