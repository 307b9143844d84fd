#pragma once

#include "geo/base/columns.hpp"
#include "geo/shape/view.hpp"

#include <cstdint>
#include <initializer_list>
#include <random>
#include <vector>

/// Shapes and coverages made by the tests themselves.
namespace made {

using Ring = std::vector<ntm::Point>;
using Feature = std::vector<Ring>;

ntm::PolygonColumns polygons(std::initializer_list<Feature> features);
Ring rectangle(double x0, double y0, double x1, double y1);
Ring reversed(Ring ring);

/// One pixel a metre; pixel (x, y) has its centre at ground (x + 0.5, height - y - 0.5).
ntm::MapView unit_view(int width_px, int height_px);

/// One feature of a coverage alone.
ntm::PolygonColumns alone(const ntm::PolygonColumns& coverage, std::size_t feature);

/// columns x rows cells that tile the square (0,0)-(side,side), with crooked shared edges of `bends` extra vertices;
/// each ring starts anywhere and runs in any direction, so that nothing but the vertices is shared.
ntm::PolygonColumns crooked_grid(int columns, int rows, int bends, double side, std::uint32_t seed);

/// `sites` regions of the same square that gather the cells of a fine crooked grid by nearness and chance: holes,
/// enclaves, parts that touch in a point.
ntm::PolygonColumns patchwork(int cells, int sites, double side, std::uint32_t seed);

} // namespace made
