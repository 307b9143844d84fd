#pragma once

#include "geo/shape/view.hpp"

namespace ntm::viewer {

/// How far the map may be moved: the middle stays over `extent`, a pixel between the two sizes.
struct CameraLimits {
    Box extent;
    double min_metres_per_px = 0.1;
    double max_metres_per_px = 1e6;
};
[[nodiscard]] CameraLimits camera_limits(const Box& extent, int width_px, int height_px);

/// The ground moves by so many pixels.
[[nodiscard]] MapView panned(MapView view, double dx_px, double dy_px, const CameraLimits& limits);
/// `factor` over 1 is nearer; the ground under `about_px` stays under it.
[[nodiscard]] MapView zoomed(MapView view, double factor, Point about_px, const CameraLimits& limits);
/// The middle and the scale stay.
[[nodiscard]] MapView resized(MapView view, int width_px, int height_px);
[[nodiscard]] MapView fitted(const Box& box, int width_px, int height_px, const CameraLimits& limits);

/// True when all of `box` is seen, but for a few hundredths at its edges.
[[nodiscard]] bool shows_all_of(const MapView& view, const Box& box);

} // namespace ntm::viewer
