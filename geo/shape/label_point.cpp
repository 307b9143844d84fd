#include "geo/shape/outline.hpp"

#include "geo/shape/ring_math.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ntm {
namespace {

using Rings = std::vector<std::span<const Point>>;

constexpr std::size_t searched_vertices = 96; // a label needs no more, and the search costs cells times vertices
constexpr int most_cells = 300;

struct Segment {
    Point a, b;
    double dx, dy;
    double per_length2; ///< 1 / length², 0 for a point
};

/// How far a point is inside the segments' rings: negative outside.
double depth(std::span<const Segment> segments, Point p) {
    double nearest2 = std::numeric_limits<double>::infinity();
    bool inside = false;
    for (const Segment& s : segments) {
        const double px = p.x - s.a.x;
        const double py = p.y - s.a.y;
        const double along = std::clamp((px * s.dx + py * s.dy) * s.per_length2, 0.0, 1.0);
        const double ex = px - along * s.dx;
        const double ey = py - along * s.dy;
        nearest2 = std::min(nearest2, ex * ex + ey * ey);
        if ((s.a.y > p.y) != (s.b.y > p.y)) {
            inside ^= s.a.x + py / s.dy * s.dx <= p.x;
        }
    }
    const double nearest = std::sqrt(nearest2);
    return inside ? nearest : -nearest;
}

/// A vertex stays when it is far enough from the one that stayed before it; a step of 0 keeps all.
void add_segments(std::span<const Point> ring, double step, std::vector<Segment>& segments) {
    const auto add = [&segments](Point a, Point b) {
        const double dx = b.x - a.x;
        const double dy = b.y - a.y;
        const double length2 = dx * dx + dy * dy;
        segments.push_back({a, b, dx, dy, length2 > 0 ? 1 / length2 : 0});
    };
    if (ring.empty()) {
        return;
    }
    Point last = ring[0];
    const double step2 = step * step;
    for (const Point& p : ring.subspan(1)) {
        const double dx = p.x - last.x;
        const double dy = p.y - last.y;
        if (dx * dx + dy * dy >= step2) {
            add(last, p);
            last = p;
        }
    }
    add(last, ring[0]);
}

double length_of(std::span<const Point> ring) {
    double length = 0;
    for (std::size_t i = 0, before = ring.size() - 1; i < ring.size(); before = i++) {
        const double dx = ring[i].x - ring[before].x;
        const double dy = ring[i].y - ring[before].y;
        length += std::sqrt(dx * dx + dy * dy); // metres: hypot's care for overflow is not needed here
    }
    return length;
}

std::vector<Segment> segments_of(const Rings& rings, bool thinned) {
    double length = 0;
    std::size_t vertices = 0;
    for (const std::span<const Point> ring : rings) {
        vertices += ring.size();
    }
    if (thinned && vertices > searched_vertices) {
        for (const std::span<const Point> ring : rings) {
            length += length_of(ring);
        }
    }
    std::vector<Segment> segments;
    for (const std::span<const Point> ring : rings) {
        add_segments(ring, length / static_cast<double>(searched_vertices), segments);
    }
    return segments;
}

/// The largest ring first, then what lies in it: its holes, and islands in them.
Rings largest_with_holes(const PolygonColumns& polygons, std::size_t feature) {
    const std::size_t first = polygons.feature_ring[feature];
    const std::size_t end = polygons.feature_ring[feature + 1];
    if (end - first == 1) {
        return {polygons.ring(first)};
    }
    std::size_t largest = first;
    double largest_area = 0;
    for (std::size_t r = first; r < end; ++r) {
        const double area = ring_area(polygons.ring(r));
        if (area > largest_area) {
            largest = r;
            largest_area = area;
        }
    }
    Rings rings{polygons.ring(largest)};
    for (std::size_t r = first; r < end; ++r) {
        const std::span<const Point> ring = polygons.ring(r);
        if (r != largest && !ring.empty() && ring_contains(rings[0], point_inside(std::span(&ring, 1)))) {
            rings.push_back(ring);
        }
    }
    return rings;
}

struct Cell {
    Point middle;
    double half = 0;
    double depth = 0;

    [[nodiscard]] double best_possible() const { return depth + half * std::sqrt(2.0); }
};

/// Squares that could still hold a deeper point are quartered, the most promising first, until none promises much.
Point deepest_point(std::span<const Segment> segments, const Box& box, Point start) {
    const auto less_promising = [](const Cell& a, const Cell& b) { return a.best_possible() < b.best_possible(); };
    Cell best{start, 0, depth(segments, start)};
    std::vector<Cell> heap;
    int looked_at = 0;
    const auto look = [&](Point middle, double half) {
        ++looked_at;
        const Cell cell{middle, half, depth(segments, middle)};
        if (cell.depth > best.depth) {
            best = cell;
        }
        heap.push_back(cell);
        std::push_heap(heap.begin(), heap.end(), less_promising);
    };
    const double longer = std::max(box.width(), box.height());
    const double side = std::max(std::min(box.width(), box.height()), longer / 16);
    for (double x = box.min_x; x < box.max_x; x += side) {
        for (double y = box.min_y; y < box.max_y; y += side) {
            look({x + side / 2, y + side / 2}, side / 2);
        }
    }
    while (!heap.empty() && looked_at < most_cells) {
        std::pop_heap(heap.begin(), heap.end(), less_promising);
        const Cell cell = heap.back();
        heap.pop_back();
        const double worth_while = std::max(0.1 * best.depth, 0.004 * longer);
        if (cell.best_possible() <= best.depth + worth_while) {
            break;
        }
        const double half = cell.half / 2;
        for (const double dx : {-half, half}) {
            for (const double dy : {-half, half}) {
                look({cell.middle.x + dx, cell.middle.y + dy}, half);
            }
        }
    }
    return best.middle;
}

/// The whole outline again, every vertex of it: thinning may have lied.
double clearance_at(const Rings& rings, Point p) {
    return depth(segments_of(rings, false), p);
}

} // namespace

LabelPoint label_point(const PolygonColumns& polygons, std::size_t feature) {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    const Box all = polygons.box(feature);
    if (all.empty()) {
        return {{none, none}, 0};
    }
    const Rings rings = largest_with_holes(polygons, feature);
    const Point sure = point_inside(rings);
    if (!std::isfinite(sure.x) || !std::isfinite(sure.y)) {
        return {all.center(), 0};
    }
    Box box;
    for (const Point& p : rings[0]) {
        box.add(p);
    }
    const Point found = deepest_point(segments_of(rings, true), box, sure);
    if (const double clearance = clearance_at(rings, found); clearance > 0) {
        return {found, clearance};
    }
    // A sliver's best place may have been lost with the vertices that were left out.
    return {sure, std::max(0.0, clearance_at(rings, sure))};
}

LabelPoint label_point(const Coverage& coverage, std::size_t feature) {
    constexpr double enough_detail = 1.0 / 200; // of the longer side
    const Box box = coverage.box_of_feature(feature);
    const std::size_t level = coverage.level_within(std::max(box.width(), box.height()) * enough_detail);
    PolygonColumns outline;
    append_outline(outline, coverage, feature, level);
    if (level > 0) {
        LabelPoint point = label_point(outline, 0);
        point.clearance -= coverage.levels[level].tolerance_m;
        if (point.clearance > 0) {
            return point;
        }
        outline = {};
        append_outline(outline, coverage, feature);
    }
    return label_point(outline, 0);
}

} // namespace ntm
