#include "viewer/state/app_state.hpp"

// The words that scripts, sessions and the state in JSON have for what can be chosen.
namespace ntm::viewer {

std::string_view look_word(LookTheme theme) {
    constexpr std::string_view words[] = {"light", "dark", "projector"};
    return words[static_cast<std::size_t>(theme)];
}

std::string_view window_part_word(WindowPart part) {
    constexpr std::string_view words[] = {"map", "top", "legend", "drawer", "right"};
    return words[static_cast<std::size_t>(part)];
}

std::string_view legend_measure_word(LegendMeasure measure) {
    constexpr std::string_view words[] = {"count", "area", "share"};
    return words[static_cast<std::size_t>(measure)];
}

std::string_view export_ending(ExportKind kind) {
    constexpr std::string_view endings[] = {".png", ".csv", ".xlsx"};
    return endings[static_cast<std::size_t>(kind)];
}

} // namespace ntm::viewer
