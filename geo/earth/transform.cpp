#include "geo/earth/lattice.hpp"

#include "geo/base/worker_pool.hpp"
#include "geo/earth/feature_boxes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace ntm {

namespace {

constexpr std::size_t chunk_points = 65'536;
// Making an operation costs about as much as moving this many points.
constexpr std::size_t points_worth_a_thread = 40'000;
constexpr double widest_deg = 40;
constexpr double widest_m = 4'000'000;

std::span<Point> points_of(PolygonColumns& polygons, std::size_t feature) {
    const std::size_t begin = polygons.ring_point[polygons.feature_ring[feature]];
    const std::size_t end = polygons.ring_point[polygons.feature_ring[feature + 1]];
    return {polygons.points.data() + begin, end - begin};
}

// Features with a point that is not finite lose their rings; each becomes an Issue.
void drop_unsound(PolygonColumns& polygons, const char* code, Issues& issues) {
    if (all_finite(polygons.points)) {
        return;
    }
    std::vector<bool> sound(polygons.features(), true);
    for (std::size_t f = 0; f < polygons.features(); ++f) {
        if (!all_finite(points_of(polygons, f))) {
            sound[f] = false;
            Issue issue{Severity::error, code, {}, {}};
            issue.where.row = static_cast<std::int64_t>(f);
            issues.push_back(std::move(issue));
        }
    }
    PolygonColumns kept;
    for (std::size_t f = 0; f < polygons.features(); ++f) {
        if (sound[f]) {
            append_feature(kept, polygons, f);
        } else {
            kept.end_feature();
        }
    }
    polygons = std::move(kept);
}

Box box_of(std::span<const Point> points) {
    Box box;
    for (const Point& p : points) {
        box.min_x = std::min(box.min_x, p.x);
        box.max_x = std::max(box.max_x, p.x);
        box.min_y = std::min(box.min_y, p.y);
        box.max_y = std::max(box.max_y, p.y);
    }
    return box;
}

// A lattice where it is cheaper than the points themselves and close enough to PROJ.
std::optional<Lattice> fitting_lattice(const Transformation& exact, std::span<const Point> points,
                                       const Progress* progress) {
    const Box domain = box_of(points);
    const double widest = exact.source_geographic() ? widest_deg : widest_m;
    if (domain.empty() || !(domain.width() <= widest) || !(domain.height() <= widest)) {
        return std::nullopt;
    }
    if (static_cast<double>(points.size()) < 2 * Lattice::expected_nodes(domain, exact.source_geographic())) {
        return std::nullopt;
    }
    constexpr double most_error_m = 1e-3;
    auto lattice = Lattice::create(exact, domain, exact.source_geographic(), most_error_m, progress);
    return lattice ? std::optional<Lattice>(std::move(*lattice)) : std::nullopt;
}

/// False when nobody waits for the task any more.
bool goes_on(Progress* progress, std::size_t done, std::size_t all) {
    return progress == nullptr || progress->step(static_cast<double>(done) / static_cast<double>(all));
}

void move_by_lattice(const Lattice& lattice, std::span<Point> points, Progress* progress) {
    const std::size_t chunks = (points.size() + chunk_points - 1) / chunk_points;
    WorkerPool::shared().run(chunks, [&](std::size_t chunk) {
        const std::size_t begin = chunk * chunk_points;
        if (goes_on(progress, begin, points.size())) {
            lattice.forward(points.subspan(begin, std::min(chunk_points, points.size() - begin)));
        }
    });
}

/// Point by point, a few milliseconds at a time.
void move_share(const Transformation& exact, std::span<Point> points, Progress* progress) {
    constexpr std::size_t points_at_once = 10'000;
    for (std::size_t begin = 0; begin < points.size() && goes_on(progress, begin, points.size());
         begin += points_at_once) {
        exact.forward(points.subspan(begin, std::min(points_at_once, points.size() - begin)));
    }
}

void move_exactly(const Transformation& exact, const Crs& from, const Crs& to, std::span<Point> points,
                  Progress* progress) {
    const std::size_t shares =
        std::clamp<std::size_t>(points.size() / points_worth_a_thread, 1, WorkerPool::shared().threads());
    if (shares == 1) {
        move_share(exact, points, progress);
        return;
    }
    WorkerPool::shared().run(shares, [&](std::size_t share) {
        const std::size_t begin = points.size() * share / shares;
        const std::size_t end = points.size() * (share + 1) / shares;
        // PROJ's operations are not for two threads, so each share has its own.
        if (const auto own = Transformation::create(from, to)) {
            move_share(*own, points.subspan(begin, end - begin), progress);
        }
    });
}

} // namespace

Issues transform_polygons(PolygonColumns& polygons, const Crs& from, const Crs& to, Progress* progress) {
    Issues issues;
    drop_unsound(polygons, "coordinates_not_finite", issues);
    if (from == to || polygons.points.empty()) {
        return issues;
    }
    auto exact = Transformation::create(from, to);
    append_issues(issues, exact.issues());
    if (!exact) {
        return issues;
    }
    if (const auto lattice = fitting_lattice(*exact, polygons.points, progress)) {
        move_by_lattice(*lattice, polygons.points, progress);
        return issues;
    }
    move_exactly(*exact, from, to, polygons.points, progress);
    if (progress != nullptr && progress->cancelled()) {
        return issues;
    }
    drop_unsound(polygons, "coordinates_outside_crs", issues);
    return issues;
}

} // namespace ntm
