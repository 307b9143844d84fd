#include "geo/shape/coverage_raster.hpp"

#include "geo/shape/row_crossings.hpp"
#include "geo/shape/scan.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace ntm {

ScanLines::ScanLines(double first, double spacing, int count)
    : m_first(first)
    , m_spacing(spacing)
    , m_per_spacing(1 / spacing)
    , m_count(count) {
    constexpr std::int64_t far_away = std::int64_t{1} << 40U;
    m_floor.reserve(static_cast<std::size_t>(count) + 2);
    m_floor.push_back(far_away);
    for (int line = 0; line < count; ++line) {
        const double floor = std::floor(std::clamp(y(line), -1e12, 1e12));
        m_floor.push_back(static_cast<std::int64_t>(floor));
    }
    m_floor.push_back(-far_away);
}

namespace {

/// The pixels of a view on the grid: pixel column c has its centre at x = (c + 0.5 - left) * step, row r at
/// y = (top - r - 0.5) * step, in grid units. Whole pixels and their parts are kept apart, so that views moved by whole
/// pixels agree to the last bit.
struct PixelLattice {
    double step;
    double left;
    double top;

    PixelLattice(const Grid& grid, const MapView& view)
        : step(view.metres_per_px / grid.step_m)
        , left(anchored(view.width_px / 2.0 - (view.center.x - grid.origin.x) / view.metres_per_px))
        , top(anchored(view.height_px / 2.0 + (view.center.y - grid.origin.y) / view.metres_per_px))
        , m_per_step(1 / step)
        , m_whole_left(std::floor(left))
        , m_left_of_centre(left - m_whole_left - 0.5) {}

    [[nodiscard]] bool usable() const {
        constexpr double finest = 1e-4; // a tenth of a micrometre a pixel
        return step > finest && std::isfinite(step) && std::abs(left) < 1e14 && std::abs(top) < 1e14;
    }

    /// The first column whose centre is at or right of x, within [first, end]. Monotone, so that boxes cull exactly
    /// what points would.
    [[nodiscard]] int column(double x, int first, int end) const {
        const double from_centre = x * m_per_step + m_left_of_centre;
        const auto towards_zero = static_cast<std::int64_t>(from_centre);
        const std::int64_t up = towards_zero + (from_centre > static_cast<double>(towards_zero) ? 1 : 0);
        return static_cast<int>(std::clamp<std::int64_t>(up + static_cast<std::int64_t>(m_whole_left), first, end));
    }

private:
    static double anchored(double px) {
        constexpr double parts = 1048576;
        return std::nearbyint(px * parts) / parts;
    }

    double m_per_step;
    double m_whole_left;
    double m_left_of_centre;
};

/// Paints ids into rows of a rectangle.
class BandPainter {
public:
    BandPainter(const Coverage& coverage, std::size_t level, const PixelLattice& lattice, PixelRect rect, IdRaster& out,
                RowCrossings& crossings)
        : m_coverage(coverage)
        , m_level(coverage.levels[level])
        , m_lattice(lattice)
        , m_rect(rect)
        , m_lines(lattice.top - rect.y0 - 0.5, lattice.step, rect.y1 - rect.y0)
        , m_window{(rect.x0 - lattice.left) * lattice.step, (rect.x1 - lattice.left) * lattice.step}
        , m_crossings(crossings)
        , m_width(out.width_px)
        , m_ids(out.ids.data() + static_cast<std::ptrdiff_t>(rect.y0) * out.width_px) {
        for (int row = 0; row < rect.y1 - rect.y0; ++row) {
            std::fill(row_of(row) + rect.x0, row_of(row) + rect.x1, 0U);
        }
    }

    void paint(std::size_t feature) {
        if (!seen(m_coverage.feature_box[feature])) {
            return;
        }
        m_crossings.clear();
        for (std::size_t r = m_coverage.feature_ring[feature]; r < m_coverage.feature_ring[feature + 1]; ++r) {
            // A closed ring wholly left or right of the picture crosses each row an even number of times at the same
            // clamped column: nothing to paint.
            if (seen(m_coverage.ring_box[r])) {
                scan_ring(m_coverage, m_level, r, m_lines, m_window, [this](int line, double x) {
                    m_crossings.add(line, m_lattice.column(x, m_rect.x0, m_rect.x1));
                });
            }
        }
        if (!m_crossings.empty()) {
            fill(static_cast<std::uint32_t>(feature) + 1);
        }
    }

private:
    [[nodiscard]] std::uint32_t* row_of(int row) const { return m_ids + static_cast<std::ptrdiff_t>(row) * m_width; }

    /// Whether a pixel centre of the band can lie in the box. False for empty boxes.
    [[nodiscard]] bool seen(const GridBox& box) const {
        return m_lines.crosses(box) &&
               m_lattice.column(box.min_x, m_rect.x0, m_rect.x1) != m_lattice.column(box.max_x, m_rect.x0, m_rect.x1);
    }

    void fill(std::uint32_t id) {
        m_crossings.for_each_run(
            [&](int row, int first, int end) { std::fill(row_of(row) + first, row_of(row) + end, id); });
    }

