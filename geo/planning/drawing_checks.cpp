#include "geo/planning/drawing_checks.hpp"

#include "geo/earth/geodesic.hpp"
#include "geo/planning/cutting.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace ntm {

namespace {

/// A plan drawn larger than this many times its commune is a slip: a corner at 0, 0 or a border of the wrong level.
constexpr double most_times_its_commune = 10;
/// Two centres nearer than this tell nothing of a wrong zone: plans leave out rivers and forests.
constexpr double least_shift_m = 150;

Where where_of(const PlanLayer& layer, std::int64_t row) {
    Where where;
    where.file = layer.file;
    where.layer = layer.layer;
    where.row = row;
    return where;
}

Point to_degrees(const Crs& crs, Point point) {
    if (crs == lon_lat_crs) {
        return point;
    }
    const auto operation = Transformation::create(crs, lon_lat_crs);
    return operation ? operation->forward(point) : Point{};
}

/// Rings that do not depend on where they begin and which way they run.
std::vector<Point> canonical(const PolygonColumns& polygons, std::size_t feature) {
    std::vector<Point> points;
    for (std::size_t r = polygons.feature_ring[feature]; r < polygons.feature_ring[feature + 1]; ++r) {
        const auto ring = polygons.ring(r);
        points.insert(points.end(), ring.begin(), ring.end());
    }
    std::sort(points.begin(), points.end(), [](Point a, Point b) { return std::pair(a.x, a.y) < std::pair(b.x, b.y); });
    return points;
}

bool same_points(const std::vector<Point>& a, const std::vector<Point>& b) {
    return a == b;
}

/// Each doubled feature with the first of its kind. Boxes and sizes first: few come so far as to be compared.
std::vector<std::pair<std::size_t, std::size_t>> doubled_features(const PolygonColumns& polygons) {
    std::map<std::tuple<double, double, double, double, std::size_t>, std::vector<std::size_t>> by_look;
    std::vector<std::pair<std::size_t, std::size_t>> doubled;
    for (std::size_t f = 0; f < polygons.features(); ++f) {
        const Box box = polygons.box(f);
        if (box.empty()) {
            continue;
        }
        const std::size_t points =
            polygons.ring_point[polygons.feature_ring[f + 1]] - polygons.ring_point[polygons.feature_ring[f]];
        auto& alike = by_look[{box.min_x, box.min_y, box.max_x, box.max_y, points}];
        const auto first = std::find_if(alike.begin(), alike.end(), [&](std::size_t other) {
            return same_points(canonical(polygons, other), canonical(polygons, f));
        });
        if (first != alike.end()) {
            doubled.emplace_back(f, *first);
        } else {
            alike.push_back(f);
        }
    }
    return doubled;
}

void drop_features(PolygonColumns& polygons, const std::set<std::size_t>& dropped) {
    if (dropped.empty()) {
        return;
    }
    PolygonColumns kept;
    for (std::size_t f = 0; f < polygons.features(); ++f) {
        if (dropped.contains(f)) {
            kept.end_feature();
        } else {
            append_feature(kept, polygons, f);
        }
    }
    polygons = std::move(kept);
}

double distance_m(const Crs& crs, Point a, Point b) {
    return geodesic_distance_m(to_degrees(crs, a), to_degrees(crs, b));
}

/// Systems that drawings of Vietnam are made in and mistaken for each other.
std::vector<Crs> usual_systems() {
    std::set<std::string> definitions{"EPSG:3405", "EPSG:3406", "EPSG:32648", "EPSG:32649"};
    for (int province = 1; province <= 96; ++province) {
        definitions.insert(default_display_crs(fmt::format("{:02}", province), Box{102, 8, 110, 24}).definition);
    }
    std::vector<Crs> systems;
    for (const std::string& definition : definitions) {
        systems.push_back({definition});
    }
    return systems;
}

/// Where a drawing would lie if its numbers were meant in another system.
class ZoneFinder {
public:
    explicit ZoneFinder(const Crs& boundaries)
        : m_boundaries(boundaries) {}

