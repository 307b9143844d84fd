#include "geo/picture/vector_map.hpp"

#include "geo/shape/pattern_tiles.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace ntm {

namespace {

constexpr double half_dot_pt = 0.12; ///< of 300 an inch
constexpr double seam_pt = 0.15;     ///< of its own colour round each unit: else the ground shines through between two
constexpr double speck_pt = 1;
constexpr double dark_below = 0.3405; ///< CIE Y, as the painter has it

struct Area {
    double x0, y0, x1, y1;
};

/// The lines of a pattern over an area. They start at whole multiples of their distance, so that the patterns of
/// neighbours meet.
class PatternLines {
public:
    PatternLines(cairo_t* cairo, double unit, Area area)
        : m_cairo(cairo)
        , m_unit(unit)
        , m_area(area) {}

    void draw(Pattern pattern) {
        cairo_set_line_cap(m_cairo, CAIRO_LINE_CAP_BUTT);
        cairo_set_line_width(m_cairo, m_unit);
        switch (pattern) {
        case Pattern::none:
            break;
        case Pattern::diagonal:
            diagonal(9);
            break;
        case Pattern::horizontal:
            rows(6, 0, 0, {});
            break;
        case Pattern::dots:
            rows(12, 0, 0, {1, 5});
            rows(12, 6, 3, {1, 5});
            break;
        case Pattern::crosses:
            rows(10, 5, 3, {5, 5});
            columns(10, 5, 3, {5, 5});
            break;
        }
    }

private:
    cairo_t* m_cairo;
    double m_unit;
    Area m_area;

    void dash(std::array<double, 2> on_off) {
        const std::array<double, 2> lengths{on_off[0] * m_unit, on_off[1] * m_unit};
        cairo_set_dash(m_cairo, lengths.data(), on_off[0] > 0 ? 2 : 0, 0);
    }
    [[nodiscard]] double first(double from, double step, double shift) const {
        return std::floor((from - shift) / step) * step + shift;
    }
    void rows(double every, double from_y, double from_x, std::array<double, 2> on_off) {
        dash(on_off);
        const double step = every * m_unit, repeat = std::max(on_off[0] + on_off[1], 1.0) * m_unit;
        for (double y = first(m_area.y0, step, from_y * m_unit); y <= m_area.y1 + m_unit; y += step) {
            cairo_move_to(m_cairo, first(m_area.x0, repeat, from_x * m_unit), y);
            cairo_line_to(m_cairo, m_area.x1 + m_unit, y);
        }
        cairo_stroke(m_cairo);
    }
    void columns(double every, double from_x, double from_y, std::array<double, 2> on_off) {
        dash(on_off);
        const double step = every * m_unit, repeat = std::max(on_off[0] + on_off[1], 1.0) * m_unit;
        // Half a unit aside, so that the arms of a cross meet in its middle.
        for (double x = first(m_area.x0, step, (from_x + 0.5) * m_unit); x <= m_area.x1 + m_unit; x += step) {
            cairo_move_to(m_cairo, x, first(m_area.y0, repeat, (from_y - 0.5) * m_unit));
            cairo_line_to(m_cairo, x, m_area.y1 + m_unit);
        }
        cairo_stroke(m_cairo);
    }
    void diagonal(double every) {
        dash({0, 0});
        cairo_set_line_width(m_cairo, std::sqrt(2.0) * m_unit);
        const double step = every * m_unit;
        const double last = m_area.x1 + m_area.y1 + step;
        for (double sum = first(m_area.x0 + m_area.y0, step, 0); sum <= last; sum += step) {
            cairo_move_to(m_cairo, sum - m_area.y1, m_area.y1);
            cairo_line_to(m_cairo, sum - m_area.y0, m_area.y0);
        }
        cairo_stroke(m_cairo);
    }
};

/// Draws one map; members are what all its parts share.
class VectorDrawing {
public:
    VectorDrawing(Canvas& canvas, const VectorMap& map)
        : m_canvas(canvas)
        , m_cairo(canvas.cairo())
        , m_map(map)
        , m_level(map.coverage.levels[map.coverage.level_within(map.view.metres_per_px * half_dot_pt)])
        , m_seen(map.view.box_metres()) {}

    void draw() {
        cairo_save(m_cairo);
        m_canvas.fill_rect(m_map.corner.x, m_map.corner.y, m_map.view.width_px, m_map.view.height_px,
                           m_map.style.ground);
        cairo_rectangle(m_cairo, m_map.corner.x, m_map.corner.y, m_map.view.width_px, m_map.view.height_px);
        cairo_clip(m_cairo);
        cairo_set_line_join(m_cairo, CAIRO_LINE_JOIN_ROUND);
        find_drawn_arcs();
        draw_units();
        draw_borders();
        cairo_restore(m_cairo);
    }

private:
    Canvas& m_canvas;
    cairo_t* m_cairo;
    const VectorMap& m_map;
    const Coverage::Level& m_level;
    Box m_seen;
    std::vector<bool> m_drawn; ///< arcs of rings that are in sight and not left out of the coverage

    void find_drawn_arcs() {
        m_drawn.assign(m_map.coverage.arcs(), false);
        for (std::size_t ring = 0; ring < m_map.coverage.rings(); ++ring) {
            if (seen(m_map.coverage.ring_box[ring])) {
                for (const ArcUse use : m_map.coverage.ring(ring)) {
                    m_drawn[arc_of(use)] = !is_speck(arc_of(use)) && seen(m_map.coverage.arc_box[arc_of(use)]);
                }
            }
        }
    }

