#include "geo/source/legacy_fonts.hpp"

#include "geo/base/viet_syllable.hpp"

#include <algorithm>
#include <cctype>

namespace ntm {

std::optional<LegacyFont> legacy_font(std::string_view name) {
    std::string lower(name.substr(0, 64));
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (lower.starts_with(".vn")) {
        return LegacyFont{TextCode::tcvn3, lower.size() > 4 && name.ends_with('H')};
    }
    if (lower.starts_with("vni-") || lower.starts_with("vni ")) {
        return LegacyFont{TextCode::vni, false};
    }
    return std::nullopt;
}

std::optional<std::string> text_in_font(std::string_view utf8, LegacyFont font) {
    const auto bytes = bytes_under_cp1252(utf8);
    if (!bytes) {
        return std::nullopt;
    }
    std::string shown = decode_text(*bytes, font.code);
    const SyllableCount plain = count_syllables(utf8), in_font = count_syllables(shown);
    if (plain.words > 0 && plain.valid == plain.words && in_font.valid < in_font.words) {
        return std::nullopt;
    }
    if (font.code == TextCode::tcvn3) {
        shown = restore_capitals(shown, font.capitals);
    }
    return shown;
}

} // namespace ntm
