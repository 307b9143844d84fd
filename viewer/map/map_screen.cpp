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

namespace {

PixelRect moved(const PixelRect& rect, int dx) {
    return {rect.x0 + dx, rect.y0, rect.x1 + dx, rect.y1};
}

/// A picture that covers the map needs no ground under it.
bool covers(const MapTexture::Place& picture, const PixelRect& map) {
    return picture.x < map.x0 + 0.5 && picture.y < map.y0 + 0.5 && picture.x + picture.width > map.x1 - 0.5 &&
           picture.y + picture.height > map.y1 - 0.5;
}

MapTexture::Place whole_of(const PixelRect& rect) {
    return {double(rect.x0), double(rect.y0), double(rect.x1 - rect.x0), double(rect.y1 - rect.y0)};
}

} // namespace

void MapScreen::draw(MapLayer& map, const MapView& view, const Place& place, int window_height_px,
                     unsigned window_framebuffer) {
    refresh(map);
    const MapPicture& picture = *map.picture();
    const PixelRect& to = place.map;
    const Point corner = view.to_px(picture.view.to_metres({0, 0}));
    const double zoom = picture.view.metres_per_px / view.metres_per_px;
    MapTexture::Place at{to.x0 + corner.x, to.y0 + corner.y, picture.view.width_px * zoom,
                         picture.view.height_px * zoom};
    if (!covers(at, to)) {
        fill_rect(place.ground, to, window_height_px);
    }
    PixelRect left = to, right = to;
    left.x1 = right.x0 = place.swipe_x && picture.before ? std::clamp(*place.swipe_x, to.x0, to.x1) : to.x0;
    m_texture.draw(at, right, window_height_px, window_framebuffer);
    m_before_texture.draw(at, left, window_height_px, window_framebuffer);
    if (place.beside) {
        const PixelRect& beside = *place.beside;
        at.x += beside.x0 - to.x0;
        if (!picture.before || !covers(at, beside)) {
            fill_rect(place.ground, beside, window_height_px);
        }
        if (picture.before) {
            m_before_texture.draw(at, beside, window_height_px, window_framebuffer);
        }
    }
    draw_insets(map, place, window_height_px, window_framebuffer);
}

void MapScreen::draw_insets(MapLayer& map, const Place& place, int window_height_px, unsigned window_framebuffer) {
    const auto& insets = map.insets();
    m_inset_textures.resize(insets.size());
    m_inset_before_textures.resize(insets.size());
    for (std::size_t i = 0; i < std::min(place.insets.size(), insets.size()); ++i) {
        const MapPicture& inset = insets[i];
        const PixelRect& box = place.insets[i];
        m_inset_textures[i].upload(inset.pixels, inset.view.width_px, inset.view.height_px, inset.whole());
        m_inset_textures[i].draw(whole_of(box), box, window_height_px, window_framebuffer);
        if (place.beside && inset.before) {
            const PixelRect other = moved(box, place.beside->x0 - place.map.x0);
            m_inset_before_textures[i].upload(inset.before_pixels, inset.view.width_px, inset.view.height_px,
                                              inset.whole());
            m_inset_before_textures[i].draw(whole_of(other), other, window_height_px, window_framebuffer);
        }
    }
}

} // namespace ntm::viewer
