#include "geo/shape/levels.hpp"

#include "geo/shape/crossings.hpp"
#include "geo/shape/island_sides.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace ntm {
namespace {

constexpr int least_exponent = -10; ///< a millimetre
constexpr int exponents = 48;
constexpr double worthwhile_share = 0.5; ///< of the points of the level before
constexpr double least_picture_px = 32;  ///< nobody looks at the whole in a smaller picture
constexpr float finer_by = 4;
constexpr std::size_t arcs_a_piece = 256;

template <class Work>
void for_pieces(WorkerPool& pool, std::size_t count, std::size_t a_piece, const Work& work) {
    pool.run((count + a_piece - 1) / a_piece,
             [&](std::size_t piece) { work(piece * a_piece, std::min(count, (piece + 1) * a_piece)); });
}

/// counts[k]: how many points weigh at least 2^(k + least_exponent) metres.
std::array<std::size_t, exponents> count_by_weight(const Block<float>& weights) {
    std::array<std::size_t, exponents> counts{};
    for (const float weight : weights.span()) {
        const int k = std::isinf(weight) ? exponents - 1
                      : weight > 0       ? std::clamp(std::ilogb(weight) - least_exponent, -1, exponents - 1)
                                         : -1;
        if (k >= 0) {
            ++counts[static_cast<std::size_t>(k)];
        }
    }
    for (std::size_t k = exponents - 1; k-- > 0;) {
        counts[k] += counts[k + 1];
    }
    return counts;
}

/// Tolerances that are worth a level.
std::vector<double> choose_tolerances(const ArcColumns& arcs, const Block<float>& weights) {
    const auto counts = count_by_weight(weights);
    const Box box = arcs.grid.metres(arcs.all);
    const double coarsest = std::max(box.width(), box.height()) / 2 / least_picture_px;
    std::vector<double> tolerances;
    auto before = static_cast<double>(weights.size());
    for (std::size_t k = 0; k < exponents; ++k) {
        const double tolerance = std::ldexp(1.0, static_cast<int>(k) + least_exponent);
        if (tolerance > coarsest) {
            break;
        }
        if (static_cast<double>(counts[k]) <= worthwhile_share * before) {
            tolerances.push_back(tolerance);
            before = static_cast<double>(counts[k]);
        }
    }
    return tolerances;
}

class LevelMaker {
public:
    LevelMaker(const ArcColumns& arcs, const Block<float>& weights, WorkerPool& pool, const Stopper& stopper)
        : m_arcs(arcs)
        , m_weights(weights)
        , m_pool(pool)
        , m_stopper(stopper)
        , m_ring_sign(arcs.ring_box.size())
        , m_islands(arcs, pool) {
        for_pieces(pool, m_ring_sign.size(), 64, [&](std::size_t begin, std::size_t end) {
            for (std::size_t r = begin; r < end; ++r) {
                m_ring_sign[r] = ring_sign(r, [&](std::size_t a) { return m_arcs.arc(a); });
            }
        });
    }

