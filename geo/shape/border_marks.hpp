#pragma once

#include "geo/shape/id_runs.hpp"
#include "geo/shape/painter.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace ntm {

/// What lies over the fill of a pixel; the greater covers the smaller.
enum Mark : std::uint8_t { mark_none, mark_level0, mark_level1, mark_level2, mark_count };

/// The marks of a rectangle of the picture, with room on both sides for stamps that reach out of it.
struct MarkRows {
    PixelRect rect;
    std::size_t room = 0;
    std::size_t stride = 0;
    std::vector<std::uint8_t> marks;
    IdRuns runs; ///< of all rows that were looked at, those of `rect` among them

    [[nodiscard]] const std::uint8_t* row(int y) const {
        return marks.data() + static_cast<std::size_t>(y - rect.y0) * stride + room;
    }
};

/// At which level two neighbours differ.
class BorderLevels {
public:
    explicit BorderLevels(const PaintStyle& style)
        : m_parent1(style.parent1)
        , m_parent2(style.parent2) {}

    /// Of the border between two ids: none where they are the same; the coast and the outer edge are of the highest
    /// level there is.
    [[nodiscard]] Mark level_mark(std::uint32_t a, std::uint32_t b) const;
    [[nodiscard]] Mark outer_mark() const {
        return !m_parent2.empty() ? mark_level2 : !m_parent1.empty() ? mark_level1 : mark_level0;
    }

private:
    std::span<const std::uint32_t> m_parent1;
    std::span<const std::uint32_t> m_parent2;
};

/// Finds the pixels whose right or lower neighbour is another unit and stamps lines of the due width along them.
class BorderMarker {
public:
    explicit BorderMarker(const PaintStyle& style);

    /// Marks of `rect` alone; ids around it are read, so that parts fit together.
    void mark(const IdRaster& ids, PixelRect rect, MarkRows& out) const;

    /// Row by row, what a line covers about each pixel that it is stamped on.
    struct Span {
        int dy, first_dx, last_dx;
    };
    using Stamp = std::vector<Span>;
    [[nodiscard]] const Stamp& stamp_of(Mark mark) const { return m_stamps[mark]; }
    [[nodiscard]] int reach() const { return m_reach; } ///< of the widest line in use, in pixels

private:
    [[nodiscard]] static Stamp round_stamp(int width_px);
    void mark_row(const IdRaster& ids, int x0, int x1, int y, MarkRows& out) const;
    void stamp(Mark mark, int x, int y, MarkRows& out) const;

    BorderLevels m_levels;
    int m_reach = 0;
    std::array<Stamp, mark_count> m_stamps;
};

/// Whole pixels of a line: at least one where it is drawn at all (thinner ones are drawn paler).
[[nodiscard]] int line_px(double width_pt, double px_per_pt);

} // namespace ntm
