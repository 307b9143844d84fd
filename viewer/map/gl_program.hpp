#pragma once

// Private to viewer/map, as gl_handles.hpp.

#include "geo/base/result.hpp"
#include "viewer/map/gl_handles.hpp"

#include <cstddef>
#include <span>

namespace ntm::viewer {

/// A source text and the name that messages give it.
struct ShaderText {
    const char* name;
    const char* text;
};

/// Compiled and linked. Issue shader_failed with the file and the driver's own words.
[[nodiscard]] Result<GlProgram> build_program(ShaderText vertex, ShaderText fragment);

/// Numbers that a shader reads by their index: a buffer seen as a texture.
class TextureBuffer {
public:
    /// `format` as for glTexBuffer.
    void fill(GLenum format, std::span<const std::byte> bytes);
    void bind(GLuint program, const char* sampler, int unit) const;

private:
    GlBuffer m_buffer;
    GlTexture m_texture; // after the buffer it looks at: goes first
    std::size_t m_room_bytes = 0;
};

/// Sets a sampler of the program in use to a texture.
void bind_texture(GLuint program, const char* sampler, int unit, GLenum target, GLuint texture);

} // namespace ntm::viewer
