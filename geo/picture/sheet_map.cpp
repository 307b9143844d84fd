#include "geo/picture/sheet_drawing.hpp"
#include "geo/picture/vector_map.hpp"

#include <algorithm>
#include <cmath>

namespace ntm {

void SheetDrawing::draw_map_part(int width, int height) {
    m_view = map_view(width, height);
    const MapView& view = m_view;
    draw_ground(m_atlas.main_coverage, view, {m_map_x, m_map_y});
    find_scans(view);
    draw_scans_under(view, {m_map_x, m_map_y});
    draw_plans(view, {m_map_x, m_map_y});
    draw_scans_over({m_map_x, m_map_y});
    draw_names(view);
    draw_insets(width, height);
    draw_frame(m_map_x, m_map_y, width, height, 1, sheet_ink::line);
    draw_scale_bar(view, height);
    draw_north(width);
    if (m_atlas.workspace.illustrative) {
        draw_illustrative();
    }
}

/// The map itself, by the painter for a picture and by outlines for a page of vectors.
void SheetDrawing::draw_ground(const Coverage& coverage, const MapView& view, Point corner) {
    if (m_canvas.is_vector()) {
        const PaintStyle paint_style = map_style(m_atlas, m_styled, view.metres_per_px, m_map_per_pt);
        draw_vector_map(m_canvas, {coverage, paint_style, view, corner});
        return;
    }
    m_canvas.image(draw_map(m_atlas, coverage, m_styled, view, m_map_per_pt), corner.x, corner.y);
}

void SheetDrawing::draw_frame(double x, double y, double width, double height, double line, Rgba ink) {
    const double thick = m_canvas.is_vector() ? px(line) : std::max(1.0, std::round(px(line)));
    m_canvas.stroke_rect(x + thick / 2, y + thick / 2, width - thick, height - thick, thick, ink);
}

void SheetDrawing::draw_names(const MapView& view) {
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
    for (const PlacedLabel& label :
         place_labels(m_atlas, request, [&](const std::string&text, bool) { return m_canvas.measure(text, name); })) {
        m_canvas.text(label.text, m_map_x + label.at.x - label.size.width_px / 2,
                      m_map_y + label.at.y - label.size.height_px / 2, name);
    }
}

/// The boxes of the archipelagos, whenever the data has them or is the whole country: places of the display CRS.
std::vector<SheetDrawing::Inset> SheetDrawing::insets() const {
    constexpr std::size_t provinces_of_a_country = 30;
    const bool country = m_atlas.units.count(Level::province) >= provinces_of_a_country;
    const auto to_display = Transformation::create(lon_lat_crs, m_atlas.display_crs);
    std::vector<Inset> found;
    if (m_options.in.valid() || (!country && !m_atlas.has_far_islands()) || !to_display) {
        return found;
    }
    for (const Archipelago& islands : archipelagos()) {
        Box box;
        const Box& l = islands.lon_lat;
        for (const Point corner :
             {Point{l.min_x, l.min_y}, Point{l.max_x, l.min_y}, Point{l.min_x, l.max_y}, Point{l.max_x, l.max_y}}) {
            box.add(to_display->forward(corner));
        }
        const auto& rings = m_atlas.far_coverage.ring_box;
        const bool in_data = std::any_of(rings.begin(), rings.end(), [&](const GridBox& ring) {
            return !ring.empty() && box.overlaps(m_atlas.coverage.grid.metres(ring));
        });
        if (in_data || country) {
            found.push_back({box, m_lang[islands.key]});
        }
    }
    return found;
}

/// All of the ground, beside the boxes of the archipelagos where it would lie under them.
MapView SheetDrawing::map_view(int width, int height) const {
    if (m_options.in.valid()) {
        const Box& box = m_atlas.boxes[static_cast<std::size_t>(m_options.in.level)][m_options.in.id];
        return fit_view(box.empty() ? m_atlas.main_extent : box, width, height, px(20));
    }
    MapView view = fit_view(m_atlas.main_extent, width, height, px(20));
    if (m_insets.empty()) {
        return view;
    }
    const int free_width = width - static_cast<int>(inset_width(width, height) + px(28));
    const double shift = view.to_px({m_atlas.main_extent.max_x, 0}).x - free_width;
    if (shift > 0) {
        if (view.to_px({m_atlas.main_extent.min_x, 0}).x - shift < px(20)) {
            view = fit_view(m_atlas.main_extent, free_width, height, px(20));
            view.center.x += (width - free_width) / 2.0 * view.metres_per_px;
            view.width_px = width;
        } else {
            view.center.x += shift * view.metres_per_px;
        }
    }
    return view;
}

double SheetDrawing::inset_width(int width, int height) {
    return std::min(width * 0.24, height * 0.3);
}

/// Stacked at the lower right, Hoàng Sa in the north.
void SheetDrawing::draw_insets(int width, int height) {
    const double box_w = inset_width(width, height);
    double y = height - px(14);
    for (auto inset = m_insets.rbegin(); inset != m_insets.rend(); ++inset) {
        const double box_h = box_w * inset->box.height() / inset->box.width();
        y -= box_h;
        draw_inset(std::round(m_map_x + width - px(14) - box_w), std::round(m_map_y + y), static_cast<int>(box_w),
                   static_cast<int>(box_h), inset->box, inset->name);
        y -= px(10);
    }
}

void SheetDrawing::draw_inset(double x, double y, int width, int height, const Box& box, const std::string& name) {
    const MapView view = fit_view(box, width, height, 2);
    draw_ground(m_atlas.far_coverage, view, {x, y});
    draw_islands(x, y, view, box);
    draw_frame(x, y, width, height, 1.2, sheet_ink::second);
    TextStyle label = style(14, true);
    label.halo_px = px(2);
    m_canvas.text(name, x + px(6), y + px(3), label);
}

/// Islands are specks at this scale: each keeps a dot in the colour of its unit.
void SheetDrawing::draw_islands(double x, double y, const MapView& view, const Box& box) {
    const Coverage& coverage = m_atlas.far_coverage;
    for (std::size_t feature = 0; feature < coverage.features(); ++feature) {
        if (coverage.feature_box[feature].empty() || !box.overlaps(coverage.box_of_feature(feature))) {
            continue;
        }
        for (std::uint32_t ring = coverage.feature_ring[feature]; ring < coverage.feature_ring[feature + 1]; ++ring) {
            const Box ring_box = coverage.box_of_ring(ring);
            const Point at = view.to_px(ring_box.center());
            if (at.x < 3 || at.y < 3 || at.x > view.width_px - 3 || at.y > view.height_px - 3 ||
                ring_box.width() > 4 * view.metres_per_px) {
                continue;
            }
            m_canvas.fill_circle(x + at.x, y + at.y, px(2.6), sheet_ink::dark);
            m_canvas.fill_circle(x + at.x, y + at.y, px(1.6), m_styled.units[feature].fill);
        }
    }
}

void SheetDrawing::draw_scale_bar(const MapView& view, int height) {
    const double metres = scale_bar_metres(view.metres_per_px, px(170));
    const double length = metres / view.metres_per_px;
    const double x = m_map_x + px(18), y = m_map_y + height - px(20);
    TextStyle label = style(14);
    label.halo_px = px(2);
    const std::string text = metres >= 1000 ? m_lang.number(metres / 1000) + " km" : m_lang.number(metres) + " m";
    m_canvas.fill_rect(x - px(2), y - px(2), length + px(4), px(9), {255, 255, 255, 220});
    m_canvas.fill_rect(x, y, length, px(5), sheet_ink::dark);
    m_canvas.fill_rect(x + length / 2, y + px(1), length / 2 - px(1), px(3), sheet_ink::paper);
    m_canvas.text(text, x, y - px(23), label);
}

void SheetDrawing::draw_north(int width) {
    const double x = m_map_x + width - px(30), y = m_map_y + px(16);
    m_canvas.fill_polygon({{x, y}, {x + px(9), y + px(30)}, {x, y + px(23)}, {x - px(9), y + px(30)}}, sheet_ink::dark);
    const TextStyle letter = style(15, true);
    const std::string& north = m_lang["map.north"];
    const TextSize size = m_canvas.measure(north, letter);
    m_canvas.text(north, x - size.width_px / 2, y + px(31), letter);
}

void SheetDrawing::draw_illustrative() {
    const TextStyle words = style(17, true, sheet_ink::warning);
    const std::string& text = m_lang["map.illustrative"];
    const TextSize size = m_canvas.measure(text, words);
    const double x = m_map_x + px(14), y = m_map_y + px(14);
    m_canvas.fill_rect(x, y, size.width_px + px(20), size.height_px + px(8), {255, 255, 255, 235});
    draw_frame(x, y, size.width_px + px(20), size.height_px + px(8), 1.5, sheet_ink::warning);
    m_canvas.text(text, x + px(10), y + px(4), words);
}

} // namespace ntm
