#pragma once

// Private to viewer/map and viewer/window: the only places that see OpenGL.

#include <epoxy/gl.h>

#include <atomic>
#include <utility>

namespace ntm::viewer {

/// Objects alive, of a kind; zero again after the window is closed.
struct GlCounts {
    std::atomic<int> textures = 0;
    std::atomic<int> framebuffers = 0;
    std::atomic<int> buffers = 0;
    std::atomic<int> vertex_arrays = 0;
    std::atomic<int> programs = 0;

    [[nodiscard]] int all() const { return textures + framebuffers + buffers + vertex_arrays + programs; }
};
inline GlCounts& gl_counts() {
    static GlCounts counts;
    return counts;
}

/// Owns one OpenGL name; made and destroyed on the window's thread while its context is current.
template <void (*Create)(GLuint&), void (*Destroy)(GLuint), std::atomic<int> GlCounts::*Count>
class GlHandle {
public:
    GlHandle() = default;
    ~GlHandle() { reset(); }
    GlHandle(GlHandle&& other) noexcept
        : m_name(std::exchange(other.m_name, 0)) {}
    GlHandle& operator=(GlHandle&& other) noexcept {
        if (this != &other) {
            reset();
            m_name = std::exchange(other.m_name, 0);
        }
        return *this;
    }
    GlHandle(const GlHandle&) = delete;
    GlHandle& operator=(const GlHandle&) = delete;

    void create() {
        reset();
        Create(m_name);
        ++(gl_counts().*Count);
    }
    void reset() {
        if (m_name != 0) {
            Destroy(std::exchange(m_name, 0));
            --(gl_counts().*Count);
        }
    }
    [[nodiscard]] GLuint name() const { return m_name; }
    [[nodiscard]] explicit operator bool() const { return m_name != 0; }

private:
    GLuint m_name = 0;
};

inline void gl_create_texture(GLuint& name) {
    glGenTextures(1, &name);
}
inline void gl_destroy_texture(GLuint name) {
    glDeleteTextures(1, &name);
}
inline void gl_create_framebuffer(GLuint& name) {
    glGenFramebuffers(1, &name);
}
inline void gl_destroy_framebuffer(GLuint name) {
    glDeleteFramebuffers(1, &name);
}
inline void gl_create_buffer(GLuint& name) {
    glGenBuffers(1, &name);
}
inline void gl_destroy_buffer(GLuint name) {
    glDeleteBuffers(1, &name);
}
inline void gl_create_vertex_array(GLuint& name) {
    glGenVertexArrays(1, &name);
}
inline void gl_destroy_vertex_array(GLuint name) {
    glDeleteVertexArrays(1, &name);
}
inline void gl_create_program(GLuint& name) {
    name = glCreateProgram();
}
inline void gl_destroy_program(GLuint name) {
    glDeleteProgram(name);
}

using GlTexture = GlHandle<gl_create_texture, gl_destroy_texture, &GlCounts::textures>;
using GlFramebuffer = GlHandle<gl_create_framebuffer, gl_destroy_framebuffer, &GlCounts::framebuffers>;
using GlBuffer = GlHandle<gl_create_buffer, gl_destroy_buffer, &GlCounts::buffers>;
using GlVertexArray = GlHandle<gl_create_vertex_array, gl_destroy_vertex_array, &GlCounts::vertex_arrays>;
using GlProgram = GlHandle<gl_create_program, gl_destroy_program, &GlCounts::programs>;

} // namespace ntm::viewer
