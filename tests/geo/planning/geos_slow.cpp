#include "tests/geo/planning/geos_slow.hpp"

#include <geodesic.h>
#include <geos_c.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>

namespace geos_slow {

namespace {

GEOSContextHandle_t context() {
    static const GEOSContextHandle_t made = GEOS_init_r();
    return made;
}
struct Gone {
    void operator()(GEOSGeometry* g) const { GEOSGeom_destroy_r(context(), g); }
};
using Shape = std::unique_ptr<GEOSGeometry, Gone>;

std::string ring_text(std::span<const ntm::Point> ring) {
    std::string text = "(";
    char number[80];
    for (std::size_t i = 0; i <= ring.size(); ++i) {
        const ntm::Point p = ring[i % ring.size()];
        std::snprintf(number, sizeof number, "%s%.17g %.17g", i > 0 ? "," : "", p.x, p.y);
        text += number;
    }
    return text + ")";
}

/// Even-odd by counting crossings, of a ring that crosses itself.
bool odd(std::span<const ntm::Point> ring, double x, double y) {
    bool inside = false;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        const ntm::Point a = ring[j], b = ring[i];
        if ((a.y <= y) != (b.y <= y) && x < a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x)) {
            inside = !inside;
        }
    }
    return inside;
}

/// The faces between a ring's lines that lie inside.
Shape faces(std::span<const ntm::Point> ring) {
    const Shape line(GEOSGeomFromWKT_r(context(), ("LINESTRING" + ring_text(ring)).c_str()));
    const Shape noded(GEOSUnaryUnion_r(context(), line.get()));
    const GEOSGeometry* lines = noded.get();
    const Shape all(GEOSPolygonize_r(context(), &lines, 1));
    Shape whole(GEOSGeomFromWKT_r(context(), "POLYGON EMPTY"));
    for (int i = 0; i < GEOSGetNumGeometries_r(context(), all.get()); ++i) {
        const GEOSGeometry* face = GEOSGetGeometryN_r(context(), all.get(), i);
        const Shape at(GEOSPointOnSurface_r(context(), face));
        double x = 0, y = 0;
        GEOSGeomGetX_r(context(), at.get(), &x);
        GEOSGeomGetY_r(context(), at.get(), &y);
        if (odd(ring, x, y)) {
            whole.reset(GEOSUnion_r(context(), whole.get(), face));
        }
    }
    return whole;
}

/// Rings laid over each other by symmetric difference: the even-odd inside, whatever their order.
Shape shape(const ntm::PolygonColumns& polygons, std::size_t feature) {
    Shape whole(GEOSGeomFromWKT_r(context(), "POLYGON EMPTY"));
    for (auto r = polygons.feature_ring[feature]; r < polygons.feature_ring[feature + 1]; ++r) {
        Shape ring(GEOSGeomFromWKT_r(context(), ("POLYGON(" + ring_text(polygons.ring(r)) + ")").c_str()));
        if (GEOSisValid_r(context(), ring.get()) != 1) {
            ring = faces(polygons.ring(r));
        }
        whole.reset(GEOSSymDifference_r(context(), whole.get(), ring.get()));
    }
    return whole;
}

double ring_area_m2(const GEOSGeometry* ring) {
    // A ring without width in the plane of the operation is its rounding, whatever geodesics make of long edges.
    constexpr double no_width_deg = 1e-11; // a micrometre
    double length = 0, planar = 0;
    const Shape filled(GEOSGeom_createPolygon_r(context(), GEOSGeom_clone_r(context(), ring), nullptr, 0));
    if (GEOSLength_r(context(), ring, &length) == 0 || GEOSArea_r(context(), filled.get(), &planar) == 0 ||
        planar < no_width_deg * length) {
        return 0;
    }
    geod_geodesic ellipsoid;
    geod_init(&ellipsoid, 6378137.0, 1 / 298.257223563);
    geod_polygon polygon;
    geod_polygon_init(&polygon, 0);
    const GEOSCoordSequence* points = GEOSGeom_getCoordSeq_r(context(), ring);
    unsigned size = 0;
    GEOSCoordSeq_getSize_r(context(), points, &size);
    for (unsigned i = 0; i + 1 < size; ++i) {
        double x = 0, y = 0;
        GEOSCoordSeq_getXY_r(context(), points, i, &x, &y);
        geod_polygon_addpoint(&ellipsoid, &polygon, y, x);
    }
    double area = 0;
    geod_polygon_compute(&ellipsoid, &polygon, 0, 1, &area, nullptr);
    return std::abs(area);
}

