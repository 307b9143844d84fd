#include "geo/source/shape_taking.hpp"

#include <cmath>

namespace ntm {

GeometryKind shape_kind(OGRwkbGeometryType type) {
    switch (wkbFlatten(type)) {
    case wkbNone:
        return GeometryKind::none;
    case wkbPoint:
    case wkbMultiPoint:
        return GeometryKind::point;
    case wkbLineString:
    case wkbMultiLineString:
    case wkbCircularString:
    case wkbCompoundCurve:
    case wkbMultiCurve:
        return GeometryKind::line;
    case wkbPolygon:
    case wkbMultiPolygon:
    case wkbCurvePolygon:
    case wkbMultiSurface:
        return GeometryKind::polygon;
    default:
        return GeometryKind::other; // also "unknown", which a file of mixed or undeclared geometry has
    }
}

Issue fault_issue(Fault fault, const Where& layer, std::int64_t row, const OGRGeometry* geometry) {
    Issue issue{Severity::warning, "", layer, {}};
    issue.where.row = row;
    switch (fault) {
    case Fault::missing:
        issue.code = "geometry_missing";
        break;
    case Fault::not_polygon:
        issue.code = "geometry_not_polygon";
        issue.detail = geometry->getGeometryName();
        break;
    case Fault::not_finite:
        issue.code = "coordinates_not_finite";
        issue.severity = Severity::error;
        break;
    default:
        issue.code = "ring_too_short";
        break;
    }
    return issue;
}

Fault RingTaker::take(const OGRGeometry* geometry) {
    const std::size_t points_before = m_columns.points.size();
    const std::size_t rings_before = m_columns.ring_point.size();
    m_fault = Fault::none;
    if (geometry == nullptr || geometry->IsEmpty()) {
        m_fault = Fault::missing;
    } else {
        add(*geometry);
    }
    if (m_fault == Fault::not_finite) {
        m_columns.points.resize(points_before);
        m_columns.ring_point.resize(rings_before);
    }
    m_columns.end_feature();
    return m_fault;
}

void RingTaker::add(const OGRGeometry& geometry) {
    const auto type = wkbFlatten(geometry.getGeometryType());
    const bool collection = type == wkbGeometryCollection;
    if (!collection && shape_kind(type) != m_kind) {
        note(Fault::not_polygon);
        return;
    }
    switch (type) {
    case wkbPolygon:
        add_polygon(*geometry.toPolygon());
        return;
    case wkbLineString:
        add_path(*geometry.toLineString());
        return;
    case wkbPoint:
        add_point(*geometry.toPoint());
        return;
    case wkbMultiPolygon:
    case wkbMultiLineString:
    case wkbMultiPoint:
    case wkbGeometryCollection:
        for (const OGRGeometry* part : *geometry.toGeometryCollection()) {
            add(*part);
        }
        return;
    default: // a curve of some kind
        if (const OGRGeometryUniquePtr linear(geometry.getLinearGeometry()); linear) {
            add(*linear);
        }
    }
}

void RingTaker::add_point(const OGRPoint& point) {
    if (!std::isfinite(point.getX()) || !std::isfinite(point.getY())) {
        note(Fault::not_finite);
    }
    m_columns.points.push_back({point.getX(), point.getY()});
    m_columns.end_ring();
}

void RingTaker::add_polygon(const OGRPolygon& polygon) {
    for (const OGRLinearRing* ring : polygon) {
        add_ring(*ring);
    }
}

void RingTaker::add_path(const OGRLineString& line) {
    const std::size_t begin = m_columns.points.size();
    take_points(line);
    if (m_columns.points.size() - begin < 2) {
        m_columns.points.resize(begin);
        note(Fault::ring_too_short);
        return;
    }
    m_columns.end_ring();
}

void RingTaker::take_points(const OGRLineString& line) {
    const auto count = static_cast<std::size_t>(line.getNumPoints());
    if (count == 0) {
        return;
    }
    auto& points = m_columns.points;
    const std::size_t begin = points.size();
    points.resize(begin + count);
    constexpr int stride = sizeof(Point);
    line.getPoints(&points[begin].x, stride, &points[begin].y, stride);
    double sum = 0; // one NaN or infinity makes it NaN, without a branch a point
    for (std::size_t i = begin; i < points.size(); ++i) {
        sum += (points[i].x - points[i].x) + (points[i].y - points[i].y);
    }
    if (sum != 0) {
        note(Fault::not_finite);
    }
}

void RingTaker::add_ring(const OGRLinearRing& ring) {
    auto& points = m_columns.points;
    const std::size_t begin = points.size();
    take_points(ring);
    if (points.size() == begin) {
        return;
    }
    if (points.size() - begin > 1 && points.back() == points[begin]) {
        points.pop_back();
    }
    if (points.size() - begin < 3) {
        points.resize(begin);
        note(Fault::ring_too_short);
        return;
    }
    m_columns.end_ring();
}

// What spoils the feature must not be hidden by what does not.
void RingTaker::note(Fault fault) {
    if (m_fault != Fault::not_finite) {
        m_fault = fault;
    }
}

} // namespace ntm
