#include "geo/planning/outline_relation.hpp"

#include "geo/earth/ring_nesting.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ntm {

namespace {

/// +1 left of a -> b, -1 right, 0 where rounding could turn the answer (Shewchuk's first bound).
int turn_of(Point a, Point b, Point c) {
    const double left = (a.x - c.x) * (b.y - c.y);
    const double right = (a.y - c.y) * (b.x - c.x);
    const double det = left - right;
    constexpr double bound = 3.3306690738754716e-16;
    const double doubt = bound * (std::abs(left) + std::abs(right));
    return det > doubt ? 1 : det < -doubt ? -1 : 0;
}

bool boxes_touch(Point a, Point b, Point c, Point d) {
    return std::min(a.x, b.x) <= std::max(c.x, d.x) && std::min(c.x, d.x) <= std::max(a.x, b.x) &&
           std::min(a.y, b.y) <= std::max(c.y, d.y) && std::min(c.y, d.y) <= std::max(a.y, b.y);
}

/// Two edges from one point: whether they may run along each other.
bool may_overlap(Point shared, Point a, Point b) {
    return turn_of(shared, a, b) == 0 && (a.x - shared.x) * (b.x - shared.x) + (a.y - shared.y) * (b.y - shared.y) > 0;
}

/// Two edges without a common end: whether they may meet.
bool may_meet(Point a, Point b, Point c, Point d) {
    const int c_side = turn_of(a, b, c), d_side = turn_of(a, b, d);
    if (c_side != 0 && c_side == d_side) {
        return false;
    }
    const int a_side = turn_of(c, d, a), b_side = turn_of(c, d, b);
    return a_side == 0 || a_side != b_side;
}

} // namespace

PreparedOutline::PreparedOutline(const PolygonColumns& polygons, std::size_t feature) {
    const auto places = nest_rings(polygons, feature);
    const std::size_t first = polygons.feature_ring[feature];
    m_ring_start.push_back(0);
    for (std::size_t r = 0; r < places.size(); ++r) {
        const auto ring = polygons.ring(first + r);
        const bool counter_clockwise = signed_planar_area(ring) > 0;
        if (counter_clockwise == (places[r].depth % 2 == 0)) {
            m_points.insert(m_points.end(), ring.begin(), ring.end());
        } else {
            m_points.insert(m_points.end(), ring.rbegin(), ring.rend());
        }
        const std::size_t start = m_ring_start.back();
        for (std::size_t i = start; i < m_points.size(); ++i) {
            m_box.add(m_points[i]);
            m_next.push_back(static_cast<std::uint32_t>(i + 1 < m_points.size() ? i + 1 : start));
        }
        m_ring_start.push_back(static_cast<std::uint32_t>(m_points.size()));
    }
    fill_slabs();
}

std::size_t PreparedOutline::slab_of(double y) const {
    const double at = (y - m_box.min_y) * m_slabs_per_y;
    const auto last = static_cast<double>(m_slab_begin.size() - 2);
    return static_cast<std::size_t>(at > 0 ? std::min(at, last) : 0.0);
}

void PreparedOutline::fill_slabs() {
    const std::size_t slabs = std::clamp<std::size_t>(m_points.size() / 4, 1, 4096);
    m_slabs_per_y = m_box.height() > 0 ? static_cast<double>(slabs) / m_box.height() : 0;
    m_slab_begin.assign(slabs + 1, 0);
    const auto each_slab = [&](std::size_t edge, auto&& visit) {
        const double y0 = m_points[edge].y, y1 = m_points[m_next[edge]].y;
        const std::size_t last = slab_of(std::max(y0, y1));
        for (std::size_t slab = slab_of(std::min(y0, y1)); slab <= last; ++slab) {
            visit(slab);
        }
    };
    for (std::size_t edge = 0; edge < m_points.size(); ++edge) {
        each_slab(edge, [&](std::size_t slab) { ++m_slab_begin[slab + 1]; });
    }
    for (std::size_t slab = 0; slab < slabs; ++slab) {
        m_slab_begin[slab + 1] += m_slab_begin[slab];
    }
    m_slab_edge.resize(m_slab_begin.back());
    std::vector<std::uint32_t> at(m_slab_begin.begin(), m_slab_begin.end() - 1);
    for (std::size_t edge = 0; edge < m_points.size(); ++edge) {
        each_slab(edge, [&](std::size_t slab) { m_slab_edge[at[slab]++] = static_cast<std::uint32_t>(edge); });
    }
}

bool PreparedOutline::lies_on_border(Point point) const {
    const double reach =
        std::max({std::abs(m_box.min_x), std::abs(m_box.max_x), std::abs(m_box.min_y), std::abs(m_box.max_y)}) * 4 *
        std::numeric_limits<double>::epsilon();
    const Point west{point.x - reach, point.y - reach}, east{point.x + reach, point.y + reach};
    for (std::size_t slab = slab_of(west.y); slab <= slab_of(east.y); ++slab) {
        for (std::uint32_t at = m_slab_begin[slab]; at < m_slab_begin[slab + 1]; ++at) {
            const Point a = m_points[m_slab_edge[at]], b = m_points[m_next[m_slab_edge[at]]];
            if (boxes_touch(a, b, west, east) &&
                std::abs((a.x - point.x) * (b.y - point.y) - (a.y - point.y) * (b.x - point.x)) <=
                    reach * (std::abs(b.x - a.x) + std::abs(b.y - a.y))) {
                return true;
            }
        }
    }
    return false;
}

