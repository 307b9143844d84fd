#include "geo/shape/id_raster.hpp"

#include "geo/shape/row_crossings.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>
#include <span>

namespace ntm {
namespace {

/// Heights beyond this are as good as infinite: such vertices are passed over.
constexpr double far_away = 1e300;

bool usable(double coordinate) {
    return coordinate > -far_away && coordinate < far_away;
}

/// Pixel columns of ground x: the first column whose centre is at or right of it, within the picture. Monotone, so
/// that boxes cull exactly what their points would.
struct ColumnScale {
    double center_x;
    double px_per_metre;
    double half_width_px;
    int width_px;

    [[nodiscard]] int column(double x) const {
        const double from_first_centre = (x - center_x) * px_per_metre + half_width_px - 0.5;
        if (!(from_first_centre > 0)) { // also where the data is not a number
            return 0;
        }
        if (from_first_centre >= width_px) {
            return width_px;
        }
        const int below = static_cast<int>(from_first_centre);
        return below + (from_first_centre > below ? 1 : 0);
    }
};

/// The centre lines of all rows on the ground, north to south, between two lines at infinity: row r runs along
/// line[r + 1]. Heights are compared with lines, never moved into pixels: the same bits for every ring, and a vertex
/// that crosses no line costs two comparisons.
std::vector<double> row_lines(const MapView& view) {
    std::vector<double> lines{far_away};
    lines.reserve(static_cast<std::size_t>(view.height_px) + 2);
    for (int row = 0; row < view.height_px; ++row) {
        lines.push_back(view.center.y - (row + 0.5 - view.height_px / 2.0) * view.metres_per_px);
    }
    lines.push_back(-far_away);
    return lines;
}

/// Lives as long as its thread, so that a redraw allocates nothing.
struct Scratch {
    std::vector<double> lines;
    RowCrossings crossings;
};

class BandPainter {
public:
    BandPainter(const PolygonColumns& polygons, const CoverageIndex& index, const MapView& view,
                std::span<const double> all_lines, int first_row, int end_row, IdRaster& out, Scratch& scratch)
        : m_polygons(polygons)
        , m_index(index)
        , m_scale{view.center.x, 1 / view.metres_per_px, view.width_px / 2.0, view.width_px}
        , m_px_per_metre(1 / view.metres_per_px)
        , m_rows(end_row - first_row)
        , m_scratch(scratch)
        , m_ids(out.ids.data() + static_cast<std::size_t>(first_row) * static_cast<std::size_t>(view.width_px)) {
        // Outermost lines go to infinity: what lies above the first or below the last row of the band is one gap each.
        m_scratch.lines.assign(all_lines.begin() + first_row, all_lines.begin() + end_row + 2);
        m_scratch.lines.front() = far_away;
        m_scratch.lines.back() = -far_away;
        std::fill_n(m_ids, static_cast<std::size_t>(m_rows) * static_cast<std::size_t>(view.width_px), 0U);
    }

    void paint(std::size_t feature) {
        if (!seen(m_index.feature_box[feature])) {
            return;
        }
        m_scratch.crossings.clear();
        for (std::size_t r = m_polygons.feature_ring[feature]; r < m_polygons.feature_ring[feature + 1]; ++r) {
            // A closed ring wholly left or right of the picture crosses each row an even number of times at the same
            // clamped column: nothing to paint.
            if (seen(m_index.ring_box[r])) {
                collect(m_polygons.ring(r));
            }
        }
        if (!m_scratch.crossings.empty()) {
            fill(static_cast<std::uint32_t>(feature) + 1);
        }
    }

private:
    /// Gap g lies between line g (inclusive) and line g + 1 (exclusive): the number of the band's lines at or above y.
    [[nodiscard]] int gap(double y) const {
        const double* lines = m_scratch.lines.data();
        if (m_rows == 0) {
            return 0;
        }
        const double guess = (lines[1] - y) * m_px_per_metre;
        int g = guess > 0 ? static_cast<int>(std::min(guess, static_cast<double>(m_rows))) : 0;
        while (g > 0 && y > lines[g]) {
            --g;
        }
        while (g < m_rows && y <= lines[g + 1]) {
            ++g;
        }
        return g;
    }

