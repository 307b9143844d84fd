#include "geo/picture/plan_drawing.hpp"
#include "geo/picture/sheet_drawing.hpp"

#include <algorithm>

namespace ntm {

namespace {

void set_path(cairo_t* cairo, const PolygonColumns& polygons, std::uint32_t feature, const MapView& view,
              Point corner) {
    cairo_new_path(cairo);
    for (std::size_t r = polygons.feature_ring[feature]; r < polygons.feature_ring[feature + 1]; ++r) {
        for (const Point& point : polygons.ring(r)) {
            const Point at = view.to_px(point);
            cairo_line_to(cairo, corner.x + at.x, corner.y + at.y);
        }
        cairo_close_path(cairo);
    }
}

/// The layers as vectors: what draw_plan_layers draws.
void draw_vector_plans(Canvas& canvas, const PlanPictureRequest& request, Point corner) {
    cairo_t* cairo = canvas.cairo();
    cairo_save(cairo);
    cairo_rectangle(cairo, corner.x, corner.y, request.view.width_px, request.view.height_px);
    cairo_clip(cairo);
    cairo_set_fill_rule(cairo, CAIRO_FILL_RULE_EVEN_ODD);
    for (const DrawnPlans& drawn : drawn_plans(request)) {
        for (const std::uint32_t feature : drawn.features) {
            set_path(cairo, drawn.polygons, feature, request.view, corner);
            Rgba fill = drawn.fill_of(feature);
            fill.a = static_cast<std::uint8_t>(fill.a * drawn.opacity);
            canvas.set(fill);
            cairo_fill_preserve(cairo);
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

/// The land uses in the picture, under the classes of the theme; returns how far down it went.
double SheetDrawing::draw_land_uses(double x, double y, double width) {
    constexpr std::size_t most = 14;
    for (const PlanLook& look : m_options.plans) {
        const PlanLayer& layer = m_atlas.plan_layers[look.layer];
        TextStyle heading = style(16, true);
        heading.wrap_px = width;
        y += m_canvas.text(layer.name, x, y, heading).height_px + px(6);
        if (layer.now.empty() && layer.planned.empty()) {
            continue;
        }
        const auto uses = shown_uses(m_atlas, look, m_view);
        for (std::size_t i = 0; i < std::min(most, uses.size()); ++i) {
            UnitStyle field;
            field.fill = use_colour(m_atlas, layer, uses[i].use);
            m_canvas.swatch(x, y, px(26), px(17), field, m_map_per_pt);
            const std::string code = uses[i].use == no_use ? std::string() : layer.uses[uses[i].use].text + " ";
            const std::string text = code + use_name(m_atlas, layer, uses[i].use, m_lang);
            TextStyle words = style(14);
            while (m_canvas.measure(text, words).width_px > width - px(34) && words.size_px > px(10)) {
                words.size_px -= px(0.5);
            }
            m_canvas.text(text, x + px(34), y - px(1), words);
            y += px(23);
        }
        if (uses.size() > most) {
            const std::string rest = std::to_string(uses.size() - most);
            m_canvas.text(m_lang.fill("plan_layers.more", {{"count", rest}}), x, y, style(14));
            y += px(23);
        }
        y += px(8);
    }
    return y;
}

} // namespace ntm
