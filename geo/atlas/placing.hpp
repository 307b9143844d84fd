#pragma once

#include "geo/base/result.hpp"
#include "geo/earth/crs_choice.hpp"
#include "geo/source/text_repair.hpp"
#include "geo/units/units.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace ntm {

/// What was assumed about one boundary layer, coordinates and text, and why: what `check` tells and what a dialog
/// offers to change.
struct LayerPlace {
    std::string file;
    std::string layer;
    Level level = Level::commune;
    Crs stated;         ///< by the file; empty where it does not say
    bool asked = false; ///< the workspace or the command line says it
    CrsChoice choice;
    std::vector<TextFinding> texts; ///< columns that were not plain UTF-8
};

/// Middles of units whose place is known from a layer that was placed without doubt: (level, code) -> degrees.
using ReferencePlaces = std::map<std::pair<Level, std::string>, Point>;

/// Weighs the coordinates of a layer against its units in the official list and in `references`, and against the
/// province. `asked` (may be empty) wins; what speaks against it is told.
[[nodiscard]] LayerPlace place_layer(const BoundaryInput& input, const PolygonColumns& polygons, const Crs& stated,
                                     const Crs& asked, std::string_view province, const ReferencePlaces& references);

/// What a person should know about it. Issues: crs_found, crs_completed, crs_datum_dropped, crs_corrected,
/// crs_ambiguous, crs_nowhere, crs_doubtful, axes_swapped.
[[nodiscard]] Issues place_issues(const LayerPlace& place);

/// Adds the units of a layer whose place is clear.
void add_references(ReferencePlaces& references, const BoundaryInput& input, const PolygonColumns& polygons,
                    const LayerPlace& place);

} // namespace ntm
