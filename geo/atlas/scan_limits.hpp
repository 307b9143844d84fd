#pragma once

#include <cstddef>

namespace ntm {

/// Control points of one scan: a spline through more takes long, and nobody picks so many.
inline constexpr std::size_t most_scan_points = 500;

} // namespace ntm
