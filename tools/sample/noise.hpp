#pragma once

#include "geo/base/columns.hpp"

#include <cstdint>
#include <vector>

namespace ntm::sample {

/// A smooth displacement of the plane in octaves, each a tenth to a fifth as wide as it is long: borders drawn straight
/// in the displaced plane wind on the ground as rivers and ridges do.
[[nodiscard]] Point winding(Point metres);

/// Appends the points of a rough line from a (included) to b (left out): fractal displacement, at most
/// `roughness` of the length sideways, down to steps of `step_m`; as much area to the left of a-b as to the right. The
/// same ends and seed give the same line.
void append_rough_line(std::vector<Point>& line, Point a, Point b, double roughness, double step_m, std::uint64_t seed);

} // namespace ntm::sample
