#include "geo/shape/outline.hpp"

#include "geo/shape/ring_math.hpp"

#include <algorithm>
#include <cmath>

namespace ntm {

bool contains(const PolygonColumns& polygons, std::size_t feature, Point point) {
    bool inside = false;
    for (std::size_t r = polygons.feature_ring[feature]; r < polygons.feature_ring[feature + 1]; ++r) {
        inside ^= ring_contains(polygons.ring(r), point);
    }
    return inside;
}

bool contains(const Coverage& coverage, std::size_t feature, Point point) {
    PolygonColumns outline;
    if (const Box box = coverage.box_of_feature(feature); box.overlaps({point.x, point.y, point.x, point.y})) {
        append_outline(outline, coverage, feature);
        return contains(outline, 0, point);
    }
    return false;
}

double planar_area(const PolygonColumns& polygons, std::size_t feature) {
    const std::vector<RingFacts> rings = ring_facts(polygons, feature);
    double area = 0;
    for (const RingFacts& ring : rings) {
        if (!(ring.area > 0)) {
            continue;
        }
        const auto around = std::count_if(rings.begin(), rings.end(),
                                          [&](const RingFacts& other) { return encloses(polygons, other, ring); });
        area += around % 2 == 0 ? ring.area : -ring.area;
    }
    return area;
}

} // namespace ntm
