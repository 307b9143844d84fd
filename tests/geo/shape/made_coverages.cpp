#include "made_coverages.hpp"

#include "geo/shape/outline.hpp"
#include "made_shapes.hpp"

#include <cmath>
#include <random>

namespace made {
namespace {

void add(ntm::PolygonColumns& to, const Feature& feature) {
    for (const Ring& ring : feature) {
        to.points.insert(to.points.end(), ring.begin(), ring.end());
        to.end_ring();
    }
    to.end_feature();
}

/// A star about a middle: winding, but it does not cross itself.
Ring star(ntm::Point middle, double radius, int corners, std::mt19937& random) {
    std::uniform_real_distribution<double> share(0.6, 1.0);
    Ring ring;
    for (int i = 0; i < corners; ++i) {
        const double angle = 2 * 3.14159265358979 * i / corners;
        const double r = radius * share(random);
        ring.push_back({middle.x + r * std::cos(angle), middle.y + r * std::sin(angle)});
    }
    return ring;
}

/// One giant around many: each small one is a hole of the giant, and is that hole.
ntm::PolygonColumns giant(std::mt19937& random) {
    const int n = 2 + static_cast<int>(random() % 6);
    Feature around{star({0, 0}, 9000.0 * n, 40 + static_cast<int>(random() % 60), random)};
    ntm::PolygonColumns result;
    for (int i = 0; i < n; ++i) {
        const Ring small = star({(i - n / 2) * 1500.0, 100.0 * i}, 700, 5 + static_cast<int>(random() % 40), random);
        around.push_back(random() % 2 == 0 ? small : reversed(small));
        add(result, {small});
    }
    add(result, around);
    return result;
}

/// Holes that touch the shell and each other in points.
ntm::PolygonColumns touching_holes(std::mt19937& random) {
    std::uniform_real_distribution<double> along(0.2, 0.8);
    const ntm::Point top{100 * along(random), 100}, middle{100 * along(random), 50};
    ntm::PolygonColumns result;
    add(result, {{{0, 0}, {100, 0}, {100, 100}, top, {0, 100}},
                 {top, {top.x - 10, 80}, middle, {top.x + 10, 80}},
                 {middle, {middle.x - 9, 20}, {middle.x + 9, 20}}});
    add(result, {{{100, 0}, {200, 0}, {200, 100}, {100, 100}}});
    return result;
}

/// Islands far apart, some of them in one place with nothing but a corner shared.
ntm::PolygonColumns islands(std::mt19937& random) {
    std::uniform_real_distribution<double> size(0.5, 300);
    ntm::PolygonColumns result;
    for (int f = 0; f < 4; ++f) {
        Feature feature;
        for (int i = 0; i < 6; ++i) {
            feature.push_back(star({i * 700.0, f * 700.0}, size(random), 3 + static_cast<int>(random() % 30), random));
        }
        const double x = 5000, y = f * 700.0;
        feature.push_back({{x, y}, {x + 300, y + 350}, {x, y + 700}, {x - 300, y + 350}}); // corner to corner
        add(result, feature);
    }
    return result;
}

/// Repeated vertices, spikes there and back, rings without area, bow-ties, overlaps, a feature twice.
ntm::PolygonColumns damaged(std::mt19937& random) {
    ntm::PolygonColumns result = crooked_grid(3, 3, 3, 900, static_cast<std::uint32_t>(random()));
    add(result, {{{0, 0}, {0, 0}, {400, 0}, {400, 400}, {400, 400}, {800, 800}, {400, 400}, {0, 400}}});
    add(result, {{{100, 100}, {300, 300}, {300, 100}, {100, 300}}});
    add(result, {{{50, 50}, {250, 50}, {150, 50}}, {{500, 500}, {600, 500}, {600, 600}}});
    ntm::append_feature(result, ntm::PolygonColumns(result), random() % result.features());
    Ring wild;
    std::uniform_real_distribution<double> anywhere(0, 900);
    for (int i = 0; i < 12; ++i) {
        wild.push_back({anywhere(random), anywhere(random)});
    }
    add(result, {wild});
    return result;
}

} // namespace

Coverage any_coverage(std::uint32_t seed) {
    std::mt19937 random(seed);
    const std::string number = " " + std::to_string(seed);
    switch (seed % 7) {
    case 0:
        return {"crooked grid" + number,
                crooked_grid(2 + static_cast<int>(random() % 5), 1 + static_cast<int>(random() % 5),
                             static_cast<int>(random() % 40), 20000, seed),
                true};
    case 1:
        return {"patchwork" + number,
                patchwork(6 + static_cast<int>(random() % 6), 2 + static_cast<int>(random() % 9), 8000, seed), true};
    case 2:
        return {"giant around many" + number, giant(random), true};
    case 3:
        return {"touching holes" + number, touching_holes(random), true};
    case 4:
        return {"islands" + number, islands(random), true};
    case 5: { // degrees over the 180th meridian, as metres of a world map: wider than the grid of 1 mm reaches
        ntm::PolygonColumns wide = crooked_grid(3, 2, 20, 1, seed);
        for (ntm::Point& p : wide.points) {
            p = {(p.x - 0.5) * 2 * 111320.0 * 185, (p.y - 0.5) * 111320.0 * 80};
        }
        return {"over the 180th meridian" + number, std::move(wide), true};
    }
    default:
        return {"damaged" + number, damaged(random), false};
    }
}

ntm::PolygonColumns on_millimetres(ntm::PolygonColumns polygons) {
    for (ntm::Point& p : polygons.points) {
        p = {std::round(p.x * 1000) / 1000, std::round(p.y * 1000) / 1000};
    }
    return polygons;
}

double total_area(const ntm::PolygonColumns& polygons) {
    double sum = 0;
    for (std::size_t f = 0; f < polygons.features(); ++f) {
        sum += ntm::planar_area(polygons, f);
    }
    return sum;
}

} // namespace made
