#pragma once

#include "geo/planning/plan_geometry.hpp"

// Private to this room: what is wrong with drawings, and where.
namespace ntm {

/// Mends the outlines of a layer (already in the system of the boundaries) and takes out doubled ones.
/// Issues: drawing_mended, drawing_without_area, drawing_doubled.
void make_drawing_sound(PolygonColumns& outlines, const PlanLayer& layer, const Crs& crs, Issues& issues);

/// Polygons of the lines of a layer whose ends meet (a hair apart, as drawn by hand); a feature with another line has
/// none. Issues: drawing_outline_open, with the place of its end and the metres that are missing.
[[nodiscard]] PolygonColumns close_outlines(const PlanLayer& lines, Issues& issues);

/// Looks for plans far from their commune or impossibly large: PlanShape::set_aside. Issues: drawing_huge,
/// drawing_off_place, drawing_wrong_zone.
void check_places(PlanGeometry& geometry, const PlanGround& ground);

/// "20,12345; 105,6789" as people read it: latitude first.
[[nodiscard]] std::string place_text(Point lon_lat);

} // namespace ntm
