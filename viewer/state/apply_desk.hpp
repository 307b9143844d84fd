#pragma once

#include "viewer/state/commands.hpp"

// Private to this room: the part of apply() about files as offices send them.
namespace ntm::viewer {

void apply_desk(AppState& state, const DeskCommand& command);
/// A workspace is opened: what was said about the last one is over, unless it is the same.
void begin_desk(AppState& state, const OpenWorkspace& open);
/// It is there: where the system of a layer is not clear, the person is asked, once.
void ask_on_arrival(AppState& state);

} // namespace ntm::viewer
