#include "viewer/window/app.hpp"

#include "geo/base/paths.hpp"
#include "geo/picture/image.hpp"
#include "geo/picture/sheet.hpp"
#include "viewer/map/gl_handles.hpp"
#include "viewer/panels/panels.hpp"
#include "viewer/panels/widgets.hpp"
#include "viewer/state/session.hpp"
#include "viewer/state/state_json.hpp"
#include "viewer/state/table.hpp"
#include "viewer/window/fonts.hpp"
#include "viewer/window/imgui_versions.hpp"
#include "viewer/window/look.hpp"
#include "viewer/window/shortcuts.hpp"

#include <backends/imgui_impl_opengl3.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace ntm::viewer {

namespace {

constexpr double settling_pause_s = 0.02;
constexpr double progress_pause_s = 0.1;
constexpr double refining_pause_s = 0.05; ///< the view has come to rest when it did not move for so long
constexpr double script_pause_s = 0.03;   ///< while a script waits for a file
constexpr double shown_after_ms = 250;
constexpr std::chrono::seconds session_pause{5}; ///< no more than this is lost when the program is killed
constexpr std::chrono::milliseconds play_pause{900};
constexpr std::size_t most_frame_times = 4096;
constexpr std::size_t most_last_frames = 240;

PixelRect pixels(const WindowRect& rect) {
    return {rect.x, rect.y, rect.x + rect.width, rect.y + rect.height};
}

} // namespace

ImGuiContextHolder::ImGuiContextHolder() {
    IMGUI_CHECKVERSION();
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.ConfigInputTextCursorBlink = false; // a blinking cursor would draw for ever
}
ImGuiContextHolder::~ImGuiContextHolder() {
    ImGui::DestroyContext();
}
ImGuiRenderer::ImGuiRenderer() {
    ImGui_ImplOpenGL3_Init("#version 330 core");
}
ImGuiRenderer::~ImGuiRenderer() {
    ImGui_ImplOpenGL3_Shutdown();
}

App::App(AppState state, Langs langs)
    : m_state(std::move(state))
    , m_langs(std::move(langs)) {
    m_tasks = std::make_unique<TaskRunner>([this] {
        if (Surface* surface = m_wake_target.load()) {
            surface->wake();
        }
    });
    m_watch = std::make_unique<FileWatch>([this] {
        if (Surface* surface = m_wake_target.load()) {
            surface->wake();
        }
    });
    m_derivations = std::make_unique<Derivations>(*m_tasks);
    m_map = std::make_unique<MapLayer>(*m_tasks);
    m_labels = std::make_unique<MapLabels>(*m_tasks);
    // Reading starts before the window is there: it takes longer than anything else.
    m_commands.push(OpenWorkspace{m_state.workspace_argument, m_state.desk.options});
    carry_out_commands();
}

App::~App() {
    m_watch.reset(); // their threads wake the surface
    m_tasks.reset();
}

Issues App::open(int width_px, int height_px, bool offscreen, Renderer renderer) {
    auto surface = offscreen ? open_offscreen(width_px, height_px) : open_window(width_px, height_px);
    if (!surface) {
        return std::move(surface.issues());
    }
    m_surface = std::move(*surface);
    m_wake_target = m_surface.get();
    if (!offscreen) { // memory has no keyboard
        ImGui::GetIO().ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    }
    m_renderer = std::make_unique<ImGuiRenderer>();
    use_look();
    m_map_screen = std::make_unique<MapScreen>();
    append_issues(m_screen_issues, m_map_screen->open(renderer));
    if (m_map_screen->paints_with_shaders()) {
        m_map->leave_colours_to_shaders();
    }
    return {};
}

