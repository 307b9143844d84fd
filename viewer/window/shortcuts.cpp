#include "viewer/window/shortcuts.hpp"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

namespace ntm::viewer {

namespace {

constexpr double step_px = 80;
constexpr double zoom_step = 1.5;

bool search_key(const KeyPress& press, Commands& commands) {
    switch (press.key) {
    case GLFW_KEY_UP:
        commands.push(MoveSearchChoice{-1});
        return true;
    case GLFW_KEY_DOWN:
        commands.push(MoveSearchChoice{1});
        return true;
    case GLFW_KEY_ENTER:
    case GLFW_KEY_KP_ENTER:
        commands.push(TakeSearchChoice{});
        return true;
    case GLFW_KEY_ESCAPE:
        commands.push(CloseSearch{});
        return true;
    default:
        return false;
    }
}

void map_key(const KeyPress& press, Commands& commands) {
    switch (press.key) {
    case GLFW_KEY_LEFT:
        commands.push(press.control ? Command(StepDate{-1}) : Command(PanMap{step_px, 0}));
        break;
    case GLFW_KEY_RIGHT:
        commands.push(press.control ? Command(StepDate{1}) : Command(PanMap{-step_px, 0}));
        break;
    case GLFW_KEY_UP:
        commands.push(PanMap{0, step_px});
        break;
    case GLFW_KEY_DOWN:
        commands.push(PanMap{0, -step_px});
        break;
    case GLFW_KEY_EQUAL:
    case GLFW_KEY_KP_ADD:
        commands.push(ZoomMap{zoom_step, std::nullopt});
        break;
    case GLFW_KEY_MINUS:
    case GLFW_KEY_KP_SUBTRACT:
        commands.push(ZoomMap{1 / zoom_step, std::nullopt});
        break;
    case GLFW_KEY_HOME:
        commands.push(FitMap{});
        break;
    default:
        break;
    }
}

void escape(const AppState& state, Commands& commands) {
    if (!state.message.key.empty()) {
        commands.push(CloseMessage{});
    } else if (state.notices_open) {
        commands.push(ShowNotices{false});
    } else {
        commands.push(SelectUnit{});
    }
}

} // namespace

void queue_shortcuts(const AppState& state, std::span<const KeyPress> keys, KeyboardUse use, Commands& commands) {
    for (const KeyPress& press : keys) {
        if (press.control && press.key == GLFW_KEY_K) {
            commands.push(FocusSearch{});
        } else if (press.control && press.key == GLFW_KEY_Z && use != KeyboardUse::typing) {
            commands.push(press.shift ? Command(Redo{}) : Command(Undo{}));
        } else if (press.control && press.key == GLFW_KEY_Y && use != KeyboardUse::typing) {
            commands.push(Redo{});
        } else if (press.control && press.key == GLFW_KEY_S) {
            commands.push(AskExport{ExportKind::map_png});
        } else if (state.export_question && press.key == GLFW_KEY_ESCAPE) {
            commands.push(CloseExport{});
        } else if (press.key == GLFW_KEY_F5) {
            commands.push(OpenWorkspace{state.workspace_argument});
        } else if (state.search.open && !state.search.text.empty() && search_key(press, commands)) {
            continue;
        } else if (use != KeyboardUse::map) {
            continue;
        } else if (press.key == GLFW_KEY_ESCAPE) {
            escape(state, commands);
        } else {
            map_key(press, commands);
        }
    }
}

} // namespace ntm::viewer
