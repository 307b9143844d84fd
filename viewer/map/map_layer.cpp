#include "viewer/map/map_layer.hpp"

#include "viewer/map/camera.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ntm::viewer {

namespace {

constexpr double outline_reach_pt = 6; ///< how far selection and hover lines reach out of a unit's box

/// All that a job needs, by value.
struct PictureWish {
    std::shared_ptr<const Document> document;
    std::shared_ptr<const Styled> styled;
    MapView view;
    double px_per_pt = 1;
    UnitRef hovered;
    UnitRef selected;
    std::shared_ptr<const IdRaster> ids; ///< of the same view, where there are some already
};

void mark_features(const Atlas& atlas, UnitRef unit, std::uint8_t state, std::vector<std::uint8_t>& states) {
    if (!unit.valid()) {
        return;
    }
    const auto& column = atlas.unit_of_feature[static_cast<std::size_t>(unit.level)];
    for (std::size_t feature = 0; feature < std::min(column.size(), states.size()); ++feature) {
        if (column[feature] == unit.id) {
            states[feature] = static_cast<std::uint8_t>(states[feature] | state);
        }
    }
}

std::vector<std::uint8_t> states_of(const Atlas& atlas, UnitRef hovered, UnitRef selected) {
    std::vector<std::uint8_t> states(atlas.polygons.features(), state_plain);
    mark_features(atlas, hovered, state_hovered, states);
    mark_features(atlas, selected, state_selected, states);
    return states;
}

std::span<const std::uint32_t> parents_on(const Atlas& atlas, Level level) {
    if (level <= atlas.units.drawn || atlas.units.count(level) == 0) {
        return {};
    }
    return atlas.unit_of_feature[static_cast<std::size_t>(level)];
}

/// Lines between units below the coloured level would cut one colour into pieces.
void hide_borders_below(PaintStyle& style, Level drawn, Level coloured) {
    for (auto level = static_cast<std::size_t>(drawn); level < static_cast<std::size_t>(coloured); ++level) {
        style.border[level].width_pt = 0;
    }
}

PaintStyle paint_style(const MapPicture& picture, std::span<const std::uint8_t> states) {
    const Atlas& atlas = *picture.document->atlas;
    PaintStyle style = base_paint_style();
    style.units = picture.styled->map.units;
    style.states = states;
    style.parent1 = parents_on(atlas, Level::district);
    style.parent2 = parents_on(atlas, Level::province);
    style.px_per_pt = picture.px_per_pt;
    hide_borders_below(style, atlas.units.drawn, picture.styled->map.level);
    return style;
}

void paint_rect(MapPicture& picture, PixelRect rect, WorkerPool& pool) {
    const auto states = states_of(*picture.document->atlas, picture.hovered, picture.selected);
    paint(*picture.ids, picture.view, paint_style(picture, states), rect, pool, picture.pixels);
}

bool make_picture(MapPicture& picture, const std::atomic<bool>* cancelled) {
    if (!picture.ids) {
        auto ids = std::make_shared<IdRaster>();
        const Atlas& atlas = *picture.document->atlas;
        if (!rasterize(atlas.polygons, atlas.coverage, picture.view, WorkerPool::shared(), *ids, cancelled)) {
            return false;
        }
        picture.ids = std::move(ids);
    }
    picture.pixels.resize(picture.ids->ids.size());
    paint_rect(picture, {0, 0, picture.view.width_px, picture.view.height_px}, WorkerPool::shared());
    return true;
}

MapPicture wished_picture(const PictureWish& wish) {
    return MapPicture{wish.document, wish.styled, wish.view, wish.px_per_pt, wish.ids, {}, wish.hovered, wish.selected};
}

std::vector<MapPicture> make_insets(const PictureWish& wish) {
    std::vector<MapPicture> pictures;
    for (const auto& inset : wish.document->insets) {
        auto picture = wished_picture(wish);
        const double scale = wish.px_per_pt * 72 / 96;
        picture.view = fit_view(inset.metres, static_cast<int>(inset_width_px * scale),
                                static_cast<int>(inset_height_px * scale), 0);
        picture.ids.reset();
        if (make_picture(picture, nullptr)) {
            pictures.push_back(std::move(picture));
        }
    }
    return pictures;
}

PixelRect rect_of(const MapPicture& picture, UnitRef unit) {
    const auto& boxes = picture.document->atlas->boxes[static_cast<std::size_t>(unit.level)];
    if (!unit.valid() || unit.id >= boxes.size() || boxes[unit.id].empty()) {
        return {};
    }
    const Box& box = boxes[unit.id];
    const double reach = std::ceil(outline_reach_pt * picture.px_per_pt);
    const Point upper_left = picture.view.to_px({box.min_x, box.max_y});
    const Point lower_right = picture.view.to_px({box.max_x, box.min_y});
    const auto within = [](double value, int limit) { return static_cast<int>(std::clamp(value, 0.0, double(limit))); };
    return {within(std::floor(upper_left.x - reach), picture.view.width_px),
            within(std::floor(upper_left.y - reach), picture.view.height_px),
            within(std::ceil(lower_right.x + reach), picture.view.width_px),
            within(std::ceil(lower_right.y + reach), picture.view.height_px)};
}

} // namespace

