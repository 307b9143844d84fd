#pragma once

#include "viewer/state/app_state.hpp"

namespace ntm::viewer {

[[nodiscard]] Choices choices_of(const AppState& state);
/// Brings choices back; units that are not there any more are left out, the view is fitted to the present map.
void restore(AppState& state, const Choices& choices);

} // namespace ntm::viewer
