#pragma once

#include "geo/shape/view.hpp"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace ntm {

struct TextSize {
    double width_px = 0;
    double height_px = 0;
};

/// A rectangle of pixels that a name takes.
struct LabelBox {
    double x0 = 0, y0 = 0, x1 = 0, y1 = 0;

    [[nodiscard]] static LabelBox about(Point middle, TextSize size) {
        return {middle.x - size.width_px / 2, middle.y - size.height_px / 2, middle.x + size.width_px / 2,
                middle.y + size.height_px / 2};
    }
    /// `gap_px` is kept free at the sides; above and below, lines bring their own.
    [[nodiscard]] bool overlaps(const LabelBox& other, double gap_px) const {
        return x0 < other.x1 + gap_px && other.x0 < x1 + gap_px && y0 < other.y1 && other.y0 < y1;
    }
    [[nodiscard]] bool within(const LabelBox& other) const {
        return x0 >= other.x0 && y0 >= other.y0 && x1 <= other.x1 && y1 <= other.y1;
    }
};

/// What is taken already, in a net of cells, so that ten thousand names cost ten thousand looks and not their square.
class TakenBoxes {
public:
    explicit TakenBoxes(double gap_px)
        : m_gap_px(gap_px) {}

    [[nodiscard]] bool free(const LabelBox& box) const;
    void take(const LabelBox& box);

private:
    double m_gap_px;
    std::vector<LabelBox> m_boxes;
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> m_cells;
};

/// The free place for a name that is nearest to `wanted`, inside `frame`; false where there is none, however far.
[[nodiscard]] bool find_free_place(const TakenBoxes& taken, const LabelBox& frame, TextSize size, Point wanted,
                                   Point& place);

} // namespace ntm
