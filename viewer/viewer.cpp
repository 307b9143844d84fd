#include "viewer/viewer.hpp"

#include "geo/base/paths.hpp"
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

viewer::AppState first_state(const ViewRequest& request) {
    viewer::AppState state;
    state.workspace_argument = request.workspace.empty() ? default_workspace : request.workspace;
    state.language = request.language;
    state.export_folder = export_folder();
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
    viewer::App app(first_state(request), std::move(*langs));
    if (const auto issues = app.open(request.width_px, request.height_px, offscreen, request.renderer);
        !issues.empty()) {
        say(issues, lang);
        return exit_own_fault;
    }
    app.add_script(std::move(*steps));
    const auto issues = app.run();
    say(issues, lang);
    if (!app.state().document && !request.screenshot.empty()) {
        say(app.state().issues, lang);
        return exit_input;
    }
    return issues.empty() ? exit_fine : exit_own_fault;
}

} // namespace ntm
