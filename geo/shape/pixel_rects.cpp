#include "geo/shape/pixel_rects.hpp"

#include <algorithm>

namespace ntm {

std::vector<PixelRect> joined_rects(const std::vector<PixelRect>& rects) {
    const auto area = [](const PixelRect& r) { return static_cast<double>(r.x1 - r.x0) * (r.y1 - r.y0); };
    std::vector<PixelRect> joined;
    for (PixelRect rect : rects) {
        if (rect.empty()) {
            continue;
        }
        for (auto other = joined.begin(); other != joined.end();) {
            const PixelRect both{std::min(rect.x0, other->x0), std::min(rect.y0, other->y0),
                                 std::max(rect.x1, other->x1), std::max(rect.y1, other->y1)};
            if (area(both) <= area(rect) + area(*other)) {
                rect = both;
                joined.erase(other);
                other = joined.begin(); // what did not join the smaller may join the larger one
            } else {
                ++other;
            }
        }
        joined.push_back(rect);
    }
    return joined;
}

} // namespace ntm
