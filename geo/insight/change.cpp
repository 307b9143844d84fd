#include "geo/insight/change.hpp"

#include "geo/insight/gaps.hpp"

#include <algorithm>

namespace ntm {

namespace {

bool within(const std::optional<Date>& date, Date after, Date up_to) {
    return date && after < *date && *date <= up_to;
}

/// Steps of the law: an advanced commune stands above a recognised one, a modern one too.
int step_of(Tier tier) {
    switch (tier) {
    case Tier::none:
        return 0;
    case Tier::ntm:
    case Tier::hoan_thanh:
        return 1;
    case Tier::nang_cao:
    case Tier::hien_dai:
        return 2;
    case Tier::kieu_mau:
        break;
    }
    return 3;
}

int sign(int difference) {
    return difference > 0 ? 1 : difference < 0 ? -1 : 0;
}

Change made(UnitRef unit, ChangeKind kind, std::string_view before, std::string_view after) {
    Change change;
    change.unit = unit;
    change.kind = kind;
    change.before = before;
    change.after = after;
    return change;
}

bool is_judged(ItemState state) {
    return state == ItemState::met || state == ItemState::not_met;
}

bool is_in_force(PlanClass plan_class) {
    return plan_class == PlanClass::approved || plan_class == PlanClass::to_adjust;
}

class ByDate {
public:
    ByDate(const Snapshot& before, const Snapshot& after, UnitRef below, const CriteriaSet* set)
        : m_before(before)
        , m_after(after)
        , m_units(after.atlas->units)
        , m_below(below) {
        m_changes.from = before.as_of;
        m_changes.to = after.as_of;
        m_changes.sets = set_change(before, after);
        m_changes.set = set != nullptr ? set : m_changes.sets.changed() ? nullptr : m_changes.sets.after;
        if (m_changes.set != nullptr && m_changes.set->level != Level::commune) {
            m_changes.set = nullptr;
        }
    }

    Changes find() {
        for (const Level level : {Level::province, Level::district}) {
            for (std::uint32_t id = 0; id < m_units.count(level); ++id) {
                if (concerns({level, id})) {
                    compare_title({level, id});
                }
            }
        }
        const bool judge = m_changes.set != nullptr && m_after.atlas->assessments.present;
        const auto before = judge ? evaluate_communes(m_before, *m_changes.set) : EvaluationColumns{};
        const auto after = judge ? evaluate_communes(m_after, *m_changes.set) : EvaluationColumns{};
        for (std::uint32_t id = 0; id < m_units.count(Level::commune); ++id) {
            const UnitRef commune{Level::commune, id};
            if (!concerns(commune)) {
                continue;
            }
            const bool in_both = m_before.in_scope[id] != 0 && m_after.in_scope[id] != 0;
            if (in_both) {
                compare_tier(commune, m_before.tier[id], m_after.tier[id]);
                compare_plan(commune);
            }
            if (in_both && judge) {
                compare_criteria(commune, before, after);
            }
            compare_kind_of_unit(commune);
        }
        return std::move(m_changes);
    }

private:
    const Snapshot& m_before;
    const Snapshot& m_after;
    const Units& m_units;
    UnitRef m_below;
    Changes m_changes;

    [[nodiscard]] bool concerns(UnitRef unit) const {
        return !m_below.valid() || m_units.ancestor(unit, m_below.level) == m_below;
    }

    void add(Change change) {
        ++m_changes.counts[static_cast<std::size_t>(change.kind)];
        m_changes.rows.push_back(std::move(change));
    }

    void compare_title(UnitRef unit) {
        const auto level = static_cast<std::size_t>(unit.level);
        compare_tier(unit, m_before.title[level][unit.id], m_after.title[level][unit.id]);
    }

    void compare_tier(UnitRef unit, const TierState& before, const TierState& after) {
        if (before.tier == after.tier || !m_after.atlas->recognitions.present) {
            return;
        }
        Change change = made(unit, ChangeKind::tier, tier_word(before.tier), tier_word(after.tier));
        change.direction = sign(step_of(after.tier) - step_of(before.tier));
        if (change.direction >= 0 && after.row != nullptr) {
            change.date = after.row->effective;
            change.decision_no = after.row->decision_no;
            change.source = after.row->source;
        } else {
            put_revocation(change);
        }
        add(std::move(change));
    }

    /// The latest revocation between the dates; a lower tier that was revoked takes the higher ones with it.
    void put_revocation(Change& change) const {
        for (const Recognition& row : m_after.atlas->recognitions.of(change.unit)) {
            if (within(row.revoked_date, m_before.as_of, m_after.as_of) &&
                (!change.date || *change.date < *row.revoked_date)) {
                change.date = row.revoked_date;
                change.decision_no = row.decision_no;
                change.source = row.source;
            }
        }
    }

