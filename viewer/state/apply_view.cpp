#include "viewer/state/apply_view.hpp"

#include "viewer/state/apply_selection.hpp"

#include "geo/earth/written_place.hpp"

#include <algorithm>

namespace ntm::viewer {

namespace {

constexpr std::size_t most_recent = 12;
constexpr double place_metres_per_px = 12; ///< a commune and its neighbours around a place

bool is_number(Point p) {
    return p.x == p.x && p.y == p.y;
}

/// Whether a unit is seen whole and large enough to be found on the map by its outline.
bool stands_out(const AppState& state, const Box& box) {
    constexpr double least_part = 0.35; // of the map's smaller side
    const double side_px = std::max(box.width(), box.height()) / state.view.metres_per_px;
    return shows_all_of(state.view, box) &&
           side_px >= least_part * std::min(state.map_rect.width, state.map_rect.height);
}

Box box_of(const AppState& state, const UnitSet& units) {
    Box box;
    const auto& boxes = state.atlas()->boxes[static_cast<std::size_t>(units.level)];
    for (const std::uint32_t id : units.ids) {
        if (id < boxes.size() && !boxes[id].empty()) {
            box.add(boxes[id]);
        }
    }
    return box;
}

/// The cursor rests where it was before somebody typed: what lies there is no longer the question.
void forget_cursor(AppState& state) {
    state.cursor.reset();
    state.hovered = {};
}

void note_recent(AppState& state, const SearchHit& hit) {
    auto& recent = state.recent;
    std::erase_if(recent, [&](const SearchHit& other) {
        return other.kind == hit.kind && other.unit == hit.unit && other.text == hit.text;
    });
    recent.insert(recent.begin(), hit);
    recent.resize(std::min(recent.size(), most_recent));
}

/// A place within reach of the map gets a pin; from another one nothing would be seen.
void go_to(AppState& state, Point metres, Point lon_lat, const SearchHit& hit) {
    Box reach = state.atlas()->coverage.box();
    const double margin = 0.1 * std::max(reach.width(), reach.height());
    reach.add(Point{reach.min_x - margin, reach.min_y - margin});
    reach.add(Point{reach.max_x + margin, reach.max_y + margin});
    const bool reached = is_number(metres) && is_number(lon_lat) && metres.x >= reach.min_x &&
                         metres.x <= reach.max_x && metres.y >= reach.min_y && metres.y <= reach.max_y;
    if (!reached) {
        state.message = {"ui.go.outside", hit.text, {}};
        return;
    }
    MapView view = state.view;
    view.center = metres;
    view.metres_per_px = std::min(view.metres_per_px, place_metres_per_px);
    set_view(state, view, true);
    state.pin = Pin{metres, lon_lat};
    state.go_open = false;
    state.message = {};
    forget_cursor(state);
    note_recent(state, hit);
}

void go_to_written(AppState& state, const SearchHit& hit) {
    if (!state.document || !state.document->to_lon_lat) {
        return;
    }
    const Transformation& to_lon_lat = *state.document->to_lon_lat;
    const Point metres = hit.geographic ? to_lon_lat.inverse(hit.at) : hit.at;
    go_to(state, metres, hit.geographic ? hit.at : to_lon_lat.forward(hit.at), hit);
}

void take_hit(AppState& state, const SearchHit& hit) {
    switch (hit.kind) {
    case HitKind::unit:
        select_unit(state, hit.unit);
        if (const Box box = box_of(state, {hit.unit.level, {hit.unit.id}}); !box.empty() && !stands_out(state, box)) {
            fit_unit(state, hit.unit);
        }
        break;
    case HitKind::place:
        go_to_written(state, hit);
        return;
    case HitKind::criterion:
        state.theme.theme = Theme::criterion;
        state.theme.of = hit.text;
        state.drawer_tab = DrawerTab::gaps;
        state.drawer_open = true;
        break;
    case HitKind::decision:
    case HitKind::body:
        mark(state, hit.units, false);
        if (const Box box = box_of(state, hit.units); !box.empty() && !stands_out(state, box)) {
            fit_box(state, box);
        }
        break;
    }
    note_recent(state, hit);
}

} // namespace

CameraLimits limits_of(const AppState& state) {
    return camera_limits(state.atlas() != nullptr ? state.atlas()->coverage.box() : Box{}, state.map_rect.width,
                         state.map_rect.height);
}

void update_cursor(AppState& state) {
    if (!state.cursor) {
        return;
    }
    state.cursor->metres = state.view.to_metres(state.cursor->map_px);
    state.cursor->lon_lat.reset();
    if (state.document && state.document->to_lon_lat) {
        const Point lon_lat = state.document->to_lon_lat->forward(state.cursor->metres);
        if (is_number(lon_lat)) {
            state.cursor->lon_lat = lon_lat;
        }
    }
}

void fit(AppState& state) {
    if (state.atlas() != nullptr && state.map_rect.width > 0 && !state.atlas()->main_extent.empty()) {
        state.view = fitted(state.atlas()->main_extent, state.map_rect.width, state.map_rect.height, limits_of(state));
    }
    state.follows_extent = true;
    update_cursor(state);
}

void set_view(AppState& state, const MapView& view, bool jump) {
    if (view != state.view) {
        state.trail.leave(state.view, jump);
    }
    state.view = view;
    state.follows_extent = false;
    update_cursor(state);
}

void fit_box(AppState& state, Box box) {
    if (box.empty() || state.map_rect.width <= 0) {
        return;
    }
    const double margin = 0.6 * std::max(box.width(), box.height());
    box.add(Point{box.min_x - margin, box.min_y - margin});
    box.add(Point{box.max_x + margin, box.max_y + margin});
    set_view(state, fitted(box, state.map_rect.width, state.map_rect.height, limits_of(state)), true);
}

void fit_unit(AppState& state, UnitRef unit) {
    if (state.atlas() != nullptr && unit.valid()) {
        fit_box(state, box_of(state, {unit.level, {unit.id}}));
    }
}

void place_map(AppState& state, const WindowRect& rect) {
    const bool first = state.map_rect.width == 0;
    state.map_rect = rect;
    if (state.follows_extent || first) {
        state.view = resized(state.view, rect.width, rect.height);
        fit(state);
    } else {
        state.view = resized(state.view, rect.width, rect.height);
        update_cursor(state);
    }
}

void step_view(AppState& state, bool back) {
    const auto view = back ? state.trail.back(state.view) : state.trail.forward(state.view);
    if (view) {
        state.view = resized(*view, state.map_rect.width, state.map_rect.height);
        state.follows_extent = false;
        update_cursor(state);
    }
}

void select_unit(AppState& state, UnitRef unit) {
    const auto* atlas = state.atlas();
    const bool known = atlas != nullptr && unit.valid() && unit.id < atlas->units.count(unit.level);
    state.selected = known ? unit : UnitRef{};
    state.marked = {};
    if (known) {
        state.marked.add(unit);
        state.notices_open = false;
        state.right_open = true;
    }
}

void take_search_choice(AppState& state) {
    if (state.atlas() == nullptr || state.search.choice >= state.search.hits.size()) {
        return;
    }
    const SearchHit hit = state.search.hits[state.search.choice];
    const auto focus_requests = state.search.focus_requests;
    state.search = SearchState{};
    state.search.focus_requests = focus_requests;
    forget_cursor(state);
    take_hit(state, hit);
}

void go_to_text(AppState& state, const GoToText& c) {
    const auto written = parse_written_place(c.text);
    if (!written) {
        state.message = {"ui.go.not_read", c.text, {}};
    } else if (state.atlas() != nullptr && (written->geographic || c.crs.empty())) {
        SearchHit hit;
        hit.kind = HitKind::place;
        hit.at = written->at;
        hit.geographic = written->geographic;
        hit.text = c.text;
        go_to_written(state, hit);
    }
}

void go_to_place(AppState& state, const GoToPlace& c) {
    if (state.atlas() == nullptr) {
        return;
    }
    SearchHit hit;
    hit.kind = HitKind::place;
    hit.at = c.lon_lat;
    hit.geographic = true;
    hit.text = c.text;
    go_to_written(state, hit);
}

void set_tool(AppState& state, MapTool tool) {
    const bool measures = tool == MapTool::distance || tool == MapTool::area;
    if (!measures || state.measure.ended) {
        state.measure = {};
    }
    state.tool = tool;
}

void add_measure_point(AppState& state, Point map_px) {
    if (!state.document || !state.document->to_lon_lat) {
        return;
    }
    if (state.measure.ended) {
        state.measure = {};
    }
    const Point metres = state.view.to_metres(map_px);
    const Point lon_lat = state.document->to_lon_lat->forward(metres);
    if (is_number(lon_lat)) {
        state.measure.metres.push_back(metres);
        state.measure.lon_lat.push_back(lon_lat);
        state.measure.measure();
    }
}

void drop_measure_point(AppState& state) {
    if (!state.measure.metres.empty()) {
        state.measure.metres.pop_back();
        state.measure.lon_lat.pop_back();
        state.measure.ended = false;
        state.measure.measure();
    }
}

} // namespace ntm::viewer
