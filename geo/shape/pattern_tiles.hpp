#pragma once

#include "geo/shape/painter.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace ntm {

inline constexpr int pattern_count = 5;
inline constexpr double pattern_unit_pt = 0.8;     ///< one pixel on a plain screen; whole pixels everywhere
[[nodiscard]] int pattern_period(Pattern pattern); ///< both ways
/// x to the east and y to the north, both from 0 to the period.
[[nodiscard]] bool pattern_has_ink(Pattern pattern, int x, int y);

/// Where the ground lies under a picture, in whole pixels.
struct PatternAnchor {
    int scale = 1;          ///< pixels of a pattern unit
    std::int64_t west = 0;  ///< ground pixel column of the picture's column 0
    std::int64_t north = 0; ///< ground pixel row, counted northwards, of the picture's row 0
};
[[nodiscard]] PatternAnchor pattern_anchor(const MapView& view, double px_per_pt);

/// The patterns laid out for one view: per pattern and pixel row the ink as a row of masks. Anchored to the ground:
/// a view panned by whole pixels gives the same masks at the same places of the ground.
class PatternTiles {
public:
    /// Columns [x0, x1) of the picture will be asked for, of the patterns in `used` (a bit each) alone. One pattern
    /// unit is a whole number of pixels.
    PatternTiles(const MapView& view, double px_per_pt, int x0, int x1, unsigned used);

    /// Mask x has all bits where `pattern` has ink in column x0 + x of picture row y, else none.
    [[nodiscard]] const std::uint32_t* row(Pattern pattern, int y) const;

private:
    struct Tile {
        int period = 1; ///< in pixels, both ways
        std::vector<std::uint32_t> ink;
    };
    std::array<Tile, pattern_count> m_tiles;
    std::int64_t m_west = 0;  ///< ground pixel column of the picture's column x0
    std::int64_t m_north = 0; ///< ground pixel row, counted northwards, of the picture's row 0
    std::size_t m_stride = 0;
};

} // namespace ntm
