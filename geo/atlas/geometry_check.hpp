#pragma once

#include "geo/atlas/atlas.hpp"

namespace ntm {

/// Looks at every outline of the workspace as OGC validity sees it (GEOS). Issues: geometry_invalid with the reason and
/// place in the coordinates of the file.
[[nodiscard]] Issues check_geometry(const Workspace& workspace);

/// Looks at how the drawn outlines fit together. Issues, each with the units, its size and its place (longitude,
/// latitude): coverage_gap (narrow ground that no unit has), coverage_hole (wide ground, as lakes are),
/// coverage_overlap, coverage_near_miss, coverage_t_junction.
[[nodiscard]] Issues check_coverage(const Atlas& atlas);

} // namespace ntm
