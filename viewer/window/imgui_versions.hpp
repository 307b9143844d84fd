#pragma once

namespace ntm::viewer {

/// The one place that knows how ImGui 1.86 (Debian 12) and 1.90 (Debian 13) differ.

/// True while ImGui holds back input for later frames (from 1.87 on it spreads a burst over several).
[[nodiscard]] bool input_held_back();

} // namespace ntm::viewer
