#include "geo/base/number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <system_error>
#include <utility>

namespace ntm {

namespace {

constexpr char no_sign = '\0';

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool all_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), is_digit);
}

/// What `text` begins with, where it is a sign that is written in several ways: its length and its plain form.
std::pair<std::size_t, char> plain_sign(std::string_view text) {
    for (const std::string_view blank : {"\u00A0", "\u202F", "\u2009", "\t"}) {
        if (text.starts_with(blank)) {
            return {blank.size(), ' '};
        }
    }
    constexpr std::string_view minus = "\u2212";
    return text.starts_with(minus) ? std::pair{minus.size(), '-'} : std::pair{std::size_t{1}, text.front()};
}

/// One kind of blank and of minus, so that the rest reads bytes.
std::string with_plain_signs(std::string_view text) {
    std::string plain;
    while (!text.empty()) {
        const auto [length, sign] = plain_sign(text);
        plain += sign;
        text.remove_prefix(length);
    }
    return plain;
}

std::string_view without_outer_blanks(std::string_view text) {
    while (!text.empty() && text.front() == ' ') {
        text.remove_prefix(1);
    }
    while (!text.empty() && text.back() == ' ') {
        text.remove_suffix(1);
    }
    return text;
}

/// A text cut at its parts: -1.095,207e3 has negative, mantissa `1.095,207` and exponent `e3`.
struct Parts {
    bool negative = false;
    std::string_view mantissa;
    std::string_view exponent;
};

bool is_exponent(std::string_view text) {
    text.remove_prefix(1);
    if (!text.empty() && (text.front() == '+' || text.front() == '-')) {
        text.remove_prefix(1);
    }
    return !text.empty() && all_digits(text);
}

std::optional<Parts> cut(std::string_view text) {
    Parts parts;
    text = without_outer_blanks(text);
    if (!text.empty() && text.back() == '%') {
        text = without_outer_blanks(text.substr(0, text.size() - 1));
    }
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
        parts.negative = text.front() == '-';
        text = without_outer_blanks(text.substr(1));
    }
    const std::size_t e = text.find_first_of("eE");
    parts.mantissa = text.substr(0, e);
    if (e != std::string_view::npos) {
        parts.exponent = text.substr(e);
        if (!is_exponent(parts.exponent)) {
            return std::nullopt;
        }
    }
    return parts;
}

struct Signs {
    char group = no_sign;
    char decimal = no_sign;
    bool ambiguous = false;
};

bool could_be_one_group(std::string_view before, std::string_view behind) {
    return !before.empty() && before.size() <= 3 && before.front() != '0' && all_digits(before) && behind.size() == 3;
}

/// What the signs of the text itself say: of two kinds the last is the decimal sign, a repeated one makes groups, a
/// single one is decimal and doubtful where three digits follow.
Signs detect_signs(const Parts& parts) {
    const std::string_view text = parts.mantissa;
    const auto dots = std::count(text.begin(), text.end(), '.');
    const auto commas = std::count(text.begin(), text.end(), ',');
    if (dots > 0 && commas > 0) {
        return text.rfind('.') > text.rfind(',') ? Signs{',', '.'} : Signs{'.', ','};
    }
    if (dots > 1) {
        return {'.', ','};
    }
    if (commas > 1) {
        return {',', '.'};
    }
    const char decimal = commas == 1 ? ',' : '.';
    const std::size_t at = text.find(decimal);
    const bool ambiguous = at != std::string_view::npos && parts.exponent.empty() &&
                           could_be_one_group(text.substr(0, at), text.substr(at + 1));
    return {no_sign, decimal, ambiguous};
}

Signs signs_of(const Parts& parts, NumberStyle style) {
    switch (style) {
    case NumberStyle::vietnamese:
        return {'.', ','};
    case NumberStyle::english:
        return {',', '.'};
    case NumberStyle::detect:
        break;
    }
    return detect_signs(parts);
}

/// The digits of `text` without its group signs; nothing when a group has not three digits or the first begins with 0.
std::optional<std::string> ungrouped(std::string_view text, char group) {
    if (text.find(group) == std::string_view::npos) {
        return all_digits(text) ? std::optional<std::string>(text) : std::nullopt;
    }
    std::string digits;
    bool first = true;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(group, begin), text.size());
        const std::string_view part = text.substr(begin, end - begin);
        const bool length_fits = first ? !part.empty() && part.size() <= 3 && part.front() != '0' : part.size() == 3;
        if (!length_fits || !all_digits(part)) {
            return std::nullopt;
        }
        digits += part;
        first = false;
        begin = end + 1;
    }
    return digits;
}

/// The mantissa as C writes it: digits, and a dot where there is a decimal sign.
std::optional<std::string> plain_mantissa(std::string_view text, const Signs& signs) {
    const std::size_t at = text.find(signs.decimal);
    const std::string_view whole = text.substr(0, at);
    const bool has_blank = whole.find(' ') != std::string_view::npos;
    std::optional<std::string> plain = ungrouped(whole, has_blank || signs.group == no_sign ? ' ' : signs.group);
    if (!plain) {
        return std::nullopt;
    }
    if (at == std::string_view::npos) {
        return plain->empty() ? std::nullopt : plain;
    }
    const std::string_view decimals = text.substr(at + 1);
    if (decimals.empty() || !all_digits(decimals)) {
        return std::nullopt;
    }
    return fmt::format("{}.{}", plain->empty() ? "0" : *plain, decimals);
}

std::string grouped(std::string_view digits, char group) {
    std::string text;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0) {
            text += group;
        }
        text += digits[i];
    }
    return text;
}

} // namespace

std::optional<ParsedNumber> parse_number(std::string_view text, NumberStyle style) {
    const std::string plain = with_plain_signs(text);
    const std::optional<Parts> parts = cut(plain);
    if (!parts) {
        return std::nullopt;
    }
    const Signs signs = signs_of(*parts, style);
    std::optional<std::string> digits = plain_mantissa(parts->mantissa, signs);
    if (!digits) {
        return std::nullopt;
    }
    *digits += parts->exponent;
    ParsedNumber number;
    number.ambiguous = signs.ambiguous;
    const auto [end, error] = std::from_chars(digits->data(), digits->data() + digits->size(), number.value);
    if (error != std::errc() || end != digits->data() + digits->size() || !std::isfinite(number.value)) {
        return std::nullopt;
    }
    if (parts->negative) {
        number.value = -number.value;
    }
    return number;
}

std::optional<long long> parse_integer(std::string_view text) {
    if (!text.empty() && text.front() == '+') {
        text.remove_prefix(1);
        if (text.empty() || !is_digit(text.front())) {
            return std::nullopt;
        }
    }
    long long value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return value;
}

std::string format_number(double value, int decimals, NumberStyle style) {
    if (!std::isfinite(value)) {
        return "–";
    }
    const std::string digits = fmt::format("{:.{}f}", std::abs(value), std::max(decimals, 0));
    const bool english = style == NumberStyle::english;
    const std::size_t dot = digits.find('.');
    std::string text = grouped(std::string_view(digits).substr(0, dot), english ? ',' : '.');
    if (dot != std::string::npos) {
        text += english ? '.' : ',';
        text += std::string_view(digits).substr(dot + 1);
    }
    // A loss that rounds to nothing is written 0, not -0.
    const bool shows_nothing_but_zero = digits.find_first_of("123456789") == std::string::npos;
    return std::signbit(value) && !shows_nothing_but_zero ? fmt::format("-{}", text) : text;
}

} // namespace ntm
