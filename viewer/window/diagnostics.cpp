#include "viewer/window/app.hpp"

#include "geo/base/paths.hpp"
#include "geo/earth/proj_version.hpp"
#include "geo/source/gdal_version.hpp"
#include "viewer/map/gl_handles.hpp"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <imgui.h>

#include <algorithm>
#include <cstdlib>
#include <thread>

// What the page about the program tells, for those who look for a fault.
namespace ntm::viewer {

namespace {

/// Resident memory as the system counts it; nothing where it does not say.
std::optional<double> resident_mib() {
    const auto status = read_file("/proc/self/status");
    const auto at = status ? status->find("VmRSS:") : std::string::npos;
    if (at == std::string::npos) {
        return std::nullopt;
    }
    constexpr double kib_of_mib = 1024;
    return std::strtod(status->c_str() + at + 6, nullptr) / kib_of_mib;
}

} // namespace

void App::diagnose() {
    const Lang& lang = m_langs[static_cast<std::size_t>(m_state.language)];
    const auto number = [&](double value, int decimals = 0) { return lang.number(value, decimals); };
    const auto gl = MapScreen::driver_words();
    m_findings = {
        {"about.versions", {}},
        {"about.program", NTM_VERSION},
        {"about.gdal", gdal_version()},
        {"about.proj", proj_version()},
        {"about.imgui", ImGui::GetVersion()},
        {"about.glfw", glfwGetVersionString()},
        {"about.drawing", {}},
        {"about.gl_renderer", gl.first},
        {"about.gl_version", gl.second},
        {"about.painter", lang[m_map_screen->paints_with_shaders() ? "about.by_shaders" : "about.by_processor"]}};
    const auto add = [&](const char* key, std::string value) { m_findings.push_back({key, std::move(value)}); };
    const auto size = m_surface->size();
    add("about.window",
        number(size.width_px) + " × " + number(size.height_px) + ", " + number(double(m_scale), 2) + "×");
    const GlCounts& counts = gl_counts();
    add("about.gl_objects", lang.fill("about.gl_counts", {{"textures", number(counts.textures)},
                                                          {"framebuffers", number(counts.framebuffers)},
                                                          {"buffers", number(counts.buffers)},
                                                          {"programs", number(counts.programs)}}));
    add("about.machine", {});
    if (const auto mib = resident_mib()) {
        add("about.memory", number(*mib) + " MiB");
    }
    add("about.cores", number(double(std::thread::hardware_concurrency())));
    std::vector<double> frames(m_last_frames_ms.begin(), m_last_frames_ms.end());
    if (!frames.empty()) {
        std::sort(frames.begin(), frames.end());
        add("about.frames", lang.fill("about.frame_times", {{"count", number(double(frames.size()))},
                                                            {"median", number(frames[frames.size() / 2], 1)},
                                                            {"worst", number(frames.back(), 1)}}));
    }
    add("about.data", {});
    add("about.load", number(m_load_ms) + " ms");
    if (const Atlas* atlas = m_state.atlas()) {
        add("about.folder", path_text(atlas->workspace.folder));
        add("about.units", number(double(atlas->units.count(Level::commune))));
        add("about.crs", m_state.document->crs_name);
    }
}

} // namespace ntm::viewer
