#include "viewer/panels/box.hpp"
#include "viewer/panels/panels.hpp"
#include "viewer/panels/widgets.hpp"

#include <cmath>

namespace ntm::viewer {

namespace {

ImVec2 on_screen(const AppState& state, const Ui& ui, Point metres) {
    const Point px = state.view.to_px(metres);
    return {static_cast<float>(ui.layout.map.x + px.x), static_cast<float>(ui.layout.map.y + px.y)};
}

/// Metres below a kilometre, then kilometres to the metre.
std::string length_words(const Lang& lang, double metres) {
    return metres < 1000 ? lang.number(metres, 1) + " m" : lang.number(metres / 1000, 3) + " km";
}

std::string area_words(const Lang& lang, double m2) {
    constexpr double m2_of_ha = 10'000, m2_of_km2 = 1'000'000;
    return m2 < m2_of_ha          ? lang.number(m2, 1) + " m²"
           : m2 < 100 * m2_of_km2 ? lang.number(m2 / m2_of_ha, 2) + " ha"
                                  : lang.number(m2 / m2_of_km2, 2) + " km²";
}

bool draws_area(const AppState& state) {
    return state.tool == MapTool::area && state.measure.metres.size() > 2;
}

/// The line with a point at each end of a leg; while it is drawn, a thin one leads to the cursor.
void draw_line(const AppState& state, const Ui& ui, ImDrawList& list) {
    const Measure& measure = state.measure;
    std::vector<ImVec2> px;
    for (const Point metres : measure.metres) {
        px.push_back(on_screen(state, ui, metres));
    }
    const ImU32 line = colour(map_ink::mark), casing = colour(0xFFFFFF, 0.8);
    const int count = static_cast<int>(px.size());
    const ImDrawFlags closed = draws_area(state) ? ImDrawFlags_Closed : ImDrawFlags_None;
    list.AddPolyline(px.data(), count, casing, closed, ui.px(5));
    list.AddPolyline(px.data(), count, line, closed, ui.px(2.5F));
    if (!measure.ended && state.cursor && count > 0) {
        const ImVec2 end = on_screen(state, ui, state.cursor->metres);
        list.AddLine(px.back(), end, line, ui.px(1.5F));
        if (state.tool == MapTool::area && count > 1) {
            list.AddLine(px.front(), end, colour(map_ink::mark, 0.5), ui.px(1));
        }
    }
    for (const ImVec2 at : px) {
        list.AddCircleFilled(at, ui.px(4.5F), colour(0xFFFFFF));
        list.AddCircleFilled(at, ui.px(3), line);
    }
    constexpr std::size_t most_named_legs = 40;
    for (std::size_t i = 0; i < measure.legs_m.size() && measure.legs_m.size() <= most_named_legs; ++i) {
        const float way = std::hypot(px[i + 1].x - px[i].x, px[i + 1].y - px[i].y);
        if (way > ui.px(90)) {
            text_with_halo(list, ui.fonts.text, {(px[i].x + px[i + 1].x) / 2, (px[i].y + px[i + 1].y) / 2 - ui.px(14)},
                           length_words(ui.lang, measure.legs_m[i]), ui.scale);
        }
    }
}

void draw_figures(const AppState& state, const Ui& ui) {
    const Measure& measure = state.measure;
    const Lang& lang = ui.lang;
    if (measure.metres.size() < 2) {
        plain(lang[state.tool == MapTool::area ? "ui.measure.area_help" : "ui.measure.distance_help"]);
        return;
    }
    if (state.tool == MapTool::area) {
        figure_row(ui, lang["ui.measure.area"],
                   measure.metres.size() > 2 ? area_words(lang, measure.area_m2) : std::string("–"));
        figure_row(ui, lang["ui.measure.around"], length_words(lang, measure.length_m + measure.closing_m));
    } else {
        figure_row(ui, lang["ui.measure.length"], length_words(lang, measure.length_m));
        figure_row(ui, lang["ui.measure.last_leg"], length_words(lang, measure.legs_m.back()));
    }
    secondary(lang["ui.measure.method"]);
}

void draw_measure_box(const AppState& state, Commands& commands, const Ui& ui) {
    const auto& map = ui.layout.map;
    const Lang& lang = ui.lang;
    begin_box("measure", {float(map.x + map.width) - ui.px(12), float(map.y + map.height) - ui.px(12)}, {1, 1},
              std::min(ui.px(330), float(map.width) - ui.px(24)));
    strong(ui, lang["ui.tool." + std::string(map_tool_word(state.tool))]);
    draw_figures(state, ui);
    if (!state.measure.metres.empty()) {
        if (link("drop point", lang["ui.measure.drop"])) {
            commands.push(DropMeasurePoint{});
        }
        ImGui::SameLine(0, ui.px(14));
        if (link("measure anew", lang["ui.measure.clear"])) {
            commands.push(ClearMeasure{});
        }
        ImGui::SameLine(0, ui.px(14));
    }
    if (link("end tool", lang["ui.tool.close"])) {
        commands.push(SetTool{MapTool::none});
    }
    end_box();
}

void draw_lasso_box(Commands& commands, const Ui& ui) {
    const auto& map = ui.layout.map;
    begin_box("lasso", {float(map.x + map.width) - ui.px(12), float(map.y + map.height) - ui.px(12)}, {1, 1},
              std::min(ui.px(330), float(map.width) - ui.px(24)));
    strong(ui, ui.lang["ui.tool.lasso"]);
    plain(ui.lang["ui.tool.lasso_help"]);
    if (link("end tool", ui.lang["ui.tool.close"])) {
        commands.push(SetTool{MapTool::none});
    }
    end_box();
}

void draw_pin(const AppState& state, const Ui& ui, ImDrawList& list) {
    const ImVec2 at = on_screen(state, ui, state.pin->metres);
    const float head = ui.px(9);
    const ImVec2 middle{at.x, at.y - ui.px(24)};
    list.AddTriangleFilled({middle.x - head * 0.86F, middle.y + head * 0.5F}, at,
                           {middle.x + head * 0.86F, middle.y + head * 0.5F}, colour(map_ink::mark));
    list.AddCircleFilled(middle, head, colour(map_ink::mark));
    list.AddCircleFilled(middle, ui.px(3.5F), colour(0xFFFFFF));
    const auto& lang = ui.lang;
    const auto words = lang.number(state.pin->lon_lat.y, 5) + "° " + lang["ui.status.north"] + "  " +
                       lang.number(state.pin->lon_lat.x, 5) + "° " + lang["ui.status.east"];
    text_with_halo(list, ui.fonts.strong, {at.x, at.y + ui.px(12)}, words, ui.scale);
    const float half = ui.fonts.strong->CalcTextSizeA(ui.fonts.strong->FontSize, 1e9F, 0, words.c_str()).x / 2;
    ui.scratch.map_furniture.push_back({static_cast<int>(at.x - half), static_cast<int>(at.y - ui.px(34)),
                                        static_cast<int>(2 * half), static_cast<int>(ui.px(58))}); // no names behind it
}

} // namespace

void draw_map_tools(const AppState& state, Commands& commands, const Ui& ui) {
    if (!state.document) {
        return;
    }
    auto& list = *ImGui::GetBackgroundDrawList();
    const auto& rect = ui.layout.map;
    list.PushClipRect({float(rect.x), float(rect.y)}, {float(rect.x + rect.width), float(rect.y + rect.height)});
    if (state.pin) {
        draw_pin(state, ui, list);
    }
    const bool measures = state.tool == MapTool::distance || state.tool == MapTool::area;
    if (measures) {
        draw_line(state, ui, list);
    }
    const auto& lasso = ui.scratch.lasso_px;
    if (lasso.size() > 1) {
        std::vector<ImVec2> px;
        for (const Point p : lasso) {
            px.emplace_back(float(rect.x + p.x), float(rect.y + p.y));
        }
        list.AddPolyline(px.data(), static_cast<int>(px.size()), colour(tokens::accent), ImDrawFlags_Closed, ui.px(2));
    }
    list.PopClipRect();
    if (measures) {
        draw_measure_box(state, commands, ui);
    } else if (state.tool == MapTool::lasso) {
        draw_lasso_box(commands, ui);
    }
}

void draw_tools_menu(const AppState& state, Commands& commands, const Ui& ui) {
    const Lang& lang = ui.lang;
    const auto step = [&](const char* id, ImGuiDir direction, bool possible, const char* key, const Command& command) {
        ImGui::BeginDisabled(!possible);
        if (ImGui::ArrowButton(id, direction)) {
            commands.push(command);
        }
        ImGui::EndDisabled();
        if (ImGui::IsItemHovered()) {
            ImGui::SetTooltip("%s", lang[key].c_str());
        }
        ImGui::SameLine(0, ui.px(4));
    };
    step("##back", ImGuiDir_Left, state.trail.can_go_back(), "ui.map.back", BackView{});
    step("##forward", ImGuiDir_Right, state.trail.can_go_forward(), "ui.map.forward", ForwardView{});
    if (toggle("tools", lang["ui.map.tools"], state.tool != MapTool::none || state.swipe.on)) {
        ImGui::OpenPopup("tools menu");
    }
    if (!ImGui::BeginPopup("tools menu")) {
        return;
    }
    const auto item = [&](const char* key, const char* keys, bool on, const Command& command) {
        if (ImGui::MenuItem(lang[key].c_str(), keys, on)) {
            commands.push(command);
        }
    };
    for (const MapTool tool : {MapTool::distance, MapTool::area, MapTool::lasso}) {
        const bool on = state.tool == tool;
        const auto key = "ui.tool." + std::string(map_tool_word(tool));
        const char* keys = tool == MapTool::distance ? "M" : tool == MapTool::area ? "Shift+M" : "L";
        item(key.c_str(), keys, on, SetTool{on ? MapTool::none : tool});
    }
    item("action.go_to", "Ctrl+G", false, AskPlace{});
    const bool swiped = state.swipe.on && !state.swipe.beside, beside = state.swipe.on && state.swipe.beside;
    item("action.swipe", "S", swiped, SetSwipe{!swiped});
    item("action.beside", "Shift+S", beside, SetSwipe{!beside, !beside});
    ImGui::EndPopup();
}

} // namespace ntm::viewer