/// Letters are made anew for their size: some ten milliseconds, once a change.
void App::use_look() {
    const bool first = m_fonts.text == nullptr;
    const float scale = m_surface->scale() * look_scale(m_state.look);
    m_look = m_state.look;
    set_look(scale, m_look.theme);
    if (!first && scale == m_scale) {
        return;
    }
    m_scale = scale;
    ImGui::GetIO().Fonts->Clear();
    auto issues = load_fonts(m_fonts, m_scale);
    if (first) {
        m_screen_issues = std::move(issues);
    } else {
        ImGui_ImplOpenGL3_DestroyFontsTexture();
        ImGui_ImplOpenGL3_CreateFontsTexture();
    }
    m_labels->use_font(text_measure(m_fonts));
}

void App::add_script(std::vector<ScriptStep> steps) {
    m_script.insert(m_script.end(), std::make_move_iterator(steps.begin()), std::make_move_iterator(steps.end()));
}

void App::keep_session(std::filesystem::path file) {
    m_session = std::move(file);
    m_session_looked_at = std::chrono::steady_clock::now();
}

Issues App::run() {
    while (!m_quit && !m_surface->close_requested()) {
        turn();
    }
    save_session();
    return std::exchange(m_issues, {});
}

void App::turn() {
    const bool input = m_surface->wait(wait_limit());
    const auto start = std::chrono::steady_clock::now();
    if (input) {
        m_settling = settling_frames;
    }
    collect_results();
    watch_tasks();
    if (m_session_due && start - m_session_looked_at >= session_pause) {
        save_session();
    }
    if (!input && m_commands.empty() && m_settling == 0) {
        run_script();
    }
    if (m_export_held && m_state.insight && !m_state.insight->snapshot->atlas->coarse) {
        m_commands.push(*std::exchange(m_export_held, std::nullopt));
    }
    play();
    watch_files();
    if (m_map->to_be_refined() && view_settled()) {
        m_commands.push(Redraw{});
    }
    if (input || !m_commands.empty() || m_settling > 0 || input_held_back() || m_map->picture_waits()) {
        m_settling = std::max(m_settling - 1, 0);
        frame();
        m_session_due = !m_session.empty();
        const std::chrono::duration<double, std::milli> elapsed = std::chrono::steady_clock::now() - start;
        if (m_frame_ms.size() < most_frame_times) {
            m_frame_ms.push_back(elapsed.count());
        }
        m_last_frames_ms.push_back(elapsed.count());
        if (m_last_frames_ms.size() > most_last_frames) {
            m_last_frames_ms.pop_front();
        }
    }
}

std::optional<double> App::wait_limit() const {
    if (!m_commands.empty() || input_held_back() || (!m_script.empty() && at_rest())) {
        const bool waits_for_file = !m_script.empty() && std::holds_alternative<WaitForFile>(m_script.front());
        return waits_for_file && m_commands.empty() ? script_pause_s : 0;
    }
    if (m_settling > 0) {
        return settling_pause_s;
    }
    if (m_map->to_be_refined() && !m_scratch.dragging_map) {
        return refining_pause_s;
    }
    if (m_tasks->busy()) {
        return progress_pause_s;
    }
    if (m_state.playing) {
        const std::chrono::duration<double> left = play_pause - (std::chrono::steady_clock::now() - m_played);
        return std::max(left.count(), 0.0);
    }
    if (!m_session_due) {
        return std::nullopt;
    }
    const std::chrono::duration<double> left = session_pause - (std::chrono::steady_clock::now() - m_session_looked_at);
    return std::max(left.count(), 0.0);
}

/// One day after the other, each shown for a while and none before the last one is drawn.
void App::play() {
    const auto now = std::chrono::steady_clock::now();
    if (m_state.playing && at_rest() && now - m_played >= play_pause) {
        m_played = now;
        m_commands.push(PlayStep{});
    }
}

/// Files that changed on the disk are read again; while they are read, further changes wait.
void App::watch_files() {
    if (m_state.loading) {
        return;
    }
    if (auto changed = m_watch->take_changed(); !changed.empty()) {
        m_commands.push(OpenWorkspace{m_state.workspace_argument, m_state.desk.options, std::move(changed)});
    }
}

