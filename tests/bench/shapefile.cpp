#include "tests/bench/shapefile.hpp"

#include "geo/base/paths.hpp"

#include <gdal_priv.h>
#include <gdal_utils.h>

namespace ntm::bench {

std::optional<std::filesystem::path> mercator_shapefile(const Layer& layer, const std::filesystem::path& work) {
    const std::filesystem::path file = work / (layer.file.stem().string() + ".shp");
    std::error_code error;
    if (std::filesystem::exists(file, error)) {
        return file;
    }
    GDALAllRegister();
    const GDALDatasetUniquePtr source(
        GDALDataset::Open(path_text(layer.file).c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
    std::vector<std::string> words{"-t_srs",   "EPSG:3857",      "-select", layer.class_column,
                                   "-lco",     "ENCODING=UTF-8", "-nln",    file.stem().string(),
                                   layer.layer};
    std::vector<char*> arguments;
    for (std::string& word : words) {
        arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    GDALVectorTranslateOptions* options = GDALVectorTranslateOptionsNew(arguments.data(), nullptr);
    GDALDatasetH from = source.get();
    GDALDatasetH made =
        source ? GDALVectorTranslate(path_text(file).c_str(), nullptr, 1, &from, options, nullptr) : nullptr;
    GDALVectorTranslateOptionsFree(options);
    if (made == nullptr) {
        return std::nullopt;
    }
    GDALClose(made);
    return file;
}

} // namespace ntm::bench
