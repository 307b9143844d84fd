#include "geo/atlas/official_columns.hpp"

#include "geo/atlas/known_units.hpp"
#include "geo/base/viet_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

namespace ntm {

namespace {

constexpr std::size_t most_cells = 200; // of a column are looked at
constexpr std::size_t fewest_hits = 3;
constexpr std::array<std::size_t, 3> code_width{5, 3, 2}; // of the statistics office, by level

bool is_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

/// The code that a cell means: "3388", "'03388" and "3388.000" are 03388. Empty: none of this level.
std::string code_in(std::string_view cell, Level level) {
    cell.remove_prefix(std::min(cell.find_first_not_of(" '"), cell.size()));
    if (const std::size_t point = cell.find_first_of(".,");
        point != std::string_view::npos && cell.find_first_not_of('0', point + 1) == std::string_view::npos) {
        cell = cell.substr(0, point);
    }
    const std::size_t width = code_width[static_cast<std::size_t>(level)];
    if (!is_digits(cell) || cell.size() > width) {
        return {};
    }
    return std::string(width - cell.size(), '0') + std::string(cell);
}

/// How many cells of a column are what is looked for, and how many different ones.
struct Held {
    std::size_t asked = 0, hits = 0, different = 0;
    [[nodiscard]] bool over_half() const { return 2 * hits > asked; }
    [[nodiscard]] bool most() const { return hits >= fewest_hits && over_half(); }
};

/// `is` is asked by row.
template <typename Is>
Held count(const TextColumn& column, Is is) {
    Held held;
    std::set<std::string_view> different;
    const std::size_t step = std::max<std::size_t>(1, column.size() / most_cells);
    for (std::size_t row = 0; row < column.size(); row += step) {
        if (!column[row].empty()) {
            ++held.asked;
            held.hits += is(row) ? 1U : 0U;
            different.insert(column[row]);
        }
    }
    held.different = different.size();
    return held;
}

Held names_in(const TextColumn& column, Level level) {
    return count(column, [&](std::size_t row) { return !KnownUnits::shared().by_name(level, column[row]).empty(); });
}

/// The column with the most different cells of a kind; of equal ones the first.
template <typename In>
std::optional<std::size_t> best_column(const Table& table, In in) {
    std::optional<std::size_t> best;
    std::size_t most = 0;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const Held held = in(table.columns[i]);
        if (held.most() && held.different > most) {
            most = held.different;
            best = i;
        }
    }
    return best;
}

/// Numbers from 1 to n are official codes too; what tells is that the unit of the code bears the name in the row.
Held codes_under_names(const TextColumn& codes, const TextColumn& names, Level level) {
    return count(codes, [&](std::size_t row) {
        const std::string name = fold_key(split_type_word(names[row]).name);
        const auto units = KnownUnits::shared().by_code(level, code_in(codes[row], level));
        return std::any_of(units.begin(), units.end(),
                           [&](const KnownUnit& unit) { return fold_key(split_type_word(unit.name).name) == name; });
    });
}

/// Whether the official list puts a unit into the one of a higher level with this code.
bool lies_in(const KnownUnit& unit, Level level, std::string_view code) {
    if (unit.parent == code) {
        return true; // a commune of 2025 stands right under its province
    }
    const auto districts = level == Level::province ? KnownUnits::shared().by_code(Level::district, unit.parent)
                                                    : std::vector<KnownUnit>{};
    return std::any_of(districts.begin(), districts.end(),
                       [&](const KnownUnit& district) { return district.parent == code; });
}

/// Serial numbers of districts stand beside true codes of communes; what tells is that the commune lies in the unit.
Held parents_of_codes(const TextColumn& parents, Level level, const TextColumn& codes, Level own) {
    return count(parents, [&](std::size_t row) {
        const std::string parent = code_in(parents[row], level);
        const auto units = KnownUnits::shared().by_code(own, code_in(codes[row], own));
        return std::any_of(units.begin(), units.end(),
                           [&](const KnownUnit& unit) { return lies_in(unit, level, parent); });
    });
}

class Understanding {
public:
    explicit Understanding(BoundaryInput& input)
        : m_input(input)
        , m_table(input.table)
        , m_guessed(guess_boundary_columns(input.table, input.level, input.columns)) {}

    Issues run() {
        find_name();
        find_code();
        find_parent();
        if (!m_found.empty()) {
            tell("columns_by_list", fmt::format("{}", fmt::join(m_found, ", ")));
        }
        m_guessed = guess_boundary_columns(m_table, m_input.level, m_input.columns);
        give_back_zeros();
        return std::move(m_issues);
    }

private:
    BoundaryInput& m_input;
    Table& m_table;
    BoundaryColumns m_guessed;
    std::vector<std::string> m_found;
    Issues m_issues;

