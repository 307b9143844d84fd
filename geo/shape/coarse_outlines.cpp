#include "geo/shape/coarse_outlines.hpp"

#include <algorithm>
#include <cmath>

namespace ntm {
namespace {

constexpr double least_cells_a_ring = 3; ///< along its longer side
constexpr int most_halvings = 12;        ///< of the cells, until a ring keeps an area
constexpr std::size_t points_a_piece = 200'000;

/// Some features of polygons, each ring with the points that its cells tell apart.
class Thinner {
public:
    explicit Thinner(double cell)
        : m_cell(cell) {}

    void add_ring(std::span<const Point> ring, PolygonColumns& out) const {
        Box box;
        for (const Point& p : ring) {
            box.min_x = std::min(box.min_x, p.x);
            box.max_x = std::max(box.max_x, p.x);
            box.min_y = std::min(box.min_y, p.y);
            box.max_y = std::max(box.max_y, p.y);
        }
        const double longer = std::max(box.width(), box.height());
        const std::size_t begin = out.points.size();
        // Halves, so that neighbours of about one size still share their cells.
        double cell = m_cell;
        for (int halvings = 0; halvings < most_halvings; ++halvings, cell /= 2) {
            if (longer < least_cells_a_ring * cell) {
                continue;
            }
            if (!(longer < 1e6 * cell)) {
                break; // too fine to be counted
            }
            add_cells(ring, cell, box, out.points);
            if (has_area(std::span(out.points).subspan(begin))) {
                break;
            }
            out.points.resize(begin);
        }
        if (out.points.size() == begin) {
            out.points.insert(out.points.end(), ring.begin(), ring.end());
        }
        out.end_ring();
    }

private:
    static void add_cells(std::span<const Point> ring, double cell, const Box& box, std::vector<Point>& out) {
        const std::size_t begin = out.size();
        const double per_cell = 1 / cell;
        // Whole cells of the plane, counted from a corner of the ring's own box: small numbers, all positive.
        const double west = std::floor(box.min_x * per_cell), south = std::floor(box.min_y * per_cell);
        std::int32_t column = -1, row = -1;
        for (const Point& p : ring) {
            const auto next_column = static_cast<std::int32_t>(std::max(0.0, p.x * per_cell - west));
            const auto next_row = static_cast<std::int32_t>(std::max(0.0, p.y * per_cell - south));
            if (next_column != column || next_row != row) {
                column = next_column;
                row = next_row;
                out.push_back({(west + column + 0.5) * cell, (south + row + 0.5) * cell});
            }
        }
        while (out.size() - begin > 1 && out.back() == out[begin]) {
            out.pop_back();
        }
    }

    static bool has_area(std::span<const Point> ring) {
        double twice = 0;
        for (std::size_t i = 2; i < ring.size(); ++i) {
            twice += (ring[i - 1].x - ring[0].x) * (ring[i].y - ring[0].y) -
                     (ring[i].x - ring[0].x) * (ring[i - 1].y - ring[0].y);
        }
        return std::abs(twice) > 0;
    }

    double m_cell;
};

} // namespace

PolygonColumns coarse_outlines(const PolygonColumns& polygons, double cell, WorkerPool& pool) {
    std::vector<std::size_t> first_feature{0};
    for (std::size_t f = 0; f < polygons.features(); ++f) {
        const auto points_to = [&](std::size_t feature) { return polygons.ring_point[polygons.feature_ring[feature]]; };
        if (points_to(f + 1) - points_to(first_feature.back()) >= points_a_piece) {
            first_feature.push_back(f + 1);
        }
    }
    first_feature.push_back(polygons.features());
    std::vector<PolygonColumns> pieces(first_feature.size() - 1);
    const Thinner thinner(cell);
    pool.run(pieces.size(), [&](std::size_t piece) {
        for (std::size_t f = first_feature[piece]; f < first_feature[piece + 1]; ++f) {
            for (std::size_t r = polygons.feature_ring[f]; r < polygons.feature_ring[f + 1]; ++r) {
                thinner.add_ring(polygons.ring(r), pieces[piece]);
            }
            pieces[piece].end_feature();
        }
    });
    PolygonColumns all;
    for (const PolygonColumns& piece : pieces) {
        const auto points = static_cast<std::uint32_t>(all.points.size());
        const auto rings = static_cast<std::uint32_t>(all.rings());
        all.points.insert(all.points.end(), piece.points.begin(), piece.points.end());
        for (std::size_t r = 1; r < piece.ring_point.size(); ++r) {
            all.ring_point.push_back(points + piece.ring_point[r]);
        }
        for (std::size_t f = 1; f < piece.feature_ring.size(); ++f) {
            all.feature_ring.push_back(rings + piece.feature_ring[f]);
        }
    }
    return all;
}

} // namespace ntm
