#include "geo/shape/snapped_rings.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>

namespace ntm {
namespace {

constexpr std::uint32_t nothing = 0xffffffff;
constexpr std::size_t points_a_range = 100'000;

bool finite(Point p) {
    return std::isfinite(p.x) && std::isfinite(p.y);
}

Box box_of(std::span<const Point> points) {
    Box box;
    for (const Point& p : points) {
        if (finite(p)) {
            box.add(p);
        }
    }
    return box;
}

Grid grid_for(const Box& box) {
    Grid grid;
    if (box.empty()) {
        return grid;
    }
    grid.origin = {std::floor(box.min_x / 2 + box.max_x / 2), std::floor(box.min_y / 2 + box.max_y / 2)};
    constexpr double most_steps = 2147483000.0;
    while (std::max({box.max_x - grid.origin.x, grid.origin.x - box.min_x, box.max_y - grid.origin.y,
                     grid.origin.y - box.min_y}) > most_steps * grid.step_m) {
        grid.step_m *= 2;
    }
    return grid;
}

/// The nearest whole number; the detour keeps to one conversion that rounds towards zero.
std::int32_t nearest(double value) {
    constexpr double shift = 2147483648.0;
    return static_cast<std::int32_t>(static_cast<std::int64_t>(value + (shift + 0.5)) -
                                     static_cast<std::int64_t>(shift));
}

std::uint32_t scrambled(GridPoint p) {
    const std::uint64_t both =
        (static_cast<std::uint64_t>(static_cast<std::uint32_t>(p.x)) << 32U) | static_cast<std::uint32_t>(p.y);
    std::uint64_t mixed = both * 0x9e3779b97f4a7c15U;
    mixed = (mixed ^ (mixed >> 32U)) * 0xd6e8feb86659fd93U;
    return static_cast<std::uint32_t>(mixed >> 32U);
}

} // namespace

SnappedRings::SnappedRings(const PolygonColumns& polygons, WorkerPool& pool, Stopper stopper)
    : m_ring_point(polygons.ring_point)
    , m_stopper(stopper)
    , m_points(polygons.points.size() + 2 * polygons.rings())
    , m_length(polygons.rings()) {
    for (std::size_t begin = 0; begin < rings();) {
        std::size_t end = begin + 1;
        while (end < rings() && m_ring_point[end + 1] - m_ring_point[begin] <= points_a_range) {
            ++end;
        }
        m_ranges.emplace_back(begin, end);
        begin = end;
    }
    std::vector<Box> boxes(m_ranges.size());
    pool.run(m_ranges.size(), [&](std::size_t i) {
        const auto [begin, end] = m_ranges[i];
        boxes[i] = box_of({polygons.points.data() + m_ring_point[begin], polygons.points.data() + m_ring_point[end]});
    });
    Box all;
    for (const Box& box : boxes) {
        if (!box.empty()) {
            all.add(box);
        }
    }
    m_grid = grid_for(all);
    if (!all.empty()) { // snapping is monotone: the corners of the box are the box of the corners
        m_box.add(snapped({all.min_x, all.min_y}));
        m_box.add(snapped({all.max_x, all.max_y}));
    }
    for_ring_ranges(pool, [&](std::size_t begin, std::size_t end) {
        for (std::size_t r = begin; r < end; ++r) {
            snap(r, polygons.ring(r));
        }
    });
}

void SnappedRings::for_ring_ranges(WorkerPool& pool, const std::function<void(std::size_t, std::size_t)>& work) const {
    pool.run(m_ranges.size(), [&](std::size_t i) {
        m_stopper.check();
        work(m_ranges[i].first, m_ranges[i].second);
    });
}

GridPoint SnappedRings::snapped(Point p) const {
    const double per_step = 1 / m_grid.step_m;
    return {nearest((p.x - m_grid.origin.x) * per_step), nearest((p.y - m_grid.origin.y) * per_step)};
}

void SnappedRings::snap(std::size_t ring, std::span<const Point> from) {
    GridPoint* const begin = m_points.data() + first(ring);
    GridPoint* end = begin;
    for (const Point& p : from) {
        if (!finite(p)) {
            continue;
        }
        const GridPoint at = snapped(p);
        if (end == begin || !(end[-1] == at)) {
            *end++ = at;
        }
    }
    while (end - begin > 1 && end[-1] == *begin) {
        --end;
    }
    m_length[ring] = static_cast<std::uint32_t>(end - begin);
    if (end != begin) {
        begin[-1] = end[-1];
        *end = *begin;
    }
}

/// The table is cut into cells of the ground, each with its own run of slots: rings wander from a cell to the next, so
/// that look-ups stay within the processor's cache, where one table of a whole country would miss it at each vertex.
VertexTable::VertexTable(const SnappedRings& rings, WorkerPool& pool)
    : m_rings(rings)
    , m_vertex(rings.places())
    , m_junction(rings.places(), 0) {
    count_cells(rings, pool);
    m_slots = Block<std::uint32_t>(m_cell_slot.back());
    constexpr std::size_t piece = 1U << 18U;
    pool.run((m_slots.size() + piece - 1) / piece, [&](std::size_t i) {
        std::fill_n(m_slots.data() + i * piece, std::min(piece, m_slots.size() - i * piece), nothing);
    });
    rings.for_ring_ranges(pool, [&](std::size_t begin, std::size_t end) {
        for (std::size_t r = begin; r < end; ++r) {
            const std::size_t first = rings.first(r);
            for (std::size_t place = first; place < first + rings.length(r); ++place) {
                enter(place);
            }
        }
    });
}

std::size_t VertexTable::cell(GridPoint p) const {
    const auto column = (static_cast<std::uint32_t>(p.x) - static_cast<std::uint32_t>(m_min_x)) >> m_shift;
    const auto row = (static_cast<std::uint32_t>(p.y) - static_cast<std::uint32_t>(m_min_y)) >> m_shift;
    return row * m_columns + column;
}

void VertexTable::count_cells(const SnappedRings& rings, WorkerPool& pool) {
    const GridBox& all = rings.box();
    const auto extent = [](std::int32_t from, std::int32_t to) {
        return static_cast<std::uint64_t>(std::int64_t{to} - from);
    };
    constexpr std::size_t places_a_cell = 24; // of the box; land is a fraction of it
    std::size_t cells = 1;
    if (!all.empty()) {
        m_min_x = all.min_x;
        m_min_y = all.min_y;
        const std::uint64_t width = extent(all.min_x, all.max_x);
        const std::uint64_t height = extent(all.min_y, all.max_y);
        const std::uint64_t most = rings.places() / places_a_cell + 1;
        while (m_shift < 31 && ((width >> m_shift) + 1) * ((height >> m_shift) + 1) > most) {
            ++m_shift;
        }
        m_columns = (width >> m_shift) + 1;
        cells = m_columns * ((height >> m_shift) + 1);
    }
    std::vector<std::uint32_t> count(cells, 0);
    rings.for_ring_ranges(pool, [&](std::size_t begin, std::size_t end) {
        std::size_t here = 0;
        std::uint32_t run = 0; // one atomic addition for all points of a ring in a cell
        const auto flush = [&] {
            if (run > 0) {
                std::atomic_ref(count[here]).fetch_add(run, std::memory_order_relaxed);
            }
        };
        for (std::size_t r = begin; r < end; ++r) {
            for (const GridPoint& p : rings.ring(r)) {
                const std::size_t next = cell(p);
                if (next != here) {
                    flush();
                    here = next;
                    run = 0;
                }
                ++run;
            }
        }
        flush();
    });
    m_cell_slot.reserve(cells + 1);
    m_cell_slot.push_back(0);
    for (const std::uint32_t places : count) {
        // At most two thirds full, mostly a third: borders are met twice.
        m_cell_slot.push_back(m_cell_slot.back() + (places == 0 ? 0 : places + places / 2 + 1));
    }
}

void VertexTable::enter(std::size_t place) {
    const GridPoint at = m_rings[place];
    const std::size_t in_cell = cell(at);
    const std::uint64_t first = m_cell_slot[in_cell];
    const std::uint64_t slots = m_cell_slot[in_cell + 1] - first;
    std::uint64_t slot = (scrambled(at) * slots) >> 32U;
    while (true) {
        const std::atomic_ref entry(m_slots[first + slot]);
        std::uint32_t found = entry.load(std::memory_order_relaxed);
        if (found == nothing &&
            entry.compare_exchange_strong(found, static_cast<std::uint32_t>(place), std::memory_order_relaxed)) {
            m_vertex[place] = static_cast<std::uint32_t>(place);
            return;
        }
        if (m_rings[found] == at) {
            m_vertex[place] = found;
            const GridPoint a = m_rings[place - 1], b = m_rings[place + 1];
            const GridPoint c = m_rings[found - 1], d = m_rings[found + 1];
            if (!(a == c && b == d) && !(a == d && b == c)) {
                std::atomic_ref(m_junction[found]).store(1, std::memory_order_relaxed);
            }
            return;
        }
        slot = slot + 1 == slots ? 0 : slot + 1;
    }
}

} // namespace ntm
