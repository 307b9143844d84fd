#include "viewer/panels/widgets.hpp"

#include <algorithm>
#include <cmath>

namespace ntm::viewer {

namespace {

void text_in(std::string_view text, std::uint32_t rgb) {
    ImGui::PushStyleColor(ImGuiCol_Text, colour(rgb));
    plain(text);
    ImGui::PopStyleColor();
}

} // namespace

ImU32 colour(std::uint32_t rgb, double alpha) {
    return IM_COL32((rgb >> 16) & 0xff, (rgb >> 8) & 0xff, rgb & 0xff, static_cast<ImU32>(std::lround(alpha * 255)));
}

ImU32 colour(Rgba rgba) {
    return IM_COL32(rgba.r, rgba.g, rgba.b, rgba.a);
}

ImVec4 colour_vec(std::uint32_t rgb, double alpha) {
    return ImGui::ColorConvertU32ToFloat4(colour(rgb, alpha));
}

bool begin_part(const char* id, const WindowRect& rect, const Ui& ui, bool scrolls) {
    ImGui::SetNextWindowPos({static_cast<float>(rect.x), static_cast<float>(rect.y)});
    ImGui::SetNextWindowSize(
        {static_cast<float>(std::max(rect.width, 1)), static_cast<float>(std::max(rect.height, 1))});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(14), ui.px(10)});
    // The window itself fills its parts, without blending: on software renderers that is most of a frame.
    ImGuiWindowFlags flags = ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                             ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus;
    if (scrolls) {
        flags &= ~ImGuiWindowFlags_NoScrollbar;
    } else {
        flags |= ImGuiWindowFlags_NoScrollWithMouse;
    }
    const bool shown = ImGui::Begin(id, nullptr, flags);
    ImGui::PopStyleVar();
    return shown;
}

void end_part() {
    ImGui::End();
}

void heading(const Ui& ui, std::string_view text) {
    ImGui::PushFont(ui.fonts.heading);
    plain(text);
    ImGui::PopFont();
}

void strong(const Ui& ui, std::string_view text) {
    ImGui::PushFont(ui.fonts.strong);
    plain(text);
    ImGui::PopFont();
}

void plain(std::string_view text) {
    ImGui::PushTextWrapPos(0);
    ImGui::TextUnformatted(text.data(), text.data() + text.size());
    ImGui::PopTextWrapPos();
}

void secondary(std::string_view text) {
    text_in(text, tokens::secondary);
}

void warning(std::string_view text) {
    text_in(text, tokens::warning);
}

void section(const Ui& ui, std::string_view title) {
    ImGui::Dummy({0, ui.px(4)});
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::GetWindowDrawList()->AddLine(at, {at.x + ImGui::GetContentRegionAvail().x, at.y}, colour(tokens::line));
    ImGui::Dummy({0, ui.px(4)});
    ImGui::PushFont(ui.fonts.strong);
    text_in(title, tokens::accent);
    ImGui::PopFont();
}

void edge_line(float y, float width) {
    auto* list = ImGui::GetWindowDrawList();
    list->PushClipRect({0, y - 1}, {width, y + 1});
    list->AddRectFilled({0, y}, {width, y + 1}, colour(tokens::line));
    list->PopClipRect();
}

bool link(const char* id, std::string_view text) {
    ImGui::PushID(id);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float room = ImGui::GetContentRegionAvail().x;
    const ImVec2 size = ImGui::CalcTextSize(text.data(), text.data() + text.size(), false, room);
    const bool pressed = ImGui::InvisibleButton("link", {std::max(size.x, 1.0F), std::max(size.y, 1.0F)});
    auto* list = ImGui::GetWindowDrawList();
    list->AddText(ImGui::GetFont(), ImGui::GetFontSize(), at, colour(tokens::accent), text.data(),
                  text.data() + text.size(), room);
    focus_rim();
    if (ImGui::IsItemHovered()) {
        list->AddLine({at.x, at.y + size.y}, {at.x + size.x, at.y + size.y}, colour(tokens::accent));
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    }
    ImGui::PopID();
    return pressed;
}

void figure_row(const Ui& ui, std::string_view label, std::string_view figure) {
    const ImVec2 start = ImGui::GetCursorPos();
    const float room = ImGui::GetContentRegionAvail().x;
    ImGui::PushFont(ui.fonts.strong);
    const float width = ImGui::CalcTextSize(figure.data(), figure.data() + figure.size()).x;
    ImGui::SetCursorPosX(start.x + room - width);
    ImGui::TextUnformatted(figure.data(), figure.data() + figure.size());
    ImGui::PopFont();
    ImGui::SetCursorPos(start);
    ImGui::PushTextWrapPos(start.x + room - width - ui.px(10));
    ImGui::TextUnformatted(label.data(), label.data() + label.size());
    ImGui::PopTextWrapPos();
}

