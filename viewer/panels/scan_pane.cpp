#include "viewer/panels/box.hpp"
#include "viewer/panels/panels.hpp"
#include "viewer/panels/widgets.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace ntm::viewer {

namespace {

constexpr double wheel_step = 1.25;
constexpr float click_slack_px = 4;

const ScanChoice* chosen(const AppState& state) {
    const auto found = std::find_if(state.scans.begin(), state.scans.end(), [&](const ScanChoice& choice) {
        return state.scan_pane.scan && choice.scan == *state.scan_pane.scan;
    });
    const bool known = found != state.scans.end() && state.atlas() != nullptr &&
                       found->scan < state.atlas()->scans.size() && state.atlas()->scans[found->scan].reader;
    return known ? &*found : nullptr;
}

/// A cross with a number, readable on any ground.
void draw_mark(ImDrawList& list, ImVec2 at, const std::string& name, bool half, const Ui& ui) {
    const float arm = ui.px(9);
    const ImU32 ink = colour(half ? tokens::accent : map_ink::mark);
    for (const auto& [line, width] : {std::pair(colour(0xFFFFFF, 0.9), ui.px(5)), {ink, ui.px(2)}}) {
        list.AddLine({at.x - arm, at.y}, {at.x + arm, at.y}, line, width);
        list.AddLine({at.x, at.y - arm}, {at.x, at.y + arm}, line, width);
    }
    if (!name.empty()) {
        text_with_halo(list, ui.fonts.strong, {at.x + ui.px(14), at.y - ui.px(20)}, name, ui.scale);
    }
}

void draw_marks_on_scan(const ScanChoice& choice, const ScanPane& pane, ImVec2 corner, const Ui& ui) {
    auto& list = *ImGui::GetWindowDrawList();
    const auto at = [&](Point px) {
        const Point on = pane.pane_px(px);
        return ImVec2{corner.x + static_cast<float>(on.x), corner.y + static_cast<float>(on.y)};
    };
    for (std::size_t i = 0; i < choice.points.points.size(); ++i) {
        draw_mark(list, at(choice.points.points[i].px), std::to_string(i + 1), false, ui);
    }
    if (pane.px) {
        draw_mark(list, at(*pane.px), "?", true, ui);
    }
}

/// Pressed, it picks; dragged, it moves; the wheel zooms about the mouse.
void handle_mouse(const AppState& state, ImVec2 corner, Commands& commands) {
    const ImGuiIO& io = ImGui::GetIO();
    const Point at{double(io.MousePos.x - corner.x), double(io.MousePos.y - corner.y)};
    if (ImGui::IsItemActive() && ImGui::IsMouseDragging(0, click_slack_px)) {
        commands.push(ScanCommand(PanScanPane{double(io.MouseDelta.x), double(io.MouseDelta.y)}));
    }
    const ImVec2 way = ImGui::GetMouseDragDelta(0, 0);
    // Not by keys, which press a button wherever the mouse stands.
    if (ImGui::IsItemDeactivated() && ImGui::IsItemHovered() && ImGui::IsMouseReleased(0) &&
        std::hypot(way.x, way.y) < click_slack_px) {
        commands.push(ScanCommand(PickScanPixel{state.scan_pane.scan_px(at)}));
    }
    if (ImGui::IsItemHovered() && io.MouseWheel != 0) {
        commands.push(ScanCommand(ZoomScanPane{std::pow(wheel_step, double(io.MouseWheel)), at}));
    }
}

void draw_scan_view(const AppState& state, const ScanChoice& choice, ImVec2 size, Commands& commands, const Ui& ui) {
    const ScanPane& pane = state.scan_pane;
    const int width = static_cast<int>(size.x), height = static_cast<int>(size.y);
    if (width != pane.view.width_px || height != pane.view.height_px) {
        commands.push(ScanCommand(PlaceScanPane{width, height}));
    }
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    auto& list = *ImGui::GetWindowDrawList();
    const ImVec2 end{corner.x + size.x, corner.y + size.y};
    list.AddRectFilled(corner, end, colour(0x6E7378));
    list.PushClipRect(corner, end, true);
    const auto& made = state.pane_picture;
    const auto file_of = [](const Document& document, std::uint32_t scan) { return document.atlas->scans[scan].file; };
    if (made && ui.scan_texture != 0 && // of the same file: it stays while that is read again
        file_of(*made->document, made->scan) == file_of(*state.document, choice.scan)) {
        // Where its ground is now, until it is drawn for this view.
        const MapView& drawn = made->picture->view;
        const Point a = pane.view.to_px(drawn.to_metres({0, 0}));
        const Point b = pane.view.to_px(drawn.to_metres({double(drawn.width_px), double(drawn.height_px)}));
        list.AddImage(reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(ui.scan_texture)),
                      {corner.x + float(a.x), corner.y + float(a.y)}, {corner.x + float(b.x), corner.y + float(b.y)});
    }
    draw_marks_on_scan(choice, pane, corner, ui);
    list.PopClipRect();
    ImGui::InvisibleButton("scan", {std::max(size.x, 1.0F), std::max(size.y, 1.0F)});
    handle_mouse(state, corner, commands);
}

