#include "viewer/window/fonts.hpp"

#include "tests/catch.hpp"

#include <imgui.h>

#include <set>
#include <string>

TEST_CASE("134 letters of Vietnamese are asked for") {
    const std::string_view letters = ntm::viewer::vietnamese_letters();
    std::set<std::string> found;
    for (std::size_t at = 0; at < letters.size();) {
        const std::size_t length = static_cast<unsigned char>(letters[at]) < 0xE0 ? 2 : 3;
        found.emplace(letters.substr(at, length));
        at += length;
    }
    CHECK(found.size() == 134);
}

// Names are placed by tasks with widths of our own: were they not ImGui's, drawn names would overlap.
TEST_CASE("names are measured as ImGui draws them") {
    ImGui::CreateContext();
    ntm::viewer::Fonts fonts;
    static_cast<void>(ntm::viewer::load_fonts(fonts, 1.25F));
    const auto measure = ntm::viewer::text_measure(fonts);
    for (const std::string text : {"Triệu Sơn", "TP Thanh Hóa", "Ia Grăng", "Đắk R'Măng", "Ƀar – Č", "漢字", ""}) {
        for (const bool strong : {false, true}) {
            ImFont* font = strong ? fonts.strong : fonts.text;
            const ImVec2 drawn = font->CalcTextSizeA(font->FontSize, 1e9F, 0, text.c_str());
            CHECK(measure(text, strong).width_px == Approx(static_cast<double>(drawn.x)));
            CHECK(measure(text, strong).height_px == Approx(static_cast<double>(font->FontSize)));
        }
    }
    ImGui::DestroyContext();
}