bool MapLayer::update(const AppState& state, double px_per_pt) {
    if (!state.document || !state.styled || state.styled->snapshot->atlas != state.document->atlas ||
        state.view.width_px <= 0 || state.view.height_px <= 0) {
        return take_made();
    }
    bool changed = take_made();
    const bool asked = m_asked_document == state.document && m_asked_styled == state.styled &&
                       m_asked_view == state.view && m_asked_px_per_pt == px_per_pt;
    if (!asked) {
        ask(state, px_per_pt);
    }
    changed = repaint_states(state) || changed;
    m_asked_is_shown = m_picture && m_picture->document == state.document && m_picture->styled == state.styled &&
                       m_picture->view == state.view && m_picture->px_per_pt == px_per_pt;
    return changed;
}

bool MapLayer::take_made() {
    const std::scoped_lock lock(m_handover->mutex);
    if (!m_handover->picture) {
        return false;
    }
    m_picture = std::move(m_handover->picture);
    m_changed = {{0, 0, m_picture->view.width_px, m_picture->view.height_px}};
    if (std::exchange(m_handover->insets_made, false)) {
        m_insets = std::move(m_handover->insets);
    }
    return true;
}

void MapLayer::ask(const AppState& state, double px_per_pt) {
    PictureWish wish{state.document, state.styled, state.view, px_per_pt, state.hovered, state.selected, nullptr};
    if (m_picture && m_picture->document == wish.document && m_picture->view == wish.view) {
        wish.ids = m_picture->ids; // colours alone have changed
    }
    const bool new_insets = m_asked_styled != state.styled || m_asked_px_per_pt != px_per_pt;
    m_asked_document = state.document;
    m_asked_styled = state.styled;
    m_asked_view = state.view;
    m_asked_px_per_pt = px_per_pt;
    m_tasks.submit(Lane::picture, "picture", "ui.task.draw",
                   [wish = std::move(wish), new_insets, handover = m_handover](Progress&) -> std::optional<Command> {
                       auto picture = std::make_unique<MapPicture>(wished_picture(wish));
                       if (!make_picture(*picture, nullptr)) {
                           return std::nullopt;
                       }
                       auto insets = new_insets ? make_insets(wish) : std::vector<MapPicture>{};
                       const std::scoped_lock lock(handover->mutex);
                       handover->picture = std::move(picture);
                       if (new_insets) {
                           handover->insets = std::move(insets);
                           handover->insets_made = true;
                       }
                       return Redraw{};
                   });
}

bool MapLayer::repaint_states(const AppState& state) {
    if (!m_picture || m_picture->document != state.document ||
        (m_picture->hovered == state.hovered && m_picture->selected == state.selected)) {
        return false;
    }
    std::vector<PixelRect> rects;
    if (m_picture->hovered != state.hovered) {
        rects.push_back(rect_of(*m_picture, m_picture->hovered));
        rects.push_back(rect_of(*m_picture, state.hovered));
    }
    if (m_picture->selected != state.selected) {
        rects.push_back(rect_of(*m_picture, m_picture->selected));
        rects.push_back(rect_of(*m_picture, state.selected));
    }
    m_picture->hovered = state.hovered;
    m_picture->selected = state.selected;
    for (const auto& rect : rects) {
        if (!rect.empty()) {
            paint_rect(*m_picture, rect, m_own_pool);
            m_changed.push_back(rect);
        }
    }
    return true;
}

UnitRef MapLayer::pick(const AppState& state, Point map_px) const {
    if (!m_picture || !m_picture->ids || m_picture->document != state.document || map_px.x < 0 || map_px.y < 0 ||
        map_px.x >= state.view.width_px || map_px.y >= state.view.height_px) {
        return {};
    }
    // Through the ground: the picture may be one view behind.
    const Point at = m_picture->view.to_px(state.view.to_metres(map_px));
    const auto x = static_cast<int>(std::floor(at.x));
    const auto y = static_cast<int>(std::floor(at.y));
    if (x < 0 || y < 0 || x >= m_picture->view.width_px || y >= m_picture->view.height_px) {
        return {};
    }
    const std::uint32_t id = m_picture->ids->at(x, y);
    return id == 0 ? UnitRef{} : unit_of_feature(*m_picture->document->atlas, id - 1, state.styled->map.level);
}

std::vector<PixelRect> MapLayer::take_changed() { return std::exchange(m_changed, {}); }

} // namespace ntm::viewer
