#include "geo/source/total_rows.hpp"

#include "geo/base/number.hpp"
#include "geo/base/viet_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

namespace ntm {

namespace {

using Cells = std::vector<std::optional<double>>;

bool holds_word(const std::string& key, std::string_view word) {
    return (" " + key + " ").find(" " + std::string(word) + " ") != std::string::npos;
}

bool is_share(std::string_view header) {
    const std::string key = fold_key(header);
    return header.find('%') != std::string_view::npos || holds_word(key, "ti le") || holds_word(key, "percent") ||
           holds_word(key, "ti trong");
}

/// Numbers that a sum says nothing about.
bool is_not_summed(std::string_view header) {
    const std::string key = fold_key(header);
    constexpr std::array<std::string_view, 14> words{"stt", "tt",   "so tt", "so thu tu", "nam", "binh quan", "bq",
                                                     "ma",  "code", "year",  "ngai",      "muc", "mat do",    "no"};
    return is_share(header) || key.ends_with("_code") ||
           std::any_of(words.begin(), words.end(), [&](std::string_view word) { return holds_word(key, word); });
}

/// The numbers of a column; nothing where it holds other things. A dash is an empty cell.
std::optional<Cells> numbers_of(const Table& table, std::size_t column) {
    Cells cells(table.rows());
    std::size_t numbers = 0, others = 0;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::string_view text = table.columns[column][row];
        if (text.empty() || text == "-" || text == "–" || text == "—") {
            continue;
        }
        if (const auto number = parse_number(text); number && !number->ambiguous) {
            cells[row] = number->value;
            ++numbers;
        } else {
            ++others;
        }
    }
    return numbers >= 2 && 10 * others <= numbers ? std::optional(std::move(cells)) : std::nullopt;
}

bool same(double a, double b) {
    return std::abs(a - b) <= 1e-6 * std::max({1.0, std::abs(a), std::abs(b)});
}

/// Rows [begin, end) without totals.
struct Scope {
    std::size_t begin, end;
};

class TotalCheck {
public:
    explicit TotalCheck(const Table& table)
        : m_table(table) {
        gather_numbers();
    }

    Issues check_headings() {
        for (std::size_t i = 0; i < m_table.totals.size(); ++i) {
            const Scope below{m_table.totals[i] + 1, next_total(i)};
            if (below.begin < below.end) { // else a heading over headings
                compare(m_table.totals[i], below);
            }
        }
        return std::move(m_issues);
    }

    Issues check() {
        for (std::size_t i = 0; i < m_table.totals.size(); ++i) {
            check_total(i);
        }
        return std::move(m_issues);
    }

private:
    const Table& m_table;
    std::vector<std::pair<std::size_t, Cells>> m_columns;
    Issues m_issues;

    void gather_numbers() {
        if (m_table.totals.empty()) {
            return;
        }
        for (std::size_t column = 0; column < m_table.names.size(); ++column) {
            if (!is_not_summed(m_table.names[column])) {
                if (auto cells = numbers_of(m_table, column)) {
                    m_columns.emplace_back(column, std::move(*cells));
                }
            }
        }
    }

    [[nodiscard]] std::size_t next_total(std::size_t i) const {
        return i + 1 < m_table.totals.size() ? m_table.totals[i + 1] : m_table.rows();
    }

    [[nodiscard]] double sum(const Cells& cells, Scope scope) const {
        double total = 0;
        for (std::size_t row = scope.begin; row < scope.end; ++row) {
            if (!std::binary_search(m_table.totals.begin(), m_table.totals.end(), row)) {
                total += cells[row].value_or(0);
            }
        }
        return total;
    }