    /// The system in which `drawn` (numbers of the file) comes nearest to `home`, its remaining distance, and whether x
    /// and y change places.
    struct Found {
        std::string system;
        bool swapped = false;
        double distance_m = 1e300;
    };
    Found nearest(Point drawn, const Crs& declared, Point home) {
        Found best;
        const bool degrees = std::abs(drawn.x) <= 180 && std::abs(drawn.y) <= 180;
        for (const bool swapped : {false, true}) {
            const Point asked = swapped ? Point{drawn.y, drawn.x} : drawn;
            for (const auto& [crs, operation] : operations(degrees)) {
                if (!swapped && crs == declared) {
                    continue;
                }
                const Point moved = operation.forward(asked);
                if (!std::isfinite(moved.x) || !std::isfinite(moved.y)) {
                    continue;
                }
                const double away_m = distance_m(m_boundaries, moved, home);
                if (away_m < best.distance_m) {
                    best = {crs.definition, swapped, away_m};
                }
            }
        }
        return best;
    }

private:
    Crs m_boundaries;
    std::vector<std::pair<Crs, Transformation>> m_metric, m_degrees;

    const std::vector<std::pair<Crs, Transformation>>& operations(bool degrees) {
        auto& known = degrees ? m_degrees : m_metric;
        if (known.empty()) {
            for (const Crs& crs : degrees ? std::vector<Crs>{lon_lat_crs} : usual_systems()) {
                if (auto operation = Transformation::create(crs, m_boundaries)) {
                    known.emplace_back(crs, std::move(*operation));
                }
            }
        }
        return known;
    }
};

/// Looks at one shape after the other.
class PlaceCheck {
public:
    PlaceCheck(PlanGeometry& geometry, const PlanGround& ground)
        : m_geometry(geometry)
        , m_ground(ground)
        , m_zones(ground.crs) {
        for (const double area : geometry.communes.area_m2) {
            m_largest_m2 = std::max(m_largest_m2, area);
        }
    }

