#include "geo/shape/crossings.hpp"

#include <algorithm>
#include <cmath>
#include <mutex>

namespace ntm {
namespace {

bool apart(GridPoint a, GridPoint b, GridPoint c, GridPoint d) {
    return std::max(a.x, b.x) < std::min(c.x, d.x) || std::max(c.x, d.x) < std::min(a.x, b.x) ||
           std::max(a.y, b.y) < std::min(c.y, d.y) || std::max(c.y, d.y) < std::min(a.y, b.y);
}

struct Edge {
    GridPoint a, b;
    [[nodiscard]] std::int32_t west() const { return std::min(a.x, b.x); }
    [[nodiscard]] std::int32_t east() const { return std::max(a.x, b.x); }
};

GridBox box_of(std::span<const GridPoint> chain) {
    GridBox box;
    for (const GridPoint& p : chain) {
        box.add(p);
    }
    return box;
}

void add_edges_in(const GridBox& box, std::span<const GridPoint> chain, std::vector<Edge>& edges) {
    for (std::size_t i = 1; i < chain.size(); ++i) {
        if (!apart(chain[i - 1], chain[i], {box.min_x, box.min_y}, {box.max_x, box.max_y})) {
            edges.push_back({chain[i - 1], chain[i]});
        }
    }
}

/// Edges of many arcs in the cells of a band of rows, and the pairs among them that cross.
class CrossingBand {
public:
    CrossingBand(std::span<const std::uint32_t> arc_point, std::span<const GridPoint> points,
                 std::span<const GridBox> arc_box, const GridBox& all, double cell, std::size_t columns,
                 std::size_t first_row, std::size_t end_row)
        : m_arc_point(arc_point)
        , m_points(points)
        , m_arc_box(arc_box)
        , m_all(all)
        , m_per_cell(1 / cell)
        , m_columns(columns)
        , m_first_row(first_row)
        , m_end_row(end_row)
        , m_south(all.min_y + std::floor(cell * static_cast<double>(first_row)))
        , m_north(all.min_y + std::ceil(cell * static_cast<double>(end_row)))
        , m_cell_begin((end_row - first_row) * columns + 1, 0) {}

    void find(std::vector<ArcPair>& crossing) {
        for_edges([&](std::uint32_t, std::size_t in_cell) { ++m_cell_begin[in_cell + 1]; });
        for (std::size_t i = 1; i < m_cell_begin.size(); ++i) {
            m_cell_begin[i] += m_cell_begin[i - 1];
        }
        m_edges.resize(m_cell_begin.back());
        std::vector<std::uint32_t> next(m_cell_begin.begin(), m_cell_begin.end() - 1);
        for_edges([&](std::uint32_t edge, std::size_t in_cell) { m_edges[next[in_cell]++] = edge; });
        for (std::size_t c = 0; c + 1 < m_cell_begin.size(); ++c) {
            test_cell({m_edges.data() + m_cell_begin[c], m_edges.data() + m_cell_begin[c + 1]}, crossing);
        }
    }

private:
    /// work(number of the edge's first point, cell) for all cells of the band that an edge may run through.
    template <class Work>
    void for_edges(const Work& work) const {
        for (std::size_t arc = 0; arc + 1 < m_arc_point.size(); ++arc) {
            if (m_arc_box[arc].max_y < m_south || m_arc_box[arc].min_y > m_north) {
                continue;
            }
            for (std::uint32_t i = m_arc_point[arc]; i + 1 < m_arc_point[arc + 1]; ++i) {
                const std::int32_t a = m_points[i].y, b = m_points[i + 1].y;
                if (std::max(a, b) >= m_south && std::min(a, b) <= m_north) {
                    visit_cells(i, work);
                }
            }
        }
    }

