#include "geo/atlas/table_proposal.hpp"

#include "geo/atlas/column_cells.hpp"
#include "geo/atlas/header_words.hpp"
#include "geo/atlas/unit_column_guess.hpp"
#include "geo/base/number.hpp"
#include "geo/base/viet_text.hpp"
#include "geo/base/written_date.hpp"
#include "geo/planning/plans.hpp"
#include "geo/programme/assessment.hpp"
#include "geo/programme/duties.hpp"
#include "geo/source/sheet_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

namespace ntm {

namespace {

/// Kinds whose tables bring our own column names, and the columns that tell them.
struct OwnKind {
    std::string_view kind;
    std::vector<std::vector<std::string_view>> any_of; ///< one of each list must be there
};
const std::vector<OwnKind>& own_kinds() {
    static const std::vector<OwnKind> kinds{
        {"lineage", {{"old_code", "ma_xa_cu"}, {"new_code", "ma_xa_moi"}}},
        {"figure", {{"measure"}, {"kind"}, {"value"}}},
        {"target", {{"year"}, {"measure", "xa_ntm", "xa_ntm_nang_cao", "huyen_ntm", "thon_ntm", "ocop"}}},
        {"assessment", {{"criterion_no", "indicator_no"}}},
        {"process", {{"step"}}},
        {"task", {{"what"}}},
        {"assignment", {{"body"}}},
        {"product", {{"stars"}, {"name"}}},
        {"capital", {{"year"}, {"source"}, {"planned", "assigned", "disbursed"}}},
        {"recognition", {{"tier", "title"}}},
        {"plan", {{"status"}}},
        {"unit", {{"in_scope", "region", "zone", "mountain", "commune_group", "alias", "type"}}},
    };
    return kinds;
}

class TableGuess {
public:
    TableGuess(const std::filesystem::path& file, const Sheet& sheet, const UnitMatcher& matcher,
               const std::vector<CriteriaSet>& sets, std::vector<GuessReason>& why_not)
        : m_file(file)
        , m_sheet(sheet)
        , m_matcher(matcher)
        , m_sets(sets)
        , m_why_not(why_not)
        , m_layout(guess_layout(sheet)) {}

    std::vector<ProposedTable> guess() {
        auto table = table_of_sheet(m_sheet, m_layout);
        if (!table || table->rows() == 0) {
            m_why_not.push_back({"no_rows", {}});
            return {};
        }
        m_table = without_rows(*table, table->totals);
        m_has_totals = !table->totals.empty();
        read_title();
        if (guess_own()) {
            return std::move(m_found);
        }
        UnitColumnGuess units = guess_unit_columns(m_table, m_layout.order, m_matcher);
        m_columns = std::move(units.columns);
        m_level = units.level;
        m_joined = units.joined;
        m_unit_reasons = std::move(units.reasons);
        if (m_columns.empty()) {
            m_why_not.push_back({"no_units", fmt::format("{}", fmt::join(m_table.names, ", "))});
            return {};
        }
        guess_recognitions();
        guess_plans();
        guess_criteria();
        guess_measures();
        guess_by_words("product", {"name", "stars"});
        guess_by_words("task", {"what", "deadline"});
        guess_by_words("assignment", {"body"});
        if (m_found.empty()) {
            guess_by_words("unit", {"type"});
        }
        if (m_found.empty()) {
            m_why_not.push_back({"no_kind", fmt::format("{}", fmt::join(m_table.names, ", "))});
        }
        return std::move(m_found);
    }

private:
    const std::filesystem::path& m_file;
    const Sheet& m_sheet;
    const UnitMatcher& m_matcher;
    const std::vector<CriteriaSet>& m_sets;
    std::vector<GuessReason>& m_why_not;
    SheetLayout m_layout;
    Table m_table;
    bool m_has_totals = false;
    std::string m_title;   ///< what stands above the header
    std::string m_below;   ///< and what stands below the table
    ColumnNames m_columns; ///< of the units
    std::optional<Level> m_level;
    std::size_t m_joined = 0;
    std::vector<GuessReason> m_unit_reasons;
    std::vector<ProposedTable> m_found;

