#pragma once

#include "geo/shape/coverage_raster.hpp"
#include "geo/shape/painter.hpp"

namespace ntm::bench {

inline constexpr int width_px = 1600;
inline constexpr int height_px = 1000;
inline constexpr std::size_t picture_px = static_cast<std::size_t>(width_px) * height_px;

/// The parts of one picture, kept between draws as the window keeps them.
struct Picture {
    IdRaster ids;
    std::vector<Rgba> pixels = std::vector<Rgba>(picture_px);

    void find_ids(const Coverage& coverage, const MapView& view) {
        rasterize(coverage, view, WorkerPool::shared(), ids);
    }
    void colour(const MapView& view, const PaintStyle& style, PixelRect rect = {0, 0, width_px, height_px}) {
        paint(ids, view, style, rect, WorkerPool::shared(), pixels);
    }
};

/// Nobody can draw a view without reading the points of its arcs at its level, and writing ids and colours.
[[nodiscard]] double redraw_floor_ms(const Coverage& coverage, const MapView& view);

/// Sixty steps as a hand makes them: in and out about the middle, and across.
[[nodiscard]] std::vector<MapView> sixty_moves(const MapView& whole);

} // namespace ntm::bench
