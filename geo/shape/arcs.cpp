#include "geo/shape/arcs.hpp"

#include "geo/shape/snapped_rings.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <optional>
#include <utility>

namespace ntm {
namespace {

constexpr std::uint32_t nothing = 0xffffffff;

/// Numbers under 64-bit keys: open addressing, at most half full.
class KeyTable {
public:
    explicit KeyTable(std::size_t most)
        : m_entries(std::bit_ceil(2 * most + 2), {~std::uint64_t{0}, nothing}) {}

    /// The number under the key, or the place where to write it.
    std::uint32_t& at(std::uint64_t key) {
        std::size_t slot = ((key * 0x9e3779b97f4a7c15U) >> 20U) & (m_entries.size() - 1);
        while (m_entries[slot].second != nothing && m_entries[slot].first != key) {
            slot = (slot + 1) & (m_entries.size() - 1);
        }
        m_entries[slot].first = key;
        return m_entries[slot].second;
    }

private:
    std::vector<std::pair<std::uint64_t, std::uint32_t>> m_entries;
};

/// Where in the rings an arc was met first.
struct ArcSource {
    std::size_t ring;
    std::size_t begin; ///< place of its first point, counted within the ring
    std::size_t edges;
};

/// Cuts rings at junctions and finds the pieces that were met before.
class ArcFinder {
public:
    ArcFinder(const SnappedRings& rings, const VertexTable& vertices, std::size_t most_arcs)
        : m_rings(rings)
        , m_vertices(vertices)
        , m_known(2 * most_arcs) {}

    void cut(std::size_t ring, std::span<const std::uint32_t> junctions, ArcColumns& out) {
        const std::size_t length = m_rings.length(ring);
        if (length == 0) {
            return;
        }
        if (junctions.empty()) {
            // Nothing but itself or a copy: begun at its least vertex, whatever the source begins with.
            const auto points = m_rings.ring(ring);
            const auto least = std::min_element(points.begin(), points.end(), [](GridPoint a, GridPoint b) {
                return std::pair(a.x, a.y) < std::pair(b.x, b.y);
            });
            add({ring, static_cast<std::size_t>(least - points.begin()), length}, out);
            return;
        }
        for (std::size_t i = 0; i < junctions.size(); ++i) {
            const std::size_t next = i + 1 < junctions.size() ? junctions[i + 1] : junctions[0] + length;
            add({ring, junctions[i], next - junctions[i]}, out);
        }
    }

    [[nodiscard]] const std::vector<ArcSource>& sources() const { return m_sources; }

private:
    [[nodiscard]] std::size_t place(const ArcSource& arc, std::size_t i) const {
        const std::size_t length = m_rings.length(arc.ring);
        return m_rings.first(arc.ring) + (arc.begin + i) % length;
    }
    [[nodiscard]] std::uint32_t vertex(const ArcSource& arc, std::size_t i) const {
        return m_vertices.vertex(place(arc, i));
    }

    /// An inner vertex belongs to one arc alone; an arc without one is known by its two ends.
    void add(const ArcSource& arc, ArcColumns& out) {
        const bool has_inner = arc.edges > 1;
        const auto [low, high] = std::minmax({vertex(arc, 0), vertex(arc, arc.edges)}); // by value
        const auto inner_key = [](std::uint32_t v) { return (std::uint64_t{nothing} << 32U) | v; };
        const std::uint64_t key =
            has_inner ? inner_key(vertex(arc, 1)) : (std::uint64_t{low} << 32U) | std::uint64_t{high};
        std::uint32_t& known = m_known.at(key);
        if (known != nothing) {
            if (const std::optional<bool> reversed = runs_reversed(arc, m_sources[known])) {
                out.uses.push_back(known * 2 + (*reversed ? 1 : 0));
                return;
            }
        }
        const auto number = static_cast<std::uint32_t>(m_sources.size());
        known = known == nothing ? number : known;
        if (has_inner) {
            std::uint32_t& last = m_known.at(inner_key(vertex(arc, arc.edges - 1)));
            last = last == nothing ? number : last;
        }
        m_sources.push_back(arc);
        out.uses.push_back(number * 2);
    }

    /// Which way `arc` runs along `other`; nothing where they are not the same line after all (a ring that goes round
    /// twice has the neighbours of one that goes round once).
    [[nodiscard]] std::optional<bool> runs_reversed(const ArcSource& arc, const ArcSource& other) const {
        const std::size_t n = arc.edges;
        if (n != other.edges) {
            return std::nullopt;
        }
        const auto same = [&](std::size_t i, std::size_t j) { return vertex(arc, i) == vertex(other, j); };
        if (same(0, 0) && same(1, 1) && same(n, n)) {
            return false;
        }
        if (same(0, n) && same(1, n - 1) && same(n, 0)) {
            return true;
        }
        return std::nullopt;
    }

