#include "viewer/panels/panels.hpp"
#include "viewer/panels/unit_words.hpp"
#include "viewer/panels/widgets.hpp"

#include <algorithm>

namespace ntm::viewer {

namespace {

std::vector<std::string> tip_lines(const AppState& state, const Snapshot& snapshot, const Ui& ui) {
    std::vector<std::string> lines;
    const auto& units = state.atlas()->units;
    const UnitRef unit = state.hovered;
    const UnitRef parent = units.parent(unit);
    if (parent.valid()) {
        lines.push_back(units.name(parent));
    }
    lines.push_back(tier_line(snapshot, ui.lang, unit));
    lines.push_back(plan_line(snapshot, ui.lang, unit));
    if (unit.level != Level::commune && snapshot.atlas->recognitions.present) {
        const auto& tallies = snapshot.tiers_of[static_cast<std::size_t>(unit.level)];
        if (unit.id < tallies.size()) {
            lines.push_back(ui.lang["tier.ntm"] + ": " +
                            part_of(ui.lang, tallies[unit.id].held[static_cast<std::size_t>(Tier::ntm)],
                                    tallies[unit.id].in_scope));
        }
    }
    std::erase_if(lines, [](const std::string& line) { return line.empty(); });
    return lines;
}

void draw_tip(const AppState& state, const Snapshot& snapshot, const WindowRect& map, const Ui& ui) {
    const auto lines = tip_lines(state, snapshot, ui);
    const auto& name = state.atlas()->units.name(state.hovered);
    ImVec2 size = ui.fonts.strong->CalcTextSizeA(ui.fonts.strong->FontSize, 1e9F, 0, name.c_str());
    for (const auto& line : lines) {
        const ImVec2 extent = ImGui::CalcTextSize(line.c_str());
        size = {std::max(size.x, extent.x), size.y + extent.y};
    }
    const float pad = ui.px(9);
    const ImVec2 cursor{float(map.x) + float(state.cursor->map_px.x), float(map.y) + float(state.cursor->map_px.y)};
    ImVec2 at{cursor.x + ui.px(16), cursor.y + ui.px(18)};
    // Stays within the map: over a panel it would hide what it explains.
    if (at.x + size.x + 2 * pad > float(map.x + map.width)) {
        at.x = cursor.x - ui.px(12) - size.x - 2 * pad;
    }
    if (at.y + size.y + 2 * pad > float(map.y + map.height)) {
        at.y = cursor.y - ui.px(12) - size.y - 2 * pad;
    }
    at.x = std::max(at.x, float(map.x) + 2);
    auto& list = *ImGui::GetBackgroundDrawList();
    const ImVec2 end{at.x + size.x + 2 * pad, at.y + size.y + 2 * pad};
    list.AddRectFilled(at, end, colour(tokens::field), ui.px(6));
    list.AddRect(at, end, colour(tokens::secondary), ui.px(6));
    ImVec2 pen{at.x + pad, at.y + pad};
    list.AddText(ui.fonts.strong, ui.fonts.strong->FontSize, pen, colour(tokens::text), name.c_str());
    pen.y += ui.fonts.strong->FontSize;
    for (const auto& line : lines) {
        list.AddText(ui.fonts.text, ui.fonts.text->FontSize, pen, colour(tokens::secondary), line.c_str());
        pen.y += ImGui::CalcTextSize(line.c_str()).y;
    }
}

} // namespace

void draw_hover_tip(const AppState& state, Commands&, const Ui& ui) {
    if (!state.hovered.valid() || !state.cursor || state.atlas() == nullptr || !state.insight ||
        state.insight->snapshot->atlas != state.document->atlas || ui.scratch.dragging_map ||
        state.hovered.id >= state.atlas()->units.count(state.hovered.level)) {
        return;
    }
    draw_tip(state, *state.insight->snapshot, ui.layout.map, ui);
    // Of two maps each tells how it was on its day.
    if (ui.layout.beside.width > 0 && state.styled_before &&
        state.styled_before->snapshot->atlas == state.document->atlas) {
        draw_tip(state, *state.styled_before->snapshot, ui.layout.beside, ui);
    }
}

} // namespace ntm::viewer
