#include "geo/picture/theme_classes.hpp"

#include <algorithm>
#include <cmath>

namespace ntm {

namespace {

/// The grey that is as light to the eye (same luminance, so same L*).
Rgba grey_of(Rgba colour) {
    const double light = luminance(colour);
    const double value = light <= 0.0031308 ? light * 12.92 : 1.055 * std::pow(light, 1 / 2.4) - 0.055;
    const auto byte = static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0, 1.0) * 255));
    return {byte, byte, byte, colour.a};
}

void make_grey(UnitStyle& style) {
    style.fill = grey_of(style.fill);
    style.ink = grey_of(style.ink);
}

} // namespace

void make_grey(StyledMap& map) {
    for (UnitStyle& style : map.units) {
        make_grey(style);
    }
    for (auto* entries : {&map.legend.entries, &map.legend.overlays}) {
        for (LegendEntry& entry : *entries) {
            make_grey(entry.style);
        }
    }
}

} // namespace ntm
