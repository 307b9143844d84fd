#include "geo/planning/geos_handles.hpp"

#include "geo/earth/ring_nesting.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace ntm {

namespace {

void keep_message(const char* text, void* into) {
    *static_cast<std::string*>(into) = text;
}

struct ThreadContext {
    std::string message;
    GEOSContextHandle_t context = GEOS_init_r();
    ThreadContext() {
        GEOSContext_setNoticeMessageHandler_r(
            context, [](const char*, void*) {}, nullptr);
        GEOSContext_setErrorMessageHandler_r(context, keep_message, &message);
    }
    ~ThreadContext() { GEOS_finish_r(context); }
    ThreadContext(const ThreadContext&) = delete;
    ThreadContext& operator=(const ThreadContext&) = delete;
};

ThreadContext& own_thread() {
    thread_local ThreadContext own;
    return own;
}

GEOSGeometry* linear_ring(std::span<const Point> ring) {
    std::vector<Point> closed(ring.begin(), ring.end());
    closed.push_back(ring.front());
    const auto context = GeosThread::context();
    static_assert(sizeof(Point) == 2 * sizeof(double));
    GEOSCoordSequence* sequence =
        GEOSCoordSeq_copyFromBuffer_r(context, &closed.front().x, static_cast<unsigned>(closed.size()), 0, 0);
    return sequence != nullptr ? GEOSGeom_createLinearRing_r(context, sequence) : nullptr;
}

GeosGeometry polygon(GEOSGeometry* shell, std::vector<GEOSGeometry*> holes) {
    std::erase(holes, nullptr);
    if (shell == nullptr) {
        for (GEOSGeometry* hole : holes) {
            GEOSGeom_destroy_r(GeosThread::context(), hole);
        }
        return nullptr;
    }
    return GeosGeometry(
        GEOSGeom_createPolygon_r(GeosThread::context(), shell, holes.data(), static_cast<unsigned>(holes.size())));
}

GeosGeometry together(std::vector<GeosGeometry> polygons) {
    std::erase(polygons, nullptr);
    if (polygons.size() == 1) {
        return std::move(polygons.front());
    }
    std::vector<GEOSGeometry*> parts;
    for (GeosGeometry& part : polygons) {
        parts.push_back(part.release());
    }
    return GeosGeometry(GEOSGeom_createCollection_r(GeosThread::context(), GEOS_MULTIPOLYGON, parts.data(),
                                                    static_cast<unsigned>(parts.size())));
}

/// What rounding leaves between two borders that are one: no wider than the last digits of its coordinates. Its area
/// on the ellipsoid would not be nothing: long edges are geodesics there, with a corner in between or without.
bool is_rounding(std::span<const Point> ring) {
    constexpr double last_digits = 64 * std::numeric_limits<double>::epsilon();
    const Point origin = ring.front();
    double twice = 0, around = 0, reach = 0;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        twice += (ring[j].x - origin.x) * (ring[i].y - origin.y) - (ring[i].x - origin.x) * (ring[j].y - origin.y);
        around += std::hypot(ring[i].x - ring[j].x, ring[i].y - ring[j].y);
        reach = std::max({reach, std::abs(ring[i].x), std::abs(ring[i].y)});
    }
    return std::abs(twice) <= around * last_digits * reach;
}

/// False: nothing worth a ring.
bool append_ring(PolygonColumns& to, const GEOSGeometry* ring) {
    const auto context = GeosThread::context();
    const GEOSCoordSequence* sequence = GEOSGeom_getCoordSeq_r(context, ring);
    unsigned size = 0;
    if (sequence == nullptr || GEOSCoordSeq_getSize_r(context, sequence, &size) == 0 || size < 4) {
        return false;
    }
    const std::size_t begin = to.points.size();
    to.points.resize(begin + size);
    GEOSCoordSeq_copyToBuffer_r(context, sequence, &to.points[begin].x, 0, 0);
    to.points.pop_back(); // the first once more
    if (is_rounding(std::span(to.points).subspan(begin))) {
        to.points.resize(begin);
        return false;
    }
    to.end_ring();
    return true;
}

bool append_polygon(PolygonColumns& to, const GEOSGeometry* polygon) {
    const auto context = GeosThread::context();
    if (!append_ring(to, GEOSGetExteriorRing_r(context, polygon))) {
        return false;
    }
    const int holes = GEOSGetNumInteriorRings_r(context, polygon);
    for (int hole = 0; hole < holes; ++hole) {
        append_ring(to, GEOSGetInteriorRingN_r(context, polygon, hole));
    }
    return true;
}

template <class Visit>
void each_polygon(const GEOSGeometry* geometry, const Visit& visit) {
    const auto context = GeosThread::context();
    if (geometry == nullptr || GEOSisEmpty_r(context, geometry) != 0) {
        return;
    }
    const int type = GEOSGeomTypeId_r(context, geometry);
    if (type == GEOS_POLYGON) {
        visit(geometry);
    } else if (type == GEOS_MULTIPOLYGON || type == GEOS_GEOMETRYCOLLECTION) {
        const int parts = GEOSGetNumGeometries_r(context, geometry);
        for (int part = 0; part < parts; ++part) {
            each_polygon(GEOSGetGeometryN_r(context, geometry, part), visit);
        }
    }
}

} // namespace

GEOSContextHandle_t GeosThread::context() {
    return own_thread().context;
}

const std::string& GeosThread::message() {
    return own_thread().message;
}

GeosGeometry geos_of(const PolygonColumns& polygons, std::size_t feature) {
    const auto places = nest_rings(polygons, feature);
    const std::size_t first = polygons.feature_ring[feature];
    std::vector<GeosGeometry> parts;
    for (std::size_t shell = 0; shell < places.size(); ++shell) {
        if (places[shell].depth % 2 != 0) {
            continue;
        }
        std::vector<GEOSGeometry*> holes;
        for (std::size_t hole = 0; hole < places.size(); ++hole) {
            if (places[hole].depth % 2 != 0 && places[hole].parent == shell) {
                holes.push_back(linear_ring(polygons.ring(first + hole)));
            }
        }
        parts.push_back(polygon(linear_ring(polygons.ring(first + shell)), std::move(holes)));
    }
    return together(std::move(parts));
}

GeosGeometry geos_rings_of(const PolygonColumns& polygons, std::size_t feature) {
    std::vector<GeosGeometry> parts;
    for (std::size_t r = polygons.feature_ring[feature]; r < polygons.feature_ring[feature + 1]; ++r) {
        parts.push_back(polygon(linear_ring(polygons.ring(r)), {}));
    }
    return together(std::move(parts));
}

void append_polygons(PolygonColumns& to, const GEOSGeometry* geometry) {
    each_polygon(geometry, [&](const GEOSGeometry* part) { append_polygon(to, part); });
    to.end_feature();
}

void append_parts(PolygonColumns& to, const GEOSGeometry* geometry) {
    each_polygon(geometry, [&](const GEOSGeometry* part) {
        if (append_polygon(to, part)) {
            to.end_feature();
        }
    });
}

} // namespace ntm
