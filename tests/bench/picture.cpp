#include "tests/bench/picture.hpp"

#include "tests/bench/measure.hpp"

#include <cmath>

namespace ntm::bench {

double redraw_floor_ms(const Coverage& coverage, const MapView& view) {
    const Box box = view.box_metres();
    const Coverage::Level& level = coverage.levels[level_for(coverage, view.metres_per_px)];
    std::size_t points = 0;
    for (std::size_t arc = 0; arc < coverage.arcs(); ++arc) {
        points += coverage.grid.metres(coverage.arc_box[arc]).overlaps(box) ? level.arc(arc).size() : 0;
    }
    return floor_ms(points * sizeof(GridPoint) + picture_px * sizeof(std::uint32_t),
                    picture_px * (sizeof(std::uint32_t) + sizeof(Rgba)));
}

std::vector<MapView> sixty_moves(const MapView& whole) {
    std::vector<MapView> views;
    MapView view = whole;
    for (int step = 0; step < 60; ++step) {
        const double angle = step * 0.7;
        view.metres_per_px = whole.metres_per_px * std::pow(0.9, step < 30 ? step : 60 - step);
        view.center = {whole.center.x + std::cos(angle) * view.metres_per_px * 300,
                       whole.center.y + std::sin(angle) * view.metres_per_px * 300};
        views.push_back(view);
    }
    return views;
}

} // namespace ntm::bench
