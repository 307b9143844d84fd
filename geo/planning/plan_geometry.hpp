#pragma once

#include "geo/planning/ground.hpp"
#include "geo/planning/plan_layer.hpp"

#include <functional>

namespace ntm {

/// One drawn plan as ground: all its polygons put together.
struct PlanShape {
    std::uint32_t layer = 0, plan = 0; ///< PlanLayer::plans[plan]
    /// The commune (or higher unit) named; else the commune that holds most of it, and `by_place`. May be invalid.
    UnitRef home;
    bool by_place = false;
    bool set_aside = false; ///< not sound enough to count: far off its commune, or impossibly large
};

/// A land-use layer laid over the communes.
struct LandUseGround {
    std::uint32_t layer = 0;
    Ground parcels;
    Meetings over;  ///< a = commune, b = parcel
    Meetings among; ///< parcels over each other
};

/// Part of a plan outside its home.
struct OutsidePart {
    std::uint32_t shape = 0;
    std::uint32_t piece = 0; ///< feature of PlanGeometry::outside_pieces
};

/// What the drawings are on the ground, whatever the date: areas, meetings, parts outside. In the system of the
/// boundary file, so that what shares its vertices there shares them here.
struct PlanGeometry {
    Ground communes; ///< the drawn units, by feature
    std::vector<PlanShape> shapes;
    Ground plans;   ///< by shape
    Meetings over;  ///< a = commune, b = shape
    Meetings among; ///< shapes over each other
    std::vector<OutsidePart> outside;
    PolygonColumns outside_pieces;
    std::vector<double> outside_area_m2, outside_width_m;
    std::vector<LandUseGround> land_use;
    Issues issues;
    bool cancelled = false;
};

/// What building needs from the atlas.
struct PlanGround {
    const PolygonColumns& boundaries; ///< in their own system
    const Crs& crs;
    const Units& units;
    const std::vector<PlanLayer>& layers;
    std::function<std::vector<std::uint32_t>(UnitRef)> features_of; ///< of a unit of any level
};

/// Issues: drawing_mended, drawing_without_area, drawing_doubled, drawing_huge, drawing_off_place, drawing_wrong_zone,
/// boundary_mended, drawing_not_cut.
[[nodiscard]] PlanGeometry make_plan_geometry(const PlanGround& ground, Progress* progress = nullptr);

} // namespace ntm
