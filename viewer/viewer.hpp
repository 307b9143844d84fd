#pragma once

#include "geo/command/command.hpp"

namespace ntm {

/// Shows the window until it is closed; with a screenshot asked for, draws without a window, saves and returns. Exit
/// codes of the command line: a script that cannot be read is wrong usage, a workspace that cannot be opened for a
/// screenshot unreadable input, no display and no OpenGL our own fault. What is to be said goes to stderr.
[[nodiscard]] int run_viewer(const ViewRequest& request);

} // namespace ntm
