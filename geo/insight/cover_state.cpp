#include "geo/insight/cover_state.hpp"

#include "geo/base/viet_text.hpp"

#include <algorithm>

namespace ntm {

namespace {

using Standing = ShapeState::Standing;

/// Numbers of decisions as people write them: "QĐ số 12/QĐ-UBND" and "12/QĐ-UBND" are one.
std::string decision_key(std::string_view text) {
    std::string key = fold_key(text);
    for (const std::string_view word : {"quyet dinh ", "quiet dinh ", "qd ", "so "}) {
        const std::string folded = fold_key(word) + " ";
        if (key.starts_with(folded)) {
            key.erase(0, folded.size());
        }
    }
    return key;
}

Standing standing_of(const PlanState& state) {
    switch (state.plan_class) {
    case PlanClass::approved:
    case PlanClass::to_adjust:
        return Standing::in_force;
    case PlanClass::urban:
        return Standing::urban;
    case PlanClass::expired:
    case PlanClass::superseded:
        return Standing::gone;
    case PlanClass::missing:
        return Standing::not_in_register;
    default:
        return Standing::not_in_force;
    }
}

class Register {
public:
    explicit Register(const Snapshot& snapshot)
        : m_snapshot(snapshot)
        , m_plans(snapshot.atlas->plans) {
        for (const PlanRow& row : m_plans.rows) {
            if (!row.decision_no.empty() && !row.spread_of) {
                m_by_decision[decision_key(row.decision_no)].push_back(&row);
            }
        }
    }

    ShapeState state(const DrawnPlan& plan, UnitRef home) const {
        ShapeState state;
        state.kind = plan.kind;
        if (plan.own) {
            return told(state, {&*plan.own});
        }
        if (!m_plans.present) {
            return state;
        }
        if (!plan.decision_given.empty()) {
            if (const auto found = m_by_decision.find(decision_key(plan.decision_given));
                found != m_by_decision.end()) {
                return told(state, of_nearest_unit(found->second, home));
            }
        }
        if (!home.valid()) {
            state.standing = Standing::not_in_register;
            return state;
        }
        const auto rows = m_plans.of(home);
        const PlanState own = plan_on(rows, m_snapshot.as_of, m_snapshot.plan_period);
        state.standing = standing_of(own);
        // The register knows this commune's plan by another number: that one is not this drawing.
        if (!plan.decision_given.empty() && own.row != nullptr && !own.row->decision_no.empty()) {
            state.standing = Standing::not_in_register;
        }
        state.kind = state.kind == PlanKind::unknown && own.row != nullptr ? own.row->kind : state.kind;
        return state;
    }

private:
    const Snapshot& m_snapshot;
    const PlanRegister& m_plans;
    std::map<std::string, std::vector<const PlanRow*>> m_by_decision;

    /// Numbers are given out anew each year and by every office: the commune's own rows before others'.
    static std::vector<const PlanRow*> of_nearest_unit(const std::vector<const PlanRow*>& rows, UnitRef home) {
        std::vector<const PlanRow*> own;
        for (const PlanRow* row : rows) {
            if (row->unit == home) {
                own.push_back(row);
            }
        }
        return own.empty() ? rows : own;
    }

    ShapeState told(ShapeState state, const std::vector<const PlanRow*>& rows) const {
        std::vector<PlanRow> sorted;
        for (const PlanRow* row : rows) {
            sorted.push_back(*row);
            // Asked of the plan itself: its kind must not silence it.
            state.kind = state.kind == PlanKind::unknown ? row->kind : state.kind;
            sorted.back().kind = row->kind == PlanKind::urban ? PlanKind::urban : PlanKind::unknown;
        }
        std::stable_sort(sorted.begin(), sorted.end(),
                         [](const PlanRow& a, const PlanRow& b) { return a.effective < b.effective; });
        state.standing = standing_of(plan_on(sorted, m_snapshot.as_of, m_snapshot.plan_period));
        if (state.kind == PlanKind::urban && state.standing == Standing::in_force) {
            state.standing = Standing::urban;
        }
        return state;
    }
};

} // namespace

std::string_view standing_word(Standing standing) {
    constexpr std::array<std::string_view, 6> words{"in_force", "urban",           "not_in_force",
                                                    "gone",     "not_in_register", "unknown"};
    return words[static_cast<std::size_t>(standing)];
}

std::vector<ShapeState> shape_states(const Snapshot& snapshot, const PlanGeometry& geometry, Issues& issues) {
    const Register plans(snapshot);
    std::vector<ShapeState> states;
    for (const PlanShape& shape : geometry.shapes) {
        const PlanLayer& layer = snapshot.atlas->plan_layers[shape.layer];
        const DrawnPlan& plan = layer.plans[shape.plan];
        states.push_back(plans.state(plan, shape.home));
        if (states.back().standing == Standing::not_in_register && !plan.decision_given.empty()) {
            issues.push_back({Severity::warning,
                              "drawing_not_in_register",
                              {layer.file, layer.layer, plan.row, "plan", plan.decision_given},
                              shape.home.valid() ? snapshot.atlas->units.name(shape.home) : std::string()});
        }
    }
    return states;
}

} // namespace ntm
