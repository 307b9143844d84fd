#pragma once

#include "geo/atlas/workspace.hpp"

namespace ntm {

/// Looks at every outline of the workspace as OGC validity sees it (GEOS). Issues: geometry_invalid with the reason and
/// place in the coordinates of the file.
[[nodiscard]] Issues check_geometry(const Workspace& workspace);

} // namespace ntm
