#pragma once

#include "viewer/map/map_labels.hpp"
#include "viewer/map/map_layer.hpp"
#include "viewer/map/map_screen.hpp"
#include "viewer/panels/ui.hpp"
#include "viewer/state/derive.hpp"
#include "viewer/state/file_watch.hpp"
#include "viewer/state/script.hpp"
#include "viewer/window/surface.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ntm::viewer {

/// ImGui and its drawing side, alive as long as the window.
class ImGuiContextHolder {
public:
    ImGuiContextHolder();
    ~ImGuiContextHolder();
    ImGuiContextHolder(const ImGuiContextHolder&) = delete;
    ImGuiContextHolder& operator=(const ImGuiContextHolder&) = delete;
};
class ImGuiRenderer {
public:
    ImGuiRenderer();
    ~ImGuiRenderer();
    ImGuiRenderer(const ImGuiRenderer&) = delete;
    ImGuiRenderer& operator=(const ImGuiRenderer&) = delete;
};

/// The running window: collects commands, applies them between frames, draws when something changed and sleeps when
/// nothing did.
class App {
public:
    using Langs = std::array<Lang, 2>; ///< by Language

    App(AppState state, Langs langs);
    ~App();
    App(const App&) = delete;
    App& operator=(const App&) = delete;

    /// Issues window_failed, offscreen_failed; fonts that lack letters become notices of the window.
    [[nodiscard]] Issues open(int width_px, int height_px, bool offscreen, Renderer renderer);
    void add_script(std::vector<ScriptStep> steps);
    /// From here on writes what was chosen to this file, at most every 5 s and at the end.
    void keep_session(std::filesystem::path file);
    /// Until the window is closed or the script says so. Issues of files that could not be written.
    [[nodiscard]] Issues run();
    [[nodiscard]] const AppState& state() const { return m_state; }

private:
    void turn();
    [[nodiscard]] std::optional<double> wait_limit() const;
    void collect_results();
    void watch_tasks();
    void frame();
    void carry_out_commands();
    void carry_out(const Command& command);
    void carry_out_desk(const DeskCommand& command);
    void carry_out_scans(const ScanCommand& command);
    void show_scan_pane();
    void export_to(const ExportTo& target);
    void export_table(const ExportTo& target);
    void copy_table();
    void find_place(const GoToText& asked);
    void place_map();
    void update_hover();
    void update_labels(const Ui& ui);
    void draw_panels(const Ui& ui);
    void draw_map();
    void save_pending();
    void run_script();
    void save_session();
    void use_session(const std::filesystem::path& file);
    [[nodiscard]] bool at_rest() const;
    [[nodiscard]] bool view_settled() const;
    void update_map();
    void use_look();
    void play();
    void watch_files();
    void diagnose();
    [[nodiscard]] Ui make_ui();
    [[nodiscard]] double px_per_pt() const;

    AppState m_state;
    Langs m_langs;
    Commands m_commands;
    Issues m_issues;

    ImGuiContextHolder m_imgui; // the surface hooks into it
    std::unique_ptr<Surface> m_surface;
    std::atomic<Surface*> m_wake_target = nullptr;
    std::unique_ptr<ImGuiRenderer> m_renderer;
    std::unique_ptr<TaskRunner> m_tasks;
    std::unique_ptr<FileWatch> m_watch;
    std::unique_ptr<Derivations> m_derivations;
    std::unique_ptr<MapLayer> m_map;
    std::unique_ptr<MapLabels> m_labels;
    std::unique_ptr<MapScreen> m_map_screen;
    std::unique_ptr<MapTexture> m_scan_texture;
    std::shared_ptr<const PanePicture> m_scan_pane_shown;

    Fonts m_fonts;
    Issues m_screen_issues; ///< of fonts and shaders: told with every document
    float m_scale = 1;
    Scratch m_scratch;
    std::chrono::steady_clock::time_point m_view_moved;
    MapView m_last_view;
    static constexpr int settling_frames = 3; ///< ImGui needs some to come to rest
    std::uint32_t m_keyboard_seen = 0;        ///< requests of AppState::keyboard that were carried out
    int m_settling = settling_frames;         ///< frames still to draw after the last input
    bool m_quit = false;

    std::deque<ScriptStep> m_script;
    std::optional<std::filesystem::path> m_follow;
    std::string m_followed;
    std::filesystem::path m_session; ///< empty: none is kept
    std::string m_session_written;
    bool m_session_due = false;
    std::chrono::steady_clock::time_point m_session_looked_at;
    std::optional<ExportTo> m_export_held; ///< until the outlines are exact
    std::vector<std::string> m_screenshots;
    std::vector<double> m_frame_ms;
    std::deque<double> m_last_frames_ms;
    Look m_look;
    std::vector<Finding> m_findings;
    std::chrono::steady_clock::time_point m_played;
    std::chrono::steady_clock::time_point m_load_began;
    double m_load_ms = 0;
};

} // namespace ntm::viewer
