#pragma once

#include <string>

namespace ntm {

[[nodiscard]] std::string gdal_version(); ///< of the library that runs: "3.6.2"

} // namespace ntm
