#include "viewer/window/look.hpp"

#include "viewer/panels/widgets.hpp"

namespace ntm::viewer {

void set_look(float scale) {
    ImGui::StyleColorsLight();
    ImGuiStyle& style = ImGui::GetStyle();
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
