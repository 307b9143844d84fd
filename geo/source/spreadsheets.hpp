#pragma once

#include "geo/base/result.hpp"
#include "geo/source/sheet.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace ntm {

/// Office Open XML. Ours rather than GDAL's driver, which guesses headers, drops what cells are merged, and does not
/// tell an empty cell from a formula that was never computed.
[[nodiscard]] Result<std::vector<SheetInfo>> list_xlsx_sheets(const std::filesystem::path& file);
[[nodiscard]] Result<Sheet> read_xlsx_sheet(const std::filesystem::path& file, const std::string& name);

/// OpenDocument, for the same reasons.
[[nodiscard]] Result<std::vector<SheetInfo>> list_ods_sheets(const std::filesystem::path& file);
[[nodiscard]] Result<Sheet> read_ods_sheet(const std::filesystem::path& file, const std::string& name);

/// The binary format of Excel 97, through GDAL and FreeXL: values only, merged cells unknown.
[[nodiscard]] Result<std::vector<SheetInfo>> list_xls_sheets(const std::filesystem::path& file);
[[nodiscard]] Result<Sheet> read_xls_sheet(const std::filesystem::path& file, const std::string& name);

} // namespace ntm
