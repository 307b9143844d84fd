#pragma once

#include "geo/earth/crs.hpp"
#include "geo/planning/box_tree.hpp"
#include "geo/planning/land_use.hpp"
#include "geo/planning/plans.hpp"
#include "geo/shape/id_raster.hpp"
#include "geo/source/source.hpp"

#include <memory>

namespace ntm {

/// What a drawing shows.
enum class DrawingKind : std::uint8_t { plan, land_use_now, land_use_planned, other };
[[nodiscard]] std::string_view drawing_kind_word(DrawingKind kind);
[[nodiscard]] std::optional<DrawingKind> parse_drawing_kind(std::string_view word); ///< also Vietnamese words

[[nodiscard]] std::string_view geometry_word(GeometryKind geometry); ///< polygon, line, point

/// What the workspace says of a layer; empty = to be found out.
struct PlanLayerNames {
    std::string name;
    std::optional<DrawingKind> kind;
    std::string legend;    ///< "2018"; empty: in use on the workspace's day
    std::string unit;      ///< code or name of the only commune in the file
    std::string plan;      ///< decision number of the only plan in the file
    std::string plan_kind; ///< of all its plans
    double opacity = 0.65;
    ColumnNames columns; ///< code, code_now, label, unit, unit_name, parent_name, plan, and those of a plan table
};

/// A plan as the drawings have it: the polygons of one layer that name the same commune and decision.
struct DrawnPlan {
    UnitRef unit; ///< invalid: none named, or none known
    std::string unit_given;
    std::string decision_given;
    PlanKind kind = PlanKind::unknown;
    std::optional<PlanRow> own; ///< the state that the drawing itself carries
    std::int64_t row = 0;       ///< of its first polygon
    std::size_t polygons = 0;
};

/// One land use as polygons carry it; of lines and points their class ("đường huyện"), which need be in no legend.
struct LandUse {
    std::string text;               ///< "ONT+CLN"; of an unknown one what is written
    std::vector<std::string> codes; ///< as in the legend; empty: unknown
    [[nodiscard]] bool known() const { return !codes.empty(); }
};
inline constexpr std::uint16_t no_use = 0xffff;

/// One planning layer, loaded; immutable.
struct PlanLayer {
    std::string name;
    DrawingKind kind = DrawingKind::plan;
    /// Of lines a ring of `outlines` and `polygons` is a path, of points a point; such layers are drawn and found, and
    /// cover nothing.
    GeometryKind geometry = GeometryKind::polygon;
    [[nodiscard]] bool has_ground() const { return geometry == GeometryKind::polygon; }
    std::string file, layer;
    double opacity = 0.65;
    std::string legend; ///< id of its land-use legend
    Crs crs;
    PolygonColumns outlines; ///< as the file has them
    PolygonColumns polygons; ///< display metres
    CoverageIndex index;
    std::shared_ptr<const BoxTree> tree; ///< over index.feature_box
    std::vector<std::int64_t> row;
    std::vector<LandUse> uses; ///< in order of first appearance
    /// By feature: number in `uses`, or no_use; empty where not told. Classes of lines and points are in `planned`.
    std::vector<std::uint16_t> now, planned;
    TextColumn label; ///< by feature, of lines and points: what they are called; empty where not told
    std::vector<DrawnPlan> plans;
    std::vector<std::uint32_t> plan_of; ///< by feature: number in `plans`

    [[nodiscard]] bool names_plans() const; ///< any of its plans names a commune or a decision
};

/// Makes a layer of what was read. `polygons` stays empty: the atlas places it. Issues: drawing_unit_unknown (once for
/// every name, with the number of polygons), drawing_code_unknown (once for every code), those of read_plan_row, and
/// column_missing. Lines that the workspace calls plans or land use are closed into polygons where their ends meet;
/// others are drawing_outline_open, points drawing_not_polygons.
[[nodiscard]] PlanLayer make_plan_layer(PolygonLayer read, const PlanLayerNames& names, const UnitMatcher& matcher,
                                        const std::vector<LandUseLegend>& legends, Date as_of, Issues& issues);

/// A feature at a place.
struct PlanHit {
    std::uint32_t layer = 0;
    std::uint32_t feature = 0;
    double distance_m = 0; ///< of lines and points
};
/// Every polygon of every layer that contains the point (display metres, even-odd) and every line and point within
/// reach of it, the uppermost layer first; of one layer the later polygon, the nearest line.
[[nodiscard]] std::vector<PlanHit> identify(const std::vector<PlanLayer>& layers, Point display, double reach_m);

} // namespace ntm
