#include "viewer/state/apply_window.hpp"

#include "viewer/state/apply_plans.hpp"
#include "viewer/state/apply_view.hpp"
#include "viewer/state/issue_place.hpp"

#include <algorithm>

namespace ntm::viewer {

namespace {

bool is_shown(const AppState& state, WindowPart part) {
    switch (part) {
    case WindowPart::map:
    case WindowPart::top:
        return true;
    case WindowPart::legend:
        return state.left_open;
    case WindowPart::lists:
        return state.document != nullptr;
    case WindowPart::details:
        return state.right_open;
    }
    return false;
}

void show_plan_layer(AppState& state, std::uint32_t layer) {
    change_plan_layer(state, {layer, true, std::nullopt, std::nullopt});
    state.left_open = true;
    Box box;
    for (const Box& each : state.atlas()->plan_layers[layer].index.feature_box) {
        if (!each.empty()) {
            box.add(each);
        }
    }
    fit_box(state, box);
}

} // namespace

void set_swipe(AppState& state, const SetSwipe& c) {
    constexpr int two_maps_px = 900; // narrower, each of them would show little
    const bool opens = c.on && c.beside && !(state.swipe.on && state.swipe.beside);
    state.swipe.on = c.on;
    state.swipe.beside = c.on && c.beside;
    if (opens && state.map_rect.width < two_maps_px) {
        state.right_open = false;
    }
}

void focus_part(AppState& state, const FocusPart& c) {
    constexpr int count = static_cast<int>(all_window_parts.size());
    int at = static_cast<int>(c.part.value_or(state.keyboard.part));
    const int step = c.by < 0 ? count - 1 : 1;
    if (!c.part) {
        at = (at + step) % count;
    }
    while (!is_shown(state, all_window_parts[static_cast<std::size_t>(at)])) { // the map always is
        at = (at + step) % count;
    }
    state.keyboard.part = all_window_parts[static_cast<std::size_t>(at)];
    ++state.keyboard.requests;
}

void jump_to_issue(AppState& state, std::size_t index) {
    if (state.atlas() == nullptr || index >= state.issues.size()) {
        return;
    }
    const IssuePlace place = place_of_issue(*state.atlas(), state.issues[index]);
    const bool notices_open = state.notices_open;
    switch (place.kind) {
    case IssuePlaceKind::none:
        break;
    case IssuePlaceKind::unit:
        select_unit(state, place.unit);
        fit_unit(state, place.unit);
        break;
    case IssuePlaceKind::plan_layer:
        show_plan_layer(state, place.layer);
        break;
    case IssuePlaceKind::boundary:
        state.level = place.level;
        fit(state);
        break;
    case IssuePlaceKind::table:
        state.drawer_tab = DrawerTab::joins;
        state.drawer_open = true;
        break;
    }
    state.notices_open = notices_open; // the next one is likely to be looked at too
}

} // namespace ntm::viewer
