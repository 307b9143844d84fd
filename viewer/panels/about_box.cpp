#include "viewer/panels/box.hpp"
#include "viewer/panels/panels.hpp"
#include "viewer/panels/widgets.hpp"

#include <algorithm>

namespace ntm::viewer {

namespace {

/// As high as the list is when nothing of it wraps.
float findings_height(const Ui& ui) {
    const float line = ImGui::GetTextLineHeightWithSpacing();
    float height = ui.px(8);
    if (ui.findings != nullptr) {
        for (const Finding& finding : *ui.findings) {
            height += finding.value.empty() ? line + ui.px(8) + 2 * ImGui::GetStyle().ItemSpacing.y : line;
        }
    }
    return height;
}

} // namespace

void draw_about_box(Commands& commands, const Ui& ui) {
    const Lang& lang = ui.lang;
    const float whole = static_cast<float>(ui.layout.top.width);
    begin_box("about", {whole / 2, ui.px(50)}, {0.5F, 0}, std::min(ui.px(640), whole - ui.px(40)));
    heading(ui, lang["ui.app_name"]);
    secondary(lang["about.what"]);
    std::string all;
    // A low window, or large letters: the findings scroll, the buttons stay.
    const float foot = ImGui::GetFrameHeightWithSpacing() + ui.px(24);
    const float room = static_cast<float>(ui.layout.status.y) - ImGui::GetCursorScreenPos().y - foot;
    const float wanted = findings_height(ui);
    ImGui::PushStyleColor(ImGuiCol_ChildBg, colour(tokens::panel));
    ImGui::BeginChild("findings", {0, std::max(std::min(room, wanted), ui.px(120))});
    if (ui.findings != nullptr) {
        for (const Finding& finding : *ui.findings) {
            if (finding.value.empty()) {
                section(ui, lang[finding.key]);
                continue;
            }
            const float x = ImGui::GetCursorPosX();
            secondary(lang[finding.key]);
            ImGui::SameLine(x + ui.px(210));
            plain(finding.value);
            all += lang[finding.key] + ": " + finding.value + "\n";
        }
    }
    ImGui::EndChild();
    ImGui::PopStyleColor();
    ImGui::Dummy({0, ui.px(4)});
    if (ImGui::Button(lang["about.copy"].c_str())) {
        ImGui::SetClipboardText(all.c_str());
    }
    ImGui::SameLine();
    if (ImGui::Button(lang["ui.message.close"].c_str())) {
        commands.push(ShowPopup{Popup::none});
    }
    end_box();
}

} // namespace ntm::viewer
