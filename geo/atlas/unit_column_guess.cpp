#include "geo/atlas/unit_column_guess.hpp"

#include "geo/atlas/column_cells.hpp"
#include "geo/atlas/header_words.hpp"
#include "geo/base/number.hpp"
#include "geo/source/sheet_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace ntm {

namespace {

class UnitColumnFinder {
public:
    UnitColumnFinder(const Table& table, std::optional<std::size_t> order, const UnitMatcher& matcher)
        : m_table(table)
        , m_order(order)
        , m_matcher(matcher) {}

    UnitColumnGuess find() {
        find_units();
        return std::move(m_guess);
    }

private:
    const Table& m_table;
    std::optional<std::size_t> m_order;
    const UnitMatcher& m_matcher;
    UnitColumnGuess m_guess;

    void find_units() {
        std::optional<std::size_t> code, name, parent;
        double best_code = 0.5, best_name = 0.3;
        for (std::size_t column = 0; column < m_table.names.size(); ++column) {
            if (m_order == column || m_table.names[column] == section_column) {
                continue;
            }
            const double coded = share_of_cells(m_table, column, [&](std::string_view cell) {
                return !Date::parse(cell) && m_matcher.by_code(cell).outcome == JoinOutcome::sure;
            });
            if (heads_unit_codes(m_table.names[column]) && coded > best_code) {
                best_code = coded;
                code = column;
            }
            double named = share_of_cells(m_table, column, [&](std::string_view cell) {
                const auto levels = m_matcher.levels_of_name(cell);
                return !parse_number(cell) && std::any_of(levels.begin(), levels.end(), [](bool is) { return is; });
            });
            // Of a district's column and a commune's the one with more different names is the row's own.
            named *= heads_unit_names(m_table.names[column]) ? 1.2 : 1.0;
            named *= 0.5 + 0.5 * different(column);
            if (named > best_name) {
                if (name && is_upper(*name)) {
                    parent = name;
                }
                best_name = named;
                name = column;
            }
        }
        if (!code && !name) {
            return;
        }
        if (code) {
            m_guess.columns["unit_code"] = m_table.names[*code];
        }
        if (name) {
            m_guess.columns["unit_name"] = m_table.names[*name];
            find_parent(*name, parent);
        }
        m_guess.reasons.push_back({"unit_columns", unit_columns_text()});
        count_joined();
    }

    [[nodiscard]] double different(std::size_t column) const {
        const auto filled = filled_cells(m_table, column);
        const std::set<std::string_view> kinds(filled.begin(), filled.end());
        return filled.empty() ? 0 : static_cast<double>(kinds.size()) / static_cast<double>(filled.size());
    }

    [[nodiscard]] bool is_upper(std::size_t column) const {
        return share_of_cells(m_table, column, [&](std::string_view cell) {
                   const auto levels = m_matcher.levels_of_name(cell);
                   return levels[1] || levels[2];
               }) > 0.6;
    }

    void find_parent(std::size_t name, std::optional<std::size_t> likely) {
        for (std::size_t column = 0; column < m_table.names.size() && !likely; ++column) {
            if (column != name && m_order != column && m_table.names[column] != section_column && is_upper(column) &&
                different(column) < different(name)) {
                likely = column;
            }
        }
        if (likely && *likely != name) {
            m_guess.columns["parent_name"] = m_table.names[*likely];
        }
    }

    [[nodiscard]] std::string unit_columns_text() const {
        std::string text;
        for (const auto& [ours, header] : m_guess.columns) {
            text += fmt::format("{}{} = “{}”", text.empty() ? "" : ", ", ours, header);
        }
        return text;
    }

    void count_joined() {
        TableReader reader(m_table, m_matcher, m_guess.columns);
        std::array<std::size_t, 3> on_level{};
        for (std::size_t row = 0; row < m_table.rows(); ++row) {
            if (const auto unit = reader.unit(row)) {
                ++m_guess.joined;
                ++on_level[static_cast<std::size_t>(unit->level)];
            }
        }
        for (const Level level : all_levels) {
            if (10 * on_level[static_cast<std::size_t>(level)] >= 8 * m_guess.joined && m_guess.joined > 0) {
                m_guess.level = level;
            }
        }
        m_guess.reasons.push_back({"joined", fmt::format("{} / {}", m_guess.joined, m_table.rows())});
    }
};

} // namespace

UnitColumnGuess guess_unit_columns(const Table& table, std::optional<std::size_t> order, const UnitMatcher& matcher) {
    return UnitColumnFinder(table, order, matcher).find();
}

} // namespace ntm
