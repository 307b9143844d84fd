#include "geo/picture/labels.hpp"

#include "geo/base/viet_text.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace ntm {

namespace {

struct Rect {
    double x0, y0, x1, y1;
    [[nodiscard]] bool overlaps(const Rect& other, double gap) const {
        return x0 < other.x1 + gap && other.x0 < x1 + gap && y0 < other.y1 + gap && other.y0 < y1 + gap;
    }
};

struct Candidate {
    UnitRef unit;
    Point px;
    double clearance_px;
    double weight;
    bool always;
};

std::vector<Candidate> candidates_in_view(const Atlas& atlas, const LabelRequest& request) {
    std::vector<Candidate> found;
    const MapView& view = request.view;
    const auto consider = [&](UnitRef unit, bool always) {
        const auto& points = atlas.label_points[static_cast<std::size_t>(unit.level)];
        if (unit.id >= points.size() || !std::isfinite(points[unit.id].at.x)) {
            return;
        }
        const Point px = view.to_px(points[unit.id].at);
        if (px.x < 0 || px.y < 0 || px.x >= view.width_px || px.y >= view.height_px) {
            return;
        }
        const Box& box = atlas.boxes[static_cast<std::size_t>(unit.level)][unit.id];
        found.push_back({unit, px, points[unit.id].clearance / view.metres_per_px, box.width() * box.height(), always});
    };
    for (const UnitRef unit : request.always) {
        consider(unit, true);
    }
    for (std::uint32_t id = 0; id < atlas.units.count(request.level); ++id) {
        const UnitRef unit{request.level, id};
        if (std::find(request.always.begin(), request.always.end(), unit) == request.always.end()) {
            consider(unit, false);
        }
    }
    std::stable_sort(found.begin(), found.end(), [](const Candidate& a, const Candidate& b) {
        return a.always != b.always ? a.always : a.weight > b.weight;
    });
    return found;
}

} // namespace

Level label_level(const Units& units) {
    for (const Level level : {Level::province, Level::district, Level::commune}) {
        if (level >= units.drawn && units.count(level) > 1) {
            return level;
        }
    }
    return units.drawn;
}

std::string short_name(const Units& units, UnitRef unit) {
    const std::string& name = units.name(unit);
    const TypedName typed = split_type_word(name);
    if (typed.name.empty()) {
        return name.empty() ? units.code(unit) : name;
    }
    if (unit.level == Level::district) {
        const UnitType type = units.at(unit.level).type[unit.id];
        if (type == UnitType::thanh_pho) {
            return "TP " + typed.name;
        }
        if (type == UnitType::thi_xa) {
            return "TX " + typed.name;
        }
    }
    return typed.name;
}

std::vector<PlacedLabel> place_labels(const Atlas& atlas, const LabelRequest& request,
                                      const std::function<TextSize(const std::string&)>& measure) {
    std::vector<PlacedLabel> placed;
    std::vector<Rect> taken;
    for (const Candidate& candidate : candidates_in_view(atlas, request)) {
        std::string text = short_name(atlas.units, candidate.unit);
        const TextSize size = measure(text);
        // A third of a line inside the unit is what it takes to tell whose name this is.
        if (!candidate.always && candidate.clearance_px < size.height_px * 0.3) {
            continue;
        }
        const double half_w = size.width_px / 2, half_h = size.height_px / 2;
        const double right = request.view.width_px - request.edge_px, bottom = request.view.height_px - request.edge_px;
        if (size.width_px > right - request.edge_px || size.height_px > bottom - request.edge_px) {
            continue;
        }
        const auto free_at = [&](Point at) {
            const Rect rect{at.x - half_w, at.y - half_h, at.x + half_w, at.y + half_h};
            return rect.x0 >= request.edge_px && rect.y0 >= request.edge_px && rect.x1 <= right && rect.y1 <= bottom &&
                   std::none_of(taken.begin(), taken.end(),
                                [&](const Rect& other) { return rect.overlaps(other, request.gap_px); });
        };
        std::optional<Point> at;
        for (const Point step : {Point{0, 0}, {0, -1}, {0, 1}, {-1, 0}, {1, 0}, {-1, -1}, {1, -1}, {-1, 1}, {1, 1}}) {
            // A name may step aside, but its middle stays inside its own unit.
            const double reach = std::min(candidate.clearance_px, size.height_px);
            const Point tried{candidate.px.x + step.x * reach, candidate.px.y + step.y * reach};
            if (free_at(tried)) {
                at = tried;
                break;
            }
        }
        if (!at && candidate.always) {
            at = Point{std::clamp(candidate.px.x, request.edge_px + half_w, right - half_w),
                       std::clamp(candidate.px.y, request.edge_px + half_h, bottom - half_h)};
        }
        if (at) {
            taken.push_back({at->x - half_w, at->y - half_h, at->x + half_w, at->y + half_h});
            placed.push_back({candidate.unit, std::move(text), *at, size});
        }
    }
    return placed;
}

} // namespace ntm
