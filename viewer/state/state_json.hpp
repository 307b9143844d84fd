#pragma once

#include "viewer/state/app_state.hpp"

#include <string>

namespace ntm::viewer {

/// The state as JSON, for tests and for reports of faults: what is open, chosen, shown and counted.
[[nodiscard]] std::string state_json(const AppState& state);

} // namespace ntm::viewer
