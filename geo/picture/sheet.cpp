#include "geo/picture/sheet.hpp"

#include "geo/insight/gaps.hpp"
#include "geo/picture/canvas.hpp"
#include "geo/picture/theme_classes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

namespace ntm {

namespace {

constexpr Rgba text_ink{0x1F, 0x23, 0x28, 255};
constexpr Rgba second_ink{0x5B, 0x62, 0x6B, 255};
constexpr Rgba line_ink{0xDA, 0xDD, 0xE0, 255};
constexpr Rgba paper{255, 255, 255, 255};
constexpr Rgba warning_ink{0xB0, 0x3A, 0x2E, 255};

/// Draws one sheet; members are what all its parts share.
class SheetDrawing {
public:
    SheetDrawing(const Snapshot& snapshot, const SheetOptions& options, const Lang& lang)
        : m_snapshot(snapshot)
        , m_atlas(*snapshot.atlas)
        , m_options(options)
        , m_lang(lang)
        , m_styled(apply_theme(snapshot, options.theme, options.level))
        , m_scale(std::min(options.width_px / 1600.0, options.height_px / 1000.0) * font_help(options))
        , m_canvas(options.width_px, options.height_px, paper) {}

    Image draw() {
        const double margin = 0.024 * std::min(m_options.width_px, m_options.height_px * 2);
        const double width = m_options.width_px, height = m_options.height_px;
        const double top = draw_title(margin) + px(14);
        const double foot = height - margin - draw_foot(margin);
        const bool wide = width >= height;
        const double legend_width = wide ? px(360) : width - 2 * margin;
        const double legend_height = wide ? 0 : measure_legend(legend_width) + px(10);
        m_map_x = margin;
        m_map_y = top;
        const double map_width =
            std::max(16.0, (wide ? width - legend_width - px(24) - margin : width - margin) - margin);
        const double map_height = std::max(16.0, foot - px(12) - legend_height - top);
        draw_map_part(static_cast<int>(map_width), static_cast<int>(map_height));
        if (wide) {
            draw_legend(width - margin - legend_width, top, legend_width);
        } else {
            draw_legend(margin, top + map_height + px(10), legend_width);
        }
        return m_canvas.take();
    }

private:
    const Snapshot& m_snapshot;
    const Atlas& m_atlas;
    const SheetOptions& m_options;
    const Lang& m_lang;
    StyledMap m_styled;
    double m_scale;
    Canvas m_canvas;
    double m_map_x = 0;
    double m_map_y = 0;

    /// Small pictures keep letters that can be read: the layout shrinks slower than the picture.
    static double font_help(const SheetOptions& options) {
        const double scale = std::min(options.width_px / 1600.0, options.height_px / 1000.0);
        return scale < 1 ? std::min(1.0 / scale, 1 + (1 - scale) * 0.6) : 1.0;
    }
    [[nodiscard]] double px(double at_1600) const { return at_1600 * m_scale; }
    [[nodiscard]] TextStyle style(double size, bool bold = false, Rgba ink = text_ink) const {
        return {px(size), bold, ink, 0, 0, false};
    }

    double draw_title(double margin) {
        const double wrap = m_options.width_px - 2 * margin;
        double y = margin * 0.8;
        TextStyle heading = style(30, true);
        heading.wrap_px = wrap;
        y +=
            m_canvas.text(map_title(m_snapshot, m_options.theme, m_styled.level, m_lang), margin, y, heading).height_px;
        TextStyle line = style(20, false, second_ink);
        line.wrap_px = wrap;
        std::string where = m_atlas.workspace.title;
        where += " · " + m_lang.fill("sheet.as_of", {{"date", m_lang.date(m_snapshot.as_of)}});
        if (about_plans(m_options.theme.theme)) {
            where += " · " + m_lang.fill("sheet.plan_period", {{"from", std::to_string(m_snapshot.plan_period.from)},
                                                               {"to", std::to_string(m_snapshot.plan_period.to)}});
        }
        y += m_canvas.text(where, margin, y, line).height_px;
        return y;
    }

    /// Returns the height it takes above the margin.
    double draw_foot(double margin) {
        std::string sources;
        const auto documents = source_documents(m_snapshot, m_options.theme);
        constexpr std::size_t most = 3;
        for (std::size_t i = 0; i < std::min(most, documents.size()); ++i) {
            sources += (i > 0 ? "; " : "") + documents[i];
        }
        if (documents.size() > most) {
            sources += m_lang.fill("sheet.more_sources", {{"count", std::to_string(documents.size() - most)}});
        }
        if (sources.empty()) {
            sources = m_lang["sheet.no_source"];
        }
        const std::string made = m_lang.fill("sheet.made_by", {{"date", m_lang.date(Date::today())}});
        TextStyle left = style(14, false, second_ink);
        const double made_width = m_canvas.measure(made, left).width_px;
        left.wrap_px = m_options.width_px - 2 * margin - made_width - px(30);
        const std::string source_line = m_lang.fill("sheet.source", {{"documents", sources}});
        const double height = m_canvas.measure(source_line, left).height_px;
        const double y = m_options.height_px - margin - height;
        m_canvas.text(source_line, margin, y, left);
        TextStyle right = style(14, false, second_ink);
        right.align_right = true;
        m_canvas.text(made, m_options.width_px - margin, y, right);
        return height;
    }

