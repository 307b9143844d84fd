#pragma once

#include "geo/shape/coverage.hpp"

namespace ntm {

/// The same polygons with only the vertices that cells of `cell` by `cell` can tell apart, each moved to the middle of
/// its cell: neighbours still run along the same lines, whoever comes first. Rings of a few cells get finer ones, so
/// that no islet vanishes. For a first picture while the borders are being found; nothing is measured on it.
[[nodiscard]] PolygonColumns coarse_outlines(const PolygonColumns& polygons, double cell, WorkerPool& pool);

/// As make_coverage, without coarser levels of detail: for polygons that are coarse already.
[[nodiscard]] Coverage make_plain_coverage(const PolygonColumns& polygons, WorkerPool& pool);

} // namespace ntm
