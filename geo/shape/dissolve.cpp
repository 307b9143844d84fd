#include "geo/shape/outline.hpp"

#include "geo/shape/ring_math.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

namespace ntm {
namespace {

constexpr std::uint32_t nothing = 0xffffffff;

std::uint64_t scrambled(std::uint64_t a, std::uint64_t b) {
    std::uint64_t mixed = (a ^ std::rotl(b, 29)) * 0x9e3779b97f4a7c15U + b;
    mixed = (mixed ^ (mixed >> 32)) * 0xd6e8feb86659fd93U;
    return mixed ^ (mixed >> 32);
}

/// Numbers under keys that live elsewhere: open addressing, at most half full.
class FlatIndex {
public:
    void reset(std::size_t most) {
        const std::size_t size = std::bit_ceil(2 * most + 2);
        m_slots.assign(size, nothing);
        m_mask = size - 1;
    }
    /// The number for which `same(number)` holds, or the place where to write it.
    template <class Same>
    std::uint32_t& find(std::uint64_t hash, const Same& same) {
        std::size_t slot = hash & m_mask;
        while (m_slots[slot] != nothing && !same(m_slots[slot])) {
            slot = (slot + 1) & m_mask;
        }
        return m_slots[slot];
    }

private:
    std::vector<std::uint32_t> m_slots;
    std::size_t m_mask = 0;
};

struct Edge {
    std::uint32_t a, b;
    bool left_over; ///< seen an odd number of times, then not yet in a ring
};

/// Joins the rings of one group at a time; its arrays are used again for the next one.
class GroupJoiner {
public:
    void begin(std::size_t most_points) {
        m_vertices.clear();
        m_edges.clear();
        m_vertex_index.reset(most_points);
        m_edge_index.reset(most_points);
    }

    void add_ring(std::span<const Point> ring) {
        std::uint32_t before = nothing;
        std::uint32_t first = nothing;
        for (const Point& point : ring) {
            if (!std::isfinite(point.x) || !std::isfinite(point.y)) {
                continue;
            }
            const std::uint32_t vertex = vertex_of(point);
            if (before == nothing) {
                first = vertex;
            } else {
                toggle(before, vertex);
            }
            before = vertex;
        }
        if (first != nothing) {
            toggle(before, first);
        }
    }

    /// Edges from point to point, not closed.
    void add_chain(std::span<const Point> chain) {
        std::uint32_t before = vertex_of(chain[0]);
        for (const Point& point : chain.subspan(1)) {
            const std::uint32_t vertex = vertex_of(point);
            toggle(before, vertex);
            before = vertex;
        }
    }

    /// Links what is left into rings that touch, but neither cross nor visit a vertex twice.
    void link(PolygonColumns& out) {
        std::erase_if(m_edges, [](const Edge& edge) { return !edge.left_over; });
        list_edges_of_vertices();
        m_place_on_path.assign(m_vertices.size(), nothing);
        for (std::uint32_t e = 0; e < m_edges.size(); ++e) {
            if (m_edges[e].left_over) {
                walk(e, out);
            }
        }
    }

private:
    std::uint32_t vertex_of(Point point) {
        // Minus zero and zero are one place.
        const Point at{point.x + 0.0, point.y + 0.0};
        const auto hash = scrambled(std::bit_cast<std::uint64_t>(at.x), std::bit_cast<std::uint64_t>(at.y));
        std::uint32_t& slot = m_vertex_index.find(hash, [&](std::uint32_t v) { return m_vertices[v] == at; });
        if (slot == nothing) {
            slot = static_cast<std::uint32_t>(m_vertices.size());
            m_vertices.push_back(at);
        }
        return slot;
    }

    void toggle(std::uint32_t a, std::uint32_t b) {
        if (a == b) {
            return;
        }
        const auto [low, high] = std::minmax(a, b);
        std::uint32_t& slot = m_edge_index.find(scrambled(low, high), [&](std::uint32_t e) {
            return (m_edges[e].a == a && m_edges[e].b == b) || (m_edges[e].a == b && m_edges[e].b == a);
        });
        if (slot == nothing) {
            slot = static_cast<std::uint32_t>(m_edges.size());
            m_edges.push_back({a, b, true});
        } else {
            m_edges[slot].left_over = !m_edges[slot].left_over;
        }
    }

