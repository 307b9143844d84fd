#pragma once

#include "viewer/state/commands.hpp"

// Private to this room: the parts of apply() about what the window shows at once: two dates, the keyboard's place, what
// a notice leads to.
namespace ntm::viewer {

void set_swipe(AppState& state, const SetSwipe& c);
void focus_part(AppState& state, const FocusPart& c);
/// Selects the unit, shows the layer or opens the list that a notice speaks of, where one can be told.
void jump_to_issue(AppState& state, std::size_t index);

} // namespace ntm::viewer
