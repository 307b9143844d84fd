#include "geo/source/layer_reading.hpp"

#include "geo/source/cad_reading.hpp"
#include "geo/source/gdal_handles.hpp"
#include "geo/source/memory_hint.hpp"
#include "geo/source/shape_taking.hpp"
#include "geo/source/text_repair.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace ntm {

namespace {

// Formats without one kind a layer (MapInfo, GeoJSON) do not declare it: the first features tell.
GeometryKind kind_of(OGRLayer& layer) {
    const GeometryKind declared = shape_kind(layer.GetGeomType());
    if (declared != GeometryKind::other) {
        return declared;
    }
    constexpr int enough = 200;
    GeometryKind kind = GeometryKind::other;
    layer.ResetReading();
    for (int i = 0; i < enough && kind != GeometryKind::polygon; ++i) {
        const OGRFeatureUniquePtr feature(layer.GetNextFeature());
        if (!feature) {
            break;
        }
        if (const OGRGeometry* geometry = feature->GetGeometryRef()) {
            const GeometryKind found = shape_kind(geometry->getGeometryType());
            kind = found == GeometryKind::polygon || kind == GeometryKind::other ? found : kind;
        }
    }
    layer.ResetReading();
    return kind;
}

Where where_of(const std::filesystem::path& file, const std::string& layer) {
    Where where;
    where.file = file.string();
    where.layer = layer;
    return where;
}

OGRLayer* first_of_kind(GDALDataset& dataset, GeometryKind kind) {
    for (OGRLayer* layer : dataset.GetLayers()) {
        if (kind_of(*layer) == kind) {
            return layer;
        }
    }
    return nullptr;
}

Result<OGRLayer*> choose_layer(GDALDataset& dataset, const std::filesystem::path& file, const std::string& name,
                               Wanted wanted) {
    OGRLayer* layer = nullptr;
    if (name.empty()) {
        layer = first_of_kind(dataset, GeometryKind::polygon);
        for (const GeometryKind kind : {GeometryKind::line, GeometryKind::point}) {
            layer = layer == nullptr && wanted == Wanted::any_shape ? first_of_kind(dataset, kind) : layer;
        }
        layer = layer != nullptr ? layer : first_of_kind(dataset, GeometryKind::other);
    } else {
        layer = dataset.GetLayerByName(name.c_str());
        if (layer == nullptr) {
            return Issue{Severity::error, "layer_missing", where_of(file, name), layer_names(dataset)};
        }
    }
    const GeometryKind kind = layer != nullptr ? kind_of(*layer) : GeometryKind::none;
    const bool drawable = kind == GeometryKind::polygon || kind == GeometryKind::other ||
                          (wanted == Wanted::any_shape && kind != GeometryKind::none);
    if (!drawable) {
        return Issue{Severity::error, "layer_not_polygons", where_of(file, name), layer_names(dataset)};
    }
    return layer;
}

// The code where the file or GDAL's comparison of all parameters gives one, else the whole definition.
Crs crs_of(OGRLayer& layer) {
    const OGRSpatialReference* srs = layer.GetSpatialRef();
    if (srs == nullptr || srs->IsEmpty() || std::string_view(srs->GetName()).starts_with("Undefined") ||
        srs->IsLocal()) {
        return {}; // GeoPackage's ids 0 and -1 say that nobody knows
    }
    const char* authority = srs->GetAuthorityName(nullptr);
    const char* code = srs->GetAuthorityCode(nullptr);
    if (authority != nullptr && code != nullptr) {
        return {fmt::format("{}:{}", authority, code)};
    }
    char* wkt = nullptr;
    const char* const options[] = {"FORMAT=WKT2_2019", "MULTILINE=NO", nullptr};
    const bool exported = srs->exportToWkt(&wkt, options) == OGRERR_NONE && wkt != nullptr;
    Crs crs{exported ? wkt : ""};
    CPLFree(wkt);
    return crs;
}

// Room for all vertices at once where the file is mostly geometry at 16 bytes each: it is only address space until
// used, and it saves copying a growing array.
void reserve_points(PolygonColumns& polygons, const std::filesystem::path& file) {
    std::error_code error;
    const auto bytes = std::filesystem::file_size(file, error);
    constexpr std::uintmax_t most_points = 32'000'000;
    if (!error) {
        polygons.points.reserve(static_cast<std::size_t>(std::min(bytes / sizeof(Point), most_points)));
        expect_to_fill(polygons.points.data(), polygons.points.capacity() * sizeof(Point));
    }
}

struct ReadState {
    PolygonLayer out;
    Issues issues;
    bool cancelled = false;
    bool too_large = false;
};

// The whole country in full detail has 7 million; 6 GB of points are more than any office needs.
constexpr std::size_t most_vertices = 400'000'000;

void read_features(OGRLayer& layer, GIntBig expected, const Where& where, Progress* progress, ReadState& state) {
    TextFields fields(*layer.GetLayerDefn());
    Table& table = state.out.attributes;
    table.names = fields.names();
    table.columns.resize(fields.size());
    RingTaker taker(state.out.polygons, state.out.kind);
    layer.ResetReading();
    while (const OGRFeatureUniquePtr feature{layer.GetNextFeature()}) {
        const OGRGeometry* geometry = feature->GetGeometryRef();
        if (const Fault fault = taker.take(geometry); fault != Fault::none) {
            state.issues.push_back(fault_issue(fault, where, feature->GetFID(), geometry));
        }
        for (std::size_t i = 0; i < fields.size(); ++i) {
            table.columns[i].append(fields.cell(*feature, i));
        }
        table.row_number.push_back(feature->GetFID());
        if (state.out.polygons.points.size() > most_vertices) {
            state.too_large = true;
            return;
        }
        const double done = static_cast<double>(table.rows());
        if (progress != nullptr && !progress->step(done / static_cast<double>(std::max<GIntBig>(expected, 1)))) {
            state.cancelled = true;
            return;
        }
    }
}

Result<std::vector<CadUnits>> drawn_units(const std::filesystem::path& file, const std::string& encoding,
                                          Progress* progress) {
    auto drawing = read_drawing(file, encoding, progress);
    if (!drawing) {
        return std::move(drawing.issues());
    }
    return {units_of_drawing(*drawing), std::move(drawing.issues())};
}

Result<std::vector<LayerInfo>> list_drawing(const std::filesystem::path& file) {
    auto units = drawn_units(file, {}, nullptr);
    if (!units) {
        return std::move(units.issues());
    }
    std::vector<LayerInfo> layers;
    for (const CadUnits& one : *units) {
        layers.push_back(
            {one.layer, GeometryKind::polygon, static_cast<std::int64_t>(one.polygons.features()), one.table.names});
    }
    return {std::move(layers), std::move(units.issues())};
}

/// The open lines of a layer of a drawing, without any its points.
std::optional<PolygonLayer> strokes_of_drawing(const CadDrawing& drawing, const std::string& layer) {
    for (const auto& [shapes, kind] :
         {std::pair(&drawing.lines, GeometryKind::line), std::pair(&drawing.points, GeometryKind::point)}) {
        PolygonLayer out;
        out.kind = kind;
        out.attributes.layer = layer;
        for (const CadShape& shape : *shapes) {
            if (layer.empty() || drawing.layers[shape.layer] == layer) {
                out.polygons.points.insert(out.polygons.points.end(), shape.ring.begin(), shape.ring.end());
                out.polygons.end_ring();
                out.polygons.end_feature();
                out.attributes.row_number.push_back(static_cast<std::int64_t>(out.polygons.features()));
            }
        }
        if (out.polygons.features() > 0) {
            return out;
        }
    }
    return std::nullopt;
}

Result<PolygonLayer> read_drawn_units(const std::filesystem::path& file, const std::string& layer,
                                      const std::string& encoding, Progress* progress, Wanted wanted) {
    auto drawing = read_drawing(file, encoding, progress, wanted == Wanted::polygons);
    if (!drawing) {
        return std::move(drawing.issues());
    }
    Result<std::vector<CadUnits>> units{units_of_drawing(*drawing), std::move(drawing.issues())};
    const auto chosen = std::find_if(units->begin(), units->end(),
                                     [&](const CadUnits& one) { return layer.empty() || one.layer == layer; });
    if (chosen == units->end() && wanted == Wanted::any_shape) {
        if (auto strokes = strokes_of_drawing(*drawing, layer)) {
            strokes->attributes.file = file.string();
            return {std::move(*strokes), std::move(units.issues())};
        }
    }
    if (chosen == units->end()) {
        std::string names;
        for (const CadUnits& one : *units) {
            names += (names.empty() ? "" : ", ") + one.layer;
        }
        return Issue{Severity::error, "layer_missing", where_of(file, layer), names};
    }
    PolygonLayer out;
    out.polygons = std::move(chosen->polygons);
    out.attributes = std::move(chosen->table);
    out.attributes.file = file.string();
    Issues issues = std::move(units.issues());
    for (Issue& issue : chosen->issues) {
        issue.where.file = file.string();
        issue.where.layer = chosen->layer;
    }
    append_issues(issues, std::move(chosen->issues));
    issues.push_back({Severity::info, "cad_units_made", where_of(file, chosen->layer),
                      fmt::format("{} / {} ({})", chosen->named, out.polygons.features(),
                                  chosen->label_layer.empty() ? "–" : chosen->label_layer)});
    return {std::move(out), std::move(issues)};
}

} // namespace

