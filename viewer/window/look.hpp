#pragma once

#include "viewer/state/app_state.hpp"

namespace ntm::viewer {

/// Colours and sizes of everything ImGui draws, and the tokens that panels draw with.
void set_look(float scale, LookTheme theme);

/// By how much a look enlarges what the screen's own scale asks for.
[[nodiscard]] float look_scale(const Look& look);

} // namespace ntm::viewer
