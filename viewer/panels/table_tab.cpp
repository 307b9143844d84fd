#include "viewer/panels/drawer.hpp"
#include "viewer/panels/programme_words.hpp"
#include "viewer/panels/table_tools.hpp"
#include "viewer/panels/unit_words.hpp"
#include "viewer/panels/widgets.hpp"
#include "viewer/state/table.hpp"

#include <algorithm>

namespace ntm::viewer {

namespace {

bool is_number(const UnitColumn& column) {
    return column.kind == CellKind::count || column.kind == CellKind::number || column.kind == CellKind::share;
}

float width_of(const UnitColumn& column, const std::string& title, const Ui& ui) {
    if (column.id == "name" || column.id == "bodies") {
        return ui.px(210);
    }
    if (column.kind == CellKind::text || column.kind == CellKind::word) {
        return ui.px(column.id == "code" ? 70.0F : column.kind == CellKind::word ? 160.0F : 150.0F);
    }
    const float title_width = ImGui::CalcTextSize(title.c_str()).x + ui.px(24);
    return std::clamp(title_width, ui.px(88), ui.px(150));
}

/// The head: pressed, rows stand in the order of the column; pressed again, the other way round.
void draw_head(const AppState& state, const std::vector<const UnitColumn*>& columns, Commands& commands, const Ui& ui) {
    ImGui::TableNextRow(ImGuiTableRowFlags_Headers);
    for (const UnitColumn* column : columns) {
        if (!ImGui::TableNextColumn()) {
            continue;
        }
        const auto& order = state.table.order;
        const bool here = order.column == column->id;
        const auto title = column_title(*column, ui.lang);
        const std::string arrow = here ? (order.falling ? " ↓" : " ↑") : "";
        const float room = ImGui::GetContentRegionAvail().x - ImGui::CalcTextSize(arrow.c_str()).x;
        ImGui::PushID(column->id.c_str());
        if (ImGui::Selectable((elided(title, room) + arrow + "###head").c_str())) {
            commands.push(SortTable{{column->id, here && !order.falling}});
        }
        ImGui::PopID();
        if (ImGui::IsItemHovered()) {
            ImGui::SetTooltip("%s", title.c_str());
        }
    }
}

void draw_totals(const TableRows& made, const std::vector<const UnitColumn*>& columns, const Ui& ui) {
    ImGui::TableNextRow();
    ImGui::TableSetBgColor(ImGuiTableBgTarget_RowBg0, colour(tokens::accent_pale, 0.5));
    for (const UnitColumn* column : columns) {
        if (!ImGui::TableNextColumn()) {
            continue;
        }
        if (column == columns.front()) {
            strong(ui, ui.lang["table.total"]);
            continue;
        }
        const auto index = static_cast<std::size_t>(column - made.table->columns.data());
        const auto text = total_text(*column, made.sums[index], ui.lang);
        if (!text.empty()) {
            ImGui::SetCursorPosX(
                ImGui::GetCursorPosX() +
                std::max(ImGui::GetContentRegionAvail().x - ImGui::CalcTextSize(text.c_str()).x, 0.0F));
            ImGui::TextUnformatted(text.c_str());
        }
    }
}

/// From the row selected last to this one, as lists everywhere do with Shift.
void mark_range(const AppState& state, const TableRows& made, int to, Commands& commands) {
    const auto at = std::find(made.rows.begin(), made.rows.end(), state.selected.id);
    const int from = at == made.rows.end() ? to : static_cast<int>(at - made.rows.begin());
    UnitSet set{made.table->level, {}};
    for (int i = std::min(from, to); i <= std::max(from, to); ++i) {
        set.add({made.table->level, made.rows[static_cast<std::size_t>(i)]});
    }
    commands.push(MarkUnits{std::move(set), false});
}

void draw_row(const AppState& state, const TableRows& made, const std::vector<const UnitColumn*>& columns, int index,
              Commands& commands, const Ui& ui) {
    const std::uint32_t row = made.rows[static_cast<std::size_t>(index)];
    const UnitRef unit{made.table->level, row};
    ImGui::TableNextRow();
    if (unit == state.hovered) {
        ImGui::TableSetBgColor(ImGuiTableBgTarget_RowBg1, colour(0xF26B21, 0.18));
    }
    bool first = true;
    for (const UnitColumn* column : columns) {
        if (first) {
            first = false;
            ImGui::TableNextColumn();
            ImGui::PushID(static_cast<int>(row));
            const bool on = unit == state.selected || state.marked.contains(unit);
            const auto text = elided(cell_text(*column, row, ui.lang), ImGui::GetContentRegionAvail().x);
            if (ImGui::Selectable(text.c_str(), on, ImGuiSelectableFlags_SpanAllColumns)) {
                if (ImGui::GetIO().KeyShift) {
                    mark_range(state, made, index, commands);
                } else {
                    press_unit(unit, commands);
                }
            }
            note_row_hover(unit, ui);
            ImGui::PopID();
        } else if (ImGui::TableNextColumn()) {
            const auto text = cell_text(*column, row, ui.lang);
            if (is_number(*column)) {
                const float spare = ImGui::GetContentRegionAvail().x - ImGui::CalcTextSize(text.c_str()).x;
                ImGui::SetCursorPosX(ImGui::GetCursorPosX() + std::max(spare, 0.0F));
                ImGui::TextUnformatted(text.c_str());
            } else {
                ImGui::TextUnformatted(elided(text, ImGui::GetContentRegionAvail().x).c_str());
            }
        }
    }
}

/// How many rows, and what they hold: tiers nest, so the higher ones are told as part of the lower.
std::string answer(const AppState& state, const TableRows& made, const Lang& lang) {
    auto text = lang.fill("table.rows", {{"shown", lang.number(double(made.rows.size()))},
                                         {"all", lang.number(double(made.table->rows()))}});
    if (made.table->level == Level::commune && state.atlas()->recognitions.present) {
        const auto held = [&](Tier tier) {
            return lang.number(double(made.tiers.held[static_cast<std::size_t>(tier)]));
        };
        text += " · " + lang.fill("table.tiers", {{"in_scope", lang.number(double(made.tiers.in_scope))},
                                                  {"ntm", held(Tier::ntm)},
                                                  {"nang_cao", held(Tier::nang_cao)},
                                                  {"kieu_mau", held(Tier::kieu_mau)}});
    }
    if (state.marked.size() > 1) {
        text += " · " + lang.fill("table.marked", {{"count", lang.number(double(state.marked.size()))}});
    }
    return text;
}

void draw_rows(const AppState& state, const TableRows& made, Commands& commands, const Ui& ui) {
    const auto columns = shown_columns(*made.table, state.table);
    const ImGuiTableFlags flags = ImGuiTableFlags_ScrollY | ImGuiTableFlags_ScrollX | ImGuiTableFlags_RowBg |
                                  ImGuiTableFlags_BordersInnerV | ImGuiTableFlags_Resizable |
                                  ImGuiTableFlags_NoSavedSettings;
    // ImGui keeps widths by place: another choice of columns is another table.
    std::string id = "units";
    for (const UnitColumn* column : columns) {
        id += "|" + column->id;
    }
    if (columns.empty() || !ImGui::BeginTable(id.c_str(), static_cast<int>(columns.size()), flags,
                                              {0, std::max(ImGui::GetContentRegionAvail().y, 1.0F)})) {
        return;
    }
    for (const UnitColumn* column : columns) {
        const auto title = column_title(*column, ui.lang);
        ImGui::TableSetupColumn(title.c_str(), ImGuiTableColumnFlags_WidthFixed, width_of(*column, title, ui));
    }
    ImGui::TableSetupScrollFreeze(1, 2);
    draw_head(state, columns, commands, ui);
    draw_totals(made, columns, ui);
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(made.rows.size()));
    while (clipper.Step()) {
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            draw_row(state, made, columns, i, commands, ui);
        }
    }
    ImGui::EndTable();
}

} // namespace

void draw_table_tab(const AppState& state, Commands& commands, const Ui& ui) {
    const TableRows* made = state.current_table();
    draw_table_tools(state, made, commands, ui);
    if (made == nullptr) {
        secondary(ui.lang["ui.task.drawer"]);
        return;
    }
    const auto words = answer(state, *made, ui.lang);
    ImGui::TextUnformatted(elided(words, ImGui::GetContentRegionAvail().x).c_str());
    if (made->rows.empty()) {
        secondary(ui.lang["table.nothing"]);
        return;
    }
    draw_rows(state, *made, commands, ui);
}

} // namespace ntm::viewer