    void draw_map_part(int width, int height) {
        const MapView view = fit_view(m_atlas.main_extent, width, height, px(20));
        const int oversample = width * height > 12'000'000 ? 1 : 2;
        const double px_per_pt = std::max(m_options.dpi / 72.0, m_scale * 96 / 72.0 * 0.75);
        m_canvas.image(draw_map(m_atlas, m_atlas.main_coverage, m_styled, view, oversample, px_per_pt), m_map_x,
                       m_map_y);
        draw_names(view);
        draw_insets(width, height, px_per_pt, oversample);
        m_canvas.stroke_rect(m_map_x + 0.5, m_map_y + 0.5, width - 1, height - 1, 1, line_ink);
        draw_scale_bar(view, height);
        draw_north(width);
        if (m_atlas.workspace.illustrative) {
            draw_illustrative();
        }
    }

    void draw_names(const MapView& view) {
        const Level level = std::max(label_level(m_atlas.units), m_styled.level);
        constexpr std::size_t many = 28;
        const bool crowded = level == Level::commune || m_atlas.units.count(level) > many;
        TextStyle name = style(crowded ? 13 : 17, level != Level::commune);
        name.halo_px = px(2);
        LabelRequest request;
        request.view = view;
        request.levels = {level};
        request.gap_px = px(3);
        request.edge_px = px(5);
        for (const PlacedLabel& label : place_labels(
                 m_atlas, request, [&](const std::string&text, bool) { return m_canvas.measure(text, name); })) {
            m_canvas.text(label.text, m_map_x + label.at.x - label.size.width_px / 2,
                          m_map_y + label.at.y - label.size.height_px / 2, name);
        }
    }

    /// The boxes of the two archipelagos, stacked at the lower right, whenever the data has them or is the whole
    /// country.
    void draw_insets(int width, int height, double px_per_pt, int oversample) {
        constexpr std::size_t provinces_of_a_country = 30;
        const bool country = m_atlas.units.count(Level::province) >= provinces_of_a_country;
        const auto to_display = Transformation::create(lon_lat_crs, m_atlas.display_crs);
        if ((!country && !m_atlas.has_far_islands()) || !to_display) {
            return;
        }
        const double box_w = std::min(width * 0.24, height * 0.3);
        double y = height - px(14);
        const auto islands = archipelagos();
        for (std::size_t i = islands.size(); i-- > 0;) {
            const Archipelago& islands_of = islands[i];
            Box box;
            const Box& l = islands_of.lon_lat;
            for (const Point corner :
                 {Point{l.min_x, l.min_y}, Point{l.max_x, l.min_y}, Point{l.min_x, l.max_y}, Point{l.max_x, l.max_y}}) {
                box.add(to_display->forward(corner));
            }
            const bool in_data = std::any_of(m_atlas.coverage.ring_box.begin(), m_atlas.coverage.ring_box.end(),
                                             [&](const Box& ring) { return !ring.empty() && box.overlaps(ring); });
            if (!in_data && !country) {
                continue;
            }
            const double box_h = box_w * box.height() / box.width();
            y -= box_h;
            draw_inset(m_map_x + width - px(14) - box_w, m_map_y + y, static_cast<int>(box_w), static_cast<int>(box_h),
                       box, m_lang[islands_of.key], px_per_pt, oversample);
            y -= px(10);
        }
    }

