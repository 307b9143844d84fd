#include "geo/picture/theme_classes.hpp"

#include "geo/insight/progress_to_target.hpp"

#include <algorithm>
#include <array>

namespace ntm {

namespace {

/// Villages and products are counted in tens: a map of what remains would show nothing else.
bool speaks(const TargetProgress& progress, const std::string& asked) {
    const std::string& measure = progress.target->measure;
    return asked.empty() ? measure.starts_with("xa_") || measure.starts_with("huyen_") : measure == asked;
}

enum Entry : std::size_t { reached, one_left, two_left, more_left, carried_over, not_countable, no_target };

/// What stands worst among a unit's targets of the year; those carried over only where it has no others.
struct UnitTargets {
    bool any = false;
    bool carried_open = false;
    bool carried = false;
    bool unknown = false;
    double remaining = 0;

    void add(const TargetProgress& progress) {
        if (progress.carried_over) {
            carried = true;
            carried_open = carried_open || progress.remaining.value_or(1) > 0;
            return;
        }
        any = true;
        unknown = unknown || !progress.remaining;
        remaining = std::max(remaining, progress.remaining.value_or(0));
    }
    [[nodiscard]] std::size_t entry() const {
        if (!any) {
            return carried_open ? carried_over : carried ? reached : no_target;
        }
        if (remaining > 0) {
            return remaining > 2 ? more_left : remaining > 1 ? two_left : one_left;
        }
        return unknown ? not_countable : carried_open ? carried_over : reached;
    }
};

} // namespace

Level level_with_targets(const Snapshot& snapshot, Level wanted) {
    std::array<bool, 3> has{};
    for (const Target& target : snapshot.atlas->duties.targets) {
        if (target.unit && target.year == target_year(snapshot)) {
            has[static_cast<std::size_t>(target.unit->level)] = true;
        }
    }
    for (const Level level : {wanted, Level::district, Level::commune, Level::province}) {
        if (has[static_cast<std::size_t>(level)] && level >= snapshot.atlas->units.drawn) {
            return level;
        }
    }
    return wanted;
}

std::optional<Classes> target_classes(const Snapshot& snapshot, const ThemeChoice& choice, Level level) {
    if (snapshot.atlas->duties.targets.empty()) {
        return std::nullopt;
    }
    Classes classes;
    classes.title_key = choice.of.empty() ? "legend.target" : "legend.target_of";
    classes.title_values = {{"year", std::to_string(target_year(snapshot))}, {"measure", "@measure." + choice.of}};
    classes.add("target.reached", plain_style(0x2F8FA3), true);
    classes.add("target.one_left", plain_style(0xF5E6C8), true);
    classes.add("target.two_left", plain_style(0xF0B35A), true);
    classes.add("target.more_left", plain_style(0xB4561C), true);
    classes.add("target.carried_over", pattern_style(0xF5E6C8, 0xB4561C, Pattern::diagonal), false);
    classes.add("target.not_countable", pattern_style(colours::missing_fill, colours::absence_ink, Pattern::crosses),
                false);
    classes.add("target.no_target",
                pattern_style(colours::not_applicable_fill, colours::not_applicable_ink, Pattern::dots), false);
    std::vector<UnitTargets> units(snapshot.atlas->units.count(level));
    for (const TargetProgress& progress : target_progress(snapshot, target_year(snapshot))) {
        const auto& unit = progress.target->unit;
        if (unit && unit->level == level && speaks(progress, choice.of)) {
            units[unit->id].add(progress);
        }
    }
    classes.of_unit.resize(units.size());
    for (std::size_t id = 0; id < units.size(); ++id) {
        classes.set(id, units[id].entry());
    }
    return classes;
}

} // namespace ntm
