#pragma once

#include "geo/atlas/atlas.hpp"

#include <memory>
#include <vector>

namespace ntm {

/// What a date makes of a commune: exclusive classes of the map. `missing`: no recognition table says anything, or a
/// row that may mean the commune waits for a person (Atlas::tier_waits).
enum class TierClass : std::uint8_t { not_in_scope, none, ntm, nang_cao, kieu_mau, hien_dai, missing };
[[nodiscard]] std::string_view tier_class_word(TierClass tier_class);

/// Communes counted by tier. `held` is cumulative, as decisions print it; `exclusive` is by highest tier.
struct TierTally {
    std::size_t total = 0;
    std::size_t in_scope = 0;
    std::array<std::size_t, 6> held{};      ///< by Tier
    std::array<std::size_t, 6> exclusive{}; ///< by Tier; [none] = in scope and not recognised
    std::array<std::size_t, 6> new_in_year{};
};

/// One column a question, for one date, plan period and atlas. Immutable.
struct Snapshot {
    std::shared_ptr<const Atlas> atlas;
    Date as_of;
    PlanPeriod plan_period;

    // Communes, by unit id; empty when the atlas has none.
    std::vector<UnitType> type;
    std::vector<std::uint8_t> in_scope; ///< 0 or 1
    std::vector<TierState> tier;
    std::vector<TierClass> tier_class;
    std::vector<PlanState> plan;
    std::vector<PlanClass> plan_class; ///< not_applicable outside the scope

    // Districts and provinces, by unit id: own titles and tallies of their communes.
    std::array<std::vector<TierState>, 3> title;    ///< [district], [province]
    std::array<std::vector<TierTally>, 3> tiers_of; ///< [district], [province]
    std::array<std::vector<PlanTally>, 3> plans_of;

    TierTally tiers; ///< the whole atlas
    PlanTally plans;
};
[[nodiscard]] std::shared_ptr<const Snapshot> make_snapshot(std::shared_ptr<const Atlas> atlas, Date as_of,
                                                            PlanPeriod plan_period);

} // namespace ntm