    /// A coast too small for its line: a gap of the data, or an islet that is a dot of its own colour.
    [[nodiscard]] bool is_speck(std::size_t arc) const {
        const Coverage& coverage = m_map.coverage;
        const Box box = coverage.grid.metres(coverage.arc_box[arc]);
        const double size_pt = std::max(box.width(), box.height()) / m_map.view.metres_per_px;
        return size_pt < speck_pt * m_map.style.px_per_pt &&
               (coverage.left[arc] == no_feature || coverage.right[arc] == no_feature);
    }

    [[nodiscard]] bool seen(const GridBox& box) const {
        return !box.empty() && m_map.coverage.grid.metres(box).overlaps(m_seen);
    }
    [[nodiscard]] Point on_canvas(GridPoint point) const {
        const Point at = m_map.view.to_px(m_map.coverage.grid.metres(point));
        return {m_map.corner.x + at.x, m_map.corner.y + at.y};
    }

    void draw_units() {
        const Coverage& coverage = m_map.coverage;
        const std::size_t styled = std::min(coverage.features(), m_map.style.units.size());
        for (std::size_t feature = 0; feature < styled; ++feature) {
            if (!seen(coverage.feature_box[feature])) {
                continue;
            }
            for (std::uint32_t ring = coverage.feature_ring[feature]; ring < coverage.feature_ring[feature + 1];
                 ++ring) {
                add_ring(ring);
            }
            fill_path_with_style(m_canvas, m_map.style.units[feature], m_map.style.px_per_pt);
        }
    }

    void add_ring(std::size_t ring) {
        if (!seen(m_map.coverage.ring_box[ring])) {
            return;
        }
        bool first = true;
        for (const ArcUse use : m_map.coverage.ring(ring)) {
            const auto points = m_level.arc(arc_of(use));
            for (std::size_t i = first ? 0 : 1; i < points.size(); ++i) { // the first is the last of the arc before
                const Point at = on_canvas(points[is_reversed(use) ? points.size() - 1 - i : i]);
                first ? cairo_move_to(m_cairo, at.x, at.y) : cairo_line_to(m_cairo, at.x, at.y);
                first = false;
            }
        }
        cairo_close_path(m_cairo);
    }

    void draw_borders() {
        cairo_set_line_cap(m_cairo, CAIRO_LINE_CAP_ROUND);
        for (std::size_t level = 0; level < 3; ++level) {
            const BorderStyle& border = m_map.style.border[level];
            if (border.width_pt <= 0) {
                continue;
            }
            draw_borders_of(level, false, border.ink);
            if (level == 0) {
                draw_borders_of(level, true, m_map.style.light_ink);
            }
        }
    }

    void draw_borders_of(std::size_t level, bool on_dark, Rgba ink) {
        const Coverage& coverage = m_map.coverage;
        for (std::size_t arc = 0; arc < coverage.arcs(); ++arc) {
            const std::uint32_t left = coverage.left[arc], right = coverage.right[arc];
            if (left == right || !m_drawn[arc] || level_of(left, right) != level ||
                (level == 0 && (is_dark(left) && is_dark(right)) != on_dark)) {
                continue;
            }
            cairo_new_sub_path(m_cairo);
            for (const GridPoint point : m_level.arc(arc)) {
                const Point at = on_canvas(point);
                cairo_line_to(m_cairo, at.x, at.y);
            }
        }
        m_canvas.set(ink);
        cairo_set_line_width(m_cairo, m_map.style.border[level].width_pt * m_map.style.px_per_pt);
        cairo_stroke(m_cairo);
    }

    [[nodiscard]] std::size_t level_of(std::uint32_t left, std::uint32_t right) const {
        const PaintStyle& style = m_map.style;
        const bool outer = left == no_feature || right == no_feature;
        const auto differ = [&](std::span<const std::uint32_t> parent) {
            return !parent.empty() && (outer || parent[left] != parent[right]);
        };
        return differ(style.parent2) ? 2 : differ(style.parent1) ? 1 : 0;
    }

    [[nodiscard]] bool is_dark(std::uint32_t feature) const {
        return feature < m_map.style.units.size() && luminance(m_map.style.units[feature].fill) < dark_below;
    }
};

} // namespace

void fill_path_with_style(Canvas& canvas, const UnitStyle& style, double px_per_pt) {
    cairo_t* cairo = canvas.cairo();
    cairo_set_fill_rule(cairo, CAIRO_FILL_RULE_EVEN_ODD);
    canvas.set(style.fill);
    cairo_set_line_width(cairo, seam_pt * px_per_pt);
    cairo_fill_preserve(cairo);
    cairo_stroke_preserve(cairo);
    if (style.pattern == Pattern::none) {
        cairo_new_path(cairo);
        return;
    }
    Area area{};
    cairo_path_extents(cairo, &area.x0, &area.y0, &area.x1, &area.y1);
    Area clip{};
    cairo_clip_extents(cairo, &clip.x0, &clip.y0, &clip.x1, &clip.y1);
    area = {std::max(area.x0, clip.x0), std::max(area.y0, clip.y0), std::min(area.x1, clip.x1),
            std::min(area.y1, clip.y1)};
    cairo_save(cairo);
    cairo_clip(cairo);
    canvas.set(style.ink);
    PatternLines(cairo, pattern_unit_pt * px_per_pt, area).draw(style.pattern);
    cairo_restore(cairo);
}

void draw_vector_map(Canvas& canvas, const VectorMap& map) {
    VectorDrawing(canvas, map).draw();
}

} // namespace ntm
