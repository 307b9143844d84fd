#include "viewer/map/map_picture.hpp"

#include "geo/picture/sheet.hpp"
#include "geo/shape/raster_shift.hpp"
#include "viewer/map/camera.hpp"

#include <algorithm>
#include <cmath>

namespace ntm::viewer {

namespace {

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

/// Where the archipelagos stand in boxes, they are not drawn a second time at the map's edge, nor the mainland's coast
/// in a corner of a box.
const Coverage& coverage_of(const MapPicture& picture) {
    const Atlas& atlas = *picture.document->atlas;
    if (picture.inset) {
        return atlas.far_coverage;
    }
    const bool boxes_shown = !picture.document->insets.empty() && shows_all_of(picture.view, atlas.main_extent);
    return boxes_shown ? atlas.main_coverage : atlas.coverage;
}

} // namespace

Rgba map_ground(LookTheme theme) {
    constexpr std::uint32_t dark = 0x17212A; // a sea at night: a light one would dazzle between dark panels
    return theme == LookTheme::dark ? rgb(dark) : base_paint_style().ground;
}

PictureColours::PictureColours(const MapPicture& picture, const Styled& styled)
    : m_states(picture.styled->states) // what is filtered and selected is so on both days
    , m_style(map_style(*picture.document->atlas, styled.map, picture.view.metres_per_px, picture.px_per_pt)) {
    const Atlas& atlas = *picture.document->atlas;
    m_states.resize(atlas.coverage.features(), state_plain);
    mark_features(atlas, picture.hovered, state_hovered, m_states);
    mark_features(atlas, picture.selected, state_selected, m_states);
    m_style.states = m_states;
    m_style.ground = picture.ground;
    if (picture.inset) {
        constexpr double islet_border_pt = 0.4; // wider ones would be all that is seen of an islet
        for (BorderStyle& border : m_style.border) {
            border.width_pt = std::min(border.width_pt, islet_border_pt);
        }
    }
}

namespace {

/// Planning layers, where they are shown: those of a picture moved by whole pixels are taken over.
bool draw_plans(MapPicture& picture, const MapPicture* near, const std::atomic<bool>* cancelled) {
    if (picture.plans || (picture.plan_looks.empty() && !picture.plan_flaws)) {
        return true;
    }
    const PlanPictureRequest request{*picture.document->atlas, picture.plan_looks,
                                     picture.plan_flaws,       picture.view,
                                     picture.px_per_pt,        picture.finish == Finish::at_rest};
    auto plans = std::make_shared<Overlay>();
    const bool same = near != nullptr && near->plans && near->document == picture.document &&
                      near->same_plans(picture) && near->px_per_pt == picture.px_per_pt && !request.smooth;
    const auto shift = same ? whole_pixel_shift(near->view, picture.view) : std::nullopt;
    WorkerPool& pool = WorkerPool::shared();
    if (!(shift ? draw_moved_plan_layers(request, *near->plans, *shift, pool, *plans, cancelled)
                : draw_plan_layers(request, pool, *plans, cancelled))) {
        return false;
    }
    picture.plans = std::move(plans);
    return true;
}

/// Scans under borders and planning layers, or over both. What they show of another view is moved to where its ground
/// is now, until they are read for this one.
void lay_scans(MapPicture& picture) {
    picture.laid = picture.plans;
    if (!picture.scans || picture.inset) {
        return;
    }
    WorkerPool& pool = WorkerPool::shared();
    const ScanPicture& drawn = *picture.scans->picture;
    const auto here = [&](const Overlay& overlay) {
        return drawn.view == picture.view ? overlay : moved_overlay(overlay, drawn.view, picture.view, pool);
    };
    auto laid = std::make_shared<Overlay>(here(drawn.under));
    if (!laid->pixels.empty()) {
        const PictureColours colours(picture);
        spare_borders(*laid, *picture.ids, picture.fragments.get(), picture.view, colours.style(), pool);
    }
    for (const Overlay& top : {picture.plans ? *picture.plans : Overlay(), here(drawn.over)}) {
        if (laid->pixels.empty()) {
            *laid = top;
        } else if (!top.pixels.empty()) {
            put_over(*laid, top);
        }
    }
    if (!laid->pixels.empty()) {
        picture.laid = std::move(laid);
    }
}

} // namespace

bool find_ids(MapPicture& picture, const MapPicture* near, const std::atomic<bool>* cancelled) {
    const Coverage& coverage = coverage_of(picture);
    WorkerPool& pool = WorkerPool::shared();
    if (!picture.ids) {
        auto ids = std::make_shared<IdRaster>();
        const bool same_ground =
            near != nullptr && near->ids && near->document == picture.document && &coverage_of(*near) == &coverage;
        const auto shift = same_ground ? whole_pixel_shift(near->view, picture.view) : std::nullopt;
        if (!(shift ? rasterize_moved(coverage, *near->ids, *shift, picture.view, pool, *ids, cancelled)
                    : rasterize(coverage, picture.view, pool, *ids, cancelled))) {
            return false;
        }
        picture.ids = std::move(ids);
    }
    if (picture.finish == Finish::at_rest && !picture.fragments) {
        auto fragments = std::make_shared<Fragments>();
        const PictureColours colours(picture);
        if (!make_fragments(coverage, picture.view, *picture.ids, colours.style(), pool, *fragments, cancelled)) {
            return false;
        }
        picture.fragments = std::move(fragments);
    }
    if (!draw_plans(picture, near, cancelled)) {
        return false;
    }
    lay_scans(picture);
    return true;
}

namespace {

void paint_in(const MapPicture& picture, const Styled& styled, PixelRect rect, WorkerPool& pool,
              std::vector<Rgba>& pixels) {
    const PictureColours colours(picture, styled);
    pixels.resize(picture.ids->ids.size());
    if (picture.fragments) {
        paint_at_rest(*picture.ids, *picture.fragments, picture.view, colours.style(), rect, pool, pixels);
    } else {
        paint(*picture.ids, picture.view, colours.style(), rect, pool, pixels);
    }
    if (picture.laid) {
        lay_over(picture_overlay(picture, colours, rect), picture.view.width_px, pixels);
    } else if (picture.hovered.valid() || picture.selected.valid()) {
        lay_outlines(coverage_of(picture), picture.view, colours.style(), rect, pool, pixels);
    }
}

} // namespace

void paint_picture(MapPicture& picture, PixelRect rect, WorkerPool& pool) {
    paint_in(picture, *picture.styled, rect, pool, picture.pixels);
    if (picture.before) {
        paint_in(picture, *picture.before, rect, pool, picture.before_pixels);
    }
}

Overlay picture_overlay(const MapPicture& picture, const PictureColours& colours, PixelRect rect) {
    Overlay outlines;
    if (picture.hovered.valid() || picture.selected.valid() || !picture.styled->states.empty()) {
        outlines = outline_overlay(coverage_of(picture), picture.view, colours.style(), rect);
    }
    if (!picture.laid) {
        return outlines;
    }
    Overlay laid = part_of(*picture.laid, rect);
    put_over(laid, outlines);
    return laid;
}

PixelRect rect_of(const MapPicture& picture, UnitRef unit) {
    const auto& boxes = picture.document->atlas->boxes[static_cast<std::size_t>(unit.level)];
    if (!unit.valid() || unit.id >= boxes.size() || boxes[unit.id].empty()) {
        return {};
    }
    const Box& box = boxes[unit.id];
    const double reach = outline_reach_px(picture.px_per_pt);
    const Point upper_left = picture.view.to_px({box.min_x, box.max_y});
    const Point lower_right = picture.view.to_px({box.max_x, box.min_y});
    const auto within = [](double value, int limit) { return static_cast<int>(std::clamp(value, 0.0, double(limit))); };
    return {within(std::floor(upper_left.x - reach), picture.view.width_px),
            within(std::floor(upper_left.y - reach), picture.view.height_px),
            within(std::ceil(lower_right.x + reach), picture.view.width_px),
            within(std::ceil(lower_right.y + reach), picture.view.height_px)};
}

} // namespace ntm::viewer
