#include "geo/programme/set_layer.hpp"

#include "geo/base/number.hpp"
#include "geo/base/viet_text.hpp"
#include "geo/programme/set_cells.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>
#include <utility>

namespace ntm {

namespace {

template <class Enum, std::size_t size>
std::optional<Enum> find_word(const std::array<std::pair<std::string_view, Enum>, size>& words, std::string_view cell) {
    const auto found = std::find_if(words.begin(), words.end(), [&](const auto& each) { return each.first == cell; });
    return found == words.end() ? std::nullopt : std::optional(found->second);
}

constexpr std::array<std::pair<std::string_view, IndicatorKind>, 5> kind_words{{{"boolean", IndicatorKind::boolean},
                                                                                {"percent", IndicatorKind::percent},
                                                                                {"number", IndicatorKind::number},
                                                                                {"currency", IndicatorKind::currency},
                                                                                {"text", IndicatorKind::text}}};
constexpr std::array<std::pair<std::string_view, Comparison>, 8> comparison_words{{{">=", Comparison::at_least},
                                                                                   {"≥", Comparison::at_least},
                                                                                   {"<=", Comparison::at_most},
                                                                                   {"≤", Comparison::at_most},
                                                                                   {"==", Comparison::equal},
                                                                                   {"=", Comparison::equal},
                                                                                   {"none", Comparison::none},
                                                                                   {"text", Comparison::none}}};
constexpr std::array<std::pair<std::string_view, Confidence>, 4> confidence_words{
    {{"high", Confidence::high}, {"medium", Confidence::medium}, {"low", Confidence::low}, {"", Confidence::high}}};

/// "2" before "10", numbers before letters.
std::vector<std::pair<long long, std::string>> order_of(const std::string& no) {
    std::vector<std::pair<long long, std::string>> parts;
    for (std::size_t begin = 0; begin <= no.size();) {
        const std::size_t end = std::min(no.find('.', begin), no.size());
        const std::string part = no.substr(begin, end - begin);
        const auto number = parse_integer(part);
        parts.emplace_back(number.value_or(1'000'000), number ? std::string() : part);
        begin = end + 1;
    }
    return parts;
}

bool years_meet(const Threshold& a, const Threshold& b) {
    const auto last = [](const Threshold& each) { return each.year_to == 0 ? 9999 : each.year_to; };
    const auto open = [](const Threshold& each) { return each.year_from == 0 && each.year_to == 0; };
    return open(a) == open(b) && a.year_from <= last(b) && b.year_from <= last(a);
}

/// Lays the rows of a table over what the set holds already.
class SetLayer {
public:
    SetLayer(CriteriaSet& set, const Table& table)
        : m_set(set)
        , m_table(table)
        , m_cells(table)
        , m_given(set.indicators.size(), false) {}

    Issues take_rows() {
        if (m_cells.require({"criterion_no", "indicator_no"})) {
            read_set_columns();
            for (std::size_t row = 0; row < m_table.rows(); ++row) {
                take_row(row);
            }
            put_in_order();
        }
        return std::move(m_cells.issues);
    }

private:
    void read_set_columns() {
        if (const auto row = m_cells.first_filled("set_title_vi")) {
            m_set.title_vi = m_cells.text(*row, "set_title_vi");
        }
        if (const auto row = m_cells.first_filled("set_title_en")) {
            m_set.title_en = m_cells.text(*row, "set_title_en");
        }
        if (const auto row = m_cells.first_filled("set_decree")) {
            m_set.decree = m_own_decree = m_cells.text(*row, "set_decree");
        }
        if (const auto row = m_cells.first_filled("effective_from")) {
            m_set.from = m_cells.date(*row, "effective_from");
        }
        if (const auto row = m_cells.first_filled("effective_to")) {
            m_set.to = m_cells.date(*row, "effective_to");
            if (m_set.from && m_set.to && *m_set.to < *m_set.from) {
                m_cells.report(Severity::error, "set_date_order", *row, "effective_to", m_set.from->iso());
            }
        }
        if (const auto row = m_cells.first_filled("illustrative")) {
            m_set.illustrative = m_cells.truth(*row, "illustrative");
        }
        if (const auto row = m_cells.first_filled("level")) {
            const auto level = parse_level(m_cells.text(*row, "level"));
            level ? void(m_set.level = *level) : m_cells.report(Severity::error, "set_level_unknown", *row, "level");
        }
        if (const auto row = m_cells.first_filled("tier")) {
            const auto tier = parse_tier(m_cells.text(*row, "tier"));
            tier ? void(m_set.tier = *tier) : m_cells.report(Severity::error, "tier_unknown", *row, "tier");
        }
    }

