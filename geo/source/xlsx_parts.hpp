#pragma once

#include "geo/base/columns.hpp"
#include "geo/source/legacy_fonts.hpp"
#include "geo/source/zip_xml.hpp"

#include <charconv>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ntm {

// The parts of an Office Open XML workbook that say how its cells look: styles and shared texts.

inline constexpr std::size_t longest_xlsx_cell = 32'767; ///< as Excel has it; longer text in a file is no cell

/// Appends as much as a cell may hold.
void append_bounded(std::string& text, std::string_view more);

template <class Number>
[[nodiscard]] std::optional<Number> whole_number(std::string_view text) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

enum class NumberLook : std::uint8_t { plain, date, percent };

class XlsxStyles final : public XmlEvents {
public:
    /// Of cells by the number of their style.
    [[nodiscard]] NumberLook look(std::size_t style) const {
        return style < m_looks.size() ? m_looks[style] : NumberLook::plain;
    }
    /// The name of a font of the 1990s; empty for others.
    [[nodiscard]] std::string_view legacy_font_name(std::size_t style) const;

    void start(std::string_view name, const XmlAttributes& attributes) override;
    void end(std::string_view name) override;
    void text(std::string_view) override {}

private:
    std::map<int, NumberLook> m_custom;
    std::vector<NumberLook> m_looks;
    std::vector<std::size_t> m_font_of_style;
    std::vector<std::string> m_fonts; ///< empty: of today
    bool m_in_cells = false, m_in_fonts = false;
};

/// The texts that cells share. Where a text has fonts of its own, the pieces in a font of the 1990s are decoded here
/// and the pieces without a font are left to that of the cell.
class XlsxTexts final : public XmlEvents {
public:
    TextColumn texts;
    using Piece = std::pair<std::size_t, std::size_t>;      ///< begin and end in bytes
    std::map<std::size_t, std::vector<Piece>> without_font; ///< by text; none: all of it

    void start(std::string_view name, const XmlAttributes& attributes) override;
    void end(std::string_view name) override;
    void text(std::string_view utf8) override;
    [[nodiscard]] bool enough() const override;

private:
    std::string m_text, m_run;
    std::vector<Piece> m_pieces;
    std::optional<LegacyFont> m_font;
    std::size_t m_bytes = 0;
    bool m_run_has_font = false, m_any_font = false, m_in_text = false, m_in_phonetic = false;

    void end_run();
};

} // namespace ntm