    void check_total(std::size_t i) {
        const std::size_t row = m_table.totals[i];
        const std::size_t after_last = i == 0 ? 0 : m_table.totals[i - 1] + 1;
        const std::array scopes{Scope{0, m_table.rows()}, Scope{after_last, row}, Scope{0, row},
                                Scope{row + 1, next_total(i)}};
        std::array<std::size_t, scopes.size()> agreeing{};
        std::size_t stated = 0;
        for (const auto& [column, cells] : m_columns) {
            if (cells[row]) {
                ++stated;
                for (std::size_t s = 0; s < scopes.size(); ++s) {
                    agreeing[s] += same(*cells[row], sum(cells, scopes[s])) ? 1U : 0U;
                }
            }
        }
        const auto best =
            static_cast<std::size_t>(std::max_element(agreeing.begin(), agreeing.end()) - agreeing.begin());
        report(Severity::info, "total_row", row, {}, fmt::format("{} / {}", agreeing[best], stated));
        compare(row, scopes[best]);
    }

    void compare(std::size_t row, Scope scope) {
        for (const auto& [column, cells] : m_columns) {
            if (const double counted = sum(cells, scope); cells[row] && !same(*cells[row], counted)) {
                report(Severity::warning, "sum_differs", row, m_table.names[column], fmt::format("{:.12g}", counted));
                m_issues.back().where.value = m_table.columns[column][row];
            }
        }
    }

    void report(Severity severity, const char* code, std::size_t row, const std::string& field, std::string detail) {
        m_issues.push_back({severity, code, {m_table.file, {}, m_table.row_number[row], field, {}}, std::move(detail)});
    }
};

constexpr double rounding = 0.06; // of a share printed with one decimal

/// Which two columns a column of shares comes from, and the rows that say otherwise.
struct Parts {
    std::size_t part = 0, whole = 0, agreeing = 0;
    std::vector<std::size_t> differing;
};

Parts try_parts(const Cells& shares, const std::pair<std::size_t, Cells>& part,
                const std::pair<std::size_t, Cells>& whole) {
    Parts parts{part.first, whole.first, 0, {}};
    for (std::size_t row = 0; row < shares.size(); ++row) {
        if (!shares[row] || !part.second[row] || !whole.second[row] || *whole.second[row] == 0) {
            continue;
        }
        const double counted = 100 * *part.second[row] / *whole.second[row];
        const bool is_whole = std::floor(*shares[row]) == *shares[row]; // may be rounded to whole percents
        if (std::abs(*shares[row] - counted) <= (is_whole ? 0.5 + 1e-9 : rounding)) {
            ++parts.agreeing;
        } else {
            parts.differing.push_back(row);
        }
    }
    return parts;
}

} // namespace

Issues check_total_rows(const Table& table) {
    return TotalCheck(table).check();
}

Issues check_headings(const Table& table) {
    return TotalCheck(table).check_headings();
}

Issues check_percentages(const Table& table) {
    constexpr std::size_t farthest = 6; // columns to the left that a share may come from
    Issues issues;
    std::vector<std::pair<std::size_t, Cells>> counts;
    for (std::size_t column = 0; column < table.names.size(); ++column) {
        auto cells = numbers_of(table, column);
        if (!cells) {
            continue;
        }
        if (!is_share(table.names[column])) {
            counts.emplace_back(column, std::move(*cells));
            continue;
        }
        Parts best;
        const std::size_t first = counts.size() > farthest ? counts.size() - farthest : 0;
        for (std::size_t part = first; part < counts.size(); ++part) {
            for (std::size_t whole = first; whole < counts.size(); ++whole) {
                if (part == whole) {
                    continue;
                }
                if (Parts tried = try_parts(*cells, counts[part], counts[whole]); tried.agreeing > best.agreeing) {
                    best = std::move(tried);
                }
            }
        }
        if (best.agreeing < 4 || best.agreeing < 3 * best.differing.size()) {
            continue; // no two columns that it is clearly the share of
        }
        for (const std::size_t row : best.differing) {
            const auto part = parse_number(table.columns[best.part][row]);
            const auto whole = parse_number(table.columns[best.whole][row]);
            issues.push_back(
                {Severity::warning,
                 "percent_against_parts",
                 {table.file, {}, table.row_number[row], table.names[column], std::string(table.columns[column][row])},
                 fmt::format("{:.12g} / {:.12g} = {:.1f}%", part->value, whole->value,
                             100 * part->value / whole->value)});
        }
    }
    return issues;
}

} // namespace ntm
