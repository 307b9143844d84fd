#pragma once

#include "geo/shape/coverage.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace ntm {

/// Level lines across the ground, north to south at equal distances, on the grid of a coverage: the centre lines of
/// pixel rows, or several a row. Vertices are compared with whole numbers (a grid point lies north of a line when it is
/// greater than the line's floor), so that all edges judge a vertex alike.
class ScanLines {
public:
    /// Line i runs at y = (first - i) * spacing, in grid units: the same bits whichever line of a lattice is the first.
    ScanLines(double first, double spacing, int count);

    [[nodiscard]] int count() const { return m_count; }
    /// The number of lines at or north of y: the vertex lies between line gap - 1 and line gap.
    [[nodiscard]] int gap(std::int32_t y) const {
        const double guess = m_first - y * m_per_spacing;
        int g = guess > 0 ? static_cast<int>(std::min(guess, static_cast<double>(m_count))) : 0;
        while (g > 0 && y > m_floor[static_cast<std::size_t>(g)]) {
            --g;
        }
        while (g < m_count && y <= m_floor[static_cast<std::size_t>(g) + 1]) {
            ++g;
        }
        return g;
    }
    /// A vertex with south_of(gap) < y <= north_of(gap) lies in that gap.
    [[nodiscard]] std::int64_t north_of(int gap) const { return m_floor[static_cast<std::size_t>(gap)]; }
    [[nodiscard]] std::int64_t south_of(int gap) const { return m_floor[static_cast<std::size_t>(gap) + 1]; }
    [[nodiscard]] double y(int line) const { return (m_first - line) * m_spacing; }
    [[nodiscard]] bool crosses(const GridBox& box) const {
        return m_count > 0 && !box.empty() && box.max_y > m_floor[static_cast<std::size_t>(m_count)] &&
               box.min_y <= m_floor[1] && gap(box.max_y) != gap(box.min_y);
    }

private:
    double m_first;
    double m_spacing;
    double m_per_spacing;
    int m_count;
    std::vector<std::int64_t> m_floor; ///< line i is m_floor[i + 1]; the first and last are at infinity
};

/// Part of the ground that is looked at, in grid units: beyond its west and east nobody asks where exactly.
struct ScanWindow {
    double west = 0;
    double east = 0;
};

/// Where the edge a-b crosses lines [first, end): evaluated from its lower end whatever its direction, so that both
/// neighbours of a border see the same bits. `cross(line, x)`, x in grid units.
template <class Cross>
void scan_edge(const ScanLines& lines, GridPoint a, GridPoint b, int first, int end, const Cross& cross) {
    if (a.y > b.y) {
        std::swap(a, b);
    }
    const double rise = static_cast<double>(b.y) - a.y;
    const double run = static_cast<double>(b.x) - a.x;
    const double west = std::min(a.x, b.x);
    const double east = std::max(a.x, b.x);
    for (int line = first; line < end; ++line) {
        cross(line, std::clamp(a.x + (lines.y(line) - a.y) / rise * run, west, east));
    }
}

/// All crossings of a chain of points with the lines, in the order of the chain.
template <class Cross>
void scan_chain(const ScanLines& lines, std::span<const GridPoint> chain, const Cross& cross) {
    const GridPoint* p = chain.data();
    const GridPoint* const end = p + chain.size();
    int at = lines.gap(p->y);
    std::int64_t north = lines.north_of(at);
    std::int64_t south = lines.south_of(at);
    for (++p; p != end; ++p) {
        if (p->y > south && p->y <= north) { // by far the most frequent
            continue;
        }
        const int next = lines.gap(p->y);
        scan_edge(lines, p[-1], *p, std::min(at, next), std::max(at, next), cross);
        at = next;
        north = lines.north_of(at);
        south = lines.south_of(at);
    }
}

/// All crossings of a ring of a coverage with the lines. Which way an arc is run does not matter for them; an arc
/// wholly west or east of the window crosses each line as often (odd or even) as the straight line between its ends.
template <class Cross>
void scan_ring(const Coverage& coverage, const Coverage::Level& level, std::size_t ring, const ScanLines& lines,
               ScanWindow window, const Cross& cross) {
    for (const ArcUse use : coverage.ring(ring)) {
        const std::uint32_t arc = arc_of(use);
        const GridBox& box = coverage.arc_box[arc];
        if (!lines.crosses(box)) {
            continue;
        }
        const std::span<const GridPoint> points = level.arc(arc);
        if (box.max_x < window.west || box.min_x > window.east) {
            const GridPoint ends[] = {points.front(), points.back()};
            scan_chain(lines, ends, cross);
        } else {
            scan_chain(lines, points, cross);
        }
    }
}

} // namespace ntm