    template <class Work>
    void visit_cells(std::uint32_t i, const Work& work) const {
        const double ax = (static_cast<double>(m_points[i].x) - m_all.min_x) * m_per_cell;
        const double ay = (static_cast<double>(m_points[i].y) - m_all.min_y) * m_per_cell;
        const double bx = (static_cast<double>(m_points[i + 1].x) - m_all.min_x) * m_per_cell;
        const double by = (static_cast<double>(m_points[i + 1].y) - m_all.min_y) * m_per_cell;
        const std::size_t south = std::max(m_first_row, static_cast<std::size_t>(std::min(ay, by)));
        const std::size_t north = std::min(m_end_row, static_cast<std::size_t>(std::max(ay, by)) + 1);
        const double across = by != ay ? (bx - ax) / (by - ay) : 0;
        for (std::size_t row = south; row < north; ++row) {
            double west = std::min(ax, bx), east = std::max(ax, bx);
            if (north - south > 1) { // the part of a long edge within this row, and a little more
                const double x0 = ax + (static_cast<double>(row) - ay) * across;
                const double x1 = x0 + across;
                west = std::max(west, std::min(x0, x1) - 0.01);
                east = std::min(east, std::max(x0, x1) + 0.01);
            }
            const std::size_t end = static_cast<std::size_t>(east) + 1;
            for (auto column = static_cast<std::size_t>(west); column < end; ++column) {
                work(i, (row - m_first_row) * m_columns + column);
            }
        }
    }

    /// The boxes of a cell's edges side by side: most pairs are apart, which is asked without a branch.
    struct EdgeBoxes {
        std::vector<std::int32_t> west, east, south, north;
        std::vector<std::uint32_t> near;
        void take(std::size_t edges) {
            for (auto* sides : {&west, &east, &south, &north}) {
                sides->resize(edges);
            }
            near.resize(edges);
        }
    };

    void test_cell(std::span<const std::uint32_t> edges, std::vector<ArcPair>& crossing) {
        if (edges.size() < 2) {
            return;
        }
        EdgeBoxes& box = m_edge_boxes;
        box.take(edges.size());
        for (std::size_t i = 0; i < edges.size(); ++i) {
            const GridPoint a = m_points[edges[i]], b = m_points[edges[i] + 1];
            box.west[i] = std::min(a.x, b.x);
            box.east[i] = std::max(a.x, b.x);
            box.south[i] = std::min(a.y, b.y);
            box.north[i] = std::max(a.y, b.y);
        }
        for (std::size_t i = 0; i < edges.size(); ++i) {
            const std::int32_t west = box.west[i], east = box.east[i], south = box.south[i], north = box.north[i];
            std::size_t found = 0;
            for (std::size_t j = i + 1; j < edges.size(); ++j) {
                box.near[found] = static_cast<std::uint32_t>(j);
                const auto meet =
                    static_cast<unsigned>(box.west[j] <= east) & static_cast<unsigned>(box.east[j] >= west) &
                    static_cast<unsigned>(box.south[j] <= north) & static_cast<unsigned>(box.north[j] >= south);
                found += meet;
            }
            for (std::size_t k = 0; k < found; ++k) {
                test_pair(edges[i], edges[box.near[k]], crossing);
            }
        }
    }

    void test_pair(std::uint32_t e, std::uint32_t f, std::vector<ArcPair>& crossing) const {
        if (edges_clash(m_points[e], m_points[e + 1], m_points[f], m_points[f + 1])) {
            const auto [low, high] = std::minmax({arc_at(e), arc_at(f)});
            crossing.emplace_back(low, high);
        }
    }

    [[nodiscard]] std::uint32_t arc_at(std::uint32_t point) const {
        const auto after = std::upper_bound(m_arc_point.begin(), m_arc_point.end(), point);
        return static_cast<std::uint32_t>(after - m_arc_point.begin() - 1);
    }

