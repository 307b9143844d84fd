#pragma once

#include "viewer/panels/ui.hpp"

#include <imgui.h>

namespace ntm::viewer {

/// A small box with a rim over the window, as high as what stands in it. `pivot`: the point of the box that lies at
/// `at`.
void begin_box(const char* id, ImVec2 at, ImVec2 pivot, float width);
void end_box();

} // namespace ntm::viewer