void App::collect_results() {
    for (auto& result : m_tasks->take_results()) {
        m_commands.push(std::move(result));
    }
}

/// Tells the state of tasks that take long enough to be seen, and once more when they are gone.
void App::watch_tasks() {
    auto tasks = m_tasks->status();
    std::erase_if(tasks, [](const TaskStatus& task) { return task.elapsed_ms < shown_after_ms; });
    if (!tasks.empty() || !m_state.tasks.empty()) {
        m_commands.push(TasksChanged{std::move(tasks)});
    }
}

Ui App::make_ui() {
    const auto size = m_surface->size();
    const DrawerSize drawer = !m_state.document     ? DrawerSize::none
                              : m_state.drawer_open ? DrawerSize::open
                                                    : DrawerSize::tabs_only;
    Layout layout = lay_out(size.width_px, size.height_px, m_scale, m_state.left_open, m_state.right_open, drawer,
                            m_state.drawer_height);
    if (m_state.swipe.beside && m_state.document) {
        lay_two_maps(layout, m_scale);
    }
    return Ui{m_langs[static_cast<std::size_t>(m_state.language)],
              m_fonts,
              m_scale,
              layout,
              m_scratch,
              m_state.popup == Popup::about ? &m_findings : nullptr,
              m_scan_pane_shown ? m_scan_texture->name() : 0};
}

double App::px_per_pt() const {
    return static_cast<double>(m_scale) * 96 / 72;
}

void App::frame() {
    if (m_state.look != m_look) {
        use_look();
    }
    ImGui_ImplOpenGL3_NewFrame();
    m_surface->begin_frame();
    ImGui::NewFrame();

    // Input first, so that what it changes is on the screen with this very frame.
    {
        const Ui ui = make_ui();
        const ImGuiIO& io = ImGui::GetIO();
        const KeyboardUse use = io.WantTextInput                                        ? KeyboardUse::typing
                                : ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopup) ? KeyboardUse::menu
                                : io.NavActive && io.NavVisible                         ? KeyboardUse::panels
                                                                                        : KeyboardUse::map;
        if (auto dropped = m_surface->take_dropped(); !dropped.empty()) {
            m_commands.push(DeskCommand(DropFiles{std::move(dropped)}));
        }
        queue_shortcuts(m_state, m_surface->take_keys(), use, m_commands);
        handle_map_mouse(m_state, m_commands, ui, *m_map);
    }
    carry_out_commands();
    // A box that takes the keyboard has it some frames later: without them it would take it from the next press.
    if (m_state.popup != m_scratch.popup_seen || m_keyboard_seen != m_state.keyboard.requests) {
        m_settling = settling_frames;
    }
    place_map();
    m_derivations->update(m_state);
    update_map();
    update_hover();

    show_scan_pane();
    if (m_keyboard_seen != m_state.keyboard.requests) {
        m_keyboard_seen = m_state.keyboard.requests;
        const auto part = m_state.keyboard.part;
        focus_window(part == WindowPart::map ? std::string() : std::string(window_part_word(part)));
    }
    m_scratch.row_hovered = {};
    if (m_state.popup == Popup::about) {
        diagnose();
    }
    draw_panels(make_ui());
    if (m_scratch.row_hovered != m_state.listed_hover) {
        m_commands.push(HoverListed{m_scratch.row_hovered});
    }
    ImGui::Render();
    m_map->wait_briefly();
    update_map();
    draw_map();
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    save_pending();
    m_surface->present();
}

bool App::view_settled() const {
    const std::chrono::duration<double> still = std::chrono::steady_clock::now() - m_view_moved;
    return still.count() >= refining_pause_s && !m_scratch.dragging_map;
}

void App::update_map() {
    if (m_state.view != m_last_view) {
        m_last_view = m_state.view;
        m_view_moved = std::chrono::steady_clock::now();
    }
    m_map->update(m_state, px_per_pt(), view_settled());
}

