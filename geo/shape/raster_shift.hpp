#pragma once

#include "geo/shape/coverage_raster.hpp"

#include <optional>

namespace ntm {

/// By how many whole pixels the ground lies further right and down in another picture of the same size and scale.
struct PixelShift {
    int right = 0;
    int down = 0;
};
/// Nothing where it is no whole number of pixels, or so many that the two have nothing in common.
[[nodiscard]] std::optional<PixelShift> whole_pixel_shift(const MapView& from, const MapView& to);

/// The ids of a view that was moved: what `from` shows already is taken over, only the strips that came into sight are
/// looked for. The same as `rasterize` of the view, bit for bit. False, with `out` unusable, when `cancelled` became
/// true.
bool rasterize_moved(const Coverage& coverage, const IdRaster& from, PixelShift shift, const MapView& view,
                     WorkerPool& pool, IdRaster& out, const std::atomic<bool>* cancelled = nullptr);

} // namespace ntm
