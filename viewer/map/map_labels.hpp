#pragma once

#include "geo/picture/labels.hpp"
#include "viewer/state/app_state.hpp"
#include "viewer/state/tasks.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

namespace ntm::viewer {

/// The names of a whole document at one scale: `at` of each label in display metres, the most important first. A name
/// that is free at this scale is free at every finer one, so a plan serves a whole step of zoom.
struct LabelPlan {
    std::shared_ptr<const Document> document;
    Level shown = Level::commune;
    double metres_per_px = 0;
    std::vector<PlacedLabel> labels;
};
[[nodiscard]] LabelPlan plan_labels(const std::shared_ptr<const Document>& document, Level shown, double metres_per_px,
                                    const TextMeasure& measure);

/// The scale of the zoom step that `metres_per_px` lies in: the coarsest of the step.
[[nodiscard]] double label_step(double metres_per_px);

/// The levels whose names a view carries, coarsest first: one that has more than one unit, and the next below when some
/// of its units are large enough on the screen for a name.
[[nodiscard]] std::vector<Level> named_levels(const Document& document, double metres_per_px, Level shown);

/// The names on the map. They are chosen for the whole document by a task, once a step of zoom, and stand on the
/// ground: panning shows and hides names at the edges only. What is left a frame is to find those in sight.
class MapLabels {
public:
    /// The unit under a pixel of the map.
    using Pick = std::function<UnitRef(Point map_px)>;
    /// What else stands on the map, in pixels of the map: no name is shown behind it.
    using Obstacles = std::vector<LabelBox>;

    explicit MapLabels(TaskRunner& tasks)
        : m_tasks(tasks) {}

    /// `measure` is called by tasks too. To be called again when the letters change.
    void use_font(TextMeasure measure);
    void update(const AppState& state, const Obstacles& obstacles, const Pick& pick);
    /// In pixels of the map.
    [[nodiscard]] const std::vector<PlacedLabel>& labels() const { return m_labels; }

private:
    void ask(const AppState& state);
    void take_plan();
    void show(const AppState& state, const Obstacles& obstacles, const Pick& pick);
    void show_selected(const AppState& state, const Pick& pick, const LabelBox& frame, TakenBoxes& taken);

    struct Handover { ///< outlives the labels when a task is still at work
        std::mutex mutex;
        std::shared_ptr<const LabelPlan> plan;
    };

    TaskRunner& m_tasks;
    TextMeasure m_measure;
    std::shared_ptr<Handover> m_handover = std::make_shared<Handover>();
    std::shared_ptr<const LabelPlan> m_plan;
    std::vector<PlacedLabel> m_labels;

    // What was asked for last.
    std::shared_ptr<const Document> m_asked_document;
    Level m_asked_shown = Level::commune;
    double m_asked_step = 0;
};

} // namespace ntm::viewer
