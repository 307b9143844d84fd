#pragma once

#include "geo/base/result.hpp"

#include <filesystem>
#include <string>

namespace ntm {

[[nodiscard]] std::string lower_extension(const std::filesystem::path& file); ///< ".shp"; empty without one

/// A folder *.gdb: a File Geodatabase.
[[nodiscard]] bool is_geodatabase(const std::filesystem::path& path);

/// What speaks against handing a path to GDAL at all; empty = nothing. Issues: path_not_allowed, file_missing,
/// file_not_regular, shapefile_shx_missing, file_part_missing; for formats that cannot be read, what to ask the sender
/// for: format_dwg, format_dgn_v8, format_dxf_binary, format_access, format_archive, format_linked (VRT, linked TAB);
/// kml_entities.
[[nodiscard]] Issues check_path(const std::filesystem::path& file);

} // namespace ntm
