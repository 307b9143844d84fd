#pragma once

#include "geo/source/sheet.hpp"

#include <string_view>

namespace ntm {

/// repair_text for a sheet of which nobody knows yet where its header is: what is recognised there are Vietnamese
/// words, so it comes first. Fills Sheet::texts. Issues: those of repair_text, encoding_unknown (`asked` is none we
/// know).
[[nodiscard]] Issues repair_sheet_text(Sheet& sheet, std::string_view asked = {});

} // namespace ntm
