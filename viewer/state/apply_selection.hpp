#pragma once

#include "viewer/state/commands.hpp"

#include <string>

// Private to this room: the parts of apply() about selection, filters and the history.
namespace ntm::viewer {

void toggle_unit(AppState& state, UnitRef unit);
void mark(AppState& state, const UnitSet& units, bool add);
void mark_class(AppState& state, const MarkClass& c);
void mark_box(AppState& state, const MarkBox& c);
void mark_lasso(AppState& state, const MarkLasso& c);
/// After another document was taken over: what was chosen of `then` is looked up by its codes; null: it goes.
void carry_choices(AppState& state, const Units* then);
[[nodiscard]] UnitSet filtered_units(const AppState& state); ///< of the shown level; all where nothing is filtered
void invert_marks(AppState& state);
void keep_set(AppState& state, const std::string& name);
void toggle_chip(AppState& state, const ToggleChip& c);
void show_column(TableChoice& table, const ShowColumn& c);

/// The language key of what a command does to what is chosen; empty: it can not be taken back.
[[nodiscard]] std::string step_name(const Command& command);
/// Whether a run of such commands is one step: moving the map, the slider, typing.
[[nodiscard]] bool joins_its_like(const Command& command);
void step_back(AppState& state);
void step_forward(AppState& state);

} // namespace ntm::viewer
