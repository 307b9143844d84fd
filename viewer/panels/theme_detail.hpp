#pragma once

#include "viewer/panels/ui.hpp"

namespace ntm::viewer {

/// The second list beside the theme: which criterion, which measure.
[[nodiscard]] bool theme_asks_more(const AppState& state);
void draw_theme_detail(const AppState& state, Commands& commands, const Ui& ui, float width);

} // namespace ntm::viewer
