#include "made_shapes.hpp"

#include "geo/shape/outline.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace made {
namespace {

void add_ring(ntm::PolygonColumns& to, const Ring& ring) {
    to.points.insert(to.points.end(), ring.begin(), ring.end());
    to.end_ring();
}

/// The vertices between two grid corners, made once and read from either side.
class CrookedEdges {
public:
    CrookedEdges(int bends, double bend_size, std::mt19937& random)
        : m_bends(bends)
        , m_offset(-bend_size, bend_size)
        , m_random(random) {}

    /// From corner a, without corner b.
    void append(Ring& ring, int a, int b, const std::vector<ntm::Point>& corners) {
        auto [found, is_new] = m_edges.try_emplace(std::minmax(a, b));
        Ring& between = found->second;
        if (is_new) {
            const ntm::Point from = corners[static_cast<std::size_t>(std::min(a, b))];
            const ntm::Point to = corners[static_cast<std::size_t>(std::max(a, b))];
            for (int i = 1; i <= m_bends; ++i) {
                const double share = i / (m_bends + 1.0);
                between.push_back({from.x + share * (to.x - from.x) + m_offset(m_random),
                                   from.y + share * (to.y - from.y) + m_offset(m_random)});
            }
        }
        ring.push_back(corners[static_cast<std::size_t>(a)]);
        if (a < b) {
            ring.insert(ring.end(), between.begin(), between.end());
        } else {
            ring.insert(ring.end(), between.rbegin(), between.rend());
        }
    }

private:
    int m_bends;
    std::uniform_real_distribution<double> m_offset;
    std::mt19937& m_random;
    std::map<std::pair<int, int>, Ring> m_edges;
};

} // namespace

ntm::PolygonColumns polygons(std::initializer_list<Feature> features) {
    ntm::PolygonColumns result;
    for (const Feature& feature : features) {
        for (const Ring& ring : feature) {
            add_ring(result, ring);
        }
        result.end_feature();
    }
    return result;
}

Ring rectangle(double x0, double y0, double x1, double y1) {
    return {{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}};
}

Ring reversed(Ring ring) {
    std::reverse(ring.begin(), ring.end());
    return ring;
}

ntm::MapView unit_view(int width_px, int height_px) {
    return {{width_px / 2.0, height_px / 2.0}, 1.0, width_px, height_px};
}

ntm::PolygonColumns alone(const ntm::PolygonColumns& coverage, std::size_t feature) {
    ntm::PolygonColumns result;
    ntm::append_feature(result, coverage, feature);
    return result;
}

ntm::PolygonColumns crooked_grid(int columns, int rows, int bends, double side, std::uint32_t seed) {
    std::mt19937 random(seed);
    const double cell = side / std::max(columns, rows);
    std::uniform_real_distribution<double> jitter(-0.25 * cell, 0.25 * cell);
    std::vector<ntm::Point> corners;
    for (int y = 0; y <= rows; ++y) {
        for (int x = 0; x <= columns; ++x) {
            corners.push_back({x * side / columns + jitter(random), y * side / rows + jitter(random)});
        }
    }
    CrookedEdges edges(bends, 0.06 * cell / (bends + 1), random);
    ntm::PolygonColumns result;
    for (int y = 0; y < rows; ++y) {
        for (int x = 0; x < columns; ++x) {
            const int a = y * (columns + 1) + x;
            const int b = a + 1;
            const int c = b + columns + 1;
            const int d = a + columns + 1;
            Ring ring;
            edges.append(ring, a, b, corners);
            edges.append(ring, b, c, corners);
            edges.append(ring, c, d, corners);
            edges.append(ring, d, a, corners);
            if (random() % 2 == 0) {
                std::reverse(ring.begin(), ring.end());
            }
            std::rotate(ring.begin(), ring.begin() + static_cast<std::ptrdiff_t>(random() % ring.size()), ring.end());
            add_ring(result, ring);
            result.end_feature();
        }
    }
    return result;
}

ntm::PolygonColumns patchwork(int cells, int sites, double side, std::uint32_t seed) {
    const ntm::PolygonColumns grid = crooked_grid(cells, cells, 2, side, seed);
    std::mt19937 random(seed + 1);
    std::uniform_real_distribution<double> anywhere(0, side);
    std::vector<ntm::Point> centres;
    for (int i = 0; i < sites; ++i) {
        centres.push_back({anywhere(random), anywhere(random)});
    }
    std::vector<std::uint32_t> group_of;
    for (std::size_t f = 0; f < grid.features(); ++f) {
        const ntm::Point middle = grid.box(f).center();
        const auto distance2 = [middle](ntm::Point p) {
            return (p.x - middle.x) * (p.x - middle.x) + (p.y - middle.y) * (p.y - middle.y);
        };
        const auto nearest = std::min_element(centres.begin(), centres.end(),
                                              [&](ntm::Point p, ntm::Point q) { return distance2(p) < distance2(q); });
        const bool stray = random() % 12 == 0;
        group_of.push_back(stray ? static_cast<std::uint32_t>(random()) % static_cast<std::uint32_t>(sites)
                                 : static_cast<std::uint32_t>(nearest - centres.begin()));
    }
    return ntm::dissolve(grid, group_of, static_cast<std::size_t>(sites));
}

} // namespace made
