#pragma once

#include "geo/command/json.hpp"
#include "geo/insight/cover.hpp"

#include <vector>

namespace ntm {

/// The answer of `cover`: rows of `units`, and the flaws that concern any of them.
/// Land use now against planned of a unit; null without land-use layers.
[[nodiscard]] Json land_use_json(const Cover& cover, const Atlas& atlas, UnitRef unit, const Lang& lang);
[[nodiscard]] Json cover_json(const Snapshot& snapshot, const Cover& cover, const std::vector<UnitRef>& units,
                              const Lang& lang);

/// Square metres as hectares, to a hundredth of a square metre.
[[nodiscard]] double hectares(double area_m2);
/// Whether a flaw concerns one of the units: it lies in one, or a plan of one has it.
[[nodiscard]] bool concerns(const PlanFlaw& flaw, const Cover& cover, const Units& units, UnitRef scope);

} // namespace ntm
