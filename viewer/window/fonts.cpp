#include "viewer/window/fonts.hpp"

#include <fontconfig/fontconfig.h>
#include <imgui.h>
#include <imgui_freetype.h>

#include <cmath>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace ntm::viewer {

namespace {

// ImGui's sizes are line heights: a capital of 20 is as high as one of 15 elsewhere. Below 18, ấ, ẩ and ẫ cannot be
// told apart.
constexpr float text_px = 20;
constexpr float heading_px = 23;

struct FontFile {
    std::string path;
    int face = 0;
};

template <class T, void (*Destroy)(T*)>
using Handle = std::unique_ptr<T, decltype([](T* object) { Destroy(object); })>;

/// The file that comes nearest to Noto Sans in the weight.
FontFile find_font(FcConfig* config, int weight, const char* family = "Noto Sans") {
    const Handle<FcPattern, FcPatternDestroy> pattern(FcPatternCreate());
    FcPatternAddString(pattern.get(), FC_FAMILY, reinterpret_cast<const FcChar8*>(family));
    FcPatternAddString(pattern.get(), FC_LANG, reinterpret_cast<const FcChar8*>("vi"));
    FcPatternAddInteger(pattern.get(), FC_WEIGHT, weight);
    FcPatternAddInteger(pattern.get(), FC_SLANT, FC_SLANT_ROMAN);
    FcPatternAddInteger(pattern.get(), FC_WIDTH, FC_WIDTH_NORMAL);
    FcPatternAddBool(pattern.get(), FC_SCALABLE, FcTrue);
    FcConfigSubstitute(config, pattern.get(), FcMatchPattern);
    FcDefaultSubstitute(pattern.get());
    FcResult result = FcResultNoMatch;
    const Handle<FcPattern, FcPatternDestroy> match(FcFontMatch(config, pattern.get(), &result));
    FcChar8* file = nullptr;
    FontFile found;
    if (match && FcPatternGetString(match.get(), FC_FILE, 0, &file) == FcResultMatch) {
        found.path = reinterpret_cast<const char*>(file);
        FcPatternGetInteger(match.get(), FC_INDEX, 0, &found.face);
        found.face &= 0xffff; // the upper half names an instance of a variable font
    }
    return found;
}

/// Latin with all of Vietnamese, letters of the minority languages (Č, Ƀ, Ŏ), combining marks and punctuation.
const ImWchar* glyph_ranges() {
    static const ImWchar ranges[] = {0x0020, 0x007E, 0x00A0, 0x017F, 0x0180, 0x0180, 0x01A0, 0x01A1, 0x01AF, 0x01B0,
                                     0x0243, 0x0243, 0x0300, 0x0303, 0x0306, 0x0306, 0x0309, 0x0309, 0x0323, 0x0323,
                                     0x1EA0, 0x1EF9, 0x2010, 0x2027, 0x2030, 0x2030, 0x2039, 0x203A, 0x20AB, 0x20AB,
                                     0x2212, 0x2212, 0x2264, 0x2265, 0xFFFD, 0xFFFD, 0};
    return ranges;
}

/// Signs that Noto Sans has none of: arrows, minus, ≠, ≤, ≥.
const ImWchar* sign_ranges() {
    static const ImWchar ranges[] = {0x2190, 0x2193, 0x2212, 0x2212, 0x2260, 0x2260, 0x2264, 0x2265, 0};
    return ranges;
}

/// Puts the signs into the font added last.
void add_signs(const FontFile& file, float size_px) {
    ImFontConfig config;
    config.FontNo = file.face;
    config.MergeMode = true;
    config.OversampleH = 1;
    config.PixelSnapH = true;
    config.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
    std::error_code error;
    if (!file.path.empty() && std::filesystem::exists(file.path, error)) {
        ImGui::GetIO().Fonts->AddFontFromFileTTF(file.path.c_str(), std::round(size_px), &config, sign_ranges());
    }
}

ImFont* add_font(const FontFile& file, float size_px) {
    ImFontConfig config;
    config.FontNo = file.face;
    config.OversampleH = 1;
    config.PixelSnapH = true;
    config.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
    std::error_code error;
    if (file.path.empty() || !std::filesystem::exists(file.path, error)) {
        return nullptr;
    }
    return ImGui::GetIO().Fonts->AddFontFromFileTTF(file.path.c_str(), std::round(size_px), &config, glyph_ranges());
}

/// The code of the letter at `at`, which moves on behind it. The text is valid UTF-8.
unsigned take_letter(std::string_view utf8, std::size_t& at) {
    const auto byte = [&](std::size_t i) { return i < utf8.size() ? static_cast<unsigned char>(utf8[i]) : 0U; };
    const unsigned lead = byte(at);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    unsigned code = length == 1 ? lead : lead & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        code = (code << 6) | (byte(at + i) & 0x3FU);
    }
    at += length;
    return code;
}

