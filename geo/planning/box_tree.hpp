#pragma once

#include "geo/base/columns.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace ntm {

/// An R-tree over boxes, packed once (sort-tile-recursive), then only asked; from many threads.
class BoxTree {
public:
    BoxTree() = default;
    explicit BoxTree(std::span<const Box> boxes); ///< empty and infinite boxes are left out

    /// Numbers of the boxes that overlap or touch `box`, ascending; replaces what `found` held.
    void query(const Box& box, std::vector<std::uint32_t>& found) const;

private:
    std::vector<std::uint32_t> m_number;    ///< of the boxes of the lowest level
    std::vector<std::vector<Box>> m_levels; ///< the boxes themselves, then those around each group of the level below

    void descend(std::size_t level, std::size_t first, const Box& box, std::vector<std::uint32_t>& found) const;
};

} // namespace ntm
