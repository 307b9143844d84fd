#include "viewer/map/gl_handles.hpp"
#include "viewer/window/surface.hpp"

#include <epoxy/egl.h>

#include <imgui.h>

#include <chrono>
#include <condition_variable>
#include <cstring>
#include <mutex>

namespace ntm::viewer {

namespace {

/// An EGL context without a surface; what is drawn lands in a texture.
class EglContext {
public:
    bool open() {
        const char* extensions = eglQueryString(EGL_NO_DISPLAY, EGL_EXTENSIONS);
        if (extensions == nullptr || std::strstr(extensions, "EGL_MESA_platform_surfaceless") == nullptr) {
            return false;
        }
        m_display = eglGetPlatformDisplayEXT(EGL_PLATFORM_SURFACELESS_MESA, nullptr, nullptr);
        if (m_display == EGL_NO_DISPLAY || eglInitialize(m_display, nullptr, nullptr) == EGL_FALSE) {
            return false;
        }
        const EGLint wanted[] = {
            EGL_CONTEXT_MAJOR_VERSION,           3,       EGL_CONTEXT_MINOR_VERSION, 3, EGL_CONTEXT_OPENGL_PROFILE_MASK,
            EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT, EGL_NONE};
        if (eglBindAPI(EGL_OPENGL_API) == EGL_FALSE) {
            return false;
        }
        m_context = eglCreateContext(m_display, EGL_NO_CONFIG_KHR, EGL_NO_CONTEXT, wanted);
        return m_context != EGL_NO_CONTEXT &&
               eglMakeCurrent(m_display, EGL_NO_SURFACE, EGL_NO_SURFACE, m_context) == EGL_TRUE;
    }
    EglContext() = default;
    ~EglContext() {
        if (m_display != EGL_NO_DISPLAY) {
            eglMakeCurrent(m_display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
            if (m_context != EGL_NO_CONTEXT) {
                eglDestroyContext(m_display, m_context);
            }
            eglTerminate(m_display);
        }
    }
    EglContext(const EglContext&) = delete;
    EglContext& operator=(const EglContext&) = delete;

private:
    EGLDisplay m_display = EGL_NO_DISPLAY;
    EGLContext m_context = EGL_NO_CONTEXT;
};

class OffscreenSurface : public Surface {
public:
    OffscreenSurface(std::unique_ptr<EglContext> context, int width_px, int height_px)
        : m_context(std::move(context))
        , m_size{width_px, height_px} {
        m_texture.create();
        glBindTexture(GL_TEXTURE_2D, m_texture.name());
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
        glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width_px, height_px, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
        m_framebuffer.create();
        glBindFramebuffer(GL_FRAMEBUFFER, m_framebuffer.name());
        glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, m_texture.name(), 0);
    }

    [[nodiscard]] Size size() const override { return m_size; }
    [[nodiscard]] float scale() const override { return 1; }
    [[nodiscard]] unsigned framebuffer() const override { return m_framebuffer.name(); }

    bool wait(std::optional<double> limit_s) override {
        std::unique_lock lock(m_mutex);
        const auto woken = [this] { return m_woken; };
        if (limit_s) {
            m_changed.wait_for(lock, std::chrono::duration<double>(*limit_s), woken);
        } else {
            m_changed.wait(lock, woken);
        }
        return std::exchange(m_woken, false);
    }
    void wake() override {
        const std::scoped_lock lock(m_mutex);
        m_woken = true;
        m_changed.notify_all();
    }
    void begin_frame() override {
        ImGuiIO& io = ImGui::GetIO();
        io.DisplaySize = {static_cast<float>(m_size.width_px), static_cast<float>(m_size.height_px)};
        io.DeltaTime = 1.0F / 60;
    }
    void present() override { glFlush(); }
    [[nodiscard]] bool close_requested() const override { return false; }
    [[nodiscard]] std::vector<KeyPress> take_keys() override { return {}; }
    void set_title(const std::string&) override {}

private:
    std::unique_ptr<EglContext> m_context; // first: OpenGL names go while it is current
    Size m_size;
    GlTexture m_texture;
    GlFramebuffer m_framebuffer;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_woken = false;
};

} // namespace

Result<std::unique_ptr<Surface>> open_offscreen(int width_px, int height_px) {
    auto context = std::make_unique<EglContext>();
    if (!context->open()) {
        return Issue{Severity::error, "offscreen_failed", {}, "EGL_MESA_platform_surfaceless, OpenGL 3.3"};
    }
    return std::unique_ptr<Surface>(std::make_unique<OffscreenSurface>(std::move(context), width_px, height_px));
}

} // namespace ntm::viewer
