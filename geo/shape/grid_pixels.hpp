#pragma once

#include "geo/shape/coverage.hpp"
#include "geo/shape/view.hpp"

namespace ntm {

/// A box in pixels of a picture, y downwards.
struct PixelBox {
    double x0, y0, x1, y1;

    [[nodiscard]] bool touches(PixelRect rect, double reach_px = 0) const {
        return x1 >= rect.x0 - reach_px && x0 <= rect.x1 + reach_px && y1 >= rect.y0 - reach_px &&
               y0 <= rect.y1 + reach_px;
    }
};

/// From the grid of a coverage to the pixels of a view, north up.
class ToPixels {
public:
    ToPixels(const Grid& grid, const MapView& view)
        : m_px_per_step(grid.step_m / view.metres_per_px)
        , m_x((grid.origin.x - view.center.x) / view.metres_per_px + view.width_px / 2.0)
        , m_y((view.center.y - grid.origin.y) / view.metres_per_px + view.height_px / 2.0) {}

    [[nodiscard]] Point operator()(GridPoint p) const { return {m_x + p.x * m_px_per_step, m_y - p.y * m_px_per_step}; }
    [[nodiscard]] PixelBox operator()(const GridBox& box) const {
        const Point upper_left = (*this)(GridPoint{box.min_x, box.max_y});
        const Point lower_right = (*this)(GridPoint{box.max_x, box.min_y});
        return {upper_left.x, upper_left.y, lower_right.x, lower_right.y};
    }

    /// edge(a, b) for every edge of a chain of grid points.
    template <class Edge>
    void for_each_edge(std::span<const GridPoint> chain, const Edge& edge) const {
        Point before = (*this)(chain.front());
        for (const GridPoint& point : chain.subspan(1)) {
            const Point here = (*this)(point);
            edge(before, here);
            before = here;
        }
    }

    /// The same, points nearer than `least_px` to the last one passed over; the ends stay.
    template <class Edge>
    void for_each_step(std::span<const GridPoint> chain, double least_px, const Edge& edge) const {
        Point before = (*this)(chain.front());
        for (std::size_t i = 1; i < chain.size(); ++i) {
            const Point here = (*this)(chain[i]);
            const double run = here.x - before.x;
            const double rise = here.y - before.y;
            if (run * run + rise * rise >= least_px * least_px || i + 1 == chain.size()) {
                edge(before, here);
                before = here;
            }
        }
    }

private:
    double m_px_per_step;
    double m_x;
    double m_y;
};

} // namespace ntm
