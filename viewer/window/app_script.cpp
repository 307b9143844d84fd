#include "viewer/window/app.hpp"

#include "geo/base/paths.hpp"
#include "geo/picture/image.hpp"
#include "viewer/map/gl_handles.hpp"
#include "viewer/state/state_json.hpp"

#include <utility>

// Pictures of the window, and scripts.
namespace ntm::viewer {

void App::save_pending() {
    for (const auto& file : std::exchange(m_screenshots, {})) {
        const auto size = m_surface->size();
        Image image{size.width_px, size.height_px, {}};
        const auto width = static_cast<std::size_t>(size.width_px);
        std::vector<Rgba> rows(width * static_cast<std::size_t>(size.height_px));
        glBindFramebuffer(GL_READ_FRAMEBUFFER, m_surface->framebuffer());
        glPixelStorei(GL_PACK_ALIGNMENT, 4);
        glReadPixels(0, 0, size.width_px, size.height_px, GL_RGBA, GL_UNSIGNED_BYTE, rows.data());
        image.pixels.reserve(rows.size());
        for (auto row = rows.size(); row > 0; row -= width) { // OpenGL's first row is the lowest
            for (std::size_t i = row - width; i < row; ++i) {
                image.pixels.push_back({rows[i].r, rows[i].g, rows[i].b, 255});
            }
        }
        append_issues(m_issues, write_png(image, file));
    }
}

bool App::at_rest() const {
    return m_commands.empty() && m_settling == 0 && m_screenshots.empty() && !m_tasks->busy() &&
           !m_map->picture_waits() && !m_state.loading &&
           (!m_state.document || (m_state.styled && m_map->at_rest() && !m_map->to_be_refined()));
}

void App::run_script() {
    if (!at_rest()) {
        return;
    }
    if (m_follow) {
        const auto json = state_json(m_state);
        if (json != m_followed) {
            m_followed = json;
            append_issues(m_issues, write_file_atomically(*m_follow, json));
        }
    }
    if (m_script.empty()) {
        return;
    }
    auto& step = m_script.front();
    if (const auto* wait = std::get_if<WaitForFile>(&step)) {
        std::error_code error;
        if (!std::filesystem::exists(wait->file, error)) {
            return;
        }
    } else if (const auto* session = std::get_if<UseSession>(&step)) {
        use_session(session->file);
        m_settling = settling_frames;
    } else if (const auto* follow = std::get_if<FollowState>(&step)) {
        m_follow = follow->file;
    } else {
        m_commands.push(std::move(std::get<Command>(step)));
        m_settling = settling_frames;
    }
    m_script.pop_front();
}

} // namespace ntm::viewer
