#include "geo/atlas/label_points.hpp"

#include "geo/shape/coverage_raster.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

namespace ntm {

namespace {

/// Distance of each pixel to the nearest pixel of another group, by two sweeps of the chamfer (3, 4) mask.
std::vector<std::uint16_t> border_distances(const std::vector<std::uint32_t>& group, int width, int height) {
    const auto at = [width](int x, int y) { return static_cast<std::size_t>(y * width + x); };
    std::vector<std::uint16_t> distance(group.size());
    const auto sweep = [&](int x, int y, int step) {
        const std::size_t here = at(x, y);
        int best = x == 0 || y == 0 || x == width - 1 || y == height - 1 ? 3 : 65000;
        const auto look = [&](int dx, int dy, int cost) {
            const int nx = x + dx * step, ny = y + dy * step;
            if (nx < 0 || ny < 0 || nx >= width || ny >= height) {
                return;
            }
            const std::size_t there = at(nx, ny);
            best = std::min(best, group[there] != group[here] ? cost : distance[there] + cost);
        };
        look(-1, 0, 3);
        look(0, -1, 3);
        look(-1, -1, 4);
        look(1, -1, 4);
        distance[here] = static_cast<std::uint16_t>(step > 0 ? best : std::min<int>(best, distance[here]));
    };
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            sweep(x, y, 1);
        }
    }
    for (int y = height - 1; y >= 0; --y) {
        for (int x = width - 1; x >= 0; --x) {
            sweep(x, y, -1);
        }
    }
    return distance;
}

std::vector<LabelPoint> group_points(const IdRaster& ids, const MapView& view, std::span<const std::uint32_t> group_of,
                                     std::size_t groups, std::span<const Box> boxes) {
    std::vector<std::uint32_t> group(ids.ids.size(), no_unit);
    for (std::size_t i = 0; i < group.size(); ++i) {
        if (ids.ids[i] != 0) {
            group[i] = group_of[ids.ids[i] - 1];
        }
    }
    const std::vector<std::uint16_t> distance = border_distances(group, ids.width_px, ids.height_px);
    std::vector<std::uint16_t> best(groups, 0);
    std::vector<LabelPoint> points(groups, no_label_point);
    for (std::size_t i = 0; i < group.size(); ++i) {
        if (group[i] == no_unit || distance[i] <= best[group[i]]) {
            continue;
        }
        best[group[i]] = distance[i];
        const auto width = static_cast<std::size_t>(ids.width_px);
        points[group[i]] = {
            view.to_metres({static_cast<double>(i % width) + 0.5, static_cast<double>(i / width) + 0.5}),
            distance[i] / 3.0 * view.metres_per_px};
    }
    for (std::size_t g = 0; g < groups; ++g) {
        if (best[g] == 0 && !boxes[g].empty()) {
            points[g] = {boxes[g].center(), 0}; // smaller than a pixel of the whole
        }
    }
    return points;
}

} // namespace

void find_label_points(Atlas& atlas) {
    const std::size_t features = atlas.coverage.features();
    auto& own = atlas.label_points[static_cast<std::size_t>(atlas.units.drawn)];
    own.resize(features);
    constexpr std::size_t chunk = 64;
    WorkerPool::shared().run((features + chunk - 1) / chunk, [&](std::size_t c) {
        for (std::size_t f = c * chunk; f < std::min(features, (c + 1) * chunk); ++f) {
            own[f] = label_point(atlas.coverage, f);
        }
    });
    if (atlas.units.drawn == Level::province) {
        return;
    }
    constexpr int size_px = 900;
    const MapView view = fit_view(atlas.main_extent, size_px, size_px, 1);
    IdRaster ids;
    rasterize(atlas.coverage, view, WorkerPool::shared(), ids);
    std::vector<std::size_t> above;
    for (const Level level : all_levels) {
        if (level > atlas.units.drawn && atlas.units.count(level) > 0) {
            above.push_back(static_cast<std::size_t>(level));
        }
    }
    WorkerPool::shared().run(above.size(), [&](std::size_t i) {
        const std::size_t index = above[i];
        atlas.label_points[index] = group_points(ids, view, atlas.unit_of_feature[index],
                                                 atlas.units.count(all_levels.at(index)), atlas.boxes[index]);
    });
}

std::array<Archipelago, 2> archipelagos() {
    return {{{"map.hoang_sa", {110.9, 15.3, 113.2, 17.6}}, {"map.truong_sa", {109.3, 6.2, 118.2, 11.9}}}};
}

std::vector<std::uint8_t> far_rings(const Coverage& coverage, const Crs& display_crs) {
    std::vector<std::uint8_t> far(coverage.rings(), 0);
    const auto exact = Transformation::create(display_crs, lon_lat_crs);
    if (!exact) {
        return far;
    }
    const Box all = coverage.box();
    std::array corners{Point{all.min_x, all.min_y}, Point{all.max_x, all.min_y}, Point{all.min_x, all.max_y},
                       Point{all.max_x, all.max_y}};
    exact->forward(corners);
    const auto islands = archipelagos();
    const bool reaches_east = std::any_of(corners.begin(), corners.end(), [&](const Point& corner) {
        return corner.x > std::min(islands[0].lon_lat.min_x, islands[1].lon_lat.min_x);
    });
    const bool over_vietnam = std::all_of(corners.begin(), corners.end(),
                                          [](const Point& corner) { return corner.x > 95 && corner.x < 125; });
    for (std::size_t ring = 0; ring < far.size() && reaches_east && over_vietnam; ++ring) {
        if (coverage.ring_box[ring].empty()) {
            continue;
        }
        const Point center = exact->forward(coverage.box_of_ring(ring).center());
        far[ring] = std::any_of(islands.begin(), islands.end(), [&](const Archipelago& islands_of) {
            return islands_of.lon_lat.overlaps(Box{center.x, center.y, center.x, center.y});
        });
    }
    return far;
}

} // namespace ntm
