#include "viewer/panels/panels.hpp"
#include "viewer/panels/widgets.hpp"

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

void draw_entry(const Ui& ui, const LegendEntry& entry) {
    const float indent = ui.px(36);
    swatch(ui, entry.style);
    ImGui::SameLine(ui.px(14) + indent);
    const auto count = count_text(ui.lang, entry);
    const std::string name = legend_label(entry, ui.lang);
    // A long name takes several lines; its count stays on the first.
    ImGui::BeginGroup();
    figure_row(ui, name, count);
    ImGui::EndGroup();
}

void draw_legend(const AppState& state, const Ui& ui) {
    const Legend& legend = state.styled->map.legend;
    heading(ui, legend_title(legend, ui.lang));
    secondary(
        ui.lang.fill("ui.legend.unit", {{"level", ui.lang["level." + std::string(level_word(state.styled->map.level))]},
                                        {"date", ui.lang.date(state.styled->snapshot->as_of)}}));
    ImGui::Dummy({0, ui.px(4)});
    if (const auto note = legend_note(legend, ui.lang); !note.empty()) {
        secondary(note);
        ImGui::Dummy({0, ui.px(4)});
    }
    bool nested = false;
    for (const auto& entry : legend.entries) {
        draw_entry(ui, entry);
        nested = nested || entry.cumulative.has_value();
    }
    if (!legend.overlays.empty()) {
        section(ui, ui.lang["ui.legend.overlays"]);
        for (const auto& entry : legend.overlays) {
            draw_entry(ui, entry);
        }
    }
    if (nested) {
        ImGui::Dummy({0, ui.px(4)});
        secondary(ui.lang["ui.legend.nested"]);
    }
}

} // namespace

void draw_legend_panel(const AppState& state, Commands&, const Ui& ui) {
    if (ui.layout.left.width == 0) {
        return;
    }
    if (begin_part("legend", ui.layout.left, ui, true)) {
        if (state.styled && state.document) {
            draw_legend(state, ui);
        } else {
            secondary(ui.lang[state.loading ? "ui.loading" : "ui.nothing_open"]);
        }
    }
    end_part();
}

} // namespace ntm::viewer
