#include "viewer/state/derive.hpp"
#include "viewer/state/table.hpp"

#include <algorithm>

namespace ntm::viewer {

namespace {

const CriteriaSet* chosen_set(const Atlas& atlas, const std::string& id) {
    const CriteriaSet* set = id.empty() ? nullptr : find_set(atlas.criteria_sets, id);
    return set != nullptr && set->level == Level::commune && !set->criteria.empty() ? set : nullptr;
}

bool is_of(const Snapshot* snapshot, const UnitTable* table, Level level) {
    return table != nullptr && table->snapshot.get() == snapshot && table->level == level;
}

/// Areas are PROJ's own, point by point, and do not change with the date: once for a document and level.
bool has_areas(const AppState& state, Level level) {
    return state.areas && state.areas->document == state.document && state.areas->level == level;
}

void add_unit(ClassSum& sum, double ha) {
    ++sum.units;
    sum.ha += ha;
}

/// Whether the hatch is about a unit: that of missing plans only about those that owe one.
bool may_be_hatched(const Styled& styled, std::uint32_t unit) {
    const Snapshot& snapshot = *styled.snapshot;
    const Level level = styled.map.level;
    if (styled.theme.theme != Theme::tier_plan || !snapshot.atlas->plans.present) {
        return true;
    }
    if (level != Level::commune) {
        return snapshot.plans_of[static_cast<std::size_t>(level)][unit].required > 0;
    }
    const PlanClass plan = snapshot.plan_class[unit];
    return plan != PlanClass::not_applicable && plan != PlanClass::urban;
}

/// `ha`: of the units, empty while areas are not known.
LegendCounts count_classes(const Styled& styled, std::span<const double> ha, const auto& counts_in) {
    const StyledMap& map = styled.map;
    const Atlas& atlas = *styled.snapshot->atlas;
    LegendCounts counts;
    counts.areas_known = !ha.empty();
    counts.entries.resize(map.legend.entries.size());
    counts.crossed.resize(map.legend.overlays.empty() ? 0 : map.legend.entries.size());
    counts.overlays.resize(map.legend.overlays.empty() ? 0 : 2);
    std::vector<std::uint8_t> seen(atlas.units.count(map.level)); // several features may be one unit
    const auto& unit_of = atlas.unit_of_feature[static_cast<std::size_t>(map.level)];
    for (std::size_t feature = 0; feature < unit_of.size(); ++feature) {
        const std::uint32_t unit = unit_of[feature];
        if (unit == no_unit || seen[unit] != 0 || !counts_in(unit)) {
            continue;
        }
        seen[unit] = 1;
        const double unit_ha = unit < ha.size() ? ha[unit] : 0;
        const std::size_t entry = map.legend_entry[feature];
        const bool over = map.has_overlay[feature] != 0;
        add_unit(counts.all, unit_ha);
        if (entry < counts.entries.size()) {
            add_unit(counts.entries[entry], unit_ha);
        }
        if (entry < counts.crossed.size()) {
            add_unit(counts.crossed[entry][over ? 1 : 0], unit_ha);
        }
        if (!counts.overlays.empty()) {
            if (over) {
                add_unit(counts.overlays.front(), unit_ha);
            }
            if (may_be_hatched(styled, unit)) {
                add_unit(counts.overlays.back(), unit_ha);
            }
        }
    }
    return counts;
}

} // namespace

void Derivations::ask_areas(AppState& state, Level level) {
    const std::pair key{state.document, level};
    if (key == m_areas_key) {
        return;
    }
    m_areas_key = key;
    m_tasks.submit(Lane::insight, "areas", "ui.task.areas",
                   [document = state.document, level](Progress& progress) -> std::optional<Command> {
                       return AreasMade{std::make_shared<const Areas>(
                           Areas{document, level, areas_of(*document->atlas, level, progress)})};
                   });
}

void Derivations::update_table(AppState& state) {
    const bool shown = state.drawer_open && state.drawer_tab == DrawerTab::table;
    if ((!shown && state.filter.text.empty()) || !state.insight ||
        state.insight->snapshot->atlas != state.document->atlas) {
        return;
    }
    const Level level = state.shown_level();
    const auto areas = has_areas(state, level) ? state.areas : nullptr;
    const std::tuple key{state.insight->snapshot, level, state.criteria_set, areas};
    if (key != m_table_key) {
        m_table_key = key;
        start(state, "table", "ui.task.table",
              [snapshot = state.insight->snapshot, level, areas, set = state.criteria_set](Progress&) {
                  const auto ha = areas ? std::span(areas->ha) : std::span<const double>();
                  return TableMade{make_unit_table(snapshot, level, ha, chosen_set(*snapshot->atlas, set))};
              });
    }
    if (shown && !areas && !state.document->atlas->coarse) {
        ask_areas(state, level);
    }
}

void Derivations::update_filter(AppState& state) {
    if (!state.insight || state.insight->snapshot->atlas != state.document->atlas) {
        return;
    }
    const auto snapshot = state.insight->snapshot;
    const Level level = state.shown_level();
    const bool by_text = !state.filter.text.empty();
    if (by_text && !is_of(snapshot.get(), state.unit_table.get(), level)) {
        return; // names are on their way
    }
    const auto table = by_text ? state.unit_table : nullptr;
    const std::tuple key{snapshot, level, state.filter, state.filter.marked_only ? state.marked : UnitSet{}, table};
    if (key == m_filter_key) {
        return;
    }
    m_filter_key = key;
    if (state.filter.empty()) {
        apply(state, FilterMade{});
        return;
    }
    start(state, "filter", "ui.task.filter",
          [snapshot, level, filter = state.filter, marked = state.marked, table](Progress&) {
              auto made = std::make_shared<FilterResult>();
              made->snapshot = snapshot;
              made->level = level;
              made->filter = filter;
              made->passes = filter_passes(*snapshot, level, filter, marked, table.get());
              made->count = static_cast<std::size_t>(std::count(made->passes.begin(), made->passes.end(), 1));
              return FilterMade{std::move(made)};
          });
}

void Derivations::update_rows(AppState& state) {
    const bool shown = state.drawer_open && state.drawer_tab == DrawerTab::table;
    if (!shown || !state.unit_table || state.unit_table->snapshot->atlas != state.document->atlas) {
        return;
    }
    const bool fits = state.filtered && state.filtered->level == state.unit_table->level;
    const auto filtered = fits ? state.filtered : nullptr;
    const std::tuple key{state.unit_table, state.table, filtered};
    if (key == m_rows_key) {
        return;
    }
    m_rows_key = key;
    start(state, "rows", "ui.task.table", [table = state.unit_table, choice = state.table, filtered](Progress&) {
        return RowsMade{make_table_rows(table, choice, filtered)};
    });
}

/// Dims what a filter leaves out and outlines what is selected beside the unit in hand, which the map outlines itself.
void Derivations::update_states(AppState& state) {
    if (!state.styled || state.styled->snapshot->atlas != state.document->atlas) {
        return;
    }
    const auto plain = state.styled->plain ? state.styled->plain : state.styled;
    const bool filters = state.filtered && state.filtered->level == plain->map.level && !state.filter.empty();
    UnitSet others = state.marked;
    others.remove(state.selected);
    const std::tuple key{plain, filters ? state.filtered : nullptr, others};
    if (key == m_states_key && (state.styled->plain || (!filters && others.empty()))) {
        return;
    }
    m_states_key = key;
    if (!filters && others.empty()) {
        apply(state, StyledMade{plain});
        return;
    }
    auto marked = std::make_shared<Styled>(*plain);
    marked->plain = plain;
    marked->states.assign(plain->map.units.size(), state_plain);
    const Atlas& atlas = *state.document->atlas;
    const auto& shown_unit = atlas.unit_of_feature[static_cast<std::size_t>(plain->map.level)];
    const auto& marked_unit = atlas.unit_of_feature[static_cast<std::size_t>(others.level)];
    for (std::size_t feature = 0; feature < marked->states.size(); ++feature) {
        const bool out = filters && shown_unit[feature] != no_unit && state.filtered->passes[shown_unit[feature]] == 0;
        const bool on = marked_unit[feature] != no_unit && others.contains({others.level, marked_unit[feature]});
        marked->states[feature] =
            static_cast<std::uint8_t>((out ? state_dimmed : state_plain) | (on ? state_selected : state_plain));
    }
    apply(state, StyledMade{std::move(marked)});
}

void Derivations::update_counts(AppState& state) {
    const bool plainly = state.legend_scope == LegendScope::all && state.legend_measure == LegendMeasure::count;
    if (!state.styled || state.styled->snapshot->atlas != state.document->atlas || plainly) {
        return;
    }
    const auto plain = state.styled->plain ? state.styled->plain : state.styled;
    const Level level = plain->map.level;
    const Atlas& atlas = *state.document->atlas;
    if (state.legend_measure == LegendMeasure::area && !atlas.coarse && !has_areas(state, level)) {
        ask_areas(state, level);
    }
    const auto areas = has_areas(state, level) ? state.areas : nullptr;
    const bool by_view = state.legend_scope == LegendScope::in_view;
    const bool by_filter = state.legend_scope == LegendScope::in_filter;
    const std::tuple key{plain, by_filter ? state.filtered : nullptr, by_view ? state.view : MapView{},
                         state.legend_scope, areas};
    if (key == m_counts_key) {
        return;
    }
    m_counts_key = key;
    const Box seen = state.view.box_metres();
    const auto& points = atlas.label_points[static_cast<std::size_t>(level)];
    const bool filters = by_filter && state.filtered && state.filtered->level == level && !state.filter.empty();
    auto counts =
        count_classes(*plain, areas ? std::span(areas->ha) : std::span<const double>(), [&](std::uint32_t unit) {
            if (by_view) {
                const Point at = unit < points.size() ? points[unit].at : Point{};
                return at.x >= seen.min_x && at.x <= seen.max_x && at.y >= seen.min_y && at.y <= seen.max_y;
            }
            return !filters || state.filtered->passes[unit] != 0;
        });
    counts.styled = plain;
    counts.scope = state.legend_scope;
    apply(state, CountsMade{std::make_shared<const LegendCounts>(std::move(counts))});
}

} // namespace ntm::viewer
