#include "tools/sample/parcels.hpp"

#include "tools/sample/random.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace ntm::sample {

namespace {

constexpr int deepest = 40;
constexpr int road_depth = 3; ///< the first cuts are roads

/// Directions of cuts: unit vectors with short fractions, so that no library's sine is asked.
constexpr std::array<Point, 8> directions{
    {{1, 0}, {0.96, 0.28}, {0.8, 0.6}, {0.6, 0.8}, {0, 1}, {-0.28, 0.96}, {-0.6, 0.8}, {-0.8, 0.6}}};

} // namespace

ParcelCutter::Edge ParcelCutter::edge_of(Point a, Point b) {
    const std::pair<double, double> p{a.x, a.y}, q{b.x, b.y};
    return p < q ? Edge{p, q} : Edge{q, p};
}

double ParcelCutter::area_m2(const std::vector<Point>& ring) const {
    double twice = 0;
    for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
        twice += (ring[i].x - ring[0].x) * (ring[i + 1].y - ring[0].y) -
                 (ring[i + 1].x - ring[0].x) * (ring[i].y - ring[0].y);
    }
    return std::abs(twice) / 2 * m_scale.x_m * m_scale.y_m;
}

void ParcelCutter::split(const std::vector<Point>& unsettled, Point normal, double offset,
                         std::vector<std::vector<Point>>& left, std::vector<std::vector<Point>>& right) {
    // The other side of an edge may have cut it already.
    std::vector<Point> ring = unsettled;
    settle(ring);
    const auto side = [&](Point p) { return p.x * m_scale.x_m * normal.x + p.y * m_scale.y_m * normal.y - offset; };
    const auto along = [&](Point p) { return -p.x * m_scale.x_m * normal.y + p.y * m_scale.y_m * normal.x; };
    struct Stop {
        Point at;
        std::size_t with = SIZE_MAX; ///< the crossing at the other end of the cut; for corners none
        double side = 0;
    };
    std::vector<Stop> walk;
    std::vector<std::size_t> crossings;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Point a = ring[i], b = ring[(i + 1) % ring.size()];
        const double from = side(a), to = side(b);
        walk.push_back({a, SIZE_MAX, from});
        if ((from >= 0) != (to >= 0)) {
            const double share = from / (from - to);
            const Point at{a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share};
            m_split.emplace(edge_of(a, b), at);
            crossings.push_back(walk.size());
            walk.push_back({at, SIZE_MAX, 0});
        }
    }
    std::sort(crossings.begin(), crossings.end(),
              [&](std::size_t a, std::size_t b) { return along(walk[a].at) < along(walk[b].at); });
    for (std::size_t i = 0; i + 1 < crossings.size(); i += 2) {
        walk[crossings[i]].with = crossings[i + 1];
        walk[crossings[i + 1]].with = crossings[i];
    }
    std::vector<bool> done(walk.size());
    for (std::size_t start = 0; start < walk.size(); ++start) {
        if (done[start] || walk[start].with != SIZE_MAX) {
            continue;
        }
        const bool is_left = walk[start].side >= 0;
        std::vector<Point> piece;
        std::size_t at = start;
        do {
            piece.push_back(walk[at].at);
            if (walk[at].with == SIZE_MAX) {
                done[at] = true;
                at = (at + 1) % walk.size();
            } else {
                at = walk[at].with;
                piece.push_back(walk[at].at);
                at = (at + 1) % walk.size();
            }
        } while (at != start && piece.size() <= 2 * walk.size());
        if (piece.size() >= 3) {
            (is_left ? left : right).push_back(std::move(piece));
        }
    }
}

void ParcelCutter::cut_deeper(std::vector<Point> ring, int depth, std::uint64_t seed, std::vector<Parcel>& into) {
    const double own_m2 = area_m2(ring);
    const double enough_m2 = m_parcel_m2 * (0.7 + 0.9 * unit_of(hash(seed, 1)));
    if (own_m2 <= enough_m2 || depth >= deepest) {
        into.push_back({std::move(ring), false});
        return;
    }
    // Across the longest extent, not far from the middle.
    Point best = directions[0];
    double longest = -1, low = 0;
    for (const Point direction : directions) {
        double least = 1e300, most = -1e300;
        for (const Point p : ring) {
            const double d = p.x * m_scale.x_m * direction.x + p.y * m_scale.y_m * direction.y;
            least = std::min(least, d);
            most = std::max(most, d);
        }
        if (most - least > longest * 1.02) {
            longest = most - least;
            low = least;
            best = direction;
        }
    }
    const double middle = low + longest * (0.4 + 0.2 * unit_of(hash(seed, 2)));
    const bool road = m_road_m > 0 && depth < road_depth && longest > 20 * m_road_m;
    std::vector<std::vector<Point>> left, right, strip, beyond;
    split(ring, best, middle, left, right);
    if (road) {
        std::vector<std::vector<Point>> wide = std::move(left);
        left.clear();
        for (const auto& piece : wide) {
            split(piece, best, middle + m_road_m, left, strip);
        }
    }
    std::uint64_t number = 10;
    for (auto* side : {&left, &right}) {
        for (auto& piece : *side) {
            cut_deeper(std::move(piece), depth + 1, hash(seed, ++number), into);
        }
    }
    for (auto& piece : strip) {
        into.push_back({std::move(piece), true});
    }
}

void ParcelCutter::cut(const std::vector<Point>& ring, std::vector<Parcel>& into) {
    cut_deeper(ring, 0, hash(m_seed, into.size()), into);
}

void ParcelCutter::add_corners(Point a, Point b, std::vector<Point>& into) const {
    const auto found = m_split.find(edge_of(a, b));
    if (found == m_split.end() || found->second == a || found->second == b) {
        return;
    }
    add_corners(a, found->second, into);
    into.push_back(found->second);
    add_corners(found->second, b, into);
}

void ParcelCutter::settle(std::vector<Point>& ring) const {
    std::vector<Point> settled;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        settled.push_back(ring[i]);
        add_corners(ring[i], ring[(i + 1) % ring.size()], settled);
    }
    ring = std::move(settled);
}

} // namespace ntm::sample
