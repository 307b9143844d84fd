#include "geo/source/writing.hpp"

#include "geo/earth/ring_nesting.hpp"
#include "geo/source/formats.hpp"
#include "geo/source/gdal_handles.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

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
            if (const std::string text(table.columns[column][f]); !text.empty()) {
                feature.SetField(static_cast<int>(column), text.c_str());
            }
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

struct Format {
    std::string_view ending, driver;
    bool many_layers;
    std::vector<std::string_view> options; ///< of a layer
};

const Format* format_of(const fs::path& file) {
    static const std::array<Format, 3> formats{
        Format{".gpkg", "GPKG", true, {"FID=ogc_fid", "GEOMETRY_NAME=geom"}},
        Format{".geojson", "GeoJSON", false, {"RFC7946=YES", "COORDINATE_PRECISION=9"}},
        Format{".shp", "ESRI Shapefile", false, {"ENCODING=UTF-8"}},
    };
    const auto known = std::find_if(formats.begin(), formats.end(),
                                    [&](const Format& one) { return one.ending == lower_extension(file); });
    return known == formats.end() ? nullptr : &*known;
}

bool write_layer(GDALDataset& dataset, const WrittenLayer& from, const Crs& crs, const Format& format) {
    OGRSpatialReference srs;
    if (!set_crs(srs, crs)) {
        return false;
    }
    CPLStringList options;
    for (const std::string_view option : format.options) {
        options.AddString(std::string(option).c_str());
    }
    OGRLayer* layer = dataset.CreateLayer(from.name.c_str(), crs.definition.empty() ? nullptr : &srs, wkbMultiPolygon,
                                          options.List());
    if (layer == nullptr) {
        return false;
    }
    const std::vector<std::string> names = column_names(from.attributes);
    for (std::size_t i = 0; i < names.size(); ++i) {
        OGRFieldDefn field(names[i].c_str(), from.numbers.contains(from.attributes.names[i]) ? OFTReal : OFTString);
        if (layer->CreateField(&field) != OGRERR_NONE) {
            return false;
        }
    }
    const bool transaction = format.many_layers;
    return (!transaction || dataset.StartTransaction() == OGRERR_NONE) &&
           write_features(*layer, from.polygons, from.attributes) &&
           (!transaction || dataset.CommitTransaction() == OGRERR_NONE);
}

/// Into `folder`, under the name that the files will have.
bool write_files(const fs::path& folder, const fs::path& file, std::span<const WrittenLayer> layers, const Crs& crs,
                 const Format& format) {
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(std::string(format.driver).c_str());
    DatasetPtr dataset;
    for (const WrittenLayer& layer : layers) {
        if (!format.many_layers && layer.polygons.features() == 0 && layers.size() > 1) {
            continue;
        }
        if (!dataset || !format.many_layers) {
            const std::string name = format.many_layers || layers.size() == 1
                                         ? file.filename().string()
                                         : fmt::format("{}-{}{}", file.stem().string(), layer.name, format.ending);
            dataset.reset(driver != nullptr
                              ? driver->Create((folder / name).string().c_str(), 0, 0, 0, GDT_Unknown, nullptr)
                              : nullptr);
        }
        if (!dataset || !write_layer(*dataset, layer, crs, format)) {
            return false;
        }
    }
    return dataset != nullptr;
}

} // namespace

Issues write_layers(const fs::path& file, std::span<const WrittenLayer> layers, const Crs& crs) {
    Where where;
    where.file = file.string();
    const Format* format = format_of(file);
    if (format == nullptr) {
        return {{Severity::error, "format_not_written", where, ".gpkg, .geojson, .shp"}};
    }
    for (const WrittenLayer& layer : layers) {
        if (layer.polygons.features() != layer.attributes.rows()) {
            return {{Severity::error, "file_not_written", where,
                     fmt::format("{} features, {} rows", layer.polygons.features(), layer.attributes.rows())}};
        }
    }
    prepare_gdal();
    // Into a neighbour first: whoever reads the old file meanwhile keeps it whole.
    const fs::path part = file.parent_path() / fmt::format(".{}.part", file.filename().string());
    std::error_code error;
    fs::remove_all(part, error);
    fs::create_directory(part, error); // only beside what is there
    const GdalMessages messages;
    // GeoPackage stamps the time of writing; the same content should give the same file.
    CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", "2000-01-01T00:00:00.000Z");
    const bool written = !error && write_files(part, file, layers, crs, *format);
    CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", nullptr);
    Issues issues;
    if (written && !messages.failed()) {
        std::vector<fs::path> files;
        for (const auto& entry : fs::directory_iterator(part, error)) {
            files.push_back(entry.path());
        }
        std::sort(files.begin(), files.end());
        for (const fs::path& one : files) {
            const fs::path to = file.parent_path() / one.filename();
            fs::rename(one, to, error);
            if (error) {
                break;
            }
            if (lower_extension(to) == format->ending) {
                issues.push_back({Severity::info, "cover_written", {to.string(), {}, 0, {}, {}}, {}});
            }
        }
    }
    const std::string reason = error ? error.message() : messages.text();
    const bool failed = !written || messages.failed() || error;
    fs::remove_all(part, error);
    if (failed) {
        return {{Severity::error, "file_not_written", where, reason}};
    }
    append_issues(issues, messages.as_issues("gdal_message", where));
    return issues;
}

Issues write_polygons(const fs::path& gpkg, const std::string& layer, const PolygonColumns& polygons,
                      const Table& attributes, const Crs& crs) {
    const std::array<WrittenLayer, 1> one{WrittenLayer{layer, polygons, attributes, {}}};
    Issues issues = write_layers(gpkg, one, crs);
    std::erase_if(issues, [](const Issue& issue) { return issue.severity == Severity::info; });
    return issues;
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
