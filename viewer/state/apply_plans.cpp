#include "viewer/state/apply_plans.hpp"

#include "viewer/state/apply_view.hpp"

#include <algorithm>

namespace ntm::viewer {

void take_plan_layers(AppState& state, bool reload) {
    state.spot_at.reset();
    state.spot.reset();
    state.plan_legend.reset();
    const auto looks = plan_looks(*state.document->atlas);
    if (reload && looks.size() == state.plan_layers.size()) {
        return;
    }
    state.plan_layers.clear();
    for (const PlanLook& look : looks) {
        state.plan_layers.push_back({look, false});
    }
}

void change_plan_layer(AppState& state, const ChangePlanLayer& c) {
    for (PlanLayerChoice& own : state.plan_layers) {
        if (own.look.layer == c.layer) {
            own.shown = c.shown.value_or(own.shown);
            own.look.now = c.now.value_or(own.look.now);
            own.look.opacity = std::clamp(c.opacity.value_or(own.look.opacity), 0.0, 1.0);
        }
    }
}

void move_plan_layer(AppState& state, const MovePlanLayer& c) {
    auto& layers = state.plan_layers;
    const auto at = std::find_if(layers.begin(), layers.end(),
                                 [&](const PlanLayerChoice& one) { return one.look.layer == c.layer; });
    const auto to = (at - layers.begin()) + (c.by > 0 ? 1 : -1);
    if (at != layers.end() && to >= 0 && to < static_cast<std::ptrdiff_t>(layers.size())) {
        std::iter_swap(at, layers.begin() + to);
    }
}

void look_at_map(AppState& state, const LookAt& c) {
    state.spot_at = c.map_px ? std::optional(state.view.to_metres(*c.map_px)) : std::nullopt;
}

void set_plan_list(AppState& state, PlanList list) {
    if (state.plans_given_up) {
        state.plans_given_up = false;
        ++state.plan_tries;
    }
    state.plan_list = list;
    state.drawer_tab = DrawerTab::plans;
    state.drawer_open = true;
}

/// Flaws of plans are small beside the parcels around them: more ground than around a unit.
void fly_to_flaw(AppState& state, const FlyToFlaw& c) {
    const PlanDesk* desk = state.current_plan_desk();
    const auto* flaws = desk != nullptr ? desk->flaws_of(c.list) : nullptr;
    if (flaws == nullptr || c.row >= flaws->size()) {
        return;
    }
    Box box = (*flaws)[c.row].metres;
    const double margin = std::max(box.width(), box.height());
    box.add(Point{box.min_x - margin, box.min_y - margin});
    box.add(Point{box.max_x + margin, box.max_y + margin});
    fit_box(state, box);
}

std::vector<PlanLook> AppState::plan_looks() const {
    std::vector<PlanLook> looks;
    for (const PlanLayerChoice& choice : plan_layers) {
        if (choice.shown && atlas() != nullptr && choice.look.layer < atlas()->plan_layers.size()) {
            looks.push_back(choice.look);
        }
    }
    return looks;
}

const PlanDesk* AppState::current_plan_desk() const {
    return plan_desk && insight && plan_desk->snapshot == insight->snapshot ? plan_desk.get() : nullptr;
}

std::shared_ptr<const PolygonColumns> AppState::plan_flaws() const {
    const PlanDesk* plans_shown = drawer_open && drawer_tab == DrawerTab::plans ? current_plan_desk() : nullptr;
    return plans_shown != nullptr ? plans_shown->places : nullptr;
}

} // namespace ntm::viewer
