#pragma once

#include "geo/shape/view.hpp"

#include <vector>

namespace ntm {

/// What is to be painted anew: without empty ones, and as one where two lie over each other for the most part.
[[nodiscard]] std::vector<PixelRect> joined_rects(const std::vector<PixelRect>& rects);

} // namespace ntm
