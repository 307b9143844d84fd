#pragma once

#include "geo/base/columns.hpp"

#include <span>
#include <vector>

namespace ntm {

/// The box of every feature, on all cores; empty where a feature has no points.
[[nodiscard]] std::vector<Box> feature_boxes(const PolygonColumns& polygons);

/// Whether all coordinates are numbers; on all cores.
[[nodiscard]] bool all_finite(std::span<const Point> points);

} // namespace ntm
