#pragma once

#include "geo/command/command.hpp"
#include "viewer/map/gpu_painter.hpp"
#include "viewer/map/map_layer.hpp"
#include "viewer/map/map_texture.hpp"

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace ntm::viewer {

/// The map's pictures on the graphics card: coloured there by shaders, or sent as the CPU painted them.
class MapScreen {
public:
    /// Chooses the painter; OpenGL is current. Issue shader_failed (a warning) where the shaders were to paint but
    /// cannot: the CPU paints then.
    [[nodiscard]] Issues open(Renderer wanted);
    [[nodiscard]] bool paints_with_shaders() const { return m_gpu.has_value(); }

    /// Draws the picture to where its ground is now, and the insets into their boxes. Left of `swipe_x` (window
    /// pixels) stands the day compared with, where the picture has it. `window_framebuffer` is what OpenGL draws into.
    void draw(MapLayer& map, const MapView& view, PixelRect to, std::optional<int> swipe_x,
              std::span<const PixelRect> inset_boxes, int window_height_px, unsigned window_framebuffer);
    /// GL_RENDERER and GL_VERSION, for those who look for a fault.
    [[nodiscard]] static std::pair<std::string, std::string> driver_words();

private:
    void refresh(MapLayer& map);
    void paint_with_shaders(const MapPicture& picture, const Styled& styled, std::span<const PixelRect> rects,
                            MapTexture& texture);

    std::optional<GpuPainter> m_gpu;
    MapTexture m_texture;
    MapTexture m_before_texture;
    std::vector<MapTexture> m_inset_textures;
    std::shared_ptr<const IdRaster> m_taken_ids;
    std::shared_ptr<const Fragments> m_taken_fragments;
};

} // namespace ntm::viewer
