#include "geo/insight/snapshot.hpp"

#include <algorithm>
#include <utility>

namespace ntm {

namespace {

std::size_t index_of(Tier tier) {
    return static_cast<std::size_t>(tier);
}

TierClass class_of(Tier tier) {
    switch (tier) {
    case Tier::none:
        return TierClass::none;
    case Tier::ntm:
    case Tier::hoan_thanh: // a town's title: on a commune it is a slip, and no more than NTM
        return TierClass::ntm;
    case Tier::nang_cao:
        return TierClass::nang_cao;
    case Tier::kieu_mau:
        return TierClass::kieu_mau;
    case Tier::hien_dai:
        return TierClass::hien_dai;
    }
    return TierClass::none;
}

void add_commune(TierTally& tally, bool in_scope, const TierState& state) {
    ++tally.total;
    if (!in_scope) {
        return;
    }
    ++tally.in_scope;
    ++tally.exclusive[index_of(state.tier)];
    for (std::size_t tier = 0; tier < state.held.size(); ++tier) {
        tally.held[tier] += state.held[tier] ? 1U : 0U;
        tally.new_in_year[tier] += state.new_in_year[tier] ? 1U : 0U;
    }
}

/// Rows of a register that is sorted by unit, walked once beside the units.
template <class Rows>
auto rows_of_next(const Rows& rows, std::size_t& from, UnitRef unit) {
    while (from < rows.size() && rows[from].unit.level == unit.level && rows[from].unit.id < unit.id) {
        ++from;
    }
    std::size_t to = from;
    while (to < rows.size() && rows[to].unit == unit) {
        ++to;
    }
    return std::span(rows).subspan(from, to - from);
}

bool waits(const Atlas& atlas, UnitRef unit) {
    return std::binary_search(atlas.tier_waits.begin(), atlas.tier_waits.end(), unit,
                              [](UnitRef a, UnitRef b) { return std::pair(a.level, a.id) < std::pair(b.level, b.id); });
}

} // namespace

std::string_view tier_class_word(TierClass tier_class) {
    constexpr std::array<std::string_view, 7> words{"not_in_scope", "none",     "ntm",    "nang_cao",
                                                    "kieu_mau",     "hien_dai", "missing"};
    return words[static_cast<std::size_t>(tier_class)];
}

std::shared_ptr<const Snapshot> make_snapshot(std::shared_ptr<const Atlas> atlas, Date as_of, PlanPeriod plan_period) {
    auto snapshot = std::make_shared<Snapshot>();
    const Atlas& data = *atlas;
    const Units& units = data.units;
    const std::size_t communes = units.count(Level::commune);
    snapshot->as_of = as_of;
    snapshot->plan_period = plan_period;
    snapshot->type.resize(communes);
    snapshot->in_scope.resize(communes);
    snapshot->tier.resize(communes);
    snapshot->tier_class.resize(communes);
    snapshot->plan.resize(communes);
    snapshot->plan_class.resize(communes);
    for (const Level level : {Level::district, Level::province}) {
        const auto index = static_cast<std::size_t>(level);
        snapshot->tiers_of[index].resize(units.count(level));
        snapshot->plans_of[index].resize(units.count(level));
        for (std::uint32_t id = 0; id < units.count(level); ++id) {
            snapshot->title[index].push_back(tier_on(data.recognitions.of({level, id}), as_of));
        }
    }
    // A table of districts alone says of no commune that it is not recognised; one without any row says so of all.
    const auto& rows = data.recognitions.rows;
    const bool tells_communes =
        data.recognitions.present && (rows.empty() || std::any_of(rows.begin(), rows.end(), [](const Recognition& row) {
                                          return row.unit.level == Level::commune;
                                      }));
    std::size_t recognition_row = 0;
    std::size_t plan_row = 0;
    for (std::uint32_t id = 0; id < communes; ++id) {
        const UnitRef unit{Level::commune, id};
        const bool in_scope = units.in_scope_on(unit, as_of);
        snapshot->type[id] = units.type_on(unit, as_of);
        snapshot->in_scope[id] = in_scope ? 1 : 0;
        snapshot->tier[id] = tier_on(rows_of_next(data.recognitions.rows, recognition_row, unit), as_of);
        snapshot->tier_class[id] = !in_scope         ? TierClass::not_in_scope
                                   : !tells_communes ? TierClass::missing
                                                     : class_of(snapshot->tier[id].tier);
        if (snapshot->tier_class[id] == TierClass::none && waits(data, unit)) {
            snapshot->tier_class[id] = TierClass::missing;
        }
        snapshot->plan[id] = plan_on(rows_of_next(data.plans.rows, plan_row, unit), as_of, plan_period);
        snapshot->plan_class[id] =
            !in_scope || (!snapshot->plan[id].required && snapshot->plan[id].plan_class != PlanClass::urban)
                ? PlanClass::not_applicable
                : snapshot->plan[id].plan_class;
        add_commune(snapshot->tiers, in_scope, snapshot->tier[id]);
        if (in_scope) {
            snapshot->plans.add(snapshot->plan[id]);
        }
        for (const Level level : {Level::district, Level::province}) {
            if (const UnitRef up = units.ancestor(unit, level); up.valid()) {
                add_commune(snapshot->tiers_of[static_cast<std::size_t>(level)][up.id], in_scope, snapshot->tier[id]);
                if (in_scope) {
                    snapshot->plans_of[static_cast<std::size_t>(level)][up.id].add(snapshot->plan[id]);
                }
            }
        }
    }
    snapshot->atlas = std::move(atlas);
    return snapshot;
}

} // namespace ntm
