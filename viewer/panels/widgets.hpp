#pragma once

#include "viewer/panels/ui.hpp"

#include <imgui.h>

#include <string>
#include <string_view>

namespace ntm::viewer {

[[nodiscard]] ImU32 colour(std::uint32_t rgb, double alpha = 1);
[[nodiscard]] ImU32 colour(Rgba rgba);
[[nodiscard]] ImVec4 colour_vec(std::uint32_t rgb, double alpha = 1);

/// A fixed part of the window, without title, cut at its edges. False while it has no room; end_part() in any case.
bool begin_part(const char* id, const WindowRect& rect, const Ui& ui, bool scrolls);
void end_part();

void heading(const Ui& ui, std::string_view text);
void strong(const Ui& ui, std::string_view text);
void plain(std::string_view text);
void secondary(std::string_view text);
void warning(std::string_view text);
/// Title of a part of a panel, with a line above.
void section(const Ui& ui, std::string_view title);
/// A line over the whole width of a part, which reaches past its inner edge.
void edge_line(float y, float width);
/// Text that is pressed: accent colour, underlined under the cursor.
[[nodiscard]] bool link(const char* id, std::string_view text);
/// A name on the left, a number on the right edge.
void figure_row(const Ui& ui, std::string_view label, std::string_view figure);
/// A small field with fill and pattern, as on the map.
void swatch(const Ui& ui, const UnitStyle& style);
/// A button that looks pressed while `on`.
[[nodiscard]] bool toggle(const char* id, std::string_view text, bool on);

/// The text, or as much of it as has room in so many lines of this width, with "…" behind.
[[nodiscard]] std::string elided(const std::string& text, float width_px, int lines = 1);
/// Text with line breaks between words, so that it fits into a width; what needs more lines is elided.
[[nodiscard]] std::string broken_into_lines(const std::string& text, float width_px, int lines);

/// A rim around the last item while the keyboard has brought the focus to it; for items that ImGui draws none for.
void focus_rim();

/// Text with a light rim, centred on `at`, for the map.
void text_with_halo(ImDrawList& list, ImFont* font, ImVec2 middle, const std::string& text, float scale);

} // namespace ntm::viewer
