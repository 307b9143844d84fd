#pragma once

#include "geo/base/columns.hpp"

#include <geos_c.h>

#include <memory>
#include <string>

namespace ntm {

// GEOS's handles of this room. A context belongs to one thread; geometries may be read from any.
class GeosThread {
public:
    /// The context of the calling thread.
    [[nodiscard]] static GEOSContextHandle_t context();
    /// What GEOS said last on this thread.
    [[nodiscard]] static const std::string& message();
};

struct GeosDeleter {
    void operator()(GEOSGeometry* geometry) const { GEOSGeom_destroy_r(GeosThread::context(), geometry); }
};
using GeosGeometry = std::unique_ptr<GEOSGeometry, GeosDeleter>;

/// A feature by the even-odd rule as a polygon or multipolygon, unchecked. Null where GEOS refuses it.
[[nodiscard]] GeosGeometry geos_of(const PolygonColumns& polygons, std::size_t feature);
/// Every ring a polygon of its own: what GEOSMakeValid turns into the even-odd inside.
[[nodiscard]] GeosGeometry geos_rings_of(const PolygonColumns& polygons, std::size_t feature);
/// Appends the polygons in `geometry`, lines and points left out, as one feature.
void append_polygons(PolygonColumns& to, const GEOSGeometry* geometry);
/// Appends each polygon in `geometry` as a feature of its own.
void append_parts(PolygonColumns& to, const GEOSGeometry* geometry);

} // namespace ntm