double shape_area_m2(const GEOSGeometry* g) {
    const int type = GEOSGeomTypeId_r(context(), g);
    double area = 0;
    if (type == GEOS_POLYGON) {
        if (GEOSisEmpty_r(context(), g) != 0) {
            return 0;
        }
        area = ring_area_m2(GEOSGetExteriorRing_r(context(), g));
        for (int i = 0; i < GEOSGetNumInteriorRings_r(context(), g); ++i) {
            area -= ring_area_m2(GEOSGetInteriorRingN_r(context(), g, i));
        }
    } else if (type == GEOS_MULTIPOLYGON || type == GEOS_GEOMETRYCOLLECTION) {
        for (int i = 0; i < GEOSGetNumGeometries_r(context(), g); ++i) {
            area += shape_area_m2(GEOSGetGeometryN_r(context(), g, i));
        }
    }
    return area;
}

} // namespace

std::string relate(const ntm::PolygonColumns& a, std::size_t in_a, const ntm::PolygonColumns& b, std::size_t in_b) {
    char* text = GEOSRelate_r(context(), shape(a, in_a).get(), shape(b, in_b).get());
    std::string pattern = text != nullptr ? text : "";
    GEOSFree_r(context(), text);
    return pattern;
}

bool valid(const ntm::PolygonColumns& polygons, std::size_t feature) {
    return GEOSisValid_r(context(), shape(polygons, feature).get()) == 1;
}

double area_m2(const ntm::PolygonColumns& polygons, std::size_t feature) {
    return shape_area_m2(shape(polygons, feature).get());
}

double common_area_m2(const ntm::PolygonColumns& a, std::size_t in_a, const ntm::PolygonColumns& b, std::size_t in_b) {
    return covered_area_m2(a, in_a, b, {in_b});
}

namespace {

Shape all_of(const ntm::PolygonColumns& polygons, const std::vector<std::size_t>& features) {
    std::vector<GEOSGeometry*> shapes;
    for (const std::size_t one : features) {
        shapes.push_back(shape(polygons, one).release());
    }
    const Shape collection(GEOSGeom_createCollection_r(context(), GEOS_GEOMETRYCOLLECTION, shapes.data(),
                                                       static_cast<unsigned>(shapes.size())));
    return Shape(GEOSUnaryUnion_r(context(), collection.get()));
}

} // namespace

double covered_area_m2(const ntm::PolygonColumns& a, std::size_t in_a, const ntm::PolygonColumns& b,
                       const std::vector<std::size_t>& in_b) {
    const Shape common(GEOSIntersection_r(context(), shape(a, in_a).get(), all_of(b, in_b).get()));
    return shape_area_m2(common.get());
}

Spread covered_spread_m2(const ntm::PolygonColumns& a, std::size_t in_a, const ntm::PolygonColumns& b,
                         std::vector<std::size_t> in_b) {
    Spread spread;
    const auto take = [&](const Shape& all) {
        const Shape common(GEOSIntersection_r(context(), shape(a, in_a).get(), all.get()));
        const double area_m2 = shape_area_m2(common.get());
        spread.least_m2 = std::min(spread.least_m2, area_m2);
        spread.most_m2 = std::max(spread.most_m2, area_m2);
    };
    for (int order = 0; order < 2; ++order) {
        take(all_of(b, in_b));
        Shape one_by_one(GEOSGeomFromWKT_r(context(), "POLYGON EMPTY"));
        for (const std::size_t one : in_b) {
            one_by_one.reset(GEOSUnion_r(context(), one_by_one.get(), shape(b, one).get()));
        }
        take(one_by_one);
        std::reverse(in_b.begin(), in_b.end());
    }
    return spread;
}

double outside_area_m2(const ntm::PolygonColumns& a, std::size_t in_a, const ntm::PolygonColumns& b, std::size_t in_b) {
    return left_area_m2(a, in_a, b, {in_b});
}

double left_area_m2(const ntm::PolygonColumns& a, std::size_t in_a, const ntm::PolygonColumns& b,
                    const std::vector<std::size_t>& in_b) {
    const Shape rest(GEOSDifference_r(context(), shape(a, in_a).get(), all_of(b, in_b).get()));
    return shape_area_m2(rest.get());
}

} // namespace geos_slow