    void take_row(std::size_t row) {
        const std::string no = plain_no(m_cells.text(row, "indicator_no"));
        const auto criterion = criterion_of(row, no);
        if (!criterion) {
            return;
        }
        if (no.empty()) {
            fill(m_set.criteria[*criterion], row);
            return;
        }
        auto found = exact_indicator(no);
        if (found && m_given[*found]) {
            if (!is_further_line(row, m_set.indicators[*found], *criterion)) {
                m_cells.report(Severity::error, "indicator_doubled", row, "indicator_no",
                               std::to_string(m_set.indicators[*found].row));
                return;
            }
        } else {
            const bool is_new = !found;
            if (is_new) {
                found = m_set.indicators.size();
                m_set.indicators.emplace_back().no = no;
                m_given.push_back(false);
            }
            m_set.indicators[*found].criterion = *criterion;
            fill(m_set.indicators[*found], row, is_new);
            m_given[*found] = true;
        }
        add_threshold(m_set.indicators[*found], row);
    }

    /// By its number, made where it is new; else by the indicator the base has.
    std::optional<std::size_t> criterion_of(std::size_t row, const std::string& indicator_no) {
        const std::string no = plain_no(m_cells.text(row, "criterion_no"));
        if (no.empty()) {
            if (const auto known = exact_indicator(indicator_no)) {
                return m_set.indicators[*known].criterion;
            }
            m_cells.report(Severity::error, "criterion_absent", row, "criterion_no");
            return std::nullopt;
        }
        auto found = m_set.find_criterion(no);
        const auto name = m_cells.text(row, "criterion_vi");
        if (!found) {
            if (name.empty()) {
                m_cells.report(Severity::error, "criterion_absent", row, "criterion_vi", no);
                return std::nullopt;
            }
            found = m_set.criteria.size();
            Criterion& made = m_set.criteria.emplace_back();
            made.no = no;
            made.entry_condition = no == "0";
        }
        Criterion& criterion = m_set.criteria[*found];
        const auto replace = [](std::string& text, std::string_view cell) {
            if (!cell.empty()) {
                text = cell;
            }
        };
        replace(criterion.name_vi, name);
        replace(criterion.name_en, m_cells.text(row, "criterion_en"));
        if (!m_cells.text(row, "key_for_revocation").empty()) {
            criterion.key_for_revocation = m_cells.truth(row, "key_for_revocation");
        }
        return found;
    }

    [[nodiscard]] std::optional<std::size_t> exact_indicator(std::string_view no) const {
        const auto found = std::find_if(m_set.indicators.begin(), m_set.indicators.end(),
                                        [&](const Indicator& each) { return each.no == no; });
        return found == m_set.indicators.end()
                   ? std::nullopt
                   : std::optional(static_cast<std::size_t>(found - m_set.indicators.begin()));
    }

    /// A further line only adds a threshold: it has one, and names nothing else.
    [[nodiscard]] bool is_further_line(std::size_t row, const Indicator& indicator, std::size_t criterion) const {
        const auto name = m_cells.text(row, "indicator_vi");
        return !m_cells.text(row, "threshold").empty() && criterion == indicator.criterion &&
               (name.empty() || name == indicator.name_vi);
    }

    void fill(Criterion& criterion, std::size_t row) {
        if (const auto department = m_cells.text(row, "lead_department"); !department.empty()) {
            criterion.lead_department = department;
            m_named_department.insert(criterion.no);
        }
        criterion.decree = m_cells.text(row, "decree");
        criterion.note = m_cells.text(row, "note");
        criterion.confidence = confidence(row);
    }

    void fill(Indicator& indicator, std::size_t row, bool is_new) {
        const auto replace = [&](std::string& text, std::string_view column) {
            if (const auto cell = m_cells.text(row, column); !cell.empty()) {
                text = cell;
            }
        };
        replace(indicator.name_vi, "indicator_vi");
        replace(indicator.name_en, "indicator_en");
        replace(indicator.unit, "unit");
        replace(indicator.unit_en, "unit_en");
        replace(indicator.lead_department, "lead_department");
        indicator.decree = m_own_decree;
        replace(indicator.decree, "decree");
        indicator.note = m_cells.text(row, "note");
        indicator.row = m_table.row_number[row];
        indicator.confidence = confidence(row);
        indicator.thresholds.clear();
        if (const auto cell = m_cells.text(row, "kind"); !cell.empty() || is_new) {
            const auto kind = find_word(kind_words, cell);
            indicator.kind = kind.value_or(IndicatorKind::text);
            if (!kind) {
                m_cells.report(Severity::error, "indicator_kind_unknown", row, "kind");
            }
        }
        if (const auto cell = m_cells.text(row, "comparison"); !cell.empty()) {
            const auto comparison = find_word(comparison_words, cell);
            indicator.comparison = comparison.value_or(Comparison::none);
            if (!comparison) {
                m_cells.report(Severity::error, "comparison_unknown", row, "comparison");
            }
        }
    }

