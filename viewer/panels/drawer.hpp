#pragma once

#include "viewer/panels/ui.hpp"

#include <string>
#include <vector>

namespace ntm::viewer {

// The tabs of the drawer, one a file.
void draw_table_tab(const AppState& state, Commands& commands, const Ui& ui);
void draw_plans_tab(const AppState& state, Commands& commands, const Ui& ui);
void draw_compare_tab(const AppState& state, const DrawerLists& lists, Commands& commands, const Ui& ui);
void draw_charts_tab(const AppState& state, const DrawerLists& lists, Commands& commands, const Ui& ui);
void draw_progress_chart(const AppState& state, const DrawerLists& lists, Commands& commands, const Ui& ui);
void draw_ranking_tab(const AppState& state, const DrawerLists& lists, Commands& commands, const Ui& ui);
/// What a ranking by body shows: what the units of each are to reach together this year.
void draw_bodies_list(const DrawerLists& lists, Commands& commands, const Ui& ui);
void draw_gaps_tab(const AppState& state, const DrawerLists& lists, Commands& commands, const Ui& ui);
void draw_risk_tab(const AppState& state, const DrawerLists& lists, Commands& commands, const Ui& ui);
void draw_joins_tab(const AppState& state, Commands& commands, const Ui& ui);
void draw_due_tab(const AppState& state, const DrawerLists& lists, Commands& commands, const Ui& ui);

/// The next item, so wide, goes behind the last one where it has room there, else into the next line.
void flow(float width_px, float gap_px = -1);
[[nodiscard]] float button_width(const std::string& text);

struct ListColumn {
    std::string title;
    float width_px = 0; ///< 0: a share of what the others leave
    float share = 1;
};
/// A list with a fixed head that scrolls in the room left; end_list() only where it is true.
bool begin_list(const char* id, const std::vector<ListColumn>& columns, float width_px, int lines_a_row = 1);
void end_list();
/// "Hoằng Đạo (Hoằng Hóa)": communes of one name are many.
[[nodiscard]] std::string place_words(const Units& units, UnitRef unit);
/// A unit in a list was pressed: it is selected and flown to; with Ctrl it goes into the selection or out of it.
void press_unit(UnitRef unit, Commands& commands);
/// The last item belongs to this unit: under the mouse, the map shows it.
void note_row_hover(UnitRef unit, const Ui& ui);
/// The first cell of a row, to be pressed anywhere.
void unit_cell(const AppState& state, Commands& commands, const Ui& ui, UnitRef unit, const std::string& text,
               float height_px = 0);
void text_cell(const std::string& text, int lines = 1); ///< a text that is cut is told whole under the cursor
void number_cell(const std::string& text);

} // namespace ntm::viewer
