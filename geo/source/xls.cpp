#include "geo/base/paths.hpp"
#include "geo/base/viet_text.hpp"
#include "geo/source/gdal_handles.hpp"
#include "geo/source/sheet_builder.hpp"
#include "geo/source/spreadsheets.hpp"

namespace ntm {

namespace {

constexpr std::uintmax_t most_bytes = 256U << 20U; // FreeXL keeps the whole file in memory

Result<DatasetPtr> open_xls(const std::filesystem::path& file) {
    std::error_code error;
    const auto unreadable = [&](std::string detail) {
        return Issue{Severity::error, "spreadsheet_broken", {path_text(file), {}, 0, {}, {}}, std::move(detail)};
    };
    if (std::filesystem::file_size(file, error) > most_bytes) {
        return unreadable("> 256 MB");
    }
    prepare_gdal();
    // Every row a row, every cell as written: the header is found by our own rules.
    CPLSetThreadLocalConfigOption("OGR_XLS_HEADERS", "DISABLE");
    CPLSetThreadLocalConfigOption("OGR_XLS_FIELD_TYPES", "STRING");
    const char* const drivers[] = {"XLS", nullptr};
    const GdalMessages messages;
    // The driver knows the file by its name alone.
    const std::string path = path_text(std::filesystem::absolute(file, error));
    DatasetPtr dataset(static_cast<GDALDataset*>(GDALOpenEx(
        path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, drivers, nullptr, nullptr)));
    if (!dataset) {
        return unreadable(messages.text());
    }
    return dataset;
}

} // namespace

Result<std::vector<SheetInfo>> list_xls_sheets(const std::filesystem::path& file) {
    auto dataset = open_xls(file);
    if (!dataset) {
        return dataset.issues();
    }
    std::vector<SheetInfo> sheets;
    for (OGRLayer* layer : (*dataset)->GetLayers()) {
        sheets.push_back({layer->GetName(), false});
    }
    return sheets;
}

Result<Sheet> read_xls_sheet(const std::filesystem::path& file, const std::string& name) {
    auto dataset = open_xls(file);
    if (!dataset) {
        return dataset.issues();
    }
    OGRLayer* layer = (*dataset)->GetLayerByName(name.c_str());
    if (layer == nullptr) {
        return Issue{Severity::error, "sheet_missing", {path_text(file), name, 0, {}, {}}, layer_names(**dataset)};
    }
    const GdalMessages messages;
    SheetBuilder builder(path_text(file), name);
    TextFields fields(*layer->GetLayerDefn());
    layer->ResetReading();
    std::int64_t row = 0;
    while (const OGRFeatureUniquePtr feature{layer->GetNextFeature()}) {
        row = std::max<std::int64_t>(row + 1, feature->GetFID());
        for (std::size_t column = 0; column < fields.size() && !builder.full(); ++column) {
            builder.set(column, clean_text(fields.cell(*feature, column)));
        }
        builder.end_row(row);
    }
    const Where where{path_text(file), name, 0, {}, {}};
    Issues issues = messages.as_issues("gdal_message", where);
    return builder.finish(std::move(issues));
}

} // namespace ntm
