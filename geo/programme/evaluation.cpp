#include "geo/programme/assessment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>
#include <memory>
#include <utility>

namespace ntm {

namespace {

constexpr std::array<std::string_view, 6> state_words{"met",          "not_met",        "missing",
                                                      "not_assessed", "not_applicable", "withheld"};

ItemState state_of(Verdict verdict) {
    switch (verdict) {
    case Verdict::met:
        return ItemState::met;
    case Verdict::not_met:
        return ItemState::not_met;
    case Verdict::not_assessed:
        return ItemState::not_assessed;
    case Verdict::not_applicable:
        return ItemState::not_applicable;
    case Verdict::withheld:
        break;
    }
    return ItemState::withheld;
}

/// Sums of doubles may miss a printed threshold by their last bit.
double slack_of(double threshold) {
    return 1e-9 * std::max(1.0, std::abs(threshold));
}

/// The values that meet a threshold; not known: none of them can be judged.
struct Limit {
    double least = 0;
    double most = 0;
    bool known = false;
    [[nodiscard]] bool holds(double value) const { return value >= least && value <= most; }
};

Limit limit_of(Comparison comparison, const Threshold* threshold) {
    constexpr double endless = std::numeric_limits<double>::infinity();
    if (threshold == nullptr || comparison == Comparison::none) {
        return {};
    }
    const double slack = slack_of(threshold->value);
    return {comparison == Comparison::at_most ? -endless : threshold->value - slack,
            comparison == Comparison::at_least ? endless : threshold->value + slack, true};
}

std::uint8_t bit(ItemState state) {
    return static_cast<std::uint8_t>(1U << static_cast<unsigned>(state));
}

/// The state of a criterion whose indicators have the states in `bits`.
ItemState fold_states(std::uint8_t bits) {
    for (const ItemState state :
         {ItemState::not_met, ItemState::withheld, ItemState::missing, ItemState::not_assessed, ItemState::met}) {
        if ((bits & bit(state)) != 0) {
            return state;
        }
    }
    return bits == 0 ? ItemState::missing : ItemState::not_applicable;
}

ThresholdKeys with_year(ThresholdKeys keys, Date date) {
    if (keys.year == 0) {
        keys.year = date.year();
    }
    return keys;
}

JudgedItem judge(const Indicator& indicator, const Assessment* row, const ThresholdKeys& keys) {
    JudgedItem item;
    item.row = row;
    item.threshold = indicator.comparison == Comparison::none ? nullptr : indicator.threshold_for(keys);
    if (row == nullptr) {
        return item;
    }
    item.value = row->value;
    std::optional<ItemState> by_value;
    if (item.value && item.threshold != nullptr) {
        const double threshold = item.threshold->value;
        const bool reached = limit_of(indicator.comparison, item.threshold).holds(*item.value);
        by_value = reached ? ItemState::met : ItemState::not_met;
        item.distance = reached ? 0 : std::abs(threshold - *item.value);
    }
    if (row->verdict) {
        item.state = state_of(*row->verdict);
        item.reported = true;
        item.disagrees =
            by_value && *by_value != item.state && (item.state == ItemState::met || item.state == ItemState::not_met);
    } else {
        item.state = by_value.value_or(ItemState::not_assessed);
        item.provisional = by_value && item.threshold->confidence == Confidence::low;
    }
    return item;
}

/// A criterion from its own indicators.
JudgedItem fold_items(std::span<const JudgedItem> indicators) {
    JudgedItem item;
    std::uint8_t bits = 0;
    bool any_of_state_firm = false;
    bool any_provisional = false;
    for (const JudgedItem& one : indicators) {
        bits |= bit(one.state);
    }
    item.state = fold_states(bits);
    item.reported = !indicators.empty();
    for (const JudgedItem& one : indicators) {
        item.disagrees = item.disagrees || one.disagrees;
        item.reported = item.reported && one.reported;
        any_provisional = any_provisional || one.provisional;
        any_of_state_firm = any_of_state_firm || (one.state == item.state && !one.provisional);
    }
    // One firm failure fails the criterion whatever is provisional beside it; to be met, all must be firm.
    item.provisional =
        (item.state == ItemState::met && any_provisional) || (item.state == ItemState::not_met && !any_of_state_firm);
    return item;
}

JudgedItem judge_criterion(const Assessment* row, std::span<const JudgedItem> indicators) {
    JudgedItem item = fold_items(indicators);
    if (row == nullptr || !row->verdict) {
        return item;
    }
    const ItemState from_indicators = item.state;
    item.row = row;
    item.state = state_of(*row->verdict);
    item.reported = true;
    item.provisional = false;
    item.disagrees = (item.state == ItemState::met && from_indicators == ItemState::not_met) ||
                     (item.state == ItemState::not_met && from_indicators == ItemState::met);
    return item;
}

/// The last row of an item up to a day, of rows sorted by item and day.
const Assessment* latest_of(std::span<const Assessment> rows, std::uint16_t item, Date date) {
    const auto end = std::partition_point(rows.begin(), rows.end(), [&](const Assessment& row) {
        return std::pair(row.item, row.date) <= std::pair(item, date);
    });
    return end != rows.begin() && std::prev(end)->item == item ? &*std::prev(end) : nullptr;
}

/// The limits of every indicator for each kind of unit among many.
class LimitTable {
public:
    LimitTable(const CriteriaSet& set, std::span<const ThresholdKeys> keys_of_unit, Date date)
        : m_set(set)
        , m_keys(keys_of_unit)
        , m_date(date) {}