PreparedOutline::Side PreparedOutline::side_of(Point point) const {
    if (point.x < m_box.min_x || point.x > m_box.max_x || point.y < m_box.min_y || point.y > m_box.max_y) {
        return Side::outside;
    }
    if (lies_on_border(point)) {
        return Side::unsure;
    }
    bool inside = false;
    const std::size_t slab = slab_of(point.y);
    for (std::uint32_t at = m_slab_begin[slab]; at < m_slab_begin[slab + 1]; ++at) {
        const Point a = m_points[m_slab_edge[at]], b = m_points[m_next[m_slab_edge[at]]];
        if ((a.y <= point.y) == (b.y <= point.y)) {
            continue;
        }
        const int turn = turn_of(a, b, point);
        if (turn == 0) {
            return Side::unsure;
        }
        // Left of an edge that runs up, right of one that runs down: the edge lies east of the point.
        if ((turn > 0) == (b.y > a.y)) {
            inside = !inside;
        }
    }
    return inside ? Side::inside : Side::outside;
}

bool PreparedOutline::tell_sides(const PreparedOutline& other, const std::vector<std::uint8_t>& edge_shared,
                                 const std::vector<std::uint8_t>& vertex_met, bool& inside, bool& outside) const {
    for (std::size_t ring = 0; ring + 1 < m_ring_start.size(); ++ring) {
        // Between two places where the borders meet a border stays on one side: one point tells.
        bool told = false;
        for (std::size_t edge = m_ring_start[ring]; edge < m_ring_start[ring + 1]; ++edge) {
            if (edge_shared[edge] != 0) {
                told = true;
                continue;
            }
            const bool starts_part = vertex_met[edge] != 0;
            const bool last_chance = !told && edge + 1 == m_ring_start[ring + 1];
            if (!starts_part && !last_chance) {
                continue;
            }
            told = true;
            const Point a = m_points[edge], b = m_points[m_next[edge]];
            const Side side = other.side_of({(a.x + b.x) / 2, (a.y + b.y) / 2});
            if (side == Side::unsure) {
                return false;
            }
            (side == Side::inside ? inside : outside) = true;
        }
    }
    return true;
}

Relation PreparedOutline::relation(const PreparedOutline& a, const PreparedOutline& b) {
    if (a.m_points.empty() || b.m_points.empty() || !a.m_box.overlaps(b.m_box)) {
        return Relation::apart;
    }
    std::vector<std::uint8_t> a_shared(a.m_points.size()), a_met(a.m_points.size());
    std::vector<std::uint8_t> b_shared(b.m_points.size()), b_met(b.m_points.size());
    bool same_way = false, other_way = false;
    for (std::size_t edge = 0; edge < b.m_points.size(); ++edge) {
        const std::size_t edge_to = b.m_next[edge];
        const Point p = b.m_points[edge], q = b.m_points[edge_to];
        if (!boxes_touch(p, q, {a.m_box.min_x, a.m_box.min_y}, {a.m_box.max_x, a.m_box.max_y})) {
            continue;
        }
        const std::size_t last = a.slab_of(std::max(p.y, q.y));
        for (std::size_t slab = a.slab_of(std::min(p.y, q.y)); slab <= last; ++slab) {
            for (std::uint32_t at = a.m_slab_begin[slab]; at < a.m_slab_begin[slab + 1]; ++at) {
                const std::size_t with = a.m_slab_edge[at], with_to = a.m_next[with];
                const Point r = a.m_points[with], s = a.m_points[with_to];
                if (!boxes_touch(p, q, r, s)) {
                    continue;
                }
                const bool pr = p == r, ps = p == s, qr = q == r, qs = q == s;
                b_met[edge] |= static_cast<std::uint8_t>(pr || ps);
                b_met[edge_to] |= static_cast<std::uint8_t>(qr || qs);
                a_met[with] |= static_cast<std::uint8_t>(pr || qr);
                a_met[with_to] |= static_cast<std::uint8_t>(ps || qs);
                if ((pr && qs) || (ps && qr)) {
                    (pr && qs ? same_way : other_way) = true;
                    a_shared[with] = b_shared[edge] = 1;
                } else if (pr   ? may_overlap(p, q, s)
                           : ps ? may_overlap(p, q, r)
                           : qr ? may_overlap(q, p, s)
                           : qs ? may_overlap(q, p, r)
                                : may_meet(p, q, r, s)) {
                    return Relation::crossing;
                }
            }
        }
    }
    bool a_in = false, a_out = false, b_in = false, b_out = false;
    if (!b.tell_sides(a, b_shared, b_met, b_in, b_out) || !a.tell_sides(b, a_shared, a_met, a_in, a_out)) {
        return Relation::crossing;
    }
    if (!a_in && !b_in && !same_way) {
        return Relation::apart;
    }
    if (other_way || (b_in && a_in)) {
        return Relation::crossing;
    }
    if (!a_in && !b_out) {
        return !b_in && !a_out ? Relation::same : Relation::inside;
    }
    return !b_in && !a_out ? Relation::around : Relation::crossing;
}

} // namespace ntm
