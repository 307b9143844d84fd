#include "viewer/panels/panels.hpp"
#include "viewer/panels/programme_words.hpp"
#include "viewer/panels/widgets.hpp"

namespace ntm::viewer {

void draw_set_combo(const AppState& state, const CriteriaSet* shown, const std::vector<const CriteriaSet*>& sets,
                    const std::string& default_words, float width, Commands& commands, const Ui& ui) {
    ImGui::SetNextItemWidth(width);
    const auto preview = shown != nullptr ? set_words(ui.lang, *shown) : default_words;
    const float room = width - ImGui::GetFrameHeight() - 2 * ImGui::GetStyle().FramePadding.x;
    const bool open = ImGui::BeginCombo("##set", elided(preview, room).c_str());
    if (!open && ImGui::IsItemHovered()) {
        ImGui::BeginTooltip();
        ImGui::PushTextWrapPos(ui.px(420));
        ImGui::TextUnformatted(preview.c_str());
        ImGui::TextUnformatted(ui.lang["panel.criteria.set_help"].c_str());
        ImGui::PopTextWrapPos();
        ImGui::EndTooltip();
    }
    if (!open) {
        return;
    }
    if (ImGui::Selectable(default_words.c_str(), state.criteria_set.empty())) {
        commands.push(SetCriteriaSet{});
    }
    for (const CriteriaSet* set : sets) {
        ImGui::PushID(set);
        if (ImGui::Selectable(set_words(ui.lang, *set).c_str(), set->id == state.criteria_set)) {
            commands.push(SetCriteriaSet{set->id});
        }
        ImGui::PopID();
    }
    ImGui::EndCombo();
}

} // namespace ntm::viewer
