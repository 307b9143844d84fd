#pragma once

#include "viewer/state/commands.hpp"

// Private to this room: the parts of apply() about plans.
namespace ntm::viewer {

/// The layers of another document: none shown; of the same one read again, as they were.
void take_plan_layers(AppState& state, bool reload);
void change_plan_layer(AppState& state, const ChangePlanLayer& c);
void move_plan_layer(AppState& state, const MovePlanLayer& c);
void look_at_map(AppState& state, const LookAt& c);
void set_plan_list(AppState& state, PlanList list);
void fly_to_flaw(AppState& state, const FlyToFlaw& c);

} // namespace ntm::viewer
