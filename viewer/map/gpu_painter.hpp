#pragma once

#include "geo/base/result.hpp"
#include "geo/shape/fragments.hpp"
#include "geo/shape/outline_overlay.hpp"
#include "geo/shape/painter.hpp"

#include <memory>
#include <string_view>

namespace ntm::viewer {

/// The painter of geo/shape/painter.hpp as shaders: the same class for every pixel, colours within 1 of 255. Made and
/// used on the window's thread.
class GpuPainter {
public:
    /// Issue shader_failed where the driver does not take the shaders, or its buffers are too small for a country.
    [[nodiscard]] static Result<GpuPainter> create();
    ~GpuPainter();
    GpuPainter(GpuPainter&&) noexcept;
    GpuPainter& operator=(GpuPainter&&) noexcept;

    /// Sends identities, and the fragments of a picture at rest (null while the map moves).
    void take(const IdRaster& ids, const Fragments* fragments);

    /// Sends outlines of the picture; what lay in their rectangle before is gone.
    void take(const Overlay& overlay);

    /// Colours `rect` of the picture into a framebuffer of its size, the picture's first row first.
    void paint(const MapView& view, const PaintStyle& style, PixelRect rect, unsigned framebuffer);

private:
    struct Impl;
    explicit GpuPainter(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

/// Whether GL_RENDERER names a program that draws on the CPU: there the CPU's own painter is the quicker one.
[[nodiscard]] bool is_software_renderer(std::string_view gl_renderer);

} // namespace ntm::viewer
