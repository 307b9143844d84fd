#include "geo/insight/progress_to_target.hpp"

#include "geo/base/viet_text.hpp"
#include "geo/insight/bodies.hpp"
#include "geo/insight/gaps.hpp"
#include "geo/insight/year_count.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace ntm {

namespace {

constexpr std::string_view lagging = "lagging";
constexpr std::string_view all_targets = "targets_open";
constexpr std::string_view criteria = "criteria_met";

enum class Share { ntm, nang_cao, kieu_mau, plans };

std::optional<Share> share_of_key(std::string_view key) {
    constexpr std::pair<std::string_view, Share> known[] = {{"share_ntm", Share::ntm},
                                                            {"share_nang_cao", Share::nang_cao},
                                                            {"share_kieu_mau", Share::kieu_mau},
                                                            {"share_plans", Share::plans}};
    for (const auto& [word, share] : known) {
        if (key == word) {
            return share;
        }
    }
    return std::nullopt;
}

/// Mean criteria met by unit, of the communes in scope with any verdict.
class MeanCriteria {
public:
    MeanCriteria(const Snapshot& snapshot, const CriteriaSet& set) {
        const Units& units = snapshot.atlas->units;
        const EvaluationColumns columns = evaluate_communes(snapshot, set);
        for (const Level level : all_levels) {
            m_of[static_cast<std::size_t>(level)].resize(units.count(level));
        }
        for (std::uint32_t id = 0; id < columns.units; ++id) {
            if (snapshot.in_scope[id] == 0 || known_state(columns, id) != ItemState::met) {
                continue;
            }
            for (UnitRef unit{Level::commune, id}; unit.valid(); unit = units.parent(unit)) {
                Sum& sum = m_of[static_cast<std::size_t>(unit.level)][unit.id];
                sum.met += columns.met[id];
                ++sum.communes;
            }
        }
    }

    [[nodiscard]] std::optional<double> of(UnitRef unit) const {
        const Sum& sum = m_of[static_cast<std::size_t>(unit.level)][unit.id];
        return sum.communes > 0 ? std::optional(static_cast<double>(sum.met) / static_cast<double>(sum.communes))
                                : std::nullopt;
    }

private:
    struct Sum {
        std::size_t met = 0;
        std::size_t communes = 0;
    };
    std::array<std::vector<Sum>, 3> m_of;
};

/// The terms of units on one date, for one key.
class Terms {
public:
    Terms(const Snapshot& snapshot, std::string_view key, int target_year)
        : m_snapshot(snapshot)
        , m_key(key)
        , m_tiers_known(std::any_of(snapshot.tier_class.begin(), snapshot.tier_class.end(), [](TierClass tier) {
            return tier != TierClass::missing && tier != TierClass::not_in_scope;
        })) {
        if (asks_criteria()) {
            m_set = commune_set(snapshot);
            if (m_set != nullptr) {
                m_criteria.emplace(snapshot, *m_set);
            }
            return;
        }
        if (!share_of_key(key)) {
            m_targets = target_progress(snapshot, target_year);
        }
        for (const TargetProgress& progress : m_targets) {
            if (!progress.carried_over) {
                m_targets_of[key_of(progress.target->unit)].push_back(&progress);
            }
        }
    }

    /// The set the criteria are counted under; empty where none is asked for or known.
    [[nodiscard]] std::string_view set_id() const { return m_set != nullptr ? m_set->id : std::string_view(); }

    [[nodiscard]] bool has_target(UnitRef unit) const { return !targets_of(unit).empty(); }

    [[nodiscard]] std::vector<RankTerm> of(UnitRef unit) const {
        if (m_key == lagging) {
            return {term("share_ntm", share(unit, Share::ntm)), term("share_nang_cao", share(unit, Share::nang_cao)),
                    term("share_plans", share(unit, Share::plans)), criteria_met(unit)};
        }
        if (m_key == criteria) {
            return {criteria_met(unit)};
        }
        if (const auto asked = share_of_key(m_key)) {
            return {term(std::string(m_key), share(unit, *asked))};
        }
        return m_key == all_targets ? open_targets(unit) : one_target(unit);
    }

private:
    using UnitKey = std::pair<int, std::uint32_t>;
    const Snapshot& m_snapshot;
    std::string_view m_key;
    bool m_tiers_known; ///< of any commune
    const CriteriaSet* m_set = nullptr;
    std::optional<MeanCriteria> m_criteria;
    std::vector<TargetProgress> m_targets;
    std::map<UnitKey, std::vector<const TargetProgress*>> m_targets_of;

    [[nodiscard]] bool asks_criteria() const { return m_key == lagging || m_key == criteria; }

    [[nodiscard]] RankTerm criteria_met(UnitRef unit) const {
        return term(std::string(criteria), m_criteria ? m_criteria->of(unit) : std::nullopt);
    }

