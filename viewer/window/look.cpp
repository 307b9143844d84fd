#include "viewer/window/look.hpp"

#include "viewer/panels/widgets.hpp"

namespace ntm::viewer {

namespace {

void set_tokens(LookTheme theme) {
    struct Colours {
        std::uint32_t panel, text, secondary, accent, on_accent, accent_pale, line, field, error, warning;
    };
    constexpr Colours light{0xFAFAF8, 0x1F2328, 0x5B626B, 0x0B6E75, 0xFFFFFF,
                            0xDCECEC, 0xDADDE0, 0xFFFFFF, 0x9E1B32, 0x8A5A00};
    constexpr Colours dark{0x1E2327, 0xE6E8EA, 0xA3ACB5, 0x55B8BF, 0x10181A,
                           0x2B3E43, 0x3C454C, 0x272D32, 0xF08C99, 0xE2B455};
    // Projectors wash out: black on white, strong lines.
    constexpr Colours projector{0xFFFFFF, 0x000000, 0x30363C, 0x00555B, 0xFFFFFF,
                                0xCBE3E4, 0x7E868E, 0xFFFFFF, 0x8B0018, 0x6B4300};
    const Colours& c = theme == LookTheme::dark ? dark : theme == LookTheme::projector ? projector : light;
    tokens::panel = c.panel;
    tokens::text = c.text;
    tokens::secondary = c.secondary;
    tokens::accent = c.accent;
    tokens::on_accent = c.on_accent;
    tokens::accent_pale = c.accent_pale;
    tokens::line = c.line;
    tokens::field = c.field;
    tokens::error = c.error;
    tokens::warning = c.warning;
}

} // namespace

float look_scale(const Look& look) {
    constexpr float projector = 1.2F; // 24 px letters
    return static_cast<float>(look.percent) / 100 * (look.theme == LookTheme::projector ? projector : 1.0F);
}

void set_look(float scale, LookTheme theme) {
    set_tokens(theme);
    ImGuiStyle& style = ImGui::GetStyle();
    style = ImGuiStyle(); // sizes are scaled below: each time from the beginning
    if (theme == LookTheme::dark) {
        ImGui::StyleColorsDark();
    } else {
        ImGui::StyleColorsLight();
    }
    style.WindowRounding = 0;
    style.PopupRounding = 6;
    style.FrameRounding = 6;
    style.GrabRounding = 6;
    style.ScrollbarRounding = 6;
    style.WindowBorderSize = 0;
    style.PopupBorderSize = 1;
    style.FrameBorderSize = 1;
    style.WindowPadding = {10, 8};
    style.FramePadding = {10, 4};
    style.ItemSpacing = {8, 6};
    style.ScrollbarSize = 12;
    style.GrabMinSize = 14;
    style.ScaleAllSizes(scale);
    // Many small rims and round corners: the texture and the smoothing cost more than they show at this size.
    style.AntiAliasedLinesUseTex = false;

    const auto set = [&style](ImGuiCol index, std::uint32_t rgb, double alpha = 1) {
        style.Colors[index] = colour_vec(rgb, alpha);
    };
    set(ImGuiCol_Text, tokens::text);
    set(ImGuiCol_TextDisabled, tokens::secondary);
    set(ImGuiCol_WindowBg, tokens::panel);
    set(ImGuiCol_PopupBg, tokens::field);
    set(ImGuiCol_Border, tokens::line);
    set(ImGuiCol_FrameBg, tokens::field);
    set(ImGuiCol_FrameBgHovered, tokens::accent_pale);
    set(ImGuiCol_FrameBgActive, tokens::accent_pale);
    set(ImGuiCol_Button, tokens::field);
    set(ImGuiCol_ButtonHovered, tokens::accent_pale);
    set(ImGuiCol_ButtonActive, tokens::accent_pale);
    set(ImGuiCol_Header, tokens::accent_pale);
    set(ImGuiCol_HeaderHovered, tokens::accent_pale);
    set(ImGuiCol_HeaderActive, tokens::accent_pale);
    set(ImGuiCol_SliderGrab, tokens::accent);
    set(ImGuiCol_SliderGrabActive, tokens::accent);
    set(ImGuiCol_CheckMark, tokens::accent);
    set(ImGuiCol_PlotHistogram, tokens::accent);
    set(ImGuiCol_NavHighlight, tokens::accent);
    set(ImGuiCol_TextSelectedBg, tokens::accent, 0.25);
    set(ImGuiCol_ScrollbarBg, tokens::panel);
    set(ImGuiCol_ScrollbarGrab, tokens::line);
    set(ImGuiCol_Separator, tokens::line);
    set(ImGuiCol_TableHeaderBg, tokens::accent_pale);
    set(ImGuiCol_TableBorderStrong, tokens::line);
    set(ImGuiCol_TableBorderLight, tokens::line);
    set(ImGuiCol_TableRowBg, tokens::panel);
    set(ImGuiCol_TableRowBgAlt, tokens::field);
}

} // namespace ntm::viewer
