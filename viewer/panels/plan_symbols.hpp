#pragma once

#include "geo/planning/plan_layer.hpp"
#include "viewer/panels/ui.hpp"

namespace ntm::viewer {

/// A field of a legend: a swatch, a piece of line or a dot, as the map draws it.
void symbol(const Ui& ui, GeometryKind geometry, const UnitStyle& style);

} // namespace ntm::viewer
