#include "viewer/panels/crs_words.hpp"
#include "viewer/panels/panels.hpp"
#include "viewer/panels/widgets.hpp"

#include <algorithm>
#include <cmath>

namespace ntm::viewer {

namespace {

constexpr double shown_after_ms = 250; ///< shorter tasks would only flicker
constexpr double metres_per_screen_px = 0.0254 / 96;

std::string degrees(const Lang& lang, double value, const char* positive, const char* negative) {
    return lang.number(std::fabs(value), 5) + "° " + lang[value < 0 ? negative : positive];
}

/// "VN-2000 / TM-3 zone 482 · X 2.188.123 m · Y 567.890 m · 19,78123° B 105,77654° Đ": X is north, as the law writes.
std::string coordinates(const AppState& state, const Lang& lang) {
    auto text = state.document->crs_name;
    if (!state.cursor) {
        return text;
    }
    text += "   " + lang.fill("ui.status.metres", {{"north", lang.number(state.cursor->metres.y)},
                                                   {"east", lang.number(state.cursor->metres.x)}});
    if (state.cursor->lon_lat) {
        text += "   " + degrees(lang, state.cursor->lon_lat->y, "ui.status.north", "ui.status.south") + "  " +
                degrees(lang, state.cursor->lon_lat->x, "ui.status.east", "ui.status.west");
    }
    return text;
}

/// 1:N on a screen of 96 dots an inch; three figures are honest.
std::string scale_text(const AppState& state, const Ui& ui) {
    const double n = state.view.metres_per_px * static_cast<double>(ui.scale) / metres_per_screen_px;
    const double unit = std::pow(10, std::max(std::floor(std::log10(std::max(n, 1.0))) - 2, 0.0));
    return "1:" + ui.lang.number(std::round(n / unit) * unit);
}

/// What can be taken back, newest first; pressed, the window goes back to before that step.
void draw_steps(const AppState& state, Commands& commands, const Ui& ui) {
    const auto& steps = state.history.steps();
    if (steps.empty() && state.history.undone().empty()) {
        return;
    }
    const Lang& lang = ui.lang;
    ImGui::SameLine(0, ui.px(24));
    if (link("steps", lang.fill("step.title", {{"count", lang.number(double(steps.size()))}}))) {
        ImGui::OpenPopup("steps list");
    }
    if (!ImGui::BeginPopup("steps list")) {
        return;
    }
    ImGui::BeginDisabled(state.history.undone().empty());
    if (ImGui::Selectable(lang["step.redo"].c_str())) {
        commands.push(Redo{});
    }
    ImGui::EndDisabled();
    constexpr std::size_t most_shown = 20;
    for (std::size_t i = steps.size(); i > 0 && steps.size() - i < most_shown; --i) {
        ImGui::PushID(static_cast<int>(i));
        if (ImGui::Selectable(lang.fill("step.undo", {{"step", lang[steps[i - 1].name]}}).c_str())) {
            commands.push(UndoTo{i - 1});
        }
        ImGui::PopID();
    }
    ImGui::EndPopup();
}

void draw_task(const AppState& state, Commands& commands, const Ui& ui) {
    const auto task = std::find_if(state.tasks.begin(), state.tasks.end(),
                                   [](const TaskStatus& each) { return each.elapsed_ms >= shown_after_ms; });
    if (task == state.tasks.end()) {
        return;
    }
    const auto cancel = ui.lang["ui.task.cancel"];
    auto text = ui.lang[task->name_key];
    if (!task->stage_key.empty() && ui.lang.has(task->stage_key)) {
        text += ": " + ui.lang[task->stage_key];
    }
    const float bar = ui.px(110);
    const float gap = ui.px(10);
    const float width = ImGui::CalcTextSize(text.c_str()).x + bar + ImGui::CalcTextSize(cancel.c_str()).x + 2 * gap;
    ImGui::SameLine(ImGui::GetContentRegionMax().x - width);
    ImGui::TextUnformatted(text.c_str());
    ImGui::SameLine(0, gap);
    ImGui::ProgressBar(static_cast<float>(task->fraction), {bar, ImGui::GetTextLineHeight()}, "");
    ImGui::SameLine(0, gap);
    if (link("cancel", cancel)) {
        commands.push(CancelTask{task->id});
    }
}

/// Behind scale and coordinates: which system each file was read in, how exact that is, and what else it could be.
void draw_systems(const AppState& state, const Ui& ui) {
    if (!ImGui::IsItemHovered() || state.atlas() == nullptr || state.atlas()->places.empty()) {
        return;
    }
    std::string text;
    for (const LayerPlace& layer : state.atlas()->places) {
        text += (text.empty() ? "" : "\n\n") + system_words(layer, ui.lang);
    }
    ImGui::SetTooltip("%s", text.c_str());
}

} // namespace

void draw_status_bar(const AppState& state, Commands& commands, const Ui& ui) {
    const auto& rect = ui.layout.status;
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {ui.px(8), 0});
    if (begin_part("status", rect, ui, false)) {
        edge_line(static_cast<float>(rect.y), static_cast<float>(rect.width));
        ImGui::SetCursorPosY((static_cast<float>(rect.height) - ImGui::GetTextLineHeight()) / 2);
        if (state.document) {
            ImGui::PushStyleColor(ImGuiCol_Text, colour(tokens::secondary));
            ImGui::TextUnformatted((scale_text(state, ui) + "   " + coordinates(state, ui.lang)).c_str());
            ImGui::PopStyleColor();
            draw_systems(state, ui);
            draw_steps(state, commands, ui);
        } else {
            ImGui::TextUnformatted(" ");
        }
        draw_task(state, commands, ui);
    }
    end_part();
    ImGui::PopStyleVar();
}

} // namespace ntm::viewer
