#pragma once

#include "geo/base/columns.hpp"
#include "geo/source/text_repair.hpp"

#include <cstddef>
#include <vector>

namespace ntm {

/// TCVN3 has no capitals with a tone: names that came through it get the spelling of the official list (known_units)
/// where that has exactly one which TCVN3 would write the same way. Returns how many cells changed.
std::size_t restore_official_names(Table& table, const std::vector<TextFinding>& findings);

} // namespace ntm
