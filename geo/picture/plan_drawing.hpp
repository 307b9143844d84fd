#pragma once

#include "geo/picture/plan_picture.hpp"

// Private to this room.
namespace ntm {

/// A fill or line of the picture: what it is of, and how.
struct DrawnPlans {
    const PolygonColumns& polygons;
    const CoverageIndex& index;
    std::vector<std::uint32_t> features; ///< those that the view touches
    std::vector<UnitStyle> fill;         ///< one for all, or by use with that of no use last
    double opacity = 1;
    Rgba ink;
    double line_pt = 0; ///< none
    GeometryKind geometry = GeometryKind::polygon;
    const std::vector<std::uint16_t>* use_of = nullptr; ///< by feature of `polygons`; null: one fill for all

    [[nodiscard]] const UnitStyle& style_of(std::uint32_t feature) const {
        return use_of == nullptr ? fill.front() : (*use_of)[feature] == no_use ? fill.back() : fill[(*use_of)[feature]];
    }
    [[nodiscard]] Rgba colour_of(std::uint32_t feature, bool second) const {
        const UnitStyle& style = style_of(feature);
        return second && style.pattern != Pattern::none ? style.ink : style.fill;
    }
};
/// What a request shows, the lowest first; its flaws left out.
[[nodiscard]] std::vector<DrawnPlans> drawn_plans(const PlanPictureRequest& request);

} // namespace ntm
