#include "geo/shape/coverage.hpp"

#include "geo/shape/arcs.hpp"
#include "geo/shape/coarse_outlines.hpp"
#include "geo/shape/levels.hpp"
#include "geo/shape/stopping.hpp"

#include <algorithm>
#include <utility>

namespace ntm {

Box Grid::metres(const GridBox& box) const {
    if (box.empty()) {
        return {};
    }
    const Point low = metres(GridPoint{box.min_x, box.min_y});
    const Point high = metres(GridPoint{box.max_x, box.max_y});
    return {low.x, low.y, high.x, high.y};
}

namespace {

/// Begins at 0, never falls, ends with `end`.
bool is_division(std::span<const std::uint32_t> begins, std::size_t parts, std::size_t end) {
    return begins.size() == parts + 1 && begins.front() == 0 && begins.back() == end &&
           std::is_sorted(begins.begin(), begins.end());
}

} // namespace

bool Coverage::consistent() const {
    const auto names_feature = [this](std::uint32_t f) { return f == no_feature || f < features(); };
    const auto names_arc = [this](ArcUse use) { return arc_of(use) < arcs(); };
    const auto sound_level = [this](const Level& level) {
        if (!is_division(level.arc_point, arcs(), level.points.size()) || !(level.tolerance_m >= 0)) {
            return false;
        }
        for (std::size_t a = 0; a < arcs(); ++a) {
            if (level.arc_point[a + 1] - level.arc_point[a] < 2) {
                return false;
            }
        }
        return true;
    };
    return grid.step_m > 0 && !levels.empty() && is_division(feature_ring, features(), rings()) &&
           is_division(ring_use, rings(), uses.size()) && left.size() == arcs() && right.size() == arcs() &&
           std::all_of(uses.begin(), uses.end(), names_arc) && std::all_of(left.begin(), left.end(), names_feature) &&
           std::all_of(right.begin(), right.end(), names_feature) &&
           std::all_of(levels.begin(), levels.end(), sound_level);
}

std::size_t Coverage::level_within(double tolerance_m) const {
    std::size_t level = 0;
    while (level + 1 < levels.size() && levels[level + 1].tolerance_m <= tolerance_m) {
        ++level;
    }
    return level;
}

namespace {

struct Owned {
    ArcColumns arcs;
    std::vector<LevelColumns> levels;
};

Coverage coverage_over(std::shared_ptr<const Owned> owned) {
    const ArcColumns& arcs = owned->arcs;
    Coverage coverage;
    coverage.grid = arcs.grid;
    coverage.levels.push_back({0, arcs.arc_point, arcs.points.span()});
    for (const LevelColumns& level : owned->levels) {
        coverage.levels.push_back({level.tolerance_m, level.arc_point, level.points.span()});
    }
    coverage.feature_ring = arcs.feature_ring;
    coverage.ring_use = arcs.ring_use;
    coverage.uses = arcs.uses;
    coverage.left = arcs.left;
    coverage.right = arcs.right;
    coverage.feature_box = arcs.feature_box;
    coverage.ring_box = arcs.ring_box;
    coverage.arc_box = arcs.arc_box;
    coverage.all = arcs.all;
    coverage.source_points = arcs.source_points;
    coverage.memory = std::move(owned);
    return coverage;
}

Coverage make_coverage(const PolygonColumns& polygons, WorkerPool& pool, const Stopper& stopper) {
    auto owned = std::make_shared<Owned>();
    owned->arcs = build_arcs(polygons, pool, stopper);
    owned->levels = make_levels(owned->arcs, pool, stopper);
    return coverage_over(std::move(owned));
}

} // namespace

Coverage make_plain_coverage(const PolygonColumns& polygons, WorkerPool& pool) {
    auto owned = std::make_shared<Owned>();
    owned->arcs = build_arcs(polygons, pool);
    return coverage_over(std::move(owned));
}

Coverage make_coverage(const PolygonColumns& polygons, WorkerPool& pool) {
    return make_coverage(polygons, pool, Stopper());
}

std::optional<Coverage> make_coverage(const PolygonColumns& polygons, WorkerPool& pool, const Progress& progress) {
    try {
        return make_coverage(polygons, pool, Stopper(&progress));
    } catch (const Stopper::Stopped&) {
        return std::nullopt;
    }
}

void append_outline(PolygonColumns& out, const Coverage& coverage, std::size_t feature, std::size_t level) {
    for (std::size_t r = coverage.feature_ring[feature]; r < coverage.feature_ring[feature + 1]; ++r) {
        for (const ArcUse use : coverage.ring(r)) {
            // The last point of an arc is the first of the next one.
            const auto arc = coverage.levels[level].arc(arc_of(use));
            for (std::size_t i = 0; i + 1 < arc.size(); ++i) {
                out.points.push_back(coverage.grid.metres(is_reversed(use) ? arc[arc.size() - 1 - i] : arc[i]));
            }
        }
        out.end_ring();
    }
    out.end_feature();
}

Coverage without_rings(const Coverage& coverage, std::span<const std::uint8_t> hidden) {
    if (std::all_of(hidden.begin(), hidden.end(), [](std::uint8_t one) { return one == 0; })) {
        return coverage;
    }
    struct Owned {
        std::shared_ptr<const void> all;
        std::vector<GridBox> feature_box, ring_box;
    };
    auto owned = std::make_shared<Owned>();
    owned->all = coverage.memory;
    owned->ring_box.assign(coverage.ring_box.begin(), coverage.ring_box.end());
    owned->feature_box.resize(coverage.features());
    Coverage rest = coverage;
    rest.all = {};
    for (std::size_t f = 0; f < coverage.features(); ++f) {
        for (std::size_t r = coverage.feature_ring[f]; r < coverage.feature_ring[f + 1]; ++r) {
            if (hidden[r] != 0) {
                owned->ring_box[r] = {};
            }
            owned->feature_box[f].add(owned->ring_box[r]);
        }
        rest.all.add(owned->feature_box[f]);
    }
    rest.feature_box = owned->feature_box;
    rest.ring_box = owned->ring_box;
    rest.memory = std::move(owned);
    return rest;
}

} // namespace ntm
