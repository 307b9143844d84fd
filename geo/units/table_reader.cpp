#include "geo/units/table_reader.hpp"

#include "geo/base/number.hpp"
#include "geo/base/row_texts.hpp"
#include "geo/base/row_words.hpp"
#include "geo/base/viet_text.hpp"
#include "geo/base/written_date.hpp"
#include "geo/units/header_aliases.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace ntm {

TableReader::TableReader(const Table& table, const UnitMatcher& matcher, const ColumnNames& names,
                         std::optional<Level> level)
    : m_table(table)
    , m_matcher(matcher)
    , m_level(level) {
    for (const auto& [ours, header] : names) {
        if (const auto column = table.find(header)) {
            m_column[ours] = *column;
        } else {
            m_issues.push_back({Severity::error,
                                "column_missing",
                                {table.file, table.layer, 0, header, ours},
                                fmt::format("{}", fmt::join(table.names, ", "))});
        }
    }
    for (std::size_t column = 0; column < table.names.size(); ++column) {
        std::string own = table.names[column];
        std::transform(own.begin(), own.end(), own.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        m_column.try_emplace(own, column);
    }
    for (const auto& [ours, alias] : header_aliases()) {
        if (const auto column = table.find(alias); column && !m_column.contains(ours)) {
            m_column.emplace(ours, *column);
        }
    }
    guess_level();
}

bool TableReader::require(std::initializer_list<std::string_view> columns) {
    bool all = true;
    for (const std::string_view name : columns) {
        if (!has(name)) {
            all = false;
            report_table(Severity::error, "column_missing", name, fmt::format("{}", fmt::join(m_table.names, ", ")));
        }
    }
    return all;
}

bool TableReader::has(std::string_view column) const {
    return m_column.contains(column);
}

std::vector<std::string_view> TableReader::columns() const {
    std::vector<std::string_view> names;
    for (const auto& [name, column] : m_column) {
        names.push_back(name);
    }
    return names;
}

std::string TableReader::header(std::string_view column) const {
    const auto found = m_column.find(column);
    return found == m_column.end() ? std::string(column) : m_table.names[found->second];
}

std::string_view TableReader::text(std::size_t row, std::string_view column) const {
    const auto found = m_column.find(column);
    const std::string_view cell = found == m_column.end() ? std::string_view() : m_table.columns[found->second][row];
    return says_nothing(cell) ? std::string_view() : cell;
}

std::optional<Date> TableReader::date(std::size_t row, std::string_view column) {
    const std::string_view cell = text(row, column);
    if (cell.empty()) {
        return std::nullopt;
    }
    const auto written = parse_written_date(cell);
    if (!written) {
        report(Severity::error, "date_invalid", row, column);
        return std::nullopt;
    }
    if (written->given != WrittenDate::Given::day) {
        const bool period = written->given == WrittenDate::Given::period;
        report(period ? Severity::warning : Severity::info, "date_assumed", row, column, written->date.iso());
    }
    return written->date;
}

std::optional<int> TableReader::year(std::size_t row, std::string_view column) {
    const std::string_view cell = text(row, column);
    if (cell.empty()) {
        return std::nullopt;
    }
    if (const auto number = parse_number(cell);
        number && number->value >= 1900 && number->value <= 2200 && number->value == static_cast<int>(number->value)) {
        return static_cast<int>(number->value);
    }
    if (const auto date = Date::parse(cell)) {
        return date->year();
    }
    report(Severity::error, "year_invalid", row, column);
    return std::nullopt;
}

std::optional<double> TableReader::number(std::size_t row, std::string_view column) {
    const std::string_view cell = text(row, column);
    if (cell.empty()) {
        return std::nullopt;
    }
    const auto number = parse_number(cell);
    if (!number) {
        report(Severity::error, "number_invalid", row, column);
        return std::nullopt;
    }
    return number->value;
}

std::optional<bool> TableReader::truth(std::size_t row, std::string_view column) {
    const std::string key = fold_key(text(row, column));
    if (key.empty()) {
        return std::nullopt;
    }
    for (const std::string_view yes : {"true", "1", "x", "co", "ies", "dung", "t"}) {
        if (key == yes) {
            return true;
        }
    }
    for (const std::string_view no : {"false", "0", "khong", "no", "sai", "f", "k"}) {
        if (key == no) {
            return false;
        }
    }
    report(Severity::error, "truth_invalid", row, column);
    return std::nullopt;
}

/// Codes that only units before a reform have show that all codes of the table are of that time, also those that other
/// units bear now.
void TableReader::guess_vintage() {
    if (!m_matcher.has_old_codes()) {
        return;
    }
    std::set<std::string_view> only_old, known;
    for (std::size_t row = 0; row < m_table.rows(); ++row) {
        if (const std::string_view code = text(row, "unit_code"); !code.empty()) {
            const bool now = m_matcher.knows_code(code);
            if (!now && m_matcher.knows_old_code(code)) {
                only_old.insert(code);
            } else if (now) {
                known.insert(code);
            }
        }
    }
    m_old_codes = !only_old.empty() && 20 * only_old.size() >= known.size();
    if (m_old_codes) {
        report_table(Severity::warning, "codes_other_vintage", "unit_code", fmt::to_string(only_old.size()));
    }
}

/// A sheet of districts says "Triệu Sơn" and means the district, not its town: where nearly all rows without a type
/// word are found on one level and far fewer on the others, that is the level of the table.
void TableReader::guess_level() {
    bool has_zeros = false, has_four = false;
    for (std::size_t row = 0; row < m_table.rows(); ++row) {
        const std::string_view code = text(row, "unit_code");
        has_zeros = has_zeros || code.starts_with("0");
        has_four = has_four || (code.size() >= 4 && code.find_first_not_of("0123456789") == std::string_view::npos);
    }
    if (has_four && !has_zeros) {
        m_zeros_lost = Level::commune;
    }
    guess_vintage();
    if (m_level) {
        return;
    }
    std::array<std::size_t, 3> found{};
    std::size_t named = 0;
    std::set<std::string_view> seen;
    for (std::size_t row = 0; row < m_table.rows(); ++row) {
        const std::string_view name = text(row, "unit_name");
        if (!name.empty() && seen.insert(name).second) {
            ++named;
            const auto levels = m_matcher.levels_of_name(name);
            for (std::size_t i = 0; i < found.size(); ++i) {
                found[i] += levels[i] ? 1U : 0U;
            }
        }
    }
    for (std::size_t i = 0; i < found.size(); ++i) {
        const bool others_less = std::none_of(found.begin(), found.end(), [&](const std::size_t& other) {
            return &other != &found[i] && 10 * other > 7 * found[i];
        });
        if (named >= 3 && 10 * found[i] >= 7 * named && others_less) {
            m_level = all_levels[i];
        }
    }
}

std::optional<UnitRef> TableReader::unit(std::size_t row) {
    const std::string_view code = text(row, "unit_code");
    const std::string_view name = text(row, "unit_name");
    const std::string_view parent = text(row, has("parent_name") ? "parent_name" : "parent_code");
    const std::string_view section = text(row, "section_name");
    const std::string key = fmt::format("{}\n{}\n{}\n{}", code, name, parent, section);
    auto place = m_matched.find(key);
    if (place == m_matched.end()) {
        place = m_matched
                    .emplace(key, m_matcher.match(
                                      {code, name, parent, section, m_level, m_zeros_lost, m_old_codes, m_table.file}))
                    .first;
    }
    const UnitMatcher::Match& match = place->second;
    const std::string_view column = !code.empty() ? "unit_code" : "unit_name";
    m_joins.push_back({m_table.file, m_table.row_number[row], std::string(text(row, column)), std::string(parent),
                       match.outcome, match.grounds, match.unit, match.candidates});
    const auto names = [&] {
        std::string list;
        for (const UnitRef unit : match.candidates) {
            list += fmt::format("{}{} {}", list.empty() ? "" : "; ", m_matcher.units().code(unit),
                                m_matcher.units().name(unit));
        }
        return list;
    };
    switch (match.outcome) {
    case JoinOutcome::sure:
        if (match.zeros_restored()) {
            report(Severity::info, "code_zeros_restored", row, column);
        }
        return match.unit;
    case JoinOutcome::probable:
        report(Severity::warning, "unit_probable", row, column, names());
        return std::nullopt;
    case JoinOutcome::ambiguous:
        report(Severity::error,
               match.grounds == JoinGrounds::code_against_name ? "code_against_name" : "unit_ambiguous", row, column,
               names());
        return std::nullopt;
    case JoinOutcome::none:
        break;
    }
    if (match.grounds == JoinGrounds::refused) {
        return std::nullopt; // a person said so
    }
    report(Severity::error, code.empty() && name.empty() ? "unit_absent" : "unit_unmatched", row, column, names());
    return std::nullopt;
}

std::vector<UnitRef> TableReader::units_listed(std::size_t row, std::string_view column, std::string code_of_issue) {
    std::vector<UnitRef> listed;
    const std::string_view cell = text(row, column);
    for (std::size_t begin = 0; begin < cell.size();) {
        const std::size_t end = std::min(cell.find_first_of(";,", begin), cell.size());
        const std::string one = clean_text(cell.substr(begin, end - begin));
        begin = end + 1;
        if (one.empty()) {
            continue;
        }
        UnitMatcher::Match match = m_matcher.by_code(one);
        if (match.outcome != UnitMatcher::Outcome::sure) {
            match = m_matcher.by_name(one, text(row, "parent_name"));
        }
        if (match.outcome == UnitMatcher::Outcome::sure) {
            listed.push_back(match.unit);
        } else {
            report(Severity::warning, code_of_issue, row, column, one);
        }
    }
    return listed;
}

Source TableReader::source(std::size_t row) const {
    return {std::string(text(row, "source_document")), std::string(text(row, "source_page")),
            std::string(text(row, "note")), m_table.file, m_table.row_number[row]};
}

void TableReader::report(Severity severity, std::string code, std::size_t row, std::string_view column,
                         std::string detail) {
    m_issues.push_back(
        {severity,
         std::move(code),
         {m_table.file, m_table.layer, m_table.row_number[row], header(column), std::string(text(row, column))},
         std::move(detail)});
}

void TableReader::report_table(Severity severity, std::string code, std::string_view column, std::string detail) {
    m_issues.push_back(
        {severity, std::move(code), {m_table.file, m_table.layer, 0, header(column), {}}, std::move(detail)});
}

void read_unit_facts(Units& units, TableReader& reader) {
    for (std::size_t row = 0; row < reader.rows(); ++row) {
        const auto unit = reader.unit(row);
        if (!unit) {
            continue;
        }
        UnitFact fact;
        fact.unit = *unit;
        fact.from = reader.date(row, "valid_from");
        fact.to = reader.date(row, "valid_to");
        if (fact.from && fact.to && *fact.to < *fact.from) {
            reader.report(Severity::error, "date_order", row, "valid_to", fact.from->iso());
            continue;
        }
        fact.type = parse_unit_type(reader.text(row, "type"));
        if (fact.type == UnitType::unknown && !reader.text(row, "type").empty()) {
            reader.report(Severity::error, "unit_type_unknown", row, "type");
        }
        fact.in_scope = reader.truth(row, "in_scope");
        fact.mountain = reader.truth(row, "mountain");
        take_texts(reader, row,
                   {{"region", &fact.region},
                    {"zone", &fact.zone},
                    {"commune_group", &fact.commune_group},
                    {"alias", &fact.alias}});
        fact.source = reader.source(row);
        // A table that names units lends the names that the boundaries lack.
        std::string& name = units.at(unit->level).name[unit->id];
        if (const std::string_view given = reader.text(row, "unit_name"); name.empty() && !given.empty()) {
            name = given;
            units.at(unit->level).fold[unit->id] = fold_key(split_type_word(given).name);
        }
        if (UnitType& type = units.at(unit->level).type[unit->id];
            type == UnitType::unknown && fact.type != UnitType::unknown) {
            type = fact.type;
        }
        units.facts.push_back(std::move(fact));
    }
    std::stable_sort(units.facts.begin(), units.facts.end(), [](const UnitFact& a, const UnitFact& b) {
        return std::tuple(a.unit.level, a.unit.id, a.from.value_or(Date())) <
               std::tuple(b.unit.level, b.unit.id, b.from.value_or(Date()));
    });
}

} // namespace ntm
