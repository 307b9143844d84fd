#include "viewer/state/table.hpp"

#include <algorithm>
#include <map>
#include <numeric>

namespace ntm::viewer {

std::vector<const UnitColumn*> shown_columns(const UnitTable& table, const TableChoice& choice) {
    std::vector<const UnitColumn*> columns;
    for (const UnitColumn& column : table.columns) {
        if (std::find(choice.hidden.begin(), choice.hidden.end(), column.id) == choice.hidden.end()) {
            columns.push_back(&column);
        }
    }
    return columns;
}

namespace {

void narrow(std::vector<std::uint8_t>& passes, const std::vector<std::uint8_t>& by) {
    for (std::size_t i = 0; i < std::min(passes.size(), by.size()); ++i) {
        passes[i] = passes[i] & by[i];
    }
}

/// Chips of one theme widen each other, those of different themes narrow.
void narrow_by_chips(std::vector<std::uint8_t>& passes, const Snapshot& snapshot, Level level,
                     const std::vector<FilterChip>& chips) {
    std::map<std::string, std::vector<std::uint8_t>> by_theme;
    for (const FilterChip& chip : chips) {
        const auto of_chip = passes_chip(snapshot, chip, level);
        auto& any = by_theme[theme_word(chip.theme) + (chip.overlay ? "+" : "")];
        any.resize(of_chip.size());
        for (std::size_t i = 0; i < of_chip.size(); ++i) {
            any[i] = any[i] | of_chip[i];
        }
    }
    for (const auto& [theme, any] : by_theme) {
        narrow(passes, any);
    }
}

} // namespace

std::vector<std::uint8_t> filter_passes(const Snapshot& snapshot, Level level, const UnitFilter& filter,
                                        const UnitSet& marked, const UnitTable* table) {
    const Units& units = snapshot.atlas->units;
    std::vector<std::uint8_t> passes(units.count(level), 1);
    if (!filter.text.empty() && table != nullptr) {
        narrow(passes, matching_rows(*table, filter.text));
    }
    for (std::uint32_t id = 0; id < passes.size(); ++id) {
        const UnitRef unit{level, id};
        const bool outside = filter.within.valid() && filter.within.level > level &&
                             units.ancestor(unit, filter.within.level) != filter.within;
        const bool unmarked = filter.marked_only && !marked.contains(unit);
        if (outside || unmarked) {
            passes[id] = 0;
        }
    }
    narrow_by_chips(passes, snapshot, level, filter.chips);
    return passes;
}

std::shared_ptr<const TableRows> make_table_rows(std::shared_ptr<const UnitTable> table, const TableChoice& choice,
                                                 std::shared_ptr<const FilterResult> filtered) {
    auto made = std::make_shared<TableRows>();
    const bool fits = filtered && filtered->passes.size() == table->rows();
    made->rows =
        ordered_rows(*table, choice.order, fits ? std::span(filtered->passes) : std::span<const std::uint8_t>());
    if (table->level == Level::commune) {
        made->tiers = tier_counts(*table->snapshot, made->rows);
    }
    for (const UnitColumn& column : table->columns) {
        made->sums.push_back(column_sum(column, made->rows));
    }
    made->table = std::move(table);
    made->choice = choice;
    return made;
}

TierCounts tier_counts(const Snapshot& snapshot, std::span<const std::uint32_t> communes) {
    TierCounts counts;
    for (const std::uint32_t id : communes) {
        counts.in_scope += snapshot.in_scope[id] != 0 ? 1U : 0U;
        for (std::size_t tier = 0; snapshot.in_scope[id] != 0 && tier < counts.held.size(); ++tier) {
            counts.held[tier] += snapshot.tier[id].held[tier] ? 1U : 0U;
        }
    }
    return counts;
}

std::vector<double> areas_of(const Atlas& atlas, Level level, Progress& progress) {
    std::vector<double> drawn(atlas.coverage.features());
    for (std::uint32_t id = 0; id < drawn.size(); ++id) {
        if (progress.cancelled()) {
            return {};
        }
        drawn[id] = atlas.area_ha({atlas.units.drawn, id});
    }
    std::vector<double> areas(atlas.units.count(level));
    const auto& unit_of = atlas.unit_of_feature[static_cast<std::size_t>(level)];
    for (std::size_t feature = 0; feature < std::min(unit_of.size(), drawn.size()); ++feature) {
        if (unit_of[feature] != no_unit) {
            areas[unit_of[feature]] += drawn[feature];
        }
    }
    return areas;
}

} // namespace ntm::viewer
