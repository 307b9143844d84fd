#pragma once

#include "viewer/state/commands.hpp"

#include <functional>
#include <string>
#include <vector>

namespace ntm::viewer {

// Numbers of keys that are no letters, as GLFW counts them; letters and digits are their capital in ASCII.
enum SpecialKey : int {
    key_escape = 256,
    key_enter = 257,
    key_tab = 258,
    key_backspace = 259,
    key_delete = 261,
    key_right = 262,
    key_left = 263,
    key_down = 264,
    key_up = 265,
    key_home = 268,
    key_f1 = 290,
    key_f5 = 294,
    key_f6 = 295,
    key_keypad_subtract = 333,
    key_keypad_add = 334,
    key_keypad_enter = 335
};

/// Keys pressed together; key 0: none.
struct Chord {
    int key = 0;
    bool control = false, shift = false, alt = false;
    bool operator==(const Chord&) const = default;
};
[[nodiscard]] std::string chord_text(const Chord& chord); ///< "Ctrl+Shift+Z", "Alt+←"

/// Where the keys of an action speak: the keyboard may be in a text, or walk through the panels.
enum class KeyScope : std::uint8_t { everywhere, not_in_texts, map_only };

enum class ActionGroup : std::uint8_t { go, look, time, select, lists, file, window };
[[nodiscard]] std::string_view action_group_word(ActionGroup group);

/// One thing that can be done without pointing at anything: what keys, the palette and the list of keys speak of.
struct Action {
    ActionGroup group = ActionGroup::go;
    std::string key;      ///< of the language files; may have a place {what}
    std::string what_key; ///< what stands there
    Chord chord;
    KeyScope scope = KeyScope::not_in_texts;
    std::function<Command(const AppState&)> make;
};
[[nodiscard]] const std::vector<Action>& actions();
[[nodiscard]] std::string action_words(const Action& action, const Lang& lang);

} // namespace ntm::viewer
