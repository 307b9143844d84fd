#pragma once

#include "geo/shape/painter.hpp"

#include <algorithm>
#include <array>
#include <cmath>

// How far apart two colours look, also to readers who lack one kind of cone.

/// Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
struct Sight {
    const char* name;
    std::array<double, 9> matrix;
};
inline constexpr std::array<Sight, 4> kinds_of_sight{{
    {"normal", {1, 0, 0, 0, 1, 0, 0, 0, 1}},
    {"protan", {0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998}},
    {"deutan", {0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881}},
    {"tritan", {1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900}},
}};

/// CIE L*a*b* (D65) of a colour as this sight sees it.
inline std::array<double, 3> lab_seen(ntm::Rgba colour, const Sight& sight) {
    const auto linear = [](std::uint8_t value) {
        const double v = value / 255.0;
        return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
    };
    const std::array<double, 3> rgb{linear(colour.r), linear(colour.g), linear(colour.b)};
    std::array<double, 3> seen{};
    for (std::size_t i = 0; i < 3; ++i) {
        seen[i] = std::clamp(sight.matrix[3 * i] * rgb[0] + sight.matrix[3 * i + 1] * rgb[1] +
                                 sight.matrix[3 * i + 2] * rgb[2],
                             0.0, 1.0);
    }
    const auto f = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116; };
    const double x = f((0.4124564 * seen[0] + 0.3575761 * seen[1] + 0.1804375 * seen[2]) / 0.95047);
    const double y = f(0.2126729 * seen[0] + 0.7151522 * seen[1] + 0.0721750 * seen[2]);
    const double z = f((0.0193339 * seen[0] + 0.1191920 * seen[1] + 0.9503041 * seen[2]) / 1.08883);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

/// CIE76.
inline double delta_e(ntm::Rgba a, ntm::Rgba b, const Sight& sight) {
    const auto p = lab_seen(a, sight), q = lab_seen(b, sight);
    return std::sqrt((p[0] - q[0]) * (p[0] - q[0]) + (p[1] - q[1]) * (p[1] - q[1]) + (p[2] - q[2]) * (p[2] - q[2]));
}
