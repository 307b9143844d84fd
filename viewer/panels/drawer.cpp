#include "viewer/panels/drawer.hpp"

#include "geo/picture/labels.hpp"
#include "viewer/panels/panels.hpp"
#include "viewer/panels/widgets.hpp"

#include <algorithm>
#include <cmath>

namespace ntm::viewer {

namespace {

std::string tab_words(DrawerTab tab, const Lang& lang) {
    return lang["panel.tab." + std::string(drawer_tab_word(tab))];
}

/// A window too narrow for the tabs side by side offers them as a list.
void draw_tab_list(const AppState& state, Commands& commands, const Ui& ui) {
    ImGui::SetNextItemWidth(ui.px(230));
    if (!ImGui::BeginCombo("##tabs", tab_words(state.drawer_tab, ui.lang).c_str(), ImGuiComboFlags_HeightLarge)) {
        return;
    }
    for (const DrawerTab tab : all_drawer_tabs) {
        if (ImGui::Selectable(tab_words(tab, ui.lang).c_str(), state.drawer_open && state.drawer_tab == tab)) {
            commands.push(SetDrawerTab{tab});
        }
    }
    ImGui::EndCombo();
}

void draw_tab_buttons(const AppState& state, Commands& commands, const Ui& ui) {
    for (const DrawerTab tab : all_drawer_tabs) {
        const bool on = state.drawer_open && state.drawer_tab == tab;
        if (toggle(std::string(drawer_tab_word(tab)).c_str(), tab_words(tab, ui.lang), on)) {
            if (on) {
                commands.push(ShowDrawer{false});
            } else {
                commands.push(SetDrawerTab{tab});
            }
        }
        ImGui::SameLine(0, ui.px(4));
    }
}

void draw_tabs(const AppState& state, Commands& commands, const Ui& ui) {
    const auto fold = ui.lang["panel.drawer.close"];
    const float fold_width = ImGui::CalcTextSize(fold.c_str()).x + ui.px(12);
    float width = fold_width;
    for (const DrawerTab tab : all_drawer_tabs) {
        width +=
            ImGui::CalcTextSize(tab_words(tab, ui.lang).c_str()).x + 2 * ImGui::GetStyle().FramePadding.x + ui.px(4);
    }
    if (width <= ImGui::GetContentRegionAvail().x) {
        draw_tab_buttons(state, commands, ui);
    } else {
        draw_tab_list(state, commands, ui);
    }
    if (!state.drawer_open) {
        return; // a tab opens it
    }
    ImGui::SameLine(
        std::max(ImGui::GetCursorPosX() + ui.px(8), ImGui::GetWindowContentRegionMax().x - fold_width + ui.px(8)));
    ImGui::SetCursorPosY(ImGui::GetCursorPosY() + ImGui::GetStyle().FramePadding.y);
    if (link("fold", fold)) {
        commands.push(ShowDrawer{false});
    }
}

/// The upper edge is held and moved: more rows or more map.
void drag_edge(const AppState& state, Commands& commands, const Ui& ui) {
    if (!state.drawer_open) {
        return;
    }
    const auto& rect = ui.layout.drawer;
    ImGui::SetCursorScreenPos({static_cast<float>(rect.x), static_cast<float>(rect.y)});
    ImGui::InvisibleButton("edge", {static_cast<float>(rect.width), ui.px(5)});
    if (ImGui::IsItemHovered() || ImGui::IsItemActive()) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeNS);
        edge_line(static_cast<float>(rect.y) + 1, static_cast<float>(rect.x + rect.width));
    }
    if (ImGui::IsItemActive() && ImGui::GetIO().MouseDelta.y != 0) {
        const float height = static_cast<float>(rect.y + rect.height) - ImGui::GetIO().MousePos.y;
        commands.push(SetDrawerHeight{static_cast<int>(height / ui.scale)});
    }
}

void draw_lists(const AppState& state, const DrawerLists& lists, Commands& commands, const Ui& ui) {
    switch (lists.tab) {
    case DrawerTab::table:
    case DrawerTab::plans:
    case DrawerTab::joins:
        return; // have no lists of this kind
    case DrawerTab::compare:
        return draw_compare_tab(state, lists, commands, ui);
    case DrawerTab::charts:
        return draw_charts_tab(state, lists, commands, ui);
    case DrawerTab::ranking:
        return draw_ranking_tab(state, lists, commands, ui);
    case DrawerTab::gaps:
        return draw_gaps_tab(state, lists, commands, ui);
    case DrawerTab::risk:
        return draw_risk_tab(state, lists, commands, ui);
    case DrawerTab::due:
        return draw_due_tab(state, lists, commands, ui);
    }
}

} // namespace

void flow(float width_px, float gap_px) {
    const float gap = gap_px < 0 ? ImGui::GetStyle().ItemSpacing.x : gap_px;
    const float end = ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x;
    if (ImGui::GetItemRectMax().x + gap + width_px <= end) {
        ImGui::SameLine(0, gap);
    }
}

float button_width(const std::string& text) {
    return ImGui::CalcTextSize(text.c_str()).x + 2 * ImGui::GetStyle().FramePadding.x;
}

