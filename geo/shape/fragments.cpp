#include "geo/shape/fragments.hpp"

#include "geo/shape/border_marks.hpp"
#include "geo/shape/coverage_raster.hpp"
#include "geo/shape/fragment_band.hpp"
#include "geo/shape/grid_pixels.hpp"
#include "geo/shape/small_units.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace ntm {
namespace {

constexpr int rows_at_once = 64;                  ///< their pixels stay in the cache of a core
constexpr double least_line_step_px = 1.0;        ///< finer bends do not show through a line
constexpr std::uint8_t least_of_small_units = 24; ///< an eighth or so of a pixel can be seen

/// What all bands of one picture share.
class FragmentMaker {
public:
    FragmentMaker(const Coverage& coverage, const MapView& view, const PaintStyle& style,
                  const std::atomic<bool>* cancelled)
        : m_coverage(coverage)
        , m_level(coverage.levels[level_for(coverage, view.metres_per_px)])
        , m_to_px(coverage.grid, view)
        , m_borders(style)
        , m_width(view.width_px)
        , m_cancelled(cancelled) {
        for (std::size_t level = 0; level < 3; ++level) {
            m_widths_px[level] = style.border[level].width_pt * style.px_per_pt;
            m_widest_reach_px =
                std::max(m_widest_reach_px, static_cast<double>(LineShape(m_widths_px[level]).reach_px));
        }
        find_shared_arcs();
        m_least_weight.reserve(coverage.features());
        for (std::size_t f = 0; f < coverage.features(); ++f) {
            const PixelBox box = m_to_px(coverage.feature_box[f]);
            m_least_weight.push_back(box.x1 - box.x0 <= 1 && box.y1 - box.y0 <= 1 ? least_of_small_units : 1);
        }
    }

    /// False when cancelled.
    bool make_band(int first_row, int end_row, FragmentBand& band, Fragments& out) const {
        band.begin(m_width, first_row, end_row, m_coverage.features());
        const PixelRect rows{0, first_row, m_width, end_row};
        const bool finished = for_each_ring(rows, [&](std::uint32_t feature, std::span<const ArcUse> ring) {
            const bool turned = runs_clockwise_about(feature, ring);
            for (const ArcUse use : ring) {
                const std::uint32_t arc = arc_of(use);
                // The first ring of an arc runs along it forwards: few lines are drawn twice, none of hidden rings.
                if (!is_reversed(use)) {
                    add_line(arc, rows, band);
                }
                // Left of the picture only one of the two rings may be looked at.
                if (!m_shared[arc] || m_to_px(m_coverage.arc_box[arc]).x1 < 0) {
                    const bool inside_left = is_reversed(use) == turned;
                    add_outline({inside_left ? feature : no_feature, inside_left ? no_feature : feature}, arc, rows,
                                band);
                } else if (!is_reversed(use)) {
                    add_outline({m_coverage.left[arc], m_coverage.right[arc]}, arc, rows, band);
                }
            }
        });
        if (finished) {
            band.finish(m_least_weight, out);
        }
        return finished;
    }

private:
    /// Arcs that two drawn units run along, one on each side and in opposite directions: looked at once for both.
    void find_shared_arcs() {
        std::vector<std::uint8_t> forwards(m_coverage.arcs(), 0), backwards(m_coverage.arcs(), 0);
        for (std::size_t r = 0; r < m_coverage.rings(); ++r) {
            for (const ArcUse use : m_coverage.ring_box[r].empty() ? std::span<const ArcUse>() : m_coverage.ring(r)) {
                std::uint8_t& uses = (is_reversed(use) ? backwards : forwards)[arc_of(use)];
                uses = static_cast<std::uint8_t>(std::min(uses + 1, 2));
            }
        }
        for (std::size_t arc = 0; arc < m_coverage.arcs(); ++arc) {
            const std::uint32_t left = m_coverage.left[arc], right = m_coverage.right[arc];
            m_shared.push_back(forwards[arc] == 1 && backwards[arc] == 1 && left != right && left != no_feature &&
                               right != no_feature);
        }
    }

    /// All rings that reach into the rows, or whose lines do. False when cancelled.
    template <class Visit>
    bool for_each_ring(PixelRect rows, const Visit& visit) const {
        const auto near = [&](const GridBox& box) {
            return !box.empty() && m_to_px(box).touches(rows, m_widest_reach_px);
        };
        for (std::uint32_t f = 0; f < m_coverage.features(); ++f) {
            if (m_cancelled != nullptr && m_cancelled->load(std::memory_order_relaxed)) {
                return false;
            }
            if (!near(m_coverage.feature_box[f])) {
                continue;
            }
            for (std::size_t r = m_coverage.feature_ring[f]; r < m_coverage.feature_ring[f + 1]; ++r) {
                if (near(m_coverage.ring_box[r])) {
                    visit(f, m_coverage.ring(r));
                }
            }
        }
        return true;
    }

    /// Files give rings in any direction. Turned so that its inside is on its left, no hole adds where it should take.
    [[nodiscard]] bool runs_clockwise_about(std::uint32_t feature, std::span<const ArcUse> ring) const {
        for (const ArcUse use : ring) {
            const bool on_left = m_coverage.left[arc_of(use)] == feature;
            const bool on_right = m_coverage.right[arc_of(use)] == feature;
            if (on_left != on_right) {
                return on_right != is_reversed(use);
            }
        }
        return false;
    }