    [[nodiscard]] const Limit* of(std::size_t unit) {
        static const ThresholdKeys no_keys;
        const ThresholdKeys& keys = unit < m_keys.size() ? m_keys[unit] : no_keys;
        if (m_last == nullptr || !same(*m_last->keys, keys)) {
            const auto found =
                std::find_if(m_kinds.begin(), m_kinds.end(), [&](const auto& kind) { return same(*kind->keys, keys); });
            m_last = found != m_kinds.end() ? found->get() : add(keys);
        }
        return m_last->limits.data();
    }

private:
    struct Kind {
        const ThresholdKeys* keys = nullptr;
        std::vector<Limit> limits;
    };

    static bool same(const ThresholdKeys& a, const ThresholdKeys& b) {
        return a.year == b.year && a.region == b.region && a.zone == b.zone && a.commune_group == b.commune_group;
    }

    const Kind* add(const ThresholdKeys& keys) {
        auto kind = std::make_unique<Kind>();
        kind->keys = &keys;
        const ThresholdKeys dated = with_year(keys, m_date);
        for (const Indicator& indicator : m_set.indicators) {
            kind->limits.push_back(limit_of(indicator.comparison, indicator.threshold_for(dated)));
        }
        return m_kinds.emplace_back(std::move(kind)).get();
    }

    const CriteriaSet& m_set;
    std::span<const ThresholdKeys> m_keys;
    Date m_date;
    std::vector<std::unique_ptr<Kind>> m_kinds;
    const Kind* m_last = nullptr;
};

/// The criteria of one unit after another, without an allocation.
class UnitFold {
public:
    explicit UnitFold(const CriteriaSet& set)
        : m_set(set)
        , m_bits(set.criteria.size())
        , m_seen(set.criteria.size())
        , m_own(set.criteria.size()) {
        for (const Indicator& indicator : set.indicators) {
            m_criterion.push_back(static_cast<std::uint16_t>(indicator.criterion));
        }
        for (std::size_t i = 0; i < m_bit_of_verdict.size(); ++i) {
            m_bit_of_verdict[i] = bit(state_of(static_cast<Verdict>(i)));
        }
    }

    void clear() {
        std::fill(m_bits.begin(), m_bits.end(), std::uint8_t{0});
        std::fill(m_seen.begin(), m_seen.end(), std::uint16_t{0});
        std::fill(m_own.begin(), m_own.end(), AssessmentColumns::no_verdict);
    }

    void take(std::uint16_t item, std::uint8_t verdict, double value, const Limit* limits) {
        if (item >= whole_criterion) {
            if (const std::size_t criterion = item - whole_criterion; criterion < m_own.size()) {
                m_own[criterion] = verdict;
            }
            return;
        }
        if (item >= m_criterion.size()) {
            return;
        }
        // Without branches on the data: verdicts and values follow no pattern that a processor could foresee.
        const Limit& limit = limits[item];
        const std::uint8_t judged = limit.holds(value) ? bit(ItemState::met) : bit(ItemState::not_met);
        const bool can_judge = limit.known && value == value; // not so for a value that is absent
        const std::uint8_t by_value = can_judge ? judged : bit(ItemState::not_assessed);
        const std::size_t criterion = m_criterion[item];
        m_bits[criterion] |= verdict == AssessmentColumns::no_verdict ? by_value : m_bit_of_verdict[verdict];
        ++m_seen[criterion];
    }

