#pragma once

#include "geo/base/columns.hpp"
#include "geo/base/result.hpp"

#include <filesystem>

namespace ntm {

/// A CSV by RFC 4180 with the separator that the header uses most. Ours, not GDAL's: GDAL drops surplus cells, takes
/// columns named after coordinates or WKT for geometry, and does not count the rows as a person does.
[[nodiscard]] Result<Table> read_csv(const std::filesystem::path& file);

/// By its name: .csv, .tsv or .txt in any case.
[[nodiscard]] bool is_csv_name(const std::filesystem::path& file);

} // namespace ntm
