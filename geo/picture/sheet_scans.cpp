#include "geo/picture/sheet_drawing.hpp"
#include "geo/shape/coverage_raster.hpp"

#include <algorithm>
#include <cmath>

namespace ntm {

namespace {

constexpr double print_px_per_pt = 4;  ///< of scans on a page of vectors: 288 dots an inch
constexpr double most_print_px = 40e6; ///< of such a page: large ones are seen from farther

/// The same ground in the pixels of print.
MapView for_print(MapView view) {
    const double times = std::min(print_px_per_pt, std::sqrt(most_print_px / (double(view.width_px) * view.height_px)));
    view.metres_per_px /= times;
    view.width_px = static_cast<int>(view.width_px * times);
    view.height_px = static_cast<int>(view.height_px * times);
    return view;
}

} // namespace

void SheetDrawing::find_scans(const MapView& view) {
    if (!m_options.scans.empty()) {
        m_scans = draw_scans(m_atlas.scans, m_options.scans, m_atlas.display_crs,
                             m_canvas.is_vector() ? for_print(view) : view, WorkerPool::shared());
        if (m_options.issues != nullptr) {
            append_issues(*m_options.issues, scan_issues(*m_scans, m_atlas.scans));
        }
    }
}

/// Over the colours, but not over the borders.
void SheetDrawing::draw_scans_under(const MapView& view, Point corner) {
    if (!m_scans || m_scans->under.pixels.empty()) {
        return;
    }
    WorkerPool& pool = WorkerPool::shared();
    const double times = m_scans->view.metres_per_px > 0 ? view.metres_per_px / m_scans->view.metres_per_px : 1;
    const PaintStyle paint_style = map_style(m_atlas, m_styled, m_scans->view.metres_per_px, m_map_per_pt * times);
    IdRaster ids;
    rasterize(m_atlas.main_coverage, m_scans->view, pool, ids);
    Fragments fragments;
    make_fragments(m_atlas.main_coverage, m_scans->view, ids, paint_style, pool, fragments);
    Overlay under = m_scans->under;
    spare_borders(under, ids, &fragments, m_scans->view, paint_style, pool);
    m_canvas.overlay(under, corner.x, corner.y, times);
}

void SheetDrawing::draw_scans_over(Point corner) {
    if (m_scans && !m_scans->over.pixels.empty()) {
        m_canvas.overlay(m_scans->over, corner.x, corner.y, m_view.metres_per_px / m_scans->view.metres_per_px);
    }
}

} // namespace ntm
