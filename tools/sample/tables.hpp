#pragma once

#include "tools/sample/facts.hpp"

#include <string>

namespace ntm::sample {

/// The texts of files that are worked out from the facts; columns as the workspace format names them.
[[nodiscard]] std::string unit_table(const Facts& facts);
/// With a zone for every commune: 1 in the mountain districts, 2 elsewhere (an illustrative reading).
[[nodiscard]] std::string unit_table_with_zones(const Facts& facts);
/// Thanh Hóa's commune plans; of one district only where `district` names it.
[[nodiscard]] std::string plan_table(const Facts& facts, const std::string& district = {});

} // namespace ntm::sample
