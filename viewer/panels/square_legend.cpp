#include "viewer/panels/panels.hpp"
#include "viewer/panels/widgets.hpp"

#include <algorithm>
#include <array>

namespace ntm::viewer {

namespace {

/// The units of a class, with or without the hatch over their fill.
UnitSet units_of_cell(const AppState& state, std::size_t entry, bool hatched) {
    const StyledMap& map = state.styled->map;
    UnitSet units = units_of_class(*state.atlas(), map, entry, false);
    const UnitSet over = units_of_class(*state.atlas(), map, 0, true);
    std::erase_if(units.ids, [&](std::uint32_t id) { return over.contains({over.level, id}) != hatched; });
    return units;
}

struct Cell {
    ImVec2 from, to;
    UnitStyle style;
    std::size_t count = 0;
    bool hatched = false;
};

/// The number stands in the middle, on a field of its own: hatches must not cross it.
bool draw_cell(const Cell& cell, int id, const Ui& ui) {
    auto* list = ImGui::GetWindowDrawList();
    list->PushClipRect(cell.from, cell.to, true);
    list->AddRectFilled(cell.from, cell.to, colour(cell.style.fill));
    if (cell.hatched) {
        const float height = cell.to.y - cell.from.y;
        for (float x = cell.from.x - height; x < cell.to.x; x += ui.px(9)) {
            list->AddLine({x, cell.to.y}, {x + height, cell.from.y}, colour(map_ink::text, 0.45), ui.px(2));
        }
    }
    list->PopClipRect();
    list->AddRect(cell.from, cell.to, colour(0x8A8F96));
    const auto text = ui.lang.number(double(cell.count));
    const ImVec2 size = ImGui::CalcTextSize(text.c_str());
    const ImVec2 at{(cell.from.x + cell.to.x - size.x) / 2, (cell.from.y + cell.to.y - size.y) / 2};
    list->AddRectFilled({at.x - ui.px(5), at.y}, {at.x + size.x + ui.px(5), at.y + size.y}, colour(0xFFFFFF, 0.9),
                        ui.px(4));
    list->AddText(at, colour(map_ink::text), text.c_str());
    ImGui::SetCursorScreenPos(cell.from);
    ImGui::PushID(id);
    const bool pressed = ImGui::InvisibleButton("cell", {cell.to.x - cell.from.x, cell.to.y - cell.from.y});
    ImGui::PopID();
    focus_rim();
    if (ImGui::IsItemHovered()) {
        list->AddRect(cell.from, cell.to, colour(tokens::accent), 0, 0, ui.px(2));
        ImGui::SetTooltip("%s", ui.lang["legend.square_help"].c_str());
    }
    return pressed;
}

} // namespace

void draw_square_legend(const AppState& state, Commands& commands, const Ui& ui) {
    const Legend& legend = state.styled->map.legend;
    const auto& crossed = state.styled->crossed;
    if (crossed.size() != legend.entries.size() || legend.overlays.empty()) {
        return;
    }
    const Lang& lang = ui.lang;
    const float whole = ImGui::GetContentRegionAvail().x;
    const float name_width = whole * 0.5F, gap = ui.px(3);
    const float cell_width = (whole - name_width - gap) / 2, height = ui.px(30);
    const float left = ImGui::GetCursorPosX();
    const auto over = legend_label(legend.overlays.front(), lang);
    const std::array<std::string, 2> heads{lang["legend.square_with"], lang["legend.square_without"]};
    const float head_y = ImGui::GetCursorPosY();
    float head_height = 0;
    for (std::size_t column = 0; column < heads.size(); ++column) {
        const float x = left + name_width + float(column) * (cell_width + gap);
        ImGui::SetCursorPos({x, head_y});
        ImGui::PushTextWrapPos(x + cell_width);
        ImGui::PushStyleColor(ImGuiCol_Text, colour(tokens::secondary));
        ImGui::TextUnformatted(heads[column].c_str());
        ImGui::PopStyleColor();
        ImGui::PopTextWrapPos();
        head_height = std::max(head_height, ImGui::GetItemRectSize().y);
    }
    ImGui::SetCursorPos({left, head_y + head_height + ui.px(2)});
    for (std::size_t entry = 0; entry < crossed.size(); ++entry) {
        const ImVec2 row = ImGui::GetCursorScreenPos();
        const auto name = elided(legend_label(legend.entries[entry], lang), name_width - ui.px(6));
        ImGui::GetWindowDrawList()->AddText({row.x, row.y + (height - ImGui::GetTextLineHeight()) / 2},
                                            colour(tokens::text), name.c_str());
        for (std::size_t column = 0; column < 2; ++column) {
            const float x = row.x + name_width + float(column) * (cell_width + gap);
            const Cell cell{{x, row.y},
                            {x + cell_width, row.y + height},
                            legend.entries[entry].style,
                            crossed[entry][column],
                            column == 1};
            if (draw_cell(cell, static_cast<int>(2 * entry + column), ui)) {
                commands.push(MarkUnits{units_of_cell(state, entry, column == 1), ImGui::GetIO().KeyCtrl});
            }
        }
        ImGui::SetCursorScreenPos({row.x, row.y + height + gap});
    }
    ImGui::Dummy({1, ui.px(2)});
}

} // namespace ntm::viewer