void swatch(const Ui& ui, const UnitStyle& style) {
    const float width = ui.px(26);
    const float height = ui.px(18);
    const float line_height = ImGui::GetTextLineHeight();
    ImVec2 at = ImGui::GetCursorScreenPos();
    at.y += std::floor((line_height - height) / 2);
    const ImVec2 end{at.x + width, at.y + height};
    auto* list = ImGui::GetWindowDrawList();
    list->PushClipRect(at, end, true);
    list->AddRectFilled(at, end, colour(style.fill));
    const ImU32 ink = colour(style.ink);
    switch (style.pattern) {
    case Pattern::none:
        break;
    case Pattern::diagonal:
        for (float x = -height; x < width; x += ui.px(9)) {
            list->AddLine({at.x + x, end.y}, {at.x + x + height, at.y}, ink, ui.px(2));
        }
        break;
    case Pattern::horizontal:
        for (float y = ui.px(3); y < height; y += ui.px(6)) {
            list->AddRectFilled({at.x, at.y + y}, {end.x, at.y + y + 1}, ink);
        }
        break;
    case Pattern::dots:
        for (float y = ui.px(3); y < height; y += ui.px(6)) {
            for (float x = ui.px(4); x < width; x += ui.px(6)) {
                list->AddRectFilled({at.x + x, at.y + y}, {at.x + x + ui.px(1.5F), at.y + y + ui.px(1.5F)}, ink);
            }
        }
        break;
    case Pattern::crosses:
        for (float x = ui.px(7); x < width; x += ui.px(10)) {
            const ImVec2 c{at.x + x, at.y + height / 2};
            list->AddLine({c.x - ui.px(3), c.y}, {c.x + ui.px(3), c.y}, ink);
            list->AddLine({c.x, c.y - ui.px(3)}, {c.x, c.y + ui.px(3)}, ink);
        }
        break;
    }
    list->PopClipRect();
    list->AddRect(at, end, colour(0x8A8F96));
    ImGui::Dummy({width, line_height});
}

bool toggle(const char* id, std::string_view text, bool on) {
    if (on) {
        ImGui::PushStyleColor(ImGuiCol_Button, colour(tokens::accent));
        ImGui::PushStyleColor(ImGuiCol_ButtonHovered, colour(tokens::accent));
        ImGui::PushStyleColor(ImGuiCol_Text, colour(tokens::on_accent));
    }
    const bool pressed = ImGui::Button((std::string(text) + "##" + id).c_str());
    if (on) {
        ImGui::PopStyleColor(3);
    }
    return pressed;
}

std::string elided(const std::string& text, float width_px, int lines) {
    const auto fits = [&](const std::string& part) {
        if (lines == 1) {
            return ImGui::CalcTextSize(part.c_str()).x <= width_px;
        }
        const float height = ImGui::CalcTextSize(part.c_str(), nullptr, false, width_px).y;
        return height <= static_cast<float>(lines) * ImGui::GetTextLineHeight() + 1;
    };
    if (width_px <= 0 || fits(text)) {
        return text;
    }
    std::size_t from = 0; // bytes that fit, and that do not
    std::size_t to = text.size();
    const auto cut = [&](std::size_t at) {
        while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) {
            --at; // a letter is not cut
        }
        return text.substr(0, at) + "…";
    };
    while (from + 1 < to) {
        const std::size_t middle = (from + to) / 2;
        (fits(cut(middle)) ? from : to) = middle;
    }
    return cut(from);
}

std::string broken_into_lines(const std::string& text, float width_px, int lines) {
    std::string out;
    std::size_t at = 0;
    for (int line = 1; line < lines; ++line) {
        const std::string rest = text.substr(at);
        if (ImGui::CalcTextSize(rest.c_str()).x <= width_px) {
            break;
        }
        std::size_t fitting = 0; // bytes of whole words
        for (std::size_t blank = rest.find(' '); blank != std::string::npos; blank = rest.find(' ', blank + 1)) {
            if (ImGui::CalcTextSize(rest.substr(0, blank).c_str()).x > width_px) {
                break;
            }
            fitting = blank;
        }
        if (fitting == 0) {
            break;
        }
        out += rest.substr(0, fitting) + "\n";
        at += fitting + 1;
    }
    return out + elided(text.substr(at), width_px);
}

void focus_rim() {
    const ImGuiIO& io = ImGui::GetIO();
    if (!ImGui::IsItemFocused() || !io.NavVisible) {
        return;
    }
    const ImVec2 from = ImGui::GetItemRectMin();
    const ImVec2 to = ImGui::GetItemRectMax();
    ImGui::GetWindowDrawList()->AddRect({from.x - 2, from.y - 2}, {to.x + 2, to.y + 2}, colour(tokens::accent), 4, 0,
                                        2);
}

void text_with_halo(ImDrawList& list, ImFont* font, ImVec2 middle, const std::string& text, float scale) {
    const float size = font->FontSize;
    const ImVec2 extent = font->CalcTextSizeA(size, 1e9F, 0, text.c_str(), text.c_str() + text.size());
    // On whole pixels, or the glyphs lose their edges.
    const ImVec2 at{std::round(middle.x - extent.x / 2), std::round(middle.y - extent.y / 2)};
    const float rim = std::max(1.0F, std::round(1.5F * scale));
    const ImU32 light = colour(0xFFFFFF, 0.55);
    for (const auto& [dx, dy] : {std::pair{-1.0F, 0.0F},
                                 {1.0F, 0.0F},
                                 {0.0F, -1.0F},
                                 {0.0F, 1.0F},
                                 {-0.7F, -0.7F},
                                 {0.7F, -0.7F},
                                 {-0.7F, 0.7F},
                                 {0.7F, 0.7F}}) {
        list.AddText(font, size, {at.x + dx * rim, at.y + dy * rim}, light, text.c_str(), text.c_str() + text.size());
    }
    list.AddText(font, size, at, colour(map_ink::text), text.c_str(), text.c_str() + text.size());
}

} // namespace ntm::viewer
