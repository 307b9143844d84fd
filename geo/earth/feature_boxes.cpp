#include "geo/earth/feature_boxes.hpp"

#include "geo/base/worker_pool.hpp"

#include <algorithm>
#include <atomic>

namespace ntm {

std::vector<Box> feature_boxes(const PolygonColumns& polygons) {
    std::vector<Box> boxes(polygons.features());
    constexpr std::size_t at_once = 32;
    WorkerPool::shared().run((boxes.size() + at_once - 1) / at_once, [&](std::size_t piece) {
        for (std::size_t f = piece * at_once; f < std::min(boxes.size(), (piece + 1) * at_once); ++f) {
            boxes[f] = polygons.box(f);
        }
    });
    return boxes;
}

bool all_finite(std::span<const Point> points) {
    constexpr std::size_t at_once = 1U << 17U;
    std::atomic<bool> finite = true;
    WorkerPool::shared().run((points.size() + at_once - 1) / at_once, [&](std::size_t piece) {
        const std::size_t begin = piece * at_once;
        double sum = 0; // one NaN or infinity makes it NaN, without a branch a point
        for (const Point& p : points.subspan(begin, std::min(at_once, points.size() - begin))) {
            sum += (p.x - p.x) + (p.y - p.y);
        }
        if (sum != 0) {
            finite = false;
        }
    });
    return finite;
}

} // namespace ntm