Result<std::vector<LayerInfo>> list_file_layers(const std::filesystem::path& file) {
    if (is_drawing(file)) {
        return list_drawing(file);
    }
    auto dataset = open_dataset(file);
    if (!dataset) {
        return dataset.issues();
    }
    const GdalMessages messages;
    std::vector<LayerInfo> layers;
    for (OGRLayer* layer : (*dataset)->GetLayers()) {
        LayerInfo info;
        info.name = layer->GetName();
        info.geometry = kind_of(*layer);
        info.features = layer->GetFeatureCount();
        Table fields;
        fields.names = TextFields(*layer->GetLayerDefn()).names();
        static_cast<void>(repair_text(fields));
        info.fields = std::move(fields.names);
        layers.push_back(std::move(info));
    }
    Issues issues = dataset.issues();
    append_issues(issues, messages.as_issues("gdal_message", where_of(file, {})));
    return {std::move(layers), std::move(issues)};
}

Result<PolygonLayer> read_file_polygons(const std::filesystem::path& file, const std::string& layer_name,
                                        const std::string& encoding, Progress* progress, Wanted wanted) {
    if (is_drawing(file)) {
        return read_drawn_units(file, layer_name, encoding, progress, wanted);
    }
    auto dataset = open_dataset(file, encoding);
    if (!dataset) {
        return dataset.issues();
    }
    ReadState state;
    state.issues = dataset.issues();
    const GdalMessages messages;
    auto chosen = choose_layer(**dataset, file, layer_name, wanted);
    if (!chosen) {
        append_issues(state.issues, chosen.issues());
        return state.issues;
    }
    OGRLayer& layer = **chosen;
    const Where where = where_of(file, layer.GetName());
    const GIntBig expected = layer.GetFeatureCount();
    state.out.attributes.file = where.file;
    state.out.attributes.layer = where.layer;
    state.out.crs = crs_of(layer);
    if (const GeometryKind kind = kind_of(layer); kind == GeometryKind::line || kind == GeometryKind::point) {
        state.out.kind = kind;
    }
    reserve_points(state.out.polygons, file);
    read_features(layer, expected, where, progress, state);

    TextRepair repair = repair_text(state.out.attributes, encoding, encoding_label(layer));
    append_issues(state.issues, std::move(repair.issues));
    state.out.texts = std::move(repair.findings);

    const auto rows = static_cast<GIntBig>(state.out.attributes.rows());
    append_issues(state.issues, messages.as_issues("gdal_message", where));
    if (state.cancelled) {
        state.issues.push_back({Severity::error, "cancelled", where, {}});
        return state.issues;
    }
    if (state.too_large) {
        state.issues.push_back({Severity::error, "file_too_large", where, {}});
    } else if (messages.failed() || rows < expected) {
        state.issues.push_back({Severity::error, "read_broken_off", where, fmt::format("{} / {}", rows, expected)});
    }
    if (rows == 0) {
        state.issues.push_back({Severity::error, "layer_empty", where, {}});
        return state.issues;
    }
    if (state.out.polygons.rings() == 0 && wanted == Wanted::polygons &&
        first_of_kind(**dataset, GeometryKind::polygon) != &layer) {
        state.issues.push_back({Severity::error, "layer_not_polygons", where, layer_names(**dataset)});
        return state.issues;
    }
    return {std::move(state.out), std::move(state.issues)};
}

} // namespace ntm