    LevelColumns make(double tolerance_m, const LevelColumns* finer) {
        m_least.assign(m_arcs.arcs(), static_cast<float>(tolerance_m));
        LevelColumns level = thin(tolerance_m, finer);
        m_stopper.check();
        std::vector<ArcPair> pairs = crossing_arcs(level.arc_point, level.points.span(), m_pool, m_stopper);
        while (true) {
            m_stopper.check();
            m_refined.clear();
            keep_more_where_rings_fail(level);
            keep_more_where_arcs_cross(pairs);
            keep_more_where_islands_are_swallowed(level);
            if (m_refined.empty()) {
                return level;
            }
            // More points here may bring a crossing there, but each round only adds points.
            level = thin(tolerance_m, finer);
            pairs = crossing_refined(level);
        }
    }

private:
    /// From the finer level, which is smaller than the full detail, unless an arc needs more points than that has.
    LevelColumns thin(double tolerance_m, const LevelColumns* finer) {
        LevelColumns level;
        level.tolerance_m = tolerance_m;
        const std::size_t arcs = m_arcs.arcs();
        level.arc_point.assign(arcs + 1, 0);
        const auto source = [&](std::size_t a) {
            const bool full = finer == nullptr || static_cast<double>(m_least[a]) < finer->tolerance_m;
            const auto& points = full ? m_arcs.points : finer->points;
            const auto& weights = full ? m_weights : finer->weights;
            const auto& place = full ? m_arcs.arc_point : finer->arc_point;
            return std::pair(points.span().subspan(place[a], place[a + 1] - place[a]),
                             weights.span().subspan(place[a], place[a + 1] - place[a]));
        };
        for_pieces(m_pool, arcs, arcs_a_piece, [&](std::size_t begin, std::size_t end) {
            for (std::size_t a = begin; a < end; ++a) {
                const auto weights = source(a).second;
                level.arc_point[a + 1] = static_cast<std::uint32_t>(
                    std::count_if(weights.begin(), weights.end(), [&](float w) { return w >= m_least[a]; }));
            }
        });
        for (std::size_t a = 0; a < arcs; ++a) {
            level.arc_point[a + 1] += level.arc_point[a];
        }
        level.points = Block<GridPoint>(level.arc_point.back());
        level.weights = Block<float>(level.arc_point.back());
        for_pieces(m_pool, arcs, arcs_a_piece, [&](std::size_t begin, std::size_t end) {
            for (std::size_t a = begin; a < end; ++a) {
                const auto [points, weights] = source(a);
                std::uint32_t to = level.arc_point[a];
                for (std::size_t i = 0; i < points.size(); ++i) {
                    if (weights[i] >= m_least[a]) {
                        level.points[to] = points[i];
                        level.weights[to++] = weights[i];
                    }
                }
            }
        });
        return level;
    }

    /// 1 counter-clockwise, -1 clockwise, 0 without area.
    template <class ArcAt>
    [[nodiscard]] std::int8_t ring_sign(std::size_t ring, const ArcAt& arc_at) const {
        const GridBox& box = m_arcs.ring_box[ring];
        double sum = 0;
        for (std::uint32_t u = m_arcs.ring_use[ring]; u < m_arcs.ring_use[ring + 1]; ++u) {
            const std::span<const GridPoint> arc = arc_at(arc_of(m_arcs.uses[u]));
            double part = 0;
            double ax = static_cast<double>(arc[0].x) - box.min_x, ay = static_cast<double>(arc[0].y) - box.min_y;
            for (const GridPoint& p : arc.subspan(1)) {
                const double bx = static_cast<double>(p.x) - box.min_x, by = static_cast<double>(p.y) - box.min_y;
                part += ax * by - bx * ay;
                ax = bx;
                ay = by;
            }
            sum += is_reversed(m_arcs.uses[u]) ? -part : part;
        }
        return static_cast<std::int8_t>(sum > 0 ? 1 : (sum < 0 ? -1 : 0));
    }

    void keep_more_where_rings_fail(const LevelColumns& level) {
        std::vector<std::uint8_t> fails(m_ring_sign.size(), 0);
        for_pieces(m_pool, m_ring_sign.size(), 64, [&](std::size_t begin, std::size_t end) {
            for (std::size_t r = begin; r < end; ++r) {
                fails[r] = ring_sign(r, [&](std::size_t a) { return level.arc(a); }) != m_ring_sign[r];
            }
        });
        for (std::size_t r = 0; r < fails.size(); ++r) {
            const auto kept = [&](std::size_t a) {
                keep(a, m_kept_a);
                return std::span<const GridPoint>(m_kept_a);
            };
            for (bool finer = fails[r] != 0; finer && ring_sign(r, kept) != m_ring_sign[r];) {
                finer = false;
                for (std::uint32_t u = m_arcs.ring_use[r]; u < m_arcs.ring_use[r + 1]; ++u) {
                    finer = refine(arc_of(m_arcs.uses[u])) || finer;
                }
            }
        }
    }

    void keep_more_where_arcs_cross(const std::vector<ArcPair>& pairs) {
        for (const auto& [a, b] : pairs) {
            if (cross_in_full({a, b})) {
                continue; // the data does so itself
            }
            for (bool finer = true; finer && kept_parts_cross(a, b);) {
                finer = refine(a);
                finer = (a != b && refine(b)) || finer;
            }
        }
    }

