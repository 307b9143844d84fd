#include "viewer/panels/panels.hpp"
#include "viewer/panels/plan_symbols.hpp"
#include "viewer/panels/widgets.hpp"

#include <algorithm>
#include <cmath>

namespace ntm::viewer {

namespace {

/// The land uses that the view shows of a layer.
void draw_uses(const AppState& state, const PlanLook& look, const Ui& ui) {
    const auto& made = state.plan_legend;
    if (!made || made->document != state.document) {
        return;
    }
    const auto at = std::find(made->looks.begin(), made->looks.end(), look);
    const PlanLayer& layer = state.atlas()->plan_layers[look.layer];
    if (at == made->looks.end() || (layer.has_ground() && layer.now.empty() && layer.planned.empty())) {
        return;
    }
    const auto& uses = made->uses[static_cast<std::size_t>(at - made->looks.begin())];
    if (uses.empty()) {
        secondary(ui.lang["plan_layers.nothing_here"]);
        return;
    }
    for (const ShownUse& shown : uses) {
        symbol(ui, layer.geometry, use_style(*state.atlas(), layer, shown.use));
        ImGui::SameLine(ui.px(14) + ui.px(36));
        const std::string code = use_code(layer, shown.use);
        figure_row(ui, code + (code.empty() ? "" : " ") + use_name(*state.atlas(), layer, shown.use, ui.lang),
                   ui.lang.number(double(shown.polygons)));
    }
    secondary(layer.has_ground() ? ui.lang.fill("plan_layers.counted", {{"legend", layer.legend}})
                                 : ui.lang["plan_layers.counted_strokes"]);
}

/// How a shown layer looks: its opacity, land use now or planned.
void draw_look(const PlanLayer& layer, const PlanLook& look, Commands& commands, const Ui& ui) {
    const bool both = !layer.now.empty() && !layer.planned.empty();
    float toggles = 0;
    for (const char* key : {"plan_layers.now", "plan_layers.planned"}) {
        toggles += ImGui::CalcTextSize(ui.lang[key].c_str()).x + 2 * ImGui::GetStyle().FramePadding.x + ui.px(3);
    }
    const float spare = ImGui::GetContentRegionAvail().x - toggles; // a bar to scroll by may have taken some of it
    ImGui::SetNextItemWidth(both && spare >= ui.px(50) ? std::min(spare, ui.px(120)) : ui.px(120));
    int percent = static_cast<int>(std::lround(look.opacity * 100));
    if (ImGui::SliderInt("##opacity", &percent, 5, 100, "%d%%")) {
        commands.push(ChangePlanLayer{look.layer, std::nullopt, std::nullopt, percent / 100.0});
    }
    if (ImGui::IsItemHovered()) {
        ImGui::SetTooltip("%s", ui.lang["plan_layers.opacity"].c_str());
    }
    if (!both) {
        return;
    }
    for (const bool now : {false, true}) {
        if (now || spare >= ui.px(50)) {
            ImGui::SameLine(0, ui.px(3));
        }
        if (toggle(now ? "now" : "planned", ui.lang[now ? "plan_layers.now" : "plan_layers.planned"],
                   look.now == now)) {
            commands.push(ChangePlanLayer{look.layer, std::nullopt, now, std::nullopt});
        }
    }
}

void draw_layer(const AppState& state, std::size_t place, Commands& commands, const Ui& ui) {
    const PlanLayerChoice& choice = state.plan_layers[place];
    const PlanLayer& layer = state.atlas()->plan_layers[choice.look.layer];
    ImGui::PushID(static_cast<int>(choice.look.layer));
    bool shown = choice.shown;
    const float buttons = 2 * ImGui::GetFrameHeight() + ui.px(10);
    const float room = ImGui::GetContentRegionAvail().x - buttons - ImGui::GetFrameHeight() - ui.px(10);
    if (ImGui::Checkbox((broken_into_lines(layer.name, room, 3) + "###shown").c_str(), &shown)) {
        commands.push(ChangePlanLayer{choice.look.layer, shown, std::nullopt, std::nullopt});
    }
    if (ImGui::IsItemHovered()) {
        ImGui::SetTooltip("%s", layer.name.c_str());
    }
    ImGui::SameLine(ImGui::GetContentRegionMax().x - buttons);
    if (ImGui::ArrowButton("up", ImGuiDir_Up) && place + 1 < state.plan_layers.size()) {
        commands.push(MovePlanLayer{choice.look.layer, 1});
    }
    ImGui::SameLine(0, ui.px(3));
    if (ImGui::ArrowButton("down", ImGuiDir_Down) && place > 0) {
        commands.push(MovePlanLayer{choice.look.layer, -1});
    }
    if (choice.shown) {
        draw_look(layer, choice.look, commands, ui);
        draw_uses(state, choice.look, ui);
        ImGui::Dummy({0, ui.px(6)});
    }
    ImGui::PopID();
}

} // namespace

void draw_plan_layers_part(const AppState& state, Commands& commands, const Ui& ui) {
    if (state.plan_layers.empty() || state.atlas() == nullptr ||
        state.plan_layers.size() != state.atlas()->plan_layers.size()) {
        return;
    }
    section(ui, ui.lang["plan_layers.title"]);
    for (std::size_t place = state.plan_layers.size(); place-- > 0;) { // the uppermost first
        draw_layer(state, place, commands, ui);
    }
}

} // namespace ntm::viewer
