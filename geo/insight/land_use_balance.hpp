#pragma once

#include "geo/insight/cover.hpp"

namespace ntm {

/// Land use now against planned of one unit: from one layer that tells both, or from two that tell one each. Areas are
/// measured on the ellipsoid from the drawings, never taken from a column of theirs.
struct LandUseBalance {
    struct Row {
        std::string text; ///< as LandUse::text; empty: parcels without a code
        bool known = false;
        std::uint32_t layer = 0; ///< one that has it, for its name and colour
        std::uint16_t use = no_use;
        double now_m2 = 0, planned_m2 = 0;
        [[nodiscard]] double change_m2() const { return planned_m2 - now_m2; }
    };
    std::optional<std::uint32_t> now_layer, planned_layer; ///< Atlas::plan_layers
    std::vector<Row> rows;                                 ///< the largest first
    double now_m2 = 0, planned_m2 = 0;
    [[nodiscard]] bool both() const { return now_layer && planned_layer; }
};
/// Of a unit of any level; of an invalid one all units together. Empty without land-use layers.
[[nodiscard]] std::vector<LandUseBalance> land_use_balance(const Cover& cover, const Atlas& atlas, UnitRef unit);

} // namespace ntm