    void list_edges_of_vertices() {
        m_first_of.assign(m_vertices.size() + 2, 0);
        for (const Edge& edge : m_edges) {
            ++m_first_of[edge.a + 2];
            ++m_first_of[edge.b + 2];
        }
        for (std::size_t i = 2; i < m_first_of.size(); ++i) {
            m_first_of[i] += m_first_of[i - 1];
        }
        m_edges_of.resize(2 * m_edges.size());
        for (std::uint32_t e = 0; e < m_edges.size(); ++e) {
            m_edges_of[m_first_of[m_edges[e].a + 1]++] = e;
            m_edges_of[m_first_of[m_edges[e].b + 1]++] = e;
        }
        for (std::uint32_t v = 0; v < m_vertices.size(); ++v) {
            if (m_first_of[v + 1] - m_first_of[v] > 2) {
                sort_around(v);
            }
        }
    }

    [[nodiscard]] std::uint32_t other_end(std::uint32_t edge, std::uint32_t vertex) const {
        return m_edges[edge].a == vertex ? m_edges[edge].b : m_edges[edge].a;
    }

    /// By direction, so that neighbours in the list bound one sector: pairing them never makes rings cross.
    void sort_around(std::uint32_t vertex) {
        const Point o = m_vertices[vertex];
        const auto direction = [&](std::uint32_t edge) {
            const Point end = m_vertices[other_end(edge, vertex)];
            return Point{end.x - o.x, end.y - o.y};
        };
        const auto lower_half = [](Point d) { return d.y < 0 || (d.y == 0 && d.x < 0); };
        std::sort(m_edges_of.begin() + m_first_of[vertex], m_edges_of.begin() + m_first_of[vertex + 1],
                  [&](std::uint32_t e, std::uint32_t f) {
                      const Point d = direction(e);
                      const Point g = direction(f);
                      if (lower_half(d) != lower_half(g)) {
                          return lower_half(g);
                      }
                      const double turn = d.x * g.y - d.y * g.x;
                      return turn != 0 ? turn > 0 : e < f;
                  });
    }

    /// The edge by which a ring that came by `edge` leaves the vertex. Degrees are even: each source ring enters as
    /// often as it leaves, and cancelling takes edges in twos.
    [[nodiscard]] std::uint32_t next_edge(std::uint32_t vertex, std::uint32_t edge) const {
        const std::uint32_t first = m_first_of[vertex];
        std::uint32_t at = first;
        while (m_edges_of[at] != edge) {
            ++at;
        }
        return m_edges_of[first + ((at - first) ^ 1U)];
    }

    void walk(std::uint32_t edge, PolygonColumns& out) {
        m_path.assign(1, m_edges[edge].a);
        m_place_on_path[m_path[0]] = 0;
        while (m_edges[edge].left_over) {
            m_edges[edge].left_over = false;
            const std::uint32_t vertex = other_end(edge, m_path.back());
            if (m_place_on_path[vertex] != nothing) {
                cut_ring(m_place_on_path[vertex], out);
            } else {
                m_place_on_path[vertex] = static_cast<std::uint32_t>(m_path.size());
                m_path.push_back(vertex);
            }
            edge = next_edge(vertex, edge);
        }
        m_place_on_path[m_path[0]] = nothing;
    }

    /// Takes the path from `place` on as a ring; its first vertex stays on the path.
    void cut_ring(std::uint32_t place, PolygonColumns& out) {
        for (std::size_t i = place; i < m_path.size(); ++i) {
            out.points.push_back(m_vertices[m_path[i]]);
            m_place_on_path[m_path[i]] = i == place ? place : nothing;
        }
        out.end_ring();
        m_path.resize(place + 1);
    }

