#pragma once

#include <string>

namespace ntm {

[[nodiscard]] std::string proj_version(); ///< of the library that runs: "9.1.1"

} // namespace ntm
