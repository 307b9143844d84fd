#include "geo/units/units.hpp"

#include "geo/base/viet_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <span>
#include <unordered_map>

namespace ntm {

namespace {

/// A column of a boundary table by its name, or empty cells.
class Cells {
public:
    Cells(const Table& table, const std::string& name) {
        if (!name.empty()) {
            if (const auto column = table.find(name)) {
                m_column = &table.columns[*column];
            }
        }
    }
    [[nodiscard]] bool present() const { return m_column != nullptr; }
    [[nodiscard]] std::string_view operator[](std::size_t row) const {
        return m_column != nullptr ? (*m_column)[row] : std::string_view();
    }

private:
    const TextColumn* m_column = nullptr;
};

/// Units of one level under construction, found again by code, or by name where there is no code.
struct LevelBuilder {
    UnitColumns columns;
    std::unordered_map<std::string, std::uint32_t> by_key;

    std::uint32_t append(std::string_view code, std::string_view name, UnitType type) {
        const auto id = static_cast<std::uint32_t>(columns.size());
        const TypedName typed = split_type_word(name);
        columns.code.emplace_back(code);
        columns.name.emplace_back(name);
        columns.type.push_back(type != UnitType::unknown ? type : parse_unit_type(typed.type));
        columns.district.push_back(no_unit);
        columns.province.push_back(no_unit);
        columns.fold.push_back(fold_key(typed.name));
        return id;
    }

    /// The unit with this code (or, without a code, this name), made when it is not there yet.
    std::uint32_t find_or_add(std::string_view code, std::string_view name, std::string_view scope) {
        if (code.empty() && name.empty()) {
            return no_unit;
        }
        const std::string key = code.empty() ? fmt::format("{}\n{}", scope, fold_key(name)) : std::string(code);
        const auto [place, is_new] = by_key.try_emplace(key, 0);
        if (is_new) {
            place->second = append(code, name, UnitType::unknown);
        } else if (columns.name[place->second].empty() && !name.empty()) {
            columns.name[place->second] = name;
            columns.fold[place->second] = fold_key(split_type_word(name).name);
            columns.type[place->second] = parse_unit_type(split_type_word(name).type);
        }
        return place->second;
    }
};

Issue boundary_issue(Severity severity, std::string code, const Table& table, std::int64_t row, std::string field,
                     std::string value, std::string detail = {}) {
    return {severity,
            std::move(code),
            {table.file, table.layer, row, std::move(field), std::move(value)},
            std::move(detail)};
}

/// A type word may stand in its own column while the name has none: put it in front, as documents print names.
std::string full_name(std::string_view name, std::string_view type) {
    if (type.empty() || name.empty() || !split_type_word(name).type.empty() ||
        parse_unit_type(type) == UnitType::unknown) {
        return std::string(name);
    }
    const std::string trial = fmt::format("{} {}", type, name);
    const std::string word = split_type_word(trial).type;
    return word.empty() ? std::string(name) : trial;
}

class HierarchyBuilder {
public:
    HierarchyBuilder(const std::vector<BoundaryInput>& inputs, std::string_view province_code)
        : m_inputs(inputs)
        , m_province_code(province_code) {}

    Result<Units> build() {
        if (m_inputs.empty()) {
            return Issue{Severity::error, "units_none", {}, {}};
        }
        // From the top down, so that names given for a parent are there before its children ask for it.
        std::vector<const BoundaryInput*> order;
        for (const BoundaryInput& input : m_inputs) {
            order.push_back(&input);
        }
        std::stable_sort(order.begin(), order.end(), [](auto* a, auto* b) { return a->level > b->level; });
        const Level drawn = order.back()->level;
        for (const BoundaryInput* input : order) {
            if (input->level == drawn) {
                add_drawn(*input);
            } else {
                add_higher(*input);
            }
        }
        if (!m_province_code.empty() && drawn != Level::province) {
            adopt_orphans(builder(Level::province).find_or_add(m_province_code, {}, {}));
        }
        Units units;
        units.drawn = drawn;
        for (const Level level : all_levels) {
            units.at(level) = std::move(builder(level).columns);
        }
        inherit_provinces(units);
        if (units.count(drawn) == 0) {
            m_issues.push_back(
                {Severity::error, "units_none", {order.back()->table.file, order.back()->table.layer, 0, {}, {}}, {}});
            return std::move(m_issues);
        }
        return {std::move(units), std::move(m_issues)};
    }

private:
    const std::vector<BoundaryInput>& m_inputs;
    std::string_view m_province_code;
    std::array<LevelBuilder, 3> m_levels;
    Issues m_issues;