    std::span<const std::uint32_t> m_arc_point;
    std::span<const GridPoint> m_points;
    std::span<const GridBox> m_arc_box;
    GridBox m_all;
    double m_per_cell;
    std::size_t m_columns, m_first_row, m_end_row;
    double m_south, m_north;
    std::vector<std::uint32_t> m_cell_begin;
    std::vector<std::uint32_t> m_edges;
    EdgeBoxes m_edge_boxes;
};

} // namespace

int side_of(GridPoint a, GridPoint b, GridPoint p) {
    const std::int64_t abx = std::int64_t{b.x} - a.x, aby = std::int64_t{b.y} - a.y;
    const std::int64_t apx = std::int64_t{p.x} - a.x, apy = std::int64_t{p.y} - a.y;
    constexpr std::int64_t safe = std::int64_t{1} << 31U;
    const auto within = [](std::int64_t v) { return v > -safe && v < safe; };
    if (within(abx) && within(aby) && within(apx) && within(apy)) {
        const std::int64_t first = abx * apy, second = aby * apx;
        return first > second ? 1 : (first < second ? -1 : 0);
    }
    // Edges of more than 2,000 km: the products may not fit; a hair's breadth is not the question there.
    const double cross =
        static_cast<double>(abx) * static_cast<double>(apy) - static_cast<double>(aby) * static_cast<double>(apx);
    return cross > 0 ? 1 : (cross < 0 ? -1 : 0);
}

bool edges_clash(GridPoint a, GridPoint b, GridPoint c, GridPoint d) {
    if ((a == c && b == d) || (a == d && b == c)) {
        return !(a == b);
    }
    return side_of(a, b, c) * side_of(a, b, d) < 0 && side_of(c, d, a) * side_of(c, d, b) < 0;
}

bool chains_cross(std::span<const GridPoint> a, std::span<const GridPoint> b) {
    const bool same = a.data() == b.data() && a.size() == b.size();
    const GridBox box_a = box_of(a), box_b = box_of(b);
    if (!box_a.overlaps(box_b)) {
        return false;
    }
    std::vector<Edge> edges;
    add_edges_in(box_b, a, edges);
    if (!same) {
        add_edges_in(box_a, b, edges);
    }
    std::sort(edges.begin(), edges.end(), [](const Edge& e, const Edge& f) { return e.west() < f.west(); });
    std::vector<Edge> open;
    for (const Edge& edge : edges) {
        std::erase_if(open, [&](const Edge& other) { return other.east() < edge.west(); });
        for (const Edge& other : open) {
            if (edges_clash(edge.a, edge.b, other.a, other.b)) {
                return true;
            }
        }
        open.push_back(edge);
    }
    return false;
}

std::vector<ArcPair> crossing_arcs(std::span<const std::uint32_t> arc_point, std::span<const GridPoint> points,
                                   WorkerPool& pool, const Stopper& stopper) {
    std::vector<GridBox> arc_box(arc_point.size() - 1);
    constexpr std::size_t arcs_a_piece = 512;
    pool.run((arc_box.size() + arcs_a_piece - 1) / arcs_a_piece, [&](std::size_t piece) {
        for (std::size_t a = piece * arcs_a_piece; a < std::min(arc_box.size(), (piece + 1) * arcs_a_piece); ++a) {
            arc_box[a] = box_of(points.subspan(arc_point[a], arc_point[a + 1] - arc_point[a]));
        }
    });
    GridBox all;
    for (const GridBox& box : arc_box) {
        all.add(box);
    }
    std::vector<ArcPair> crossing;
    if (all.empty() || points.size() < 4) {
        return crossing;
    }
    const double width = static_cast<double>(all.max_x) - all.min_x + 1;
    const double height = static_cast<double>(all.max_y) - all.min_y + 1;
    // About as many cells as edges; most of a country's box is empty, so the others hold a few each.
    const double cell =
        std::max(std::sqrt(width * height / static_cast<double>(points.size())), std::max(width, height) / 4e6);
    const auto columns = static_cast<std::size_t>(width / cell) + 2;
    const auto rows = static_cast<std::size_t>(height / cell) + 2;
    const std::size_t bands = std::min<std::size_t>(rows, pool.threads() > 1 ? 4UL * pool.threads() : 1);
    std::mutex mutex;
    pool.run(bands, [&](std::size_t band) {
        stopper.check();
        std::vector<ArcPair> found;
        CrossingBand(arc_point, points, arc_box, all, cell, columns, rows * band / bands, rows * (band + 1) / bands)
            .find(found);
        const std::scoped_lock lock(mutex);
        crossing.insert(crossing.end(), found.begin(), found.end());
    });
    std::sort(crossing.begin(), crossing.end());
    crossing.erase(std::unique(crossing.begin(), crossing.end()), crossing.end());
    return crossing;
}

} // namespace ntm