    void read_title() {
        for (std::size_t row = 0; row < m_sheet.rows(); ++row) {
            const RowKind kind = m_layout.kind[row];
            if (kind != RowKind::title && kind != RowKind::note) {
                continue;
            }
            for (std::size_t column = 0; column < m_sheet.width(row); ++column) {
                std::string& text = kind == RowKind::title ? m_title : m_below;
                text += std::string(m_sheet.text(row, column)) + " ";
            }
        }
    }

    [[nodiscard]] bool has_own(std::string_view name) const {
        return std::find(m_table.names.begin(), m_table.names.end(), name) != m_table.names.end();
    }

    /// A table with our own column names is what they say.
    bool guess_own() {
        for (const OwnKind& own : own_kinds()) {
            const bool all = std::all_of(own.any_of.begin(), own.any_of.end(), [&](const auto& names) {
                return std::any_of(names.begin(), names.end(), [&](std::string_view name) { return has_own(name); });
            });
            if (all) {
                ProposedTable& found = add(own.kind);
                found.entry.shape.columns.clear();
                found.entry.shape.level.reset();
                found.reasons = {{"own_columns", std::string(own.kind)}};
                return true;
            }
        }
        return false;
    }

    ProposedTable& add(std::string_view kind) {
        ProposedTable found;
        found.entry.kind = kind;
        found.entry.source = m_file;
        if (!m_sheet.delimited) {
            found.entry.choice.layer = m_sheet.name;
        }
        for (std::size_t row = 0; row < m_sheet.rows(); ++row) {
            if (m_layout.kind[row] == RowKind::header) {
                found.entry.choice.cut.header_rows.push_back(m_sheet.row_number[row]);
            }
        }
        if (found.entry.choice.cut.header_rows == std::vector<std::int64_t>{1}) {
            found.entry.choice.cut.header_rows.clear();
        }
        found.entry.shape.columns = m_columns;
        found.entry.shape.level = m_level;
        found.rows = m_table.rows();
        found.joined = m_joined;
        found.reasons = m_unit_reasons;
        m_found.push_back(std::move(found));
        return m_found.back();
    }

    [[nodiscard]] double share(std::size_t column, const std::function<bool(std::string_view)>& fits) const {
        return share_of_cells(m_table, column, fits);
    }

    [[nodiscard]] bool is_unit_column(std::size_t column) const {
        return m_layout.order == column || m_table.names[column] == section_column ||
               std::any_of(m_columns.begin(), m_columns.end(),
                           [&](const auto& pair) { return pair.second == m_table.names[column]; });
    }

    // Kinds -----------------------------------------------------------------------------------------------------------

    /// Further columns by their headers; of a group ("Huyện đạt chuẩn / Năm") only those of the same group.
    void add_columns(ProposedTable& found, std::string_view group) {
        for (std::size_t column = 0; column < m_table.names.size(); ++column) {
            const std::string& header = m_table.names[column];
            const auto slash = header.find(" / ");
            const bool elsewhere = slash != std::string::npos && header.substr(0, slash) != group;
            if (is_unit_column(column) || elsewhere) {
                continue;
            }
            const std::string ours = column_of_header(header, found.entry.kind);
            const bool used = std::any_of(found.entry.shape.columns.begin(), found.entry.shape.columns.end(),
                                          [&](const auto& pair) { return pair.second == header; });
            if (!ours.empty() && !used && fits_column(ours, column)) {
                found.entry.shape.columns.try_emplace(ours, header);
            }
        }
    }

    /// A column of days holds days, one of years years.
    [[nodiscard]] bool fits_column(const std::string& ours, std::size_t column) const {
        if (filled_cells(m_table, column).empty()) {
            return false;
        }
        if (ours.ends_with("_date") || ours == "deadline" || ours == "valid_to" || ours == "expires") {
            return share(column, [](std::string_view cell) { return parse_written_date(cell).has_value(); }) > 0.5;
        }
        if (ours.ends_with("year") || ours.starts_with("period_")) {
            return share(column, [](std::string_view cell) { return year_in_text(cell) != 0; }) > 0.5;
        }
        return true;
    }