    void compare_plan(UnitRef commune) {
        const PlanClass before = m_before.plan_class[commune.id], after = m_after.plan_class[commune.id];
        if (before == after || !m_after.atlas->plans.present) {
            return;
        }
        Change change = made(commune, ChangeKind::plan, plan_class_word(before), plan_class_word(after));
        change.direction = sign((is_in_force(after) ? 1 : 0) - (is_in_force(before) ? 1 : 0));
        const PlanState& plan = m_after.plan[commune.id];
        change.date = plan.since;
        if (plan.row != nullptr) {
            change.decision_no = plan.row->decision_no;
            change.source = plan.row->source;
        }
        add(std::move(change));
    }

    void compare_criteria(UnitRef commune, const EvaluationColumns& before, const EvaluationColumns& after) {
        if (known_state(before, commune.id) != ItemState::met) {
            m_changes.first_results += known_state(after, commune.id) == ItemState::met ? 1U : 0U;
            return;
        }
        const CriteriaSet& set = *m_changes.set;
        std::optional<UnitEvaluation> rows; // looked up once, for those few that changed
        for (std::size_t i = 0; i < set.criteria.size(); ++i) {
            const ItemState was = before.at(commune.id, i), is = after.at(commune.id, i);
            if (set.criteria[i].entry_condition || was == is || !is_judged(was) || !is_judged(is)) {
                continue;
            }
            if (!rows) {
                rows = evaluate_unit(m_after, commune, &set);
            }
            Change change = made(commune, ChangeKind::criterion, item_state_word(was), item_state_word(is));
            change.criterion_no = set.criteria[i].no;
            change.direction = is == ItemState::met ? 1 : -1;
            put_result(change, *rows, i);
            add(std::move(change));
        }
    }

    /// The latest row that bears on the criterion: its own, or one of its indicators.
    static void put_result(Change& change, const UnitEvaluation& evaluation, std::size_t criterion) {
        const Assessment* latest = evaluation.criteria[criterion].row;
        for (const std::size_t i : evaluation.set->criteria[criterion].indicators) {
            const Assessment* row = evaluation.indicators[i].row;
            if (row != nullptr && (latest == nullptr || latest->date < row->date)) {
                latest = row;
            }
        }
        if (latest != nullptr) {
            change.date = latest->date;
            change.source = latest->source();
        }
    }

    void compare_kind_of_unit(UnitRef commune) {
        const auto id = commune.id;
        const auto truth = [](bool value) { return std::string(value ? "true" : "false"); };
        if (m_before.in_scope[id] != m_after.in_scope[id]) {
            Change change =
                made(commune, ChangeKind::scope, truth(m_before.in_scope[id] != 0), truth(m_after.in_scope[id] != 0));
            put_fact(change);
            add(std::move(change));
        }
        if (m_before.type[id] != m_after.type[id]) {
            Change change =
                made(commune, ChangeKind::type, unit_type_word(m_before.type[id]), unit_type_word(m_after.type[id]));
            put_fact(change);
            add(std::move(change));
        }
    }

    /// The row of the unit table that begins between the dates.
    void put_fact(Change& change) const {
        for (const UnitFact& fact : m_units.facts) {
            if (fact.unit == change.unit && within(fact.from, m_before.as_of, m_after.as_of)) {
                change.date = fact.from;
                change.source = fact.source;
            }
        }
    }
};

} // namespace

SetChange set_change(const Snapshot& before, const Snapshot& after) {
    return {commune_set(before), commune_set(after)};
}

bool crosses_reform(Date from, Date to) {
    const Date reform = *Date::from_ymd(2025, 7, 1);
    return std::min(from, to) < reform && reform <= std::max(from, to);
}

std::string_view change_kind_word(ChangeKind kind) {
    constexpr std::array<std::string_view, 5> words{"tier", "plan", "criterion", "scope", "type"};
    return words[static_cast<std::size_t>(kind)];
}

Changes find_changes(const Snapshot& before, const Snapshot& after, UnitRef unit, const CriteriaSet* set) {
    return ByDate(before, after, unit, set).find();
}

TierChange tier_change(Tier before, Tier after) {
    if (before == Tier::none && after == Tier::none) {
        return TierChange::none;
    }
    const int difference = step_of(after) - step_of(before);
    return difference > 0 ? TierChange::rose : difference < 0 ? TierChange::fell : TierChange::same;
}

} // namespace ntm
