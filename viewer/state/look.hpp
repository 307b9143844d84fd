#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace ntm::viewer {

/// How the window looks: colours, and the size of letters and all that stands around them.
enum class LookTheme : std::uint8_t { light, dark, projector };
inline constexpr std::array all_look_themes{LookTheme::light, LookTheme::dark, LookTheme::projector};
[[nodiscard]] std::string_view look_word(LookTheme theme);
struct Look {
    LookTheme theme = LookTheme::light;
    int percent = 100; ///< of the usual size
    bool operator==(const Look&) const = default;
};
inline constexpr std::array look_percents{80, 90, 100, 115, 130, 150, 175, 200};

/// Two dates of one ground: the day compared with is left of a line on one map, or has a map of its own beside it.
struct Swipe {
    bool on = false;
    double at = 0.5;     ///< where the line stands, of the map's width
    bool beside = false; ///< two maps, one camera
    bool operator==(const Swipe&) const = default;
};

/// The parts of the window that the keyboard walks through, in its order.
enum class WindowPart : std::uint8_t { map, top, legend, lists, details };
inline constexpr std::array all_window_parts{WindowPart::map, WindowPart::top, WindowPart::legend, WindowPart::lists,
                                             WindowPart::details};
[[nodiscard]] std::string_view window_part_word(WindowPart part); ///< also what ImGui calls it

} // namespace ntm::viewer
