#pragma once

#include "viewer/state/app_state.hpp"

#include <string>
#include <string_view>

namespace ntm::viewer {

/// What is kept between two runs, as JSON: the workspace and what was chosen in it, units by level and code.
[[nodiscard]] std::string session_text(const AppState& state);

/// Takes over what concerns the window at once, the rest when the session's workspace has been loaded. False, and
/// nothing changed, where the text is no session.
bool begin_session(AppState& state, std::string_view text);

/// The second half: what the session says of the document that has just been loaded. Nothing, where it is another one.
void take_session(AppState& state);

} // namespace ntm::viewer
