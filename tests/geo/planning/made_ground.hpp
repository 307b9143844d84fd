#pragma once

#include "geo/base/columns.hpp"
#include "geo/planning/cutting.hpp"

#include <functional>
#include <initializer_list>
#include <random>
#include <vector>

// Outlines that a test draws itself.

inline void add_ring(ntm::PolygonColumns& polygons, std::initializer_list<ntm::Point> ring) {
    polygons.points.insert(polygons.points.end(), ring.begin(), ring.end());
    polygons.end_ring();
}

inline void add_box(ntm::PolygonColumns& polygons, double x0, double y0, double x1, double y1) {
    add_ring(polygons, {{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}});
    polygons.end_feature();
}

inline ntm::PolygonColumns one_box(double x0, double y0, double x1, double y1) {
    ntm::PolygonColumns polygons;
    add_box(polygons, x0, y0, x1, y1);
    return polygons;
}

/// Some of the cells of a small net put together: shares borders, corners and whole edges with any other of the same
/// net, has holes and parts. `place` moves the corners of the net.
inline ntm::PolygonColumns random_cells(std::mt19937& random, int side,
                                        const std::function<ntm::Point(int, int)>& place) {
    ntm::PolygonColumns cells;
    const auto keep = random() % 3;
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            if (random() % 4 > keep) {
                add_ring(cells, {place(x, y), place(x + 1, y), place(x + 1, y + 1), place(x, y + 1)});
                cells.end_feature();
            }
        }
    }
    ntm::PolygonColumns whole;
    ntm::join(whole, cells);
    return whole;
}
