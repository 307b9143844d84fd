#pragma once

#include "geo/units/table_reader.hpp"

#include <span>
#include <string>
#include <vector>

namespace ntm {

/// All rows of a table that name a unit in the same words.
struct JoinLine {
    const Join* join = nullptr; ///< the first of them
    std::size_t rows = 0;
    bool doubled = false; ///< other words of the same table are joined to the same unit
};

/// How the rows of one table found their units.
struct TableJoins {
    std::string file;
    std::size_t rows = 0;
    std::array<std::size_t, 4> by_outcome{}; ///< rows, by JoinOutcome
    std::vector<JoinLine> lines;             ///< those to look at first: none, ambiguous, probable, doubled, sure
    Level level = Level::commune;            ///< of most of the units found
    std::vector<UnitRef> without_row;        ///< units of that level that no row names
    [[nodiscard]] std::size_t count(JoinOutcome outcome) const { return by_outcome[static_cast<std::size_t>(outcome)]; }
};

/// `joins` must outlive the report.
[[nodiscard]] std::vector<TableJoins> make_join_report(const Units& units, std::span<const Join> joins);

/// UTF-8 with the mark that spreadsheets ask for: file, row, rows, given, parent_given, outcome, grounds, code, name,
/// candidates, doubled, confirmed. A person puts an x into `confirmed`, or another code into `code`, and lays the file
/// beside workspace.toml as joins.csv. What was confirmed before stays marked.
[[nodiscard]] std::string joins_csv(const Units& units, std::span<const TableJoins> report);

} // namespace ntm
