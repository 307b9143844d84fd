#include "geo/earth/ring_nesting.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace ntm {

namespace {

struct RingFacts {
    Box box;
    double area = 0;
    Point inside;
};

bool crosses_level(Point a, Point b, double y) {
    return (a.y <= y) != (b.y <= y);
}
double x_at_level(Point a, Point b, double y) {
    return a.x + (b.x - a.x) * ((y - a.y) / (b.y - a.y));
}

// A point well inside the ring itself: the middle of its widest stretch at half height.
Point point_inside(std::span<const Point> ring, const Box& box) {
    const double y = box.center().y;
    std::vector<double> crossings;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        if (crosses_level(ring[j], ring[i], y)) {
            crossings.push_back(x_at_level(ring[j], ring[i], y));
        }
    }
    std::sort(crossings.begin(), crossings.end());
    Point best = ring.front();
    double widest = -1;
    for (std::size_t i = 0; i + 1 < crossings.size(); i += 2) {
        if (crossings[i + 1] - crossings[i] > widest) {
            widest = crossings[i + 1] - crossings[i];
            best = {(crossings[i] + crossings[i + 1]) / 2, y};
        }
    }
    return best;
}

bool ring_contains(std::span<const Point> ring, Point p) {
    bool inside = false;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        if (crosses_level(ring[j], ring[i], p.y) && x_at_level(ring[j], ring[i], p.y) > p.x) {
            inside = !inside;
        }
    }
    return inside;
}

RingFacts facts_of(std::span<const Point> ring) {
    RingFacts facts;
    if (ring.empty()) {
        return facts;
    }
    for (const Point& p : ring) {
        facts.box.add(p);
    }
    facts.area = std::abs(signed_planar_area(ring));
    facts.inside = point_inside(ring, facts.box);
    return facts;
}

bool within(const Box& inner, const Box& outer) {
    return outer.min_x <= inner.min_x && inner.max_x <= outer.max_x && outer.min_y <= inner.min_y &&
           inner.max_y <= outer.max_y;
}

} // namespace

double signed_planar_area(std::span<const Point> ring) {
    double twice = 0;
    for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
        // About the first point, so that large coordinates do not eat the digits.
        twice += (ring[i].x - ring[0].x) * (ring[i + 1].y - ring[0].y) -
                 (ring[i + 1].x - ring[0].x) * (ring[i].y - ring[0].y);
    }
    return twice / 2;
}

// Of two rings that do not cross, the smaller lies wholly inside the larger or wholly outside: one point of its own
// inside tells. A vertex would not do, it may lie on the other ring.
std::vector<RingPlace> nest_rings(const PolygonColumns& polygons, std::size_t feature) {
    const std::size_t first = polygons.feature_ring[feature];
    const std::size_t count = polygons.feature_ring[feature + 1] - first;
    std::vector<RingPlace> places(count);
    if (count < 2) {
        return places;
    }
    std::vector<RingFacts> facts;
    facts.reserve(count);
    for (std::size_t r = 0; r < count; ++r) {
        facts.push_back(facts_of(polygons.ring(first + r)));
    }
    std::vector<std::size_t> large_first(count);
    std::iota(large_first.begin(), large_first.end(), std::size_t{0});
    std::stable_sort(large_first.begin(), large_first.end(),
                     [&](std::size_t a, std::size_t b) { return facts[a].area > facts[b].area; });
    for (std::size_t i = 1; i < count; ++i) {
        const std::size_t ring = large_first[i];
        for (std::size_t j = 0; j < i; ++j) {
            const std::size_t around = large_first[j];
            if (within(facts[ring].box, facts[around].box) &&
                ring_contains(polygons.ring(first + around), facts[ring].inside)) {
                ++places[ring].depth;
                places[ring].parent = around;
            }
        }
    }
    return places;
}

} // namespace ntm
