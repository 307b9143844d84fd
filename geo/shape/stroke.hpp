#pragma once

#include "geo/shape/view.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace ntm {

/// How a line of some width covers pixels: by the part of a pixel, seen across the line, that lies under it.
struct LineShape {
    float reach_px = 0; ///< from the line's middle to where nothing is covered any more
    float most = 0;     ///< of 255: what a line thinner than a pixel covers at its middle

    explicit LineShape(double width_px)
        : reach_px(width_px > 0 ? static_cast<float>(width_px / 2 + 0.5) : 0.0F)
        , most(static_cast<float>(255 * std::min(width_px, 1.0))) {}
};

/// Calls plot(x, y, weight of 255) for every pixel of `within` that the line from a to b covers. Lines that meet are
/// joined by taking the greater weight of a pixel: joins and ends come out round. Pixel (x, y) has its middle at
/// (x + 0.5, y + 0.5).
template <class Plot>
void stroke_edge(Point a, Point b, const LineShape& shape, PixelRect within, const Plot& plot) {
    const auto reach = static_cast<double>(shape.reach_px);
    if (a.y > b.y) {
        std::swap(a, b);
    }
    if (b.y + reach < within.y0 || a.y - reach > within.y1 || std::max(a.x, b.x) + reach < within.x0 ||
        std::min(a.x, b.x) - reach > within.x1) {
        return;
    }
    const auto first = [](double value, int least) {
        return std::max(least, static_cast<int>(std::ceil(std::max(value, double(least)) - 0.5)));
    };
    const auto end = [](double value, int most) {
        return std::min(most, static_cast<int>(std::floor(std::min(value, double(most)) - 0.5)) + 1);
    };
    const double run = b.x - a.x;
    const double rise = b.y - a.y;
    const double run_per_rise = rise > 0 ? run / rise : 0;
    const auto along_x = static_cast<float>(run);
    const auto along_y = static_cast<float>(rise);
    const float length_squared = along_x * along_x + along_y * along_y;
    const float per_length_squared = length_squared > 0 ? 1 / length_squared : 0;
    const float reach_squared = shape.reach_px * shape.reach_px;
    const int y_end = end(b.y + reach, within.y1);
    for (int y = first(a.y - reach, within.y0); y < y_end; ++y) {
        const double middle = y + 0.5;
        // The part of the edge that lies within reach above and below this row.
        double x_first = a.x;
        double x_last = b.x;
        if (rise > 0) {
            x_first = middle - reach > a.y ? a.x + (middle - reach - a.y) * run_per_rise : a.x;
            x_last = middle + reach < b.y ? a.x + (middle + reach - a.y) * run_per_rise : b.x;
        }
        const int x_end = end(std::max(x_first, x_last) + reach, within.x1);
        const auto from_a_y = static_cast<float>(middle - a.y);
        for (int x = first(std::min(x_first, x_last) - reach, within.x0); x < x_end; ++x) {
            const auto from_a_x = static_cast<float>(x + 0.5 - a.x);
            const float share = std::clamp((from_a_x * along_x + from_a_y * along_y) * per_length_squared, 0.0F, 1.0F);
            const float off_x = from_a_x - share * along_x;
            const float off_y = from_a_y - share * along_y;
            const float squared = off_x * off_x + off_y * off_y;
            if (squared < reach_squared) {
                const float weight = std::min(shape.most, 255 * (shape.reach_px - std::sqrt(squared)));
                plot(x, y, static_cast<std::uint8_t>(weight + 0.5F));
            }
        }
    }
}

} // namespace ntm
