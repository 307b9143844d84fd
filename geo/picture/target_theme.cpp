#include "geo/picture/theme_classes.hpp"

#include "geo/insight/progress_to_target.hpp"
#include "geo/picture/labels.hpp"

#include <algorithm>
#include <array>

namespace ntm {

namespace {

/// Villages and products are counted in tens: a map of what remains would show nothing else.
bool speaks(const TargetProgress& progress, const std::string& asked) {
    const std::string& measure = progress.target->measure;
    return asked.empty() ? measure.starts_with("xa_") || measure.starts_with("huyen_") : measure == asked;
}

enum Entry : std::size_t { reached, one_left, two_left, more_left, not_countable, no_target };

/// What stands worst among a unit's targets of the year. One carried over is due beside these: a hatch, no class.
struct UnitTargets {
    bool any = false;
    bool carried = false;
    bool carried_open = false;
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
            return carried && !carried_open ? reached : no_target;
        }
        if (remaining > 0) {
            return remaining > 2 ? more_left : remaining > 1 ? two_left : one_left;
        }
        return unknown ? not_countable : reached;
    }
};

/// "Hậu Lộc (2022), Hà Trung (2023)"; a long list ends in "…", its count stands beside it.
class CarriedNames {
public:
    void add(const Units& units, const Target& target) {
        constexpr std::size_t most = 6;
        if (++m_count > most) {
            return;
        }
        m_text += (m_text.empty() ? "" : ", ") + short_name(units, *target.unit) + " (" +
                  std::to_string(target.carry_over_year.value_or(target.year)) + ")" + (m_count == most ? ", …" : "");
    }
    [[nodiscard]] const std::string& text() const { return m_text; }

private:
    std::string m_text;
    std::size_t m_count = 0;
};

void hatch_carried_over(Classes& classes, const std::vector<UnitTargets>& units, const CarriedNames& names) {
    std::size_t count = 0;
    for (const UnitTargets& unit : units) {
        classes.hatched.push_back(unit.carried_open ? 1 : 0);
        count += unit.carried_open ? 1U : 0U;
    }
    if (count > 0) {
        classes.overlay = LegendEntry{"target.carried_over",
                                      pattern_style(0xFFFFFF, 0x6B7278, Pattern::diagonal),
                                      count,
                                      std::nullopt,
                                      {{"units", names.text()}}};
    }
}

} // namespace

std::vector<Level> levels_with_targets(const Snapshot& snapshot) {
    std::array<bool, 3> has{};
    for (const Target& target : snapshot.atlas->duties.targets) {
        if (target.unit && target.year == target_year(snapshot)) {
            has[static_cast<std::size_t>(target.unit->level)] = true;
        }
    }
    std::vector<Level> levels;
    for (const Level level : all_levels) {
        if (has[static_cast<std::size_t>(level)] && level >= snapshot.atlas->units.drawn) {
            levels.push_back(level);
        }
    }
    return levels;
}

std::optional<Classes> target_classes(const Snapshot& snapshot, const ThemeChoice& choice, Level level) {
    if (snapshot.atlas->duties.targets.empty()) {
        return std::nullopt;
    }
    Classes classes;
    classes.title_key = choice.of.empty() ? "legend.target" : "legend.target_of";
    classes.title_values = {{"year", std::to_string(target_year(snapshot))}, {"measure", "@measure." + choice.of}};
    classes.note_key = choice.of.empty() ? "legend.note.target" : "legend.note.target_of";
    classes.note_values = classes.title_values;
    classes.add("target.reached", plain_style(0x2F8FA3), true);
    classes.add("target.one_left", plain_style(0xF5E6C8), true);
    classes.add("target.two_left", plain_style(0xF0B35A), true);
    classes.add("target.more_left", plain_style(0xB4561C), true);
    classes.add("target.not_countable", pattern_style(colours::missing_fill, colours::absence_ink, Pattern::crosses),
                false);
    classes.add("target.no_target",
                pattern_style(colours::not_applicable_fill, colours::not_applicable_ink, Pattern::dots), false);
    std::vector<UnitTargets> units(snapshot.atlas->units.count(level));
    CarriedNames carried;
    for (const TargetProgress& progress : target_progress(snapshot, target_year(snapshot))) {
        const auto& unit = progress.target->unit;
        if (unit && unit->level == level && speaks(progress, choice.of)) {
            const bool open_before = units[unit->id].carried_open;
            units[unit->id].add(progress);
            if (units[unit->id].carried_open && !open_before) {
                carried.add(snapshot.atlas->units, *progress.target);
            }
        }
    }
    classes.of_unit.resize(units.size());
    for (std::size_t id = 0; id < units.size(); ++id) {
        classes.set(id, units[id].entry());
    }
    hatch_carried_over(classes, units, carried);
    return classes;
}

} // namespace ntm
