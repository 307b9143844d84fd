#pragma once

#include "geo/base/columns.hpp"
#include "geo/base/result.hpp"

#include <string>
#include <vector>

namespace ntm {

/// What a drawing holds that matters here: closed outlines and texts, each with the layer (level) it was drawn on.
struct CadShape {
    std::vector<Point> ring; ///< closed by its first point, which is not repeated
    std::size_t layer = 0;
};
struct CadLabel {
    Point at;
    std::string text; ///< decoded
    std::size_t layer = 0;
};
struct CadDrawing {
    std::vector<std::string> layers;
    std::vector<CadShape> shapes;
    std::vector<CadShape> lines;  ///< open; those between faces are in `shapes` too
    std::vector<CadShape> points; ///< without words, each a ring of one
    std::vector<CadLabel> labels;
};

/// Units made of a drawing: the outlines of one layer, each with the name that stands in it.
struct CadUnits {
    std::string layer;       ///< of the outlines
    std::string label_layer; ///< of the names; empty where none fits
    std::size_t named = 0;
    PolygonColumns polygons;
    /// One row a unit: the name under `ten_xa`, `ten_huyen` or `ten_tinh` as its type words say, else `ten`; and
    /// `nhan`, all texts inside.
    Table table;
    Issues issues; ///< cad_outline_unnamed, cad_label_ambiguous, cad_label_outside
};

/// One entry a layer with closed outlines, those with most names first. A text belongs to the smallest outline around
/// it; an outline inside another one is cut out of it; the same outline drawn twice counts once.
[[nodiscard]] std::vector<CadUnits> units_of_drawing(const CadDrawing& drawing);

} // namespace ntm
