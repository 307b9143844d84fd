#include "viewer/map/map_layer.hpp"

#include "geo/shape/pixel_rects.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace ntm::viewer {

namespace {

constexpr double most_moving_px = 2.5e6; ///< finer screens show the moving map at half their size

/// The other day of a swiped map, once it is made for what is shown.
std::shared_ptr<const Styled> before_of(const AppState& state) {
    const bool fits = state.swipe.on && state.styled_before && state.styled &&
                      state.styled_before->snapshot->atlas == state.document->atlas &&
                      state.styled_before->map.level == state.styled->map.level &&
                      state.styled_before->theme == state.styled->theme;
    return fits ? state.styled_before : nullptr;
}

/// What is drawn for a view: on fine screens half as many columns and rows while it moves.
MapPicture blank_picture(const AppState& state, double px_per_pt, Finish finish) {
    MapPicture picture;
    picture.document = state.document;
    picture.styled = state.styled;
    picture.before = before_of(state);
    picture.view = state.view;
    picture.px_per_pt = px_per_pt;
    picture.finish = finish;
    picture.hovered = state.hovered;
    picture.selected = state.selected;
    picture.plan_looks = state.plan_looks();
    picture.plan_flaws = state.plan_flaws();
    picture.scans = state.current_scans() != nullptr ? state.shown_scans : nullptr;
    if (finish == Finish::moving && double(state.view.width_px) * state.view.height_px > most_moving_px) {
        picture.view.metres_per_px *= 2;
        picture.view.width_px = (state.view.width_px + 1) / 2;
        picture.view.height_px = (state.view.height_px + 1) / 2;
        picture.px_per_pt /= 2;
    }
    return picture;
}

/// A picture without its colours: what another may take over.
MapPicture ground_of(const MapPicture& picture) {
    MapPicture ground;
    ground.document = picture.document;
    ground.view = picture.view;
    ground.ids = picture.ids;
    ground.px_per_pt = picture.px_per_pt;
    ground.plan_looks = picture.plan_looks;
    ground.plan_flaws = picture.plan_flaws;
    ground.plans = picture.plans;
    return ground;
}

std::vector<MapPicture> make_insets(const MapPicture& main, double px_per_pt) {
    std::vector<MapPicture> pictures;
    for (const auto& inset : main.document->insets) {
        MapPicture picture;
        picture.document = main.document;
        picture.styled = main.styled;
        picture.px_per_pt = px_per_pt;
        picture.finish = Finish::at_rest;
        picture.inset = true;
        picture.hovered = main.hovered;
        picture.selected = main.selected;
        const double scale = px_per_pt * 72 / 96;
        picture.view = fit_view(inset.metres, static_cast<int>(inset_width_px * scale),
                                static_cast<int>(inset_height_px * scale), 0);
        if (find_ids(picture, nullptr, nullptr)) {
            paint_picture(picture, picture.whole(), WorkerPool::shared());
            pictures.push_back(std::move(picture));
        }
    }
    return pictures;
}

const char* kind_of(Finish finish) {
    return finish == Finish::moving ? "picture" : "picture at rest";
}

} // namespace

bool MapLayer::update(const AppState& state, double px_per_pt, bool settled) {
    if (!state.document || !state.styled || state.styled->snapshot->atlas != state.document->atlas ||
        state.view.width_px <= 0 || state.view.height_px <= 0) {
        return take_made();
    }
    bool changed = take_made();
    const bool same_ground =
        m_asked_document == state.document && m_asked_view == state.view && m_asked_px_per_pt == px_per_pt;
    const bool same_plans = m_asked_plan_looks == state.plan_looks() && m_asked_plan_flaws == state.plan_flaws();
    // Once refined, a view stays so when its colours change.
    const Finish finish =
        settled || (same_ground && m_asked_finish == Finish::at_rest) ? Finish::at_rest : Finish::moving;
    const bool same_scans = m_asked_scans == (state.current_scans() != nullptr ? state.shown_scans : nullptr);
    if (!same_ground || !same_plans || !same_scans || m_asked_styled != state.styled ||
        m_asked_before != before_of(state) || m_asked_finish != finish) {
        ask(state, px_per_pt, finish);
    }
    changed = repaint_states(state) || changed;
    const MapPicture asked = blank_picture(state, px_per_pt, finish);
    m_asked_is_shown = m_picture && m_picture->document == asked.document && m_picture->styled == asked.styled &&
                       m_picture->before == asked.before && m_picture->view == asked.view &&
                       m_picture->px_per_pt == asked.px_per_pt && m_picture->finish == finish &&
                       m_picture->same_plans(asked) && m_picture->scans == asked.scans;
    return changed;
}

