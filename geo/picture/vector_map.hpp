#pragma once

#include "geo/picture/canvas.hpp"
#include "geo/picture/theme.hpp"
#include "geo/shape/coverage.hpp"

// Private to this room: the map as vectors, for pages that are printed.
namespace ntm {

/// What a map of vectors shows.
struct VectorMap {
    const Coverage& coverage;
    const PaintStyle& style; ///< fills, patterns, borders and their widths
    MapView view;            ///< in units of the canvas
    Point corner;            ///< of the map on the canvas
};

/// Draws what `paint` draws, from the outlines: every unit a path with its fill and pattern, every border one line. The
/// outlines are those of the level within half a dot of a printer of 300 dpi.
void draw_vector_map(Canvas& canvas, const VectorMap& map);

/// Fills the present path of the canvas (even-odd) as a unit of this style, and lets go of it.
void fill_path_with_style(Canvas& canvas, const UnitStyle& style, double px_per_pt);

} // namespace ntm