    std::vector<Point> m_vertices;
    std::vector<Edge> m_edges;
    FlatIndex m_vertex_index;
    FlatIndex m_edge_index;
    std::vector<std::uint32_t> m_first_of; ///< edges of vertex v are [m_first_of[v], m_first_of[v + 1]) of m_edges_of
    std::vector<std::uint32_t> m_edges_of;
    std::vector<std::uint32_t> m_path;
    std::vector<std::uint32_t> m_place_on_path;
};

/// The features of each group, in their order: group g has [first[g], first[g + 1]) of `members`.
struct Members {
    std::vector<std::uint32_t> first;
    std::vector<std::uint32_t> members;
};
Members members_of(std::span<const std::uint32_t> group_of, std::size_t features, std::size_t groups) {
    const std::size_t known = std::min(features, group_of.size());
    Members result{std::vector<std::uint32_t>(groups + 2, 0), {}};
    for (std::size_t f = 0; f < known; ++f) {
        if (group_of[f] < groups) {
            ++result.first[group_of[f] + 2];
        }
    }
    for (std::size_t i = 1; i < result.first.size(); ++i) {
        result.first[i] += result.first[i - 1];
    }
    result.members.resize(result.first.back());
    for (std::size_t f = 0; f < known; ++f) {
        if (group_of[f] < groups) {
            result.members[result.first[group_of[f] + 1]++] = static_cast<std::uint32_t>(f);
        }
    }
    return result;
}

} // namespace

PolygonColumns dissolve(const PolygonColumns& polygons, std::span<const std::uint32_t> group_of, std::size_t groups) {
    const Members by_group = members_of(group_of, polygons.features(), groups);
    PolygonColumns out;
    GroupJoiner joiner;
    for (std::size_t g = 0; g < groups; ++g) {
        const std::span<const std::uint32_t> members(by_group.members.data() + by_group.first[g],
                                                     by_group.first[g + 1] - by_group.first[g]);
        std::size_t points = 0;
        for (const std::uint32_t f : members) {
            points += polygons.ring_point[polygons.feature_ring[f + 1]] - polygons.ring_point[polygons.feature_ring[f]];
        }
        joiner.begin(points);
        for (const std::uint32_t f : members) {
            for (std::size_t r = polygons.feature_ring[f]; r < polygons.feature_ring[f + 1]; ++r) {
                joiner.add_ring(polygons.ring(r));
            }
        }
        joiner.link(out);
        out.end_feature();
    }
    return out;
}

PolygonColumns dissolve(const Coverage& coverage, std::span<const std::uint32_t> group_of, std::size_t groups,
                        std::size_t level) {
    const Members by_group = members_of(group_of, coverage.features(), groups);
    const Coverage::Level& detail = coverage.levels[level];
    PolygonColumns out;
    GroupJoiner joiner;
    std::vector<std::uint8_t> times(coverage.arcs(), 0); // how often the group runs along an arc: odd or even
    std::vector<std::uint32_t> touched;
    std::vector<Point> chain;
    for (std::size_t g = 0; g < groups; ++g) {
        touched.clear();
        for (std::size_t m = by_group.first[g]; m < by_group.first[g + 1]; ++m) {
            const std::uint32_t f = by_group.members[m];
            const std::uint32_t end = coverage.ring_use[coverage.feature_ring[f + 1]];
            for (std::uint32_t u = coverage.ring_use[coverage.feature_ring[f]]; u < end; ++u) {
                times[arc_of(coverage.uses[u])] ^= 1U;
                touched.push_back(arc_of(coverage.uses[u]));
            }
        }
        std::size_t points = 0;
        std::erase_if(touched, [&](std::uint32_t arc) { return std::exchange(times[arc], std::uint8_t{0}) == 0; });
        for (const std::uint32_t arc : touched) {
            points += detail.arc(arc).size();
        }
        joiner.begin(points);
        for (const std::uint32_t arc : touched) {
            chain.clear();
            for (const GridPoint& p : detail.arc(arc)) {
                chain.push_back(coverage.grid.metres(p));
            }
            joiner.add_chain(chain);
        }
        joiner.link(out);
        out.end_feature();
    }
    return out;
}

} // namespace ntm
