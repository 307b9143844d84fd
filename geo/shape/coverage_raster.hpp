#pragma once

#include "geo/shape/coverage.hpp"
#include "geo/shape/id_raster.hpp"

namespace ntm {

/// As `rasterize` of polygons (same pixel rule, later features win where the data overlaps), over arcs at the coarsest
/// level within half a pixel: the ids differ from those of the full detail only within half a pixel of a border.
/// `level` overrides the choice (0 = the full detail, the reference).
///
/// The lines of the picture are anchored on the ground, at multiples of a pixel's 2^-20: a view that was moved by whole
/// pixels shows the same ids where both see, bit for bit.
bool rasterize(const Coverage& coverage, const MapView& view, WorkerPool& pool, IdRaster& out,
               const std::atomic<bool>* cancelled = nullptr);

/// The same for a part of the view alone: `out` has the view's size already, and only `rect` of it is written, with the
/// ids that the whole would have there.
bool rasterize_part(const Coverage& coverage, const MapView& view, PixelRect rect, std::size_t level, WorkerPool& pool,
                    IdRaster& out, const std::atomic<bool>* cancelled = nullptr);

/// The level that `rasterize` takes for a view.
[[nodiscard]] std::size_t level_for(const Coverage& coverage, double metres_per_px);

} // namespace ntm
