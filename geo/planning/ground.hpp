#pragma once

#include "geo/base/columns.hpp"
#include "geo/base/progress.hpp"
#include "geo/earth/crs.hpp"
#include "geo/planning/box_tree.hpp"
#include "geo/planning/outline_relation.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace ntm {

/// Outlines ready for exact work: sound, in one system, with boxes, a tree over them, and areas on the ellipsoid.
struct Ground {
    Crs crs;
    PolygonColumns outlines;
    std::vector<Box> boxes;
    BoxTree tree;
    std::vector<double> area_m2;
    [[nodiscard]] std::size_t size() const { return boxes.size(); }
};
/// `outlines` are sound already.
[[nodiscard]] Ground make_ground(PolygonColumns outlines, const Crs& crs);

/// Geodesic areas of all features; not from inside the work of a pool.
[[nodiscard]] std::vector<double> ground_areas_m2(const PolygonColumns& polygons, const Crs& crs);
/// Of one feature, on the calling thread.
[[nodiscard]] double ground_area_m2(const PolygonColumns& polygons, std::size_t feature, const Crs& crs);
/// Mean width 2 * area / perimeter of each feature.
[[nodiscard]] std::vector<double> mean_widths_m(const PolygonColumns& polygons, const Crs& crs,
                                                std::span<const double> area_m2);

/// Two features that have ground in common.
struct Meeting {
    static constexpr std::uint32_t whole = 0xffffffff;
    std::uint32_t a = 0, b = 0;
    std::uint32_t piece = whole; ///< what they share: feature of Meetings::pieces, or all of the one inside
    Relation relation = Relation::crossing;
    double area_m2 = 0;
};
struct Meetings {
    std::vector<Meeting> all; ///< by a, then b
    PolygonColumns pieces;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> failed; ///< pairs that GEOS could not cut
    bool cancelled = false;
    [[nodiscard]] std::span<const Meeting> of(std::uint32_t a) const;
};
/// Every pair of a feature of `a` and one of `b` with ground in common. Only true crossings are cut. All cores, in
/// batches, so that others get their turn.
[[nodiscard]] Meetings lay_over(const Ground& a, const Ground& b, Progress* progress = nullptr);
/// The pairs within one ground, a < b.
[[nodiscard]] Meetings lay_among(const Ground& ground, Progress* progress = nullptr);

/// Appends what a meeting shares.
void append_shared(PolygonColumns& to, const Meeting& meeting, const Meetings& meetings, const Ground& a,
                   const Ground& b);

/// work(0) .. work(count - 1) on all cores in batches; false when cancelled.
bool in_batches(std::size_t count, std::size_t batch, Progress* progress, const std::function<void(std::size_t)>& work);

} // namespace ntm
