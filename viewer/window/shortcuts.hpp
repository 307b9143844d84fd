#pragma once

#include "viewer/state/commands.hpp"
#include "viewer/window/surface.hpp"

#include <span>

namespace ntm::viewer {

/// Keys as commands: arrows, + and -, Home (fit), Ctrl+K (search), Escape, F5 (reload), Ctrl+arrows (next or previous
/// day with a fact); up, down and Enter in the search results. `typing`: an input box has the keyboard.
void queue_shortcuts(const AppState& state, std::span<const KeyPress> keys, bool typing, Commands& commands);

} // namespace ntm::viewer
