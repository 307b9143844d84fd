#pragma once

#include "tests/bench/data.hpp"

namespace ntm::bench {

/// The layer as a Shapefile in Web Mercator with the class column alone, made once: what Mapnik and mapshaper read
/// quickest. Nothing where GDAL could not write it.
[[nodiscard]] std::optional<std::filesystem::path> mercator_shapefile(const Layer& layer,
                                                                      const std::filesystem::path& work);

} // namespace ntm::bench
