#pragma once

#include "geo/base/columns.hpp"

#include <cstdint>
#include <vector>

namespace ntm::sample {

/// Square cells on the plane of plane.hpp, row 0 in the south. 0 = outside the province, else commune index + 1.
struct Grid {
    double cell_m = 100;
    Point origin; ///< south-west corner
    int width = 0;
    int height = 0;
    std::vector<std::uint16_t> label;

    [[nodiscard]] std::size_t at(int x, int y) const {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
    }
    [[nodiscard]] bool has(int x, int y) const { return x >= 0 && y >= 0 && x < width && y < height; }
    [[nodiscard]] Point center(int x, int y) const {
        return {origin.x + (x + 0.5) * cell_m, origin.y + (y + 0.5) * cell_m};
    }
    [[nodiscard]] Point corner(int x, int y) const { return {origin.x + x * cell_m, origin.y + y * cell_m}; }
};

} // namespace ntm::sample