    void keep_more_where_islands_are_swallowed(const LevelColumns& level) {
        for (const IslandSides::Passing& passing : m_islands.swallowed(level, m_pool)) {
            const auto still = [&] {
                keep(passing.arc, m_kept_a);
                return IslandSides::swallows(passing, m_kept_a);
            };
            for (bool finer = true; finer && still();) {
                finer = refine(passing.arc);
            }
        }
    }

    /// Pairs that cross with one of the arcs that got more points in this round.
    [[nodiscard]] std::vector<ArcPair> crossing_refined(const LevelColumns& level) {
        std::sort(m_refined.begin(), m_refined.end());
        m_refined.erase(std::unique(m_refined.begin(), m_refined.end()), m_refined.end());
        constexpr std::size_t few = 16; // one arc in so many: else all are quicker asked at once
        if (m_refined.size() > m_arcs.arcs() / few) {
            return crossing_arcs(level.arc_point, level.points.span(), m_pool, m_stopper);
        }
        std::vector<std::vector<ArcPair>> found(m_refined.size());
        m_pool.run(m_refined.size(), [&](std::size_t i) {
            const std::uint32_t a = m_refined[i];
            for (std::uint32_t b = 0; b < m_arcs.arcs(); ++b) {
                if (m_arcs.arc_box[a].overlaps(m_arcs.arc_box[b]) && chains_cross(level.arc(a), level.arc(b))) {
                    found[i].push_back(std::minmax({a, b}));
                }
            }
        });
        std::vector<ArcPair> pairs;
        for (const auto& some : found) {
            pairs.insert(pairs.end(), some.begin(), some.end());
        }
        return pairs;
    }

    [[nodiscard]] bool cross_in_full(ArcPair pair) {
        const auto [known, is_new] = m_cross_in_full.try_emplace(pair, false);
        if (is_new) {
            known->second = chains_cross(m_arcs.arc(pair.first), m_arcs.arc(pair.second));
        }
        return known->second;
    }

    [[nodiscard]] bool kept_parts_cross(std::uint32_t a, std::uint32_t b) {
        keep(a, m_kept_a);
        if (a == b) {
            return chains_cross(m_kept_a, m_kept_a);
        }
        keep(b, m_kept_b);
        return chains_cross(m_kept_a, m_kept_b);
    }

    void keep(std::size_t arc, std::vector<GridPoint>& kept) const {
        kept.clear();
        for (std::uint32_t i = m_arcs.arc_point[arc]; i < m_arcs.arc_point[arc + 1]; ++i) {
            if (m_weights[i] >= m_least[arc]) {
                kept.push_back(m_arcs.points[i]);
            }
        }
    }

    bool refine(std::size_t arc) {
        constexpr float least_m = 1e-4F;
        if (m_least[arc] == 0) {
            return false;
        }
        m_least[arc] = m_least[arc] > least_m ? m_least[arc] / finer_by : 0;
        m_refined.push_back(static_cast<std::uint32_t>(arc));
        return true;
    }

    const ArcColumns& m_arcs;
    const Block<float>& m_weights;
    WorkerPool& m_pool;
    const Stopper& m_stopper;
    std::vector<std::int8_t> m_ring_sign;
    IslandSides m_islands;
    std::vector<float> m_least;           ///< what a point of an arc must weigh to stay
    std::vector<std::uint32_t> m_refined; ///< arcs that got more points in this round
    std::map<ArcPair, bool> m_cross_in_full;
    std::vector<GridPoint> m_kept_a, m_kept_b;
};

} // namespace

std::vector<LevelColumns> make_levels(const ArcColumns& arcs, WorkerPool& pool, const Stopper& stopper) {
    const Block<float> weights = point_weights(arcs, pool, stopper);
    LevelMaker maker(arcs, weights, pool, stopper);
    std::vector<LevelColumns> levels;
    for (const double tolerance_m : choose_tolerances(arcs, weights)) {
        levels.push_back(maker.make(tolerance_m, levels.empty() ? nullptr : &levels.back()));
    }
    for (LevelColumns& level : levels) {
        level.weights = {};
    }
    return levels;
}

} // namespace ntm
