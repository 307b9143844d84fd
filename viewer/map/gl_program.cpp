#include "viewer/map/gl_program.hpp"

#include <algorithm>
#include <string>

namespace ntm::viewer {

namespace {

constexpr int most_log_bytes = 4096;

Issue failed(const char* file, std::string words) {
    Issue issue{Severity::error, "shader_failed", {}, std::move(words)};
    issue.where.file = file;
    return issue;
}

/// Lives until its program is linked.
class Shader {
public:
    explicit Shader(GLenum kind)
        : m_name(glCreateShader(kind)) {}
    ~Shader() { glDeleteShader(m_name); }
    Shader(const Shader&) = delete;
    Shader& operator=(const Shader&) = delete;

    [[nodiscard]] bool compile(const char* text) const {
        glShaderSource(m_name, 1, &text, nullptr);
        glCompileShader(m_name);
        GLint fine = GL_FALSE;
        glGetShaderiv(m_name, GL_COMPILE_STATUS, &fine);
        return fine == GL_TRUE;
    }
    [[nodiscard]] std::string log() const {
        std::string words(most_log_bytes, '\0');
        GLsizei length = 0;
        glGetShaderInfoLog(m_name, most_log_bytes, &length, words.data());
        words.resize(static_cast<std::size_t>(std::max(length, 0)));
        return words;
    }
    [[nodiscard]] GLuint name() const { return m_name; }

private:
    GLuint m_name;
};

} // namespace

Result<GlProgram> build_program(ShaderText vertex, ShaderText fragment) {
    const Shader first(GL_VERTEX_SHADER);
    const Shader second(GL_FRAGMENT_SHADER);
    if (!first.compile(vertex.text)) {
        return failed(vertex.name, first.log());
    }
    if (!second.compile(fragment.text)) {
        return failed(fragment.name, second.log());
    }
    GlProgram program;
    program.create();
    glAttachShader(program.name(), first.name());
    glAttachShader(program.name(), second.name());
    glLinkProgram(program.name());
    glDetachShader(program.name(), first.name());
    glDetachShader(program.name(), second.name());
    GLint fine = GL_FALSE;
    glGetProgramiv(program.name(), GL_LINK_STATUS, &fine);
    if (fine != GL_TRUE) {
        std::string words(most_log_bytes, '\0');
        GLsizei length = 0;
        glGetProgramInfoLog(program.name(), most_log_bytes, &length, words.data());
        words.resize(static_cast<std::size_t>(std::max(length, 0)));
        return failed(fragment.name, std::move(words));
    }
    return program;
}

void bind_texture(GLuint program, const char* sampler, int unit, GLenum target, GLuint texture) {
    glActiveTexture(GL_TEXTURE0 + static_cast<GLenum>(unit));
    glBindTexture(target, texture);
    glUniform1i(glGetUniformLocation(program, sampler), unit);
}

void TextureBuffer::fill(GLenum format, std::span<const std::byte> bytes) {
    constexpr std::size_t least_bytes = 16; // drivers dislike empty buffers
    const bool fresh = !m_buffer;
    if (fresh) {
        m_buffer.create();
        m_texture.create();
    }
    glBindBuffer(GL_TEXTURE_BUFFER, m_buffer.name());
    if (fresh || m_room_bytes < bytes.size()) {
        m_room_bytes = std::max(least_bytes, bytes.size());
        glBufferData(GL_TEXTURE_BUFFER, static_cast<GLsizeiptr>(m_room_bytes), nullptr, GL_DYNAMIC_DRAW);
    }
    glBufferSubData(GL_TEXTURE_BUFFER, 0, static_cast<GLsizeiptr>(bytes.size()), bytes.data());
    glBindBuffer(GL_TEXTURE_BUFFER, 0);
    glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_BUFFER, m_texture.name());
    glTexBuffer(GL_TEXTURE_BUFFER, format, m_buffer.name());
}

void TextureBuffer::bind(GLuint program, const char* sampler, int unit) const {
    bind_texture(program, sampler, unit, GL_TEXTURE_BUFFER, m_texture.name());
}

} // namespace ntm::viewer
