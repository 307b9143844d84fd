#pragma once

#include "geo/base/columns.hpp"

namespace ntm {

/// Which part of the plane a picture shows: the middle of the picture, the size of a pixel, north up.
struct MapView {
    Point center; ///< display CRS, metres
    double metres_per_px = 1;
    int width_px = 0;
    int height_px = 0;

    [[nodiscard]] Point to_px(Point metres) const {
        return {(metres.x - center.x) / metres_per_px + width_px / 2.0,
                (center.y - metres.y) / metres_per_px + height_px / 2.0};
    }
    [[nodiscard]] Point to_metres(Point px) const {
        return {center.x + (px.x - width_px / 2.0) * metres_per_px,
                center.y - (px.y - height_px / 2.0) * metres_per_px};
    }
    [[nodiscard]] Box box_metres() const;
    bool operator==(const MapView&) const = default;
};

/// The view that shows all of `box` with `margin_px` free on each side.
[[nodiscard]] MapView fit_view(const Box& box, int width_px, int height_px, double margin_px);

struct PixelRect {
    int x0 = 0, y0 = 0, x1 = 0, y1 = 0; ///< half-open
    [[nodiscard]] bool empty() const { return x1 <= x0 || y1 <= y0; }
};

} // namespace ntm
