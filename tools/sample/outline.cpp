#include "tools/sample/outline.hpp"

#include "tools/sample/noise.hpp"
#include "tools/sample/plane.hpp"
#include "tools/sample/random.hpp"

#include <algorithm>
#include <cmath>

namespace ntm::sample {
namespace {

constexpr double step_m = 250;

std::vector<Point> rough_ring(const std::vector<OutlineCorner>& corners, std::uint64_t seed, bool island) {
    std::vector<Point> ring;
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const auto& corner = corners[i];
        const double roughness = island ? 0.12 : corner.coast ? 0.05 : 0.17;
        append_rough_line(ring, to_plane(corner.lon_lat), to_plane(corners[(i + 1) % corners.size()].lon_lat),
                          roughness, step_m, hash(seed, i));
    }
    return ring;
}

/// Cells whose centre lies inside the ring, by the even-odd rule along each row.
void fill(Grid& grid, const std::vector<Point>& ring, std::uint16_t label) {
    std::vector<double> crossings;
    for (int y = 0; y < grid.height; ++y) {
        const double level = grid.center(0, y).y;
        crossings.clear();
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const Point a = ring[i];
            const Point b = ring[(i + 1) % ring.size()];
            if ((a.y <= level) != (b.y <= level)) {
                crossings.push_back(a.x + (level - a.y) / (b.y - a.y) * (b.x - a.x));
            }
        }
        std::sort(crossings.begin(), crossings.end());
        for (std::size_t c = 0; c + 1 < crossings.size(); c += 2) {
            const auto first = static_cast<int>(std::ceil((crossings[c] - grid.origin.x) / grid.cell_m - 0.5));
            const auto last = static_cast<int>(std::ceil((crossings[c + 1] - grid.origin.x) / grid.cell_m - 0.5));
            for (int x = first; x < last; ++x) {
                grid.label[grid.at(x, y)] = label;
            }
        }
    }
}

Grid grid_around(const std::vector<Point>& ring, const std::vector<Point>& island, double cell_m) {
    Box box;
    for (const auto* points : {&ring, &island}) {
        for (const Point p : *points) {
            box.add(p);
        }
    }
    Grid grid;
    grid.cell_m = cell_m;
    grid.origin = {(std::floor(box.min_x / cell_m) - 2) * cell_m, (std::floor(box.min_y / cell_m) - 2) * cell_m};
    grid.width = static_cast<int>(std::ceil((box.max_x - grid.origin.x) / cell_m)) + 2;
    grid.height = static_cast<int>(std::ceil((box.max_y - grid.origin.y) / cell_m)) + 2;
    grid.label.assign(static_cast<std::size_t>(grid.width) * static_cast<std::size_t>(grid.height), 0);
    return grid;
}

} // namespace

Grid rasterize_outline(const std::vector<OutlineCorner>& outline, double cell_m) {
    std::vector<OutlineCorner> parts[2];
    for (const auto& corner : outline) {
        parts[corner.part == 0 ? 0 : 1].push_back(corner);
    }
    const auto main = rough_ring(parts[0], 101, false);
    const auto island = rough_ring(parts[1], 102, true);
    Grid grid = grid_around(main, island, cell_m);
    fill(grid, main, inside_main);
    fill(grid, island, inside_island);
    return grid;
}

} // namespace ntm::sample