    Confidence confidence(std::size_t row) {
        const auto found = find_word(confidence_words, m_cells.text(row, "confidence"));
        if (!found) {
            m_cells.report(Severity::error, "confidence_unknown", row, "confidence");
        }
        return found.value_or(Confidence::low);
    }

    void add_threshold(Indicator& indicator, std::size_t row) {
        const auto cell = m_cells.text(row, "threshold");
        if (cell.empty() || (indicator.kind == IndicatorKind::boolean && (fold_key(cell) == "dat" || cell == "1"))) {
            return; // "Đạt" only says that a verdict is asked
        }
        const auto value = m_cells.number(row, "threshold");
        if (!value) {
            return;
        }
        const bool is_judged = indicator.kind != IndicatorKind::boolean && indicator.kind != IndicatorKind::text;
        if (!is_judged || indicator.comparison == Comparison::none) {
            m_cells.report(Severity::error, "comparison_unknown", row, "comparison");
            return;
        }
        Threshold threshold;
        threshold.region = region_key(m_cells.text(row, "region"));
        threshold.zone = m_cells.text(row, "zone");
        threshold.commune_group = m_cells.text(row, "commune_group");
        threshold.year_from = m_cells.year(row, "year_from");
        threshold.year_to = m_cells.year(row, "year_to");
        threshold.value = *value;
        threshold.confidence = confidence(row);
        const bool doubled =
            std::any_of(indicator.thresholds.begin(), indicator.thresholds.end(), [&](const Threshold& other) {
                return std::tie(other.region, other.zone, other.commune_group) ==
                           std::tie(threshold.region, threshold.zone, threshold.commune_group) &&
                       years_meet(other, threshold);
            });
        if (doubled) {
            m_cells.report(Severity::error, "threshold_doubled", row, "threshold", indicator.no);
            return;
        }
        indicator.thresholds.push_back(std::move(threshold));
    }

    void put_in_order() {
        std::vector<std::size_t> order(m_set.criteria.size());
        for (std::size_t i = 0; i < order.size(); ++i) {
            order[i] = i;
        }
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return order_of(m_set.criteria[a].no) < order_of(m_set.criteria[b].no);
        });
        std::vector<std::size_t> place(order.size());
        std::vector<Criterion> criteria;
        for (std::size_t i = 0; i < order.size(); ++i) {
            place[order[i]] = i;
            criteria.push_back(std::move(m_set.criteria[order[i]]));
            criteria.back().indicators.clear();
        }
        m_set.criteria = std::move(criteria);
        for (Indicator& indicator : m_set.indicators) {
            indicator.criterion = place[indicator.criterion];
        }
        std::stable_sort(m_set.indicators.begin(), m_set.indicators.end(), [](const Indicator& a, const Indicator& b) {
            return std::pair(a.criterion, order_of(a.no)) < std::pair(b.criterion, order_of(b.no));
        });
        for (std::size_t i = 0; i < m_set.indicators.size(); ++i) {
            m_set.criteria[m_set.indicators[i].criterion].indicators.push_back(i);
        }
        name_departments();
    }

    /// A criterion answers to the departments of its indicators where it names none itself.
    void name_departments() {
        for (Criterion& criterion : m_set.criteria) {
            std::set<std::string> named;
            std::string all;
            for (const std::size_t i : criterion.indicators) {
                const std::string& department = m_set.indicators[i].lead_department;
                if (!department.empty() && named.insert(department).second) {
                    all += (all.empty() ? "" : "; ") + department;
                }
            }
            if (!all.empty() && !m_named_department.contains(criterion.no)) {
                criterion.lead_department = all;
            }
        }
    }

    CriteriaSet& m_set;
    const Table& m_table;
    SetCells m_cells;
    std::vector<bool> m_given;                ///< by this table, not only by the base
    std::set<std::string> m_named_department; ///< criteria whose department this table names itself
    std::string m_own_decree;
};

} // namespace

Issues lay_rows(CriteriaSet& set, const Table& table) {
    return SetLayer(set, table).take_rows();
}

} // namespace ntm
