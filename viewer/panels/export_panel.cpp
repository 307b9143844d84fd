#include "viewer/panels/box.hpp"
#include "viewer/panels/panels.hpp"
#include "viewer/panels/widgets.hpp"

#include <algorithm>
#include <cstring>

namespace ntm::viewer {

namespace {

ImVec2 middle_top(const WindowRect& map, float below) {
    return {static_cast<float>(map.x) + static_cast<float>(map.width) / 2, static_cast<float>(map.y) + below};
}

void take_suggestion(const ExportQuestion& question, Scratch& scratch) {
    if (scratch.export_seen == question.requests) {
        return;
    }
    scratch.export_seen = question.requests;
    const std::size_t length = std::min(question.file.size(), scratch.export_file.size() - 1);
    std::memcpy(scratch.export_file.data(), question.file.data(), length);
    scratch.export_file[length] = '\0';
    ImGui::SetKeyboardFocusHere();
}

} // namespace

void draw_export_question(const AppState& state, Commands& commands, const Ui& ui) {
    if (!state.export_question) {
        return;
    }
    const ExportQuestion& question = *state.export_question;
    const Lang& lang = ui.lang;
    const float width = std::min(ui.px(640), static_cast<float>(ui.layout.top.width) - ui.px(40));
    begin_box("export question",
              {static_cast<float>(ui.layout.top.width) / 2, static_cast<float>(ui.layout.map.y) + ui.px(60)}, {0.5F, 0},
              width);
    strong(ui, lang["ui.export." + std::string(export_ending(question.kind).substr(1))]);
    secondary(lang["ui.export.where"]);
    ImGui::SetNextItemWidth(-1);
    take_suggestion(question, ui.scratch);
    const bool entered = ImGui::InputText("##export file", ui.scratch.export_file.data(), ui.scratch.export_file.size(),
                                          ImGuiInputTextFlags_EnterReturnsTrue);
    const std::string file = ui.scratch.export_file.data();
    const bool replaces = question.asks_replace && file == question.file;
    if (replaces) {
        warning(lang["ui.export.exists"]);
    }
    ImGui::Dummy({0, ui.px(2)});
    const bool pressed = toggle("save", lang[replaces ? "ui.export.replace" : "ui.export.save"], true);
    if ((pressed || (entered && !replaces)) && !file.empty()) {
        commands.push(ExportTo{question.kind, file, replaces});
    }
    ImGui::SameLine();
    if (ImGui::Button(lang["ui.export.cancel"].c_str())) {
        commands.push(CloseExport{});
    }
    end_box();
}

void draw_message_bar(const AppState& state, Commands& commands, const Ui& ui) {
    const Message& message = state.message;
    if (message.key.empty()) {
        return;
    }
    const Lang& lang = ui.lang;
    const auto text = lang.fill(message.key, {{"value", message.value}});
    const float most = std::max(static_cast<float>(ui.layout.map.width) - ui.px(40), ui.px(280));
    float widest = ImGui::CalcTextSize(text.c_str()).x;
    for (const Message::Line& line : message.lines) {
        widest = std::max(widest, ImGui::CalcTextSize(lang.fill(line.key, {{"value", line.value}}).c_str()).x);
    }
    const float width = std::min(widest + ui.px(70), most);
    begin_box("message", middle_top(ui.layout.map, ui.px(56)), {0.5F, 0}, std::max(width, ui.px(280)));
    message.issues.empty() ? plain(text) : warning(text);
    for (const Message::Line& line : message.lines) {
        secondary(lang.fill(line.key, {{"value", line.value}}));
    }
    for (const Issue& issue : message.issues) {
        secondary(lang.issue_text(issue));
        if (const auto remedy = lang.issue_remedy(issue); !remedy.empty()) {
            secondary(remedy);
        }
    }
    if (link("close message", lang["ui.message.close"])) {
        commands.push(CloseMessage{});
    }
    end_box();
}

} // namespace ntm::viewer
