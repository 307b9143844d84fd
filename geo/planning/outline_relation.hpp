#pragma once

#include "geo/base/columns.hpp"

#include <cstdint>
#include <vector>

namespace ntm {

/// How the inside of outline B lies to that of outline A.
enum class Relation : std::uint8_t {
    apart,    ///< nothing in common but border
    same,     ///< the same ground
    inside,   ///< B in A
    around,   ///< A in B
    crossing, ///< partly, or not to be told for certain without cutting
};

/// A sound outline (valid in the sense of OGC) made ready to be laid beside others. Neighbours share most of their
/// border vertex by vertex, and a cut costs a hundred times as much as seeing that nothing is to be cut.
class PreparedOutline {
public:
    PreparedOutline(const PolygonColumns& polygons, std::size_t feature);

    /// Certain answers only: everything that rounding could decide either way is `crossing`.
    [[nodiscard]] static Relation relation(const PreparedOutline& a, const PreparedOutline& b);

    [[nodiscard]] const Box& box() const { return m_box; }

private:
    enum class Side : std::uint8_t { outside, inside, unsure };
    struct Scratch;

    /// Vertex i to m_next[i]; the inside lies to the left.
    std::vector<Point> m_points;
    std::vector<std::uint32_t> m_next;
    std::vector<std::uint32_t> m_ring_start; ///< and the end behind the last
    Box m_box;
    double m_slabs_per_y = 0;
    std::vector<std::uint32_t> m_slab_begin; ///< slab s: edges m_slab_edge[m_slab_begin[s] .. m_slab_begin[s + 1])
    std::vector<std::uint32_t> m_slab_edge;

    [[nodiscard]] std::size_t slab_of(double y) const;
    void fill_slabs();
    /// Up to the rounding of its own coordinates: the middle of an edge is seldom a number that can be written.
    [[nodiscard]] bool lies_on_border(Point point) const;
    [[nodiscard]] Side side_of(Point point) const;
    /// Whether parts of this border that are not shared lie inside and outside `other`; false when unsure.
    [[nodiscard]] bool tell_sides(const PreparedOutline& other, const std::vector<std::uint8_t>& edge_shared,
                                  const std::vector<std::uint8_t>& vertex_met, bool& inside, bool& outside) const;
};

} // namespace ntm
