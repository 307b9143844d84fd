#pragma once

#include "geo/base/result.hpp"
#include "geo/shape/painter.hpp"

#include <filesystem>
#include <vector>

namespace ntm {

struct Image {
    int width_px = 0;
    int height_px = 0;
    std::vector<Rgba> pixels; ///< row by row from the top, straight alpha
};

/// Writes a PNG whole or not at all.
[[nodiscard]] Issues write_png(const Image& image, const std::filesystem::path& file, int dpi = 96);

} // namespace ntm
