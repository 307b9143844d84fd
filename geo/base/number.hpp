#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ntm {

enum class NumberStyle {
    detect,     ///< by the signs in the text itself
    vietnamese, ///< 1.095,207
    english,    ///< 1,095.207
};

struct ParsedNumber {
    double value = 0;
    bool ambiguous = false; ///< `1.095` under `detect`: read as a decimal, a person should say
};

/// Reads a finite number, spaces (also as group signs: `1 095,2`), an exponent and a trailing % allowed (the % is
/// dropped, not divided). Nothing for other text, for groups of wrong length (`4.072.26`) or for two decimal signs.
[[nodiscard]] std::optional<ParsedNumber> parse_number(std::string_view text, NumberStyle style = NumberStyle::detect);

/// A whole number with optional sign and nothing else; no grouping.
[[nodiscard]] std::optional<long long> parse_integer(std::string_view text);

/// `decimals` digits after the sign, groups of three: 1.095,207 in Vietnamese (and under `detect`), 1,095.207 in
/// English. A value that is not finite is a dash.
[[nodiscard]] std::string format_number(double value, int decimals, NumberStyle style);

} // namespace ntm
