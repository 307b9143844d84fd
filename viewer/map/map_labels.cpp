#include "viewer/map/map_labels.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace ntm::viewer {

namespace {

constexpr double least_unit_px = 16; ///< below, hardly a name of a level would fit into its unit
constexpr double gap_px = 3;
constexpr double edge_px = 4;
constexpr double steps_a_doubling = 8;

/// A picture of everything that has a name, with room for names that reach out of it.
MapView view_of_all(const Atlas& atlas, const std::vector<Level>& levels, double metres_per_px) {
    Box box;
    for (const Level level : levels) {
        for (const LabelPoint& point : atlas.label_points[static_cast<std::size_t>(level)]) {
            if (std::isfinite(point.at.x) && std::isfinite(point.at.y)) {
                box.add(point.at);
            }
        }
    }
    constexpr double room_px = 2000, most_px = 1e9;
    const auto size = [&](double metres) {
        return static_cast<int>(std::min(metres / metres_per_px + room_px, most_px));
    };
    return {box.center(), metres_per_px, size(box.width()), size(box.height())};
}

/// The place in sight that is nearest to the middle of the map and belongs to `unit`.
std::optional<Point> seen_place(const AppState& state, UnitRef unit, const MapLabels::Pick& pick) {
    constexpr int columns = 24, rows = 16;
    const Units& units = state.atlas()->units;
    std::optional<Point> best;
    double best_distance = std::numeric_limits<double>::infinity();
    for (int i = 0; i < columns * rows; ++i) {
        const Point at{(i % columns + 0.5) * state.view.width_px / columns,
                       (i / columns + 0.5) * state.view.height_px / rows};
        const double distance = std::hypot(at.x - state.view.width_px / 2.0, at.y - state.view.height_px / 2.0);
        if (distance >= best_distance) {
            continue;
        }
        const UnitRef under = pick(at);
        if (under.valid() && under.level <= unit.level && units.ancestor(under, unit.level) == unit) {
            best = at;
            best_distance = distance;
        }
    }
    return best;
}

} // namespace

double label_step(double metres_per_px) {
    // Less a little, or a view that stands on a step would fall onto either side of it.
    return std::exp2(std::ceil(std::log2(metres_per_px) * steps_a_doubling - 1e-6) / steps_a_doubling);
}

LabelPlan plan_labels(const std::shared_ptr<const Document>& document, Level shown, double metres_per_px,
                      const TextMeasure& measure) {
    LabelPlan plan{document, shown, metres_per_px, {}};
    const Atlas& atlas = *document->atlas;
    LabelRequest request;
    request.levels = named_levels(*document, metres_per_px, shown);
    request.view = view_of_all(atlas, request.levels, metres_per_px);
    request.gap_px = gap_px;
    plan.labels = place_labels(atlas, request, measure);
    for (PlacedLabel& label : plan.labels) {
        label.at = request.view.to_metres(label.at);
    }
    return plan;
}

std::vector<Level> named_levels(const Document& document, double metres_per_px, Level shown) {
    std::vector<Level> levels;
    const Units& units = document.atlas->units;
    for (auto index = all_levels.size(); index-- > static_cast<std::size_t>(units.drawn);) {
        const Level level = all_levels[index];
        const bool lone = units.count(level) <= 1 && level != units.drawn && level != shown;
        if (units.count(level) == 0 || lone) {
            continue;
        }
        const bool large = document.typical_size_m[index] / metres_per_px >= least_unit_px;
        if (levels.empty() || large) {
            levels.push_back(level);
        }
    }
    // Names of three levels at once are a thicket.
    if (levels.size() > 2) {
        levels.erase(levels.begin(), levels.end() - 2);
    }
    return levels;
}

void MapLabels::use_font(TextMeasure measure) {
    m_measure = std::move(measure);
    m_asked_document.reset();
}

void MapLabels::update(const AppState& state, const Obstacles& obstacles, const Pick& pick) {
    m_labels.clear();
    if (!state.document || state.view.width_px <= 0 || !m_measure) {
        return;
    }
    ask(state);
    take_plan();
    show(state, obstacles, pick);
}

void MapLabels::ask(const AppState& state) {
    const double step = label_step(state.view.metres_per_px);
    if (m_asked_document == state.document && m_asked_shown == state.level && m_asked_step == step) {
        return;
    }
    m_asked_document = state.document;
    m_asked_shown = state.level;
    m_asked_step = step;
    m_tasks.submit(Lane::picture, "labels", "ui.task.draw",
                   [document = state.document, shown = state.level, step, measure = m_measure,
                    handover = m_handover](Progress&) -> std::optional<Command> {
                       auto plan = std::make_shared<const LabelPlan>(plan_labels(document, shown, step, measure));
                       const std::scoped_lock lock(handover->mutex);
                       handover->plan = std::move(plan);
                       return Redraw{};
                   });
}

void MapLabels::take_plan() {
    const std::scoped_lock lock(m_handover->mutex);
    if (m_handover->plan) {
        m_plan = std::exchange(m_handover->plan, nullptr);
    }
}

void MapLabels::show(const AppState& state, const Obstacles& obstacles, const Pick& pick) {
    TakenBoxes taken(gap_px);
    for (const LabelBox& obstacle : obstacles) {
        taken.take(obstacle);
    }
    const LabelBox frame{edge_px, edge_px, state.view.width_px - edge_px, state.view.height_px - edge_px};
    show_selected(state, pick, frame, taken);
    if (!m_plan || m_plan->document != state.document) {
        return;
    }
    for (const PlacedLabel& planned : m_plan->labels) {
        const Point at = state.view.to_px(planned.at);
        const LabelBox box = LabelBox::about(at, planned.size);
        // A coarser view than the plan's, or the name of the selected, may leave no room for what was free.
        if (box.within(frame) && planned.unit != state.selected && taken.free(box)) {
            taken.take(box);
            m_labels.push_back(planned);
            m_labels.back().at = at;
        }
    }
}

/// At its own point, where that is in sight, else where the unit is seen, else (too small to be met) nowhere.
void MapLabels::show_selected(const AppState& state, const Pick& pick, const LabelBox& frame, TakenBoxes& taken) {
    const UnitRef unit = state.selected;
    const Atlas& atlas = *state.atlas();
    const auto& points = atlas.label_points[static_cast<std::size_t>(unit.level)];
    if (!unit.valid() || unit.id >= points.size()) {
        return;
    }
    const Point own = state.view.to_px(points[unit.id].at);
    const bool in_sight = own.x >= 0 && own.y >= 0 && own.x < state.view.width_px && own.y < state.view.height_px;
    const std::optional<Point> wanted = in_sight ? own : seen_place(state, unit, pick);
    if (!wanted) {
        return;
    }
    PlacedLabel label{unit, short_name(atlas.units, unit), {}, {}, true};
    label.size = m_measure(label.text, true);
    if (find_free_place(taken, frame, label.size, *wanted, label.at)) {
        taken.take(LabelBox::about(label.at, label.size));
        m_labels.push_back(std::move(label));
    }
}

} // namespace ntm::viewer
