#pragma once

#include "geo/programme/duties.hpp"

namespace ntm {

/// Reads one capital table. Issues as read_duties says.
void read_capital(std::vector<Capital>& into, TableReader& reader);

} // namespace ntm
