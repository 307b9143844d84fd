#include "geo/shape/mismatches.hpp"

#include "geo/shape/crossings.hpp"
#include "geo/shape/outline.hpp"
#include "geo/shape/ring_math.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace ntm {
namespace {

using FeaturePair = std::pair<std::uint32_t, std::uint32_t>;

/// The features that run along each arc: arc a has [first[a], first[a + 1]) of `features`.
struct ArcUsers {
    std::vector<std::uint32_t> first;
    std::vector<std::uint32_t> features;

    explicit ArcUsers(const Coverage& coverage)
        : first(coverage.arcs() + 2, 0)
        , features(coverage.uses.size()) {
        for (const ArcUse use : coverage.uses) {
            ++first[arc_of(use) + 2];
        }
        for (std::size_t i = 2; i < first.size(); ++i) {
            first[i] += first[i - 1];
        }
        for (std::size_t f = 0; f < coverage.features(); ++f) {
            for (std::size_t r = coverage.feature_ring[f]; r < coverage.feature_ring[f + 1]; ++r) {
                for (const ArcUse use : coverage.ring(r)) {
                    features[first[arc_of(use) + 1]++] = static_cast<std::uint32_t>(f);
                }
            }
        }
    }
    [[nodiscard]] std::span<const std::uint32_t> of(std::size_t arc) const {
        return {features.data() + first[arc], features.data() + first[arc + 1]};
    }
};

bool has_two_sides(const Coverage& coverage, std::size_t arc) {
    return coverage.left[arc] != no_feature && coverage.right[arc] != no_feature;
}

/// Pairs that may have ground in common: their loose outlines cross or touch, they run along one arc on one side, or
/// one lies in the other.
class OverlapCandidates {
public:
    OverlapCandidates(const Coverage& coverage, const ArcUsers& users, const LooseArcs& loose, WorkerPool& pool)
        : m_coverage(coverage) {
        for (const auto& [a, b] : crossing_arcs(loose.arc_point, loose.points, pool)) {
            add(loose.feature[a], loose.feature[b]);
        }
        for (const std::uint32_t arc : loose.arcs) {
            const auto features = users.of(arc);
            for (std::size_t i = 0; i < features.size(); ++i) {
                for (std::size_t j = i + 1; j < features.size(); ++j) {
                    add(features[i], features[j]);
                }
            }
        }
        add_enclosed(loose);
    }
    void add(std::uint32_t a, std::uint32_t b) {
        if (a != b && a != no_feature && b != no_feature) {
            m_pairs.insert(std::minmax({a, b}));
        }
    }
    [[nodiscard]] std::vector<FeaturePair> pairs() const { return {m_pairs.begin(), m_pairs.end()}; }

private:
    /// A ground that two features share is bounded by loose arcs of both, or all of one of them lies in the other.
    void add_enclosed(const LooseArcs& loose) {
        std::vector<std::uint32_t> features(loose.feature);
        std::sort(features.begin(), features.end());
        features.erase(std::unique(features.begin(), features.end()), features.end());
        std::sort(features.begin(), features.end(), [this](std::uint32_t f, std::uint32_t g) {
            return m_coverage.feature_box[f].min_x < m_coverage.feature_box[g].min_x;
        });
        for (std::size_t i = 0; i < features.size(); ++i) {
            const GridBox& outer = m_coverage.feature_box[features[i]];
            const auto encloses = [&](const GridBox& box) {
                return outer.min_x <= box.min_x && outer.max_x >= box.max_x && outer.min_y <= box.min_y &&
                       outer.max_y >= box.max_y;
            };
            for (std::size_t j = i + 1; j < features.size() && m_coverage.feature_box[features[j]].min_x <= outer.max_x;
                 ++j) {
                if (encloses(m_coverage.feature_box[features[j]])) {
                    add(features[i], features[j]);
                }
            }
            for (std::size_t j = i; j-- > 0 && m_coverage.feature_box[features[j]].min_x == outer.min_x;) {
                if (encloses(m_coverage.feature_box[features[j]])) {
                    add(features[i], features[j]);
                }
            }
        }
    }

    const Coverage& m_coverage;
    std::set<FeaturePair> m_pairs;
};

std::vector<Mismatch> find_overlaps(const Coverage& coverage, const std::vector<FeaturePair>& pairs, WorkerPool& pool,
                                    double least_m2) {
    std::vector<Overlap> overlaps(pairs.size());
    pool.run(pairs.size(), [&](std::size_t i) { overlaps[i] = overlap_of(coverage, pairs[i].first, pairs[i].second); });
    std::vector<Mismatch> found;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const Overlap& overlap = overlaps[i];
        if (overlap.area_m2 >= least_m2) {
            found.push_back({Mismatch::Kind::overlap, pairs[i].first, pairs[i].second, overlap.area_m2,
                             2 * overlap.area_m2 / overlap.length_m, 0, overlap.at});
        }
    }
    return found;
}

double length_of(std::span<const Point> ring) {
    double length = 0;
    for (std::size_t i = 0, before = ring.size() - 1; i < ring.size(); before = i++) {
        length += std::hypot(ring[i].x - ring[before].x, ring[i].y - ring[before].y);
    }
    return length;
}

