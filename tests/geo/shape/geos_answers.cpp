#include "geos_answers.hpp"

#include <geos_c.h>

#include <span>

namespace {

using Handle = GEOSContextHandle_t;

GEOSGeometry* linear_ring(Handle geos, std::span<const ntm::Point> ring) {
    GEOSCoordSequence* points = GEOSCoordSeq_create_r(geos, static_cast<unsigned>(ring.size() + 1), 2);
    for (unsigned i = 0; i <= ring.size(); ++i) {
        const ntm::Point p = ring[i % ring.size()];
        GEOSCoordSeq_setXY_r(geos, points, i, p.x, p.y);
    }
    return GEOSGeom_createLinearRing_r(geos, points);
}

/// GEOS itself sorts out shells and holes, so that our nesting is not used to check our nesting.
GEOSGeometry* geometry_of(Handle geos, const ntm::PolygonColumns& coverage, std::size_t feature) {
    std::vector<GEOSGeometry*> rings;
    for (std::size_t r = coverage.feature_ring[feature]; r < coverage.feature_ring[feature + 1]; ++r) {
        rings.push_back(linear_ring(geos, coverage.ring(r)));
    }
    if (rings.size() == 1) {
        return GEOSGeom_createPolygon_r(geos, rings[0], nullptr, 0);
    }
    GEOSGeometry* lines =
        GEOSGeom_createCollection_r(geos, GEOS_MULTILINESTRING, rings.data(), static_cast<unsigned>(rings.size()));
    GEOSGeometry* area = GEOSBuildArea_r(geos, lines);
    GEOSGeom_destroy_r(geos, lines);
    return area;
}

double area_of(Handle geos, const GEOSGeometry* geometry) {
    double area = 0;
    GEOSArea_r(geos, geometry, &area);
    return area;
}

} // namespace

struct GeosAnswers::Impl {
    Handle geos = GEOS_init_r();
    std::vector<GEOSGeometry*> geometries;
    std::vector<const GEOSPreparedGeometry*> prepared;
    std::vector<std::uint32_t> ids;
    GEOSSTRtree* tree = nullptr;
};

GeosAnswers::GeosAnswers(const ntm::PolygonColumns& coverage)
    : m_impl(std::make_unique<Impl>()) {
    Impl& my = *m_impl;
    my.tree = GEOSSTRtree_create_r(my.geos, 10);
    my.ids.resize(coverage.features());
    for (std::size_t f = 0; f < coverage.features(); ++f) {
        my.ids[f] = static_cast<std::uint32_t>(f);
        my.geometries.push_back(geometry_of(my.geos, coverage, f));
        my.prepared.push_back(GEOSPrepare_r(my.geos, my.geometries.back()));
        GEOSSTRtree_insert_r(my.geos, my.tree, my.geometries.back(), &my.ids[f]);
    }
}

GeosAnswers::~GeosAnswers() {
    Impl& my = *m_impl;
    GEOSSTRtree_destroy_r(my.geos, my.tree);
    for (std::size_t f = 0; f < my.geometries.size(); ++f) {
        GEOSPreparedGeom_destroy_r(my.geos, my.prepared[f]);
        GEOSGeom_destroy_r(my.geos, my.geometries[f]);
    }
    GEOS_finish_r(my.geos);
}

std::vector<std::uint32_t> GeosAnswers::holders(ntm::Point point) const {
    const Impl& my = *m_impl;
    struct Query {
        const GeosAnswers* answers;
        ntm::Point point;
        std::vector<std::uint32_t> found;
    } query{this, point, {}};
    GEOSGeometry* at = GEOSGeom_createPointFromXY_r(my.geos, point.x, point.y);
    GEOSSTRtree_query_r(
        my.geos, my.tree, at,
        [](void* item, void* data) {
            auto& asked = *static_cast<Query*>(data);
            const std::uint32_t feature = *static_cast<std::uint32_t*>(item);
            if (asked.answers->contains(feature, asked.point)) {
                asked.found.push_back(feature + 1);
            }
        },
        &query);
    GEOSGeom_destroy_r(my.geos, at);
    return query.found;
}

double GeosAnswers::area(std::size_t feature) const {
    return area_of(m_impl->geos, m_impl->geometries[feature]);
}

