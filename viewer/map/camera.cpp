#include "viewer/map/camera.hpp"

#include <algorithm>

namespace ntm::viewer {

namespace {

constexpr double fit_margin_px = 24;

MapView limited(MapView view, const CameraLimits& limits) {
    view.metres_per_px = std::clamp(view.metres_per_px, limits.min_metres_per_px, limits.max_metres_per_px);
    if (!limits.extent.empty()) {
        view.center.x = std::clamp(view.center.x, limits.extent.min_x, limits.extent.max_x);
        view.center.y = std::clamp(view.center.y, limits.extent.min_y, limits.extent.max_y);
    }
    return view;
}

} // namespace

CameraLimits camera_limits(const Box& extent, int width_px, int height_px) {
    CameraLimits limits;
    limits.extent = extent;
    if (!extent.empty() && width_px > 0 && height_px > 0) {
        const double whole = std::max(extent.width() / width_px, extent.height() / height_px);
        limits.max_metres_per_px = std::max(whole * 3, limits.min_metres_per_px * 2);
    }
    return limits;
}

MapView panned(MapView view, double dx_px, double dy_px, const CameraLimits& limits) {
    view.center.x -= dx_px * view.metres_per_px;
    view.center.y += dy_px * view.metres_per_px;
    return limited(view, limits);
}

MapView zoomed(MapView view, double factor, Point about_px, const CameraLimits& limits) {
    const Point fixed = view.to_metres(about_px);
    view.metres_per_px = std::clamp(view.metres_per_px / factor, limits.min_metres_per_px, limits.max_metres_per_px);
    const Point now = view.to_metres(about_px);
    view.center.x += fixed.x - now.x;
    view.center.y += fixed.y - now.y;
    return limited(view, limits);
}

MapView resized(MapView view, int width_px, int height_px) {
    view.width_px = width_px;
    view.height_px = height_px;
    return view;
}

MapView fitted(const Box& box, int width_px, int height_px, const CameraLimits& limits) {
    const double margin = std::min({fit_margin_px, width_px / 8.0, height_px / 8.0});
    return limited(fit_view(box, width_px, height_px, margin), limits);
}

bool shows_all_of(const MapView& view, const Box& box) {
    constexpr double share = 0.03;
    const Box seen = view.box_metres();
    const double slack_x = box.width() * share;
    const double slack_y = box.height() * share;
    return seen.min_x <= box.min_x + slack_x && seen.max_x >= box.max_x - slack_x &&
           seen.min_y <= box.min_y + slack_y && seen.max_y >= box.max_y - slack_y;
}

} // namespace ntm::viewer