/// Letters of the list without a glyph of their own.
std::string letters_without_glyph(const ImFont& font) {
    std::string missing;
    const std::string_view letters = vietnamese_letters();
    for (std::size_t at = 0; at < letters.size();) {
        const std::size_t from = at;
        if (font.FindGlyphNoFallback(static_cast<ImWchar>(take_letter(letters, at))) == nullptr) {
            missing += letters.substr(from, at - from);
        }
    }
    return missing;
}

/// Widths of the letters of one font.
struct LetterWidths {
    std::vector<float> by_code;
    float other = 0;
    float height = 0;

    explicit LetterWidths(const ImFont& font)
        : by_code(font.IndexAdvanceX.begin(), font.IndexAdvanceX.end())
        , other(font.FallbackAdvanceX)
        , height(font.FontSize) {}

    [[nodiscard]] TextSize measure(std::string_view utf8) const {
        float width = 0;
        for (std::size_t at = 0; at < utf8.size();) {
            const unsigned code = take_letter(utf8, at);
            width += code < by_code.size() && by_code[code] >= 0 ? by_code[code] : other;
        }
        return {static_cast<double>(width), static_cast<double>(height)};
    }
};

} // namespace

TextMeasure text_measure(const Fonts& fonts) {
    return [text = std::make_shared<const LetterWidths>(*fonts.text),
            strong = std::make_shared<const LetterWidths>(*fonts.strong)](const std::string& utf8, bool bold) {
        return (bold ? strong : text)->measure(utf8);
    };
}

std::string_view vietnamese_letters() {
    return "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
           "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ";
}

Issues load_fonts(Fonts& fonts, float scale) {
    const Handle<FcConfig, FcConfigDestroy> config(FcInitLoadConfigAndFonts());
    const FontFile regular = find_font(config.get(), FC_WEIGHT_REGULAR);
    const FontFile semi_bold = find_font(config.get(), FC_WEIGHT_DEMIBOLD);
    auto* atlas = ImGui::GetIO().Fonts;
    atlas->FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
    fonts.text = add_font(regular, text_px * scale);
    if (fonts.text == nullptr) {
        fonts.text = fonts.strong = fonts.heading = atlas->AddFontDefault();
        atlas->Build();
        return {{Severity::error, "font_missing", {}, "Noto Sans"}};
    }
    const FontFile signs = find_font(config.get(), FC_WEIGHT_REGULAR, "Noto Sans Math");
    add_signs(signs, text_px * scale);
    fonts.strong = add_font(semi_bold, text_px * scale);
    if (fonts.strong != nullptr) {
        add_signs(signs, text_px * scale);
    }
    fonts.heading = add_font(semi_bold, heading_px * scale);
    fonts.strong = fonts.strong != nullptr ? fonts.strong : fonts.text;
    fonts.heading = fonts.heading != nullptr ? fonts.heading : fonts.strong;
    atlas->Build();
    const std::string missing = letters_without_glyph(*fonts.text) + letters_without_glyph(*fonts.strong);
    if (missing.empty()) {
        return {};
    }
    Issue issue{Severity::warning, "font_letters_missing", {}, missing};
    issue.where.file = regular.path;
    return {issue};
}

} // namespace ntm::viewer
