#pragma once

namespace ntm::viewer {

/// Colours, roundings and distances of the window, for ImGui, from the tokens of panels/ui.hpp.
void set_look(float scale);

} // namespace ntm::viewer
