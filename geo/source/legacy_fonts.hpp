#pragma once

#include "geo/base/legacy_text.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace ntm {

/// A font of the 1990s: what letters its glyphs stand for.
struct LegacyFont {
    TextCode code = TextCode::tcvn3;
    bool capitals = false; ///< ".VnTimeH" draws small letters as capitals
    bool operator==(const LegacyFont&) const = default;
};

/// ".VnTime", ".VnArialH" are TCVN3, "VNI-Times" is VNI; nothing for the fonts of today.
[[nodiscard]] std::optional<LegacyFont> legacy_font(std::string_view name);

/// The text as a reader sees it in that font; nothing where it was not typed for one: it has letters that such fonts do
/// not have, or its words are Vietnamese as they stand and not in the font.
[[nodiscard]] std::optional<std::string> text_in_font(std::string_view utf8, LegacyFont font);

} // namespace ntm