    static std::string group_of(std::string_view header) {
        const auto slash = header.find(" / ");
        return slash == std::string_view::npos ? std::string() : std::string(header.substr(0, slash));
    }

    /// "Đạt" under "Giao thông" is a criterion's: a tier is named in the cell, or the header or title speaks of one.
    [[nodiscard]] bool tells_tiers(std::size_t column) const {
        const std::string& header = m_table.names[column];
        const double known = share(column, [](std::string_view cell) { return parse_tier(cell).has_value(); });
        const double held =
            share(column, [](std::string_view cell) { return parse_tier(cell).value_or(Tier::none) != Tier::none; });
        const double bare = share(column, [](std::string_view cell) { return parse_verdict(cell).has_value(); });
        const std::string words = fold_key(header);
        const bool spoken = words.find("ntm") != std::string::npos ||
                            words.find("nong thon moi") != std::string::npos ||
                            words.find("muc do") != std::string::npos || words.find("danh hieu") != std::string::npos ||
                            words.find("dat chuan") != std::string::npos ||
                            (words + fold_key(m_title)).find("cong nhan") != std::string::npos;
        return known >= 0.6 && held > 0 && criterion_of_header(header).empty() && (spoken || bare < known);
    }

    void guess_recognitions() {
        for (std::size_t column = 0; column < m_table.names.size(); ++column) {
            const std::string& header = m_table.names[column];
            if (is_unit_column(column) || !tells_tiers(column)) {
                continue;
            }
            const bool districts = m_level == Level::district;
            ProposedTable& found = add("recognition");
            found.entry.shape.columns[districts ? "title" : "tier"] = header;
            add_columns(found, group_of(header));
            found.reasons.push_back({"tier_words", header});
            return;
        }
    }

    void guess_plans() {
        for (std::size_t column = 0; column < m_table.names.size(); ++column) {
            const std::string& header = m_table.names[column];
            const double known = share(column, [](std::string_view cell) {
                return !parse_integer(cell) && parse_plan_status(cell).has_value();
            });
            if (is_unit_column(column) || known < 0.5) {
                continue;
            }
            ProposedTable& found = add("plan");
            found.entry.shape.columns["status"] = header;
            add_columns(found, group_of(header));
            found.reasons.push_back({"status_words", header});
            return;
        }
    }

    /// One column a criterion: at least three of them, with verdicts or numbers.
    void guess_criteria() {
        ColumnNames values;
        for (std::size_t column = 0; column < m_table.names.size(); ++column) {
            const std::string number = criterion_of_header(m_table.names[column]);
            const bool filled = share(column, [](std::string_view cell) {
                                    return parse_verdict(cell).has_value() || parse_number(cell).has_value();
                                }) > 0.6;
            if (!is_unit_column(column) && !number.empty() && filled) {
                values.try_emplace(number, m_table.names[column]);
            }
        }
        if (values.size() < 3) {
            guess_named_criteria(values);
        }
        if (values.size() < 3) {
            return;
        }
        ProposedTable& found = add("assessment");
        found.reasons.push_back({"criteria_columns", std::to_string(values.size())});
        found.entry.shape.values = std::move(values);
        add_date(found, "assessed_date");
    }

    /// "Quy hoạch", "Giao thông", "Thủy lợi", …: the criteria of a set by their names.
    void guess_named_criteria(ColumnNames& values) {
        for (const CriteriaSet& set : m_sets) {
            ColumnNames named;
            for (std::size_t column = 0; column < m_table.names.size(); ++column) {
                const std::string key = fold_key(m_table.names[column]);
                for (const Criterion& criterion : set.criteria) {
                    if (!is_unit_column(column) && !key.empty() && key == fold_key(criterion.name_vi)) {
                        named.try_emplace(criterion.no, m_table.names[column]);
                    }
                }
            }
            if (named.size() > values.size()) {
                values = std::move(named);
            }
        }
    }

