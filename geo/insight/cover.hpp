#pragma once

#include "geo/insight/snapshot.hpp"
#include "geo/planning/plan_geometry.hpp"

#include <map>

namespace ntm {

/// Areas in which one land use lies, of one layer.
struct LandUseArea {
    std::uint32_t layer = 0;
    bool planned = false;  ///< else as it is now
    std::uint16_t use = 0; ///< PlanLayer::uses; no_use: parcels without a code
    double area_m2 = 0;
};

/// How a drawn plan stands on the date.
struct ShapeState {
    enum class Standing : std::uint8_t {
        in_force,        ///< approved and valid on the date for the period
        urban,           ///< an urban plan in force
        not_in_force,    ///< in preparation, or for a period not known
        gone,            ///< expired, superseded, or of another period: no longer looked at
        not_in_register, ///< the register knows another decision, or none
        unknown,         ///< there is no register: counted as in force, and said so
    };
    Standing standing = Standing::unknown;
    PlanKind kind = PlanKind::unknown;
    [[nodiscard]] bool counts() const { return standing == Standing::in_force || standing == Standing::unknown; }
    [[nodiscard]] bool alive() const { return standing != Standing::gone; }
};
[[nodiscard]] std::string_view standing_word(ShapeState::Standing standing);

struct UnitCover {
    double area_m2 = 0;
    double covered_m2 = 0; ///< under a plan that counts
    double urban_m2 = 0;   ///< under an urban plan in force
    double drawn_m2 = 0;   ///< under any drawn plan that is alive
    std::size_t drawn_plans = 0;
    [[nodiscard]] double share() const { return area_m2 > 0 ? covered_m2 / area_m2 : 0; }
};

/// A place where something is wrong with plans.
struct PlanFlaw {
    std::vector<std::uint32_t> shapes; ///< PlanGeometry::shapes
    std::vector<UnitRef> units;        ///< homes of the shapes; of an outside part the units it lies in
    double area_m2 = 0;
    double width_m = 0; ///< mean
    Point at;           ///< inside it, longitude and latitude
    std::uint32_t piece = 0;
};

/// Flaws narrower than the stated width: drawing noise, not listed.
struct Slivers {
    std::size_t count = 0;
    double area_m2 = 0;
};

struct CoverOptions {
    double sliver_width_m = 1.0; ///< a pencil line at 1:5,000
};

/// Plan coverage by area on a date. Areas are geodesic on the WGS 84 ellipsoid.
struct Cover {
    std::shared_ptr<const PlanGeometry> geometry; ///< null: no planning layers
    CoverOptions options;
    bool approval_known = false;    ///< a register or the drawings say which plans are approved
    std::vector<ShapeState> shapes; ///< by shape
    std::array<std::vector<UnitCover>, 3> units;
    std::array<std::vector<std::vector<LandUseArea>>, 3> land_use;          ///< by level and unit
    std::vector<PlanFlaw> overlaps, outside, gaps, holes;                   ///< the largest first
    PolygonColumns overlap_pieces, outside_pieces, gap_pieces, hole_pieces; ///< in the system of the boundaries
    Slivers overlap_slivers, outside_slivers, gap_slivers;
    Issues issues;
    [[nodiscard]] bool known() const { return geometry != nullptr && !geometry->shapes.empty(); }
};
/// Null when cancelled. Issues: drawing_not_in_register.
[[nodiscard]] std::shared_ptr<const Cover> find_cover(const Snapshot& snapshot, const CoverOptions& options = {},
                                                      Progress* progress = nullptr);

/// What the plans put on one spot.
struct SpotHit {
    std::uint32_t layer = 0, feature = 0;
    std::optional<std::uint32_t> plan; ///< PlanLayer::plans
    std::optional<std::uint16_t> now, planned;
    double area_m2 = 0;    ///< of a polygon
    double length_m = 0;   ///< of a line
    double distance_m = 0; ///< to a line or point
};
struct Spot {
    UnitRef unit; ///< drawn unit, or invalid outside all
    std::vector<SpotHit> hits;
};
/// Lines and points within `reach_m` count as there.
[[nodiscard]] Spot look_at(const Atlas& atlas, Point display, double reach_m = 20);

} // namespace ntm
