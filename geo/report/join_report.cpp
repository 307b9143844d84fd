#include "geo/report/join_report.hpp"

#include "geo/base/csv_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <tuple>

namespace ntm {

namespace {

/// Where a line stands: what a person must decide comes first.
int urgency(const JoinLine& line) {
    switch (line.join->outcome) {
    case JoinOutcome::none:
        return line.join->grounds == JoinGrounds::refused ? 5 : 0;
    case JoinOutcome::ambiguous:
        return 1;
    case JoinOutcome::probable:
        return 2;
    case JoinOutcome::sure:
        break;
    }
    return line.doubled ? 3 : 4;
}

/// What stands in the column `confirmed`: the decision that was read, to be read again.
std::string_view decision(const Join& join) {
    return join.grounds == JoinGrounds::confirmed ? "x" : join.grounds == JoinGrounds::refused ? "-" : "";
}

void finish_table(const Units& units, TableJoins& table) {
    std::map<std::pair<Level, std::uint32_t>, std::size_t> named_by;
    std::array<std::size_t, 3> on_level{};
    for (const JoinLine& line : table.lines) {
        table.rows += line.rows;
        table.by_outcome[static_cast<std::size_t>(line.join->outcome)] += line.rows;
        if (line.join->outcome == JoinOutcome::sure) {
            ++named_by[{line.join->unit.level, line.join->unit.id}];
            ++on_level[static_cast<std::size_t>(line.join->unit.level)];
        }
    }
    table.level = static_cast<Level>(std::max_element(on_level.begin(), on_level.end()) - on_level.begin());
    for (JoinLine& line : table.lines) {
        const auto named = named_by.find({line.join->unit.level, line.join->unit.id});
        line.doubled = line.join->outcome == JoinOutcome::sure && named != named_by.end() && named->second > 1;
    }
    std::stable_sort(table.lines.begin(), table.lines.end(), [](const JoinLine& a, const JoinLine& b) {
        return std::pair(urgency(a), a.join->row) < std::pair(urgency(b), b.join->row);
    });
    for (std::uint32_t id = 0; id < units.count(table.level) && !named_by.empty(); ++id) {
        if (!named_by.contains({table.level, id})) {
            table.without_row.push_back({table.level, id});
        }
    }
}

} // namespace

std::vector<TableJoins> make_join_report(const Units& units, std::span<const Join> joins) {
    std::vector<TableJoins> report;
    std::map<std::string, std::size_t> table_of_file;
    std::map<std::tuple<std::size_t, std::string, std::string>, std::size_t> line_of;
    std::set<std::pair<std::size_t, std::int64_t>> counted;
    for (const Join& join : joins) {
        const auto [table, is_new] = table_of_file.try_emplace(join.file, report.size());
        if (is_new) {
            report.push_back({});
            report.back().file = join.file;
        }
        std::vector<JoinLine>& lines = report[table->second].lines;
        const auto [line, first] = line_of.try_emplace({table->second, join.given, join.parent_given}, lines.size());
        if (first) {
            lines.push_back({&join, 0, false});
        }
        // A wide sheet, or one that is read for several kinds, asks for the unit of a row again and again.
        lines[line->second].rows += counted.emplace(table->second, join.row).second ? 1U : 0U;
    }
    for (TableJoins& table : report) {
        finish_table(units, table);
    }
    return report;
}

std::string joins_csv(const Units& units, std::span<const TableJoins> report) {
    std::string text = "\xEF\xBB\xBF"
                       "file,row,rows,given,parent_given,outcome,grounds,code,name,candidates,doubled,confirmed\r\n";
    for (const TableJoins& table : report) {
        for (const JoinLine& line : table.lines) {
            const Join& join = *line.join;
            std::string candidates;
            for (const UnitRef unit : join.candidates) {
                candidates +=
                    fmt::format("{}{} {}", candidates.empty() ? "" : "; ", units.code(unit), units.name(unit));
            }
            const bool found = join.unit.valid();
            const std::vector<std::string> cells{std::filesystem::path(join.file).filename().string(),
                                                 std::to_string(join.row),
                                                 std::to_string(line.rows),
                                                 join.given,
                                                 join.parent_given,
                                                 std::string(join_outcome_word(join.outcome)),
                                                 std::string(join_grounds_word(join.grounds)),
                                                 found ? units.code(join.unit) : "",
                                                 found ? units.name(join.unit) : "",
                                                 candidates,
                                                 line.doubled ? "x" : "",
                                                 std::string(decision(join))};
            for (std::size_t i = 0; i < cells.size(); ++i) {
                text += i > 0 ? "," : "";
                text += csv_cell(cells[i]);
            }
            text += "\r\n";
        }
    }
    return text;
}

} // namespace ntm
