#pragma once

#include "geo/shape/border_marks.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace ntm {

/// The colours of one id, all states applied; opaque where the ground is.
struct UnitPaint {
    Rgba fill;
    Rgba ink;
    Pattern pattern = Pattern::none;
    bool dark = false; ///< lines on it are light
};

/// A PaintStyle worked out for painting: what is the same for all pixels of a picture, on the CPU and in the shaders.
class PictureStyle {
public:
    explicit PictureStyle(const PaintStyle& style);

    /// Ids without a style are drawn as ground.
    [[nodiscard]] const UnitPaint& of(std::uint32_t id) const { return m_paints[id < m_paints.size() ? id : 0]; }
    /// Of a whole pixel of line: thinner lines are paler.
    [[nodiscard]] Rgba ink(std::uint8_t mark, const UnitPaint& under) const {
        return mark == mark_level0 && under.dark ? m_light_ink : m_inks[mark];
    }
    [[nodiscard]] unsigned patterns() const { return m_patterns; } ///< those in use, a bit each
    [[nodiscard]] Rgba light_ink() const { return m_light_ink; }   ///< of the lowest level, on dark fills

private:
    std::vector<UnitPaint> m_paints;
    std::array<Rgba, mark_count> m_inks{};
    Rgba m_light_ink;
    unsigned m_patterns = 0;
};

/// Straight alpha over straight alpha.
[[nodiscard]] Rgba over(Rgba top, Rgba base);

} // namespace ntm
