#pragma once

#include "geo/shape/arcs.hpp"

#include <functional>
#include <utility>

namespace ntm {

/// The rings of polygons on the grid, without repeated vertices; each stands between copies of its last and its first
/// point, so that a vertex finds its neighbours without a thought for the ring's ends.
class SnappedRings {
public:
    SnappedRings(const PolygonColumns& polygons, WorkerPool& pool, Stopper stopper = Stopper());

    [[nodiscard]] const Grid& grid() const { return m_grid; }
    [[nodiscard]] const GridBox& box() const { return m_box; }
    [[nodiscard]] std::size_t rings() const { return m_length.size(); }
    [[nodiscard]] std::size_t first(std::size_t ring) const { return m_ring_point[ring] + 2 * ring + 1; }
    [[nodiscard]] std::size_t length(std::size_t ring) const { return m_length[ring]; }
    [[nodiscard]] std::size_t places() const { return m_points.size(); }
    [[nodiscard]] GridPoint operator[](std::size_t place) const { return m_points[place]; }
    [[nodiscard]] std::span<const GridPoint> ring(std::size_t r) const {
        return m_points.span().subspan(first(r), m_length[r]);
    }

    /// Shares the rings out among the threads, pieces of about equal work: work(first ring, end ring). Each asks first
    /// whether to stop.
    void for_ring_ranges(WorkerPool& pool, const std::function<void(std::size_t, std::size_t)>& work) const;

private:
    [[nodiscard]] GridPoint snapped(Point p) const;
    void snap(std::size_t ring, std::span<const Point> from);

    std::span<const std::uint32_t> m_ring_point;
    Stopper m_stopper;
    Grid m_grid;
    GridBox m_box;
    Block<GridPoint> m_points;
    std::vector<std::uint32_t> m_length;
    std::vector<std::pair<std::size_t, std::size_t>> m_ranges;
};

/// Which places of the rings are one vertex. The number of a vertex is one of its places.
class VertexTable {
public:
    VertexTable(const SnappedRings& rings, WorkerPool& pool);

    [[nodiscard]] std::uint32_t vertex(std::size_t place) const { return m_vertex[place]; }
    /// Rings part here, or come together.
    [[nodiscard]] bool junction(std::size_t place) const { return m_junction[m_vertex[place]] != 0; }

private:
    void enter(std::size_t place);
    [[nodiscard]] std::size_t cell(GridPoint p) const;
    void count_cells(const SnappedRings& rings, WorkerPool& pool);

    const SnappedRings& m_rings;
    std::int32_t m_min_x = 0, m_min_y = 0;
    unsigned m_shift = 0;
    std::size_t m_columns = 1;
    std::vector<std::uint64_t> m_cell_slot;
    Block<std::uint32_t> m_slots;
    Block<std::uint32_t> m_vertex;
    std::vector<std::uint8_t> m_junction;
};

} // namespace ntm
