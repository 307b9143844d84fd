#include "viewer/panels/legend_words.hpp"
#include "viewer/panels/panels.hpp"
#include "viewer/panels/widgets.hpp"

#include <algorithm>
#include <array>

namespace ntm::viewer {

namespace {

bool is_filtered_by(const AppState& state, const LegendEntry& entry, bool hatched) {
    const auto& chips = state.filter.chips;
    return std::any_of(chips.begin(), chips.end(), [&](const FilterChip& chip) {
        return !chip.overlay && chip.hatched == hatched && chip.label_key == entry.label_key &&
               chip.label_values == entry.label_values && chip.theme == chip_theme(state.styled->theme);
    });
}

struct Cell {
    ImVec2 from, to;
    UnitStyle style;
    std::string figure;
    bool hatched = false;
    bool on = false; ///< the map is filtered by it
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
    const auto text = elided(cell.figure, cell.to.x - cell.from.x - ui.px(4));
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
    if (cell.on) {
        list->AddRect(cell.from, cell.to, colour(map_ink::mark), 0, 0, ui.px(3));
    }
    if (ImGui::IsItemHovered()) {
        list->AddRect(cell.from, cell.to, colour(tokens::accent), 0, 0, ui.px(2));
        ImGui::SetTooltip("%s", ui.lang["legend.square_help"].c_str());
    }
    return pressed;
}

std::string cell_figure(const AppState& state, std::size_t entry, std::size_t column, const Lang& lang) {
    if (state.legend_scope == LegendScope::all && state.legend_measure == LegendMeasure::count) {
        return lang.number(double(state.styled->crossed[entry][column]));
    }
    const LegendCounts* counts = state.current_legend_counts();
    if (counts == nullptr || entry >= counts->crossed.size()) {
        return "…";
    }
    return legend_figure(state, lang, counts->crossed[entry][column], *counts,
                         share_whole(state.styled->map.legend, *counts, entry, false), false);
}

/// The room of the names: as wide as the longest, as long as the cells keep enough for their numbers.
float width_of_names(const AppState& state, float whole, const Ui& ui) {
    const auto& entries = state.styled->map.legend.entries;
    float widest = 0, least_cell = ui.px(62);
    for (std::size_t entry = 0; entry < entries.size(); ++entry) {
        widest = std::max(widest, ImGui::CalcTextSize(legend_label(entries[entry], ui.lang).c_str()).x);
        for (const std::size_t column : {std::size_t{0}, std::size_t{1}}) {
            const auto figure = cell_figure(state, entry, column, ui.lang);
            least_cell = std::max(least_cell, ImGui::CalcTextSize(figure.c_str()).x + ui.px(14));
        }
    }
    return std::min(std::max(widest + ui.px(8), whole * 0.4F), whole - 2 * least_cell);
}

/// What a column of the square means, above it; returns how high that is.
float draw_head(const std::string& text, ImVec2 at, float width) {
    ImGui::SetCursorPos(at);
    ImGui::PushTextWrapPos(at.x + width);
    ImGui::PushStyleColor(ImGuiCol_Text, colour(tokens::secondary));
    ImGui::TextUnformatted(text.c_str());
    ImGui::PopStyleColor();
    ImGui::PopTextWrapPos();
    return ImGui::GetItemRectSize().y;
}

void press_cell(std::size_t entry, bool hatched, Commands& commands) {
    if (ImGui::GetIO().KeyCtrl) {
        commands.push(MarkClass{entry, false, ImGui::GetIO().KeyShift, hatched});
    } else {
        commands.push(ToggleChip{entry, false, hatched});
    }
}

} // namespace

void draw_square_legend(const AppState& state, Commands& commands, const Ui& ui) {
    const Legend& legend = state.styled->map.legend;
    const auto& crossed = state.styled->crossed;
    if (crossed.size() != legend.entries.size() || legend.overlays.empty()) {
        return;
    }
    const Lang& lang = ui.lang;
    const float whole = ImGui::GetContentRegionAvail().x, gap = ui.px(3);
    const float name_width = width_of_names(state, whole, ui);
    const float cell_width = (whole - name_width - gap) / 2;
    const ImVec2 corner = ImGui::GetCursorPos();
    float head_height = 0;
    for (const bool hatched : {false, true}) {
        const float x = corner.x + name_width + (hatched ? cell_width + gap : 0);
        const auto& text = lang[hatched ? "legend.square_without" : "legend.square_with"];
        head_height = std::max(head_height, draw_head(text, {x, corner.y}, cell_width));
    }
    ImGui::SetCursorPos({corner.x, corner.y + head_height + ui.px(2)});
    for (std::size_t entry = 0; entry < crossed.size(); ++entry) {
        const ImVec2 row = ImGui::GetCursorScreenPos();
        const auto name = legend_label(legend.entries[entry], lang);
        const float wrap = name_width - ui.px(6);
        const float name_height = ImGui::CalcTextSize(name.c_str(), nullptr, false, wrap).y;
        const float height = std::max(ui.px(30), name_height); // a name longer than its room takes two lines
        ImGui::GetWindowDrawList()->AddText(ImGui::GetFont(), ImGui::GetFontSize(),
                                            {row.x, row.y + (height - name_height) / 2}, colour(tokens::text),
                                            name.c_str(), nullptr, wrap);
        for (const bool hatched : {false, true}) {
            const float x = row.x + name_width + (hatched ? cell_width + gap : 0);
            const std::size_t column = hatched ? 1 : 0;
            const Cell cell{{x, row.y},
                            {x + cell_width, row.y + height},
                            legend.entries[entry].style,
                            cell_figure(state, entry, column, lang),
                            hatched,
                            is_filtered_by(state, legend.entries[entry], hatched)};
            if (draw_cell(cell, static_cast<int>(2 * entry + column), ui)) {
                press_cell(entry, hatched, commands);
            }
        }
        ImGui::SetCursorScreenPos({row.x, row.y + height + gap});
    }
    ImGui::Dummy({1, ui.px(2)});
}

} // namespace ntm::viewer
