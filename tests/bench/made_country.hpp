#pragma once

#include "geo/base/issue.hpp"

#include <filesystem>

namespace ntm::bench {

/// Writes a coverage about as large as the country at 8 m: 3,300 units, 1.4 million vertices, winding borders that
/// neighbours share vertex by vertex. The same on every machine.
[[nodiscard]] Issues write_made_country(const std::filesystem::path& gpkg);

} // namespace ntm::bench
