#pragma once

#include "geo/base/columns.hpp"
#include "tools/sample/facts.hpp"

namespace ntm::sample {

/// The outlines of the communes in degrees, feature i = facts.communes[i]: neighbours share every vertex of their
/// border, nothing overlaps, nothing is left between them.
[[nodiscard]] PolygonColumns make_coverage(const Facts& facts);

} // namespace ntm::sample
