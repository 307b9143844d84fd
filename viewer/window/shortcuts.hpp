#pragma once

#include "viewer/state/commands.hpp"
#include "viewer/window/surface.hpp"

#include <span>

namespace ntm::viewer {

/// Who gets the plain keys: a box that is typed in, a menu that is open, the panels that
/// the keyboard moves through, or the map.
enum class KeyboardUse { typing, menu, panels, map };

/// Keys as commands: those of the table of actions, and what Enter, Escape and arrows mean to what is open.
void queue_shortcuts(const AppState& state, std::span<const KeyPress> keys, KeyboardUse use, Commands& commands);

} // namespace ntm::viewer
