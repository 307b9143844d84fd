#pragma once

#include "viewer/map/camera.hpp"
#include "viewer/state/commands.hpp"

// Private to this room: the parts of apply() about where the map stands, and about going somewhere.
namespace ntm::viewer {

[[nodiscard]] CameraLimits limits_of(const AppState& state);
/// What is under a resting cursor changes when the ground moves below it.
void update_cursor(AppState& state);
/// Shows the whole map.
void fit(AppState& state);
/// `jump`: the view is left at once, for "back"; else it is moved by hand.
void set_view(AppState& state, const MapView& view, bool jump);
/// The box with some ground around it: a unit is understood by its neighbours.
void fit_box(AppState& state, Box box);
void fit_unit(AppState& state, UnitRef unit);
void place_map(AppState& state, const WindowRect& rect);
void step_view(AppState& state, bool back);

void select_unit(AppState& state, UnitRef unit);
void take_search_choice(AppState& state);
void go_to_text(AppState& state, const GoToText& c);
void go_to_place(AppState& state, const GoToPlace& c);

void set_tool(AppState& state, MapTool tool);
void add_measure_point(AppState& state, Point map_px);
void drop_measure_point(AppState& state);

} // namespace ntm::viewer
