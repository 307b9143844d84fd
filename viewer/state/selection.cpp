#include "viewer/state/selection.hpp"

namespace ntm::viewer {

void UnitSet::add(UnitRef unit) {
    if (unit.level != level) {
        level = unit.level;
        ids.clear();
    }
    const auto at = std::lower_bound(ids.begin(), ids.end(), unit.id);
    if (at == ids.end() || *at != unit.id) {
        ids.insert(at, unit.id);
    }
}

void UnitSet::remove(UnitRef unit) {
    if (contains(unit)) {
        ids.erase(std::lower_bound(ids.begin(), ids.end(), unit.id));
    }
}

namespace {

/// Of features to units: several features may be one district.
UnitSet units_where(const Atlas& atlas, Level level, const auto& wanted) {
    const auto& unit_of = atlas.unit_of_feature[static_cast<std::size_t>(level)];
    UnitSet set{level, {}};
    for (std::size_t feature = 0; feature < unit_of.size(); ++feature) {
        if (unit_of[feature] != no_unit && wanted(feature)) {
            set.ids.push_back(unit_of[feature]);
        }
    }
    std::sort(set.ids.begin(), set.ids.end());
    set.ids.erase(std::unique(set.ids.begin(), set.ids.end()), set.ids.end());
    return set;
}

} // namespace

UnitSet units_of_class(const Atlas& atlas, const StyledMap& map, std::size_t entry, bool overlay,
                       std::optional<bool> hatched) {
    return units_where(atlas, map.level, [&](std::size_t feature) {
        const bool over = map.has_overlay[feature] != 0;
        return overlay ? over : map.legend_entry[feature] == entry && hatched.value_or(over) == over;
    });
}

UnitSet units_in_box(const Atlas& atlas, Level level, const Box& metres) {
    UnitSet set{level, {}};
    const auto& points = atlas.label_points[static_cast<std::size_t>(level)];
    for (std::uint32_t id = 0; id < points.size(); ++id) {
        const Point at = points[id].at;
        if (at.x >= metres.min_x && at.x <= metres.max_x && at.y >= metres.min_y && at.y <= metres.max_y) {
            set.ids.push_back(id);
        }
    }
    return set;
}

UnitSet units_in_ring(const Atlas& atlas, Level level, const std::vector<Point>& ring) {
    UnitSet set{level, {}};
    const auto& points = atlas.label_points[static_cast<std::size_t>(level)];
    for (std::uint32_t id = 0; id < points.size(); ++id) {
        const Point at = points[id].at;
        bool inside = false;
        for (std::size_t i = 0, before = ring.size() - 1; i < ring.size(); before = i++) {
            const Point& a = ring[i];
            const Point& b = ring[before];
            if ((a.y > at.y) != (b.y > at.y) && at.x < (b.x - a.x) * (at.y - a.y) / (b.y - a.y) + a.x) {
                inside = !inside;
            }
        }
        if (inside) {
            set.ids.push_back(id);
        }
    }
    return set;
}

CarriedUnits::CarriedUnits(const Units& then, const Units& now)
    : m_then(then) {
    for (const Level level : all_levels) {
        const auto& codes = now.at(level).code;
        for (std::uint32_t id = 0; id < codes.size(); ++id) {
            if (!codes[id].empty()) {
                m_now[static_cast<std::size_t>(level)].emplace(codes[id], id);
            }
        }
    }
}

UnitRef CarriedUnits::of(UnitRef unit) const {
    if (!unit.valid() || unit.id >= m_then.count(unit.level)) {
        return {};
    }
    const auto& ids = m_now[static_cast<std::size_t>(unit.level)];
    const auto found = ids.find(m_then.code(unit));
    return found == ids.end() ? UnitRef{} : UnitRef{unit.level, found->second};
}

UnitSet CarriedUnits::of(const UnitSet& set) const {
    UnitSet carried{set.level, {}};
    for (const std::uint32_t id : set.ids) {
        if (const UnitRef unit = of(UnitRef{set.level, id}); unit.valid()) {
            carried.ids.push_back(unit.id);
        }
    }
    std::sort(carried.ids.begin(), carried.ids.end());
    carried.ids.erase(std::unique(carried.ids.begin(), carried.ids.end()), carried.ids.end());
    return carried;
}

ThemeChoice chip_theme(ThemeChoice theme) {
    if (theme.scheme != ha_tinh_scheme) {
        theme.scheme.clear();
    }
    return theme;
}

std::vector<std::uint8_t> passes_chip(const Snapshot& snapshot, const FilterChip& chip, Level level) {
    const Atlas& atlas = *snapshot.atlas;
    const StyledMap map = apply_theme(snapshot, chip.theme, level);
    std::vector<std::uint8_t> passes(atlas.units.count(level));
    const auto& entries = chip.overlay ? map.legend.overlays : map.legend.entries;
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const LegendEntry& entry) {
        return entry.label_key == chip.label_key && (chip.overlay || entry.label_values == chip.label_values);
    });
    if (found == entries.end() || map.level != level) {
        return passes;
    }
    for (const std::uint32_t id :
         units_of_class(atlas, map, static_cast<std::size_t>(found - entries.begin()), chip.overlay, chip.hatched)
             .ids) {
        passes[id] = 1;
    }
    return passes;
}

} // namespace ntm::viewer
