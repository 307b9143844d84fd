#include "geo/source/source.hpp"

#include "geo/earth/ring_nesting.hpp"
#include "geo/source/gdal_handles.hpp"

#include <fmt/format.h>

#include <set>

namespace ntm {

namespace fs = std::filesystem;

namespace {

std::unique_ptr<OGRLinearRing> closed_ring(std::span<const Point> points, bool counter_clockwise) {
    auto ring = std::make_unique<OGRLinearRing>();
    ring->setNumPoints(static_cast<int>(points.size() + 1), FALSE);
    const bool reversed = (signed_planar_area(points) > 0) != counter_clockwise;
    for (std::size_t i = 0; i <= points.size(); ++i) {
        const std::size_t from = i % points.size();
        const Point& p = points[reversed ? (points.size() - from) % points.size() : from];
        ring->setPoint(static_cast<int>(i), p.x, p.y);
    }
    return ring;
}

// Shells with their holes as OGC wants them, from rings whose inside the even-odd rule settles.
std::unique_ptr<OGRMultiPolygon> multipolygon_of(const PolygonColumns& polygons, std::size_t feature) {
    const auto places = nest_rings(polygons, feature);
    const std::size_t first = polygons.feature_ring[feature];
    auto whole = std::make_unique<OGRMultiPolygon>();
    for (std::size_t shell = 0; shell < places.size(); ++shell) {
        if (places[shell].depth % 2 != 0) {
            continue;
        }
        auto polygon = std::make_unique<OGRPolygon>();
        polygon->addRingDirectly(closed_ring(polygons.ring(first + shell), true).release());
        for (std::size_t hole = 0; hole < places.size(); ++hole) {
            if (places[hole].depth % 2 != 0 && places[hole].parent == shell) {
                polygon->addRingDirectly(closed_ring(polygons.ring(first + hole), false).release());
            }
        }
        whole->addGeometryDirectly(polygon.release());
    }
    return whole;
}

// Names that GeoPackage takes: none empty, none twice, none the key's or the geometry's.
std::vector<std::string> column_names(const Table& table) {
    std::set<std::string> taken{"ogc_fid", "geom"};
    std::vector<std::string> names;
    for (const std::string& given : table.names) {
        const std::string base = given.empty() ? "column" : given;
        std::string name = base;
        for (int i = 2; !taken.insert(CPLString(name).tolower()).second; ++i) {
            name = fmt::format("{}_{}", base, i);
        }
        names.push_back(name);
    }
    return names;
}

bool set_crs(OGRSpatialReference& srs, const Crs& crs) {
    srs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    return crs.definition.empty() || srs.SetFromUserInput(crs.definition.c_str()) == OGRERR_NONE;
}

bool write_features(OGRLayer& layer, const PolygonColumns& polygons, const Table& table) {
    for (std::size_t f = 0; f < polygons.features(); ++f) {
        OGRFeature feature(layer.GetLayerDefn());
        for (std::size_t column = 0; column < table.columns.size(); ++column) {
            feature.SetField(static_cast<int>(column), std::string(table.columns[column][f]).c_str());
        }
        if (polygons.feature_ring[f] != polygons.feature_ring[f + 1]) {
            feature.SetGeometryDirectly(multipolygon_of(polygons, f).release());
        }
        if (layer.CreateFeature(&feature) != OGRERR_NONE) {
            return false;
        }
    }
    return true;
}

bool write_layer(const fs::path& file, const std::string& name, const PolygonColumns& polygons, const Table& table,
                 const Crs& crs) {
    OGRSpatialReference srs;
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GPKG");
    if (driver == nullptr || !set_crs(srs, crs)) {
        return false;
    }
    DatasetPtr dataset(driver->Create(file.string().c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    if (!dataset) {
        return false;
    }
    CPLStringList options;
    options.SetNameValue("FID", "ogc_fid");
    options.SetNameValue("GEOMETRY_NAME", "geom");
    OGRLayer* layer =
        dataset->CreateLayer(name.c_str(), crs.definition.empty() ? nullptr : &srs, wkbMultiPolygon, options.List());
    if (layer == nullptr) {
        return false;
    }
    for (const std::string& column : column_names(table)) {
        OGRFieldDefn field(column.c_str(), OFTString);
        if (layer->CreateField(&field) != OGRERR_NONE) {
            return false;
        }
    }
    return dataset->StartTransaction() == OGRERR_NONE && write_features(*layer, polygons, table) &&
           dataset->CommitTransaction() == OGRERR_NONE;
}

} // namespace

Issues write_polygons(const fs::path& gpkg, const std::string& layer, const PolygonColumns& polygons,
                      const Table& attributes, const Crs& crs) {
    Where where;
    where.file = gpkg.string();
    where.layer = layer;
    if (polygons.features() != attributes.rows()) {
        return {{Severity::error, "file_not_written", where,
                 fmt::format("{} features, {} rows", polygons.features(), attributes.rows())}};
    }
    prepare_gdal();
    // Into a neighbour first: whoever reads the old file meanwhile keeps it whole.
    const fs::path part = gpkg.parent_path() / fmt::format(".{}.part.gpkg", gpkg.stem().string());
    std::error_code error;
    fs::remove(part, error);
    const GdalMessages messages;
    // GeoPackage stamps the time of writing; the same content should give the same file.
    CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", "2000-01-01T00:00:00.000Z");
    const bool written = write_layer(part, layer, polygons, attributes, crs);
    CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", nullptr);
    if (written && !messages.failed()) {
        fs::rename(part, gpkg, error);
        if (!error) {
            return messages.as_issues("gdal_message", where);
        }
    }
    const std::string reason = error ? error.message() : messages.text();
    fs::remove(part, error);
    return {{Severity::error, "file_not_written", where, reason}};
}

std::string geometry_fault(const PolygonColumns& polygons, std::size_t feature) {
    if (polygons.feature_ring[feature] == polygons.feature_ring[feature + 1]) {
        return {};
    }
    const auto geometry = multipolygon_of(polygons, feature);
    const GdalMessages messages;
    if (geometry->IsValid()) {
        return {};
    }
    const std::string reason = messages.text();
    return reason.empty() ? "invalid" : reason;
}

} // namespace ntm
