#pragma once

#include "geo/shape/coverage.hpp"
#include "geo/shape/stopping.hpp"

#include <memory>
#include <vector>

namespace ntm {

/// A block of plain values that is not filled beforehand: whichever thread writes it first gets its pages near.
template <class T>
class Block {
public:
    Block() = default;
    explicit Block(std::size_t size)
        : m_data(std::make_unique_for_overwrite<T[]>(size))
        , m_size(size) {}
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] T& operator[](std::size_t i) { return m_data[i]; }
    [[nodiscard]] const T& operator[](std::size_t i) const { return m_data[i]; }
    [[nodiscard]] T* data() { return m_data.get(); }
    [[nodiscard]] std::span<const T> span() const { return {m_data.get(), m_size}; }

private:
    std::unique_ptr<T[]> m_data;
    std::size_t m_size = 0;
};

/// Topology: what Coverage shows, before there are levels.
struct ArcColumns {
    Grid grid;
    std::vector<std::uint32_t> feature_ring{0};
    std::vector<std::uint32_t> ring_use{0};
    std::vector<ArcUse> uses;
    std::vector<std::uint32_t> left, right;
    std::vector<std::uint32_t> arc_point{0};
    Block<GridPoint> points;
    std::vector<GridBox> feature_box, ring_box, arc_box;
    GridBox all;
    std::uint64_t source_points = 0;

    [[nodiscard]] std::size_t arcs() const { return arc_point.size() - 1; }
    [[nodiscard]] std::span<const GridPoint> arc(std::size_t a) const {
        return points.span().subspan(arc_point[a], arc_point[a + 1] - arc_point[a]);
    }
};

/// Finds the shared borders by hashing grid points. A vertex is a junction when the rings through it do not all come
/// from and go to the same two neighbours; arcs run from junction to junction.
[[nodiscard]] ArcColumns build_arcs(const PolygonColumns& polygons, WorkerPool& pool,
                                    const Stopper& stopper = Stopper());

} // namespace ntm
