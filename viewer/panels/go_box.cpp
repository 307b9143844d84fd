#include "viewer/panels/box.hpp"
#include "viewer/panels/panels.hpp"
#include "viewer/panels/widgets.hpp"

#include "geo/earth/written_place.hpp"
#include "geo/earth/zones.hpp"

#include <algorithm>

namespace ntm::viewer {

namespace {

/// "VN-2000, KTT 105°" for the zones people know by their central meridian.
std::string zone_words(const Lang& lang, const Zone& zone) {
    constexpr double utm_scale = 0.9996;
    const bool utm = zone.scale < utm_scale + 1e-6;
    const bool whole = zone.central_meridian_deg == static_cast<int>(zone.central_meridian_deg);
    return lang.fill(utm ? "ui.go.utm_zone" : "ui.go.zone",
                     {{"meridian", lang.number(zone.central_meridian_deg, whole ? 0 : 2)}, {"crs", zone.crs}});
}

const std::vector<Zone>& zones_by_meridian() {
    static const std::vector<Zone> zones = [] {
        auto all = vn2000_zones();
        std::stable_sort(all.begin(), all.end(), [](const Zone& a, const Zone& b) {
            return std::pair(a.scale < 0.9998, a.central_meridian_deg) <
                   std::pair(b.scale < 0.9998, b.central_meridian_deg);
        });
        return all;
    }();
    return zones;
}

void draw_system(const AppState& state, const Ui& ui) {
    std::string& crs = ui.scratch.go_crs;
    const auto own = ui.lang.fill("ui.go.map_system", {{"crs", state.document->crs_name}});
    const auto& zones = zones_by_meridian();
    const auto chosen = std::find_if(zones.begin(), zones.end(), [&](const Zone& zone) { return zone.crs == crs; });
    ImGui::SetNextItemWidth(-1);
    if (!ImGui::BeginCombo("##system", (chosen == zones.end() ? own : zone_words(ui.lang, *chosen)).c_str())) {
        return;
    }
    if (ImGui::Selectable(own.c_str(), crs.empty())) {
        crs.clear();
    }
    for (const Zone& zone : zones) {
        if (ImGui::Selectable(zone_words(ui.lang, zone).c_str(), zone.crs == crs)) {
            crs = zone.crs;
        }
    }
    ImGui::EndCombo();
}

/// What was understood, before it is gone to.
void draw_understood(const std::optional<WrittenPlace>& written, const Ui& ui) {
    const Lang& lang = ui.lang;
    if (!written) {
        secondary(lang["ui.go.help"]);
        return;
    }
    const int decimals = written->geographic ? 6 : 2;
    secondary(
        lang.fill(written->geographic ? "ui.go.read_degrees" : "ui.go.read_metres",
                  {{"north", lang.number(written->at.y, decimals)}, {"east", lang.number(written->at.x, decimals)}}));
}

} // namespace

void draw_go_box(const AppState& state, Commands& commands, const Ui& ui) {
    auto& scratch = ui.scratch;
    if (!state.go_open || !state.document) {
        scratch.go_shown = false;
        return;
    }
    const Lang& lang = ui.lang;
    const auto& map = ui.layout.map;
    const float width = std::min(ui.px(480), static_cast<float>(ui.layout.top.width) - ui.px(40));
    begin_box("go to", {float(map.x) + float(map.width) / 2, float(map.y) + ui.px(60)}, {0.5F, 0}, width);
    strong(ui, lang["ui.go.title"]);
    if (!scratch.go_shown) {
        scratch.go_shown = true;
        ImGui::SetWindowFocus();
        ImGui::SetKeyboardFocusHere();
    }
    ImGui::SetNextItemWidth(-1);
    const bool entered =
        ImGui::InputTextWithHint("##place", lang["ui.go.hint"].c_str(), scratch.go_text.data(), scratch.go_text.size(),
                                 ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
    const auto written = parse_written_place(scratch.go_text.data());
    draw_understood(written, ui);
    secondary(lang["ui.go.system"]);
    draw_system(state, ui);
    ImGui::Dummy({0, ui.px(2)});
    const bool pressed = toggle("go", lang["ui.go.go"], true);
    if ((pressed || entered) && scratch.go_text[0] != '\0') {
        commands.push(GoToText{scratch.go_text.data(), scratch.go_crs});
    }
    ImGui::SameLine();
    if (ImGui::Button(lang["ui.export.cancel"].c_str())) {
        commands.push(AskPlace{false});
    }
    end_box();
}

} // namespace ntm::viewer