    void guess_measures() {
        ColumnNames values;
        for (std::size_t column = 0; column < m_table.names.size(); ++column) {
            const std::string measure = measure_of_header(m_table.names[column]);
            const bool counts = share(column, [](std::string_view cell) {
                                    const auto number = parse_number(cell);
                                    return number && number->value >= 0 && number->value < 100'000;
                                }) > 0.6;
            if (!is_unit_column(column) && !measure.empty() && counts) {
                values.try_emplace(measure, m_table.names[column]);
            }
        }
        if (values.empty() || m_level == Level::commune) {
            return;
        }
        const std::string title = fold_key(m_title);
        const bool target = title.find("chi tieu") != std::string::npos ||
                            title.find("ke hoach") != std::string::npos ||
                            title.find("muc tieu") != std::string::npos || title.find("phan dau") != std::string::npos;
        ProposedTable& found = add(target ? "target" : "figure");
        found.reasons.push_back({target ? "target_columns" : "figure_columns", std::to_string(values.size())});
        found.entry.shape.values = std::move(values);
        const int year = year_in_text(m_title);
        if (target) {
            for (std::size_t column = 0; column < m_table.names.size(); ++column) {
                if (fold_key(m_table.names[column]) == "nam") {
                    found.entry.shape.columns["year"] = m_table.names[column];
                }
            }
            if (!found.entry.shape.columns.contains("year") && year != 0) {
                found.entry.shape.constants["year"] = std::to_string(year);
                found.reasons.push_back({"year_of_title", std::to_string(year)});
            }
        } else {
            found.entry.shape.constants["kind"] = "stock";
            add_date(found, "date");
        }
    }

    /// The day that a title or note names ("tính đến ngày 30/6/2022"), else the last day of its year.
    void add_date(ProposedTable& found, const std::string& column) {
        for (std::size_t i = 0; i < m_table.names.size(); ++i) {
            if (!is_unit_column(i) && column_of_header(m_table.names[i], found.entry.kind) == column) {
                found.entry.shape.columns[column] = m_table.names[i];
                return;
            }
        }
        for (const std::string& text : {m_title, m_below}) {
            for (std::size_t begin = 0; begin < text.size();) {
                const std::size_t end = std::min(text.find_first_of(" ,;()", begin), text.size());
                if (const auto date = Date::parse(std::string_view(text).substr(begin, end - begin))) {
                    found.entry.shape.constants[column] = date->iso();
                    found.reasons.push_back({"date_of_title", date->iso()});
                    return;
                }
                begin = end + 1;
            }
            if (const int year = year_in_text(text); year != 0) {
                found.entry.shape.constants[column] = fmt::format("{}-12-31", year);
                found.reasons.push_back({"date_of_title", fmt::format("{}-12-31", year)});
                return;
            }
        }
        found.reasons.push_back({"date_unknown", column});
    }

    void guess_by_words(std::string_view kind, std::initializer_list<std::string_view> needed) {
        ProposedTable trial;
        trial.entry.kind = kind;
        trial.entry.shape.columns = m_columns;
        add_columns(trial, {});
        const bool all = std::all_of(needed.begin(), needed.end(), [&](std::string_view name) {
            return trial.entry.shape.columns.contains(std::string(name));
        });
        if (all) {
            ProposedTable& found = add(kind);
            found.entry.shape.columns = trial.entry.shape.columns;
            found.reasons.push_back({"header_words", std::string(kind)});
        }
    }
};

} // namespace

std::vector<ProposedTable> propose_tables(const std::filesystem::path& file, const Sheet& sheet,
                                          const UnitMatcher& matcher, const std::vector<CriteriaSet>& sets,
                                          std::vector<GuessReason>& why_not) {
    return TableGuess(file, sheet, matcher, sets, why_not).guess();
}

} // namespace ntm
