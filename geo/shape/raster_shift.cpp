#include "geo/shape/raster_shift.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace ntm {

std::optional<PixelShift> whole_pixel_shift(const MapView& from, const MapView& to) {
    if (from.metres_per_px != to.metres_per_px || from.width_px != to.width_px || from.height_px != to.height_px) {
        return std::nullopt;
    }
    const double right = (from.center.x - to.center.x) / to.metres_per_px;
    const double down = (to.center.y - from.center.y) / to.metres_per_px;
    if (!(std::fabs(right) < to.width_px) || !(std::fabs(down) < to.height_px)) {
        return std::nullopt;
    }
    constexpr double rounding_px = 1e-6;
    const PixelShift shift{static_cast<int>(std::lround(right)), static_cast<int>(std::lround(down))};
    const bool whole = std::fabs(right - shift.right) < rounding_px && std::fabs(down - shift.down) < rounding_px;
    return whole ? std::optional(shift) : std::nullopt;
}

bool rasterize_moved(const Coverage& coverage, const IdRaster& from, PixelShift shift, const MapView& view,
                     WorkerPool& pool, IdRaster& out, const std::atomic<bool>* cancelled) {
    const int width = view.width_px;
    const int height = view.height_px;
    out.width_px = width;
    out.height_px = height;
    out.ids.resize(from.ids.size());
    // What both show, in places of the new picture.
    const PixelRect both{std::max(0, shift.right), std::max(0, shift.down), std::min(width, width + shift.right),
                         std::min(height, height + shift.down)};
    for (int y = both.y0; y < both.y1; ++y) {
        const auto source = from.ids.begin() + static_cast<std::ptrdiff_t>(y - shift.down) * width - shift.right;
        std::copy(source + both.x0, source + both.x1,
                  out.ids.begin() + static_cast<std::ptrdiff_t>(y) * width + both.x0);
    }
    const std::size_t level = level_for(coverage, view.metres_per_px);
    const auto find = [&](PixelRect strip) {
        return strip.empty() || rasterize_part(coverage, view, strip, level, pool, out, cancelled);
    };
    return find({0, 0, width, both.y0}) && find({0, both.y1, width, height}) && find({0, both.y0, both.x0, both.y1}) &&
           find({both.x1, both.y0, width, both.y1});
}

} // namespace ntm
