#pragma once

#include "tools/sample/facts.hpp"

#include <string>

namespace ntm::sample {

/// The texts of the sample's files; columns as the workspace format names them.
[[nodiscard]] std::string workspace_toml();
[[nodiscard]] std::string unit_table(const Facts& facts);
[[nodiscard]] std::string recognition_table(const Facts& facts);
[[nodiscard]] std::string plan_table(const Facts& facts);
[[nodiscard]] std::string figure_table();

} // namespace ntm::sample
