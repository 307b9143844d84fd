#include "geo/base/paths.hpp"
#include "geo/source/source.hpp"
#include "tests/bench/cases.hpp"
#include "tests/bench/measure.hpp"

#include <fmt/format.h>
#include <ogrsf_frmts.h>

namespace ntm::bench {

namespace {

void count_ring(const OGRLinearRing* ring, PlainCount& count) {
    if (ring != nullptr) {
        ++count.rings;
        count.points += static_cast<std::size_t>(ring->getNumPoints());
    }
}

void count_geometry(const OGRGeometry* geometry, PlainCount& count) {
    if (geometry == nullptr) {
        return;
    }
    if (wkbFlatten(geometry->getGeometryType()) == wkbMultiPolygon) {
        for (const OGRPolygon* part : *geometry->toMultiPolygon()) {
            count_geometry(part, count);
        }
    } else if (wkbFlatten(geometry->getGeometryType()) == wkbPolygon) {
        for (const OGRLinearRing* ring : *geometry->toPolygon()) {
            count_ring(ring, count);
        }
    }
}

struct Ours {
    std::size_t features = 0, points = 0, rings = 0;
};

Ours read_ours(const Layer& layer) {
    const auto read = read_polygons(layer.file, layer.layer);
    if (!read) {
        return {};
    }
    return {read->polygons.features(), read->polygons.points.size(), read->polygons.rings()};
}

/// Every point read once and written once; attributes and the file around them are left out.
double reading_floor_ms(const PlainCount& plain) {
    const std::size_t points = plain.points * sizeof(Point);
    return floor_ms(points, points);
}

} // namespace

PlainCount plain_gdal_loop(const Layer& layer) {
    PlainCount count;
    GDALAllRegister();
    const GDALDatasetUniquePtr file(
        GDALDataset::Open(path_text(layer.file).c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
    OGRLayer* rows = file ? file->GetLayerByName(layer.layer.c_str()) : nullptr;
    if (rows == nullptr) {
        count.broken = true;
        return count;
    }
    rows->ResetReading();
    while (const OGRFeatureUniquePtr row{rows->GetNextFeature()}) {
        ++count.features;
        count_geometry(row->GetGeometryRef(), count);
    }
    return count;
}

void measure_reading(const Data& data, Report& report) {
    for (const Layer& layer : data.files()) {
        const PlainCount plain = plain_gdal_loop(layer);
        const Ours ours = read_ours(layer);
        Row row;
        row.what = "reading";
        row.data = layer.label;
        row.agree = !plain.broken && ours.features == plain.features && ours.rings == plain.rings &&
                    ours.points + ours.rings == plain.points;
        row.note =
            fmt::format("{} features, {} points ({} without the repeated ones); ours keeps all attributes as text",
                        plain.features, plain.points, ours.points);
        row.ours_ms = median_ms([&] { static_cast<void>(read_ours(layer)); });
        row.rival = "plain GDAL loop";
        row.rival_ms = median_ms([&] { static_cast<void>(plain_gdal_loop(layer)); });
        row.floor_ms = reading_floor_ms(plain);
        report.add(std::move(row));
    }
}

} // namespace ntm::bench
