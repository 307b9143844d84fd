#pragma once

#include "geo/base/issue.hpp"

#include <gdal_priv.h>
#include <ogr_spatialref.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Scans made for the tests by GDAL's own writers, which the program itself does not use.

struct MadeScan {
    int width = 100, height = 80, bands = 3;
    GDALDataType type = GDT_Byte;
    std::vector<std::string> options{};                    ///< of the GTiff driver
    std::optional<std::array<double, 6>> geotransform{};   ///< GDAL's order
    int epsg = 0;                                          ///< 0: not said
    std::function<double(int x, int y, int band)> value{}; ///< absent: nothing is written
    std::function<void(GDALDataset&)> change{};            ///< whatever else
};

inline void write_scan(const std::filesystem::path& file, const MadeScan& made) {
    GDALAllRegister();
    char** options = nullptr;
    for (const std::string& option : made.options) {
        options = CSLAddString(options, option.c_str());
    }
    auto* driver = GetGDALDriverManager()->GetDriverByName("GTiff");
    GDALDataset* scan = driver->Create(file.c_str(), made.width, made.height, made.bands, made.type, options);
    CSLDestroy(options);
    if (made.geotransform) {
        auto coefficients = *made.geotransform;
        scan->SetGeoTransform(coefficients.data());
    }
    if (made.epsg != 0) {
        OGRSpatialReference system;
        system.importFromEPSG(made.epsg);
        scan->SetSpatialRef(&system);
    }
    if (made.change) {
        made.change(*scan);
    }
    if (made.value) {
        std::vector<double> row(static_cast<std::size_t>(made.width));
        for (int band = 1; band <= made.bands; ++band) {
            for (int y = 0; y < made.height; ++y) {
                for (int x = 0; x < made.width; ++x) {
                    row[static_cast<std::size_t>(x)] = made.value(x, y, band);
                }
                const CPLErr wrote = scan->GetRasterBand(band)->RasterIO(GF_Write, 0, y, made.width, 1, row.data(),
                                                                         made.width, 1, GDT_Float64, 0, 0, nullptr);
                static_cast<void>(wrote);
            }
        }
    }
    GDALClose(scan);
}

inline bool has_issue(const ntm::Issues& issues, std::string_view code) {
    return std::any_of(issues.begin(), issues.end(), [&](const ntm::Issue& issue) { return issue.code == code; });
}