void MapLayer::wait_briefly() {
    constexpr std::chrono::milliseconds moment(8);
    if (!m_asked_is_shown && m_asked_finish == Finish::moving) {
        std::unique_lock lock(m_handover->mutex);
        m_handover->made.wait_for(lock, moment, [&] { return m_handover->picture != nullptr; });
    }
}

bool MapLayer::picture_waits() const {
    const std::scoped_lock lock(m_handover->mutex);
    return m_handover->picture != nullptr;
}

bool MapLayer::take_made() {
    const std::scoped_lock lock(m_handover->mutex);
    if (!m_handover->picture) {
        return false;
    }
    m_picture = std::move(m_handover->picture);
    m_changed = {m_picture->whole()};
    if (std::exchange(m_handover->insets_made, false)) {
        m_insets = std::move(m_handover->insets);
    }
    return true;
}

void MapLayer::ask(const AppState& state, double px_per_pt, Finish finish) {
    m_asked_document = state.document;
    m_asked_styled = state.styled;
    m_asked_before = before_of(state);
    m_asked_view = state.view;
    m_asked_px_per_pt = px_per_pt;
    m_asked_finish = finish;
    m_asked_plan_looks = state.plan_looks();
    m_asked_plan_flaws = state.plan_flaws();
    MapPicture wish = blank_picture(state, px_per_pt, finish);
    m_asked_scans = wish.scans;
    std::shared_ptr<const MapPicture> near;
    if (m_picture && m_picture->document == wish.document) {
        near = std::make_shared<MapPicture>(ground_of(*m_picture));
        const bool same_lines = m_picture->px_per_pt == wish.px_per_pt && m_picture->styled &&
                                m_picture->styled->map.level == wish.styled->map.level;
        if (m_picture->view == wish.view) {
            wish.ids = m_picture->ids;
            wish.fragments = same_lines && finish == Finish::at_rest ? m_picture->fragments : nullptr;
            wish.plans =
                m_picture->same_plans(wish) && m_picture->finish == finish && m_picture->px_per_pt == wish.px_per_pt
                    ? m_picture->plans
                    : nullptr;
        }
    }
    // What is being refined has moved away, or will be refined anew.
    m_tasks.cancel_kind(kind_of(Finish::at_rest));
    m_tasks.submit(Lane::picture, kind_of(finish), "ui.task.draw",
                   [wish = std::move(wish), near, px_per_pt, colours_here = m_colours_here,
                    handover = m_handover](Progress& progress) mutable -> std::optional<Command> {
                       auto picture = std::make_unique<MapPicture>(std::move(wish));
                       if (!find_ids(*picture, near.get(), &progress.cancel_flag())) {
                           return std::nullopt;
                       }
                       if (colours_here) {
                           paint_picture(*picture, picture->whole(), WorkerPool::shared());
                       }
                       bool other_insets = false;
                       {
                           const std::scoped_lock lock(handover->mutex);
                           other_insets =
                               handover->insets_styled != picture->styled || handover->insets_px_per_pt != px_per_pt;
                       }
                       auto insets = other_insets ? make_insets(*picture, px_per_pt) : std::vector<MapPicture>{};
                       const std::scoped_lock lock(handover->mutex);
                       if (other_insets) {
                           handover->insets = std::move(insets);
                           handover->insets_styled = picture->styled;
                           handover->insets_px_per_pt = px_per_pt;
                           handover->insets_made = true;
                       }
                       handover->picture = std::move(picture);
                       handover->made.notify_all();
                       return std::nullopt; // picture_waits() tells
                   });
}

bool MapLayer::repaint_states(const AppState& state) {
    if (!m_picture || !same_units(*m_picture->document, *state.document) ||
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
    for (const auto& rect : joined_rects(rects)) {
        if (m_colours_here) {
            paint_picture(*m_picture, rect, m_own_pool);
        }
        m_changed.push_back(rect);
    }
    return true;
}

UnitRef MapLayer::pick(const AppState& state, Point map_px) const {
    if (!m_picture || !m_picture->ids || !state.document || !same_units(*m_picture->document, *state.document) ||
        map_px.x < 0 || map_px.y < 0 || map_px.x >= state.view.width_px || map_px.y >= state.view.height_px) {
        return {};
    }
    // Through the ground: the picture may be one view behind.
    const Point at = m_picture->view.to_px(state.view.to_metres(map_px));
    const auto x = static_cast<int>(std::floor(at.x));
    const auto y = static_cast<int>(std::floor(at.y));
    if (x < 0 || y < 0 || x >= m_picture->ids->width_px || y >= m_picture->ids->height_px) {
        return {};
    }
    const std::uint32_t id = picked_id(*m_picture->ids, m_picture->fragments.get(), x, y);
    return id == 0 ? UnitRef{} : unit_of_feature(*m_picture->document->atlas, id - 1, state.styled->map.level);
}

std::vector<PixelRect> MapLayer::take_changed() {
    return std::exchange(m_changed, {});
}

} // namespace ntm::viewer
