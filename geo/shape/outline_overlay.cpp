#include "geo/shape/outline_overlay.hpp"

#include "geo/shape/coverage_raster.hpp"
#include "geo/shape/grid_pixels.hpp"
#include "geo/shape/stroke_mask.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace ntm {
namespace {

constexpr double hovered_pt = 1.5;
constexpr double selected_pt = 2.5;
constexpr double casing_pt = 1.0; // on each side

void stroke(StrokeMask& mask, const ToPixels& to_px, std::span<const GridPoint> chain) {
    to_px.for_each_edge(chain, [&](Point a, Point b) { mask.edge(a, b); });
}

/// draw(points of the arc) for each arc where a state ends.
template <class Draw>
void for_each_outline(const Coverage& coverage, const ToPixels& to_px, const Coverage::Level& level, PixelRect rect,
                      double reach_px, std::span<const std::uint8_t> states, std::uint8_t state, const Draw& draw) {
    const auto has_state = [&](std::uint32_t feature) {
        return feature < states.size() && (states[feature] & state) != 0;
    };
    for (std::uint32_t f = 0; f < std::min(states.size(), coverage.features()); ++f) {
        if (!has_state(f) || coverage.feature_box[f].empty() ||
            !to_px(coverage.feature_box[f]).touches(rect, reach_px)) {
            continue;
        }
        for (std::size_t r = coverage.feature_ring[f]; r < coverage.feature_ring[f + 1]; ++r) {
            if (coverage.ring_box[r].empty()) {
                continue;
            }
            for (const ArcUse use : coverage.ring(r)) {
                const std::uint32_t arc = arc_of(use);
                const bool ends_here = has_state(coverage.left[arc]) != has_state(coverage.right[arc]);
                if (ends_here && to_px(coverage.arc_box[arc]).touches(rect, reach_px)) {
                    draw(level.arc(arc));
                }
            }
        }
    }
}

} // namespace

Overlay outline_overlay(const Coverage& coverage, const MapView& view, const PaintStyle& style, PixelRect rect) {
    Overlay overlay;
    overlay.rect = {std::max(0, rect.x0), std::max(0, rect.y0), std::min(view.width_px, rect.x1),
                    std::min(view.height_px, rect.y1)};
    if (overlay.rect.empty() || coverage.levels.empty()) {
        overlay.rect = {};
        return overlay;
    }
    overlay.pixels.resize(static_cast<std::size_t>(overlay.rect.x1 - overlay.rect.x0) *
                              static_cast<std::size_t>(overlay.rect.y1 - overlay.rect.y0),
                          Rgba{0, 0, 0, 0});
    const ToPixels to_px(coverage.grid, view);
    const Coverage::Level& level = coverage.levels[level_for(coverage, view.metres_per_px)];
    const double reach_px = outline_reach_px(style.px_per_pt);
    StrokeMask hovered(overlay.rect, hovered_pt * style.px_per_pt);
    StrokeMask casing(overlay.rect, (selected_pt + 2 * casing_pt) * style.px_per_pt);
    StrokeMask selected(overlay.rect, selected_pt * style.px_per_pt);
    for_each_outline(coverage, to_px, level, overlay.rect, reach_px, style.states, state_hovered,
                     [&](std::span<const GridPoint> arc) { stroke(hovered, to_px, arc); });
    for_each_outline(coverage, to_px, level, overlay.rect, reach_px, style.states, state_selected,
                     [&](std::span<const GridPoint> arc) {
                         stroke(casing, to_px, arc);
                         stroke(selected, to_px, arc);
                     });
    hovered.lay_over(style.hovered_ink, overlay.pixels);
    casing.lay_over(style.selected_casing, overlay.pixels);
    selected.lay_over(style.selected_ink, overlay.pixels);
    return overlay;
}

void lay_over(const Overlay& overlay, int width_px, std::span<Rgba> pixels) {
    const Rgba* over = overlay.pixels.data();
    for (int y = overlay.rect.y0; y < overlay.rect.y1; ++y) {
        Rgba* const row = pixels.data() + static_cast<std::ptrdiff_t>(y) * width_px;
        for (int x = overlay.rect.x0; x < overlay.rect.x1; ++x, ++over) {
            if (over->a != 0) {
                const unsigned rest = 255U - over->a;
                const auto mixed = [rest](unsigned top, unsigned base) {
                    return static_cast<std::uint8_t>(std::min(255U, top + (base * rest + 127) / 255));
                };
                row[x] = {mixed(over->r, row[x].r), mixed(over->g, row[x].g), mixed(over->b, row[x].b), row[x].a};
            }
        }
    }
}

Overlay part_of(const Overlay& whole, PixelRect rect) {
    Overlay part;
    part.rect = {std::max(whole.rect.x0, rect.x0), std::max(whole.rect.y0, rect.y0), std::min(whole.rect.x1, rect.x1),
                 std::min(whole.rect.y1, rect.y1)};
    if (part.rect.empty()) {
        part.rect = {};
        return part;
    }
    const std::ptrdiff_t width = whole.rect.x1 - whole.rect.x0;
    for (int y = part.rect.y0; y < part.rect.y1; ++y) {
        const Rgba* row = whole.pixels.data() + (y - whole.rect.y0) * width - whole.rect.x0;
        part.pixels.insert(part.pixels.end(), row + part.rect.x0, row + part.rect.x1);
    }
    return part;
}

void put_over(Overlay& base, const Overlay& top) {
    const std::ptrdiff_t width = base.rect.x1 - base.rect.x0;
    const Rgba* over = top.pixels.data();
    for (int y = top.rect.y0; y < top.rect.y1; ++y) {
        Rgba* row = base.pixels.data() + (y - base.rect.y0) * width - base.rect.x0;
        for (int x = top.rect.x0; x < top.rect.x1; ++x, ++over) {
            if (over->a != 0) {
                const unsigned rest = 255U - over->a;
                const auto mixed = [rest](unsigned above, unsigned below) {
                    return static_cast<std::uint8_t>(std::min(255U, above + (below * rest + 127) / 255));
                };
                row[x] = {mixed(over->r, row[x].r), mixed(over->g, row[x].g), mixed(over->b, row[x].b),
                          mixed(over->a, row[x].a)};
            }
        }
    }
}

int outline_reach_px(double px_per_pt) {
    return static_cast<int>(std::ceil((selected_pt / 2 + casing_pt) * px_per_pt + 1));
}

} // namespace ntm
