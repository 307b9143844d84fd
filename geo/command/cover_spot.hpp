#pragma once

#include "geo/base/lang.hpp"
#include "geo/insight/snapshot.hpp"

#include <string>

namespace ntm {

/// "19.8280, 105.5206" (latitude first, as maps and phones write it) as longitude and latitude; else a UsageError.
[[nodiscard]] Point read_place(const std::string& text);
/// What plans put on a place (longitude, latitude): its commune and every polygon over it.
void print_spot(const Snapshot& snapshot, Point lon_lat, double reach_m, bool as_json, const Lang& lang);

} // namespace ntm
