#include "geo/shape/ring_math.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ntm {
namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// Where the edge meets height y; the same bits in both directions. Only for edges that cross the height.
double x_at(Point a, Point b, double y) {
    if (a.y > b.y) {
        std::swap(a, b);
    }
    return std::clamp(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x), std::min(a.x, b.x), std::max(a.x, b.x));
}

Box box_of(std::span<const Point> ring) {
    Box box;
    for (const Point& p : ring) {
        box.add(p);
    }
    return box;
}

/// The middle of the widest piece inside at height y, and how wide it is.
struct Piece {
    Point middle{not_a_number, not_a_number};
    double width = 0;
};
Piece widest_piece(std::span<const std::span<const Point>> rings, double y, std::vector<double>& crossings) {
    crossings.clear();
    for (const std::span<const Point> ring : rings) {
        for (std::size_t i = 0, before = ring.size() - 1; i < ring.size(); before = i++) {
            if ((ring[before].y > y) != (ring[i].y > y)) {
                crossings.push_back(x_at(ring[before], ring[i], y));
            }
        }
    }
    std::sort(crossings.begin(), crossings.end());
    Piece best;
    for (std::size_t i = 0; i + 1 < crossings.size(); i += 2) {
        const double width = crossings[i + 1] - crossings[i];
        if (width > best.width) {
            best = {{crossings[i] + width / 2, y}, width};
        }
    }
    return best;
}

} // namespace

bool ring_contains(std::span<const Point> ring, Point point) {
    bool inside = false;
    for (std::size_t i = 0, before = ring.size() - 1; i < ring.size(); before = i++) {
        const Point a = ring[before];
        const Point b = ring[i];
        if ((a.y > point.y) != (b.y > point.y)) {
            inside ^= x_at(a, b, point.y) <= point.x;
        }
    }
    return inside;
}

double ring_area(std::span<const Point> ring) {
    double twice = 0;
    for (std::size_t i = 2; i < ring.size(); ++i) {
        const Point o = ring[0];
        twice += (ring[i - 1].x - o.x) * (ring[i].y - o.y) - (ring[i].x - o.x) * (ring[i - 1].y - o.y);
    }
    return std::abs(twice) / 2;
}

Point point_inside(std::span<const std::span<const Point>> rings) {
    Box box;
    for (const std::span<const Point> ring : rings) {
        box.add(box_of(ring));
    }
    // Several heights, none of them round: a vertex or a level edge at one of them makes that piece poor, not wrong.
    std::vector<double> crossings;
    Piece best;
    for (const double share : {0.4871, 0.3127, 0.6713, 0.1219, 0.8783, 0.0511, 0.9507}) {
        if (best.width > 0 && share < 0.3) {
            break;
        }
        const Piece piece = widest_piece(rings, box.min_y + share * box.height(), crossings);
        best = piece.width > best.width ? piece : best;
    }
    return best.middle;
}

std::vector<RingFacts> ring_facts(const PolygonColumns& polygons, std::size_t feature) {
    std::vector<RingFacts> facts;
    const std::size_t first = polygons.feature_ring[feature];
    const std::size_t end = polygons.feature_ring[feature + 1];
    facts.reserve(end - first);
    for (std::size_t r = first; r < end; ++r) {
        const std::span<const Point> ring = polygons.ring(r);
        RingFacts one{r, ring_area(ring), box_of(ring), {not_a_number, not_a_number}};
        if (end - first > 1) {
            one.inside = point_inside(std::span(&ring, 1));
        }
        facts.push_back(one);
    }
    return facts;
}

bool encloses(const PolygonColumns& polygons, const RingFacts& outer, const RingFacts& inner) {
    // Of two rings with the same area at most one can be in the other only if they are the same ring twice: then the
    // earlier counts as the outer one, and even-odd makes nothing of the pair.
    const bool larger = outer.area > inner.area || (outer.area == inner.area && outer.ring < inner.ring);
    return larger && outer.box.min_x <= inner.box.min_x && outer.box.min_y <= inner.box.min_y &&
           outer.box.max_x >= inner.box.max_x && outer.box.max_y >= inner.box.max_y &&
           ring_contains(polygons.ring(outer.ring), inner.inside);
}

} // namespace ntm
