#pragma once

#include "geo/base/result.hpp"
#include "geo/source/sheet.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace ntm {

/// Delimited text by RFC 4180: comma, semicolon, tab or bar, whichever parts the lines alike; UTF-8 with or without
/// mark, UTF-16. Ours, not GDAL's: GDAL drops surplus cells, takes columns named after coordinates or WKT for geometry,
/// and does not count the rows as a person does. Issues: table_not_text, table_empty, quote_left_open, sheet_too_large,
/// those of repair_sheet_text.
[[nodiscard]] Result<Sheet> read_delimited(const std::filesystem::path& file, const std::string& encoding = {});
/// The same of bytes in memory; `file` only names them.
[[nodiscard]] Result<Sheet> cut_delimited(std::string_view bytes, const std::filesystem::path& file,
                                          const std::string& encoding = {});

/// By its name: .csv, .tsv or .txt in any case.
[[nodiscard]] bool is_csv_name(const std::filesystem::path& file);

} // namespace ntm
