#include "geo/picture/sheet.hpp"
#include "viewer/map/camera.hpp"
#include "viewer/panels/panels.hpp"
#include "viewer/panels/widgets.hpp"

#include <algorithm>
#include <cmath>

namespace ntm::viewer {

namespace {

constexpr double zoom_step = 1.5;

void draw_labels(const Ui& ui, const WindowRect& rect, const MapLabels& labels, ImDrawList& list) {
    list.PushClipRect({float(rect.x), float(rect.y)}, {float(rect.x + rect.width), float(rect.y + rect.height)});
    for (const auto& label : labels.labels()) {
        const ImVec2 at{static_cast<float>(rect.x + label.at.x), static_cast<float>(rect.y + label.at.y)};
        text_with_halo(list, label.strong ? ui.fonts.strong : ui.fonts.text, at, label.text, ui.scale);
    }
    list.PopClipRect();
}

/// No name is shown behind it from the next frame on.
void keep_free(const Ui& ui, ImVec2 from, ImVec2 to) {
    ui.scratch.map_furniture.push_back({static_cast<int>(from.x), static_cast<int>(from.y),
                                        static_cast<int>(std::ceil(to.x - from.x)),
                                        static_cast<int>(std::ceil(to.y - from.y))});
}

void keep_window_free(const Ui& ui) {
    const ImVec2 from = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
    keep_free(ui, from, {from.x + size.x, from.y + size.y});
}

std::string length_text(const Lang& lang, double metres) {
    return metres >= 1000 ? lang.number(metres / 1000) + " km" : lang.number(metres) + " m";
}

constexpr std::uint32_t ink_on_dark = 0xE6E8EA;

/// Beside the map itself: on dark paper in light ink.
void text_on_paper(ImDrawList& list, ImFont* font, ImVec2 middle, const std::string& text, float scale, bool dark) {
    if (!dark) {
        text_with_halo(list, font, middle, text, scale);
        return;
    }
    const ImVec2 size = font->CalcTextSizeA(font->FontSize, 1e9F, 0, text.c_str());
    list.AddText(font, font->FontSize, {std::round(middle.x - size.x / 2), std::round(middle.y - size.y / 2)},
                 colour(ink_on_dark), text.c_str());
}

/// Scale bar with two fields, and north beside it: grid north is up.
void draw_scale_and_north(const AppState& state, const Ui& ui, ImDrawList& list) {
    const auto& rect = ui.layout.map;
    const double metres = scale_bar_metres(state.view.metres_per_px, 150.0 * static_cast<double>(ui.scale));
    const auto width = std::round(static_cast<float>(metres / state.view.metres_per_px));
    const float x = static_cast<float>(rect.x) + ui.px(18);
    const float y = static_cast<float>(rect.y + rect.height) - ui.px(22);
    const float height = ui.px(6);
    const float half = std::round(width / 2);
    const bool dark = state.look.theme == LookTheme::dark;
    const ImU32 ink = colour(dark ? ink_on_dark : map_ink::text), light = colour(dark ? 0x2B3640 : 0xFFFFFF);
    list.AddRectFilled({x - 1, y - 1}, {x + width + 1, y + height + 1}, ink);
    list.AddRectFilled({x + half, y}, {x + width, y + height}, light);
    text_on_paper(list, ui.fonts.text, {x + width / 2, y - ui.px(14)}, length_text(ui.lang, metres), ui.scale, dark);

    const ImVec2 tip{x + width + ui.px(34), y - ui.px(22)};
    const float foot = y + height;
    list.AddTriangleFilled(tip, {tip.x - ui.px(8), foot}, {tip.x, foot - ui.px(7)}, ink);
    list.AddTriangleFilled(tip, {tip.x, foot - ui.px(7)}, {tip.x + ui.px(8), foot}, light);
    list.AddTriangle(tip, {tip.x, foot - ui.px(7)}, {tip.x + ui.px(8), foot}, ink);
    text_on_paper(list, ui.fonts.strong, {tip.x, tip.y - ui.px(10)}, ui.lang["map.north"], ui.scale, dark);
    keep_free(ui, {x, tip.y - ui.px(20)}, {tip.x + ui.px(8), foot});
}

float right_buttons_width(const Ui& ui) {
    const auto& style = ImGui::GetStyle();
    float width = ImGui::GetFrameHeight() + ui.px(12) + 3 * ui.px(4); // the arrow, the margin, the gaps
    for (const char* text : {" + ", " – ", ui.lang["ui.map.fit"].c_str()}) {
        width += ImGui::CalcTextSize(text).x + 2 * style.FramePadding.x;
    }
    return width;
}

void draw_illustrative_band(const AppState& state, const Ui& ui, ImDrawList& list) {
    const auto& text = ui.lang["map.illustrative"];
    const auto& rect = ui.layout.beside.width > 0 ? ui.layout.beside : ui.layout.map;
    const float size = ui.fonts.strong->FontSize;
    const float width = ui.fonts.strong->CalcTextSizeA(size, 1e9F, 0, text.c_str()).x;
    // Beside the buttons of the map, below them where they take the whole row, or below the tools too.
    const float room = static_cast<float>(rect.width), own = width + ui.px(20);
    const bool two_maps = ui.layout.beside.width > 0; // the buttons stand on the other one
    const bool beside = two_maps || ui.px(50 + 12) + own + right_buttons_width(ui) <= room;
    const float tools = 2 * ImGui::GetFrameHeight() + ImGui::CalcTextSize(ui.lang["ui.map.tools"].c_str()).x +
                        2 * ImGui::GetStyle().FramePadding.x + ui.px(12 + 3 * 4);
    const float below = ui.px(12) + own + tools <= room ? 52.0F : 92.0F;
    const double covered = state.scan_pane.scan && !two_maps ? rect.width * scan_pane_share(state.left_open) : 0;
    const ImVec2 from{static_cast<float>(rect.x + covered) + ui.px(beside && covered == 0 ? 50 : 12),
                      static_cast<float>(rect.y) + ui.px(beside ? 12 : below)};
    const ImVec2 to{from.x + width + ui.px(20), from.y + size + ui.px(8)};
    keep_free(ui, from, to);
    list.AddRectFilled(from, to, colour(map_ink::illustrative), ui.px(6));
    list.AddRect(from, to, colour(0xC9A227), ui.px(6));
    list.AddText(ui.fonts.strong, size, {from.x + ui.px(10), from.y + ui.px(4)}, colour(map_ink::text), text.c_str());
}

/// Islands are far smaller than a pixel of their box: each gets a dot in the colour of its unit.
void draw_islands(const Styled& styled, const Inset& inset, const WindowRect& rect, const Ui& ui, ImDrawList& list) {
    const MapView view = fit_view(inset.metres, rect.width, rect.height, 0);
    for (std::size_t i = 0; i < inset.islands.size(); ++i) {
        const Point px = view.to_px(inset.islands[i]);
        const ImVec2 at{float(rect.x) + float(px.x), float(rect.y) + float(px.y)};
        const std::uint32_t feature = inset.feature_of_island[i];
        const auto& styles = styled.map.units;
        list.AddCircleFilled(at, ui.px(2.5F), colour(map_ink::secondary), 10);
        list.AddCircleFilled(at, ui.px(1.5F), feature < styles.size() ? colour(styles[feature].fill) : colour(0xFFFFFF),
                             10);
    }
}

void draw_inset(const Styled& styled, const Inset& inset, const WindowRect& rect, const Ui& ui, ImDrawList& list) {
    const ImVec2 from{float(rect.x), float(rect.y)};
    const ImVec2 to{from.x + float(rect.width), from.y + float(rect.height)};
    list.PushClipRect(from, to, true);
    draw_islands(styled, inset, rect, ui, list);
    list.PopClipRect();
    list.AddRect(from, to, colour(map_ink::secondary));
    text_with_halo(list, ui.fonts.text, {(from.x + to.x) / 2, to.y - ui.px(13)}, ui.lang[inset.key], ui.scale);
}

void draw_insets(const AppState& state, const Ui& ui, ImDrawList& list) {
    const auto rects = inset_rects(state, ui.layout, ui.scale);
    for (std::size_t i = 0; i < rects.size(); ++i) {
        const auto& rect = rects[i];
        const auto& inset = state.document->insets[i];
        keep_free(ui, {float(rect.x), float(rect.y)}, {float(rect.x + rect.width), float(rect.y + rect.height)});
        draw_inset(*state.styled, inset, rect, ui, list);
        if (ui.layout.beside.width > 0 && state.styled_before) {
            WindowRect other = rect;
            other.x += ui.layout.beside.x - ui.layout.map.x;
            draw_inset(*state.styled_before, inset, other, ui, list);
        }
    }
}

constexpr ImGuiWindowFlags button_flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                          ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_AlwaysAutoResize |
                                          ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoBringToFrontOnFocus |
                                          ImGuiWindowFlags_NoNav;

void begin_buttons(const char* id, float x, float y, float pivot) {
    ImGui::SetNextWindowPos({x, y}, ImGuiCond_Always, {pivot, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::Begin(id, nullptr, button_flags);
    ImGui::PopStyleVar();
}

void rail_button(Rail rail, bool open, const char* key, Commands& commands, const Ui& ui) {
    const bool points_left = (rail == Rail::left) == open;
    if (ImGui::ArrowButton(key, points_left ? ImGuiDir_Left : ImGuiDir_Right)) {
        commands.push(ShowRail{rail, !open});
    }
    if (ImGui::IsItemHovered()) {
        ImGui::SetTooltip("%s", ui.lang[key].c_str());
    }
}

void draw_buttons(const AppState& state, Commands& commands, const Ui& ui) {
    const auto& rect = ui.layout.map;
    const float y = static_cast<float>(rect.y) + ui.px(12);
    const auto& leftmost = ui.layout.beside.width > 0 ? ui.layout.beside : rect;
    begin_buttons("left map buttons", static_cast<float>(leftmost.x) + ui.px(12), y, 0);
    rail_button(Rail::left, state.left_open, "ui.map.left_rail", commands, ui);
    keep_window_free(ui);
    ImGui::End();

    begin_buttons("right map buttons", static_cast<float>(rect.x + rect.width) - ui.px(12), y, 1);
    if (ImGui::Button(" + ")) {
        commands.push(ZoomMap{zoom_step, std::nullopt});
    }
    ImGui::SameLine(0, ui.px(4));
    if (ImGui::Button(" – ")) {
        commands.push(ZoomMap{1 / zoom_step, std::nullopt});
    }
    ImGui::SameLine(0, ui.px(4));
    if (ImGui::Button(ui.lang["ui.map.fit"].c_str())) {
        commands.push(FitMap{});
    }
    ImGui::SameLine(0, ui.px(4));
    rail_button(Rail::right, state.right_open, "ui.map.right_rail", commands, ui);
    keep_window_free(ui);
    ImGui::End();

    if (!state.document) {
        return;
    }
    begin_buttons("tool buttons", static_cast<float>(rect.x + rect.width) - ui.px(12), y + ui.px(40), 1);
    draw_tools_menu(state, commands, ui);
    keep_window_free(ui);
    ImGui::End();
}

/// Where there is no map yet: what happens, or what to do.
void draw_message(const AppState& state, const Ui& ui, ImDrawList& list) {
    const auto& rect = ui.layout.map;
    const auto& text = ui.lang[state.loading ? "ui.loading" : "ui.nothing_open"];
    const float size = ui.fonts.heading->FontSize;
    const float width = ui.fonts.heading->CalcTextSizeA(size, 1e9F, 0, text.c_str()).x;
    list.AddText(ui.fonts.heading, size,
                 {static_cast<float>(rect.x) + (static_cast<float>(rect.width) - width) / 2,
                  static_cast<float>(rect.y) + static_cast<float>(rect.height) / 2 - size},
                 colour(map_ink::secondary), text.c_str());
    if (!state.loading) {
        const auto& help = ui.lang["ui.nothing_open_help"];
        const float room = std::min(static_cast<float>(rect.width) - ui.px(60), ui.px(520));
        list.AddText(ui.fonts.text, ui.fonts.text->FontSize,
                     {static_cast<float>(rect.x) + (static_cast<float>(rect.width) - room) / 2,
                      static_cast<float>(rect.y) + static_cast<float>(rect.height) / 2 + ui.px(8)},
                     colour(map_ink::secondary), help.c_str(), nullptr, room);
    }
}

} // namespace

std::vector<WindowRect> inset_rects(const AppState& state, const Layout& layout, float scale) {
    if (!state.document || !state.styled || state.styled->snapshot->atlas != state.document->atlas ||
        !shows_all_of(state.view, state.document->atlas->main_extent)) {
        return {};
    }
    const auto width = static_cast<int>(inset_width_px * scale);
    const auto height = static_cast<int>(inset_height_px * scale);
    const auto margin = static_cast<int>(14 * scale);
    std::vector<WindowRect> rects;
    const auto count = static_cast<int>(state.document->insets.size());
    for (int i = 0; i < count; ++i) {
        // One over the other at the edge, where the sea is; as on the ground, Hoàng Sa is the northern one.
        rects.push_back({layout.map.x + layout.map.width - width - margin,
                         layout.map.y + layout.map.height - (count - i) * (height + margin), width, height});
    }
    return rects;
}

void draw_map_furniture(const AppState& state, Commands& commands, const Ui& ui, const MapLabels& labels) {
    auto& list = *ImGui::GetBackgroundDrawList();
    const auto& rect = ui.layout.map;
    ui.scratch.map_furniture.clear();
    const auto& first = ui.layout.beside.width > 0 ? ui.layout.beside : rect;
    list.PushClipRect({float(first.x), float(rect.y)}, {float(rect.x + rect.width), float(rect.y + rect.height)});
    if (ui.scratch.boxing) {
        const auto& on = ui.scratch.pressed_map;
        const auto& box = ui.scratch.box_px;
        const ImVec2 from{float(on.x) + box[0], float(on.y) + box[1]};
        const ImVec2 to{float(on.x) + box[2], float(on.y) + box[3]};
        const ImVec2 low{std::min(from.x, to.x), std::min(from.y, to.y)};
        const ImVec2 high{std::max(from.x, to.x), std::max(from.y, to.y)};
        list.AddRectFilled(low, high, colour(tokens::accent, 0.15));
        list.AddRect(low, high, colour(tokens::accent), 0, 0, ui.px(1.5F));
    }
    if (state.document) {
        draw_labels(ui, rect, labels, list);
        if (ui.layout.beside.width > 0) {
            draw_labels(ui, ui.layout.beside, labels, list);
        }
        draw_insets(state, ui, list);
        draw_scale_and_north(state, ui, list);
        if (state.document->atlas->workspace.illustrative) {
            draw_illustrative_band(state, ui, list);
        }
    } else {
        draw_message(state, ui, list);
    }
    list.PopClipRect();
    draw_buttons(state, commands, ui);
}

} // namespace ntm::viewer
