#include "viewer/state/compare.hpp"

#include <algorithm>

namespace ntm::viewer {

namespace {

/// The classes of a commune as on the map; above, the title held.
std::vector<std::uint8_t> states_on(const Snapshot& snapshot, Level level) {
    std::vector<std::uint8_t> states;
    if (level == Level::commune) {
        for (const TierClass tier : snapshot.tier_class) {
            states.push_back(static_cast<std::uint8_t>(tier));
        }
        return states;
    }
    for (const TierState& title : snapshot.title[static_cast<std::size_t>(level)]) {
        states.push_back(static_cast<std::uint8_t>(title.tier));
    }
    return states;
}

/// The order in which a reader expects classes: what is not in the programme first, the highest last.
constexpr std::array commune_order{TierClass::not_in_scope, TierClass::missing,  TierClass::none,    TierClass::ntm,
                                   TierClass::nang_cao,     TierClass::kieu_mau, TierClass::hien_dai};
constexpr std::array title_order{Tier::none,     Tier::hoan_thanh, Tier::ntm,
                                 Tier::nang_cao, Tier::kieu_mau,   Tier::hien_dai};

} // namespace

std::string compared_key(Level level, std::size_t state) {
    return level == Level::commune ? "tier." + std::string(tier_class_word(static_cast<TierClass>(state)))
                                   : "title." + std::string(tier_word(static_cast<Tier>(state)));
}

std::shared_ptr<const DateComparison> compare_dates(std::shared_ptr<const Snapshot> now, Date since, Level level) {
    auto made = std::make_shared<DateComparison>();
    made->since = since;
    made->level = level;
    const auto before = make_snapshot(now->atlas, since, now->plan_period);
    const auto from = states_on(*before, level);
    const auto to = states_on(*now, level);
    for (std::uint32_t id = 0; id < std::min(from.size(), to.size()); ++id) {
        ++made->counts[from[id]][to[id]];
        if (from[id] != to[id]) {
            made->changed.push_back({{level, id}, from[id], to[id]});
        }
    }
    const auto occurs = [&](std::size_t state) {
        for (std::size_t other = 0; other < made->counts.size(); ++other) {
            if (made->counts[state][other] > 0 || made->counts[other][state] > 0) {
                return true;
            }
        }
        return false;
    };
    const auto add = [&](std::size_t state) {
        if (occurs(state)) {
            made->states.push_back(static_cast<std::uint8_t>(state));
        }
    };
    if (level == Level::commune) {
        for (const TierClass tier : commune_order) {
            add(static_cast<std::size_t>(tier));
        }
    } else {
        for (const Tier tier : title_order) {
            add(static_cast<std::size_t>(tier));
        }
    }
    made->snapshot = std::move(now);
    return made;
}

} // namespace ntm::viewer
