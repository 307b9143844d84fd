#include "viewer/map/map_texture.hpp"

#include "viewer/map/gl_handles.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace ntm::viewer {

struct MapTexture::Impl {
    GlTexture texture;
    GlFramebuffer framebuffer; // after the texture it looks at: goes first
    int width_px = 0;
    int height_px = 0;
};

MapTexture::MapTexture()
    : m_impl(std::make_unique<Impl>()) {}
MapTexture::~MapTexture() = default;
MapTexture::MapTexture(MapTexture&&) noexcept = default;
MapTexture& MapTexture::operator=(MapTexture&&) noexcept = default;

void MapTexture::resize(int width_px, int height_px) {
    auto& self = *m_impl;
    if (self.texture && self.width_px == width_px && self.height_px == height_px) {
        return;
    }
    self.texture.create();
    self.framebuffer.create();
    self.width_px = width_px;
    self.height_px = height_px;
    glBindTexture(GL_TEXTURE_2D, self.texture.name());
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width_px, height_px, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
    glBindFramebuffer(GL_READ_FRAMEBUFFER, self.framebuffer.name());
    glFramebufferTexture2D(GL_READ_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, self.texture.name(), 0);
}

unsigned MapTexture::framebuffer() const {
    return m_impl->framebuffer.name();
}

unsigned MapTexture::name() const {
    return m_impl->texture.name();
}

void MapTexture::upload(std::span<const Rgba> pixels, int width_px, int height_px, PixelRect rect) {
    auto& self = *m_impl;
    if (!self.texture || self.width_px != width_px || self.height_px != height_px) {
        resize(width_px, height_px);
        rect = {0, 0, width_px, height_px};
    }
    glBindTexture(GL_TEXTURE_2D, self.texture.name());
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    glPixelStorei(GL_UNPACK_ROW_LENGTH, width_px);
    const auto first =
        static_cast<std::size_t>(rect.y0) * static_cast<std::size_t>(width_px) + static_cast<std::size_t>(rect.x0);
    glTexSubImage2D(GL_TEXTURE_2D, 0, rect.x0, rect.y0, rect.x1 - rect.x0, rect.y1 - rect.y0, GL_RGBA, GL_UNSIGNED_BYTE,
                    pixels.data() + first);
    glPixelStorei(GL_UNPACK_ROW_LENGTH, 0); // ImGui's own uploads expect the default
}

void MapTexture::draw(const Place& to, PixelRect clip, int window_height_px, unsigned window_framebuffer) const {
    const auto& self = *m_impl;
    if (!self.texture || clip.empty()) {
        return;
    }
    const auto pixel = [](double value) { return static_cast<GLint>(std::lround(value)); };
    const GLint x = pixel(to.x);
    const GLint y = pixel(to.y);
    const GLint width = pixel(to.width);
    const GLint height = pixel(to.height);
    glBindFramebuffer(GL_READ_FRAMEBUFFER, self.framebuffer.name());
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, window_framebuffer);
    // OpenGL counts rows from below, the picture from above: each copy turns it over.
    if (width == self.width_px && height == self.height_px) {
        // Cut by hand: without scissors and scaling, software renderers copy memory instead of drawing.
        const GLint x0 = std::max(x, clip.x0);
        const GLint y0 = std::max(y, clip.y0);
        const GLint x1 = std::min(x + width, clip.x1);
        const GLint y1 = std::min(y + height, clip.y1);
        if (x0 < x1 && y0 < y1) {
            glBlitFramebuffer(x0 - x, y0 - y, x1 - x, y1 - y, x0, window_height_px - y0, x1, window_height_px - y1,
                              GL_COLOR_BUFFER_BIT, GL_NEAREST);
        }
    } else {
        // Twice its size is the map of a fine screen while it moves: blending neighbours there costs software renderers
        // more than drawing the map.
        const bool doubled = std::abs(width - 2 * self.width_px) <= 2 && std::abs(height - 2 * self.height_px) <= 2;
        glEnable(GL_SCISSOR_TEST);
        glScissor(clip.x0, window_height_px - clip.y1, clip.x1 - clip.x0, clip.y1 - clip.y0);
        glBlitFramebuffer(0, 0, self.width_px, self.height_px, x, window_height_px - y, x + width,
                          window_height_px - y - height, GL_COLOR_BUFFER_BIT, doubled ? GL_NEAREST : GL_LINEAR);
        glDisable(GL_SCISSOR_TEST);
    }
    glBindFramebuffer(GL_FRAMEBUFFER, window_framebuffer);
}

void fill_rect(Rgba colour, PixelRect rect, int window_height_px) {
    if (rect.empty()) {
        return;
    }
    glEnable(GL_SCISSOR_TEST);
    glScissor(rect.x0, window_height_px - rect.y1, rect.x1 - rect.x0, rect.y1 - rect.y0);
    glClearColor(static_cast<float>(colour.r) / 255, static_cast<float>(colour.g) / 255,
                 static_cast<float>(colour.b) / 255, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    glDisable(GL_SCISSOR_TEST);
}

} // namespace ntm::viewer
