#include "viewer/map/map_screen.hpp"

#include "geo/picture/sheet.hpp"
#include "viewer/map/gl_handles.hpp"

#include <algorithm>

namespace ntm::viewer {

Issues MapScreen::open(Renderer wanted) {
    const auto* name = reinterpret_cast<const char*>(glGetString(GL_RENDERER));
    const bool software = name == nullptr || is_software_renderer(name);
    if (wanted == Renderer::cpu || (wanted == Renderer::automatic && software)) {
        return {};
    }
    auto gpu = GpuPainter::create();
    if (!gpu) {
        for (Issue& issue : gpu.issues()) {
            issue.severity = Severity::warning;
        }
        return std::move(gpu.issues());
    }
    m_gpu = std::move(*gpu);
    return {};
}

/// Brings onto the card what changed since the last frame.
void MapScreen::refresh(MapLayer& map) {
    const MapPicture& picture = *map.picture();
    const auto changed = map.take_changed();
    if (changed.empty()) {
        return;
    }
    if (!m_gpu) {
        for (const PixelRect& rect : changed) {
            m_texture.upload(picture.pixels, picture.view.width_px, picture.view.height_px, rect);
            if (picture.before) {
                m_before_texture.upload(picture.before_pixels, picture.view.width_px, picture.view.height_px, rect);
            }
        }
        return;
    }
    if (m_taken_ids != picture.ids || m_taken_fragments != picture.fragments) {
        m_gpu->take(*picture.ids, picture.fragments.get());
        m_taken_ids = picture.ids;
        m_taken_fragments = picture.fragments;
    }
    paint_with_shaders(picture, *picture.styled, changed, m_texture);
    if (picture.before) {
        paint_with_shaders(picture, *picture.before, changed, m_before_texture);
    }
}

void MapScreen::paint_with_shaders(const MapPicture& picture, const Styled& styled, std::span<const PixelRect> rects,
                                   MapTexture& texture) {
    texture.resize(picture.view.width_px, picture.view.height_px);
    const PictureColours colours(picture, styled);
    for (const PixelRect& rect : rects) {
        m_gpu->take(picture_overlay(picture, colours, rect));
        m_gpu->paint(picture.view, colours.style(), rect, texture.framebuffer());
    }
}

std::pair<std::string, std::string> MapScreen::driver_words() {
    const auto words = [](GLenum name) {
        const auto* text = reinterpret_cast<const char*>(glGetString(name));
        return std::string(text != nullptr ? text : "");
    };
    return {words(GL_RENDERER), words(GL_VERSION)};
}

void MapScreen::draw(MapLayer& map, const MapView& view, PixelRect to, std::optional<int> swipe_x,
                     std::span<const PixelRect> inset_boxes, int window_height_px, unsigned window_framebuffer) {
    refresh(map);
    const MapPicture& picture = *map.picture();
    const Point corner = view.to_px(picture.view.to_metres({0, 0}));
    const double zoom = picture.view.metres_per_px / view.metres_per_px;
    const MapTexture::Place place{to.x0 + corner.x, to.y0 + corner.y, picture.view.width_px * zoom,
                                  picture.view.height_px * zoom};
    // A picture that covers the map needs no ground under it.
    const bool covered = place.x < to.x0 + 0.5 && place.y < to.y0 + 0.5 && place.x + place.width > to.x1 - 0.5 &&
                         place.y + place.height > to.y1 - 0.5;
    if (!covered) {
        fill_rect(base_paint_style().ground, to, window_height_px);
    }
    PixelRect left = to, right = to;
    left.x1 = right.x0 = swipe_x && picture.before ? std::clamp(*swipe_x, to.x0, to.x1) : to.x0;
    m_texture.draw(place, right, window_height_px, window_framebuffer);
    m_before_texture.draw(place, left, window_height_px, window_framebuffer);

    const auto& insets = map.insets();
    m_inset_textures.resize(insets.size());
    for (std::size_t i = 0; i < std::min(inset_boxes.size(), insets.size()); ++i) {
        const MapPicture& inset = insets[i];
        const PixelRect& box = inset_boxes[i];
        m_inset_textures[i].upload(inset.pixels, inset.view.width_px, inset.view.height_px, inset.whole());
        m_inset_textures[i].draw({double(box.x0), double(box.y0), double(box.x1 - box.x0), double(box.y1 - box.y0)},
                                 box, window_height_px, window_framebuffer);
    }
}

} // namespace ntm::viewer
