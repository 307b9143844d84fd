#include "geo/shape/painter.hpp"

#include "geo/shape/border_marks.hpp"
#include "geo/shape/pattern_tiles.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstring>

namespace ntm {
namespace {

constexpr double dimmed_share = 0.25;
constexpr double hovered_lighter = 0.12;
constexpr double dark_below = 0.3405; // CIE Y of L* 65: grey lines are lost on fills darker than this, white on lighter
constexpr int rows_at_once = 32;

/// Straight alpha over straight alpha.
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

Rgba paler(Rgba ink, double share) {
    ink.a = static_cast<std::uint8_t>(std::lround(ink.a * std::clamp(share, 0.0, 1.0)));
    return ink;
}

/// The colours of one id, all states applied.
struct UnitPaint {
    Rgba fill;
    Rgba ink;
    Pattern pattern = Pattern::none;
    bool dark = false;
};

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

/// Everything that is the same for all rows of a picture.
class PictureStyle {
public:
    explicit PictureStyle(const PaintStyle& style) {
        m_paints.reserve(style.units.size() + 1);
        m_paints.push_back({style.ground, style.ground, Pattern::none, luminance(style.ground) < dark_below});
        for (std::size_t i = 0; i < style.units.size(); ++i) {
            const unsigned state = i < style.states.size() ? style.states[i] : unsigned{state_plain};
            m_paints.push_back(unit_paint(style.units[i], state, style.ground));
        }
        for (std::size_t level = 0; level < 3; ++level) {
            // A line thinner than a pixel covers that share of it.
            m_inks[mark_level0 + level] =
                paler(style.border[level].ink, style.border[level].width_pt * style.px_per_pt);
        }
        m_light_ink = paler(style.light_ink, style.border[0].width_pt * style.px_per_pt);
        m_inks[mark_hovered] = style.hovered_ink;
        m_inks[mark_casing] = style.selected_casing;
        m_inks[mark_selected] = style.selected_ink;
    }

    /// Ids without a style are drawn as ground.
    [[nodiscard]] const UnitPaint& of(std::uint32_t id) const { return m_paints[id < m_paints.size() ? id : 0]; }

    [[nodiscard]] Rgba ink(std::uint8_t mark, const UnitPaint& under) const {
        return mark == mark_level0 && under.dark ? m_light_ink : m_inks[mark];
    }

private:
    std::vector<UnitPaint> m_paints;
    std::array<Rgba, mark_count> m_inks{};
    Rgba m_light_ink;
};

/// The end of the run of equal ids that begins at x.
int run_end(const std::uint32_t* ids, int x, int x1) {
    const std::uint32_t id = ids[x];
    constexpr int block = 16;
    for (; x + block <= x1; x += block) {
        std::uint32_t difference = 0;
        for (int i = 0; i < block; ++i) {
            difference |= ids[x + i] ^ id;
        }
        if (difference != 0) {
            break;
        }
    }
    while (x < x1 && ids[x] == id) {
        ++x;
    }
    return x;
}

void paint_fills(const std::uint32_t* ids, int x0, int x1, int y, const PictureStyle& style, const PatternTiles& tiles,
                 Rgba* out) {
    for (int x = x0; x < x1;) {
        const int end = run_end(ids, x, x1);
        const UnitPaint& unit = style.of(ids[x]);
        // Masked words: without a branch the compiler takes several pixels at once.
        const auto fill = std::bit_cast<std::uint32_t>(unit.fill);
        const auto change = fill ^ std::bit_cast<std::uint32_t>(unit.ink);
        const std::uint32_t* const mask = tiles.row(unit.pattern, y) + (x - x0);
        for (int i = 0; i < end - x; ++i) {
            out[x + i] = std::bit_cast<Rgba>(fill ^ (change & mask[i]));
        }
        x = end;
    }
}

void paint_marks(const std::uint8_t* marks, const std::uint32_t* ids, int x0, int x1, const PictureStyle& style,
                 Rgba* out) {
    for (int x = x0; x < x1;) {
        std::uint64_t eight = 0;
        if (x + 8 <= x1 && (std::memcpy(&eight, marks + (x - x0), sizeof eight), eight == 0)) {
            x += 8; // most of the map has no line
            continue;
        }
        for (const int end = std::min(x + 8, x1); x < end; ++x) {
            const std::uint8_t mark = marks[x - x0];
            if (mark != mark_none) {
                out[x] = over(style.ink(mark, style.of(ids[x])), out[x]);
            }
        }
    }
}

} // namespace

void paint(const IdRaster& ids, const MapView& view, const PaintStyle& style, PixelRect rect, WorkerPool& pool,
           std::span<Rgba> pixels) {
    assert(pixels.size() == ids.ids.size());
    rect = {std::max(0, rect.x0), std::max(0, rect.y0), std::min(ids.width_px, rect.x1),
            std::min(ids.height_px, rect.y1)};
    if (rect.empty()) {
        return;
    }
    const PictureStyle colours(style);
    const PatternTiles tiles(view, style.px_per_pt, rect.x0, rect.x1);
    const BorderMarker marker(style);
    const auto parts = static_cast<std::size_t>((rect.y1 - rect.y0 + rows_at_once - 1) / rows_at_once);
    pool.run(parts, [&](std::size_t part) {
        thread_local MarkRows marks;
        const int y0 = rect.y0 + static_cast<int>(part) * rows_at_once;
        const int y1 = std::min(rect.y1, y0 + rows_at_once);
        marker.mark(ids, {rect.x0, y0, rect.x1, y1}, marks);
        for (int y = y0; y < y1; ++y) {
            const std::ptrdiff_t start = static_cast<std::ptrdiff_t>(y) * ids.width_px;
            const std::uint32_t* const row_ids = ids.ids.data() + start;
            Rgba* const row_out = pixels.data() + start;
            paint_fills(row_ids, rect.x0, rect.x1, y, colours, tiles, row_out);
            paint_marks(marks.row(y), row_ids, rect.x0, rect.x1, colours, row_out);
        }
    });
}

} // namespace ntm
