#pragma once

#include "geo/source/source.hpp"

#include <set>
#include <span>

namespace ntm {

/// One layer to be written.
struct WrittenLayer {
    std::string name;
    const PolygonColumns& polygons;
    const Table& attributes;
    std::set<std::string> numbers; ///< columns that hold numbers; the others are text
};
/// Writes (replaces) by the ending: .gpkg with all layers; .geojson (longitude and latitude, RFC 7946) and .shp a file
/// a layer, NAME-LAYER.shp where there are several. All or none; layers without features are left out of .geojson and
/// .shp. Issues: cover_written (info) for each file, format_not_written, file_not_written.
[[nodiscard]] Issues write_layers(const std::filesystem::path& file, std::span<const WrittenLayer> layers,
                                  const Crs& crs);

} // namespace ntm
