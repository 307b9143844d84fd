#include "viewer/panels/box.hpp"
#include "viewer/panels/panels.hpp"
#include "viewer/panels/widgets.hpp"
#include "viewer/state/actions.hpp"

#include "geo/base/viet_text.hpp"

#include <algorithm>
#include <sstream>

namespace ntm::viewer {

namespace {

constexpr std::size_t most_rows = 12;

/// All typed words stand in the name, in any order, with or without marks.
bool fits(const std::string& name, const std::string& typed) {
    const std::string fold = fold_key(name);
    std::istringstream words(fold_key(typed));
    for (std::string word; words >> word;) {
        if (fold.find(word) == std::string::npos) {
            return false;
        }
    }
    return true;
}

std::vector<const Action*> fitting_actions(const Lang& lang, const std::string& typed) {
    std::vector<const Action*> fitting;
    for (const Action& action : actions()) {
        if (fits(action_words(action, lang), typed)) {
            fitting.push_back(&action);
        }
    }
    return fitting;
}

bool pressed(ImGuiKey key) {
    return ImGui::IsKeyPressed(ImGui::GetKeyIndex(key));
}

void move_choice(std::size_t& choice, std::size_t count) {
    if (count == 0) {
        choice = 0;
        return;
    }
    choice = std::min(choice, count - 1);
    if (pressed(ImGuiKey_DownArrow)) {
        choice = std::min(choice + 1, count - 1);
    } else if (pressed(ImGuiKey_UpArrow) && choice > 0) {
        --choice;
    }
}

void take(const Action& action, const AppState& state, Commands& commands) {
    commands.push(ShowPopup{Popup::none});
    commands.push(action.make(state));
}

} // namespace

void draw_palette(const AppState& state, Commands& commands, const Ui& ui) {
    auto& scratch = ui.scratch;
    const bool opened = scratch.popup_seen != Popup::palette;
    const float width = std::min(ui.px(620), static_cast<float>(ui.layout.top.width) - ui.px(40));
    begin_box("palette", {static_cast<float>(ui.layout.top.width) / 2, ui.px(60)}, {0.5F, 0}, width);
    if (opened) {
        scratch.palette[0] = '\0';
        scratch.palette_choice = 0;
        ImGui::SetWindowFocus();
        ImGui::SetKeyboardFocusHere();
    }
    ImGui::SetNextItemWidth(-1);
    // Asking for the history keeps up and down from walking away to another box.
    const auto keep_arrows = [](ImGuiInputTextCallbackData*) { return 0; };
    const bool entered = ImGui::InputTextWithHint(
        "##palette", ui.lang["palette.hint"].c_str(), scratch.palette.data(), scratch.palette.size(),
        ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_CallbackHistory, keep_arrows);
    if (ImGui::IsItemEdited()) {
        scratch.palette_choice = 0;
    }
    const auto fitting = fitting_actions(ui.lang, scratch.palette.data());
    move_choice(scratch.palette_choice, fitting.size());
    if (fitting.empty()) {
        secondary(ui.lang["palette.none"]);
    }
    // The chosen one stays in sight.
    const std::size_t first = scratch.palette_choice >= most_rows ? scratch.palette_choice - most_rows + 1 : 0;
    for (std::size_t i = first; i < std::min(fitting.size(), first + most_rows); ++i) {
        const Action& action = *fitting[i];
        const auto keys = chord_text(action.chord);
        ImGui::PushID(static_cast<int>(i));
        const float x = ImGui::GetCursorPosX(), room = ImGui::GetContentRegionAvail().x;
        if (ImGui::Selectable(action_words(action, ui.lang).c_str(), i == scratch.palette_choice)) {
            take(action, state, commands);
        }
        ImGui::SameLine(x + room - ImGui::CalcTextSize(keys.c_str()).x);
        ImGui::TextDisabled("%s", keys.c_str());
        ImGui::PopID();
    }
    if (entered && scratch.palette_choice < fitting.size()) {
        take(*fitting[scratch.palette_choice], state, commands);
    }
    end_box();
}

void draw_popup(const AppState& state, Commands& commands, const Ui& ui) {
    const bool was_open = ui.scratch.popup_seen == state.popup && state.popup != Popup::none;
    switch (state.popup) {
    case Popup::none:
        break;
    case Popup::palette:
        draw_palette(state, commands, ui);
        break;
    case Popup::keys:
        draw_keys_box(commands, ui);
        break;
    case Popup::about:
        draw_about_box(commands, ui);
        break;
    case Popup::open:
        draw_open_box(state, commands, ui);
        break;
    }
    ui.scratch.popup_seen = state.popup;
    // A click beside the box closes it; the one that opened it was in an earlier frame.
    // What is pressed in the box is active by now: that must not make the click one beside it.
    constexpr ImGuiHoveredFlags any_window =
        ImGuiHoveredFlags_AnyWindow | ImGuiHoveredFlags_AllowWhenBlockedByActiveItem;
    if (was_open && ImGui::IsMouseClicked(0) && !ImGui::IsWindowHovered(any_window)) {
        commands.push(ShowPopup{Popup::none});
    }
}

} // namespace ntm::viewer