    void tell(const char* code, std::string detail, std::string field = {}) {
        m_issues.push_back(
            {Severity::info, code, {m_table.file, m_table.layer, 0, std::move(field), {}}, std::move(detail)});
    }

    void take(std::string BoundaryColumns::*which, const char* what, std::size_t column) {
        m_input.columns.*which = m_table.names[column];
        m_guessed.*which = m_table.names[column];
        m_found.push_back(fmt::format("{} = {}", what, m_table.names[column]));
    }

    [[nodiscard]] const TextColumn* column(const std::string& name) const {
        const auto at = name.empty() ? std::nullopt : m_table.find(name);
        return at ? &m_table.columns[*at] : nullptr;
    }

    void find_name() {
        if (!m_input.columns.name.empty() || !m_guessed.name.empty()) {
            return;
        }
        if (const auto best = best_column(m_table, [&](const TextColumn& c) { return names_in(c, m_input.level); })) {
            take(&BoundaryColumns::name, "name", *best);
        }
    }

    void find_code() {
        const TextColumn* names = column(m_guessed.name);
        const TextColumn* codes = column(m_guessed.code);
        if (!m_input.columns.code.empty() || names == nullptr ||
            (codes != nullptr && codes_under_names(*codes, *names, m_input.level).most())) {
            return;
        }
        const auto under_names = [&](const TextColumn& c) { return codes_under_names(c, *names, m_input.level); };
        if (const auto best = best_column(m_table, under_names)) {
            take(&BoundaryColumns::code, "code", *best);
        }
    }

    void find_parent() {
        const bool told = !m_guessed.parent.empty() || !m_guessed.parent_name.empty() || !m_guessed.province.empty() ||
                          !m_guessed.province_name.empty();
        if (m_input.level != Level::commune || told || m_found.empty()) {
            return; // headers that are known come with a parent that is known, or with none
        }
        const auto best = best_column(m_table, [&](const TextColumn& c) {
            Held held = names_in(c, Level::district);
            held.hits = held.different < c.size() ? held.hits : 0;
            return held;
        });
        if (best && m_table.names[*best] != m_guessed.name && m_table.names[*best] != m_guessed.code) {
            take(&BoundaryColumns::parent_name, "parent", *best);
        }
    }

    /// Only to codes that the list confirms: of a wrong join nobody is told, of a missing one everybody.
    void give_back_zeros() {
        const TextColumn* names = column(m_guessed.name);
        const TextColumn* codes = column(m_guessed.code);
        if (names == nullptr || codes == nullptr || !codes_under_names(*codes, *names, m_input.level).over_half()) {
            return;
        }
        if (m_input.level == Level::commune) {
            give_back_to_parents(m_guessed.parent, Level::district, *codes);
            give_back_to_parents(m_guessed.province, Level::province, *codes);
        } else if (m_input.level == Level::district) {
            give_back_to_parents(m_guessed.parent, Level::province, *codes);
        }
        fill_up(m_guessed.code, m_input.level);
    }

    void give_back_to_parents(const std::string& header, Level level, const TextColumn& codes) {
        const TextColumn* parents = column(header);
        if (parents != nullptr && parents_of_codes(*parents, level, codes, m_input.level).over_half()) {
            fill_up(header, level);
        }
    }

    void fill_up(const std::string& header, Level level) {
        TextColumn& cells = m_table.columns[*m_table.find(header)];
        std::size_t changed = 0;
        TextColumn restored;
        for (std::size_t row = 0; row < cells.size(); ++row) {
            const std::string code = code_in(cells[row], level);
            if (code.empty() && !cells[row].empty()) {
                return; // other codes stand here: nobody knows how long they should be
            }
            changed += code != cells[row] ? 1U : 0U;
            restored.append(code);
        }
        if (changed == 0) {
            return;
        }
        tell("code_zeros_given_back", std::to_string(changed), header);
        cells = std::move(restored);
    }
};

} // namespace

Issues understand_columns(BoundaryInput& input) {
    return Understanding(input).run();
}

std::optional<Level> level_of_cells(const Table& table) {
    std::optional<Level> level;
    std::size_t most = 0;
    for (const Level one : all_levels) {
        for (const TextColumn& column : table.columns) {
            const Held held = names_in(column, one);
            // A commune's row names its district too: what differs from row to row is what the row is about.
            if (held.most() && held.different > most) {
                most = held.different;
                level = one;
            }
        }
    }
    return level;
}

Issues find_level(BoundaryInput& input, std::optional<Level> asked, std::string_view layer_name) {
    const auto told = asked ? asked : guess_level(input.table, layer_name);
    const auto found = told ? told : level_of_cells(input.table);
    input.level = found.value_or(Level::commune);
    if (found) {
        return {};
    }
    return {{Severity::warning,
             "level_assumed",
             {input.table.file, input.table.layer, 0, {}, {}},
             std::string(level_word(input.level))}};
}

} // namespace ntm