/// The features nearest to a gap: those whose loose arcs have its vertices.
FeaturePair neighbours_of(const Coverage& coverage, const LooseArcs& loose, std::span<const Point> ring) {
    Box box;
    for (const Point& p : ring) {
        box.add(p);
    }
    std::set<std::uint32_t> features;
    for (std::size_t arc = 0; arc < loose.arcs.size() && features.size() < 2; ++arc) {
        if (!coverage.grid.metres(coverage.arc_box[loose.arcs[arc]]).overlaps(box)) {
            continue;
        }
        const Point middle = coverage.grid.metres(loose.points[(loose.arc_point[arc] + loose.arc_point[arc + 1]) / 2]);
        const bool on_ring = std::any_of(ring.begin(), ring.end(), [&](Point p) {
            return std::abs(p.x - middle.x) < coverage.grid.step_m && std::abs(p.y - middle.y) < coverage.grid.step_m;
        });
        if (on_ring) {
            features.insert(loose.feature[arc]);
        }
    }
    const std::uint32_t first = features.empty() ? no_feature : *features.begin();
    return {first, features.size() < 2 ? no_feature : *features.rbegin()};
}

/// Holes of all features together that none of them has. Where a slit between neighbours is partly an overlap, the
/// outline of its ring crosses itself: its area is what of the gap is more than of the overlap.
std::vector<Mismatch> find_gaps(const Coverage& coverage, const LooseArcs& loose, const std::vector<Mismatch>& overlaps,
                                double least_m2) {
    const std::vector<std::uint32_t> together(coverage.features(), 0);
    const PolygonColumns whole = dissolve(coverage, together, 1);
    const std::vector<RingFacts> rings = ring_facts(whole, 0);
    std::vector<Mismatch> found;
    for (const RingFacts& ring : rings) {
        const auto around = std::count_if(rings.begin(), rings.end(),
                                          [&](const RingFacts& outer) { return encloses(whole, outer, ring); });
        if (around % 2 == 0 || !std::isfinite(ring.inside.x)) {
            continue;
        }
        const auto covered = [&](Point at) {
            for (std::size_t f = 0; f < coverage.features(); ++f) {
                if (contains(coverage, f, at)) {
                    return true;
                }
            }
            return false;
        };
        double area_m2 = ring.area;
        const bool inside_covered = covered(ring.inside);
        double overlapping_m2 = 0;
        for (const Mismatch& overlap : overlaps) {
            const Point& at = overlap.at;
            overlapping_m2 += ring.box.overlaps({at.x, at.y, at.x, at.y}) ? overlap.area_m2 : 0;
        }
        if (inside_covered && !(overlapping_m2 > ring.area)) {
            continue; // the slit is an overlap, and told as such
        }
        if (overlapping_m2 > 0) {
            area_m2 = inside_covered ? overlapping_m2 - ring.area : overlapping_m2 + ring.area;
        }
        if (area_m2 < least_m2) {
            continue;
        }
        const std::span<const Point> outline = whole.ring(ring.ring);
        const auto [feature, other] = neighbours_of(coverage, loose, outline);
        found.push_back({Mismatch::Kind::gap, feature, other, area_m2, 2 * area_m2 / length_of(outline), 0,
                         inside_covered ? outline[0] : ring.inside});
    }
    return found;
}

} // namespace

LooseArcs loose_arcs(const Coverage& coverage) {
    const ArcUsers users(coverage);
    LooseArcs loose;
    loose.arc_point.push_back(0);
    for (std::size_t arc = 0; arc < coverage.arcs(); ++arc) {
        const auto features = users.of(arc);
        if (features.empty() || (has_two_sides(coverage, arc) && features.size() <= 2)) {
            continue;
        }
        const auto points = coverage.levels[0].arc(arc);
        loose.arcs.push_back(static_cast<std::uint32_t>(arc));
        loose.points.insert(loose.points.end(), points.begin(), points.end());
        loose.arc_point.push_back(static_cast<std::uint32_t>(loose.points.size()));
        loose.feature.push_back(features[0]);
    }
    return loose;
}

std::vector<Mismatch> find_mismatches(const Coverage& coverage, WorkerPool& pool, double near_m, double least_m2) {
    const ArcUsers users(coverage);
    const LooseArcs loose = loose_arcs(coverage);
    std::vector<Mismatch> near = find_near_misses(coverage, loose, near_m);
    OverlapCandidates candidates(coverage, users, loose, pool);
    for (const Mismatch& mismatch : near) {
        candidates.add(mismatch.feature, mismatch.other);
    }
    std::vector<Mismatch> all = find_overlaps(coverage, candidates.pairs(), pool, least_m2);
    std::vector<Mismatch> gaps = find_gaps(coverage, loose, all, least_m2);
    all.insert(all.end(), gaps.begin(), gaps.end());
    std::stable_sort(all.begin(), all.end(),
                     [](const Mismatch& a, const Mismatch& b) { return a.area_m2 > b.area_m2; });
    all.insert(all.end(), near.begin(), near.end());
    return all;
}

} // namespace ntm
