#pragma once

#include "viewer/map/map_labels.hpp"
#include "viewer/map/map_layer.hpp"
#include "viewer/panels/ui.hpp"

namespace ntm::viewer {

// One panel a file. A panel reads the state and queues commands; it changes nothing itself.

void draw_top_bar(const AppState& state, Commands& commands, const Ui& ui);
void draw_search_results(const AppState& state, Commands& commands, const Ui& ui);
/// Below the legend: what is filtered, what is selected, the sets kept.
void draw_selection_part(const AppState& state, Commands& commands, const Ui& ui);
void draw_legend_panel(const AppState& state, Commands& commands, const Ui& ui);
/// Below the legend: planning layers, their order, opacity and land uses.
void draw_plan_layers_part(const AppState& state, Commands& commands, const Ui& ui);
/// Below those: scans, their order, opacity and where they lie.
void draw_scans_part(const AppState& state, Commands& commands, const Ui& ui);
/// A scan beside the map, where control points are picked, and the list of these.
void draw_scan_pane(const AppState& state, Commands& commands, const Ui& ui);
/// Where the control points lie on the map.
void draw_scan_marks(const AppState& state, const Ui& ui);
/// Picture files that were dropped on a workspace: are they its scans?
void draw_scan_offer(const AppState& state, Commands& commands, const Ui& ui);
/// The right rail: notices, the selected unit, or the summary.
void draw_right_rail(const AppState& state, Commands& commands, const Ui& ui);
void draw_summary_panel(const AppState& state, Commands& commands, const Ui& ui);
void draw_unit_panel(const AppState& state, Commands& commands, const Ui& ui);
// Parts of the unit panel.
void draw_checklist(const AppState& state, const SelectedReport& made, Commands& commands, const Ui& ui);
void draw_unit_duties(const SelectedReport& made, const Ui& ui);
void draw_spot_part(const AppState& state, Commands& commands, const Ui& ui); ///< what lies where the map was pressed
void draw_unit_means(const SelectedReport& made, const Ui& ui);               ///< products and capital
/// The choice of a criteria set, which checklists, gaps and maps of criteria go by.
void draw_set_combo(const AppState& state, const CriteriaSet* shown, const std::vector<const CriteriaSet*>& sets,
                    const std::string& default_words, float width, Commands& commands, const Ui& ui);
/// Capital by source, parts under their whole.
void draw_capital(const std::vector<const Capital*>& rows, const Ui& ui);
void draw_notices_panel(const AppState& state, Commands& commands, const Ui& ui);
/// The lists under the map, or their tabs alone.
void draw_drawer(const AppState& state, Commands& commands, const Ui& ui);
void draw_status_bar(const AppState& state, Commands& commands, const Ui& ui);

/// Where to write what was asked for, and what came of it.
void draw_export_question(const AppState& state, Commands& commands, const Ui& ui);
/// Questions about files as offices send them: a workspace proposed for files that were dropped, a system not clear.
void draw_desk_boxes(const AppState& state, Commands& commands, const Ui& ui);
void draw_message_bar(const AppState& state, Commands& commands, const Ui& ui);

// On the map, under the panels.
void draw_map_furniture(const AppState& state, Commands& commands, const Ui& ui, const MapLabels& labels);
void draw_hover_tip(const AppState& state, Commands& commands, const Ui& ui);

/// Back and forward, and the menu of what the mouse can do on the map.
void draw_tools_menu(const AppState& state, Commands& commands, const Ui& ui);
/// What is measured, gone to or drawn by hand, and the box of the tool in hand.
void draw_map_tools(const AppState& state, Commands& commands, const Ui& ui);
/// The line between two dates, held by the mouse, and their names.
void draw_swipe(const AppState& state, Commands& commands, const Ui& ui);
/// Over everything: the palette of actions, the list of keys, the page about the program.
void draw_popup(const AppState& state, Commands& commands, const Ui& ui);
void draw_palette(const AppState& state, Commands& commands, const Ui& ui);
void draw_keys_box(Commands& commands, const Ui& ui);
void draw_about_box(Commands& commands, const Ui& ui);
/// Asks which workspace or file to open.
void draw_open_box(const AppState& state, Commands& commands, const Ui& ui);
/// The slider of the date with what happened on its days, and the button that lets it run.
void draw_time_slider(const AppState& state, Commands& commands, const Ui& ui, float width);
/// Tier by plan as a square: a cell filters by its units, with Ctrl it selects them.
void draw_square_legend(const AppState& state, Commands& commands, const Ui& ui);
/// Asks for coordinates.
void draw_go_box(const AppState& state, Commands& commands, const Ui& ui);

/// Mouse on the map: drag, wheel, hover, click, double click.
void handle_map_mouse(const AppState& state, Commands& commands, const Ui& ui, const MapLayer& map);

/// Boxes of the archipelagos inside the map, while they are shown (the whole extent is seen).
[[nodiscard]] std::vector<WindowRect> inset_rects(const AppState& state, const Layout& layout, float scale);

} // namespace ntm::viewer
