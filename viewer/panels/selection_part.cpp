#include "viewer/panels/panels.hpp"
#include "viewer/panels/table_tools.hpp"
#include "viewer/panels/widgets.hpp"

namespace ntm::viewer {

namespace {

/// Puts the next link behind the last one where it has room.
void link_gap(const std::string& next, const Ui& ui) {
    ImGui::SameLine(0, ui.px(14));
    if (ImGui::GetContentRegionAvail().x < ImGui::CalcTextSize(next.c_str()).x) {
        ImGui::NewLine();
    }
}

void draw_filter(const AppState& state, Commands& commands, const Ui& ui) {
    if (state.filter.empty()) {
        return;
    }
    const Lang& lang = ui.lang;
    section(ui, lang["filter.title"]);
    if (state.filtered && state.filtered->filter == state.filter) {
        plain(lang.fill("filter.passing", {{"count", lang.number(double(state.filtered->count))},
                                           {"of", lang.number(double(state.filtered->passes.size()))}}));
    }
    if (!state.filter.text.empty()) {
        secondary(lang.fill("filter.text", {{"text", state.filter.text}}));
    }
    ImGui::Dummy({1, 1});
    draw_filter_chips(state, commands, ui);
    if (link("no filter", lang["filter.clear"])) {
        commands.push(SetFilter{});
    }
    link_gap(lang["filter.select"], ui);
    if (link("mark filtered", lang["filter.select"])) {
        commands.push(MarkFiltered{});
    }
}

void draw_marked(const AppState& state, Commands& commands, const Ui& ui) {
    const Lang& lang = ui.lang;
    if (state.marked.size() < 2 && state.sets.empty()) {
        return;
    }
    section(ui, state.marked.empty()
                    ? lang["selection.sets"]
                    : lang.fill("selection.title", {{"count", lang.number(double(state.marked.size()))}}));
    if (!state.marked.empty()) {
        if (link("only marked", lang["selection.only"])) {
            UnitFilter filter = state.filter;
            filter.marked_only = true;
            commands.push(SetFilter{std::move(filter)});
        }
        link_gap(lang["selection.invert"], ui);
        if (link("invert", lang["selection.invert"])) {
            commands.push(InvertMarks{});
        }
        link_gap(lang["selection.clear"], ui);
        if (link("clear", lang["selection.clear"])) {
            commands.push(SelectUnit{});
        }
        ImGui::SetNextItemWidth(ImGui::GetContentRegionAvail().x - ui.px(80));
        auto& name = ui.scratch.set_name;
        const bool entered = ImGui::InputTextWithHint("##set name", lang["selection.name_hint"].c_str(), name.data(),
                                                      name.size(), ImGuiInputTextFlags_EnterReturnsTrue);
        ImGui::SameLine();
        if ((ImGui::Button(lang["selection.keep"].c_str()) || entered) && name[0] != '\0') {
            commands.push(KeepSet{name.data()});
            name[0] = '\0';
        }
    }
    for (std::size_t i = 0; i < state.sets.size(); ++i) {
        const NamedSet& set = state.sets[i];
        ImGui::PushID(static_cast<int>(i));
        if (link("recall", set.name + " (" + lang.number(double(set.units.size())) + ")")) {
            commands.push(MarkUnits{set.units, false});
        }
        ImGui::SameLine(0, ui.px(14));
        if (link("drop", "×")) {
            commands.push(DropSet{i});
        }
        ImGui::PopID();
    }
}

} // namespace

void draw_selection_part(const AppState& state, Commands& commands, const Ui& ui) {
    draw_filter(state, commands, ui);
    draw_marked(state, commands, ui);
}

} // namespace ntm::viewer