    /// The only province is the whole workspace, however its rows name it.
    [[nodiscard]] UnitKey key_of(const std::optional<UnitRef>& unit) const {
        return speaks_of(m_snapshot.atlas->units, unit, std::nullopt)
                   ? UnitKey(-1, 0)
                   : UnitKey(static_cast<int>(unit->level), unit->id);
    }

    [[nodiscard]] const std::vector<const TargetProgress*>& targets_of(UnitRef unit) const {
        static const std::vector<const TargetProgress*> none;
        const auto found = m_targets_of.find(key_of(unit));
        return found == m_targets_of.end() ? none : found->second;
    }

    static RankTerm term(std::string name, std::optional<double> value, bool higher_is_better = true,
                         bool decides = true) {
        return {std::move(name), value, higher_is_better, decides};
    }

    [[nodiscard]] TierTally tiers_of(UnitRef unit) const {
        if (unit.level != Level::commune) {
            return m_snapshot.tiers_of[static_cast<std::size_t>(unit.level)][unit.id];
        }
        TierTally tally;
        tally.in_scope = m_snapshot.in_scope[unit.id];
        for (std::size_t tier = 0; tier < tally.held.size(); ++tier) {
            tally.held[tier] = m_snapshot.tier[unit.id].held[tier] ? 1 : 0;
        }
        return tally;
    }

    [[nodiscard]] PlanTally plans_of(UnitRef unit) const {
        if (unit.level != Level::commune) {
            return m_snapshot.plans_of[static_cast<std::size_t>(unit.level)][unit.id];
        }
        PlanTally tally;
        if (m_snapshot.in_scope[unit.id] != 0) {
            tally.add(m_snapshot.plan[unit.id]);
        }
        return tally;
    }

    [[nodiscard]] std::optional<double> share(UnitRef unit, Share asked) const {
        if (asked == Share::plans) {
            return m_snapshot.atlas->plans.present ? plans_of(unit).share() : std::nullopt;
        }
        const TierTally tally = tiers_of(unit);
        if (!m_tiers_known || tally.in_scope == 0) {
            return std::nullopt;
        }
        const Tier tier = asked == Share::ntm ? Tier::ntm : asked == Share::nang_cao ? Tier::nang_cao : Tier::kieu_mau;
        return static_cast<double>(tally.held[static_cast<std::size_t>(tier)]) / static_cast<double>(tally.in_scope);
    }

    [[nodiscard]] const TargetProgress* target_of(UnitRef unit, std::string_view measure) const {
        const auto& targets = targets_of(unit);
        const auto found = std::find_if(targets.begin(), targets.end(), [&](const TargetProgress* progress) {
            return progress->target->measure == measure;
        });
        return found == targets.end() ? nullptr : *found;
    }

    [[nodiscard]] std::vector<RankTerm> one_target(UnitRef unit) const {
        const TargetProgress* progress = target_of(unit, m_key);
        const auto none = std::optional<double>();
        return {term("remaining", progress != nullptr ? progress->remaining : none, false),
                term("target", progress != nullptr ? progress->target->value : none, true, false),
                term("achieved", progress != nullptr ? progress->achieved : none, true, false)};
    }