void draw_method(const AppState& state, const ScanChoice& choice, Commands& commands, const Ui& ui) {
    for (const PlacingMethod method : {PlacingMethod::affine, PlacingMethod::spline}) {
        const std::string word(placing_word(method));
        if (toggle(word.c_str(), ui.lang["scans.method." + word], choice.points.method == method)) {
            commands.push(ScanCommand(SetScanMethod{method}));
        }
        ImGui::SameLine(0, ui.px(3));
    }
    ImGui::SameLine(0, ui.px(14));
    if (state.scan_is_saved(choice)) {
        secondary(ui.lang[choice.points.points.empty() ? "scans.none_picked" : "scans.is_saved"]);
    } else if (toggle("save points", ui.lang["scans.save"], true)) {
        commands.push(ScanCommand(SaveScanPoints{}));
    }
}

/// What the figures mean, and what is missing.
void draw_words(const AppState& state, const ScanChoice& choice, const Ui& ui) {
    const auto place = state.place_of_scan(choice.scan);
    const PlacedByPoints* fit = place && place->fit ? &*place->fit : nullptr;
    const std::size_t count = choice.points.points.size(), least = least_points(choice.points.method);
    if (count < least) {
        plain(ui.lang.fill("scans.more_points", {{"count", std::to_string(least - count)}}));
    } else if (fit == nullptr && count > 0) {
        warning(ui.lang["scans.on_a_line"]);
    } else if (fit != nullptr) {
        const char* key = choice.points.method == PlacingMethod::spline ? "scans.spline_words" : "scans.affine_words";
        plain(ui.lang.fill(key, {{"rms", ui.lang.number(fit->rms, 2)}, {"worst", ui.lang.number(fit->worst, 2)}}));
        if (fit->turned_over) {
            warning(ui.lang["scans.mirrored"]);
        }
    }
}

void draw_points(const AppState& state, const ScanChoice& choice, Commands& commands, const Ui& ui) {
    const auto place = state.place_of_scan(choice.scan);
    const PlacedByPoints* fit = place && place->fit ? &*place->fit : nullptr;
    if (choice.points.points.empty() ||
        !ImGui::BeginTable("points", 5, ImGuiTableFlags_RowBg | ImGuiTableFlags_SizingStretchProp)) {
        return;
    }
    constexpr std::array<std::pair<const char*, float>, 5> columns{{{"scans.column.no", 0.6F},
                                                                    {"scans.column.px", 1.8F},
                                                                    {"scans.column.place", 3.4F},
                                                                    {"scans.column.off", 1.4F},
                                                                    {"", 0.5F}}};
    for (const auto& [key, share] : columns) {
        ImGui::TableSetupColumn(*key != '\0' ? ui.lang[key].c_str() : "", ImGuiTableColumnFlags_None, share);
    }
    ImGui::TableHeadersRow();
    for (std::size_t i = 0; i < choice.points.points.size(); ++i) {
        const ControlPoint& point = choice.points.points[i];
        ImGui::TableNextRow();
        ImGui::PushID(static_cast<int>(i));
        ImGui::TableNextColumn();
        plain(std::to_string(i + 1));
        ImGui::TableNextColumn();
        plain(ui.lang.number(point.px.x, 0) + "; " + ui.lang.number(point.px.y, 0));
        ImGui::TableNextColumn();
        plain(ui.lang.number(point.place.x, 1) + "; " + ui.lang.number(point.place.y, 1));
        ImGui::TableNextColumn();
        const bool known = fit != nullptr && i < fit->residuals.size() && std::isfinite(fit->residuals[i]);
        plain(known ? ui.lang.number(fit->residuals[i], 2) + " m" : std::string("–"));
        ImGui::TableNextColumn();
        if (ImGui::SmallButton("×")) {
            commands.push(ScanCommand(DropScanPoint{i}));
        }
        if (ImGui::IsItemHovered()) {
            ImGui::SetTooltip("%s", ui.lang["scans.drop"].c_str());
        }
        ImGui::PopID();
    }
    ImGui::EndTable();
}