    const SnappedRings& m_rings;
    const VertexTable& m_vertices;
    KeyTable m_known;
    std::vector<ArcSource> m_sources;
};

/// Places of the junctions, ring after ring, counted within their ring.
struct Junctions {
    std::vector<std::uint32_t> ring_begin;
    std::vector<std::uint32_t> places;
};
Junctions find_junctions(const SnappedRings& rings, const VertexTable& vertices, WorkerPool& pool) {
    std::vector<std::vector<std::uint32_t>> of_ring(rings.rings());
    rings.for_ring_ranges(pool, [&](std::size_t begin, std::size_t end) {
        for (std::size_t r = begin; r < end; ++r) {
            for (std::size_t i = 0; i < rings.length(r); ++i) {
                if (vertices.junction(rings.first(r) + i)) {
                    of_ring[r].push_back(static_cast<std::uint32_t>(i));
                }
            }
        }
    });
    Junctions all{{0}, {}};
    for (const auto& places : of_ring) {
        all.places.insert(all.places.end(), places.begin(), places.end());
        all.ring_begin.push_back(static_cast<std::uint32_t>(all.places.size()));
    }
    return all;
}

void copy_points(const SnappedRings& rings, const std::vector<ArcSource>& sources, ArcColumns& out, WorkerPool& pool) {
    out.arc_point.reserve(sources.size() + 1);
    for (const ArcSource& arc : sources) {
        out.arc_point.push_back(out.arc_point.back() + static_cast<std::uint32_t>(arc.edges + 1));
    }
    out.points = Block<GridPoint>(out.arc_point.back());
    out.arc_box.resize(sources.size());
    constexpr std::size_t arcs_a_piece = 256;
    pool.run((sources.size() + arcs_a_piece - 1) / arcs_a_piece, [&](std::size_t piece) {
        for (std::size_t a = piece * arcs_a_piece; a < std::min(sources.size(), (piece + 1) * arcs_a_piece); ++a) {
            const ArcSource& arc = sources[a];
            const auto ring = rings.ring(arc.ring);
            GridPoint* to = out.points.data() + out.arc_point[a];
            const std::size_t before_end = std::min(arc.edges + 1, ring.size() - arc.begin);
            to = std::copy_n(ring.begin() + static_cast<std::ptrdiff_t>(arc.begin), before_end, to);
            std::copy_n(ring.begin(), arc.edges + 1 - before_end, to);
            for (const GridPoint& p : out.arc(a)) {
                out.arc_box[a].add(p);
            }
        }
    });
}

void collect_boxes(ArcColumns& out) {
    const std::size_t rings = out.ring_use.size() - 1;
    out.ring_box.resize(rings);
    for (std::size_t r = 0; r < rings; ++r) {
        for (std::uint32_t u = out.ring_use[r]; u < out.ring_use[r + 1]; ++u) {
            out.ring_box[r].add(out.arc_box[arc_of(out.uses[u])]);
        }
    }
    out.feature_box.resize(out.feature_ring.size() - 1);
    for (std::size_t f = 0; f + 1 < out.feature_ring.size(); ++f) {
        for (std::uint32_t r = out.feature_ring[f]; r < out.feature_ring[f + 1]; ++r) {
            out.feature_box[f].add(out.ring_box[r]);
        }
        out.all.add(out.feature_box[f]);
    }
}

/// Twice the area to the left of an arc, about a point: what the arc adds to the shoelace sum of its rings.
double twice_area(std::span<const GridPoint> arc, GridPoint about) {
    double sum = 0;
    double ax = static_cast<double>(arc[0].x) - about.x, ay = static_cast<double>(arc[0].y) - about.y;
    for (const GridPoint& p : arc.subspan(1)) {
        const double bx = static_cast<double>(p.x) - about.x, by = static_cast<double>(p.y) - about.y;
        sum += ax * by - bx * ay;
        ax = bx;
        ay = by;
    }
    return sum;
}

/// Finds on which side of its arcs each ring has its feature: a shell that runs counter-clockwise has it on the left,
/// and each ring of the same feature around it turns that over.
class SideFinder {
public:
    explicit SideFinder(const ArcColumns& arcs)
        : m_arcs(arcs)
        , m_inside_left(arcs.ring_box.size(), 0) {}

    void look_at(std::size_t feature) {
        const std::size_t first = m_arcs.feature_ring[feature], end = m_arcs.feature_ring[feature + 1];
        std::vector<double> area(end - first);
        for (std::size_t r = first; r < end; ++r) {
            area[r - first] = signed_area(r);
        }
        for (std::size_t r = first; r < end; ++r) {
            bool left = area[r - first] > 0;
            for (std::size_t outer = first; outer < end; ++outer) {
                if (outer != r && std::abs(area[outer - first]) > std::abs(area[r - first]) && around(outer, r)) {
                    left = !left;
                }
            }
            m_inside_left[r] = left ? 1 : 0;
        }
    }
    [[nodiscard]] bool inside_left(std::size_t ring) const { return m_inside_left[ring] != 0; }

private:
    [[nodiscard]] std::span<const ArcUse> uses(std::size_t ring) const {
        return {m_arcs.uses.data() + m_arcs.ring_use[ring], m_arcs.uses.data() + m_arcs.ring_use[ring + 1]};
    }

