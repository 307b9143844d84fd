#include "viewer/panels/panels.hpp"
#include "viewer/panels/widgets.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ntm::viewer {

namespace {

void draw_day(const Ui& ui, ImDrawList& list, ImVec2 at, float pivot, const std::string& text) {
    const float size = ui.fonts.strong->FontSize;
    const float width = ui.fonts.strong->CalcTextSizeA(size, 1e9F, 0, text.c_str()).x + ui.px(16);
    const ImVec2 from{at.x - width * pivot, at.y};
    const ImVec2 to{from.x + width, at.y + size + ui.px(6)};
    list.AddRectFilled(from, to, colour(0xFFFFFF, 0.92), ui.px(6));
    list.AddText(ui.fonts.strong, size, {from.x + ui.px(8), from.y + ui.px(3)}, colour(map_ink::text), text.c_str());
}

/// Two small triangles: it goes to both sides.
void draw_handle(const Ui& ui, ImDrawList& list, ImVec2 at) {
    const float reach = ui.px(13), gap = ui.px(3), half = ui.px(5);
    list.AddCircleFilled(at, reach, colour(0xFFFFFF));
    list.AddCircle(at, reach, colour(map_ink::text), 0, ui.px(1.5F));
    for (const float side : {-1.0F, 1.0F}) {
        list.AddTriangleFilled({at.x + side * (gap + half), at.y}, {at.x + side * gap, at.y - half},
                               {at.x + side * gap, at.y + half}, colour(map_ink::text));
    }
}

/// Of two maps each tells its day.
void draw_two_days(const AppState& state, const Ui& ui) {
    auto& list = *ImGui::GetBackgroundDrawList();
    for (const auto& [map, day] :
         {std::pair{&ui.layout.beside, state.since()}, std::pair{&ui.layout.map, state.as_of}}) {
        draw_day(ui, list, {float(map->x) + float(map->width) / 2, float(map->y) + ui.px(92)}, 0.5F, ui.lang.date(day));
    }
}

} // namespace

void draw_swipe(const AppState& state, Commands& commands, const Ui& ui) {
    if (!state.swipe.on || !state.document || ui.layout.map.width <= 0) {
        return;
    }
    if (state.swipe.beside) {
        draw_two_days(state, ui);
        return;
    }
    const auto& map = ui.layout.map;
    const float x = float(map.x) + std::round(float(state.swipe.at) * float(map.width));
    const float top = float(map.y), foot = float(map.y + map.height);
    auto& list = *ImGui::GetBackgroundDrawList();
    list.PushClipRect({float(map.x), top}, {float(map.x + map.width), foot});
    list.AddLine({x, top}, {x, foot}, colour(0xFFFFFF), ui.px(4));
    list.AddLine({x, top}, {x, foot}, colour(map_ink::text), ui.px(2));
    draw_handle(ui, list, {x, (top + foot) / 2});
    const float day_y = foot - ui.px(88);
    draw_day(ui, list, {x - ui.px(12), day_y}, 1, ui.lang.date(state.since()));
    draw_day(ui, list, {x + ui.px(12), day_y}, 0, ui.lang.date(state.as_of));
    list.PopClipRect();

    const float reach = ui.px(9);
    ImGui::SetNextWindowPos({x - reach, top + ui.px(90)});
    ImGui::SetNextWindowSize({2 * reach, std::max(foot - top - ui.px(110), 1.0F)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, {1, 1});
    ImGui::Begin("swipe", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoBackground |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav |
                     ImGuiWindowFlags_NoBringToFrontOnFocus);
    ImGui::PopStyleVar(2);
    ImGui::InvisibleButton("line", {2 * reach, std::max(ImGui::GetContentRegionAvail().y, 1.0F)});
    if (ImGui::IsItemHovered() || ImGui::IsItemActive()) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
    }
    if (ImGui::IsItemActive() && ImGui::GetIO().MouseDelta.x != 0) {
        commands.push(MoveSwipe{double(ImGui::GetIO().MousePos.x - float(map.x)) / map.width});
    }
    ImGui::End();
}

} // namespace ntm::viewer