/// What is to be done next.
void draw_help(const AppState& state, Commands& commands, const Ui& ui) {
    const ScanPane& pane = state.scan_pane;
    secondary(ui.lang[pane.px ? "scans.now_map" : pane.place ? "scans.now_scan" : "scans.pick_both"]);
    if (pane.px || pane.place) {
        ImGui::SameLine();
        if (link("drop pick", ui.lang["scans.drop"])) {
            commands.push(ScanCommand(DropScanPick{}));
        }
    }
}

} // namespace

void draw_scan_pane(const AppState& state, Commands& commands, const Ui& ui) {
    const ScanChoice* choice = chosen(state);
    if (choice == nullptr) {
        return;
    }
    const auto& map = ui.layout.map;
    // Over the legend, which nobody needs meanwhile, and a part of the map.
    const float left = ui.layout.left.width > 0 ? float(ui.layout.left.x) : float(map.x);
    const float width = float(map.x) + float(map.width * scan_pane_share(state.left_open)) - left;
    const float height = float(map.height);
    ImGui::SetNextWindowPos({left, float(map.y)});
    ImGui::SetNextWindowSize({width, height});
    ImGui::Begin("scan pane", nullptr,
                 ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoScrollbar |
                     ImGuiWindowFlags_NoScrollWithMouse);
    strong(ui, elided(state.atlas()->scans[choice->scan].name, width - ui.px(120)));
    ImGui::SameLine(width - ui.px(84));
    if (link("close pane", ui.lang["ui.tool.close"])) {
        commands.push(ScanCommand(OpenScanPane{}));
    }
    draw_help(state, commands, ui);
    const float list_height = std::clamp(height * 0.38F, ui.px(150), ui.px(290));
    const ImVec2 room = ImGui::GetContentRegionAvail();
    draw_scan_view(state, *choice, {std::floor(room.x), std::floor(std::max(room.y - list_height, ui.px(60)))},
                   commands, ui);
    draw_method(state, *choice, commands, ui);
    ImGui::BeginChild("point list");
    draw_words(state, *choice, ui);
    draw_points(state, *choice, commands, ui);
    ImGui::EndChild();
    ImGui::End();
}

void draw_scan_marks(const AppState& state, const Ui& ui) {
    const ScanChoice* choice = chosen(state);
    if (choice == nullptr) {
        return;
    }
    auto& list = *ImGui::GetBackgroundDrawList();
    const auto& rect = ui.layout.map;
    list.PushClipRect({float(rect.x), float(rect.y)}, {float(rect.x + rect.width), float(rect.y + rect.height)});
    const auto at = [&](Point metres) {
        const Point px = state.view.to_px(metres);
        return ImVec2{float(rect.x) + float(px.x), float(rect.y) + float(px.y)};
    };
    for (std::size_t i = 0; i < choice->points.points.size(); ++i) {
        draw_mark(list, at(choice->points.points[i].place), std::to_string(i + 1), false, ui);
    }
    if (state.scan_pane.place) {
        draw_mark(list, at(*state.scan_pane.place), "?", true, ui);
    }
    list.PopClipRect();
}

} // namespace ntm::viewer
