#pragma once

#include <string>
#include <vector>

namespace ntm::bench {

struct Finished {
    int exit_code = -1;
    double wall_ms = 0; ///< from before the start to after the end
    std::string out;    ///< what it wrote on stdout
};

/// Runs a program and waits for it. `arguments[0]` is the program, found as the shell finds it.
[[nodiscard]] Finished run_process(const std::vector<std::string>& arguments);

/// Clock that all processes of this machine share.
[[nodiscard]] long long clock_ns();

} // namespace ntm::bench
