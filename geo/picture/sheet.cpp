#include "geo/picture/sheet_drawing.hpp"
#include "geo/picture/theme_classes.hpp"

#include <algorithm>
#include <cmath>

namespace ntm {

namespace {

/// Small sheets keep letters that can be read: the layout shrinks slower than the paper.
double font_help(double width_pt, double height_pt) {
    constexpr double full_width_pt = 1200, full_height_pt = 750; // 1600 x 1000 at 96 dpi; A3 is about that
    const double scale = std::min(width_pt / full_width_pt, height_pt / full_height_pt);
    return scale < 1 ? std::min(1.0 / scale, 1 + (1 - scale) * 0.6) : 1.0;
}

} // namespace

SheetDrawing::SheetDrawing(const Snapshot& snapshot, const SheetOptions& options, const Lang& lang, Canvas& canvas,
                           double width, double height, double units_per_pt)
    : m_snapshot(snapshot)
    , m_atlas(*snapshot.atlas)
    , m_options(options)
    , m_lang(lang)
    , m_styled(apply_theme(snapshot, options.theme, options.level))
    , m_canvas(canvas)
    , m_width(width)
    , m_height(height)
    , m_scale(std::min(width / 1600.0, height / 1000.0) * font_help(width / units_per_pt, height / units_per_pt))
    , m_map_per_pt(std::max(units_per_pt, m_scale))
    , m_insets(insets()) {}

void SheetDrawing::draw() {
    const double margin = 0.024 * std::min(m_width, m_height * 2);
    const double top = draw_title(margin) + px(14);
    const double foot = m_height - margin - draw_foot(margin);
    const bool wide = m_width >= m_height;
    const double legend_width = wide ? px(360) : m_width - 2 * margin;
    const double legend_height = wide ? 0 : measure_legend(legend_width) + px(10);
    // A picture on fractions of a pixel would be blurred.
    m_map_x = std::round(margin);
    m_map_y = std::round(top);
    const double map_width =
        std::max(16.0, (wide ? m_width - legend_width - px(24) - margin : m_width - margin) - margin);
    const double map_height = std::max(16.0, foot - px(12) - legend_height - top);
    draw_map_part(static_cast<int>(map_width), static_cast<int>(map_height));
    if (wide) {
        draw_legend(m_width - margin - legend_width, top, legend_width);
    } else {
        draw_legend(margin, top + map_height + px(10), legend_width);
    }
}

double SheetDrawing::draw_title(double margin) {
    const double wrap = m_width - 2 * margin;
    double y = margin * 0.8;
    TextStyle heading = style(30, true);
    heading.wrap_px = wrap;
    y += m_canvas.text(map_title(m_snapshot, m_options.theme, m_styled.level, m_lang), margin, y, heading).height_px;
    TextStyle line = style(20, false, sheet_ink::second);
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

double SheetDrawing::draw_foot(double margin) {
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
    TextStyle left = style(14, false, sheet_ink::second);
    const double made_width = m_canvas.measure(made, left).width_px;
    left.wrap_px = m_width - 2 * margin - made_width - px(30);
    const std::string source_line = m_lang.fill("sheet.source", {{"documents", sources}});
    const double height = m_canvas.measure(source_line, left).height_px;
    const double y = m_height - margin - height;
    m_canvas.text(source_line, margin, y, left);
    TextStyle right = style(14, false, sheet_ink::second);
    right.align_right = true;
    m_canvas.text(made, m_width - margin, y, right);
    return height;
}

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
    Canvas canvas = Canvas::image(options.width_px, options.height_px, sheet_ink::paper);
    SheetDrawing(snapshot, options, lang, canvas, options.width_px, options.height_px, options.dpi / 72.0).draw();
    return canvas.take_image();
}

std::string draw_sheet_pdf(const Snapshot& snapshot, const SheetOptions& options, const Lang& lang) {
    const double width_pt = options.width_px * 72.0 / options.dpi, height_pt = options.height_px * 72.0 / options.dpi;
    Canvas canvas = Canvas::pdf(width_pt, height_pt, map_title(snapshot, options.theme, options.level, lang));
    SheetDrawing(snapshot, options, lang, canvas, width_pt, height_pt, 1).draw();
    return canvas.take_pdf();
}

} // namespace ntm
