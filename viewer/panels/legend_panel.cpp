#include "viewer/panels/legend_words.hpp"
#include "viewer/panels/panels.hpp"
#include "viewer/panels/table_tools.hpp"
#include "viewer/panels/widgets.hpp"

#include <algorithm>

namespace ntm::viewer {

namespace {

/// "346 (riêng: 290)" for tiers that nest, the plain count for others.
std::string count_text(const Lang& lang, const LegendEntry& entry) {
    if (entry.cumulative && *entry.cumulative != entry.count) {
        return lang.fill("legend.cumulative", {{"total", lang.number(double(*entry.cumulative))},
                                               {"own", lang.number(double(entry.count))}});
    }
    return lang.number(double(entry.count));
}

bool is_filtered_by(const AppState& state, const LegendEntry& entry, bool overlay) {
    return std::any_of(state.filter.chips.begin(), state.filter.chips.end(), [&](const FilterChip& chip) {
        return !chip.hatched && chip.overlay == overlay && chip.label_key == entry.label_key &&
               (overlay || chip.label_values == entry.label_values) && chip.theme == chip_theme(state.styled->theme);
    });
}

const ClassSum* sum_of(const LegendCounts* counts, std::size_t index, bool overlay) {
    const auto* of = counts == nullptr ? nullptr : overlay ? &counts->overlays : &counts->entries;
    return of != nullptr && index < of->size() ? &(*of)[index] : nullptr;
}

/// A line with count, area and share, where they were counted.
std::string all_figures(const AppState& state, std::size_t index, bool overlay, const Lang& lang) {
    const LegendCounts* counts = state.current_legend_counts();
    const ClassSum* sum = sum_of(counts, index, overlay);
    if (sum == nullptr) {
        return {};
    }
    return legend_figures(lang, *sum, *counts, share_whole(state.styled->map.legend, *counts, index, overlay)) + "\n";
}

bool is_plain(const AppState& state) {
    return state.legend_scope == LegendScope::all && state.legend_measure == LegendMeasure::count;
}

/// One class: pressed, it filters; with Ctrl, its units are selected.
void draw_entry(const AppState& state, const LegendEntry& entry, std::size_t index, bool overlay,
                const std::string& count, Commands& commands, const Ui& ui) {
    const ImVec2 from = ImGui::GetCursorScreenPos();
    const ImVec2 start = ImGui::GetCursorPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const bool on = is_filtered_by(state, entry, overlay);
    auto* list = ImGui::GetWindowDrawList();
    list->ChannelsSplit(2);
    list->ChannelsSetCurrent(1);
    swatch(ui, entry.style);
    ImGui::SameLine(ui.px(14) + ui.px(36));
    // A long name takes several lines; its count stays on the first.
    ImGui::BeginGroup();
    figure_row(ui, class_name(ui.lang, entry, is_plain(state)), count);
    ImGui::EndGroup();
    const float height = ImGui::GetItemRectSize().y;
    const ImVec2 behind = ImGui::GetCursorPos();
    ImGui::SetCursorPos(start);
    ImGui::PushID(static_cast<int>(index) + (overlay ? 1000 : 0));
    const bool pressed = ImGui::InvisibleButton("class", {std::max(width, 1.0F), std::max(height, 1.0F)});
    ImGui::PopID();
    focus_rim();
    list->ChannelsSetCurrent(0);
    if (on || ImGui::IsItemHovered()) {
        list->AddRectFilled({from.x - ui.px(4), from.y - ui.px(2)},
                            {from.x + width + ui.px(4), from.y + height + ui.px(2)}, colour(tokens::accent_pale),
                            ui.px(4));
    }
    list->ChannelsMerge();
    if (ImGui::IsItemHovered()) {
        const auto all = all_figures(state, index, overlay, ui.lang);
        ImGui::SetTooltip("%s", (all + ui.lang["legend.control_help"]).c_str());
    }
    ImGui::SetCursorPos(behind);
    if (!pressed) {
        return;
    }
    if (ImGui::GetIO().KeyCtrl) {
        commands.push(MarkClass{index, overlay, ImGui::GetIO().KeyShift});
    } else {
        commands.push(ToggleChip{index, overlay});
    }
}

/// All units, those whose name lies in the picture, or those that pass the filter.
void draw_scope(const AppState& state, Commands& commands, const Ui& ui) {
    constexpr std::array<std::pair<LegendScope, const char*>, 3> scopes{
        {{LegendScope::all, "legend.scope.all"},
         {LegendScope::in_view, "legend.scope.in_view"},
         {LegendScope::in_filter, "legend.scope.in_filter"}}};
    for (const auto& [scope, key] : scopes) {
        if (scope != LegendScope::all) {
            ImGui::SameLine(0, ui.px(3));
        }
        if (toggle(key, ui.lang[key], state.legend_scope == scope)) {
            commands.push(SetLegendScope{scope});
        }
    }
}

/// How many units, how much ground, or which part.
void draw_measure(const AppState& state, Commands& commands, const Ui& ui) {
    for (const LegendMeasure measure : all_legend_measures) {
        if (measure != LegendMeasure::count) {
            ImGui::SameLine(0, ui.px(3));
        }
        const auto key = "legend.measure." + std::string(legend_measure_word(measure));
        if (toggle(key.c_str(), ui.lang[key], state.legend_measure == measure)) {
            commands.push(SetLegendMeasure{measure});
        }
    }
}

std::string shown_figure(const AppState& state, const LegendEntry& entry, std::size_t index, bool overlay,
                         const Lang& lang) {
    if (is_plain(state)) {
        return count_text(lang, entry);
    }
    const LegendCounts* counts = state.current_legend_counts();
    const ClassSum* sum = sum_of(counts, index, overlay);
    return sum != nullptr ? legend_figure(state, lang, *sum, *counts,
                                          share_whole(state.styled->map.legend, *counts, index, overlay))
                          : "…";
}

/// What the shares are of, what the areas come to.
void draw_whole(const AppState& state, const Ui& ui) {
    const LegendCounts* counts = state.current_legend_counts();
    if (counts == nullptr || state.legend_measure == LegendMeasure::count) {
        return;
    }
    ImGui::Dummy({0, ui.px(4)});
    if (state.legend_measure == LegendMeasure::share) {
        for (const std::string& note : share_notes(ui.lang, state.styled->map.legend, *counts)) {
            secondary(note);
        }
    } else if (counts->areas_known) {
        secondary(ui.lang.fill("legend.area_of", {{"area", ui.lang.number(counts->all.ha)}}));
    } else {
        secondary(ui.lang[state.atlas()->coarse ? "legend.area_waits" : "ui.task.areas"]);
    }
}

void draw_legend(const AppState& state, Commands& commands, const Ui& ui) {
    const Legend& legend = state.styled->map.legend;
    heading(ui, legend_title(legend, ui.lang));
    secondary(
        ui.lang.fill("ui.legend.unit", {{"level", ui.lang["level." + std::string(level_word(state.styled->map.level))]},
                                        {"date", ui.lang.date(state.styled->snapshot->as_of)}}));
    if (const auto note = legend_note(legend, ui.lang); !note.empty()) {
        secondary(note);
    }
    if (legend.title_key == "legend.unit_kind") { // what was asked for has no data
        const auto& theme = ui.lang["theme." + std::string(theme_word(state.theme.theme))];
        secondary(ui.lang.fill("legend.no_data_help", {{"theme", theme}}));
    }
    draw_scope(state, commands, ui);
    draw_measure(state, commands, ui);
    ImGui::Dummy({0, ui.px(2)});
    if (state.theme.theme == Theme::tier_plan && state.styled->map.level == Level::commune) {
        draw_square_legend(state, commands, ui);
        section(ui, ui.lang["legend.each"]);
    }
    bool nested = false;
    for (std::size_t i = 0; i < legend.entries.size(); ++i) {
        const auto& entry = legend.entries[i];
        draw_entry(state, entry, i, false, shown_figure(state, entry, i, false, ui.lang), commands, ui);
        nested = nested || (entry.cumulative.has_value() && is_plain(state));
    }
    if (!legend.overlays.empty()) {
        section(ui, ui.lang["ui.legend.overlays"]);
        for (std::size_t i = 0; i < legend.overlays.size(); ++i) {
            const auto& entry = legend.overlays[i];
            draw_entry(state, entry, i, true, shown_figure(state, entry, i, true, ui.lang), commands, ui);
        }
    }
    draw_whole(state, ui);
    if (nested) {
        ImGui::Dummy({0, ui.px(4)});
        secondary(ui.lang["ui.legend.nested"]);
    }
}

} // namespace

void draw_legend_panel(const AppState& state, Commands& commands, const Ui& ui) {
    if (ui.layout.left.width == 0) {
        return;
    }
    if (begin_part("legend", ui.layout.left, ui, true)) {
        if (state.styled && state.document) {
            draw_legend(state, commands, ui);
            draw_plan_layers_part(state, commands, ui);
            draw_scans_part(state, commands, ui);
            draw_selection_part(state, commands, ui);
        } else {
            secondary(ui.lang[state.loading ? "ui.loading" : "ui.nothing_open"]);
        }
    }
    end_part();
}

} // namespace ntm::viewer
