#include "geo/picture/labels.hpp"

#include "geo/base/viet_text.hpp"

#include <algorithm>
#include <cmath>

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
        // Half a line inside the unit is what it takes to tell whose name this is.
        if (!candidate.always && candidate.clearance_px < size.height_px * 0.45) {
            continue;
        }
        Point at = candidate.px;
        const double half_w = size.width_px / 2 + request.edge_px, half_h = size.height_px / 2 + request.edge_px;
        if (half_w * 2 > request.view.width_px || half_h * 2 > request.view.height_px) {
            continue;
        }
        if (candidate.always) {
            at.x = std::clamp(at.x, half_w, request.view.width_px - half_w);
            at.y = std::clamp(at.y, half_h, request.view.height_px - half_h);
        }
        const Rect rect{at.x - size.width_px / 2, at.y - size.height_px / 2, at.x + size.width_px / 2,
                        at.y + size.height_px / 2};
        const bool cut = rect.x0 < request.edge_px || rect.y0 < request.edge_px ||
                         rect.x1 > request.view.width_px - request.edge_px ||
                         rect.y1 > request.view.height_px - request.edge_px;
        const bool covered = std::any_of(taken.begin(), taken.end(), [&](const Rect& other) {
            return rect.overlaps(other, request.gap_px);
        });
        if (cut || (covered && !candidate.always)) {
            continue;
        }
        taken.push_back(rect);
        placed.push_back({candidate.unit, std::move(text), at, size});
    }
    return placed;
}

} // namespace ntm
