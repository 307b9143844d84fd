#include "geo/source/source.hpp"

#include "geo/source/archive_tables.hpp"
#include "geo/source/csv.hpp"
#include "geo/source/gdal_handles.hpp"
#include "geo/source/sheet_table.hpp"
#include "geo/source/text_repair.hpp"

#include <fmt/format.h>

namespace ntm {

namespace {

// A table is meant where one is there: the first layer without geometry, else the first of all.
OGRLayer* table_layer(GDALDataset& dataset, const std::string& name) {
    if (!name.empty()) {
        return dataset.GetLayerByName(name.c_str());
    }
    for (OGRLayer* layer : dataset.GetLayers()) {
        if (layer->GetGeomType() == wkbNone) {
            return layer;
        }
    }
    return dataset.GetLayer(0);
}

void read_rows(OGRLayer& layer, const Where& where, const std::string& encoding, Table& table, Issues& issues) {
    TextFields fields(*layer.GetLayerDefn());
    table.file = where.file;
    table.layer = where.layer;
    table.names = fields.names();
    table.columns.resize(fields.size());
    const char* ignored[] = {"OGR_GEOMETRY", nullptr};
    layer.SetIgnoredFields(ignored);
    layer.ResetReading();
    while (const OGRFeatureUniquePtr feature{layer.GetNextFeature()}) {
        for (std::size_t i = 0; i < fields.size(); ++i) {
            table.columns[i].append(fields.cell(*feature, i));
        }
        table.row_number.push_back(feature->GetFID());
    }
    append_issues(issues, repair_text(table, encoding, encoding_label(layer)).issues);
}

Result<Table> read_sheet_table(const std::filesystem::path& file, const TableChoice& choice) {
    auto sheet = read_sheet(file, choice.layer, choice.encoding);
    if (!sheet) {
        return std::move(sheet.issues());
    }
    auto table = table_of_sheet(*sheet, guess_layout(*sheet, choice.cut));
    Issues issues = std::move(sheet.issues());
    append_issues(issues, std::move(table.issues()));
    return {std::move(*table), std::move(issues)};
}

} // namespace

Result<Table> read_table(const std::filesystem::path& file, const std::string& layer_name) {
    return read_table(file, TableChoice{layer_name, {}, {}});
}

Result<Table> read_table(const std::filesystem::path& file, const TableChoice& choice) {
    if (FileInArchive::is_one(file)) {
        const auto opened = FileInArchive::open(file);
        if (!opened) {
            return opened.issues();
        }
        auto table = read_table(opened->path(), choice);
        opened->tell(table.issues());
        if (table) {
            opened->tell(table->file);
        }
        return table;
    }
    if (is_csv_name(file) || is_spreadsheet_name(file)) {
        return read_sheet_table(file, choice);
    }
    const std::string& layer_name = choice.layer;
    auto dataset = open_dataset(file, choice.encoding);
    if (!dataset) {
        return dataset.issues();
    }
    Issues issues = dataset.issues();
    const GdalMessages messages;
    Where where;
    where.file = file.string();
    where.layer = layer_name;
    OGRLayer* layer = table_layer(**dataset, layer_name);
    if (layer == nullptr) {
        issues.push_back({Severity::error, "layer_missing", where, layer_names(**dataset)});
        return issues;
    }
    where.layer = layer->GetName();
    const GIntBig expected = layer->GetFeatureCount();
    Table table;
    read_rows(*layer, where, choice.encoding, table, issues);
    append_issues(issues, messages.as_issues("gdal_message", where));
    const auto rows = static_cast<GIntBig>(table.rows());
    if (messages.failed() || rows < expected) {
        issues.push_back({Severity::error, "read_broken_off", where, fmt::format("{} / {}", rows, expected)});
    }
    if (rows == 0) {
        issues.push_back({Severity::warning, "table_without_rows", where, {}});
    }
    return {std::move(table), std::move(issues)};
}

} // namespace ntm
