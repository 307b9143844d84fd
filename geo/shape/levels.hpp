#pragma once

#include "geo/shape/arcs.hpp"

#include <vector>

namespace ntm {

/// All arcs at one detail.
struct LevelColumns {
    double tolerance_m = 0;
    std::vector<std::uint32_t> arc_point;
    Block<GridPoint> points;
    Block<float> weights; ///< of the points, metres; only while levels are made

    [[nodiscard]] std::span<const GridPoint> arc(std::size_t a) const {
        return points.span().subspan(arc_point[a], arc_point[a + 1] - arc_point[a]);
    }
};

/// A weight for every point of all arcs, in metres: points are taken out one by one, least weight first, as Visvalingam
/// and Whyatt do; the weight is how far the outline may have moved by then. What is cut off with a point is the
/// triangle with its neighbours: no place in it lies farther from the two legs than its area over half their length,
/// and the legs stand for what was cut off before. So the outlines through all points of weight w and more differ from
/// the full ones only within w of a border. Ends of arcs, and the points that keep a closed arc a triangle, weigh
/// infinitely.
[[nodiscard]] Block<float> point_weights(const ArcColumns& arcs, WorkerPool& pool, const Stopper& stopper = Stopper());

/// Levels whose tolerances are powers of two of a metre, each with at most half the points of the one before. In none
/// does a ring that has an area lose it or turn over, no arcs cross or fall together that do not in full detail, and no
/// island gets to the other side of a border: where they would, the arcs concerned keep more points.
[[nodiscard]] std::vector<LevelColumns> make_levels(const ArcColumns& arcs, WorkerPool& pool,
                                                    const Stopper& stopper = Stopper());

} // namespace ntm