    LevelBuilder& builder(Level level) { return m_levels[static_cast<std::size_t>(level)]; }

    void add_drawn(const BoundaryInput& input) {
        const Table& table = input.table;
        const BoundaryColumns columns = guess_boundary_columns(table, input.level, input.columns);
        require_columns(table, input.columns, columns);
        const Cells code(table, columns.code), name(table, columns.name), type(table, columns.type),
            parent_code(table, columns.parent), parent_name(table, columns.parent_name),
            province_code(table, columns.province), province_name(table, columns.province_name);
        LevelBuilder& level = builder(input.level);
        std::unordered_map<std::string, std::vector<std::int64_t>> rows_of_code;
        std::size_t unknown_types = 0;
        for (std::size_t row = 0; row < table.rows(); ++row) {
            std::string shown = full_name(name[row], type[row]);
            if (shown.empty() && code[row].empty() && !parent_name[row].empty()) {
                shown = parent_name[row]; // an island district that has no communes stands for itself
            }
            const UnitType unit_type = parse_unit_type(type[row]);
            const std::uint32_t id = level.append(code[row], shown, unit_type);
            if (level.columns.type[id] == UnitType::unknown) {
                ++unknown_types;
            }
            if (!code[row].empty()) {
                rows_of_code[std::string(code[row])].push_back(table.row_number[row]);
            }
            // A column that is not there was told once, not for each of its rows.
            if (code[row].empty() && code.present()) {
                m_issues.push_back(boundary_issue(Severity::warning, "code_missing", table, table.row_number[row],
                                                  columns.code, {}, shown.empty() ? "–" : shown));
            }
            if (shown.empty() && name.present() && !code[row].empty()) {
                m_issues.push_back(boundary_issue(Severity::warning, "name_missing", table, table.row_number[row],
                                                  columns.name, std::string(code[row])));
            }
            link(input.level, id, parent_code[row], parent_name[row], province_code[row], province_name[row]);
        }
        if (unknown_types > 0 && input.level == Level::commune) {
            m_issues.push_back(boundary_issue(Severity::info, "type_unknown", table, 0, columns.type, {},
                                              std::to_string(unknown_types)));
        }
        report_doubled(table, columns.code, rows_of_code);
    }

    void report_doubled(const Table& table, const std::string& field,
                        const std::unordered_map<std::string, std::vector<std::int64_t>>& rows_of_code) {
        std::vector<std::pair<std::int64_t, std::string>> doubled;
        for (const auto& [code, rows] : rows_of_code) {
            if (rows.size() > 1) {
                doubled.emplace_back(rows.front(), code);
            }
        }
        std::sort(doubled.begin(), doubled.end());
        for (const auto& [row, code] : doubled) {
            m_issues.push_back(boundary_issue(Severity::error, "code_doubled", table, row, field, code,
                                              fmt::format("{}", fmt::join(rows_of_code.at(code), ", "))));
        }
    }

    void require_columns(const Table& table, const BoundaryColumns& asked, const BoundaryColumns& found) {
        const auto missing = [&](const std::string& name, const char* what) {
            if (!name.empty() && !table.find(name)) {
                m_issues.push_back(boundary_issue(Severity::error, "column_missing", table, 0, name, what,
                                                  fmt::format("{}", fmt::join(table.names, ", "))));
            }
        };
        missing(asked.code, "code");
        missing(asked.name, "name");
        missing(asked.type, "type");
        missing(asked.parent, "parent");
        if (found.code.empty()) {
            m_issues.push_back(
                boundary_issue(Severity::warning, "code_column_unknown", table, 0, {}, {},
                               table.names.empty() ? "–" : fmt::format("{}", fmt::join(table.names, ", "))));
        } else if (found.code != asked.code) {
            m_issues.push_back(boundary_issue(Severity::info, "columns_guessed", table, 0, {}, {},
                                              fmt::format("code = {}, name = {}, type = {}, parent = {}", found.code,
                                                          found.name, found.type, found.parent)));
        }
    }