    /// Whether a pixel centre of the band can lie in the box. False for empty boxes.
    [[nodiscard]] bool seen(const Box& box) const {
        const double* lines = m_scratch.lines.data();
        return box.max_y > lines[m_rows] && box.min_y <= lines[1] && !box.empty() && gap(box.max_y) != gap(box.min_y) &&
               m_scale.column(box.min_x) != m_scale.column(box.max_x);
    }

    void collect(std::span<const Point> ring) {
        const Point* const begin = ring.data();
        const Point* const end = begin + ring.size();
        const Point* before = end;
        do {
            if (before == begin) {
                return;
            }
            --before;
        } while (!usable(before->y));

        const double* lines = m_scratch.lines.data();
        int at = gap(before->y);
        double north = lines[at];
        double south = lines[at + 1];
        bool neighbour_is_before = false; // at the first vertex, and after one that was passed over, it is not
        for (const Point* p = begin; p != end; ++p) {
            if (p->y > south && p->y <= north) {
                neighbour_is_before = true;
                continue;
            }
            if (!usable(p->y)) {
                before = neighbour_is_before ? p - 1 : before;
                neighbour_is_before = false;
                continue;
            }
            const int next = gap(p->y);
            cross(neighbour_is_before ? p[-1] : *before, *p, std::min(at, next), std::max(at, next));
            neighbour_is_before = true;
            at = next;
            north = lines[at];
            south = lines[at + 1];
        }
    }

    /// Notes where an edge crosses rows [first, end), evaluated from its lower end whatever its direction.
    void cross(Point a, Point b, int first, int end) {
        if (a.y > b.y) {
            std::swap(a, b);
        }
        const double rise = b.y - a.y;
        const double run = b.x - a.x;
        const double west = std::min(a.x, b.x);
        const double east = std::max(a.x, b.x);
        for (int row = first; row < end; ++row) {
            const double share = (m_scratch.lines[static_cast<std::size_t>(row) + 1] - a.y) / rise;
            const double x = std::clamp(a.x + share * run, west, east);
            m_scratch.crossings.add(row, m_scale.column(x));
        }
    }

    void fill(std::uint32_t id) {
        m_scratch.crossings.for_each_run([&](int row, int first, int end) {
            std::uint32_t* const pixels = m_ids + static_cast<std::ptrdiff_t>(row) * m_scale.width_px;
            std::fill(pixels + first, pixels + end, id);
        });
    }

