#include "geo/shape/levels.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace ntm {
namespace {

constexpr float forever = std::numeric_limits<float>::infinity();

/// The least weight first. Weights are not negative, so that they are in the order of their bits: weight and point make
/// one number, and a heap of four branches meets half as many places of memory as one of two.
class WeightHeap {
public:
    static std::uint64_t entry(float weight, std::uint32_t point) {
        return (std::uint64_t{std::bit_cast<std::uint32_t>(weight)} << 32U) | point;
    }
    static float weight(std::uint64_t entry) { return std::bit_cast<float>(static_cast<std::uint32_t>(entry >> 32U)); }
    static std::uint32_t point(std::uint64_t entry) { return static_cast<std::uint32_t>(entry); }

    void clear() { m_entries.clear(); }
    void add_unordered(std::uint64_t entry) { m_entries.push_back(entry); }
    void order() {
        for (std::size_t i = m_entries.size() / branches + 1; i-- > 0;) {
            if (i < m_entries.size()) {
                sink(i, m_entries[i]);
            }
        }
    }
    [[nodiscard]] std::uint64_t least() const { return m_entries.front(); }
    void replace_least(std::uint64_t entry) { sink(0, entry); }
    void take_least() {
        const std::uint64_t last = m_entries.back();
        m_entries.pop_back();
        if (!m_entries.empty()) {
            sink(0, last);
        }
    }
    void add(std::uint64_t entry) {
        std::size_t at = m_entries.size();
        m_entries.push_back(entry);
        while (at > 0 && m_entries[(at - 1) / branches] > entry) {
            m_entries[at] = m_entries[(at - 1) / branches];
            at = (at - 1) / branches;
        }
        m_entries[at] = entry;
    }

private:
    static constexpr std::size_t branches = 4;

    void sink(std::size_t at, std::uint64_t entry) {
        std::uint64_t* const entries = m_entries.data();
        const std::size_t size = m_entries.size();
        for (std::size_t first = at * branches + 1; first < size; first = at * branches + 1) {
            std::size_t least = first;
            const std::size_t end = std::min(first + branches, size);
            for (std::size_t child = first + 1; child < end; ++child) {
                least = entries[child] < entries[least] ? child : least;
            }
            if (entries[least] >= entry) {
                break;
            }
            entries[at] = entries[least];
            at = least;
        }
        entries[at] = entry;
    }

    std::vector<std::uint64_t> m_entries;
};

/// Weighs one arc after the other; its arrays are used again for the next one.
class ArcWeigher {
public:
    void weigh(std::span<const GridPoint> arc, double step_m, std::span<float> weights) {
        const auto n = static_cast<std::uint32_t>(arc.size());
        std::fill(weights.begin(), weights.end(), forever);
        const std::uint32_t kept_inside = arc.front() == arc.back() ? 2 : 0;
        if (n < 3 + kept_inside) {
            return;
        }
        take(arc, step_m);
        m_heap.clear();
        for (std::uint32_t i = 1; i + 1 < n; ++i) {
            m_points[i].weight = weight_of(i);
            m_heap.add_unordered(WeightHeap::entry(m_points[i].weight, i));
        }
        m_heap.order();
        for (std::uint32_t left = n - 2; left > kept_inside;) {
            const std::uint64_t least = m_heap.least();
            const std::uint32_t point = WeightHeap::point(least);
            const Vertex& vertex = m_points[point];
            if (vertex.gone || WeightHeap::weight(least) > vertex.weight) {
                m_heap.take_least();
                continue;
            }
            if (WeightHeap::weight(least) < vertex.weight) { // it has grown heavier since it was entered
                m_heap.replace_least(WeightHeap::entry(vertex.weight, point));
                continue;
            }
            m_heap.take_least();
            weights[point] = vertex.weight;
            take_out(point);
            --left;
        }
    }

private:
    struct Vertex {
        double x, y; ///< metres from the arc's beginning
        std::uint32_t before, after;
        float weight;
        float moved;  ///< how far the edge to the next vertex may be from what it stands for
        float length; ///< of that edge
        bool gone;
    };

    void take(std::span<const GridPoint> arc, double step_m) {
        m_points.resize(arc.size());
        for (std::uint32_t i = 0; i < arc.size(); ++i) {
            m_points[i] = {(static_cast<double>(arc[i].x) - arc[0].x) * step_m,
                           (static_cast<double>(arc[i].y) - arc[0].y) * step_m,
                           i - 1,
                           i + 1,
                           forever,
                           0,
                           0,
                           false};
        }
        for (std::uint32_t i = 0; i + 1 < arc.size(); ++i) {
            m_points[i].length = length(m_points[i], m_points[i + 1]);
        }
    }

    static float length(const Vertex& a, const Vertex& b) {
        const double dx = b.x - a.x, dy = b.y - a.y;
        return static_cast<float>(std::sqrt(dx * dx + dy * dy));
    }

    [[nodiscard]] float weight_of(std::uint32_t i) const {
        const Vertex& p = m_points[i];
        const Vertex& a = m_points[p.before];
        const Vertex& c = m_points[p.after];
        const double ax = a.x - p.x, ay = a.y - p.y, cx = c.x - p.x, cy = c.y - p.y;
        const double bx = c.x - a.x, by = c.y - a.y;
        // Where the triangle leans over an end of its base, the nearest place of the shorter leg is that end.
        const bool leans = ax * bx + ay * by > 0 || cx * bx + cy * by < 0;
        const double legs =
            leans ? std::max(a.length, p.length) : static_cast<double>(a.length) + static_cast<double>(p.length);
        const double reach = legs > 0 ? std::abs(ax * cy - ay * cx) / legs : 0;
        return static_cast<float>(reach) + std::max(a.moved, p.moved);
    }

    void take_out(std::uint32_t i) {
        Vertex& p = m_points[i];
        p.gone = true;
        Vertex& a = m_points[p.before];
        a.moved = p.weight;
        a.after = p.after;
        m_points[p.after].before = p.before;
        a.length = length(a, m_points[p.after]);
        reweigh(p.before);
        reweigh(p.after);
    }

    void reweigh(std::uint32_t i) {
        Vertex& vertex = m_points[i];
        if (i == 0 || i + 1 == m_points.size()) {
            return;
        }
        const float before = vertex.weight;
        vertex.weight = weight_of(i);
        if (vertex.weight < before) {
            m_heap.add(WeightHeap::entry(vertex.weight, i));
        }
    }

    std::vector<Vertex> m_points;
    WeightHeap m_heap;
};

} // namespace

Block<float> point_weights(const ArcColumns& arcs, WorkerPool& pool, const Stopper& stopper) {
    Block<float> weights(arcs.points.size());
    // Pieces of about equal work; a single arc may be a whole coast.
    constexpr std::uint32_t points_a_piece = 20'000;
    std::vector<std::size_t> begin{0};
    for (std::size_t a = 0; a < arcs.arcs(); ++a) {
        if (arcs.arc_point[a + 1] - arcs.arc_point[begin.back()] >= points_a_piece) {
            begin.push_back(a + 1);
        }
    }
    begin.push_back(arcs.arcs());
    pool.run(begin.size() - 1, [&](std::size_t piece) {
        thread_local ArcWeigher weigher;
        stopper.check();
        for (std::size_t a = begin[piece]; a < begin[piece + 1]; ++a) {
            const std::uint32_t first = arcs.arc_point[a];
            weigher.weigh(arcs.arc(a), arcs.grid.step_m,
                          {weights.data() + first, weights.data() + arcs.arc_point[a + 1]});
        }
    });
    return weights;
}

} // namespace ntm