    void add_outline(FragmentBand::Sides sides, std::uint32_t arc, PixelRect rows, FragmentBand& band) const {
        const PixelBox box = m_to_px(m_coverage.arc_box[arc]);
        if (box.y1 < rows.y0 || box.y0 > rows.y1 || box.x0 > rows.x1) {
            return;
        }
        const auto add = [&](Point a, Point b) { band.add_edge(sides, a, b); };
        const std::span<const GridPoint> points = m_level.arc(arc);
        if (box.x1 < 0) { // where exactly it runs out of sight does not matter
            add(m_to_px(points.front()), m_to_px(points.back()));
        } else {
            m_to_px.for_each_edge(points, add);
        }
    }

    void add_line(std::uint32_t arc, PixelRect rows, FragmentBand& band) const {
        const Mark mark = m_borders.level_mark(m_coverage.left[arc] + 1, m_coverage.right[arc] + 1);
        const PixelBox box = m_to_px(m_coverage.arc_box[arc]);
        if (mark == mark_none || !box.touches(rows, m_widest_reach_px)) {
            return;
        }
        const std::size_t level = mark - mark_level0;
        const std::span<const GridPoint> points = m_level.arc(arc);
        const double most_px = points.front() == points.back() ? islet_width_px(box) : m_widths_px[level];
        const LineShape shape(std::min(m_widths_px[level], most_px));
        if (shape.most > 0) {
            m_to_px.for_each_step(points, least_line_step_px,
                                  [&](Point a, Point b) { band.add_line(level, shape, a, b); });
        }
    }

    /// A wide line round an islet would be all that is seen of it.
    static double islet_width_px(const PixelBox& box) {
        constexpr double least_px = 0.6;
        constexpr double share_of_size = 0.125;
        return std::max(least_px, share_of_size * std::max(box.x1 - box.x0, box.y1 - box.y0));
    }

    const Coverage& m_coverage;
    const Coverage::Level& m_level;
    ToPixels m_to_px;
    BorderLevels m_borders;
    std::array<double, 3> m_widths_px{};
    double m_widest_reach_px = 0;
    int m_width;
    const std::atomic<bool>* m_cancelled;
    std::vector<bool> m_shared; ///< by arc
    std::vector<std::uint8_t> m_least_weight;
};

/// Bands one below the other.
void join(const std::vector<Fragments>& bands, WorkerPool& pool, Fragments& all) {
    struct Place {
        std::size_t row = 1, pixel = 0, part = 0;
    };
    std::vector<Place> places(1);
    for (const Fragments& band : bands) {
        const Place& at = places.back();
        places.push_back(
            {at.row + band.row_pixel.size() - 1, at.pixel + band.pixels.size(), at.part + band.parts.size()});
    }
    all.row_pixel.assign(places.back().row, 0);
    all.pixels.resize(places.back().pixel);
    all.parts.resize(places.back().part);
    pool.run(bands.size(), [&](std::size_t number) {
        const Fragments& band = bands[number];
        const Place& at = places[number];
        for (std::size_t row = 1; row < band.row_pixel.size(); ++row) {
            all.row_pixel[at.row + row - 1] = static_cast<std::uint32_t>(at.pixel) + band.row_pixel[row];
        }
        for (std::size_t i = 0; i < band.pixels.size(); ++i) {
            Fragments::Pixel& pixel = all.pixels[at.pixel + i] = band.pixels[i];
            pixel.first_part += static_cast<std::uint32_t>(at.part);
        }
        std::copy(band.parts.begin(), band.parts.end(), all.parts.begin() + static_cast<std::ptrdiff_t>(at.part));
    });
}

} // namespace

bool make_fragments(const Coverage& coverage, const MapView& view, const IdRaster& ids, const PaintStyle& style,
                    WorkerPool& pool, Fragments& out, const std::atomic<bool>* cancelled) {
    out.small.clear();
    if (!(view.metres_per_px > 0) || !std::isfinite(1 / view.metres_per_px) || coverage.levels.empty()) {
        out.pixels.clear();
        out.parts.clear();
        out.row_pixel.assign(static_cast<std::size_t>(std::max(0, view.height_px)) + 1, 0);
        return true;
    }
    const FragmentMaker maker(coverage, view, style, cancelled);
    const auto bands = static_cast<std::size_t>((std::max(0, view.height_px) + rows_at_once - 1) / rows_at_once);
    std::vector<Fragments> made(bands);
    std::atomic<bool> stopped = false;
    std::vector<std::uint32_t> owned;
    pool.run(bands + 1, [&](std::size_t number) {
        if (number == bands) {
            owned = pixels_by_id(ids, coverage.features());
            return;
        }
        thread_local FragmentBand band;
        const int first_row = static_cast<int>(number) * rows_at_once;
        if (!maker.make_band(first_row, std::min(view.height_px, first_row + rows_at_once), band, made[number])) {
            stopped.store(true, std::memory_order_relaxed);
        }
    });
    if (stopped.load()) {
        return false;
    }
    join(made, pool, out);
    out.small = place_small_units(out, ids, std::move(owned));
    return true;
}

std::uint32_t picked_id(const IdRaster& ids, const Fragments* fragments, int x, int y) {
    if (fragments != nullptr) {
        const auto pixel =
            static_cast<std::uint32_t>(y) * static_cast<std::uint32_t>(ids.width_px) + static_cast<std::uint32_t>(x);
        const auto found = std::lower_bound(fragments->small.begin(), fragments->small.end(), pixel,
                                            [](const Fragments::Small& s, std::uint32_t p) { return s.pixel < p; });
        if (found != fragments->small.end() && found->pixel == pixel) {
            return found->id;
        }
    }
    return ids.at(x, y);
}

} // namespace ntm