    const PolygonColumns& m_polygons;
    const CoverageIndex& m_index;
    ColumnScale m_scale;
    double m_px_per_metre;
    int m_rows;
    Scratch& m_scratch;
    std::uint32_t* m_ids;
};

/// Cuts the rows into bands of about equal work (vertices to look at, pixels to clear). More bands than threads even
/// out what the estimate misses; each cut costs a second look at the outlines that span it.
std::vector<int> cut_bands(const PolygonColumns& polygons, const CoverageIndex& index,
                           std::span<const std::uint32_t> features, const MapView& view, unsigned threads) {
    const auto rows = static_cast<std::size_t>(view.height_px);
    const std::size_t bands = threads <= 1 ? 1 : std::min<std::size_t>(rows, threads * 3UL);
    const double pixels_per_vertex = 8;
    std::vector<double> change(rows + 1, 0.0);
    for (const std::uint32_t f : bands > 1 ? features : std::span<const std::uint32_t>()) {
        const Box& box = index.feature_box[f];
        const double top = view.to_px({0, box.max_y}).y;
        const double bottom = view.to_px({0, box.min_y}).y;
        if (box.empty() || !(top < view.height_px) || !(bottom > 0)) {
            continue;
        }
        const auto first = static_cast<std::size_t>(std::max(top, 0.0));
        const auto end = std::min(rows, static_cast<std::size_t>(std::min(bottom, static_cast<double>(rows))) + 1);
        const auto vertices =
            polygons.ring_point[polygons.feature_ring[f + 1]] - polygons.ring_point[polygons.feature_ring[f]];
        const double share = vertices / static_cast<double>(end - first);
        change[first] += share;
        change[end] -= share;
    }
    std::vector<double> work_before(rows + 1, 0.0);
    double per_row = view.width_px / pixels_per_vertex;
    for (std::size_t row = 0; row < rows; ++row) {
        per_row += change[row];
        work_before[row + 1] = work_before[row] + per_row;
    }
    std::vector<int> cuts{0};
    for (std::size_t band = 1; band < bands; ++band) {
        const double target = work_before[rows] * static_cast<double>(band) / static_cast<double>(bands);
        const auto at = std::lower_bound(work_before.begin(), work_before.end(), target) - work_before.begin();
        const int cut = std::clamp(static_cast<int>(at), cuts.back(), view.height_px);
        cuts.push_back(cut);
    }
    cuts.push_back(view.height_px);
    return cuts;
}

Box usable_box(std::span<const Point> ring) {
    Box box;
    for (const Point& p : ring) {
        if (usable(p.x) && usable(p.y)) {
            box.add(p);
        }
    }
    return box;
}

Box box_of(std::span<const Point> ring) {
    Box box;
    double sum = 0; // any coordinate that is no number shows here; the loop stays free of branches
    for (const Point& p : ring) {
        box.min_x = std::min(box.min_x, p.x);
        box.min_y = std::min(box.min_y, p.y);
        box.max_x = std::max(box.max_x, p.x);
        box.max_y = std::max(box.max_y, p.y);
        sum += p.x + p.y;
    }
    const bool sound = usable(sum) && usable(box.min_x) && usable(box.min_y) && usable(box.max_x) && usable(box.max_y);
    return sound ? box : usable_box(ring);
}

void widen(Box& box, const Box& by) {
    if (!by.empty()) {
        box = {std::min(box.min_x, by.min_x), std::min(box.min_y, by.min_y), std::max(box.max_x, by.max_x),
               std::max(box.max_y, by.max_y)};
    }
}

} // namespace

CoverageIndex index_coverage(const PolygonColumns& polygons) {
    CoverageIndex index;
    index.ring_box.reserve(polygons.rings());
    for (std::size_t r = 0; r < polygons.rings(); ++r) {
        index.ring_box.push_back(box_of(polygons.ring(r)));
    }
    index.feature_box.resize(polygons.features());
    for (std::size_t f = 0; f < polygons.features(); ++f) {
        for (std::size_t r = polygons.feature_ring[f]; r < polygons.feature_ring[f + 1]; ++r) {
            widen(index.feature_box[f], index.ring_box[r]);
        }
        widen(index.all, index.feature_box[f]);
    }
    return index;
}

bool rasterize(const PolygonColumns& polygons, const CoverageIndex& index, const MapView& view, WorkerPool& pool,
               IdRaster& out, const std::atomic<bool>* cancelled) {
    std::vector<std::uint32_t> all(polygons.features());
    std::iota(all.begin(), all.end(), 0U);
    return rasterize(polygons, index, all, view, pool, out, cancelled);
}

bool rasterize(const PolygonColumns& polygons, const CoverageIndex& index, std::span<const std::uint32_t> features,
               const MapView& view, WorkerPool& pool, IdRaster& out, const std::atomic<bool>* cancelled) {
    assert(index.feature_box.size() == polygons.features() && index.ring_box.size() == polygons.rings());
    out.width_px = std::max(0, view.width_px);
    out.height_px = std::max(0, view.height_px);
    out.ids.resize(static_cast<std::size_t>(out.width_px) * static_cast<std::size_t>(out.height_px));
    const double px_per_metre = 1 / view.metres_per_px;
    if (out.ids.empty() || !(view.metres_per_px > 0) || !std::isfinite(px_per_metre) || !(px_per_metre > 0) ||
        !usable(view.center.x) || !usable(view.center.y)) {
        std::fill(out.ids.begin(), out.ids.end(), 0U);
        return true;
    }
    const std::vector<double> lines = row_lines(view);
    const std::vector<int> cuts = cut_bands(polygons, index, features, view, pool.threads());
    std::atomic<bool> stopped = false;
    pool.run(cuts.size() - 1, [&](std::size_t band) {
        thread_local Scratch scratch;
        if (cuts[band] == cuts[band + 1]) {
            return;
        }
        BandPainter painter(polygons, index, view, lines, cuts[band], cuts[band + 1], out, scratch);
        for (const std::uint32_t f : features) {
            if (cancelled != nullptr && cancelled->load(std::memory_order_relaxed)) {
                stopped.store(true, std::memory_order_relaxed);
                return;
            }
            painter.paint(f);
        }
    });
    return !stopped.load();
}

} // namespace ntm
