#include "geo/shape/pattern_tiles.hpp"

#include <algorithm>
#include <cmath>

namespace ntm {
namespace {

/// The ground in pixels, in whole numbers. The odd constant keeps the usual halves (an odd width, a round centre)
/// away from the place where rounding would turn.
std::int64_t whole_pixels(double px) {
    constexpr double far_px = 1e15;
    return std::isfinite(px) ? static_cast<std::int64_t>(std::floor(std::clamp(px, -far_px, far_px) + 0.3819)) : 0;
}

std::size_t wrapped(std::int64_t value, int period) {
    const std::int64_t rest = value % period;
    return static_cast<std::size_t>(rest < 0 ? rest + period : rest);
}

} // namespace

int pattern_period(Pattern pattern) {
    switch (pattern) {
    case Pattern::none:
        return 1;
    case Pattern::diagonal:
        return 9;
    case Pattern::horizontal:
        return 6;
    case Pattern::dots:
        return 12; // two rows of dots, the second shifted by half a step
    case Pattern::crosses:
        return 10;
    }
    return 1;
}

bool pattern_has_ink(Pattern pattern, int x, int y) {
    switch (pattern) {
    case Pattern::none:
        return false;
    case Pattern::diagonal:
        return (x - y + 9) % 9 < 2;
    case Pattern::horizontal:
        return y == 0;
    case Pattern::dots:
        return y % 6 == 0 && (x + y / 2) % 6 == 0;
    case Pattern::crosses:
        return (x == 5 && y >= 3 && y <= 7) || (y == 5 && x >= 3 && x <= 7);
    }
    return false;
}

PatternAnchor pattern_anchor(const MapView& view, double px_per_pt) {
    return {std::clamp(static_cast<int>(std::lround(px_per_pt * pattern_unit_pt)), 1, 32),
            whole_pixels(view.center.x / view.metres_per_px - view.width_px / 2.0),
            whole_pixels(view.center.y / view.metres_per_px + view.height_px / 2.0)};
}

PatternTiles::PatternTiles(const MapView& view, double px_per_pt, int x0, int x1, unsigned used) {
    const auto [scale, west, north] = pattern_anchor(view, px_per_pt);
    m_west = west + x0;
    m_north = north;
    m_stride = static_cast<std::size_t>(std::max(0, x1 - x0));
    for (std::size_t i = 0; i < m_tiles.size(); ++i) {
        const auto pattern = static_cast<Pattern>(i);
        Tile& tile = m_tiles[i];
        tile.period = pattern_period(pattern) * scale;
        if (pattern == Pattern::none || (used >> i & 1U) == 0) {
            continue;
        }
        tile.ink.resize(static_cast<std::size_t>(tile.period) * m_stride);
        const auto period = static_cast<std::size_t>(tile.period);
        const auto first = static_cast<int>(wrapped(m_west, tile.period));
        for (int y = 0; y < tile.period; ++y) {
            std::uint32_t* const row = tile.ink.data() + static_cast<std::size_t>(y) * m_stride;
            for (std::size_t x = 0; x < std::min(period, m_stride); ++x) {
                const int at = (first + static_cast<int>(x)) % tile.period;
                row[x] = pattern_has_ink(pattern, at / scale, y / scale) ? ~std::uint32_t{0} : 0;
            }
            for (std::size_t done = period; done < m_stride; done *= 2) { // the rest repeats it
                std::copy_n(row, std::min(done, m_stride - done), row + done);
            }
        }
    }
}

const std::uint32_t* PatternTiles::row(Pattern pattern, int y) const {
    const Tile& tile = m_tiles[static_cast<std::size_t>(pattern)];
    return tile.ink.data() + wrapped(m_north - y, tile.period) * m_stride;
}

} // namespace ntm