bool GeosAnswers::contains(std::size_t feature, ntm::Point point) const {
    GEOSGeometry* at = GEOSGeom_createPointFromXY_r(m_impl->geos, point.x, point.y);
    const bool inside = GEOSPreparedContains_r(m_impl->geos, m_impl->prepared[feature], at) == 1;
    GEOSGeom_destroy_r(m_impl->geos, at);
    return inside;
}

double GeosAnswers::inscribed_radius(std::size_t feature, double tolerance) const {
    const Impl& my = *m_impl;
    GEOSGeometry* radius = GEOSMaximumInscribedCircle_r(my.geos, my.geometries[feature], tolerance);
    double length = 0;
    GEOSLength_r(my.geos, radius, &length);
    GEOSGeom_destroy_r(my.geos, radius);
    return length;
}

GeosAnswers::Union GeosAnswers::union_against(const std::vector<std::size_t>& features, const GeosAnswers& others,
                                              std::size_t other) const {
    const Impl& my = *m_impl;
    std::vector<GEOSGeometry*> parts;
    for (const std::size_t f : features) {
        parts.push_back(GEOSGeom_clone_r(my.geos, my.geometries[f]));
    }
    GEOSGeometry* all = GEOSGeom_createCollection_r(my.geos, GEOS_GEOMETRYCOLLECTION, parts.data(),
                                                    static_cast<unsigned>(parts.size()));
    GEOSGeometry* joined = GEOSUnaryUnion_r(my.geos, all);
    GEOSGeometry* difference = GEOSSymDifference_r(my.geos, joined, others.m_impl->geometries[other]);
    const Union answer{area_of(my.geos, joined), area_of(my.geos, difference)};
    GEOSGeom_destroy_r(my.geos, difference);
    GEOSGeom_destroy_r(my.geos, joined);
    GEOSGeom_destroy_r(my.geos, all);
    return answer;
}

namespace {

std::size_t holes_of(Handle geos, const GEOSGeometry* geometry) {
    std::size_t holes = 0;
    for (int part = 0; part < GEOSGetNumGeometries_r(geos, geometry); ++part) {
        const int rings = GEOSGetNumInteriorRings_r(geos, GEOSGetGeometryN_r(geos, geometry, part));
        holes += rings > 0 ? static_cast<std::size_t>(rings) : 0;
    }
    return holes;
}

/// Simplified outlines may touch themselves; GEOS intersects only what it calls valid.
GEOSGeometry* made_valid(Handle geos, const GEOSGeometry* geometry) {
    return GEOSisValid_r(geos, geometry) == 1 ? GEOSGeom_clone_r(geos, geometry) : GEOSMakeValid_r(geos, geometry);
}

} // namespace

GeosAnswers::Faults GeosAnswers::faults() const {
    const Impl& my = *m_impl;
    Faults faults;
    std::vector<GEOSGeometry*> valid;
    for (const GEOSGeometry* geometry : my.geometries) {
        valid.push_back(made_valid(my.geos, geometry));
    }
    for (std::uint32_t a = 0; a < valid.size(); ++a) {
        std::vector<std::uint32_t> near;
        GEOSSTRtree_query_r(
            my.geos, my.tree, valid[a],
            [](void* item, void* found) {
                static_cast<std::vector<std::uint32_t>*>(found)->push_back(*static_cast<std::uint32_t*>(item));
            },
            &near);
        for (const std::uint32_t b : near) {
            if (b <= a) {
                continue;
            }
            GEOSGeometry* common = GEOSIntersection_r(my.geos, valid[a], valid[b]);
            const double area = common != nullptr ? area_of(my.geos, common) : 0;
            GEOSGeom_destroy_r(my.geos, common);
            constexpr double rounding = 0.01;
            if (area > rounding) {
                ++faults.overlaps;
                faults.overlap_area += area;
            }
        }
    }
    GEOSGeometry* all = GEOSGeom_createCollection_r(my.geos, GEOS_GEOMETRYCOLLECTION, valid.data(),
                                                    static_cast<unsigned>(valid.size()));
    GEOSGeometry* whole = GEOSUnaryUnion_r(my.geos, all);
    faults.gaps = whole != nullptr ? holes_of(my.geos, whole) : 0;
    GEOSGeom_destroy_r(my.geos, whole);
    GEOSGeom_destroy_r(my.geos, all);
    return faults;
}
