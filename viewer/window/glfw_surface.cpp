#include "viewer/window/surface.hpp"

#include <epoxy/gl.h>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <imgui.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace ntm::viewer {

namespace {

std::string last_glfw_words() {
    const char* words = nullptr;
    glfwGetError(&words);
    return words != nullptr ? words : "GLFW";
}

struct GlfwLibrary {
    GlfwLibrary()
        : ready(glfwInit() == GLFW_TRUE) {}
    ~GlfwLibrary() {
        if (ready) {
            glfwTerminate();
        }
    }
    GlfwLibrary(const GlfwLibrary&) = delete;
    GlfwLibrary& operator=(const GlfwLibrary&) = delete;
    bool ready;
};

using WindowHandle = std::unique_ptr<GLFWwindow, decltype([](GLFWwindow* window) { glfwDestroyWindow(window); })>;

class GlfwSurface : public Surface {
public:
    GlfwSurface(std::unique_ptr<GlfwLibrary> library, WindowHandle window)
        : m_library(std::move(library))
        , m_window(std::move(window)) {
        glfwMakeContextCurrent(m_window.get());
        glfwSwapInterval(1);
        glfwSetWindowUserPointer(m_window.get(), this);
        // Before ImGui's own, which call the earlier ones.
        glfwSetKeyCallback(m_window.get(), on_key);
        glfwSetFramebufferSizeCallback(m_window.get(), [](GLFWwindow* w, int, int) { of(w).m_something_came = true; });
        glfwSetWindowRefreshCallback(m_window.get(), [](GLFWwindow* w) { of(w).m_something_came = true; });
        glfwSetCursorPosCallback(m_window.get(), [](GLFWwindow* w, double, double) { of(w).m_something_came = true; });
        glfwSetCursorEnterCallback(m_window.get(), [](GLFWwindow* w, int) { of(w).m_something_came = true; });
        glfwSetMouseButtonCallback(m_window.get(), [](GLFWwindow* w, int, int, int) { of(w).m_something_came = true; });
        glfwSetScrollCallback(m_window.get(), [](GLFWwindow* w, double, double) { of(w).m_something_came = true; });
        glfwSetCharCallback(m_window.get(), [](GLFWwindow* w, unsigned) { of(w).m_something_came = true; });
        glfwSetWindowFocusCallback(m_window.get(), [](GLFWwindow* w, int) { of(w).m_something_came = true; });
        glfwSetDropCallback(m_window.get(), [](GLFWwindow* w, int count, const char** files) {
            of(w).m_something_came = true;
            of(w).m_dropped.insert(of(w).m_dropped.end(), files, files + count);
        });
        glfwSetWindowCloseCallback(m_window.get(), [](GLFWwindow* w) { of(w).m_something_came = true; });
        ImGui_ImplGlfw_InitForOpenGL(m_window.get(), true);
        glfwSetKeyCallback(m_window.get(), on_key_before_imgui);
    }
    ~GlfwSurface() override { ImGui_ImplGlfw_Shutdown(); }

    [[nodiscard]] Size size() const override {
        Size size;
        glfwGetFramebufferSize(m_window.get(), &size.width_px, &size.height_px);
        return size;
    }
    [[nodiscard]] float scale() const override {
        float x = 1;
        float y = 1;
        glfwGetWindowContentScale(m_window.get(), &x, &y);
        return x;
    }
    [[nodiscard]] unsigned framebuffer() const override { return 0; }