    [[nodiscard]] ItemState state(std::size_t criterion) const {
        if (m_own[criterion] != AssessmentColumns::no_verdict) {
            return state_of(static_cast<Verdict>(m_own[criterion]));
        }
        const bool all_seen = m_seen[criterion] >= m_set.criteria[criterion].indicators.size();
        return fold_states(static_cast<std::uint8_t>(m_bits[criterion] | (all_seen ? 0 : bit(ItemState::missing))));
    }

private:
    const CriteriaSet& m_set;
    std::vector<std::uint8_t> m_bits;       ///< per criterion: states of its indicators
    std::vector<std::uint16_t> m_seen;      ///< per criterion: indicators with a row
    std::vector<std::uint8_t> m_own;        ///< per criterion: verdict of its own row
    std::vector<std::uint16_t> m_criterion; ///< per indicator
    std::array<std::uint8_t, 5> m_bit_of_verdict{};
};

} // namespace

std::string_view item_state_word(ItemState state) {
    return state_words[static_cast<std::size_t>(state)];
}

std::size_t UnitEvaluation::count(ItemState state) const {
    std::size_t found = 0;
    for (std::size_t i = 0; i < criteria.size(); ++i) {
        found += !set->criteria[i].entry_condition && criteria[i].state == state ? 1U : 0U;
    }
    return found;
}

UnitEvaluation evaluate(const CriteriaSet& set, std::span<const Assessment> rows, Date date,
                        const ThresholdKeys& keys) {
    std::vector<const Assessment*> of_indicator(set.indicators.size());
    std::vector<const Assessment*> of_criterion(set.criteria.size());
    for (const Assessment& row : rows) {
        const bool whole = row.item >= whole_criterion;
        auto& latest = whole ? of_criterion : of_indicator;
        const std::size_t item = whole ? std::size_t{row.item} - whole_criterion : row.item;
        if (row.date <= date && item < latest.size() && (latest[item] == nullptr || latest[item]->date <= row.date)) {
            latest[item] = &row;
        }
    }
    const ThresholdKeys dated = with_year(keys, date);
    UnitEvaluation evaluation;
    evaluation.set = &set;
    for (std::size_t i = 0; i < set.indicators.size(); ++i) {
        evaluation.indicators.push_back(judge(set.indicators[i], of_indicator[i], dated));
    }
    std::vector<JudgedItem> own;
    for (std::size_t c = 0; c < set.criteria.size(); ++c) {
        own.clear();
        for (const std::size_t i : set.criteria[c].indicators) {
            own.push_back(evaluation.indicators[i]);
        }
        evaluation.criteria.push_back(judge_criterion(of_criterion[c], own));
    }
    return evaluation;
}

JudgedItem evaluate_item(const CriteriaSet& set, std::uint16_t item, std::span<const Assessment> rows, Date date,
                         const ThresholdKeys& keys) {
    const ThresholdKeys dated = with_year(keys, date);
    if (item < whole_criterion) {
        return judge(set.indicators[item], latest_of(rows, item, date), dated);
    }
    std::vector<JudgedItem> own;
    for (const std::size_t i : set.criteria[static_cast<std::size_t>(item - whole_criterion)].indicators) {
        own.push_back(judge(set.indicators[i], latest_of(rows, static_cast<std::uint16_t>(i), date), dated));
    }
    return judge_criterion(latest_of(rows, item, date), own);
}

EvaluationColumns evaluate_all(const CriteriaSet& set, std::size_t set_index, const AssessmentRegister& assessments,
                               Level level, std::size_t units, Date date, std::span<const ThresholdKeys> keys_of_unit) {
    const std::size_t criteria = set.criteria.size();
    EvaluationColumns all{&set, units, std::vector<ItemState>(units * criteria, ItemState::missing),
                          std::vector<std::uint8_t>(units)};
    const AssessmentColumns& columns = assessments.columns;
    const auto& first = columns.first_of_unit[static_cast<std::size_t>(level)];
    LimitTable limits(set, keys_of_unit, date);
    UnitFold fold(set);
    for (std::size_t unit = 0; unit < units && unit + 1 < first.size(); ++unit) {
        const auto of_set = std::equal_range(columns.set.begin() + first[unit], columns.set.begin() + first[unit + 1],
                                             static_cast<std::uint16_t>(set_index));
        const auto begin = static_cast<std::size_t>(of_set.first - columns.set.begin());
        const auto end = static_cast<std::size_t>(of_set.second - columns.set.begin());
        if (begin == end) {
            continue;
        }
        const Limit* of_unit = limits.of(unit);
        fold.clear();
        for (std::size_t row = begin; row < end; ++row) {
            const bool another_follows =
                row + 1 < end && columns.item[row + 1] == columns.item[row] && columns.date[row + 1] <= date;
            if (columns.date[row] <= date && !another_follows) {
                fold.take(columns.item[row], columns.verdict[row], columns.value[row], of_unit);
            }
        }
        for (std::size_t criterion = 0; criterion < criteria; ++criterion) {
            const ItemState state = fold.state(criterion);
            all.state[unit * criteria + criterion] = state;
            const bool counts = state == ItemState::met && !set.criteria[criterion].entry_condition;
            all.met[unit] = static_cast<std::uint8_t>(all.met[unit] + (counts ? 1 : 0));
        }
    }
    return all;
}

namespace {

bool any_indicator(const Criterion& criterion, std::span<const Assessment> rows) {
    return std::any_of(rows.begin(), rows.end(), [&](const Assessment& row) {
        return std::find(criterion.indicators.begin(), criterion.indicators.end(), row.item) !=
               criterion.indicators.end();
    });
}

/// The indicators that contradict the verdict of their criterion: "15.1: 89.99 / 90"; `recalled`: by thresholds that
/// are only remembered, all of them.
struct Contradiction {
    std::string text;
    bool recalled = true;
};

Contradiction contradicting(const CriteriaSet& set, std::size_t criterion, ItemState verdict,
                            std::span<const Assessment> rows, Date date, const ThresholdKeys& keys) {
    Contradiction found;
    for (const std::size_t i : set.criteria[criterion].indicators) {
        const JudgedItem item = evaluate_item(set, static_cast<std::uint16_t>(i), rows, date, keys);
        const bool judged = item.state == ItemState::met || item.state == ItemState::not_met;
        if (judged && item.state != verdict) {
            found.recalled = found.recalled && item.provisional;
            found.text += (found.text.empty() ? "" : "; ") + set.indicators[i].no;
            found.text += item.value && item.threshold != nullptr
                              ? fmt::format(": {:g} / {:g}", *item.value, item.threshold->value)
                              : std::string();
        }
    }
    return found;
}

} // namespace

Issues check_verdicts(const AssessmentRegister& assessments, const std::vector<CriteriaSet>& sets,
                      const std::function<ThresholdKeys(UnitRef, Date)>& keys_of) {
    Issues issues;
    for (const Assessment& row : assessments.rows) {
        if (row.lent || !row.verdict || row.set >= sets.size()) {
            continue;
        }
        if (row.item >= whole_criterion) {
            const CriteriaSet& set = sets[row.set];
            const std::size_t criterion = row.item - std::size_t{whole_criterion};
            const auto rows = assessments.of(row.unit, row.set);
            if (!any_indicator(set.criteria[criterion], rows)) {
                continue;
            }
            const ThresholdKeys keys = with_year(keys_of(row.unit, row.date), row.date);
            const JudgedItem item = evaluate_item(set, row.item, rows, row.date, keys);
            auto found = contradicting(set, criterion, item.state, rows, row.date, keys);
            if (item.disagrees && !found.text.empty()) {
                issues.push_back({found.recalled ? Severity::info : Severity::warning,
                                  "verdict_against_value",
                                  {row.source().file, {}, row.row, "verdict", std::string(item_state_word(item.state))},
                                  std::move(found.text)});
            }
            continue;
        }
        if (!row.value) {
            continue;
        }
        const Indicator& indicator = sets[row.set].indicators[row.item];
        const JudgedItem item = judge(indicator, &row, with_year(keys_of(row.unit, row.date), row.date));
        if (!item.disagrees) {
            continue;
        }
        const bool recalled = item.threshold->confidence == Confidence::low;
        issues.push_back({recalled ? Severity::info : Severity::warning,
                          "verdict_against_value",
                          {row.source().file, {}, row.row, "verdict", std::string(item_state_word(item.state))},
                          fmt::format("{}: {:g} / {:g}", indicator.no, *item.value, item.threshold->value)});
    }
    return issues;
}

RevocationCase revocation_case(const CriteriaSet& set, std::span<const ItemState> criteria) {
    std::size_t numbered = 0;
    std::size_t failing = 0;
    bool key_fails = false;
    for (std::size_t i = 0; i < criteria.size() && i < set.criteria.size(); ++i) {
        if (set.criteria[i].entry_condition) {
            continue;
        }
        const bool fails = criteria[i] == ItemState::not_met;
        ++numbered;
        failing += fails ? 1U : 0U;
        key_fails = key_fails || (fails && set.criteria[i].key_for_revocation);
    }
    if (failing == 0) {
        return RevocationCase::none;
    }
    if (2 * failing >= numbered) {
        return RevocationCase::b;
    }
    return 10 * failing >= 3 * numbered && key_fails ? RevocationCase::a : RevocationCase::none;
}

} // namespace ntm
