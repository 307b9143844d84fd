#pragma once

#include "geo/base/columns.hpp"
#include "geo/base/worker_pool.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <vector>

namespace ntm {

/// A place on the grid of a coverage. Without default values, so that large blocks need not be filled twice.
struct GridPoint {
    std::int32_t x, y;
    bool operator==(const GridPoint&) const = default;
};

struct GridBox {
    std::int32_t min_x = std::numeric_limits<std::int32_t>::max();
    std::int32_t min_y = std::numeric_limits<std::int32_t>::max();
    std::int32_t max_x = std::numeric_limits<std::int32_t>::min();
    std::int32_t max_y = std::numeric_limits<std::int32_t>::min();

    [[nodiscard]] bool empty() const { return max_x < min_x; }
    void add(GridPoint p) {
        min_x = p.x < min_x ? p.x : min_x;
        min_y = p.y < min_y ? p.y : min_y;
        max_x = p.x > max_x ? p.x : max_x;
        max_y = p.y > max_y ? p.y : max_y;
    }
    void add(const GridBox& other) {
        if (!other.empty()) {
            add(GridPoint{other.min_x, other.min_y});
            add(GridPoint{other.max_x, other.max_y});
        }
    }
    [[nodiscard]] bool overlaps(const GridBox& other) const {
        return min_x <= other.max_x && other.min_x <= max_x && min_y <= other.max_y && other.min_y <= max_y;
    }
    bool operator==(const GridBox&) const = default;
};

/// The snapping rule: a place in display metres becomes the nearest point of a square grid of 1 mm (of 2, 4, .. mm only
/// where 4,294 km do not hold the data). Vertices are one when they fall on one grid point; nothing else is moved.
struct Grid {
    Point origin;
    double step_m = 0.001;

    [[nodiscard]] Point metres(GridPoint p) const { return {origin.x + p.x * step_m, origin.y + p.y * step_m}; }
    [[nodiscard]] Box metres(const GridBox& box) const;
    bool operator==(const Grid&) const = default;
};

/// An arc as a ring runs along it: number of the arc times 2, plus 1 when from its end to its beginning.
using ArcUse = std::uint32_t;
inline constexpr std::uint32_t arc_of(ArcUse use) {
    return use >> 1U;
}
inline constexpr bool is_reversed(ArcUse use) {
    return (use & 1U) != 0;
}

inline constexpr std::uint32_t no_feature = 0xffffffff;

/// A set of polygons as shared borders ("arcs"): each border is kept once, from junction to junction, both ends
/// included; an arc that closes on itself repeats its first point. Feature f owns rings [feature_ring[f],
/// feature_ring[f + 1]), ring r runs along uses [ring_use[r], ring_use[r + 1]); what is inside is settled by the
/// even-odd rule. Immutable; a copy is a handful of spans over the same memory, which may be a mapped file.
struct Coverage {
    /// All arcs at one detail: arc a has points [arc_point[a], arc_point[a + 1]). Level 0 is the full detail; the
    /// outlines of another one differ from it only within `tolerance_m` of a border.
    struct Level {
        double tolerance_m = 0;
        std::span<const std::uint32_t> arc_point;
        std::span<const GridPoint> points;

        [[nodiscard]] std::span<const GridPoint> arc(std::size_t a) const {
            return points.subspan(arc_point[a], arc_point[a + 1] - arc_point[a]);
        }
    };

    Grid grid;
    std::vector<Level> levels; ///< finest first; at least one
    std::span<const std::uint32_t> feature_ring;
    std::span<const std::uint32_t> ring_use;
    std::span<const ArcUse> uses;
    /// The features on both sides, seen from an arc's beginning; no_feature where there is none. Of an arc that more
    /// than two rings run along (overlapping data), the last feature of each side.
    std::span<const std::uint32_t> left, right;
    std::span<const GridBox> feature_box, ring_box, arc_box; ///< of level 0; empty: not drawn
    GridBox all;
    std::uint64_t source_points = 0; ///< vertices of the polygons it was made of
    std::shared_ptr<const void> memory;

    [[nodiscard]] std::size_t features() const { return feature_box.size(); }
    [[nodiscard]] std::size_t rings() const { return ring_box.size(); }
    [[nodiscard]] std::size_t arcs() const { return arc_box.size(); }
    [[nodiscard]] std::span<const ArcUse> ring(std::size_t r) const {
        return uses.subspan(ring_use[r], ring_use[r + 1] - ring_use[r]);
    }
    [[nodiscard]] Box box() const { return grid.metres(all); }
    [[nodiscard]] Box box_of_feature(std::size_t f) const { return grid.metres(feature_box[f]); }
    [[nodiscard]] Box box_of_ring(std::size_t r) const { return grid.metres(ring_box[r]); }

    /// Whether all numbers point where they may: what was not made here must be asked.
    [[nodiscard]] bool consistent() const;
    /// The coarsest level whose tolerance is at most this.
    [[nodiscard]] std::size_t level_within(double tolerance_m) const;
};

/// Polygons in display metres -> arcs and all levels of detail. Points that are not finite are passed over; vertices
/// that fall on the one before them are dropped; nothing else of the data is changed or repaired.
[[nodiscard]] Coverage make_coverage(const PolygonColumns& polygons, WorkerPool& pool);

/// Appends the outline of a feature at a level to `out`, in display metres: rings in the order and direction of the
/// source at level 0.
void append_outline(PolygonColumns& out, const Coverage& coverage, std::size_t feature, std::size_t level = 0);

/// The same coverage with some rings not drawn (`hidden[r]` not 0): boxes are those of the others.
[[nodiscard]] Coverage without_rings(const Coverage& coverage, std::span<const std::uint8_t> hidden);

} // namespace ntm
