#include "geo/picture/plan_drawing.hpp"
#include "geo/picture/sheet_drawing.hpp"
#include "geo/picture/vector_map.hpp"

#include <algorithm>

namespace ntm {

namespace {

void set_path(cairo_t* cairo, const PolygonColumns& polygons, std::uint32_t feature, const MapView& view, Point corner,
              GeometryKind geometry) {
    cairo_new_path(cairo);
    for (std::size_t r = polygons.feature_ring[feature]; r < polygons.feature_ring[feature + 1]; ++r) {
        for (const Point& point : polygons.ring(r)) {
            const Point at = view.to_px(point);
            cairo_line_to(cairo, corner.x + at.x, corner.y + at.y);
        }
        if (geometry != GeometryKind::line) {
            cairo_close_path(cairo); // of a point too: a round dot of the line's width
        }
    }
}

/// The layers as vectors: what draw_plan_layers draws.
void draw_vector_plans(Canvas& canvas, const PlanPictureRequest& request, Point corner) {
    cairo_t* cairo = canvas.cairo();
    cairo_save(cairo);
    cairo_rectangle(cairo, corner.x, corner.y, request.view.width_px, request.view.height_px);
    cairo_clip(cairo);
    cairo_set_fill_rule(cairo, CAIRO_FILL_RULE_EVEN_ODD);
    cairo_set_line_cap(cairo, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
    for (const DrawnPlans& drawn : drawn_plans(request)) {
        for (const std::uint32_t feature : drawn.features) {
            set_path(cairo, drawn.polygons, feature, request.view, corner, drawn.geometry);
            if (drawn.geometry == GeometryKind::polygon) {
                UnitStyle style = drawn.style_of(feature);
                style.fill.a = static_cast<std::uint8_t>(style.fill.a * drawn.opacity);
                style.ink.a = static_cast<std::uint8_t>(style.ink.a * drawn.opacity);
                fill_path_with_style(canvas, style, request.px_per_pt);
                set_path(cairo, drawn.polygons, feature, request.view, corner, drawn.geometry);
            }
            if (drawn.line_pt > 0) {
                canvas.set(drawn.ink);
                cairo_set_line_width(cairo, drawn.line_pt * request.px_per_pt);
                cairo_stroke(cairo);
            }
        }
    }
    cairo_restore(cairo);
}

} // namespace

void SheetDrawing::draw_plans(const MapView& view, Point corner) {
    const PlanPictureRequest request{m_atlas, m_options.plans, nullptr, view, m_map_per_pt, true};
    if (m_options.plans.empty()) {
        return;
    }
    if (m_canvas.is_vector()) {
        draw_vector_plans(m_canvas, request, corner);
        return;
    }
    Overlay overlay;
    draw_plan_layers(request, WorkerPool::shared(), overlay);
    m_canvas.overlay(overlay, corner.x, corner.y);
}

/// What stands for a use on the map, in a field of the legend.
void SheetDrawing::draw_symbol(const PlanLayer& layer, std::uint16_t use, double x, double y) {
    const UnitStyle style = use_style(m_atlas, layer, use);
    const double middle = y + px(8.5);
    if (layer.geometry == GeometryKind::line) {
        m_canvas.line({x, middle}, {x + px(26), middle}, stroke_pt * m_map_per_pt, style.fill);
    } else if (layer.geometry == GeometryKind::point) {
        m_canvas.fill_circle(x + px(13), middle, point_pt * m_map_per_pt / 2, style.fill);
    } else {
        m_canvas.swatch(x, y, px(26), px(17), style, m_map_per_pt);
    }
}

/// The land uses in the picture, under the classes of the theme; returns how far down it went.
double SheetDrawing::draw_land_uses(double x, double y, double width) {
    constexpr std::size_t most = 14, least = 3;
    const double line = px(23), heading_height = px(44), notes = px(150); // the last: below, with the foot
    std::vector<std::vector<ShownUse>> uses;
    double room = (m_height - notes - y - heading_height * static_cast<double>(m_options.plans.size())) / line;
    for (const PlanLook& look : m_options.plans) {
        const PlanLayer& layer = m_atlas.plan_layers[look.layer];
        const bool plain = layer.has_ground() && layer.now.empty() && layer.planned.empty();
        uses.push_back(plain ? std::vector<ShownUse>() : shown_uses(m_atlas, look, m_view));
    }
    for (std::size_t number = 0; number < uses.size(); ++number) {
        const PlanLayer& layer = m_atlas.plan_layers[m_options.plans[number].layer];
        TextStyle heading = style(16, true);
        heading.wrap_px = width;
        y += m_canvas.text(layer.name, x, y, heading).height_px + px(6);
        // What follows must find its place too.
        double later = 0;
        for (std::size_t i = number + 1; i < uses.size(); ++i) {
            later += static_cast<double>(std::min(uses[i].size(), most));
        }
        const auto own = static_cast<std::size_t>(std::clamp(room - later, double(least), double(most)));
        const std::size_t shown = uses[number].size() <= own ? uses[number].size() : own - 1; // a line for "and more"
        for (std::size_t i = 0; i < shown; ++i) {
            draw_use(layer, uses[number][i].use, x, y, width);
            y += line;
        }
        if (uses[number].size() > shown) {
            const std::string rest = std::to_string(uses[number].size() - shown);
            m_canvas.text(m_lang.fill("plan_layers.more", {{"count", rest}}), x, y, style(14));
            y += line;
        }
        room -= static_cast<double>(std::min(uses[number].size(), own));
        y += px(8);
    }
    return y;
}

void SheetDrawing::draw_use(const PlanLayer& layer, std::uint16_t use, double x, double y, double width) {
    draw_symbol(layer, use, x, y);
    const std::string code = use_code(layer, use);
    const std::string text = code + (code.empty() ? "" : " ") + use_name(m_atlas, layer, use, m_lang);
    TextStyle words = style(14);
    while (m_canvas.measure(text, words).width_px > width - px(34) && words.size_px > px(10)) {
        words.size_px -= px(0.5);
    }
    m_canvas.text(text, x + px(34), y - px(1), words);
}

} // namespace ntm