    bool wait(std::optional<double> limit_s) override {
        m_something_came = false;
        if (!limit_s) {
            glfwWaitEvents();
        } else if (*limit_s > 0) {
            glfwWaitEventsTimeout(*limit_s);
        } else {
            glfwPollEvents();
        }
        return m_something_came;
    }
    void wake() override { glfwPostEmptyEvent(); }
    void begin_frame() override { ImGui_ImplGlfw_NewFrame(); }
    void present() override {
        glfwSwapBuffers(m_window.get());
        m_pressed.clear();
        for (const int key : std::exchange(m_late_releases, {})) {
            ImGui_ImplGlfw_KeyCallback(m_window.get(), key, 0, GLFW_RELEASE, 0);
        }
    }
    [[nodiscard]] bool close_requested() const override { return glfwWindowShouldClose(m_window.get()) == GLFW_TRUE; }
    [[nodiscard]] std::vector<KeyPress> take_keys() override { return std::exchange(m_keys, {}); }
    [[nodiscard]] std::vector<std::string> take_dropped() override { return std::exchange(m_dropped, {}); }
    void set_title(const std::string& title) override { glfwSetWindowTitle(m_window.get(), title.c_str()); }

private:
    static GlfwSurface& of(GLFWwindow* window) { return *static_cast<GlfwSurface*>(glfwGetWindowUserPointer(window)); }
    static void on_key(GLFWwindow* window, int key, int, int action, int mods) {
        auto& self = of(window);
        self.m_something_came = true;
        if (action != GLFW_RELEASE && !self.m_muted) {
            self.m_keys.push_back(
                {key, (mods & GLFW_MOD_CONTROL) != 0, (mods & GLFW_MOD_SHIFT) != 0, (mods & GLFW_MOD_ALT) != 0});
        }
    }

    /// What ImGui hears of keys. Tab walks through the parts of the window: ImGui gets it only in a text, where it
    /// leads to the next one. Enter presses what has the focus, as the space bar does: ImGui 1.86 knows only the
    /// latter.
    static void on_key_before_imgui(GLFWwindow* window, int key, int code, int action, int mods) {
        const bool typing = ImGui::GetIO().WantTextInput;
        const bool release = action == GLFW_RELEASE;
        if (key == GLFW_KEY_TAB && !release && !typing && (mods & GLFW_MOD_CONTROL) == 0) {
            on_key(window, key, code, action, mods);
            return;
        }
        const bool enter = key == GLFW_KEY_ENTER || key == GLFW_KEY_KP_ENTER;
        if (enter && !typing && !release) {
            on_key(window, key, code, action, mods);
        } else {
            pass_on(window, key, code, action, mods);
        }
        if (enter && (!typing || release)) {
            of(window).m_muted = true;
            pass_on(window, GLFW_KEY_SPACE, 0, action, mods);
            of(window).m_muted = false;
        }
    }

    /// ImGui 1.86 looks at keys once a frame: one that is let go before the frame that shows it down is held for that
    /// long.
    static void pass_on(GLFWwindow* window, int key, int code, int action, int mods) {
        auto& self = of(window);
        if (action == GLFW_PRESS) {
            self.m_pressed.push_back(key);
        }
        const bool unseen = std::find(self.m_pressed.begin(), self.m_pressed.end(), key) != self.m_pressed.end();
        if (action == GLFW_RELEASE && unseen) {
            self.m_late_releases.push_back(key);
        } else {
            ImGui_ImplGlfw_KeyCallback(window, key, code, action, mods); // calls ours first
        }
    }

    std::unique_ptr<GlfwLibrary> m_library; // first: the window goes before it
    WindowHandle m_window;
    std::vector<KeyPress> m_keys;
    std::vector<std::string> m_dropped;
    bool m_something_came = false;
    std::vector<int> m_pressed, m_late_releases; ///< since the last frame
    bool m_muted = false;                        ///< the key that comes is for ImGui alone
};

} // namespace

bool display_present() {
#if defined(_WIN32) || defined(__APPLE__)
    return true;
#else
    const auto is_set = [](const char* name) {
        const char* value = std::getenv(name);
        return value != nullptr && *value != '\0';
    };
    return is_set("DISPLAY") || is_set("WAYLAND_DISPLAY");
#endif
}

Result<std::unique_ptr<Surface>> open_window(int width_px, int height_px) {
    const auto failed = [] { return Issue{Severity::error, "window_failed", {}, last_glfw_words()}; };
    auto library = std::make_unique<GlfwLibrary>();
    if (!library->ready) {
        return failed();
    }
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
    glfwWindowHint(GLFW_DEPTH_BITS, 0);
    glfwWindowHint(GLFW_STENCIL_BITS, 0);
    WindowHandle window(glfwCreateWindow(width_px, height_px, "NTM Atlas", nullptr, nullptr));
    if (!window) {
        return failed();
    }
    return std::unique_ptr<Surface>(std::make_unique<GlfwSurface>(std::move(library), std::move(window)));
}

} // namespace ntm::viewer
