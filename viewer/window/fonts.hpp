#pragma once

#include "geo/base/issue.hpp"
#include "geo/picture/labels.hpp"
#include "viewer/panels/ui.hpp"

namespace ntm::viewer {

/// Finds Noto Sans (or what the system offers instead) and gives it to ImGui at `scale`. Issues: font_missing,
/// font_letters_missing with the Vietnamese letters that have no glyph.
[[nodiscard]] Issues load_fonts(Fonts& fonts, float scale);

/// Widths as ImGui draws them, for any thread: the widths of the letters are copied.
[[nodiscard]] TextMeasure text_measure(const Fonts& fonts);

/// The 134 letters of Vietnamese that ASCII does not have, as UTF-8.
[[nodiscard]] std::string_view vietnamese_letters();

} // namespace ntm::viewer
