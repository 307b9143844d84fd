#include "viewer/panels/panels.hpp"
#include "viewer/panels/unit_words.hpp"
#include "viewer/panels/widgets.hpp"

#include <algorithm>

namespace ntm::viewer {

namespace {

constexpr std::size_t most_rows = 9;

void draw_hit(const AppState& state, Commands& commands, const Ui& ui, std::size_t index) {
    const UnitRef unit = state.search.hits[index];
    const auto& units = state.atlas()->units;
    ImGui::PushID(static_cast<int>(index));
    const float line = ImGui::GetTextLineHeight();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    if (ImGui::Selectable("##hit", index == state.search.choice, 0, {0, 2 * line + ui.px(6)})) {
        commands.push(MoveSearchChoice{static_cast<int>(index) - static_cast<int>(state.search.choice)});
        commands.push(TakeSearchChoice{});
    }
    auto* list = ImGui::GetWindowDrawList();
    list->AddText(ui.fonts.strong, ui.fonts.strong->FontSize, {at.x + ui.px(4), at.y + ui.px(2)}, colour(tokens::text),
                  units.name(unit).c_str());
    const auto place = place_line(state, ui, unit);
    list->AddText({at.x + ui.px(4), at.y + ui.px(3) + line}, colour(tokens::secondary), place.c_str());
    ImGui::PopID();
}

} // namespace

void draw_search_results(const AppState& state, Commands& commands, const Ui& ui) {
    const auto& search = state.search;
    if (!search.open || search.text.empty() || state.atlas() == nullptr || search.hits_for != search.text) {
        return;
    }
    const float whole = static_cast<float>(ui.layout.top.width) - 2 * ui.px(14);
    const float width = std::min(ui.px(560), whole); // a name with its parents needs more than the box
    ImGui::SetNextWindowPos({ui.px(14) + (whole - width) / 2, ui.px(46)});
    const float row = 2 * ImGui::GetTextLineHeight() + ui.px(6) + ImGui::GetStyle().ItemSpacing.y;
    const auto rows = static_cast<float>(std::clamp<std::size_t>(search.hits.size(), 1, most_rows));
    const float height = search.hits.empty() ? ui.px(96) : rows * row + ui.px(16);
    ImGui::SetNextWindowSize({width, height});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1);
    ImGui::Begin("search results", nullptr,
                 (ImGuiWindowFlags_NoDecoration & ~ImGuiWindowFlags_NoScrollbar) | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav);
    if (search.hits.empty()) {
        strong(ui, ui.lang["ui.search.none"]);
        secondary(ui.lang["ui.search.none_help"]);
    }
    for (std::size_t i = 0; i < search.hits.size(); ++i) {
        draw_hit(state, commands, ui, i);
    }
    const bool elsewhere = ImGui::IsMouseClicked(0) && !ImGui::IsWindowHovered() &&
                           ImGui::GetMousePos().y > static_cast<float>(ui.layout.top.height);
    ImGui::End();
    ImGui::PopStyleVar();
    if (elsewhere) {
        commands.push(CloseSearch{});
    }
}

} // namespace ntm::viewer