bool begin_list(const char* id, const std::vector<ListColumn>& columns, float width_px, int lines_a_row) {
    const ImGuiTableFlags flags = ImGuiTableFlags_ScrollY | ImGuiTableFlags_RowBg | ImGuiTableFlags_BordersInnerH |
                                  ImGuiTableFlags_Resizable | ImGuiTableFlags_NoSavedSettings;
    // Whole rows only: half a line at the foot looks like a fault.
    const float padding = 2 * ImGui::GetStyle().CellPadding.y;
    const float head = ImGui::GetTextLineHeight() + padding;
    const float row = ImGui::GetTextLineHeight() * static_cast<float>(lines_a_row) + padding;
    const float rows = std::max(std::floor((ImGui::GetContentRegionAvail().y - head) / row), 1.0F);
    if (!ImGui::BeginTable(id, static_cast<int>(columns.size()), flags, {width_px, head + rows * row})) {
        return false;
    }
    for (const auto& column : columns) {
        const bool fixed = column.width_px > 0;
        ImGui::TableSetupColumn(column.title.c_str(),
                                fixed ? ImGuiTableColumnFlags_WidthFixed : ImGuiTableColumnFlags_WidthStretch,
                                fixed ? column.width_px : column.share);
    }
    ImGui::TableSetupScrollFreeze(0, 1);
    ImGui::TableHeadersRow();
    return true;
}

std::string place_words(const Units& units, UnitRef unit) {
    const UnitRef parent = units.parent(unit);
    return short_name(units, unit) + (parent.valid() ? " (" + short_name(units, parent) + ")" : "");
}

void end_list() {
    ImGui::EndTable();
}

void press_unit(UnitRef unit, Commands& commands) {
    if (ImGui::GetIO().KeyCtrl) {
        commands.push(ToggleUnit{unit});
    } else {
        commands.push(SelectUnit{unit});
        commands.push(FitUnit{unit});
    }
}

void note_row_hover(UnitRef unit, const Ui& ui) {
    if (unit.valid() && ImGui::IsItemHovered()) {
        ui.scratch.row_hovered = unit;
    }
}

void unit_cell(const AppState& state, Commands& commands, const Ui& ui, UnitRef unit, const std::string& text,
               float height_px) {
    ImGui::TableNextColumn();
    ImGui::PushID(static_cast<int>(unit.id));
    const auto shown = height_px > 0 ? text : elided(text, ImGui::GetContentRegionAvail().x);
    if (ImGui::Selectable(shown.c_str(), unit.valid() && (unit == state.selected || state.marked.contains(unit)),
                          ImGuiSelectableFlags_SpanAllColumns, {0, height_px}) &&
        unit.valid()) {
        press_unit(unit, commands);
    }
    note_row_hover(unit, ui);
    ImGui::PopID();
    if (shown != text && ImGui::IsItemHovered() && ImGui::TableGetColumnFlags() & ImGuiTableColumnFlags_IsHovered) {
        ImGui::SetTooltip("%s", text.c_str());
    }
}

void text_cell(const std::string& text, int lines) {
    ImGui::TableNextColumn();
    const auto shown = elided(text, ImGui::GetContentRegionAvail().x, lines);
    if (lines > 1) {
        ImGui::PushTextWrapPos(0);
    }
    ImGui::TextUnformatted(shown.c_str());
    if (lines > 1) {
        ImGui::PopTextWrapPos();
    }
    if (shown != text && ImGui::IsItemHovered()) {
        ImGui::BeginTooltip();
        ImGui::PushTextWrapPos(ImGui::GetFontSize() * 28);
        ImGui::TextUnformatted(text.c_str());
        ImGui::PopTextWrapPos();
        ImGui::EndTooltip();
    }
}

void number_cell(const std::string& text) {
    ImGui::TableNextColumn();
    const float spare = ImGui::GetContentRegionAvail().x - ImGui::CalcTextSize(text.c_str()).x;
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + std::max(spare, 0.0F));
    ImGui::TextUnformatted(text.c_str());
}

void draw_drawer(const AppState& state, Commands& commands, const Ui& ui) {
    const auto& rect = ui.layout.drawer;
    if (rect.height == 0) {
        return;
    }
    ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, {1, 1});
    if (begin_part("drawer", rect, ui, false)) {
        ImGui::SetCursorPosY(ui.px(5));
        draw_tabs(state, commands, ui);
        edge_line(static_cast<float>(rect.y), static_cast<float>(rect.x + rect.width));
        if (state.drawer_open && rect.height > static_cast<int>(ui.px(100))) {
            if (state.drawer_tab == DrawerTab::table) {
                draw_table_tab(state, commands, ui);
            } else if (state.drawer_tab == DrawerTab::plans) {
                draw_plans_tab(state, commands, ui);
            } else if (state.drawer_tab == DrawerTab::joins) {
                draw_joins_tab(state, commands, ui);
            } else if (const auto* lists = state.current_drawer()) {
                draw_lists(state, *lists, commands, ui);
            } else {
                secondary(ui.lang["ui.task.drawer"]);
            }
        }
        drag_edge(state, commands, ui); // last: the keyboard begins with what comes first
    }
    end_part();
    ImGui::PopStyleVar();
}

} // namespace ntm::viewer
