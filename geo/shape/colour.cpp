#include "geo/shape/painter.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace ntm {
namespace {

std::uint8_t between(std::uint8_t from, std::uint8_t to, double share) {
    const double value = from + (static_cast<double>(to) - from) * std::clamp(share, 0.0, 1.0);
    return static_cast<std::uint8_t>(value + 0.5);
}

/// IEC 61966-2-1: sRGB values to linear light.
std::array<double, 256> linear_light() {
    std::array<double, 256> table{};
    for (std::size_t i = 0; i < table.size(); ++i) {
        const double value = static_cast<double>(i) / 255;
        table[i] = value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    }
    return table;
}

} // namespace

Rgba mix(Rgba from, Rgba to, double share_of_to) {
    return {between(from.r, to.r, share_of_to), between(from.g, to.g, share_of_to), between(from.b, to.b, share_of_to),
            between(from.a, to.a, share_of_to)};
}

Rgba rgb(std::uint32_t hex) {
    return {static_cast<std::uint8_t>(hex >> 16 & 0xff), static_cast<std::uint8_t>(hex >> 8 & 0xff),
            static_cast<std::uint8_t>(hex & 0xff), 255};
}

double luminance(Rgba colour) {
    static const std::array<double, 256> linear = linear_light();
    return 0.2126 * linear[colour.r] + 0.7152 * linear[colour.g] + 0.0722 * linear[colour.b];
}

double lightness(Rgba colour) {
    const double light = luminance(colour);
    // CIE 15: a cube root, straight near black.
    return light > 216.0 / 24389 ? 116 * std::cbrt(light) - 16 : light * 24389 / 27;
}

} // namespace ntm
