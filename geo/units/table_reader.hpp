#pragma once

#include "geo/base/columns.hpp"
#include "geo/base/date.hpp"
#include "geo/base/result.hpp"
#include "geo/units/unit_matcher.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ntm {

/// `columns` of a table in workspace.toml: our column name -> header in the file.
using ColumnNames = std::map<std::string, std::string>;

/// How one row found its unit.
struct Join {
    std::string file;
    std::int64_t row = 0;
    std::string given; ///< code or name as written
    std::string parent_given;
    JoinOutcome outcome = JoinOutcome::none;
    JoinGrounds grounds = JoinGrounds::nothing;
    UnitRef unit; ///< also where only probable: proposed, not used
    std::vector<UnitRef> candidates;
};

/// Reads the rows of one fact table cell by cell and keeps the Issues: one way for every kind of table to find its
/// columns, its unit, its dates and words, and to say what is wrong with which row.
class TableReader {
public:
    /// `level` of the units that the rows name; without it, the one on which most of their names are found. Issues:
    /// column_missing for each header named in `names` that the table lacks.
    TableReader(const Table& table, const UnitMatcher& matcher, const ColumnNames& names,
                std::optional<Level> level = {});

    [[nodiscard]] std::size_t rows() const { return m_table.rows(); }
    [[nodiscard]] bool has(std::string_view column) const;
    [[nodiscard]] std::vector<std::string_view> columns() const; ///< ours where known, else as the file names them
    /// True when the table has all of them; else Issues column_missing.
    [[nodiscard]] bool require(std::initializer_list<std::string_view> columns);
    [[nodiscard]] std::string_view text(std::size_t row, std::string_view column) const; ///< empty when absent
    /// Absent cells give nothing; cells that are no date, number or known word give nothing and an Issue.
    [[nodiscard]] std::optional<Date> date(std::size_t row, std::string_view column);
    [[nodiscard]] std::optional<int> year(std::size_t row, std::string_view column);
    [[nodiscard]] std::optional<double> number(std::size_t row, std::string_view column);
    [[nodiscard]] std::optional<bool> truth(std::size_t row, std::string_view column);
    /// The unit of the row by `unit_code` and `unit_name` with `parent_name`, only where sure. Issues: unit_absent,
    /// unit_unmatched, unit_probable, unit_ambiguous, code_against_name, code_zeros_restored.
    [[nodiscard]] std::optional<UnitRef> unit(std::size_t row);
    /// The units whose codes or names a cell lists, parted by ; or ,. Those unknown: an Issue `code_of_issue` each.
    [[nodiscard]] std::vector<UnitRef> units_listed(std::size_t row, std::string_view column,
                                                    std::string code_of_issue);
    [[nodiscard]] Source source(std::size_t row) const;

    void report(Severity severity, std::string code, std::size_t row, std::string_view column, std::string detail = {});
    /// Of the whole table, not of a row.
    void report_table(Severity severity, std::string code, std::string_view column, std::string detail = {});
    [[nodiscard]] Issues take_issues() { return std::move(m_issues); }
    [[nodiscard]] std::vector<Join> take_joins() { return std::move(m_joins); }

private:
    const Table& m_table;
    const UnitMatcher& m_matcher;
    std::map<std::string, std::size_t, std::less<>> m_column;
    Issues m_issues;
    std::vector<Join> m_joins;
    std::optional<Level> m_level;
    std::optional<Level> m_zeros_lost;
    std::unordered_map<std::string, UnitMatcher::Match>
        m_matched; ///< rows of long tables name the same units again and again

    bool m_old_codes = false;

    void guess_level();
    void guess_vintage();

    /// A column as the file calls it: what a person looks for.
    [[nodiscard]] std::string header(std::string_view column) const;
};

/// Reads a `unit` table (type, in_scope, region, zone, commune_group, mountain, valid_from, valid_to, alias) into
/// Units::facts, sorted.
void read_unit_facts(Units& units, TableReader& reader);

} // namespace ntm
