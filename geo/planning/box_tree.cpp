#include "geo/planning/box_tree.hpp"

#include <algorithm>
#include <cmath>

namespace ntm {

namespace {

constexpr std::size_t group_size = 16;

/// Numbers of the boxes in the order of leaves: slices from west to east, each from south to north.
std::vector<std::uint32_t> tiled(std::span<const Box> boxes) {
    struct Leaf {
        Point center;
        std::uint32_t number;
    };
    std::vector<Leaf> leaves; // sorted in place: by number the boxes would be looked up all over memory
    leaves.reserve(boxes.size());
    for (std::uint32_t i = 0; i < boxes.size(); ++i) {
        const Point center = boxes[i].center();
        if (!boxes[i].empty() && std::isfinite(center.x) && std::isfinite(center.y)) {
            leaves.push_back({center, i});
        }
    }
    const auto east = [](const Leaf& a, const Leaf& b) { return a.center.x < b.center.x; };
    const auto north = [](const Leaf& a, const Leaf& b) { return a.center.y < b.center.y; };
    std::sort(leaves.begin(), leaves.end(), east);
    const double groups = std::ceil(static_cast<double>(leaves.size()) / group_size);
    const std::size_t slice = static_cast<std::size_t>(std::ceil(std::sqrt(groups))) * group_size;
    for (std::size_t from = 0; from < leaves.size(); from += slice) {
        const std::size_t to = std::min(from + slice, leaves.size());
        std::sort(leaves.begin() + static_cast<std::ptrdiff_t>(from), leaves.begin() + static_cast<std::ptrdiff_t>(to),
                  north);
    }
    std::vector<std::uint32_t> order;
    order.reserve(leaves.size());
    for (const Leaf& leaf : leaves) {
        order.push_back(leaf.number);
    }
    return order;
}

std::vector<Box> boxes_around(const std::vector<Box>& below) {
    std::vector<Box> around((below.size() + group_size - 1) / group_size);
    for (std::size_t i = 0; i < below.size(); ++i) {
        around[i / group_size].add(below[i]);
    }
    return around;
}

} // namespace

BoxTree::BoxTree(std::span<const Box> boxes)
    : m_number(tiled(boxes)) {
    std::vector<Box> leaves;
    leaves.reserve(m_number.size());
    for (const std::uint32_t number : m_number) {
        leaves.push_back(boxes[number]);
    }
    m_levels.push_back(std::move(leaves));
    while (m_levels.back().size() > group_size) {
        m_levels.push_back(boxes_around(m_levels.back()));
    }
}

void BoxTree::query(const Box& box, std::vector<std::uint32_t>& found) const {
    found.clear();
    if (!m_levels.empty() && !box.empty()) {
        descend(m_levels.size() - 1, 0, box, found);
        std::sort(found.begin(), found.end());
    }
}

void BoxTree::descend(std::size_t level, std::size_t first, const Box& box, std::vector<std::uint32_t>& found) const {
    const std::vector<Box>& boxes = m_levels[level];
    for (std::size_t i = first; i < std::min(first + group_size, boxes.size()); ++i) {
        if (!boxes[i].overlaps(box)) {
            continue;
        }
        if (level == 0) {
            found.push_back(m_number[i]);
        } else {
            descend(level - 1, i * group_size, box, found);
        }
    }
}

} // namespace ntm
