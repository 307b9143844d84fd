#include "geo/picture/sheet_drawing.hpp"

#include "geo/insight/gaps.hpp"
#include "geo/picture/theme_classes.hpp"

namespace ntm {

double SheetDrawing::measure_legend(double width) {
    const std::size_t rows = m_styled.legend.entries.size() + m_styled.legend.overlays.size();
    const std::size_t columns = width > px(700) ? 2 : 1;
    return px(40) + row_height() * static_cast<double>((rows + columns - 1) / columns);
}

std::string SheetDrawing::count_text(const LegendEntry& entry) const {
    const std::string own = m_lang.number(static_cast<double>(entry.count));
    if (!entry.cumulative || *entry.cumulative == entry.count) {
        return own;
    }
    return m_lang.fill("legend.cumulative",
                       {{"total", m_lang.number(static_cast<double>(*entry.cumulative))}, {"own", own}});
}

void SheetDrawing::draw_legend(double x, double y, double width) {
    TextStyle heading = style(19, true);
    heading.wrap_px = width;
    const Legend& legend = m_styled.legend;
    y += m_canvas.text(legend_title(legend, m_lang), x, y, heading).height_px + px(10);
    const std::size_t columns = width > px(700) ? 2 : 1;
    const double column_width = width / static_cast<double>(columns) - (columns > 1 ? px(20) : 0);
    std::vector<const LegendEntry*> rows;
    for (const auto* part : {&legend.entries, &legend.overlays}) {
        for (const LegendEntry& entry : *part) {
            rows.push_back(&entry);
        }
    }
    const std::size_t per_column = (rows.size() + columns - 1) / columns;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const double left = x + static_cast<double>(i / per_column) * (column_width + px(20));
        const double top = y + static_cast<double>(i % per_column) * row_height();
        draw_legend_row(*rows[i], left, top, column_width);
    }
    y += row_height() * static_cast<double>(per_column) + px(10);
    if (columns == 1) {
        y = draw_land_uses(x, y, width);
        draw_notes(x, y, width);
    }
}

void SheetDrawing::draw_legend_row(const LegendEntry& entry, double x, double y, double width) {
    m_canvas.swatch(x, y, px(34), px(22), entry.style, m_map_per_pt);
    TextStyle count = style(17, true);
    count.align_right = true;
    const std::string number = count_text(entry);
    const double number_width = m_canvas.measure(number, count).width_px;
    TextStyle label = style(17);
    const std::string text = legend_label(entry, m_lang);
    const double room = width - px(46) - number_width - px(10);
    while (m_canvas.measure(text, label).width_px > room && label.size_px > px(11)) {
        label.size_px -= px(0.5);
    }
    m_canvas.text(text, x + px(46), y - px(1), label);
    m_canvas.text(number, x + width, y - px(1), count);
}

void SheetDrawing::draw_notes(double x, double y, double width) {
    TextStyle small = style(15, false, sheet_ink::second);
    small.wrap_px = width;
    const auto note = [&](const std::string& text) { y += m_canvas.text(text, x, y, small).height_px + px(8); };
    const TierTally& tiers = m_snapshot.tiers;
    const auto number = [&](std::size_t value) { return m_lang.number(static_cast<double>(value)); };
    if (tiers.total > 0) {
        note(m_lang.fill("sheet.communes", {{"total", number(tiers.total)}, {"in_scope", number(tiers.in_scope)}}));
    }
    const Theme theme = m_options.theme.theme;
    const PlanTally& plans = m_snapshot.plans;
    if (about_plans(theme) && m_atlas.plans.present && plans.share()) {
        note(m_lang.fill("sheet.plans", {{"approved", number(plans.approved)},
                                         {"required", number(plans.required)},
                                         {"share", m_lang.number(*plans.share() * 100, 1)},
                                         {"without", number(plans.without)},
                                         {"urban", number(plans.covered_by_urban_plan)}}));
    }
    const bool about_tiers = theme == Theme::tier || theme == Theme::tier_plan;
    if (about_tiers && m_styled.level == Level::commune && m_atlas.recognitions.present) {
        note(m_lang["sheet.nested"]);
    }
    if (about_tiers && !m_atlas.recognitions.present) {
        note(m_lang["summary.no_recognitions"]);
    }
    if (about_plans(theme) && !m_atlas.plans.present) {
        note(m_lang["summary.no_plans"]);
    }
    if (about_criteria(theme)) {
        note_criteria(note);
    }
    if (const auto words = legend_note(m_styled.legend, m_lang); !words.empty()) {
        note(words);
    }
}

void SheetDrawing::note_criteria(const std::function<void(const std::string&)>& note) const {
    const std::string& id = m_options.theme.set_id;
    const CriteriaSet* set = id.empty() ? commune_set(m_snapshot) : find_set(m_atlas.criteria_sets, id);
    if (set == nullptr || !m_atlas.assessments.present) {
        note(m_lang["summary.no_criteria"]);
        return;
    }
    const Gaps gaps = find_gaps(m_snapshot, {}, set);
    note(m_lang.fill("sheet.criteria", {{"set", m_lang.language() == Language::vi ? set->title_vi : set->title_en},
                                        {"of", std::to_string(set->numbered_criteria())},
                                        {"mean", gaps.mean_met ? m_lang.number(*gaps.mean_met, 2) : "–"},
                                        {"judged", m_lang.number(static_cast<double>(gaps.judged))},
                                        {"in_scope", m_lang.number(static_cast<double>(gaps.in_scope))}}));
    if (m_options.theme.theme == Theme::risk) {
        note(m_lang["sheet.risk"]);
    }
}

} // namespace ntm
