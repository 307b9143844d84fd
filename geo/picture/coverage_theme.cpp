#include "geo/insight/cover.hpp"
#include "geo/picture/theme_classes.hpp"

namespace ntm {

namespace {

/// Whether the register has an approved plan of the unit, or of any commune of it.
bool has_approved(const Snapshot& snapshot, Level level, std::uint32_t id) {
    if (!snapshot.atlas->plans.present) {
        return true; // not known: a blank on the map is a missing drawing, not a missing plan
    }
    if (level == Level::commune) {
        return snapshot.plan[id].in_force();
    }
    return snapshot.plans_of[static_cast<std::size_t>(level)][id].approved > 0;
}

} // namespace

std::optional<Classes> coverage_classes(const Snapshot& snapshot, Level level) {
    const auto cover = find_cover(snapshot);
    if (!cover || !cover->known()) {
        return std::nullopt;
    }
    Classes classes;
    classes.title_key = cover->approval_known ? "legend.coverage" : "legend.coverage_drawn";
    classes.add("coverage.80_100", plain_style(0x17426B), true);
    classes.add("coverage.60_80", plain_style(0x2F73AE), true);
    classes.add("coverage.40_60", plain_style(0x6FA8D6), true);
    classes.add("coverage.20_40", plain_style(0xB3D0E8), true);
    classes.add("coverage.0_20", plain_style(0xF5E6C8), true);
    classes.add("coverage.not_drawn", pattern_style(colours::missing_fill, colours::absence_ink, Pattern::crosses),
                false);
    classes.add("coverage.not_in_scope",
                pattern_style(colours::not_applicable_fill, colours::not_applicable_ink, Pattern::dots), false);
    constexpr std::size_t not_drawn = 5, not_in_scope = 6;
    const auto& units = cover->units[static_cast<std::size_t>(level)];
    classes.of_unit.resize(units.size());
    for (std::uint32_t id = 0; id < units.size(); ++id) {
        if (units[id].covered_m2 > 0) {
            classes.set(id, share_class(units[id].share()));
        } else if (level == Level::commune && snapshot.in_scope[id] == 0) {
            classes.set(id, not_in_scope);
        } else {
            classes.set(id, has_approved(snapshot, level, id) ? not_drawn : share_class(0));
        }
    }
    return classes;
}

} // namespace ntm
