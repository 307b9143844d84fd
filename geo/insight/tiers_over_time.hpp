#pragma once

#include "geo/atlas/atlas.hpp"

#include <array>
#include <vector>

namespace ntm {

/// Communes in the programme on a day, and how many of them hold each tier (cumulative, as decisions print it).
struct TierDay {
    Date day;
    std::size_t in_scope = 0;
    std::array<std::size_t, 6> held{}; ///< by Tier
    bool operator==(const TierDay&) const = default;
};

/// The figures of every day on which one of them changes, from the first recognition on; between two of them nothing
/// changes. They are those of a Snapshot of the day. Empty without recognitions.
[[nodiscard]] std::vector<TierDay> tiers_over_time(const Atlas& atlas);

/// Days on which another set of criteria for the first tier of communes came into force; rising.
[[nodiscard]] std::vector<Date> days_of_other_sets(const Atlas& atlas);

} // namespace ntm
