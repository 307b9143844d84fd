#include "geo/picture/label_boxes.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ntm {

namespace {

constexpr double cell_width_px = 160; // about one name
constexpr double cell_height_px = 40;

/// Calls visit(key) for every cell that `box` touches, until it says false.
template <class Visit>
bool all_cells(const LabelBox& box, double reach, Visit&& visit) {
    const auto cell = [](double at, double size) { return static_cast<std::int64_t>(std::floor(at / size)); };
    for (std::int64_t y = cell(box.y0 - reach, cell_height_px); y <= cell(box.y1 + reach, cell_height_px); ++y) {
        for (std::int64_t x = cell(box.x0 - reach, cell_width_px); x <= cell(box.x1 + reach, cell_width_px); ++x) {
            if (!visit(static_cast<std::uint64_t>(y) << 32 ^ (static_cast<std::uint64_t>(x) & 0xffffffffU))) {
                return false;
            }
        }
    }
    return true;
}

} // namespace

bool TakenBoxes::free(const LabelBox& box) const {
    return all_cells(box, m_gap_px, [&](std::uint64_t key) {
        const auto found = m_cells.find(key);
        return found == m_cells.end() ||
               std::none_of(found->second.begin(), found->second.end(),
                            [&](std::uint32_t other) { return m_boxes[other].overlaps(box, m_gap_px); });
    });
}

void TakenBoxes::take(const LabelBox& box) {
    const auto number = static_cast<std::uint32_t>(m_boxes.size());
    m_boxes.push_back(box);
    all_cells(box, 0, [&](std::uint64_t key) {
        m_cells[key].push_back(number);
        return true;
    });
}

bool find_free_place(const TakenBoxes& taken, const LabelBox& frame, TextSize size, Point wanted, Point& place) {
    const Point least{frame.x0 + size.width_px / 2, frame.y0 + size.height_px / 2};
    const Point most{frame.x1 - size.width_px / 2, frame.y1 - size.height_px / 2};
    if (most.x < least.x || most.y < least.y) {
        return false;
    }
    const Point start{std::clamp(wanted.x, least.x, most.x), std::clamp(wanted.y, least.y, most.y)};
    const double step_x = std::max(size.width_px / 4, 1.0), step_y = std::max(size.height_px / 2, 1.0);
    double best = std::numeric_limits<double>::infinity();
    const auto try_at = [&](Point at) {
        const Point tried{std::clamp(at.x, least.x, most.x), std::clamp(at.y, least.y, most.y)};
        const double distance = std::hypot(tried.x - wanted.x, tried.y - wanted.y);
        if (distance < best && taken.free(LabelBox::about(tried, size))) {
            best = distance;
            place = tried;
        }
    };
    const double farthest = std::max((most.x - least.x) / step_x, (most.y - least.y) / step_y) + 1;
    for (int ring = 0; ring <= farthest && ring * std::min(step_x, step_y) <= best; ++ring) {
        for (int i = -ring; i <= ring; ++i) {
            try_at({start.x + i * step_x, start.y - ring * step_y});
            try_at({start.x + i * step_x, start.y + ring * step_y});
            try_at({start.x - ring * step_x, start.y + i * step_y});
            try_at({start.x + ring * step_x, start.y + i * step_y});
        }
    }
    return std::isfinite(best);
}

} // namespace ntm
