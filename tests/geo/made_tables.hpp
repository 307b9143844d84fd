#pragma once

#include "geo/base/columns.hpp"
#include "geo/base/issue.hpp"
#include "geo/units/table_reader.hpp"

#include <algorithm>
#include <initializer_list>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

// Tables as a test writes them down: one text, the header first, cells parted by |, rows counted as in a file.

inline ntm::Table made_table(const std::string& lines, const std::string& file = "made.csv") {
    const auto cells_of = [](const std::string& line) {
        std::vector<std::string> cells(1);
        for (const char letter : line) {
            if (letter == '|') {
                cells.emplace_back();
            } else {
                cells.back() += letter;
            }
        }
        return cells;
    };
    ntm::Table table;
    table.file = file;
    std::istringstream in(lines);
    std::string line;
    std::getline(in, line);
    table.names = cells_of(line);
    table.columns.resize(table.names.size());
    for (std::int64_t row = 2; std::getline(in, line); ++row) {
        const auto cells = cells_of(line);
        for (std::size_t column = 0; column < table.names.size(); ++column) {
            table.columns[column].append(column < cells.size() ? cells[column] : "");
        }
        table.row_number.push_back(row);
    }
    return table;
}

inline std::size_t count_code(const ntm::Issues& issues, std::string_view code) {
    return static_cast<std::size_t>(
        std::count_if(issues.begin(), issues.end(), [&](const ntm::Issue& issue) { return issue.code == code; }));
}

inline const ntm::Issue& issue_of(const ntm::Issues& issues, std::string_view code) {
    static const ntm::Issue none{ntm::Severity::info, "no such issue", {}, {}};
    const auto found =
        std::find_if(issues.begin(), issues.end(), [&](const ntm::Issue& issue) { return issue.code == code; });
    return found == issues.end() ? none : *found;
}

/// Units of one boundary layer, its columns guessed.
inline ntm::Units made_units(const std::string& lines, ntm::Level level = ntm::Level::commune) {
    auto units = ntm::build_units({{level, made_table(lines, "units.gpkg"), {}}});
    return units ? std::move(*units) : ntm::Units();
}

/// A fact table over units, with all that reading it needs.
class MadeReader {
public:
    MadeReader(const ntm::Units& units, const std::string& lines, const ntm::ColumnNames& names = {})
        : m_matcher(units)
        , m_table(made_table(lines))
        , reader(m_table, m_matcher, names) {}
    MadeReader(const MadeReader&) = delete;
    MadeReader& operator=(const MadeReader&) = delete;

private:
    ntm::UnitMatcher m_matcher;
    ntm::Table m_table;

public:
    ntm::TableReader reader; // after what it refers to
};
