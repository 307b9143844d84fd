#include "viewer/panels/box.hpp"
#include "viewer/panels/panels.hpp"
#include "viewer/panels/widgets.hpp"

#include "geo/atlas/workspace.hpp"

#include <algorithm>

namespace ntm::viewer {

namespace {

void open(const std::string& argument, Commands& commands) {
    commands.push(ShowPopup{Popup::none});
    commands.push(OpenWorkspace{argument});
}

void draw_samples(const AppState& state, Commands& commands, const Ui& ui) {
    static const std::vector<std::string> samples = sample_names(); // they lie beside the program
    for (const std::string& name : samples) {
        const auto key = "open.sample." + name;
        const auto words = ui.lang.has(key) ? ui.lang[key] : name;
        const auto argument = "sample:" + name;
        if (ImGui::Selectable((words + "##" + name).c_str(), state.workspace_argument == argument)) {
            open(argument, commands);
        }
    }
}

} // namespace

void draw_open_box(const AppState& state, Commands& commands, const Ui& ui) {
    const Lang& lang = ui.lang;
    const bool opened = ui.scratch.popup_seen != Popup::open;
    const float width = std::min(ui.px(620), static_cast<float>(ui.layout.top.width) - ui.px(40));
    begin_box("open", {ui.px(14), ui.px(50)}, {0, 0}, width);
    strong(ui, lang["open.title"]);
    plain(lang["open.path"]);
    if (opened) {
        ui.scratch.open_text[0] = '\0';
        ImGui::SetWindowFocus();
        ImGui::SetKeyboardFocusHere();
    }
    ImGui::SetNextItemWidth(ImGui::GetContentRegionAvail().x - ui.px(76));
    auto& typed = ui.scratch.open_text;
    const bool entered = ImGui::InputTextWithHint("##path", lang["open.path_hint"].c_str(), typed.data(), typed.size(),
                                                  ImGuiInputTextFlags_EnterReturnsTrue);
    ImGui::SameLine();
    if ((ImGui::Button(lang["open.take"].c_str()) || entered) && typed[0] != '\0') {
        open(typed.data(), commands);
    }
    secondary(lang["open.drop_help"]);
    section(ui, lang["open.samples"]);
    draw_samples(state, commands, ui);
    end_box();
}

} // namespace ntm::viewer