    [[nodiscard]] double signed_area(std::size_t ring) const {
        double sum = 0;
        const GridBox& box = m_arcs.ring_box[ring];
        for (const ArcUse use : uses(ring)) {
            const double part = twice_area(m_arcs.arc(arc_of(use)), {box.min_x, box.min_y});
            sum += is_reversed(use) ? -part : part;
        }
        return sum;
    }

    [[nodiscard]] bool around(std::size_t outer, std::size_t inner) const {
        const GridBox& a = m_arcs.ring_box[outer];
        const GridBox& b = m_arcs.ring_box[inner];
        return a.min_x <= b.min_x && a.min_y <= b.min_y && a.max_x >= b.max_x && a.max_y >= b.max_y &&
               contains(outer, midway(inner));
    }

    /// A place on the inner ring that the outer one, which may touch it at vertices, does not run through: the middle
    /// of its longest edge. In half grid steps.
    [[nodiscard]] std::pair<double, double> midway(std::size_t ring) const {
        double longest = -1;
        std::pair<double, double> middle{0, 0};
        for (const ArcUse use : uses(ring)) {
            const auto arc = m_arcs.arc(arc_of(use));
            for (std::size_t i = 1; i < arc.size(); ++i) {
                const double dx = static_cast<double>(arc[i].x) - arc[i - 1].x;
                const double dy = static_cast<double>(arc[i].y) - arc[i - 1].y;
                if (dx * dx + dy * dy > longest) {
                    longest = dx * dx + dy * dy;
                    middle = {arc[i - 1].x + dx / 2, arc[i - 1].y + dy / 2};
                }
            }
        }
        return middle;
    }

    [[nodiscard]] bool contains(std::size_t ring, std::pair<double, double> at) const {
        const auto [x, y] = at;
        bool inside = false;
        for (const ArcUse use : uses(ring)) {
            const GridBox& box = m_arcs.arc_box[arc_of(use)];
            if (box.min_y > y || box.max_y < y) {
                continue;
            }
            const auto arc = m_arcs.arc(arc_of(use));
            for (std::size_t i = 1; i < arc.size(); ++i) {
                GridPoint a = arc[i - 1], b = arc[i];
                if ((a.y > y) == (b.y > y)) {
                    continue;
                }
                if (a.y > b.y) {
                    std::swap(a, b);
                }
                inside ^= a.x + (y - a.y) / (static_cast<double>(b.y) - a.y) * (static_cast<double>(b.x) - a.x) <= x;
            }
        }
        return inside;
    }

    const ArcColumns& m_arcs;
    std::vector<std::uint8_t> m_inside_left;
};

void find_sides(ArcColumns& out, WorkerPool& pool) {
    SideFinder finder(out);
    const std::size_t features = out.feature_ring.size() - 1;
    constexpr std::size_t features_a_piece = 16;
    pool.run((features + features_a_piece - 1) / features_a_piece, [&](std::size_t piece) {
        for (std::size_t f = piece * features_a_piece; f < std::min(features, (piece + 1) * features_a_piece); ++f) {
            finder.look_at(f);
        }
    });
    out.left.assign(out.arcs(), no_feature);
    out.right.assign(out.arcs(), no_feature);
    for (std::size_t f = 0; f < features; ++f) {
        for (std::uint32_t r = out.feature_ring[f]; r < out.feature_ring[f + 1]; ++r) {
            for (std::uint32_t u = out.ring_use[r]; u < out.ring_use[r + 1]; ++u) {
                const bool left = finder.inside_left(r) != is_reversed(out.uses[u]);
                (left ? out.left : out.right)[arc_of(out.uses[u])] = static_cast<std::uint32_t>(f);
            }
        }
    }
}

} // namespace

ArcColumns build_arcs(const PolygonColumns& polygons, WorkerPool& pool, const Stopper& stopper) {
    const SnappedRings rings(polygons, pool, stopper);
    ArcColumns out;
    out.grid = rings.grid();
    out.source_points = polygons.points.size();
    out.feature_ring = polygons.feature_ring;
    {
        const VertexTable vertices(rings, pool);
        const Junctions junctions = find_junctions(rings, vertices, pool);
        ArcFinder finder(rings, vertices, junctions.places.size() + rings.rings());
        out.ring_use.reserve(rings.rings() + 1);
        for (std::size_t r = 0; r < rings.rings(); ++r) {
            finder.cut(r,
                       std::span(junctions.places.data() + junctions.ring_begin[r],
                                 junctions.places.data() + junctions.ring_begin[r + 1]),
                       out);
            out.ring_use.push_back(static_cast<std::uint32_t>(out.uses.size()));
        }
        stopper.check();
        copy_points(rings, finder.sources(), out, pool);
    }
    stopper.check();
    collect_boxes(out);
    find_sides(out, pool);
    return out;
}

} // namespace ntm
