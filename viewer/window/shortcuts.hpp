#pragma once

#include "viewer/state/commands.hpp"
#include "viewer/window/surface.hpp"

#include <span>

namespace ntm::viewer {

/// Who gets the plain keys: a box that is typed in, the panels that the keyboard moves through, or the map.
enum class KeyboardUse { typing, panels, map };

/// Keys as commands: arrows, + and -, Home (fit), Ctrl+K (search), Ctrl+S (save a picture), Escape, F5 (reload),
/// Ctrl+arrows (next or previous day with a fact); up, down and Enter in the search results.
void queue_shortcuts(const AppState& state, std::span<const KeyPress> keys, KeyboardUse use, Commands& commands);

} // namespace ntm::viewer