    const Coverage& m_coverage;
    const Coverage::Level& m_level;
    PixelLattice m_lattice;
    PixelRect m_rect;
    ScanLines m_lines;
    ScanWindow m_window;
    RowCrossings& m_crossings;
    std::ptrdiff_t m_width;
    std::uint32_t* m_ids;
};

/// Features that have a part in the rectangle, in their order, and the rows they may touch.
struct Seen {
    std::uint32_t feature;
    std::int32_t first_row, end_row;
};
std::vector<Seen> seen_features(const Coverage& coverage, const PixelLattice& lattice, PixelRect rect) {
    const double west = (rect.x0 - lattice.left) * lattice.step, east = (rect.x1 - lattice.left) * lattice.step;
    const double north = (lattice.top - rect.y0) * lattice.step, south = (lattice.top - rect.y1) * lattice.step;
    std::vector<Seen> seen;
    for (std::size_t f = 0; f < coverage.features(); ++f) {
        const GridBox& box = coverage.feature_box[f];
        if (box.empty() || box.max_x < west || box.min_x > east || box.max_y < south || box.min_y > north) {
            continue;
        }
        // One row more on each side than needed: the exact answer is the painter's.
        const double first = lattice.top - box.max_y / lattice.step - 1;
        const double end = lattice.top - box.min_y / lattice.step + 1;
        seen.push_back({static_cast<std::uint32_t>(f), static_cast<std::int32_t>(std::max<double>(first, rect.y0)),
                        static_cast<std::int32_t>(std::min<double>(end, rect.y1 - 1)) + 1});
    }
    return seen;
}

/// Cuts the rows into bands of about equal work. More bands than threads even out what the estimate misses; each cut
/// costs a second look at the outlines that span it.
std::vector<int> cut_bands(const Coverage& coverage, std::size_t level, const std::vector<Seen>& seen, PixelRect rect,
                           unsigned threads) {
    const auto rows = static_cast<std::size_t>(rect.y1 - rect.y0);
    const std::size_t bands = threads <= 1 ? 1 : std::min<std::size_t>(rows, threads * 3UL);
    constexpr double pixels_per_point = 8;
    constexpr double points_a_feature = 10;
    std::vector<double> change(rows + 1, 0.0);
    const auto& arc_point = coverage.levels[level].arc_point;
    for (const Seen& one : seen) {
        double points = points_a_feature;
        const std::uint32_t first_use = coverage.ring_use[coverage.feature_ring[one.feature]];
        const std::uint32_t end_use = coverage.ring_use[coverage.feature_ring[one.feature + 1]];
        for (std::uint32_t u = first_use; u < end_use; ++u) {
            points += arc_point[arc_of(coverage.uses[u]) + 1] - arc_point[arc_of(coverage.uses[u])];
        }
        const double share = points / std::max(1, one.end_row - one.first_row);
        change[static_cast<std::size_t>(one.first_row - rect.y0)] += share;
        change[static_cast<std::size_t>(one.end_row - rect.y0)] -= share;
    }
    std::vector<double> work_before(rows + 1, 0.0);
    double per_row = (rect.x1 - rect.x0) / pixels_per_point;
    for (std::size_t row = 0; row < rows; ++row) {
        per_row += change[row];
        work_before[row + 1] = work_before[row] + per_row;
    }
    std::vector<int> cuts{rect.y0};
    for (std::size_t band = 1; band < bands; ++band) {
        const double target = work_before[rows] * static_cast<double>(band) / static_cast<double>(bands);
        const auto at = std::lower_bound(work_before.begin(), work_before.end(), target) - work_before.begin();
        cuts.push_back(std::clamp(rect.y0 + static_cast<int>(at), cuts.back(), rect.y1));
    }
    cuts.push_back(rect.y1);
    return cuts;
}

} // namespace

std::size_t level_for(const Coverage& coverage, double metres_per_px) {
    return coverage.level_within(metres_per_px / 2);
}

bool rasterize(const Coverage& coverage, const MapView& view, WorkerPool& pool, IdRaster& out,
               const std::atomic<bool>* cancelled) {
    out.width_px = std::max(0, view.width_px);
    out.height_px = std::max(0, view.height_px);
    out.ids.resize(static_cast<std::size_t>(out.width_px) * static_cast<std::size_t>(out.height_px));
    return rasterize_part(coverage, view, {0, 0, out.width_px, out.height_px}, level_for(coverage, view.metres_per_px),
                          pool, out, cancelled);
}

bool rasterize_part(const Coverage& coverage, const MapView& view, PixelRect rect, std::size_t level, WorkerPool& pool,
                    IdRaster& out, const std::atomic<bool>* cancelled) {
    assert(out.width_px == std::max(0, view.width_px) && out.height_px == std::max(0, view.height_px));
    rect = {std::max(rect.x0, 0), std::max(rect.y0, 0), std::min(rect.x1, out.width_px),
            std::min(rect.y1, out.height_px)};
    if (rect.empty()) {
        return true;
    }
    const PixelLattice lattice(coverage.grid, view);
    if (!lattice.usable() || coverage.levels.empty()) {
        for (int row = rect.y0; row < rect.y1; ++row) {
            std::fill_n(out.ids.data() + static_cast<std::ptrdiff_t>(row) * out.width_px + rect.x0, rect.x1 - rect.x0,
                        0U);
        }
        return true;
    }
    const std::vector<Seen> seen = seen_features(coverage, lattice, rect);
    const std::vector<int> cuts = cut_bands(coverage, level, seen, rect, pool.threads());
    std::atomic<bool> stopped = false;
    pool.run(cuts.size() - 1, [&](std::size_t band) {
        thread_local RowCrossings crossings;
        const PixelRect part{rect.x0, cuts[band], rect.x1, cuts[band + 1]};
        if (part.empty()) {
            return;
        }
        BandPainter painter(coverage, level, lattice, part, out, crossings);
        for (const Seen& one : seen) {
            if (cancelled != nullptr && cancelled->load(std::memory_order_relaxed)) {
                stopped.store(true, std::memory_order_relaxed);
                return;
            }
            if (one.first_row < part.y1 && one.end_row > part.y0) {
                painter.paint(one.feature);
            }
        }
    });
    return !stopped.load();
}

} // namespace ntm
