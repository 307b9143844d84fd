#pragma once

#include "geo/shape/coverage.hpp"
#include "geo/shape/painter.hpp"

#include <vector>

namespace ntm {

/// Lines over a rectangle of the map: colours premultiplied by their alpha, row after row.
struct Overlay {
    PixelRect rect;
    std::vector<Rgba> pixels;
};

/// The outlines of what is hovered and selected, smooth: along the borders where the state changes, not around each
/// feature, so that the communes of a selected district get one. Of `style` the states, their inks and the scale count.
[[nodiscard]] Overlay outline_overlay(const Coverage& coverage, const MapView& view, const PaintStyle& style,
                                      PixelRect rect);

/// `pixels` is a whole picture of `width_px` columns.
void lay_over(const Overlay& overlay, int width_px, std::span<Rgba> pixels);

/// The part of an overlay within `rect`.
[[nodiscard]] Overlay part_of(const Overlay& whole, PixelRect rect);
/// Lays `top` over `base`, of which it is a part or the whole.
void put_over(Overlay& base, const Overlay& top);
/// Both, in bands of rows on all threads: a whole screen's overlay is never held at once.
void lay_outlines(const Coverage& coverage, const MapView& view, const PaintStyle& style, PixelRect rect,
                  WorkerPool& pool, std::span<Rgba> pixels);

/// How far outlines reach out of the box of their unit.
[[nodiscard]] int outline_reach_px(double px_per_pt);

} // namespace ntm
