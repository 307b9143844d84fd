#pragma once

#include "geo/shape/painter.hpp"
#include "geo/shape/view.hpp"

#include <memory>
#include <span>

namespace ntm::viewer {

/// A picture on the graphics card, copied onto the window without blending: cheaper than a quad on software renderers.
class MapTexture {
public:
    MapTexture();
    ~MapTexture();
    MapTexture(MapTexture&&) noexcept;
    MapTexture& operator=(MapTexture&&) noexcept;

    /// Sends `rect` of the picture; of another size than before, the whole.
    void upload(std::span<const Rgba> pixels, int width_px, int height_px, PixelRect rect);

    /// Room for a picture of this size, for painters that draw into framebuffer(), first row first.
    void resize(int width_px, int height_px);
    [[nodiscard]] unsigned framebuffer() const;
    [[nodiscard]] unsigned name() const; ///< for ImGui; 0 before the first picture

    /// Copies the picture so that it covers `to` (window pixels from the upper left, may reach outside), cut at `clip`.
    /// `window_framebuffer` is what OpenGL draws into.
    struct Place {
        double x = 0, y = 0, width = 0, height = 0;
    };
    void draw(const Place& to, PixelRect clip, int window_height_px, unsigned window_framebuffer) const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

/// Fills a rectangle of the window (pixels from the upper left).
void fill_rect(Rgba colour, PixelRect rect, int window_height_px);

} // namespace ntm::viewer
