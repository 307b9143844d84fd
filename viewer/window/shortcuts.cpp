#include "viewer/window/shortcuts.hpp"

#include "viewer/state/actions.hpp"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>

namespace ntm::viewer {

namespace {

static_assert(key_escape == GLFW_KEY_ESCAPE && key_enter == GLFW_KEY_ENTER && key_backspace == GLFW_KEY_BACKSPACE &&
              key_delete == GLFW_KEY_DELETE && key_right == GLFW_KEY_RIGHT && key_left == GLFW_KEY_LEFT &&
              key_down == GLFW_KEY_DOWN && key_up == GLFW_KEY_UP && key_home == GLFW_KEY_HOME &&
              key_tab == GLFW_KEY_TAB && key_f6 == GLFW_KEY_F6 && key_f1 == GLFW_KEY_F1 && key_f5 == GLFW_KEY_F5 &&
              key_keypad_add == GLFW_KEY_KP_ADD && key_keypad_subtract == GLFW_KEY_KP_SUBTRACT &&
              key_keypad_enter == GLFW_KEY_KP_ENTER);

bool is_enter(const KeyPress& press) {
    return press.key == key_enter || press.key == key_keypad_enter;
}

bool search_key(const KeyPress& press, Commands& commands) {
    if (press.key == key_up || press.key == key_down) {
        commands.push(MoveSearchChoice{press.key == key_up ? -1 : 1});
    } else if (is_enter(press)) {
        commands.push(TakeSearchChoice{});
    } else if (press.key == key_escape) {
        commands.push(CloseSearch{});
    } else {
        return false;
    }
    return true;
}

bool tool_key(const AppState& state, const KeyPress& press, Commands& commands) {
    const bool measures = state.tool == MapTool::distance || state.tool == MapTool::area;
    if (press.key == key_escape && state.tool != MapTool::none) {
        commands.push(SetTool{MapTool::none});
    } else if (measures && is_enter(press)) {
        commands.push(EndMeasure{});
    } else if (measures && (press.key == key_backspace || press.key == key_delete)) {
        commands.push(DropMeasurePoint{});
    } else {
        return false;
    }
    return true;
}

/// The last thing that came up goes first.
void escape(const AppState& state, Commands& commands) {
    if (!state.message.key.empty()) {
        commands.push(CloseMessage{});
    } else if (state.scan_pane.scan) {
        commands.push(state.scan_pane.px || state.scan_pane.place ? ScanCommand(DropScanPick{})
                                                                  : ScanCommand(OpenScanPane{}));
    } else if (state.pin) {
        commands.push(DropPin{});
    } else if (state.notices_open) {
        commands.push(ShowNotices{false});
    } else {
        commands.push(SelectUnit{});
    }
}

Chord chord_of(const KeyPress& press) {
    const int key = press.key == key_tab && !press.control ? key_f6 // texts keep theirs: see queue_shortcuts
                    : press.key == key_keypad_add          ? '='
                    : press.key == key_keypad_subtract     ? '-'
                    : press.control && press.key == 'Y'    ? 'Z'
                                                           : press.key;
    const bool redo = press.control && press.key == 'Y'; // as other programs have it
    const bool plus = key == '=' && press.shift;         // "+" is a shifted key on most keyboards
    return {key, press.control, (press.shift || redo) && !plus, press.alt};
}

void take_action(const AppState& state, const KeyPress& press, KeyboardUse use, Commands& commands) {
    const Chord chord = chord_of(press);
    const auto& all = actions();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Action& action) { return action.chord == chord; });
    if (found == all.end()) {
        return;
    }
    const bool walks = use == KeyboardUse::panels || use == KeyboardUse::menu;
    const bool speaks = use == KeyboardUse::map || found->scope == KeyScope::everywhere ||
                        (walks && found->scope == KeyScope::not_in_texts);
    if (speaks) {
        commands.push(found->make(state));
    }
}

} // namespace

void queue_shortcuts(const AppState& state, std::span<const KeyPress> keys, KeyboardUse use, Commands& commands) {
    for (const KeyPress& press : keys) {
        const bool plain = !press.control && !press.alt;
        const bool searches = state.search.open && (use == KeyboardUse::typing || !state.search.text.empty());
        if (press.key == key_escape && state.export_question) {
            commands.push(CloseExport{});
        } else if (press.key == key_escape && state.popup != Popup::none) {
            commands.push(ShowPopup{Popup::none});
        } else if (press.key == key_escape && state.go_open) {
            commands.push(AskPlace{false});
        } else if (plain && searches && search_key(press, commands)) {
            continue;
        } else if (press.key == key_tab && (use == KeyboardUse::typing || use == KeyboardUse::menu)) {
            continue; // from text to text
        } else if (plain && use == KeyboardUse::panels && press.key == key_escape) {
            commands.push(FocusPart{WindowPart::map, 1});
        } else if (plain && use == KeyboardUse::map && tool_key(state, press, commands)) {
            continue;
        } else if (plain && use == KeyboardUse::map && press.key == key_escape) {
            escape(state, commands);
        } else {
            take_action(state, press, use, commands);
        }
    }
}

} // namespace ntm::viewer
