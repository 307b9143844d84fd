#pragma once

#include "tools/sample/arcs.hpp"

#include <span>

namespace ntm::sample {

/// Turns the stairs of traced arcs into borders that look drawn by rivers and ridges: simplified, then roughened by
/// midpoint displacement, finer beside small units (`area_m2` by label - 1). Lines come back in degrees, rounded to
/// 1e-6; no two of them cross or touch but at junctions, which is checked in whole numbers: where the rough lines of
/// two arcs meet, both are drawn tamer, at worst as traced.
void roughen_arcs(std::vector<Arc>& arcs, std::span<const double> area_m2);

} // namespace ntm::sample
