#include "viewer/viewer.hpp"

#include "geo/base/paths.hpp"
#include "viewer/state/session.hpp"
#include "viewer/window/app.hpp"

#include <cstdio>
#include <cstdlib>
#include <filesystem>

namespace ntm {

namespace {

void say(const Issues& issues, const Lang& lang) {
    for (const auto& issue : issues) {
        std::fputs((lang.issue_line(issue) + "\n").c_str(), stderr);
    }
}

Result<viewer::App::Langs> load_langs() {
    const auto data = find_data_folder();
    if (!data) {
        return data.issues();
    }
    auto vi = Lang::load(*data / "lang" / "vi.toml", Language::vi);
    auto en = Lang::load(*data / "lang" / "en.toml", Language::en);
    if (!vi || !en) {
        return vi ? en.issues() : vi.issues();
    }
    return viewer::App::Langs{std::move(*vi), std::move(*en)};
}

/// Where people look for pictures: their folder of pictures, else their home.
std::string export_folder() {
    const char* home = std::getenv("HOME");
    if (home == nullptr || *home == '\0') {
        return {};
    }
    std::error_code error;
    for (const char* name : {"Pictures", "Hình ảnh", "Ảnh"}) {
        const auto folder = std::filesystem::path(home) / name;
        if (std::filesystem::is_directory(folder, error)) {
            return path_text(folder);
        }
    }
    return home;
}

/// Where the system keeps what programs want to find again; empty where it has no such place.
std::filesystem::path session_file() {
    const char* state = std::getenv("XDG_STATE_HOME");
    const char* home = std::getenv("HOME");
    if (state != nullptr && *state != '\0') {
        return std::filesystem::path(state) / "ntm-atlas" / "session.json";
    }
    return home == nullptr || *home == '\0' ? std::filesystem::path()
                                            : std::filesystem::path(home) / ".local/state/ntm-atlas/session.json";
}

/// The last session comes back where the call asks for nothing else; what it asks for goes before.
void begin_last_session(const ViewRequest& request, viewer::AppState& state) {
    const auto text = read_file(session_file());
    const auto asked = state.workspace_argument;
    if (!text || !viewer::begin_session(state, *text)) {
        return;
    }
    if (!request.workspace.empty()) {
        state.workspace_argument = asked;
    }
    if (request.language != Language::vi) {
        state.language = request.language;
    }
    if (request.as_of || request.level || request.plan_period || !(request.theme == ThemeChoice())) {
        state.session_waiting.clear();
    }
}

viewer::AppState first_state(const ViewRequest& request) {
    viewer::AppState state;
    state.workspace_argument = request.workspace.empty() ? default_workspace : request.workspace;
    state.language = request.language;
    state.export_folder = export_folder();
    state.desk.options.crs = request.crs;
    state.desk.options.encoding = request.encoding;
    state.theme = request.theme;
    state.level = request.level.value_or(Level::commune);
    if (request.as_of) {
        state.as_of = *request.as_of;
        state.as_of_chosen = true;
    }
    if (request.plan_period) {
        state.plan_period = *request.plan_period;
        state.plan_period_chosen = true;
    }
    return state;
}

Result<std::vector<viewer::ScriptStep>> steps_of(const ViewRequest& request) {
    std::vector<viewer::ScriptStep> steps;
    if (!request.script.empty()) {
        const auto text = read_file(request.script);
        if (!text) {
            return text.issues();
        }
        auto parsed = viewer::parse_script(*text, request.script);
        if (!parsed) {
            return parsed;
        }
        steps = std::move(*parsed);
    }
    if (!request.screenshot.empty()) {
        steps.emplace_back(viewer::TakeScreenshot{request.screenshot});
        steps.emplace_back(viewer::Quit{});
    }
    return steps;
}

} // namespace

int run_viewer(const ViewRequest& request) {
    auto langs = load_langs();
    if (!langs) {
        say(langs.issues(), Lang());
        return exit_own_fault;
    }
    const Lang lang = (*langs)[static_cast<std::size_t>(request.language)];
    auto steps = steps_of(request);
    if (!steps) {
        say(steps.issues(), lang);
        return exit_usage;
    }
    const bool offscreen = !request.screenshot.empty() || (!request.script.empty() && !viewer::display_present());
    // A script or a picture is to give the same every time: it neither reads nor writes a session.
    const bool in_person = request.screenshot.empty() && request.script.empty();
    auto state = first_state(request);
    if (in_person) {
        begin_last_session(request, state);
    }
    viewer::App app(std::move(state), std::move(*langs));
    if (const auto issues = app.open(request.width_px, request.height_px, offscreen, request.renderer);
        !issues.empty()) {
        say(issues, lang);
        return viewer::display_present() ? exit_own_fault : exit_usage; // no window where there is no screen
    }
    app.add_script(std::move(*steps));
    if (in_person) {
        app.keep_session(session_file());
    }
    const auto issues = app.run();
    say(issues, lang);
    if (!app.state().document && !request.screenshot.empty()) {
        say(app.state().issues, lang);
        return exit_input;
    }
    return issues.empty() ? exit_fine : exit_own_fault;
}

} // namespace ntm
