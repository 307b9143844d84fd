#pragma once

#include <string>

namespace ntm::viewer {

/// The one place that knows how ImGui 1.86 (Debian 12) and 1.90 (Debian 13) differ.

/// True while ImGui holds back input for later frames (from 1.87 on it spreads a burst over several).
[[nodiscard]] bool input_held_back();

/// The keyboard goes to the first thing in this window, with its rim to be seen; without a name, to none of them.
void focus_window(const std::string& name);

} // namespace ntm::viewer
