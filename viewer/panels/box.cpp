#include "viewer/panels/box.hpp"

namespace ntm::viewer {

namespace {

constexpr ImGuiWindowFlags box_flags =
    ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings;

} // namespace

void begin_box(const char* id, ImVec2 at, ImVec2 pivot, float width) {
    ImGui::SetNextWindowPos(at, ImGuiCond_Always, pivot);
    ImGui::SetNextWindowSize({width, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 6);
    ImGui::Begin(id, nullptr, box_flags | ImGuiWindowFlags_AlwaysAutoResize);
}

void end_box() {
    ImGui::End();
    ImGui::PopStyleVar(2);
}

} // namespace ntm::viewer
