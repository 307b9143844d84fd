#include "viewer/map/map_layer.hpp"

#include "geo/picture/sheet.hpp"
#include "geo/shape/coverage_raster.hpp"
#include "viewer/map/camera.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ntm::viewer {

namespace {

constexpr double outline_reach_pt = 6; ///< how far selection and hover lines reach out of a unit's box
constexpr int smoothing = 2;
constexpr double most_smoothed_px = 2.5e6; ///< finer screens need no smoothing, and it would take too long there

/// All that a job needs, by value.
struct PictureWish {
    std::shared_ptr<const Document> document;
    std::shared_ptr<const Styled> styled;
    MapView view;
    double px_per_pt = 1;
    int oversample = 1;
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
    std::vector<std::uint8_t> states(atlas.coverage.features(), state_plain);
    mark_features(atlas, hovered, state_hovered, states);
    mark_features(atlas, selected, state_selected, states);
    return states;
}

PaintStyle paint_style(const MapPicture& picture, std::span<const std::uint8_t> states) {
    PaintStyle style = base_paint_style();
    style.units = picture.styled->map.units;
    style.states = states;
    style.px_per_pt = picture.px_per_pt * picture.oversample;
    set_borders(style, *picture.document->atlas, picture.styled->map.level, picture.view.metres_per_px);
    if (picture.inset) {
        constexpr double islet_border_pt = 0.4; // wider ones would be all that is seen of an islet
        for (BorderStyle& border : style.border) {
            border.width_pt = std::min(border.width_pt, islet_border_pt);
        }
    }
    return style;
}

/// Where the archipelagos stand in boxes, they are not drawn a second time at the map's edge.
const Coverage& coverage_of(const MapPicture& picture) {
    const Atlas& atlas = *picture.document->atlas;
    const bool boxes_shown = !picture.document->insets.empty() && shows_all_of(picture.view, atlas.main_extent);
    return boxes_shown && !picture.inset ? atlas.main_coverage : atlas.coverage;
}

MapView fine_view(const MapPicture& picture) {
    MapView view = picture.view;
    view.metres_per_px /= picture.oversample;
    view.width_px *= picture.oversample;
    view.height_px *= picture.oversample;
    return view;
}

/// Each pixel of `rect` becomes the mean of its four.
void shrink_rect(MapPicture& picture, PixelRect rect, WorkerPool& pool) {
    static_assert(smoothing == 2);
    const auto width = static_cast<std::size_t>(picture.view.width_px);
    pool.run(static_cast<std::size_t>(rect.y1 - rect.y0), [&](std::size_t row) {
        const std::size_t y = static_cast<std::size_t>(rect.y0) + row;
        const Rgba* upper = picture.fine_pixels.data() + 2 * y * 2 * width;
        const Rgba* lower = upper + 2 * width;
        Rgba* out = picture.pixels.data() + y * width;
        for (auto x = static_cast<std::size_t>(rect.x0); x < static_cast<std::size_t>(rect.x1); ++x) {
            const Rgba& a = upper[2 * x];
            const Rgba& b = upper[2 * x + 1];
            const Rgba& c = lower[2 * x];
            const Rgba& d = lower[2 * x + 1];
            const auto mean = [](unsigned sum) { return static_cast<std::uint8_t>((sum + 2) / 4); };
            out[x] = {mean(unsigned{a.r} + b.r + c.r + d.r), mean(unsigned{a.g} + b.g + c.g + d.g),
                      mean(unsigned{a.b} + b.b + c.b + d.b), 255};
        }
    });
}

void paint_rect(MapPicture& picture, PixelRect rect, WorkerPool& pool) {
    const auto states = states_of(*picture.document->atlas, picture.hovered, picture.selected);
    const auto style = paint_style(picture, states);
    if (picture.oversample == 1) {
        paint(*picture.ids, picture.view, style, rect, pool, picture.pixels);
        return;
    }
    const int n = picture.oversample;
    const PixelRect fine{rect.x0 * n, rect.y0 * n, rect.x1 * n, rect.y1 * n};
    paint(*picture.ids, fine_view(picture), style, fine, pool, picture.fine_pixels);
    shrink_rect(picture, rect, pool);
}

bool make_picture(MapPicture& picture, const std::atomic<bool>* cancelled) {
    if (!picture.ids) {
        auto ids = std::make_shared<IdRaster>();
        if (!rasterize(coverage_of(picture), fine_view(picture), WorkerPool::shared(), *ids, cancelled)) {
            return false;
        }
        picture.ids = std::move(ids);
    }
    const auto count =
        static_cast<std::size_t>(picture.view.width_px) * static_cast<std::size_t>(picture.view.height_px);
    picture.pixels.resize(count);
    picture.fine_pixels.resize(picture.oversample > 1 ? picture.ids->ids.size() : 0);
    paint_rect(picture, {0, 0, picture.view.width_px, picture.view.height_px}, WorkerPool::shared());
    return true;
}

MapPicture wished_picture(const PictureWish& wish) {
    return MapPicture{wish.document, wish.styled,  wish.view,    wish.px_per_pt, wish.oversample, wish.ids, {}, {},
                      false,         wish.hovered, wish.selected};
}

std::vector<MapPicture> make_insets(const PictureWish& wish) {
    std::vector<MapPicture> pictures;
    for (const auto& inset : wish.document->insets) {
        auto picture = wished_picture(wish);
        const double scale = wish.px_per_pt * 72 / 96;
        picture.view = fit_view(inset.metres, static_cast<int>(inset_width_px * scale),
                                static_cast<int>(inset_height_px * scale), 0);
        picture.ids.reset();
        picture.inset = true;
        picture.oversample = smoothing;
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

int MapLayer::wanted_oversample(const MapView& view) {
    return double(view.width_px) * double(view.height_px) <= most_smoothed_px ? smoothing : 1;
}

bool MapLayer::update(const AppState& state, double px_per_pt, bool settled) {
    if (!state.document || !state.styled || state.styled->snapshot->atlas != state.document->atlas ||
        state.view.width_px <= 0 || state.view.height_px <= 0) {
        return take_made();
    }
    bool changed = take_made();
    const bool same_ground =
        m_asked_document == state.document && m_asked_view == state.view && m_asked_px_per_pt == px_per_pt;
    // Once smooth, a view stays so when its colours change.
    const int oversample =
        settled ? wanted_oversample(state.view) : (same_ground ? std::max(m_asked_oversample, 1) : 1);
    if (!same_ground || m_asked_styled != state.styled || m_asked_oversample != oversample) {
        ask(state, px_per_pt, oversample);
    }
    changed = repaint_states(state) || changed;
    m_asked_is_shown = m_picture && m_picture->document == state.document && m_picture->styled == state.styled &&
                       m_picture->view == state.view && m_picture->px_per_pt == px_per_pt &&
                       m_picture->oversample == oversample;
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

void MapLayer::ask(const AppState& state, double px_per_pt, int oversample) {
    PictureWish wish{state.document, state.styled,  state.view,     px_per_pt,
                     oversample,     state.hovered, state.selected, nullptr};
    if (m_picture && m_picture->document == wish.document && m_picture->view == wish.view &&
        m_picture->oversample == oversample) {
        wish.ids = m_picture->ids; // colours alone have changed
    }
    const bool new_insets = m_asked_styled != state.styled || m_asked_px_per_pt != px_per_pt;
    m_asked_document = state.document;
    m_asked_styled = state.styled;
    m_asked_view = state.view;
    m_asked_px_per_pt = px_per_pt;
    m_asked_oversample = oversample;
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
    const auto x = static_cast<int>(std::floor(at.x * m_picture->oversample));
    const auto y = static_cast<int>(std::floor(at.y * m_picture->oversample));
    if (x < 0 || y < 0 || x >= m_picture->ids->width_px || y >= m_picture->ids->height_px) {
        return {};
    }
    const std::uint32_t id = m_picture->ids->at(x, y);
    return id == 0 ? UnitRef{} : unit_of_feature(*m_picture->document->atlas, id - 1, state.styled->map.level);
}

std::vector<PixelRect> MapLayer::take_changed() {
    return std::exchange(m_changed, {});
}

} // namespace ntm::viewer