    void draw_inset(double x, double y, int width, int height, const Box& box, const std::string& name,
                    double px_per_pt, int oversample) {
        const MapView view = fit_view(box, width, height, 2);
        m_canvas.image(draw_map(m_atlas, m_atlas.coverage, m_styled, view, oversample, px_per_pt), x, y);
        // Islands are specks at this scale: each keeps a dot in the colour of its unit.
        for (std::size_t feature = 0; feature < m_atlas.polygons.features(); ++feature) {
            if (m_atlas.coverage.feature_box[feature].empty() || !box.overlaps(m_atlas.coverage.feature_box[feature])) {
                continue;
            }
            for (std::uint32_t ring = m_atlas.polygons.feature_ring[feature];
                 ring < m_atlas.polygons.feature_ring[feature + 1]; ++ring) {
                const Box& ring_box = m_atlas.coverage.ring_box[ring];
                const Point at = view.to_px(ring_box.center());
                if (at.x < 3 || at.y < 3 || at.x > width - 3 || at.y > height - 3 ||
                    ring_box.width() > 4 * view.metres_per_px) {
                    continue;
                }
                m_canvas.fill_circle(x + at.x, y + at.y, px(2.6), {0x30, 0x34, 0x3A, 255});
                m_canvas.fill_circle(x + at.x, y + at.y, px(1.6), m_styled.units[feature].fill);
            }
        }
        m_canvas.stroke_rect(x + 0.5, y + 0.5, width - 1, height - 1, std::max(1.0, px(1.2)), second_ink);
        TextStyle label = style(14, true);
        label.halo_px = px(2);
        m_canvas.text(name, x + px(6), y + px(3), label);
    }

    void draw_scale_bar(const MapView& view, int height) {
        const double metres = scale_bar_metres(view.metres_per_px, px(170));
        const double length = metres / view.metres_per_px;
        const double x = m_map_x + px(18), y = m_map_y + height - px(20);
        TextStyle label = style(14);
        label.halo_px = px(2);
        const std::string text = metres >= 1000 ? m_lang.number(metres / 1000) + " km" : m_lang.number(metres) + " m";
        m_canvas.fill_rect(x - px(2), y - px(2), length + px(4), px(9), {255, 255, 255, 220});
        m_canvas.fill_rect(x, y, length, px(5), {0x30, 0x34, 0x3A, 255});
        m_canvas.fill_rect(x + length / 2, y + px(1), length / 2 - px(1), px(3), paper);
        m_canvas.text(text, x, y - px(23), label);
    }

    void draw_north(int width) {
        const double x = m_map_x + width - px(30), y = m_map_y + px(16);
        m_canvas.fill_polygon({{x, y}, {x + px(9), y + px(30)}, {x, y + px(23)}, {x - px(9), y + px(30)}},
                              {0x30, 0x34, 0x3A, 255});
        const TextStyle letter = style(15, true);
        const std::string& north = m_lang["map.north"];
        const TextSize size = m_canvas.measure(north, letter);
        m_canvas.text(north, x - size.width_px / 2, y + px(31), letter);
    }

    void draw_illustrative() {
        const TextStyle words = style(17, true, warning_ink);
        const std::string& text = m_lang["map.illustrative"];
        const TextSize size = m_canvas.measure(text, words);
        const double x = m_map_x + px(14), y = m_map_y + px(14);
        m_canvas.fill_rect(x, y, size.width_px + px(20), size.height_px + px(8), {255, 255, 255, 235});
        m_canvas.stroke_rect(x, y, size.width_px + px(20), size.height_px + px(8), std::max(1.0, px(1.5)), warning_ink);
        m_canvas.text(text, x + px(10), y + px(4), words);
    }

    [[nodiscard]] double row_height() const { return px(34); }

    double measure_legend(double width) {
        const std::size_t rows = m_styled.legend.entries.size() + m_styled.legend.overlays.size();
        const std::size_t columns = width > px(700) ? 2 : 1;
        return px(40) + row_height() * static_cast<double>((rows + columns - 1) / columns);
    }

    std::string count_text(const LegendEntry& entry) const {
        const std::string own = m_lang.number(static_cast<double>(entry.count));
        if (!entry.cumulative || *entry.cumulative == entry.count) {
            return own;
        }
        return m_lang.fill("legend.cumulative",
                           {{"total", m_lang.number(static_cast<double>(*entry.cumulative))}, {"own", own}});
    }

    void draw_legend(double x, double y, double width) {
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
            draw_notes(x, y, width);
        }
    }

    void draw_legend_row(const LegendEntry& entry, double x, double y, double width) {
        m_canvas.swatch(x, y, px(34), px(22), entry.style, 1);
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

    void draw_notes(double x, double y, double width) {
        TextStyle small = style(15, false, second_ink);
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

    void note_criteria(const std::function<void(const std::string&)>& note) const {
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
};

} // namespace

double scale_bar_metres(double metres_per_px, double wanted_px) {
    const double wanted = metres_per_px * wanted_px;
    const double magnitude = std::pow(10, std::floor(std::log10(wanted)));
    for (const double step : {5.0, 2.0, 1.0}) {
        if (step * magnitude <= wanted) {
            return step * magnitude;
        }
    }
    return magnitude;
}

Image draw_sheet(const Snapshot& snapshot, const SheetOptions& options, const Lang& lang) {
    return SheetDrawing(snapshot, options, lang).draw();
}

} // namespace ntm
