#include "geo/planning/box_tree.hpp"

#define BOOST_ALLOW_DEPRECATED_HEADERS // Boost 1.74 warns of its own headers
#include <boost/geometry/geometries/box.hpp>
#include <boost/geometry/geometries/point.hpp>
#include <boost/geometry/index/rtree.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

namespace ntm {

namespace {

namespace bg = boost::geometry;
using Corner = bg::model::point<double, 2, bg::cs::cartesian>;
using Entry = std::pair<bg::model::box<Corner>, std::uint32_t>;

bg::model::box<Corner> boost_box(const Box& box) {
    return {{box.min_x, box.min_y}, {box.max_x, box.max_y}};
}

std::vector<Entry> entries_of(std::span<const Box> boxes) {
    std::vector<Entry> entries;
    entries.reserve(boxes.size());
    for (std::uint32_t i = 0; i < boxes.size(); ++i) {
        if (!boxes[i].empty()) {
            entries.emplace_back(boost_box(boxes[i]), i);
        }
    }
    return entries;
}

} // namespace

struct BoxTree::Impl {
    bg::index::rtree<Entry, bg::index::quadratic<16>> tree;
};

BoxTree::BoxTree()
    : BoxTree(std::span<const Box>()) {}
BoxTree::BoxTree(std::span<const Box> boxes) {
    const std::vector<Entry> entries = entries_of(boxes);
    m_impl = std::make_unique<const Impl>(Impl{{entries.begin(), entries.end()}}); // the range constructor packs
}
BoxTree::~BoxTree() = default;
BoxTree::BoxTree(BoxTree&&) noexcept = default;
BoxTree& BoxTree::operator=(BoxTree&&) noexcept = default;

void BoxTree::query(const Box& box, std::vector<std::uint32_t>& found) const {
    found.clear();
    if (box.empty()) {
        return;
    }
    for (auto at = m_impl->tree.qbegin(bg::index::intersects(boost_box(box))); at != m_impl->tree.qend(); ++at) {
        found.push_back(at->second);
    }
    std::sort(found.begin(), found.end());
}

} // namespace ntm
