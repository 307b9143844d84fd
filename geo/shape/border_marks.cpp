#include "geo/shape/border_marks.hpp"

#include <algorithm>
#include <cmath>

namespace ntm {
namespace {

constexpr int widest_line_px = 200;

} // namespace

int line_px(double width_pt, double px_per_pt) {
    const double width_px = width_pt * px_per_pt;
    return width_px > 0 ? static_cast<int>(std::lround(std::clamp(width_px, 1.0, double{widest_line_px}))) : 0;
}

Mark BorderLevels::level_mark(std::uint32_t a, std::uint32_t b) const {
    if (a == b) {
        return mark_none;
    }
    if (a == 0 || b == 0) {
        return outer_mark();
    }
    const auto differ = [a, b](std::span<const std::uint32_t> parent) {
        return a <= parent.size() && b <= parent.size() && parent[a - 1] != parent[b - 1];
    };
    return differ(m_parent2) ? mark_level2 : differ(m_parent1) ? mark_level1 : mark_level0;
}

BorderMarker::BorderMarker(const PaintStyle& style)
    : m_levels(style) {
    for (std::size_t level = 0; level < 3; ++level) {
        m_stamps[mark_level0 + level] = round_stamp(line_px(style.border[level].width_pt, style.px_per_pt));
    }
    for (const Stamp& stamp : m_stamps) {
        for (const Span& span : stamp) {
            m_reach = std::max({m_reach, -span.dy, span.dy, -span.first_dx, span.last_dx});
        }
    }
}

/// A disc about the pixel (odd widths) or its lower right corner (even widths), where the border lies.
BorderMarker::Stamp BorderMarker::round_stamp(int width_px) {
    if (width_px <= 0) {
        return {};
    }
    Stamp stamp;
    const double middle = width_px % 2 == 0 ? 0.5 : 0.0;
    const double radius = width_px / 2.0 - 0.1; // less a little: else a 3 px line would be a chain of squares
    for (int dy = -(width_px - 1) / 2; dy <= width_px / 2; ++dy) {
        const double half = std::sqrt(std::max(0.0, radius * radius - (dy - middle) * (dy - middle)));
        stamp.push_back({dy, static_cast<int>(std::ceil(middle - half)), static_cast<int>(std::floor(middle + half))});
    }
    return stamp;
}

void BorderMarker::stamp(Mark mark, int x, int y, MarkRows& out) const {
    for (const Span& span : m_stamps[mark]) {
        const int row = y + span.dy;
        if (row < out.rect.y0 || row >= out.rect.y1) {
            continue;
        }
        const std::ptrdiff_t at = (row - out.rect.y0) * static_cast<std::ptrdiff_t>(out.stride) +
                                  static_cast<std::ptrdiff_t>(out.room) + (x - out.rect.x0);
        for (int dx = span.first_dx; dx <= span.last_dx; ++dx) {
            std::uint8_t& there = out.marks[static_cast<std::size_t>(at + dx)];
            there = std::max(there, static_cast<std::uint8_t>(mark));
        }
    }
}

void BorderMarker::mark(const IdRaster& ids, PixelRect rect, MarkRows& out) const {
    out.rect = rect;
    out.room = 2 * static_cast<std::size_t>(m_reach); // of the pixels looked at beyond the sides, and of their stamps
    out.stride = static_cast<std::size_t>(rect.x1 - rect.x0) + 2 * out.room;
    out.marks.assign(out.stride * static_cast<std::size_t>(rect.y1 - rect.y0), mark_none);
    const int x0 = std::max(0, rect.x0 - m_reach);
    const int x1 = std::min(ids.width_px, rect.x1 + m_reach);
    const int y0 = std::max(0, rect.y0 - m_reach);
    const int y1 = std::min(ids.height_px, rect.y1 + m_reach);
    out.runs.find(ids, x0, std::min(ids.width_px, x1 + 1), y0, std::min(ids.height_px, y1 + 1));
    for (int y = y0; y < y1; ++y) {
        mark_row(ids, x0, x1, y, out);
    }
}

/// Goes along the runs of a row and of the one below it: a border lies where the two differ, and at the end of each run
/// of the row.
void BorderMarker::mark_row(const IdRaster& ids, int x0, int x1, int y, MarkRows& out) const {
    const IdRun* run = out.runs.row(y).data();
    const IdRun* below = y + 1 < ids.height_px ? out.runs.row(y + 1).data() : run;
    for (int x = x0; x < x1;) {
        const int end = std::min({run->end, below->end, x1});
        const Mark along = m_levels.level_mark(run->id, below->id);
        const bool run_ends = run->end == end && end < ids.width_px;
        const Mark across = run_ends ? m_levels.level_mark(run->id, run[1].id) : mark_none;
        for (; along != mark_none && x + 1 < end; ++x) {
            stamp(along, x, y, out);
        }
        if (const Mark last = std::max(along, across); last != mark_none) {
            stamp(last, end - 1, y, out);
        }
        x = end;
        run += run->end == end ? 1 : 0;
        below += below->end == end ? 1 : 0;
    }
}

} // namespace ntm
