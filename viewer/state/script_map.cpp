#include "viewer/state/script_verbs.hpp"

#include <algorithm>
#include <map>
#include <string>

namespace ntm::viewer::script {

namespace {

Step hover(const Line& line) {
    if (line.rest == "none") {
        return step(MoveCursor{});
    }
    const auto at = point(line.words, 0);
    return at ? step(MoveCursor{at}) : Step();
}

Step zoom(const Line& line) {
    const auto factor = line.words.empty() ? std::nullopt : number(line.words[0]);
    if (!factor || *factor <= 0) {
        return {};
    }
    if (line.words.size() == 1) {
        return step(ZoomMap{*factor, std::nullopt});
    }
    const auto about = point(line.words, 1);
    return about ? step(ZoomMap{*factor, about}) : Step();
}

Step pan(const Line& line) {
    const auto by = point(line.words, 0);
    return by ? step(PanMap{by->x, by->y}) : Step();
}

/// "dark" or "dark 115": colours, and the size of letters in percent.
Step look(const Line& line) {
    Look made;
    if (line.words.empty() || line.words.size() > 2) {
        return {};
    }
    const auto theme = std::find_if(all_look_themes.begin(), all_look_themes.end(),
                                    [&](LookTheme each) { return line.words[0] == look_word(each); });
    const auto percent = line.words.size() == 2 ? number(line.words[1]) : std::optional(100.0);
    if (theme == all_look_themes.end() || !percent || *percent < look_percents.front() ||
        *percent > look_percents.back()) {
        return {};
    }
    return step(SetLook{{*theme, static_cast<int>(*percent)}});
}

Step overlay(const std::string& word) {
    const std::map<std::string, Popup, std::less<>> words{{"none", Popup::none},
                                                          {"palette", Popup::palette},
                                                          {"keys", Popup::keys},
                                                          {"about", Popup::about},
                                                          {"open", Popup::open}};
    const auto found = words.find(word);
    return found == words.end() ? Step() : step(ShowPopup{found->second});
}

/// "on", "off", or where the line stands, of the map's width.
Step swipe(const Line& line) {
    if (const auto on = on_off(line.words, 0)) {
        return step(SetSwipe{*on});
    }
    const auto at = line.words.size() == 1 ? number(line.words[0]) : std::nullopt;
    return at ? step(MoveSwipe{*at}) : Step();
}

Step beside(const Line& line) {
    const auto on = on_off(line.words, 0);
    return on ? step(SetSwipe{*on, *on}) : Step();
}

/// "next", "previous", or a part by its word.
Step focus(const std::string& word) {
    if (word == "next" || word == "previous") {
        return step(FocusPart{std::nullopt, word == "next" ? 1 : -1});
    }
    for (const WindowPart part : all_window_parts) {
        if (word == window_part_word(part)) {
            return step(FocusPart{part, 1});
        }
    }
    return {};
}

Step tool(const std::string& word) {
    for (const MapTool tool : {MapTool::none, MapTool::distance, MapTool::area, MapTool::lasso}) {
        if (word == map_tool_word(tool)) {
            return step(SetTool{tool});
        }
    }
    return {};
}

Step measure(const Line& line) {
    if (line.rest == "end" || line.rest == "drop" || line.rest == "clear") {
        return line.rest == "end"    ? step(EndMeasure{})
               : line.rest == "drop" ? step(DropMeasurePoint{})
                                     : step(ClearMeasure{});
    }
    const auto at = point(line.words, 0);
    return at ? step(AddMeasurePoint{*at}) : Step();
}

} // namespace

void add_map_verbs(Verbs& verbs) {
    verbs.merge(Verbs{
        {"hover", hover},
        {"look", look},
        {"overlay", with_rest(overlay)},
        {"swipe", swipe},
        {"tool", with_rest(tool)},
        {"measure", measure},
        {"back", [](const Line&) { return step(BackView{}); }},
        {"forward", [](const Line&) { return step(ForwardView{}); }},
        {"go", with_rest([](const std::string& rest) {
             return step(GoToText{rest, {}});
         })},
        {"ask-place", [](const Line&) { return step(AskPlace{}); }},
        {"find", [](const Line&) { return step(FocusSearch{}); }},
        {"zoom", zoom},
        {"pan", pan},
        {"fit", [](const Line&) { return step(FitMap{}); }},
        {"beside", beside},
        {"focus", with_rest(focus)},
    });
}

} // namespace ntm::viewer::script
