#include "viewer/state/actions.hpp"

#include <algorithm>
#include <array>

namespace ntm::viewer {

namespace {

constexpr double step_px = 80;
constexpr double zoom_step = 1.5;

using Made = std::function<Command(const AppState&)>;

template <class What>
Made always(What command) {
    return [command](const AppState&) { return Command(command); };
}

Made tool(MapTool wanted) {
    return [wanted](const AppState& state) { return Command(SetTool{state.tool == wanted ? MapTool::none : wanted}); };
}

constexpr Chord control(int key) {
    return {key, true, false, false};
}
constexpr Chord control_shift(int key) {
    return {key, true, true, false};
}
constexpr Chord alt(int key) {
    return {key, false, false, true};
}
constexpr Chord plain(int key) {
    return {key, false, false, false};
}

void add_going(std::vector<Action>& all) {
    const auto add = [&](const char* key, Chord chord, KeyScope scope, Made make) {
        all.push_back({ActionGroup::go, key, {}, chord, scope, std::move(make)});
    };
    add("action.search", control('K'), KeyScope::everywhere, always(FocusSearch{}));
    add("action.go_to", control('G'), KeyScope::everywhere, always(AskPlace{}));
    add("action.back", alt(key_left), KeyScope::everywhere, always(BackView{}));
    add("action.forward", alt(key_right), KeyScope::everywhere, always(ForwardView{}));
    add("action.fit", plain(key_home), KeyScope::map_only, always(FitMap{}));
    add("action.fit_selected", plain('F'), KeyScope::map_only,
        [](const AppState& state) { return Command(FitUnit{state.selected}); });
    add("action.nearer", plain('='), KeyScope::map_only, always(ZoomMap{zoom_step, std::nullopt}));
    add("action.farther", plain('-'), KeyScope::map_only, always(ZoomMap{1 / zoom_step, std::nullopt}));
    add("action.pan_west", plain(key_left), KeyScope::map_only, always(PanMap{step_px, 0}));
    add("action.pan_east", plain(key_right), KeyScope::map_only, always(PanMap{-step_px, 0}));
    add("action.pan_north", plain(key_up), KeyScope::map_only, always(PanMap{0, step_px}));
    add("action.pan_south", plain(key_down), KeyScope::map_only, always(PanMap{0, -step_px}));
    add("action.measure_distance", plain('M'), KeyScope::map_only, tool(MapTool::distance));
    add("action.measure_area", {'M', false, true, false}, KeyScope::map_only, tool(MapTool::area));
}

void add_looks(std::vector<Action>& all) {
    for (const Theme theme : all_themes) {
        all.push_back({ActionGroup::look,
                       "action.theme",
                       "theme." + std::string(theme_word(theme)),
                       {},
                       KeyScope::map_only,
                       always(SetTheme{ThemeChoice(theme)})});
    }
    for (const std::string_view scheme : colour_schemes) {
        all.push_back({ActionGroup::look,
                       "action.scheme",
                       "scheme." + std::string(scheme),
                       {},
                       KeyScope::map_only,
                       always(SetScheme{std::string(scheme)})});
    }
    for (const Level level : all_levels) {
        all.push_back({ActionGroup::look,
                       "action.level",
                       "level." + std::string(level_word(level)),
                       {},
                       KeyScope::map_only,
                       always(SetLevel{level})});
    }
}

Made bigger(int step) {
    return [step](const AppState& state) {
        const auto at = std::find(look_percents.begin(), look_percents.end(), state.look.percent);
        const auto index = std::clamp(static_cast<int>(at - look_percents.begin()) + step, 0,
                                      static_cast<int>(look_percents.size()) - 1);
        return Command(SetLook{{state.look.theme, look_percents[static_cast<std::size_t>(index)]}});
    };
}

Made overlay(Popup wanted) {
    return [wanted](const AppState& state) { return Command(ShowPopup{state.popup == wanted ? Popup::none : wanted}); };
}

void add_window(std::vector<Action>& all) {
    const auto add = [&](const char* key, Chord chord, KeyScope scope, Made make) {
        all.push_back({ActionGroup::window, key, {}, chord, scope, std::move(make)});
    };
    add("action.next_part", plain(key_f6), KeyScope::everywhere, always(FocusPart{std::nullopt, 1}));
    add("action.previous_part", {key_f6, false, true, false}, KeyScope::everywhere,
        always(FocusPart{std::nullopt, -1}));
    add("action.open", control('O'), KeyScope::everywhere, overlay(Popup::open));
    add("action.palette", control_shift('P'), KeyScope::everywhere, overlay(Popup::palette));
    add("action.keys", plain(key_f1), KeyScope::everywhere, overlay(Popup::keys));
    add("action.about", {}, KeyScope::map_only, overlay(Popup::about));
    for (const LookTheme theme : all_look_themes) {
        all.push_back({ActionGroup::window,
                       "action.look",
                       "look." + std::string(look_word(theme)),
                       {},
                       KeyScope::map_only,
                       [theme](const AppState& state) {
                           return Command(SetLook{{theme, state.look.percent}});
                       }});
    }
    add("action.bigger", control('='), KeyScope::everywhere, bigger(1));
    add("action.smaller", control('-'), KeyScope::everywhere, bigger(-1));
    add("action.usual_size", control('0'), KeyScope::everywhere, [](const AppState& state) {
        return Command(SetLook{{state.look.theme, 100}});
    });
}

void add_rest(std::vector<Action>& all) {
    const auto add = [&](ActionGroup group, const char* key, Chord chord, KeyScope scope, Made make) {
        all.push_back({group, key, {}, chord, scope, std::move(make)});
    };
    add(ActionGroup::time, "action.next_day", control(key_right), KeyScope::map_only, always(StepDate{1}));
    add(ActionGroup::time, "action.previous_day", control(key_left), KeyScope::map_only, always(StepDate{-1}));
    add(ActionGroup::time, "action.play", plain(' '), KeyScope::map_only,
        [](const AppState& state) { return Command(Play{!state.playing}); });
    add(ActionGroup::time, "action.swipe", plain('S'), KeyScope::map_only,
        [](const AppState& state) { return Command(SetSwipe{!state.swipe.on || state.swipe.beside}); });
    add(ActionGroup::time, "action.beside", {'S', false, true, false}, KeyScope::map_only, [](const AppState& state) {
        const bool on = !(state.swipe.on && state.swipe.beside);
        return Command(SetSwipe{on, on});
    });
    add(ActionGroup::select, "action.lasso", plain('L'), KeyScope::map_only, tool(MapTool::lasso));
    add(ActionGroup::select, "action.invert", control('I'), KeyScope::not_in_texts, always(InvertMarks{}));
    add(ActionGroup::select, "action.mark_filtered", control('A'), KeyScope::not_in_texts, always(MarkFiltered{}));
    add(ActionGroup::select, "action.no_filter", {}, KeyScope::map_only, always(SetFilter{}));
    add(ActionGroup::select, "action.undo", control('Z'), KeyScope::not_in_texts, always(Undo{}));
    add(ActionGroup::select, "action.redo", control_shift('Z'), KeyScope::not_in_texts, always(Redo{}));
    for (const DrawerTab tab : all_drawer_tabs) {
        const int digit = '1' + static_cast<int>(tab);
        all.push_back({ActionGroup::lists, "action.tab", "panel.tab." + std::string(drawer_tab_word(tab)),
                       control(digit), KeyScope::not_in_texts, [tab](const AppState& state) {
                           return state.drawer_open && state.drawer_tab == tab ? Command(ShowDrawer{false})
                                                                               : Command(SetDrawerTab{tab});
                       }});
    }
    add(ActionGroup::file, "action.save_picture", control('S'), KeyScope::everywhere,
        always(AskExport{ExportKind::map_png}));
    add(ActionGroup::file, "action.save_csv", {}, KeyScope::map_only, always(AskExport{ExportKind::table_csv}));
    add(ActionGroup::file, "action.save_xlsx", {}, KeyScope::map_only, always(AskExport{ExportKind::table_xlsx}));
    add(ActionGroup::file, "action.reload", plain(key_f5), KeyScope::everywhere, [](const AppState& state) {
        return Command(OpenWorkspace{state.workspace_argument, state.desk.options});
    });
    add(ActionGroup::window, "action.notices", {}, KeyScope::map_only,
        [](const AppState& state) { return Command(ShowNotices{!state.notices_open}); });
    add(ActionGroup::window, "action.language", {}, KeyScope::map_only, [](const AppState& state) {
        return Command(SetLanguage{state.language == Language::vi ? Language::en : Language::vi});
    });
    add(ActionGroup::window, "action.quit", control('Q'), KeyScope::not_in_texts, always(Quit{}));
}

} // namespace

std::string chord_text(const Chord& chord) {
    if (chord.key == 0) {
        return {};
    }
    std::string text;
    text += chord.control ? "Ctrl+" : "";
    text += chord.alt ? "Alt+" : "";
    text += chord.shift ? "Shift+" : "";
    switch (chord.key) {
    case key_escape:
        return text + "Esc";
    case key_enter:
        return text + "Enter";
    case key_backspace:
        return text + "Backspace";
    case key_delete:
        return text + "Delete";
    case key_right:
        return text + "→";
    case key_left:
        return text + "←";
    case key_down:
        return text + "↓";
    case key_up:
        return text + "↑";
    case key_home:
        return text + "Home";
    case '=':
        return text + "+";
    case '-':
        return text + "–";
    case ' ':
        return text + "Space";
    default:
        return chord.key >= key_f1 ? text + "F" + std::to_string(chord.key - key_f1 + 1)
                                   : text + static_cast<char>(chord.key);
    }
}

std::string_view action_group_word(ActionGroup group) {
    constexpr std::array<std::string_view, 7> words{"go", "look", "time", "select", "lists", "file", "window"};
    return words[static_cast<std::size_t>(group)];
}

const std::vector<Action>& actions() {
    static const std::vector<Action> table = [] {
        std::vector<Action> all;
        add_going(all);
        add_looks(all);
        add_rest(all);
        add_window(all);
        return all;
    }();
    return table;
}

std::string action_words(const Action& action, const Lang& lang) {
    return action.what_key.empty() ? lang[action.key] : lang.fill(action.key, {{"what", lang[action.what_key]}});
}

} // namespace ntm::viewer
