#include "viewer/window/imgui_versions.hpp"

#include <imgui.h>

#if IMGUI_VERSION_NUM >= 18700
#include <imgui_internal.h>
#endif

namespace ntm::viewer {

bool input_held_back() {
#if IMGUI_VERSION_NUM >= 18700
    return ImGui::GetCurrentContext()->InputEventsQueue.Size > 0;
#else
    return false;
#endif
}

} // namespace ntm::viewer
