#include "geo/planning/cutting.hpp"

#include "geo/base/worker_pool.hpp"
#include "geo/planning/box_tree.hpp"
#include "geo/planning/geos_handles.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace ntm {

namespace {

GEOSContextHandle_t context() {
    return GeosThread::context();
}

bool keep(PolygonColumns& to, const GeosGeometry& result) {
    append_polygons(to, result.get());
    return result != nullptr;
}

/// Null where GEOS refuses any of them: a union of the rest would pass for the whole.
GeosGeometry united(const PolygonColumns& parts) {
    std::vector<GeosGeometry> shapes;
    for (std::size_t f = 0; f < parts.features(); ++f) {
        if (parts.feature_ring[f] == parts.feature_ring[f + 1]) {
            continue;
        }
        shapes.push_back(geos_of(parts, f));
        if (!shapes.back()) {
            return nullptr;
        }
    }
    std::vector<GEOSGeometry*> all;
    for (GeosGeometry& shape : shapes) {
        all.push_back(shape.release());
    }
    const GeosGeometry collection(
        GEOSGeom_createCollection_r(context(), GEOS_GEOMETRYCOLLECTION, all.data(), static_cast<unsigned>(all.size())));
    return collection ? GeosGeometry(GEOSUnaryUnion_r(context(), collection.get())) : nullptr;
}

Box wider(Box box, double by) {
    return {box.min_x - by, box.min_y - by, box.max_x + by, box.max_y + by};
}

struct Edge {
    Point from, to;
    [[nodiscard]] double length() const { return std::hypot(to.x - from.x, to.y - from.y); }
};

/// Edges of a feature that meet a box.
std::vector<Edge> edges_in(const PolygonColumns& polygons, std::size_t feature, const Box& box) {
    std::vector<Edge> edges;
    for (std::size_t r = polygons.feature_ring[feature]; r < polygons.feature_ring[feature + 1]; ++r) {
        const auto ring = polygons.ring(r);
        for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
            const auto [west, east] = std::minmax(ring[j].x, ring[i].x);
            const auto [south, north] = std::minmax(ring[j].y, ring[i].y);
            if (box.overlaps({west, south, east, north})) {
                edges.push_back({ring[j], ring[i]});
            }
        }
    }
    return edges;
}

bool lies_on(Point at, const Edge& edge, double reach) {
    const double along_x = edge.to.x - edge.from.x, along_y = edge.to.y - edge.from.y;
    const double x = at.x - edge.from.x, y = at.y - edge.from.y;
    const double squared = along_x * along_x + along_y * along_y;
    const double share = squared > 0 ? std::clamp((x * along_x + y * along_y) / squared, 0.0, 1.0) : 0.0;
    return std::hypot(x - share * along_x, y - share * along_y) <= reach;
}

/// Whether enough of the edges of A lies on those of B. Edges are sampled: of one much longer than what it shares,
/// nothing is seen.
bool runs_along(const std::vector<Edge>& a, const std::vector<Edge>& b, double reach) {
    constexpr int samples = 8; // of an edge
    double shared = 0;
    for (const Edge& edge : a) {
        for (int s = 0; s < samples; ++s) {
            const double share = (s + 0.5) / samples;
            const Point at{edge.from.x + share * (edge.to.x - edge.from.x),
                           edge.from.y + share * (edge.to.y - edge.from.y)};
            if (std::any_of(b.begin(), b.end(), [&](const Edge& other) { return lies_on(at, other, reach); })) {
                shared += edge.length() / samples;
            }
        }
        if (shared > 100 * reach) {
            return true;
        }
    }
    return false;
}

/// Nothing where the outline is sound.
struct Finding {
    bool faulty = false;
    OutlineFault fault;
    PolygonColumns mended;
};

Finding examine(const PolygonColumns& polygons, std::size_t feature) {
    Finding finding;
    if (polygons.feature_ring[feature] == polygons.feature_ring[feature + 1]) {
        return finding;
    }
    const GeosGeometry geometry = geos_of(polygons, feature);
    if (geometry && GEOSisValid_r(context(), geometry.get()) == 1) {
        return finding;
    }
    finding.faulty = true;
    finding.fault.feature = feature;
    finding.fault.at = polygons.points[polygons.ring_point[polygons.feature_ring[feature]]];
    if (geometry) {
        char* reason = nullptr;
        GEOSGeometry* place = nullptr;
        GEOSisValidDetail_r(context(), geometry.get(), 0, &reason, &place);
        const GeosGeometry at(place);
        finding.fault.reason = reason != nullptr ? reason : "";
        GEOSFree_r(context(), reason);
        if (at) {
            GEOSGeomGetX_r(context(), at.get(), &finding.fault.at.x);
            GEOSGeomGetY_r(context(), at.get(), &finding.fault.at.y);
        }
    } else {
        finding.fault.reason = GeosThread::message();
    }
    const GeosGeometry rings = geos_rings_of(polygons, feature);
    const GeosGeometry mended(rings ? GEOSMakeValid_r(context(), rings.get()) : nullptr);
    append_polygons(finding.mended, mended.get());
    finding.fault.kept = finding.mended.rings() > 0;
    return finding;
}

} // namespace

