#pragma once

#include "viewer/panels/ui.hpp"

namespace ntm::viewer {

/// Above the table: what is typed to filter, the chips in force, columns, copy and export. `made` may be null.
void draw_table_tools(const AppState& state, const TableRows* made, Commands& commands, const Ui& ui);
/// The conditions that narrow the table and dim the map, each with a way to take it off.
void draw_filter_chips(const AppState& state, Commands& commands, const Ui& ui);

} // namespace ntm::viewer
