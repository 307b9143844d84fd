#include "geo/picture/labels.hpp"

#include "geo/base/viet_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace ntm {

namespace {

struct Candidate {
    UnitRef unit;
    Point px;
    double clearance_px;
    double area_m2;
    bool always;
    bool strong;
    bool may_hang_over; ///< of the coarsest level named
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
        const bool strong = always || (request.levels.size() > 1 && unit.level == request.levels.front());
        found.push_back({unit, px, points[unit.id].clearance / view.metres_per_px, box.width() * box.height(), always,
                         strong, !request.levels.empty() && unit.level == request.levels.front()});
    };
    for (const UnitRef unit : request.always) {
        consider(unit, true);
    }
    for (const Level level : request.levels) {
        const auto first = static_cast<std::ptrdiff_t>(found.size());
        for (std::uint32_t id = 0; id < atlas.units.count(level); ++id) {
            const UnitRef unit{level, id};
            if (std::find(request.always.begin(), request.always.end(), unit) == request.always.end()) {
                consider(unit, false);
            }
        }
        std::stable_sort(found.begin() + first, found.end(),
                         [](const Candidate& a, const Candidate& b) { return a.area_m2 > b.area_m2; });
    }
    return found;
}

/// Whether a name can be told to be that of its unit: a third of a line must lie inside, and where coarser names stand
/// on the map too, it may not hang far over the border.
constexpr double least_of_line = 0.3;
bool fits_unit(const Candidate& candidate, TextSize size) {
    constexpr double overhang = 2.2; ///< half a name beside the largest circle inside
    return candidate.clearance_px >= size.height_px * least_of_line &&
           (candidate.may_hang_over || candidate.clearance_px * overhang >= size.width_px / 2);
}

/// Where the name of a unit finds room with its middle inside the unit: at its point, or a little aside.
std::optional<Point> place_inside(const Candidate& candidate, TextSize size, const LabelBox& frame,
                                  const TakenBoxes& taken) {
    const double reach_x = std::min(candidate.clearance_px, size.width_px / 2);
    const double reach_y = std::min(candidate.clearance_px, size.height_px * 1.5);
    for (const double reach : {0.0, 0.5, 1.0}) {
        for (const Point way :
             {Point{0, -1}, {0, 1}, {-1, 0}, {1, 0}, {-0.7, -0.7}, {0.7, -0.7}, {-0.7, 0.7}, {0.7, 0.7}}) {
            const Point tried{candidate.px.x + way.x * reach * reach_x, candidate.px.y + way.y * reach * reach_y};
            const LabelBox box = LabelBox::about(tried, size);
            if (box.within(frame) && taken.free(box)) {
                return tried;
            }
            if (reach == 0) {
                break;
            }
        }
    }
    return std::nullopt;
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

std::vector<PlacedLabel> place_labels(const Atlas& atlas, const LabelRequest& request, const TextMeasure& measure) {
    std::vector<PlacedLabel> placed;
    TakenBoxes taken(request.gap_px);
    const double edge = request.edge_px;
    const LabelBox frame{edge, edge, request.view.width_px - edge, request.view.height_px - edge};
    // Most units of a country are too small for any name: those are not even read.
    const std::array least_clearance_px{measure("A", false).height_px * least_of_line / 2,
                                        measure("A", true).height_px * least_of_line / 2};
    for (const Candidate& candidate : candidates_in_view(atlas, request)) {
        if (!candidate.always && candidate.clearance_px < least_clearance_px[candidate.strong ? 1 : 0]) {
            continue;
        }
        std::string text = short_name(atlas.units, candidate.unit);
        const TextSize size = measure(text, candidate.strong);
        std::optional<Point> at;
        if (fits_unit(candidate, size)) {
            at = place_inside(candidate, size, frame, taken);
        }
        if (Point aside; !at && candidate.always && find_free_place(taken, frame, size, candidate.px, aside)) {
            at = aside;
        }
        if (at) {
            taken.take(LabelBox::about(*at, size));
            placed.push_back({candidate.unit, std::move(text), *at, size, candidate.strong});
        }
    }
    return placed;
}

} // namespace ntm
