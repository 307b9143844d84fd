#pragma once

#include "geo/base/lang.hpp"
#include "geo/insight/cover.hpp"

#include <filesystem>

namespace ntm {

/// The results as layers for the plans' authors, in the system of the boundaries: coverage (of `units`), overlaps,
/// outside, gaps, uncovered. A .gpkg holds them all; .geojson and .shp are a file each, NAME-overlaps.geojson; a .csv
/// has the land use of the units, now against planned. Issues: cover_written for each file (info), cover_nothing,
/// format_not_written, file_not_written.
[[nodiscard]] Issues write_cover(const Snapshot& snapshot, const Cover& cover, const std::vector<UnitRef>& units,
                                 const std::filesystem::path& file, const Lang& lang);

/// Land use now against planned as text, of a unit; of an invalid one all together.
void print_land_use(const Atlas& atlas, const Cover& cover, UnitRef unit, const Lang& lang);

} // namespace ntm
