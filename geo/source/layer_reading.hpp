#pragma once

#include "geo/source/source.hpp"

namespace ntm {

enum class Wanted : std::uint8_t { polygons, any_shape };

// list_layers, read_polygons and read_shapes for one file that GDAL opens by itself, or one drawing; source.hpp says
// what they do.
[[nodiscard]] Result<std::vector<LayerInfo>> list_file_layers(const std::filesystem::path& file);
[[nodiscard]] Result<PolygonLayer> read_file_polygons(const std::filesystem::path& file, const std::string& layer,
                                                      const std::string& encoding, Progress* progress,
                                                      Wanted wanted = Wanted::polygons);

} // namespace ntm
