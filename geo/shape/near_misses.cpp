#include "geo/shape/mismatches.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace ntm {
namespace {

constexpr double touching_steps = 1.5; ///< a vertex on a slanting edge can only be so near on the grid

/// Edges of loose arcs under the cells of a net they may be near to.
class EdgeNet {
public:
    EdgeNet(const LooseArcs& loose, double reach)
        : m_reach(reach)
        , m_cell(std::max({8 * reach, mean_length(loose), 1.0})) {
        for (std::size_t arc = 0; arc + 1 < loose.arc_point.size(); ++arc) {
            for (std::uint32_t i = loose.arc_point[arc]; i + 1 < loose.arc_point[arc + 1]; ++i) {
                enter(loose, static_cast<std::uint32_t>(arc), i);
            }
        }
        std::sort(m_entries.begin(), m_entries.end(),
                  [](const Entry& a, const Entry& b) { return std::tie(a.cell, a.point) < std::tie(b.cell, b.point); });
    }

    struct Entry {
        std::pair<std::int64_t, std::int64_t> cell;
        std::uint32_t arc, point;
    };
    /// work(arc, first point of the edge) for all edges that may be within reach.
    template <class Work>
    void near(GridPoint p, const Work& work) const {
        const auto cell = cell_of(p.x, p.y);
        const auto first = std::lower_bound(m_entries.begin(), m_entries.end(), cell,
                                            [](const Entry& entry, const auto& key) { return entry.cell < key; });
        for (auto entry = first; entry != m_entries.end() && entry->cell == cell; ++entry) {
            work(entry->arc, entry->point);
        }
    }

private:
    /// With cells not smaller than this, all edges together are cut into at most twice as many pieces.
    static double mean_length(const LooseArcs& loose) {
        double length = 0;
        std::size_t edges = 0;
        for (std::size_t arc = 0; arc + 1 < loose.arc_point.size(); ++arc) {
            for (std::uint32_t i = loose.arc_point[arc]; i + 1 < loose.arc_point[arc + 1]; ++i, ++edges) {
                const GridPoint a = loose.points[i], b = loose.points[i + 1];
                length += std::hypot(static_cast<double>(b.x) - a.x, static_cast<double>(b.y) - a.y);
            }
        }
        return edges > 0 ? length / static_cast<double>(edges) : 0;
    }

    [[nodiscard]] std::pair<std::int64_t, std::int64_t> cell_of(double x, double y) const {
        return {static_cast<std::int64_t>(std::floor(x / m_cell)), static_cast<std::int64_t>(std::floor(y / m_cell))};
    }

    void enter(const LooseArcs& loose, std::uint32_t arc, std::uint32_t i) {
        const GridPoint a = loose.points[i], b = loose.points[i + 1];
        // A long edge is entered piece by piece, each with what is within reach of it.
        const double length = std::hypot(static_cast<double>(b.x) - a.x, static_cast<double>(b.y) - a.y);
        const int pieces = static_cast<int>(length / m_cell) + 1;
        for (int k = 0; k < pieces; ++k) {
            const auto at = [&](int n) {
                const double t = static_cast<double>(n) / pieces;
                return Point{a.x + t * (static_cast<double>(b.x) - a.x), a.y + t * (static_cast<double>(b.y) - a.y)};
            };
            Box box;
            box.add(at(k));
            box.add(at(k + 1));
            const auto low = cell_of(box.min_x - m_reach, box.min_y - m_reach);
            const auto high = cell_of(box.max_x + m_reach, box.max_y + m_reach);
            for (std::int64_t x = low.first; x <= high.first; ++x) {
                for (std::int64_t y = low.second; y <= high.second; ++y) {
                    m_entries.push_back({{x, y}, arc, i});
                }
            }
        }
    }

    double m_reach, m_cell;
    std::vector<Entry> m_entries;
};

struct Nearest {
    double distance;
    bool on_edge; ///< nearest within the edge, not at one of its ends
    bool same_place = false;
};

Nearest to_edge(GridPoint p, GridPoint a, GridPoint b) {
    const double px = static_cast<double>(p.x) - a.x, py = static_cast<double>(p.y) - a.y;
    const double dx = static_cast<double>(b.x) - a.x, dy = static_cast<double>(b.y) - a.y;
    const double length2 = dx * dx + dy * dy;
    const double t = length2 > 0 ? std::clamp((px * dx + py * dy) / length2, 0.0, 1.0) : 0.0;
    return {std::hypot(px - t * dx, py - t * dy), t > 0 && t < 1, p == a || p == b};
}

} // namespace

std::vector<Mismatch> find_near_misses(const Coverage& coverage, const LooseArcs& loose, double near_m) {
    const double reach = near_m / coverage.grid.step_m;
    const EdgeNet net(loose, reach);
    std::map<std::tuple<std::uint32_t, std::uint32_t, Mismatch::Kind>, Mismatch> found;
    for (std::size_t arc = 0; arc + 1 < loose.arc_point.size(); ++arc) {
        const std::uint32_t first = loose.arc_point[arc], end = loose.arc_point[arc + 1];
        const bool closed = loose.points[first] == loose.points[end - 1]; // has its first point twice
        for (std::uint32_t i = closed ? first + 1 : first; i < end; ++i) {
            // The nearest edge of another feature; none where the vertex is one of that feature's, too.
            Nearest nearest{reach, false};
            std::uint32_t other = no_feature;
            bool shared = false;
            net.near(loose.points[i], [&](std::uint32_t other_arc, std::uint32_t edge) {
                if (loose.feature[other_arc] == loose.feature[arc]) {
                    return;
                }
                const Nearest here = to_edge(loose.points[i], loose.points[edge], loose.points[edge + 1]);
                shared = shared || here.same_place;
                if (here.distance <= nearest.distance) {
                    nearest = here;
                    other = loose.feature[other_arc];
                }
            });
            if (other == no_feature || shared) {
                continue;
            }
            const auto kind = nearest.on_edge && nearest.distance <= touching_steps ? Mismatch::Kind::t_junction
                                                                                    : Mismatch::Kind::near_miss;
            const auto [low, high] = std::minmax({loose.feature[arc], other});
            Mismatch& mismatch = found[{low, high, kind}];
            const double distance_m = nearest.distance * coverage.grid.step_m;
            if (mismatch.count++ == 0 || distance_m > mismatch.width_m) {
                mismatch.kind = kind;
                mismatch.feature = low;
                mismatch.other = high;
                mismatch.width_m = distance_m;
                mismatch.at = coverage.grid.metres(loose.points[i]);
            }
        }
    }
    std::vector<Mismatch> result;
    for (const auto& [pair, mismatch] : found) {
        result.push_back(mismatch);
    }
    return result;
}

} // namespace ntm
