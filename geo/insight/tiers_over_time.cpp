#include "geo/insight/tiers_over_time.hpp"

#include <algorithm>
#include <map>

namespace ntm {

namespace {

/// What one commune adds to the figures.
struct Share {
    int in_scope = 0;
    std::array<int, 6> held{};
};

Share share_on(const Units& units, UnitRef commune, std::span<const Recognition> rows, Date day) {
    Share share;
    if (!units.in_scope_on(commune, day)) {
        return share;
    }
    share.in_scope = 1;
    const TierState state = tier_on(rows, day);
    for (std::size_t tier = 0; tier < state.held.size(); ++tier) {
        share.held[tier] = state.held[tier] ? 1 : 0;
    }
    return share;
}

void add_difference(Share& to, const Share& after, const Share& before) {
    to.in_scope += after.in_scope - before.in_scope;
    for (std::size_t tier = 0; tier < to.held.size(); ++tier) {
        to.held[tier] += after.held[tier] - before.held[tier];
    }
}

/// Days on which the figures of a commune may change.
std::vector<Date> days_of(std::span<const Recognition> rows, std::span<const UnitFact> facts) {
    std::vector<Date> days;
    for (const Recognition& row : rows) {
        days.push_back(row.effective);
        if (row.revoked_date) {
            days.push_back(*row.revoked_date);
        }
    }
    for (const UnitFact& fact : facts) {
        if (fact.from) {
            days.push_back(*fact.from);
        }
        if (fact.to) {
            days.push_back(fact.to->plus_days(1));
        }
    }
    std::sort(days.begin(), days.end());
    days.erase(std::unique(days.begin(), days.end()), days.end());
    return days;
}

std::span<const UnitFact> facts_of(const Units& units, UnitRef unit) {
    const auto key = [](UnitRef u) { return std::pair(u.level, u.id); };
    const auto first = std::lower_bound(units.facts.begin(), units.facts.end(), unit,
                                        [&](const auto& fact, UnitRef u) { return key(fact.unit) < key(u); });
    const auto last = std::upper_bound(first, units.facts.end(), unit,
                                       [&](UnitRef u, const auto& fact) { return key(u) < key(fact.unit); });
    return {first, last};
}

} // namespace

std::vector<TierDay> tiers_over_time(const Atlas& atlas) {
    if (atlas.recognitions.rows.empty()) {
        return {};
    }
    const Units& units = atlas.units;
    const Date before_all = *Date::from_ymd(1, 1, 1);
    Share at_first;
    std::map<Date, Share> changes;
    for (std::uint32_t id = 0; id < units.count(Level::commune); ++id) {
        const UnitRef commune{Level::commune, id};
        const auto rows = atlas.recognitions.of(commune);
        Share before = share_on(units, commune, rows, before_all);
        add_difference(at_first, before, {});
        for (const Date day : days_of(rows, facts_of(units, commune))) {
            const Share after = share_on(units, commune, rows, day);
            add_difference(changes[day], after, before);
            before = after;
        }
    }
    std::vector<TierDay> days;
    Share sum = at_first;
    for (const auto& [day, change] : changes) {
        add_difference(sum, change, {});
        TierDay made;
        made.day = day;
        made.in_scope = static_cast<std::size_t>(sum.in_scope);
        for (std::size_t tier = 0; tier < made.held.size(); ++tier) {
            made.held[tier] = static_cast<std::size_t>(sum.held[tier]);
        }
        const bool begins = days.empty() && std::all_of(made.held.begin() + 1, made.held.end(),
                                                        [](std::size_t held) { return held == 0; });
        if (!begins) {
            days.push_back(made);
        }
    }
    return days;
}

std::vector<Date> days_of_other_sets(const Atlas& atlas) {
    std::vector<Date> starts, days;
    for (const CriteriaSet& set : atlas.criteria_sets) {
        if (set.level == Level::commune && set.tier == Tier::ntm && (set.from || set.decree_date)) {
            starts.push_back(set.from.value_or(set.decree_date.value_or(Date{})));
        }
    }
    std::sort(starts.begin(), starts.end());
    for (const Date day : starts) {
        const auto* before = set_in_force(atlas.criteria_sets, Level::commune, Tier::ntm, day.plus_days(-1));
        const auto* after = set_in_force(atlas.criteria_sets, Level::commune, Tier::ntm, day);
        if (before != nullptr && before != after && (days.empty() || days.back() != day)) {
            days.push_back(day);
        }
    }
    return days;
}

} // namespace ntm
