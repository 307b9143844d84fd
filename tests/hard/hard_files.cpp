#include "tests/hard/hard_files.hpp"

#include "tests/catch.hpp"

#include <algorithm>
#include <cmath>

using namespace ntm;

Outline outline_of(const PolygonColumns& polygons, std::size_t feature) {
    Outline rings;
    for (std::size_t r = polygons.feature_ring[feature]; r < polygons.feature_ring[feature + 1]; ++r) {
        rings.emplace_back(polygons.ring(r).begin(), polygons.ring(r).end());
    }
    return rings;
}

std::vector<Point> points_of(const Outline& outline) {
    std::vector<Point> points;
    for (const auto& ring : outline) {
        points.insert(points.end(), ring.begin(), ring.end());
    }
    return points;
}

std::vector<Placed> placed_units(const Atlas& atlas) {
    const auto back = Transformation::create(atlas.display_crs, lon_lat_crs);
    REQUIRE(back);
    std::vector<Placed> units;
    const UnitColumns& columns = atlas.units.at(atlas.units.drawn);
    for (std::size_t f = 0; f < columns.size(); ++f) {
        PolygonColumns own;
        append_outline(own, atlas.coverage, f);
        Placed unit{columns.code[f], columns.name[f], outline_of(own, 0)};
        for (std::vector<Point>& ring : unit.lon_lat) {
            REQUIRE(back->forward(ring) == 0);
        }
        units.push_back(std::move(unit));
    }
    return units;
}

double farthest_m(const std::vector<Point>& found, const Outline& truth) {
    constexpr double degree_m = 111'200;
    double farthest = 0;
    for (const Point& p : found) {
        const double shrink = std::cos(p.y * 3.14159265358979 / 180);
        double nearest = 1e9;
        for (const std::vector<Point>& ring : truth) {
            for (std::size_t i = 0; i < ring.size(); ++i) {
                const Point a = ring[i], b = ring[(i + 1) % ring.size()];
                const double bx = (b.x - a.x) * shrink, by = b.y - a.y, px = (p.x - a.x) * shrink, py = p.y - a.y;
                const double length = bx * bx + by * by;
                const double t = length > 0 ? std::clamp((px * bx + py * by) / length, 0.0, 1.0) : 0;
                const double dx = px - t * bx, dy = py - t * by;
                nearest = std::min(nearest, dx * dx + dy * dy);
            }
            if (nearest <= farthest) {
                break; // not the farthest
            }
        }
        farthest = std::max(farthest, nearest);
    }
    return std::sqrt(farthest) * degree_m;
}
