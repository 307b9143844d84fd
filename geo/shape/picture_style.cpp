#include "geo/shape/picture_style.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>

namespace ntm {
namespace {

constexpr double dimmed_share = 0.25;
constexpr double hovered_lighter = 0.12;
constexpr double dark_below = 0.3405; // CIE Y of L* 65: grey lines are lost on fills darker than this, white on lighter

Rgba paler(Rgba ink, double share) {
    ink.a = static_cast<std::uint8_t>(std::lround(ink.a * std::clamp(share, 0.0, 1.0)));
    return ink;
}

UnitPaint unit_paint(const UnitStyle& unit, unsigned state, Rgba ground) {
    UnitPaint paint{over(unit.fill, ground), unit.ink, unit.pattern, false};
    if ((state & state_dimmed) != 0) {
        paint.fill = mix(ground, paint.fill, dimmed_share);
        paint.ink = paler(paint.ink, dimmed_share);
    }
    if ((state & state_hovered) != 0) {
        paint.fill = mix(paint.fill, {255, 255, 255, paint.fill.a}, hovered_lighter);
    }
    paint.ink = over(paint.ink, paint.fill);
    paint.dark = luminance(paint.fill) < dark_below;
    return paint;
}

/// Thousands of units have a handful of styles: each is worked out once.
class KnownPaints {
public:
    explicit KnownPaints(Rgba ground)
        : m_ground(ground) {}

    const UnitPaint& paint(const UnitStyle& unit, unsigned state) {
        const std::uint64_t key =
            (std::uint64_t{std::bit_cast<std::uint32_t>(unit.fill)} << 32U) | std::bit_cast<std::uint32_t>(unit.ink);
        Known& known =
            m_known[((key ^ (static_cast<std::uint64_t>(unit.pattern) << 8U) ^ state) * 0x9e3779b97f4a7c15U) >> 58U];
        if (!known.filled || known.key != key || known.pattern != unit.pattern || known.state != state) {
            known = {true, key, unit.pattern, state, unit_paint(unit, state, m_ground)};
        }
        return known.paint;
    }

private:
    struct Known {
        bool filled = false;
        std::uint64_t key = 0;
        Pattern pattern = Pattern::none;
        unsigned state = 0;
        UnitPaint paint{};
    };
    Rgba m_ground;
    std::array<Known, 64> m_known; ///< by six bits of a hash; the last one asked for stays
};

} // namespace

Rgba over(Rgba top, Rgba base) {
    if (top.a == 255 || base.a == 0) {
        return top;
    }
    const double alpha = top.a / 255.0;
    if (base.a == 255) {
        Rgba result = mix(base, top, alpha);
        result.a = 255;
        return result;
    }
    const double base_share = base.a / 255.0 * (1 - alpha);
    Rgba result = mix(base, top, alpha / (alpha + base_share));
    result.a = static_cast<std::uint8_t>(std::lround((alpha + base_share) * 255));
    return result;
}

PictureStyle::PictureStyle(const PaintStyle& style) {
    KnownPaints known(style.ground);
    m_paints.reserve(style.units.size() + 1);
    m_paints.push_back({style.ground, style.ground, Pattern::none, luminance(style.ground) < dark_below});
    for (std::size_t i = 0; i < style.units.size(); ++i) {
        const unsigned state = i < style.states.size() ? style.states[i] : unsigned{state_plain};
        m_paints.push_back(known.paint(style.units[i], state));
        m_patterns |= 1U << static_cast<unsigned>(style.units[i].pattern);
    }
    for (std::size_t level = 0; level < 3; ++level) {
        // A line thinner than a pixel covers that share of it.
        m_inks[mark_level0 + level] = paler(style.border[level].ink, style.border[level].width_pt * style.px_per_pt);
    }
    m_light_ink = paler(style.light_ink, style.border[0].width_pt * style.px_per_pt);
}

} // namespace ntm
