#include "geo/source/xlsx_parts.hpp"

#include "geo/source/sheet_builder.hpp"

#include <algorithm>

namespace ntm {

namespace {

constexpr std::size_t most_styles = SheetBuilder::most_columns * 4;

/// What a number format shows: its letters outside quotes, brackets and escapes.
NumberLook look_of_format(std::string_view code) {
    bool day_or_year = false;
    bool month = false;
    bool clock = false;
    for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
        const char c = code[i];
        if (c == '"') {
            i = std::min(code.find('"', i + 1), code.size());
        } else if (c == '[') {
            i = std::min(code.find(']', i + 1), code.size());
        } else if (c == '\\' || c == '_' || c == '*') {
            ++i;
        } else if (c == '%') {
            return NumberLook::percent;
        } else if (code.substr(i).starts_with("General")) {
            return NumberLook::plain;
        } else {
            day_or_year = day_or_year || c == 'd' || c == 'D' || c == 'y' || c == 'Y';
            month = month || c == 'm' || c == 'M';
            clock = clock || c == 'h' || c == 'H' || c == 's' || c == 'S';
        }
    }
    return day_or_year || (month && !clock) ? NumberLook::date : NumberLook::plain;
}

NumberLook look_of_builtin(int id) {
    const bool date =
        (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58);
    return date ? NumberLook::date : id == 9 || id == 10 ? NumberLook::percent : NumberLook::plain;
}

} // namespace

void append_bounded(std::string& text, std::string_view more) {
    text += more.substr(0, longest_xlsx_cell - std::min(longest_xlsx_cell, text.size()));
}

std::string_view XlsxStyles::legacy_font_name(std::size_t style) const {
    const std::size_t font = style < m_font_of_style.size() ? m_font_of_style[style] : m_fonts.size();
    return font < m_fonts.size() ? std::string_view(m_fonts[font]) : std::string_view();
}

void XlsxStyles::start(std::string_view name, const XmlAttributes& attributes) {
    if (name == "numFmt") {
        m_custom[whole_number<int>(attributes["numFmtId"]).value_or(-1)] = look_of_format(attributes["formatCode"]);
    } else if (name == "fonts") {
        m_in_fonts = true;
    } else if (name == "font" && m_in_fonts && m_fonts.size() < most_styles) {
        m_fonts.emplace_back();
    } else if (name == "name" && m_in_fonts && !m_fonts.empty() && legacy_font(attributes["val"])) {
        m_fonts.back() = attributes["val"];
    } else if (name == "cellXfs") {
        m_in_cells = true;
    } else if (name == "xf" && m_in_cells && m_looks.size() < most_styles) {
        const int id = whole_number<int>(attributes["numFmtId"]).value_or(0);
        const auto own = m_custom.find(id);
        m_looks.push_back(own != m_custom.end() ? own->second : look_of_builtin(id));
        m_font_of_style.push_back(whole_number<std::size_t>(attributes["fontId"]).value_or(most_styles));
    }
}

void XlsxStyles::end(std::string_view name) {
    m_in_cells = m_in_cells && name != "cellXfs";
    m_in_fonts = m_in_fonts && name != "fonts";
}

void XlsxTexts::start(std::string_view name, const XmlAttributes& attributes) {
    if (name == "si") {
        m_text.clear();
        m_pieces.clear();
        m_any_font = false;
    } else if (name == "r") {
        m_font.reset();
        m_run_has_font = false;
    } else if (name == "rFont") {
        m_font = legacy_font(attributes["val"]);
        m_run_has_font = true;
    }
    m_in_phonetic = m_in_phonetic || name == "rPh";
    m_in_text = name == "t" && !m_in_phonetic;
}

void XlsxTexts::end_run() {
    const auto shown = m_font ? text_in_font(m_run, *m_font) : std::nullopt;
    const std::size_t begin = m_text.size();
    append_bounded(m_text, shown ? *shown : m_run);
    if (!m_run_has_font) {
        m_pieces.emplace_back(begin, m_text.size());
    }
    m_any_font = m_any_font || m_run_has_font;
    m_run.clear();
}

void XlsxTexts::end(std::string_view name) {
    if (name == "t" && !m_in_phonetic) {
        end_run();
    } else if (name == "si") {
        if (m_any_font) {
            without_font[texts.size()] = m_pieces;
        }
        m_bytes += m_text.size();
        texts.append(m_text);
    } else if (name == "r") {
        m_font.reset();
        m_run_has_font = false;
    } else if (name == "rPh") {
        m_in_phonetic = false;
    }
    m_in_text = false;
}

void XlsxTexts::text(std::string_view utf8) {
    if (m_in_text) {
        append_bounded(m_run, utf8);
    }
}

bool XlsxTexts::enough() const {
    return m_bytes > SheetBuilder::most_text_bytes || texts.size() > SheetBuilder::most_cells;
}

} // namespace ntm
