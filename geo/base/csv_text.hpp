#pragma once

#include <string>
#include <string_view>

namespace ntm {

/// A cell as RFC 4180 wants it. A text that a spreadsheet would take for a formula (= + - @ in front, a number aside)
/// gets an apostrophe in front, which spreadsheets show as text.
[[nodiscard]] std::string csv_cell(std::string_view text);

/// The text again, where csv_cell put the apostrophe.
[[nodiscard]] std::string_view without_formula_guard(std::string_view cell);

} // namespace ntm
