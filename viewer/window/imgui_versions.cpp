#include "viewer/window/imgui_versions.hpp"

#include <imgui.h>

#include <imgui_internal.h>

namespace ntm::viewer {

bool input_held_back() {
#if IMGUI_VERSION_NUM >= 18700
    return ImGui::GetCurrentContext()->InputEventsQueue.Size > 0;
#else
    return false;
#endif
}

void focus_window(const std::string& name) {
    ImGuiContext& context = *ImGui::GetCurrentContext();
    ImGuiWindow* window = name.empty() ? nullptr : ImGui::FindWindowByName(name.c_str());
    ImGui::FocusWindow(window);
    if (window != nullptr) {
        ImGui::NavInitWindow(window, true);
        context.NavDisableHighlight = false;
        context.NavDisableMouseHover = true;
    }
}

} // namespace ntm::viewer
