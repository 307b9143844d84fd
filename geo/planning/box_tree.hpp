#pragma once

#include "geo/base/columns.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace ntm {

/// An R-tree over boxes, packed once, then only asked; from many threads.
class BoxTree {
public:
    BoxTree();
    explicit BoxTree(std::span<const Box> boxes); ///< empty boxes are left out
    ~BoxTree();
    BoxTree(BoxTree&&) noexcept;
    BoxTree& operator=(BoxTree&&) noexcept;

    /// Numbers of the boxes that overlap or touch `box`, ascending; replaces what `found` held.
    void query(const Box& box, std::vector<std::uint32_t>& found) const;

private:
    struct Impl;
    std::unique_ptr<const Impl> m_impl;
};

} // namespace ntm
