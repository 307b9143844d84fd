#pragma once

#include "geo/picture/plan_picture.hpp"

// Private to this room.
namespace ntm {

/// A fill or line of the picture: what it is of, and how.
struct DrawnPlans {
    const PolygonColumns& polygons;
    const CoverageIndex& index;
    std::vector<std::uint32_t> features; ///< those that the view touches
    std::vector<Rgba> fill;              ///< by feature of `polygons`, or one for all
    double opacity = 1;
    Rgba ink;
    double line_pt = 0; ///< none

    [[nodiscard]] Rgba fill_of(std::uint32_t feature) const { return fill.size() == 1 ? fill[0] : fill[feature]; }
};
/// What a request shows, the lowest first; its flaws left out.
[[nodiscard]] std::vector<DrawnPlans> drawn_plans(const PlanPictureRequest& request);

} // namespace ntm
