#pragma once

#include "geo/source/source.hpp"

#include <ogrsf_frmts.h>

// Private to this room.
namespace ntm {

/// Of a type of GDAL's; `other` also for "unknown", which a file of mixed or undeclared geometry has.
[[nodiscard]] GeometryKind shape_kind(OGRwkbGeometryType type);

enum class Fault : std::uint8_t { none, missing, not_polygon, not_finite, ring_too_short };
[[nodiscard]] Issue fault_issue(Fault fault, const Where& layer, std::int64_t row, const OGRGeometry* geometry);

/// Takes the rings of features (of lines the paths, of points the places) into columns; a feature with a fault that
/// spoils it gets none.
class RingTaker {
public:
    RingTaker(PolygonColumns& columns, GeometryKind kind)
        : m_columns(columns)
        , m_kind(kind) {}

    Fault take(const OGRGeometry* geometry);

private:
    PolygonColumns& m_columns;
    GeometryKind m_kind;
    Fault m_fault = Fault::none;

    void add(const OGRGeometry& geometry);
    void add_point(const OGRPoint& point);
    void add_polygon(const OGRPolygon& polygon);
    void add_path(const OGRLineString& line);
    void take_points(const OGRLineString& line);
    void add_ring(const OGRLinearRing& ring);
    void note(Fault fault);
};

} // namespace ntm