    void link(Level level, std::uint32_t id, std::string_view parent_code, std::string_view parent_name,
              std::string_view province_code, std::string_view province_name) {
        UnitColumns& columns = builder(level).columns;
        if (level == Level::province) {
            return;
        }
        std::uint32_t province = no_unit;
        if (!province_code.empty() || !province_name.empty()) {
            province = builder(Level::province).find_or_add(province_code, province_name, {});
        }
        if (level == Level::district) {
            columns.province[id] =
                province != no_unit ? province : builder(Level::province).find_or_add(parent_code, parent_name, {});
            return;
        }
        columns.province[id] = province;
        if (parent_code.empty() && parent_name.empty()) {
            return;
        }
        // A commune's parent is a district, unless the code is one of a province (vintages without districts).
        LevelBuilder& provinces = builder(Level::province);
        if (const auto known = provinces.by_key.find(std::string(parent_code));
            !parent_code.empty() && (known != provinces.by_key.end() || parent_code.size() == 2) &&
            !builder(Level::district).by_key.contains(std::string(parent_code))) {
            columns.province[id] = provinces.find_or_add(parent_code, parent_name, {});
            return;
        }
        const std::uint32_t district = builder(Level::district).find_or_add(parent_code, parent_name, province_code);
        columns.district[id] = district;
        if (province != no_unit) {
            builder(Level::district).columns.province[district] = province;
        }
    }

    void add_higher(const BoundaryInput& input) {
        const Table& table = input.table;
        const BoundaryColumns columns = guess_boundary_columns(table, input.level, input.columns);
        const Cells code(table, columns.code), name(table, columns.name), type(table, columns.type),
            parent_code(table, columns.parent), parent_name(table, columns.parent_name);
        LevelBuilder& level = builder(input.level);
        for (std::size_t row = 0; row < table.rows(); ++row) {
            const std::string shown = full_name(name[row], type[row]);
            const std::uint32_t id = level.find_or_add(code[row], shown, parent_code[row]);
            if (id == no_unit) {
                m_issues.push_back(
                    boundary_issue(Severity::warning, "code_missing", table, table.row_number[row], columns.code, {}));
                continue;
            }
            if (const UnitType given = parse_unit_type(type[row]); given != UnitType::unknown) {
                level.columns.type[id] = given;
            }
            if (input.level == Level::district && (!parent_code[row].empty() || !parent_name[row].empty())) {
                level.columns.province[id] =
                    builder(Level::province).find_or_add(parent_code[row], parent_name[row], {});
            }
        }
    }

    void adopt_orphans(std::uint32_t province) {
        for (std::uint32_t& of_district : builder(Level::district).columns.province) {
            of_district = of_district == no_unit ? province : of_district;
        }
        UnitColumns& communes = builder(Level::commune).columns;
        for (std::size_t id = 0; id < communes.size(); ++id) {
            if (communes.province[id] == no_unit && communes.district[id] == no_unit) {
                communes.province[id] = province;
            }
        }
    }

    /// A commune knows its province through its district; a single province without a name of its own is kept.
    static void inherit_provinces(Units& units) {
        UnitColumns& communes = units.at(Level::commune);
        const UnitColumns& districts = units.at(Level::district);
        for (std::size_t id = 0; id < communes.size(); ++id) {
            if (communes.province[id] == no_unit && communes.district[id] != no_unit) {
                communes.province[id] = districts.province[communes.district[id]];
            }
        }
    }
};

} // namespace

Result<Units> build_units(const std::vector<BoundaryInput>& inputs, std::string_view province_code) {
    return HierarchyBuilder(inputs, province_code).build();
}

} // namespace ntm
