#pragma once

#include "geo/insight/snapshot.hpp"

#include <optional>
#include <vector>

namespace ntm {

/// Everything known about one unit on a date; the unit panel and `query` show this.
struct UnitReport {
    UnitRef unit;
    std::vector<UnitRef> parents; ///< nearest first
    UnitType type = UnitType::unknown;
    double area_ha = 0; ///< geodesic, PROJ
    bool in_scope = true;
    TierClass tier_class = TierClass::missing; ///< communes
    TierState tier;                            ///< communes; for districts and provinces their own title
    struct RecognitionLine {
        const Recognition* row = nullptr;
        bool in_force = false; ///< on the date
        bool future = false;   ///< decided after the date
    };
    std::vector<RecognitionLine> recognitions; ///< oldest first
    std::optional<PlanState> plan;             ///< communes
    std::optional<PlanState> own_plan;         ///< districts and provinces that have plan rows of their own
    std::vector<const PlanRow*> plan_rows;     ///< oldest first
    TierTally tiers;                           ///< districts and provinces: their communes
    PlanTally plans;
    std::vector<const Figure*> figures; ///< documents about this unit
};
[[nodiscard]] UnitReport report_unit(const Snapshot& snapshot, UnitRef unit);

} // namespace ntm
