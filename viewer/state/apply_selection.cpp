#include "viewer/state/apply_selection.hpp"

#include "viewer/state/apply_scans.hpp"
#include "viewer/state/choices.hpp"

#include <algorithm>

namespace ntm::viewer {

namespace {

/// The one in hand is one of the selected: the last of them where it is not.
void keep_one_in_hand(AppState& state) {
    if (!state.marked.contains(state.selected)) {
        state.selected = state.marked.empty() ? UnitRef{} : UnitRef{state.marked.level, state.marked.ids.back()};
    }
}

bool is_known(const AppState& state, UnitRef unit) {
    return state.atlas() != nullptr && unit.valid() && unit.id < state.atlas()->units.count(unit.level);
}

bool is_decision(const DeskCommand& command) {
    return std::holds_alternative<DecideJoin>(command);
}

template <class... Commands>
bool is_any_of(const Command& command) {
    return (std::holds_alternative<Commands>(command) || ...);
}

} // namespace

void toggle_unit(AppState& state, UnitRef unit) {
    if (!is_known(state, unit)) {
        return;
    }
    if (state.marked.contains(unit)) {
        state.marked.remove(unit);
    } else {
        state.marked.add(unit);
        state.selected = unit;
    }
    keep_one_in_hand(state);
}

void mark(AppState& state, const UnitSet& units, bool add) {
    UnitSet wanted = add && state.marked.level == units.level ? state.marked : UnitSet{units.level, {}};
    wanted.ids.insert(wanted.ids.end(), units.ids.begin(), units.ids.end());
    std::sort(wanted.ids.begin(), wanted.ids.end());
    wanted.ids.erase(std::unique(wanted.ids.begin(), wanted.ids.end()), wanted.ids.end());
    std::erase_if(wanted.ids, [&](std::uint32_t id) { return !is_known(state, {wanted.level, id}); });
    state.marked = std::move(wanted);
    keep_one_in_hand(state);
}

void mark_class(AppState& state, const MarkClass& c) {
    if (state.styled && state.atlas() != nullptr && state.styled->snapshot->atlas == state.document->atlas) {
        mark(state, units_of_class(*state.atlas(), state.styled->map, c.entry, c.overlay, c.hatched), c.add);
    }
}

void mark_box(AppState& state, const MarkBox& c) {
    if (state.atlas() == nullptr) {
        return;
    }
    Box metres;
    metres.add(state.view.to_metres(c.from_px));
    metres.add(state.view.to_metres(c.to_px));
    mark(state, units_in_box(*state.atlas(), state.shown_level(), metres), c.add);
}

void mark_lasso(AppState& state, const MarkLasso& c) {
    if (state.atlas() == nullptr) {
        return;
    }
    std::vector<Point> ring;
    for (const Point px : c.px) {
        ring.push_back(state.view.to_metres(px));
    }
    mark(state, units_in_ring(*state.atlas(), state.shown_level(), ring), c.add);
}

void carry_choices(AppState& state, const Units* then) {
    if (then == nullptr) {
        state.selected = {};
        state.marked = {};
        state.sets.clear();
        state.filter = {};
        state.recent.clear();
        return;
    }
    const CarriedUnits carried(*then, state.atlas()->units);
    state.selected = carried.of(state.selected);
    state.marked = carried.of(state.marked);
    keep_one_in_hand(state);
    for (NamedSet& set : state.sets) {
        set.units = carried.of(set.units);
    }
    state.filter.within = carried.of(state.filter.within);
    for (SearchHit& hit : state.recent) {
        hit.unit = carried.of(hit.unit);
        hit.units = carried.of(hit.units);
    }
    std::erase_if(state.recent, [](const SearchHit& hit) { return hit.kind == HitKind::unit && !hit.unit.valid(); });
}

UnitSet filtered_units(const AppState& state) {
    UnitSet all{state.shown_level(), {}};
    if (state.atlas() == nullptr) {
        return all;
    }
    const bool filters = state.filtered && state.filtered->level == all.level && !state.filter.empty();
    for (std::uint32_t id = 0; id < state.atlas()->units.count(all.level); ++id) {
        if (!filters || (id < state.filtered->passes.size() && state.filtered->passes[id] != 0)) {
            all.ids.push_back(id);
        }
    }
    return all;
}

void invert_marks(AppState& state) {
    UnitSet others = filtered_units(state);
    std::erase_if(others.ids, [&](std::uint32_t id) { return state.marked.contains({others.level, id}); });
    mark(state, others, false);
}

void keep_set(AppState& state, const std::string& name) {
    if (name.empty() || state.marked.empty()) {
        return;
    }
    const auto same =
        std::find_if(state.sets.begin(), state.sets.end(), [&](const NamedSet& set) { return set.name == name; });
    if (same != state.sets.end()) {
        same->units = state.marked;
    } else {
        state.sets.push_back({name, state.marked});
    }
}

void toggle_chip(AppState& state, const ToggleChip& c) {
    if (!state.styled) {
        return;
    }
    const Legend& legend = state.styled->map.legend;
    const auto& entries = c.overlay ? legend.overlays : legend.entries;
    if (c.entry >= entries.size()) {
        return;
    }
    const LegendEntry& entry = entries[c.entry];
    const FilterChip chip{chip_theme(state.styled->theme), entry.label_key, entry.label_values, c.overlay, c.hatched};
    auto& chips = state.filter.chips;
    const auto same = std::find(chips.begin(), chips.end(), chip);
    if (same != chips.end()) {
        chips.erase(same);
    } else {
        chips.push_back(chip);
    }
}

void show_column(TableChoice& table, const ShowColumn& c) {
    std::erase(table.hidden, c.id);
    if (!c.shown) {
        table.hidden.push_back(c.id);
    }
}

std::string step_name(const Command& command) {
    if (is_any_of<PanMap, ZoomMap, FitMap, FitUnit, BackView, ForwardView, GoToText, GoToPlace, FlyToFlaw, JumpToIssue>(
            command)) {
        return "step.view";
    }
    if (is_any_of<SelectUnit, SelectCode, ToggleUnit, ToggleCode, MarkUnits, MarkClass, MarkBox, MarkLasso,
                  MarkFiltered, InvertMarks, TakeSearchChoice>(command)) {
        return "step.selection";
    }
    if (is_any_of<SetDate, StepDate, Play, PlayStep>(command)) {
        return "step.date";
    }
    if (is_any_of<SetFilter, ToggleChip>(command)) {
        return "step.filter";
    }
    if (is_any_of<SetTheme, SetScheme, SetLevel, SetPlanPeriod, SetCriteriaSet>(command)) {
        return "step.theme";
    }
    if (is_any_of<SetSince, SetSwipe, MoveSwipe>(command)) {
        return "step.compare";
    }
    if (is_any_of<KeepSet, DropSet>(command)) {
        return "step.sets";
    }
    if (is_any_of<SetLook>(command)) {
        return "step.look";
    }
    if (const auto* desk = std::get_if<DeskCommand>(&command); desk != nullptr && is_decision(*desk)) {
        return "step.joins";
    }
    if (is_any_of<ChangePlanLayer, MovePlanLayer>(command)) {
        return "step.plan_layers";
    }
    if (const auto* scans = std::get_if<ScanCommand>(&command)) {
        return scan_step_name(*scans);
    }
    return is_any_of<SortTable, ShowColumn>(command) ? "step.table" : std::string();
}

bool joins_its_like(const Command& command) {
    if (const auto* scans = std::get_if<ScanCommand>(&command)) {
        return scan_step_joins(*scans);
    }
    return is_any_of<PanMap, ZoomMap, SetDate, Play, PlayStep, SetFilter, ChangePlanLayer, MoveSwipe>(command);
}

void step_back(AppState& state) {
    Choices choices;
    if (state.history.undo(choices_of(state), choices)) {
        restore(state, choices);
    }
}

void step_forward(AppState& state) {
    Choices choices;
    if (state.history.redo(choices_of(state), choices)) {
        restore(state, choices);
    }
}

} // namespace ntm::viewer
