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

/// Arcs where a state ends, once each for every ring along them.
std::vector<std::uint32_t> outline_arcs(const Coverage& coverage, const ToPixels& to_px, PixelRect rect,
                                        double reach_px, std::span<const std::uint8_t> states, std::uint8_t state) {
    const auto has_state = [&](std::uint32_t feature) {
        return feature < states.size() && (states[feature] & state) != 0;
    };
    std::vector<std::uint32_t> arcs;
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
                    arcs.push_back(arc);
                }
            }
        }
    }
    return arcs;
}

PixelRect within(PixelRect rect, const MapView& view) {
    return {std::max(0, rect.x0), std::max(0, rect.y0), std::min(view.width_px, rect.x1),
            std::min(view.height_px, rect.y1)};
}

/// The outlines of one picture, found once for all its parts.
class OutlinePainter {
public:
    OutlinePainter(const Coverage& coverage, const MapView& view, const PaintStyle& style, PixelRect rect)
        : m_coverage(coverage)
        , m_level(coverage.levels[level_for(coverage, view.metres_per_px)])
        , m_to_px(coverage.grid, view)
        , m_style(style)
        , m_reach_px(outline_reach_px(style.px_per_pt))
        , m_hovered(outline_arcs(coverage, m_to_px, rect, m_reach_px, style.states, state_hovered))
        , m_selected(outline_arcs(coverage, m_to_px, rect, m_reach_px, style.states, state_selected)) {}

    [[nodiscard]] bool touches(PixelRect rect) const {
        const auto near = [&](std::uint32_t arc) { return m_to_px(m_coverage.arc_box[arc]).touches(rect, m_reach_px); };
        return std::any_of(m_hovered.begin(), m_hovered.end(), near) ||
               std::any_of(m_selected.begin(), m_selected.end(), near);
    }
    [[nodiscard]] Overlay over(PixelRect rect) const {
        Overlay overlay{rect, {}};
        overlay.pixels.resize(static_cast<std::size_t>(rect.x1 - rect.x0) * static_cast<std::size_t>(rect.y1 - rect.y0),
                              Rgba{0, 0, 0, 0});
        stroke(m_hovered, hovered_pt, m_style.hovered_ink, overlay);
        stroke(m_selected, selected_pt + 2 * casing_pt, m_style.selected_casing, overlay);
        stroke(m_selected, selected_pt, m_style.selected_ink, overlay);
        return overlay;
    }

private:
    void stroke(const std::vector<std::uint32_t>& arcs, double width_pt, Rgba ink, Overlay& overlay) const {
        StrokeMask mask(overlay.rect, width_pt * m_style.px_per_pt);
        for (const std::uint32_t arc : arcs) {
            if (m_to_px(m_coverage.arc_box[arc]).touches(overlay.rect, m_reach_px)) {
                m_to_px.for_each_edge(m_level.arc(arc), [&](Point a, Point b) { mask.edge(a, b); });
            }
        }
        mask.lay_over(ink, overlay.pixels);
    }

    const Coverage& m_coverage;
    const Coverage::Level& m_level;
    ToPixels m_to_px;
    const PaintStyle& m_style;
    double m_reach_px;
    std::vector<std::uint32_t> m_hovered, m_selected;
};

} // namespace

Overlay outline_overlay(const Coverage& coverage, const MapView& view, const PaintStyle& style, PixelRect rect) {
    rect = within(rect, view);
    return rect.empty() || coverage.levels.empty() ? Overlay() : OutlinePainter(coverage, view, style, rect).over(rect);
}

void lay_outlines(const Coverage& coverage, const MapView& view, const PaintStyle& style, PixelRect rect,
                  WorkerPool& pool, std::span<Rgba> pixels) {
    rect = within(rect, view);
    if (rect.empty() || coverage.levels.empty()) {
        return;
    }
    const OutlinePainter outlines(coverage, view, style, rect);
    constexpr int rows_at_once = 32; // of a fine screen they stay within a core's cache
    pool.run(static_cast<std::size_t>((rect.y1 - rect.y0 + rows_at_once - 1) / rows_at_once), [&](std::size_t part) {
        const int y0 = rect.y0 + static_cast<int>(part) * rows_at_once;
        const PixelRect rows{rect.x0, y0, rect.x1, std::min(rect.y1, y0 + rows_at_once)};
        if (outlines.touches(rows)) {
            lay_over(outlines.over(rows), view.width_px, pixels);
        }
    });
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
