#include "viewer/state/choices.hpp"

#include "viewer/map/camera.hpp"
#include "viewer/state/apply_scans.hpp"

#include <algorithm>

namespace ntm::viewer {

namespace {

UnitRef known(const AppState& state, UnitRef unit) {
    return state.atlas() != nullptr && unit.valid() && unit.id < state.atlas()->units.count(unit.level) ? unit
                                                                                                        : UnitRef{};
}

} // namespace

Choices choices_of(const AppState& state) {
    return {state.as_of,  state.plan_period, state.theme,         state.level,        state.selected,
            state.marked, state.filter,      state.table,         state.criteria_set, state.plan_layers,
            state.scans,  state.view,        state.follows_extent};
}

void restore(AppState& state, const Choices& choices) {
    // What is brought back counts as chosen: a reload keeps it.
    state.as_of_chosen = state.as_of_chosen || choices.as_of != state.as_of;
    state.plan_period_chosen = state.plan_period_chosen || choices.plan_period != state.plan_period;
    state.as_of = choices.as_of;
    state.plan_period = choices.plan_period;
    state.theme = choices.theme;
    state.level = choices.level;
    state.selected = known(state, choices.selected);
    state.marked = choices.marked;
    std::erase_if(state.marked.ids, [&](std::uint32_t id) {
        return !known(state, {choices.marked.level, id}).valid();
    });
    state.filter = choices.filter;
    state.filter.within = known(state, choices.filter.within);
    state.table = choices.table;
    state.criteria_set = choices.criteria_set;
    if (choices.plan_layers.size() == state.plan_layers.size()) { // of this workspace
        state.plan_layers = choices.plan_layers;
    }
    if (choices.scans.size() == state.scans.size()) {
        state.scans = choices.scans;
        place_scans(state);
    }
    state.follows_extent = choices.follows_extent;
    if (choices.follows_extent && state.atlas() != nullptr && state.map_rect.width > 0) {
        const CameraLimits limits =
            camera_limits(state.atlas()->coverage.box(), state.map_rect.width, state.map_rect.height);
        state.view = fitted(state.atlas()->main_extent, state.map_rect.width, state.map_rect.height, limits);
    } else {
        state.view = resized(choices.view, state.map_rect.width, state.map_rect.height);
    }
}

} // namespace ntm::viewer
