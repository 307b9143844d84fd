#include "geo/units/table_shape.hpp"

#include "geo/base/number.hpp"
#include "geo/base/row_words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ntm {

namespace {

/// One column of a wide sheet and what it speaks of.
struct WideColumn {
    std::string label;
    std::size_t column = 0;
    bool verdicts = false; ///< nothing but 0 and 1, or words
};

class Unfolding {
public:
    Unfolding(const Table& table, std::string_view kind)
        : m_table(table)
        , m_assessment(kind == "assessment") {}

    Table unfold(const std::vector<WideColumn>& wide) {
        Table table;
        table.file = m_table.file;
        table.layer = m_table.layer;
        for (std::size_t column = 0; column < m_table.names.size(); ++column) {
            const bool is_wide =
                std::any_of(wide.begin(), wide.end(), [&](const WideColumn& each) { return each.column == column; });
            if (!is_wide) {
                m_kept.push_back(column);
                table.names.push_back(m_table.names[column]);
            }
        }
        const std::vector<std::string> added =
            m_assessment ? std::vector<std::string>{"criterion_no", "indicator_no", "verdict", "value"}
                         : std::vector<std::string>{"measure", "value"};
        table.names.insert(table.names.end(), added.begin(), added.end());
        table.columns.resize(table.names.size());
        for (std::size_t row = 0; row < m_table.rows(); ++row) {
            const bool total = std::binary_search(m_table.totals.begin(), m_table.totals.end(), row);
            for (const WideColumn& each : wide) {
                const std::string_view cell = m_table.columns[each.column][row];
                if (says_nothing(cell)) {
                    continue;
                }
                if (total) {
                    table.totals.push_back(table.rows());
                }
                add_row(table, row, each, cell);
            }
        }
        return table;
    }

private:
    void add_row(Table& table, std::size_t row, const WideColumn& wide, std::string_view cell) const {
        for (std::size_t i = 0; i < m_kept.size(); ++i) {
            table.columns[i].append(m_table.columns[m_kept[i]][row]);
        }
        const std::string_view label = wide.label;
        const bool indicator = label.find('.') != std::string_view::npos;
        const bool verdict = wide.verdicts || !parse_number(cell);
        const std::string_view none;
        const auto added = m_assessment
                               ? std::vector<std::string_view>{indicator ? none : label, indicator ? label : none,
                                                               verdict ? cell : none, verdict ? none : cell}
                               : std::vector<std::string_view>{label, cell};
        for (std::size_t i = 0; i < added.size(); ++i) {
            table.columns[m_kept.size() + i].append(added[i]);
        }
        table.row_number.push_back(m_table.row_number[row]);
    }

    const Table& m_table;
    bool m_assessment;
    std::vector<std::size_t> m_kept;
};

/// A cell that is no number is a verdict; a column of nothing but 0 and 1 holds verdicts too.
bool holds_verdicts(const Table& table, std::size_t column) {
    bool only_binary = true, any_number = false;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::string_view cell = table.columns[column][row];
        if (!says_nothing(cell)) {
            const bool number = parse_number(cell).has_value();
            any_number = any_number || number;
            only_binary = only_binary && (!number || cell == "0" || cell == "1");
        }
    }
    return only_binary || !any_number;
}

} // namespace

Table long_form(Table table, std::string_view kind, const TableShape& shape, Issues& issues) {
    std::vector<WideColumn> wide;
    for (const auto& [label, header] : shape.values) {
        const auto column = table.find(header);
        if (!column) {
            issues.push_back({Severity::error,
                              "column_missing",
                              {table.file, table.layer, 0, header, label},
                              fmt::format("{}", fmt::join(table.names, ", "))});
            continue;
        }
        wide.push_back({label, *column, holds_verdicts(table, *column)});
    }
    if (!shape.values.empty()) {
        std::sort(wide.begin(), wide.end(), [](const auto& a, const auto& b) { return a.column < b.column; });
        table = Unfolding(table, kind).unfold(wide);
    }
    for (const auto& [name, value] : shape.constants) {
        table.names.push_back(name);
        table.columns.emplace_back();
        for (std::size_t row = 0; row < table.rows(); ++row) {
            table.columns.back().append(value);
        }
    }
    return table;
}

} // namespace ntm