void App::place_map() {
    const WindowRect rect = make_ui().layout.map;
    if (rect != m_state.map_rect) {
        apply(m_state, PlaceMap{rect});
    }
}

void App::update_hover() {
    UnitRef under;
    if (m_state.cursor && !m_scratch.dragging_map && m_state.styled) {
        under = m_map->pick(m_state, m_state.cursor->map_px);
    } else if (!m_state.cursor) {
        under = m_state.listed_hover;
    }
    if (under != m_state.hovered && !m_scratch.dragging_map) {
        apply(m_state, HoverUnit{under});
        update_map();
    }
}

void App::update_labels(const Ui& ui) {
    MapLabels::Obstacles obstacles;
    for (const WindowRect& rect : m_scratch.map_furniture) {
        const double x = rect.x - ui.layout.map.x, y = rect.y - ui.layout.map.y;
        obstacles.push_back({x, y, x + rect.width, y + rect.height});
    }
    m_labels->update(m_state, obstacles, [this](Point map_px) { return m_map->pick(m_state, map_px); });
}

void App::draw_panels(const Ui& ui) {
    update_labels(ui);
    draw_map_furniture(m_state, m_commands, ui, *m_labels);
    draw_map_tools(m_state, m_commands, ui);
    draw_swipe(m_state, m_commands, ui);
    draw_scan_marks(m_state, ui);
    draw_hover_tip(m_state, m_commands, ui);
    draw_legend_panel(m_state, m_commands, ui);
    draw_right_rail(m_state, m_commands, ui);
    draw_drawer(m_state, m_commands, ui);
    draw_status_bar(m_state, m_commands, ui);
    draw_top_bar(m_state, m_commands, ui);
    draw_search_results(m_state, m_commands, ui);
    draw_message_bar(m_state, m_commands, ui);
    draw_export_question(m_state, m_commands, ui);
    draw_desk_boxes(m_state, m_commands, ui);
    draw_scan_pane(m_state, m_commands, ui);
    draw_scan_offer(m_state, m_commands, ui);
    draw_go_box(m_state, m_commands, ui);
    draw_popup(m_state, m_commands, ui);
}

void App::draw_map() {
    const auto size = m_surface->size();
    const Layout layout = make_ui().layout;
    glBindFramebuffer(GL_FRAMEBUFFER, m_surface->framebuffer());
    glViewport(0, 0, size.width_px, size.height_px);
    for (const auto& part : {layout.top, layout.left, layout.right, layout.drawer, layout.status}) {
        fill_rect(rgb(tokens::panel), pixels(part), size.height_px);
    }
    const Rgba ground = map_ground(m_state.look.theme);
    if (layout.beside.width > 0) {
        const auto& left = layout.beside;
        fill_rect(rgb(tokens::line), {left.x + left.width, left.y, layout.map.x, left.y + left.height}, size.height_px);
    }
    if (m_map->picture() == nullptr || !m_state.document ||
        !same_units(*m_map->picture()->document, *m_state.document)) {
        fill_rect(ground, pixels(layout.map), size.height_px);
        fill_rect(ground, pixels(layout.beside), size.height_px);
        return;
    }
    MapScreen::Place place{pixels(layout.map), std::nullopt, std::nullopt, {}, ground};
    for (const WindowRect& rect : inset_rects(m_state, layout, m_scale)) {
        place.insets.push_back(pixels(rect));
    }
    if (layout.beside.width > 0) {
        place.beside = pixels(layout.beside);
    } else if (m_state.swipe.on) {
        place.swipe_x = layout.map.x + static_cast<int>(std::lround(m_state.swipe.at * layout.map.width));
    }
    m_map_screen->draw(*m_map, m_state.view, place, size.height_px, m_surface->framebuffer());
}

} // namespace ntm::viewer
