#include "viewer/panels/table_tools.hpp"

#include "viewer/panels/widgets.hpp"

#include <algorithm>
#include <cstring>

namespace ntm::viewer {

namespace {

constexpr const char* taken_off = " ×";

void draw_filter_box(const AppState& state, Commands& commands, const Ui& ui) {
    auto& typed = ui.scratch.filter;
    if (std::strcmp(typed.data(), state.filter.text.c_str()) != 0 && !ImGui::IsAnyItemActive()) {
        const std::size_t length = std::min(state.filter.text.size(), typed.size() - 1);
        std::memcpy(typed.data(), state.filter.text.data(), length);
        typed[length] = '\0';
    }
    ImGui::SetNextItemWidth(ui.px(230));
    if (ImGui::InputTextWithHint("##filter", ui.lang["table.filter_hint"].c_str(), typed.data(), typed.size())) {
        UnitFilter filter = state.filter;
        filter.text = typed.data();
        commands.push(SetFilter{std::move(filter)});
    }
}

void draw_column_choice(const AppState& state, const UnitTable& table, Commands& commands, const Ui& ui) {
    if (ImGui::Button(ui.lang["table.columns"].c_str())) {
        ImGui::OpenPopup("columns");
    }
    if (!ImGui::BeginPopup("columns")) {
        return;
    }
    for (const UnitColumn& column : table.columns) {
        const auto& hidden = state.table.hidden;
        bool on = std::find(hidden.begin(), hidden.end(), column.id) == hidden.end();
        if (&column == &table.columns.front()) {
            continue; // a row without its name would be nobody's
        }
        if (ImGui::Checkbox((column_title(column, ui.lang) + "##" + column.id).c_str(), &on)) {
            commands.push(ShowColumn{column.id, on});
        }
    }
    ImGui::EndPopup();
}

} // namespace

void draw_filter_chips(const AppState& state, Commands& commands, const Ui& ui) {
    const UnitFilter& filter = state.filter;
    const auto chip = [&](const std::string& id, const std::string& words, const UnitFilter& without) {
        const float width = ImGui::CalcTextSize((words + taken_off).c_str()).x + 2 * ImGui::GetStyle().FramePadding.x;
        ImGui::SameLine();
        if (ImGui::GetContentRegionAvail().x < width) {
            ImGui::NewLine();
        }
        if (toggle(id.c_str(), words + taken_off, true)) {
            commands.push(SetFilter{without});
        }
    };
    if (filter.within.valid() && state.atlas() != nullptr) {
        UnitFilter without = filter;
        without.within = {};
        chip("within", state.atlas()->units.name(filter.within), without);
    }
    if (filter.marked_only) {
        UnitFilter without = filter;
        without.marked_only = false;
        chip("marked", ui.lang["filter.marked_only"], without);
    }
    for (std::size_t i = 0; i < filter.chips.size(); ++i) {
        UnitFilter without = filter;
        without.chips.erase(without.chips.begin() + static_cast<std::ptrdiff_t>(i));
        LegendEntry entry;
        entry.label_key = filter.chips[i].label_key;
        entry.label_values = filter.chips[i].label_values;
        const auto& hatched = filter.chips[i].hatched;
        const auto part =
            !hatched ? std::string() : " · " + ui.lang[*hatched ? "legend.square_without" : "legend.square_with"];
        chip("chip " + std::to_string(i), legend_label(entry, ui.lang) + part, without);
    }
}

void draw_table_tools(const AppState& state, const TableRows* made, Commands& commands, const Ui& ui) {
    draw_filter_box(state, commands, ui);
    if (made != nullptr) {
        ImGui::SameLine();
        draw_column_choice(state, *made->table, commands, ui);
        ImGui::SameLine();
        if (ImGui::Button(ui.lang["table.copy"].c_str())) {
            commands.push(CopyTable{});
        }
        ImGui::SameLine();
        if (ImGui::Button("CSV")) {
            commands.push(AskExport{ExportKind::table_csv});
        }
        ImGui::SameLine();
        if (ImGui::Button("Excel")) {
            commands.push(AskExport{ExportKind::table_xlsx});
        }
    }
    draw_filter_chips(state, commands, ui);
}

} // namespace ntm::viewer