bool cut_common(PolygonColumns& to, const PolygonColumns& a, std::size_t in_a, const PolygonColumns& b,
                std::size_t in_b) {
    const GeosGeometry first = geos_of(a, in_a), second = geos_of(b, in_b);
    return keep(to, first && second ? GeosGeometry(GEOSIntersection_r(context(), first.get(), second.get())) : nullptr);
}

bool cut_away(PolygonColumns& to, const PolygonColumns& of, std::size_t from, const PolygonColumns& without) {
    const GeosGeometry whole = geos_of(of, from), less = united(without);
    return keep(to, whole && less ? GeosGeometry(GEOSDifference_r(context(), whole.get(), less.get())) : nullptr);
}

bool join(PolygonColumns& to, const PolygonColumns& parts) {
    return keep(to, united(parts));
}

void split_parts(PolygonColumns& to, const PolygonColumns& from, std::size_t feature) {
    const GeosGeometry geometry = geos_of(from, feature);
    append_parts(to, geometry.get());
}

Point point_within(const PolygonColumns& polygons, std::size_t feature) {
    constexpr double nowhere = std::numeric_limits<double>::quiet_NaN();
    Point point{nowhere, nowhere};
    const GeosGeometry geometry = geos_of(polygons, feature);
    const GeosGeometry inside(geometry ? GEOSPointOnSurface_r(context(), geometry.get()) : nullptr);
    if (inside && GEOSisEmpty_r(context(), inside.get()) == 0) {
        GEOSGeomGetX_r(context(), inside.get(), &point.x);
        GEOSGeomGetY_r(context(), inside.get(), &point.y);
    }
    return point;
}

bool shares_border(const PolygonColumns& a, std::size_t in_a, const PolygonColumns& b, std::size_t in_b, double reach) {
    const auto edges_a = edges_in(a, in_a, wider(b.box(in_b), reach));
    const auto edges_b = edges_in(b, in_b, wider(a.box(in_a), reach));
    return runs_along(edges_a, edges_b, reach) || runs_along(edges_b, edges_a, reach);
}

std::vector<std::uint32_t> adjoining_groups(const PolygonColumns& polygons, double reach) {
    std::vector<Box> boxes;
    for (std::size_t f = 0; f < polygons.features(); ++f) {
        boxes.push_back(wider(polygons.box(f), reach));
    }
    const BoxTree tree(boxes);
    std::vector<std::uint32_t> leader(polygons.features());
    std::iota(leader.begin(), leader.end(), 0U);
    const auto find = [&](std::uint32_t f) {
        while (leader[f] != f) {
            f = leader[f] = leader[leader[f]];
        }
        return f;
    };
    std::vector<std::uint32_t> near;
    for (std::uint32_t f = 0; f < leader.size(); ++f) {
        tree.query(boxes[f], near);
        for (const std::uint32_t other : near) {
            if (other > f && find(f) != find(other) && shares_border(polygons, f, polygons, other, reach)) {
                leader[std::max(find(f), find(other))] = std::min(find(f), find(other));
            }
        }
    }
    std::vector<std::uint32_t> group(leader.size()), number(leader.size());
    std::uint32_t groups = 0;
    for (std::uint32_t f = 0; f < leader.size(); ++f) {
        if (find(f) == f) {
            number[f] = groups++;
        }
        group[f] = number[find(f)];
    }
    return group;
}

std::vector<OutlineFault> make_sound(PolygonColumns& polygons) {
    std::vector<Finding> findings(polygons.features());
    constexpr std::size_t chunk = 256;
    WorkerPool::shared().run((findings.size() + chunk - 1) / chunk, [&](std::size_t part) {
        for (std::size_t f = part * chunk; f < std::min(findings.size(), (part + 1) * chunk); ++f) {
            findings[f] = examine(polygons, f);
        }
    });
    std::vector<OutlineFault> faults;
    for (Finding& finding : findings) {
        if (finding.faulty) {
            faults.push_back(finding.fault);
        }
    }
    if (faults.empty()) {
        return faults;
    }
    PolygonColumns sound;
    for (std::size_t f = 0; f < findings.size(); ++f) {
        append_feature(sound, findings[f].faulty ? findings[f].mended : polygons, findings[f].faulty ? 0 : f);
    }
    polygons = std::move(sound);
    return faults;
}

} // namespace ntm