    [[nodiscard]] std::vector<RankTerm> open_targets(UnitRef unit) const {
        std::optional<double> open;
        std::vector<RankTerm> shown;
        for (const std::string_view measure : target_measures()) {
            const TargetProgress* progress = target_of(unit, measure);
            const auto remaining = progress != nullptr ? progress->remaining : std::nullopt;
            if (remaining) {
                open = open.value_or(0) + (*remaining > 0 ? 1 : 0);
            }
            shown.push_back(term(std::string(measure), remaining, false, false));
        }
        std::vector<RankTerm> terms{term("targets_open", open, false)};
        terms.insert(terms.end(), shown.begin(), shown.end());
        return terms;
    }
};

enum class Order { first_lags, equal, second_lags };

/// Term by term; a unit without a value comes behind those that have one.
Order compare(const std::vector<RankTerm>& first, const std::vector<RankTerm>& second) {
    for (std::size_t i = 0; i < first.size() && i < second.size(); ++i) {
        const auto& a = first[i].value;
        const auto& b = second[i].value;
        if (!first[i].decides || a == b) {
            continue;
        }
        if (!a || !b) {
            return a ? Order::first_lags : Order::second_lags;
        }
        return (*a < *b) == first[i].higher_is_better ? Order::first_lags : Order::second_lags;
    }
    return Order::equal;
}

Level ranked_level(const Units& units, Level level) {
    return units.count(level) > 0 ? level : Level::commune;
}

std::vector<RankRow> rows_of(const Snapshot& snapshot, Level level, const Terms& terms) {
    std::vector<RankRow> rows;
    for (std::uint32_t id = 0; id < snapshot.atlas->units.count(level); ++id) {
        const UnitRef unit{level, id};
        const bool in_scope = level != Level::commune || snapshot.in_scope[id] != 0;
        if (in_scope || terms.has_target(unit)) {
            RankRow row;
            row.unit = unit;
            row.terms = terms.of(unit);
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

bool has_value(const RankRow& row) {
    return std::any_of(row.terms.begin(), row.terms.end(),
                       [](const RankTerm& term) { return term.decides && term.value.has_value(); });
}

/// Places as in sports: 1, 2, 2, 4. Within a place by name, so that a list reads the same on every machine.
void set_places(std::vector<RankRow>& rows, const Units& units) {
    const Collator collator;
    std::map<std::uint32_t, std::string> name_key;
    for (const RankRow& row : rows) {
        name_key.emplace(row.unit.id, collator.sort_key(units.name(row.unit)));
    }
    std::stable_sort(rows.begin(), rows.end(), [&](const RankRow& a, const RankRow& b) {
        const Order order = compare(a.terms, b.terms);
        return order == Order::equal ? name_key.at(a.unit.id) < name_key.at(b.unit.id) : order == Order::first_lags;
    });
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const bool tied = i > 0 && compare(rows[i - 1].terms, rows[i].terms) == Order::equal;
        rows[i].place = !has_value(rows[i]) ? 0 : tied ? rows[i - 1].place : i + 1;
    }
}

/// Units of one level found again in another atlas, by code; in the same atlas the unit itself.
class Counterparts {
public:
    Counterparts(const Snapshot& snapshot, const Snapshot& other)
        : m_snapshot(snapshot)
        , m_same(snapshot.atlas == other.atlas) {
        for (const Level level : all_levels) {
            for (std::uint32_t id = 0; !m_same && id < other.atlas->units.count(level); ++id) {
                m_id[static_cast<std::size_t>(level)].emplace(other.atlas->units.code({level, id}), id);
            }
        }
    }

    [[nodiscard]] std::optional<UnitRef> of(UnitRef unit) const {
        if (m_same) {
            return unit;
        }
        const auto& ids = m_id[static_cast<std::size_t>(unit.level)];
        const std::string& code = m_snapshot.atlas->units.code(unit);
        const auto found = ids.find(code);
        return code.empty() || found == ids.end() ? std::nullopt : std::optional(UnitRef{unit.level, found->second});
    }

private:
    const Snapshot& m_snapshot;
    bool m_same;
    std::array<std::map<std::string, std::uint32_t>, 3> m_id;
};

/// Targets open now less those open before, of the measures that are known on both days: one that cannot be counted any
/// more is neither reached nor open. Nothing where there is no such measure.
std::optional<double> change_of_open(const std::vector<RankTerm>& now, const std::vector<RankTerm>& before) {
    std::optional<double> change;
    for (std::size_t i = 1; i < now.size() && i < before.size(); ++i) {
        if (now[i].value && before[i].value) {
            change = change.value_or(0) + (*now[i].value > 0 ? 1 : 0) - (*before[i].value > 0 ? 1 : 0);
        }
    }
    return change;
}

/// Criteria counted under another set are no change: the measure changed, not the unit.
void add_change(std::vector<RankRow>& rows, const Snapshot& snapshot, const Terms& now, const Snapshot& since,
                const Terms& before) {
    const Counterparts counterparts(snapshot, since);
    for (RankRow& row : rows) {
        const RankTerm& term = row.terms.front();
        const auto unit = counterparts.of(row.unit);
        if (!unit || !term.value || (term.name == criteria && now.set_id() != before.set_id())) {
            continue;
        }
        const std::vector<RankTerm> earlier = before.of(*unit);
        if (term.name == all_targets) {
            row.change = change_of_open(row.terms, earlier);
        } else if (earlier.front().value) {
            row.change = *term.value - *earlier.front().value;
        }
    }
}

} // namespace

std::vector<std::string> rank_keys() {
    std::vector<std::string> keys;
    for (const std::string_view key :
         {lagging, std::string_view("share_ntm"), std::string_view("share_nang_cao"),
          std::string_view("share_kieu_mau"), std::string_view("share_plans"), criteria, all_targets}) {
        keys.emplace_back(key);
    }
    keys.insert(keys.end(), target_measures().begin(), target_measures().end());
    return keys;
}

std::vector<RankRow> rank_units(const Snapshot& snapshot, Level level, std::string_view key, const Snapshot* since) {
    const auto keys = rank_keys();
    if (key.empty() || std::find(keys.begin(), keys.end(), key) == keys.end()) {
        key = lagging;
    }
    const Units& units = snapshot.atlas->units;
    const int year = target_year(snapshot);
    const Terms terms(snapshot, key, year);
    auto rows = rows_of(snapshot, ranked_level(units, level), terms);
    set_places(rows, units);
    const BodiesInCharge bodies(snapshot);
    for (RankRow& row : rows) {
        row.bodies = bodies.of(row.unit);
    }
    if (since != nullptr) {
        add_change(rows, snapshot, terms, *since, Terms(*since, key, year));
    }
    return rows;
}

} // namespace ntm