    void check(std::uint32_t number) {
        PlanShape& shape = m_geometry.shapes[number];
        const Box& box = m_geometry.plans.boxes[number];
        if (box.empty()) {
            return;
        }
        const PlanLayer& layer = m_ground.layers[shape.layer];
        const DrawnPlan& plan = layer.plans[shape.plan];
        const Where where = where_of(layer, plan.row);
        const bool named = shape.home.valid() && !shape.by_place;
        double home_m2 = 0;
        Box home;
        std::vector<std::uint32_t> features;
        if (named) {
            features = m_ground.features_of(shape.home);
            for (const std::uint32_t feature : features) {
                home_m2 += m_geometry.communes.area_m2[feature];
                home.add(m_geometry.communes.boxes[feature]);
            }
        }
        const bool small_kind = plan.kind != PlanKind::district && plan.kind != PlanKind::province;
        const double limit_m2 = most_times_its_commune * (named ? home_m2 : m_largest_m2);
        if (small_kind && limit_m2 > 0 && m_geometry.plans.area_m2[number] > limit_m2) {
            shape.set_aside = true;
            report(Severity::error, "drawing_huge", where, shape,
                   fmt::format("{:.0f}", m_geometry.plans.area_m2[number] / 10'000));
            return;
        }
        if (named && !home.empty()) {
            check_zone(number, shape, box, home, where);
        }
    }

private:
    PlanGeometry& m_geometry;
    const PlanGround& m_ground;
    ZoneFinder m_zones;
    double m_largest_m2 = 0;

    void report(Severity severity, const char* code, Where where, const PlanShape& shape, std::string detail) {
        where.field = "unit";
        where.value = shape.home.valid() ? m_ground.units.name(shape.home) : std::string();
        m_geometry.issues.push_back({severity, code, std::move(where), std::move(detail)});
    }

    [[nodiscard]] bool meets_home(std::uint32_t number, const std::vector<std::uint32_t>& features) const {
        return std::any_of(features.begin(), features.end(), [&](std::uint32_t feature) {
            const auto meetings = m_geometry.over.of(feature);
            return std::any_of(meetings.begin(), meetings.end(), [&](const Meeting& m) { return m.b == number; });
        });
    }

    void check_zone(std::uint32_t number, PlanShape& shape, const Box& box, const Box& home, const Where& where) {
        const bool meets = meets_home(number, m_ground.features_of(shape.home));
        const double away_m = distance_m(m_ground.crs, box.center(), home.center());
        const double share =
            std::min(box.width() / std::max(home.width(), 1e-300), box.height() / std::max(home.height(), 1e-300));
        // A drawing of a part of its commune lies off its middle and proves nothing.
        if (meets && (away_m < least_shift_m || share < 0.8)) {
            return;
        }
        const PlanLayer& layer = m_ground.layers[shape.layer];
        Box drawn;
        for (std::size_t f = 0; f < layer.outlines.features(); ++f) {
            if (layer.plan_of[f] == shape.plan) {
                drawn.add(layer.outlines.box(f));
            }
        }
        const ZoneFinder::Found found = m_zones.nearest(drawn.center(), layer.crs, home.center());
        const double reach_m = distance_m(m_ground.crs, {home.min_x, home.min_y}, {home.max_x, home.max_y});
        const bool zone = found.distance_m < std::min(away_m / 5, reach_m / 4);
        if (!meets) {
            shape.set_aside = true;
            report(Severity::error,
                   !zone           ? "drawing_off_place"
                   : found.swapped ? "drawing_axes_swapped"
                                   : "drawing_wrong_zone",
                   where, shape, zone ? found.system : fmt::format("{:.1f}", away_m / 1000));
        } else if (zone && !found.swapped) {
            report(Severity::warning, "drawing_shifted", where, shape,
                   fmt::format("{:.0f} m; {}", away_m, found.system));
        }
    }
};

} // namespace

std::string place_text(Point lon_lat) {
    return fmt::format("{:.6f}, {:.6f}", lon_lat.y, lon_lat.x);
}

void make_drawing_sound(PolygonColumns& outlines, const PlanLayer& layer, const Crs& crs, Issues& issues) {
    for (const OutlineFault& fault : make_sound(outlines)) {
        Where where = where_of(layer, layer.row[fault.feature]);
        where.value = place_text(to_degrees(crs, fault.at));
        issues.push_back({fault.kept ? Severity::warning : Severity::error,
                          fault.kept ? "drawing_mended" : "drawing_without_area", std::move(where), fault.reason});
    }
    std::set<std::size_t> dropped;
    for (const auto& [feature, first] : doubled_features(outlines)) {
        const bool same_plan = layer.plan_of[feature] == layer.plan_of[first];
        const bool same_use = layer.planned.empty() || layer.planned[feature] == layer.planned[first];
        Where where = where_of(layer, layer.row[feature]);
        where.value = place_text(to_degrees(crs, outlines.box(feature).center()));
        issues.push_back({Severity::warning, "drawing_doubled", std::move(where), std::to_string(layer.row[first])});
        if ((same_plan || layer.kind == DrawingKind::plan) && same_use) {
            dropped.insert(feature);
        }
    }
    drop_features(outlines, dropped);
}

PolygonColumns close_outlines(const PlanLayer& lines, Issues& issues) {
    constexpr double hair = 1e-4; // of the length of the line
    PolygonColumns closed;
    const auto to_lon_lat = Transformation::create(lines.crs.definition.empty() ? lon_lat_crs : lines.crs, lon_lat_crs);
    for (std::size_t f = 0; f < lines.outlines.features(); ++f) {
        const std::size_t points_before = closed.points.size(), rings_before = closed.ring_point.size();
        for (std::size_t r = lines.outlines.feature_ring[f]; r < lines.outlines.feature_ring[f + 1]; ++r) {
            const auto path = lines.outlines.ring(r);
            double length = 0;
            for (std::size_t i = 1; i < path.size(); ++i) {
                length += std::hypot(path[i].x - path[i - 1].x, path[i].y - path[i - 1].y);
            }
            const Point first = path.front(), last = path.back();
            if (path.size() < 4 || std::hypot(last.x - first.x, last.y - first.y) > hair * length) {
                const Point from = to_lon_lat ? to_lon_lat->forward(first) : first;
                const Point to = to_lon_lat ? to_lon_lat->forward(last) : last;
                Where where = where_of(lines, lines.row[f]);
                where.value = place_text(to);
                issues.push_back({Severity::error, "drawing_outline_open", std::move(where),
                                  fmt::format("{:.1f}", geodesic_distance_m(from, to))});
                closed.points.resize(points_before);
                closed.ring_point.resize(rings_before);
                break;
            }
            closed.points.insert(closed.points.end(), path.begin(), path.end() - 1);
            closed.end_ring();
        }
        closed.end_feature();
    }
    return closed;
}

void check_places(PlanGeometry& geometry, const PlanGround& ground) {
    PlaceCheck check(geometry, ground);
    for (std::uint32_t number = 0; number < geometry.shapes.size(); ++number) {
        check.check(number);
    }
}

} // namespace ntm
