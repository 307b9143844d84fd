#pragma once

#include "geo/base/result.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ntm::viewer {

/// A key that went down (or repeats), as GLFW counts them.
struct KeyPress {
    int key = 0;
    bool control = false;
    bool shift = false;
    bool alt = false;
};

/// What is drawn into: a window, or memory. OpenGL 3.3 core is current on the thread that made it, ImGui's platform
/// side is set up by it.
class Surface {
public:
    virtual ~Surface() = default;
    struct Size {
        int width_px = 0;
        int height_px = 0;
    };
    [[nodiscard]] virtual Size size() const = 0;
    [[nodiscard]] virtual float scale() const = 0; ///< 1 on a plain screen, 2 on a fine one
    [[nodiscard]] virtual unsigned framebuffer() const = 0;
    /// Waits for input or wake(): for ever without a limit, not at all for 0. True when something came.
    virtual bool wait(std::optional<double> limit_s) = 0;
    virtual void wake() = 0; ///< from any thread
    virtual void begin_frame() = 0;
    virtual void present() = 0;
    [[nodiscard]] virtual bool close_requested() const = 0;
    [[nodiscard]] virtual std::vector<KeyPress> take_keys() = 0;
    [[nodiscard]] virtual std::vector<std::string> take_dropped() { return {}; } ///< files laid on the window
    virtual void set_title(const std::string& title) = 0;
};

/// Issue window_failed with the system's words, where there is no display or no OpenGL 3.3.
[[nodiscard]] Result<std::unique_ptr<Surface>> open_window(int width_px, int height_px);
/// Drawing without a display, through EGL (surfaceless). Issue offscreen_failed.
[[nodiscard]] Result<std::unique_ptr<Surface>> open_offscreen(int width_px, int height_px);
/// Whether the system has a display to open a window on.
[[nodiscard]] bool display_present();

} // namespace ntm::viewer
