#pragma once

#include "geo/base/columns.hpp"
#include "geo/base/date.hpp"
#include "geo/base/issue.hpp"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace ntm {

/// The number of a criterion or indicator as sets hold it: "17,10" and "17.10." are 17.10. It is never read as a
/// number, as 17.1 and 17.10 are two indicators.
[[nodiscard]] std::string plain_no(std::string_view text);

/// The cells of one table of criteria by column name, and what is to be said about them.
class SetCells {
public:
    explicit SetCells(const Table& table)
        : m_table(table) {}

    [[nodiscard]] std::string_view text(std::size_t row, std::string_view column) const; ///< empty when absent
    /// The first row where the column is filled: what holds for the whole set.
    [[nodiscard]] std::optional<std::size_t> first_filled(std::string_view column) const;
    /// True when the table has all columns; else Issues column_missing.
    [[nodiscard]] bool require(std::initializer_list<std::string_view> columns);
    /// Absent cells give nothing; cells that are no number, year or date give nothing and an Issue.
    [[nodiscard]] std::optional<double> number(std::size_t row, std::string_view column);
    [[nodiscard]] int year(std::size_t row, std::string_view column); ///< 0 for nothing
    [[nodiscard]] std::optional<Date> date(std::size_t row, std::string_view column);
    [[nodiscard]] bool truth(std::size_t row, std::string_view column) const;

    void report(Severity severity, const char* code, std::size_t row, std::string_view column, std::string detail = {});

    Issues issues;

private:
    const Table& m_table;
};

} // namespace ntm
