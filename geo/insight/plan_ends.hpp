#pragma once

#include "geo/insight/snapshot.hpp"

#include <vector>

namespace ntm {

/// A commune plan in force that runs out.
struct PlanEnd {
    UnitRef unit;
    Date ends;              ///< the last day it holds
    bool of_period = false; ///< no such day is written down: 31/12 of its period's last year
    const PlanRow* row = nullptr;
};
/// Of the communes in scope whose plan is in force on the snapshot's date: those whose plan ends from that date up to
/// `until`, the first to end first.
[[nodiscard]] std::vector<PlanEnd> plans_ending(const Snapshot& snapshot, Date until);

/// The same day so many months on; the last of the month where it has no such day.
[[nodiscard]] Date months_after(Date date, int months);

} // namespace ntm
