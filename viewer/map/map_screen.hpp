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

    /// Where the map stands in the window, in pixels from its upper left.
    struct Place {
        PixelRect map;
        std::optional<int> swipe_x;      ///< left of it stands the day compared with, where the picture has it
        std::optional<PixelRect> beside; ///< as large as the map: that day on the same ground
        std::vector<PixelRect> insets;   ///< of the map
        Rgba ground;
    };
    /// Draws the picture to where its ground is now, and the insets into their boxes. `window_framebuffer` is what
    /// OpenGL draws into.
    void draw(MapLayer& map, const MapView& view, const Place& place, int window_height_px,
              unsigned window_framebuffer);
    /// GL_RENDERER and GL_VERSION, for those who look for a fault.
    [[nodiscard]] static std::pair<std::string, std::string> driver_words();

private:
    void refresh(MapLayer& map);
    void draw_insets(MapLayer& map, const Place& place, int window_height_px, unsigned window_framebuffer);
    void paint_with_shaders(const MapPicture& picture, const Styled& styled, std::span<const PixelRect> rects,
                            MapTexture& texture);

    std::optional<GpuPainter> m_gpu;
    MapTexture m_texture;
    MapTexture m_before_texture;
    std::vector<MapTexture> m_inset_textures, m_inset_before_textures;
    std::shared_ptr<const IdRaster> m_taken_ids;
    std::shared_ptr<const Fragments> m_taken_fragments;
};

} // namespace ntm::viewer
