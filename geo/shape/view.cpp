#include "geo/shape/view.hpp"

#include <algorithm>
#include <cmath>

namespace ntm {

Box MapView::box_metres() const {
    const double half_width = width_px / 2.0 * metres_per_px;
    const double half_height = height_px / 2.0 * metres_per_px;
    return {center.x - half_width, center.y - half_height, center.x + half_width, center.y + half_height};
}

MapView fit_view(const Box& box, int width_px, int height_px, double margin_px) {
    MapView view;
    view.width_px = width_px;
    view.height_px = height_px;
    if (box.empty()) {
        return view;
    }
    view.center = box.center();
    const double free_width = std::max(1.0, width_px - 2 * margin_px);
    const double free_height = std::max(1.0, height_px - 2 * margin_px);
    const double needed = std::max(box.width() / free_width, box.height() / free_height);
    // A single point has no size to fit; any finite scale shows it.
    view.metres_per_px = std::isfinite(needed) && needed > 0 ? needed : 1.0;
    return view;
}

} // namespace ntm
