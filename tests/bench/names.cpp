#include "tests/bench/cases.hpp"
#include "tests/bench/measure.hpp"
#include "tests/bench/picture.hpp"
#include "viewer/map/map_labels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <thread>

namespace ntm::bench {

namespace {

using namespace viewer;

TextSize measured(const std::string& text, bool strong) {
    return {(strong ? 8.5 : 8.0) * static_cast<double>(text.size()), 20};
}

/// What a frame spends on names while the map is moved; the choice for a step of zoom is made by a task beside it.
std::vector<double> frame_times(const std::shared_ptr<const Document>& document, const MapView& whole) {
    TaskRunner tasks([] {});
    MapLabels labels(tasks);
    labels.use_font(measured);
    AppState state;
    state.document = document;
    std::vector<double> times;
    for (const MapView& view : sixty_moves(whole)) {
        state.view = view;
        times.push_back(elapsed_ms([&] { labels.update(state, {}, [](Point) { return UnitRef{}; }); }));
        while (tasks.busy()) {
            std::this_thread::yield();
            static_cast<void>(tasks.take_results());
        }
        times.push_back(elapsed_ms([&] { labels.update(state, {}, [](Point) { return UnitRef{}; }); }));
    }
    return times;
}

} // namespace

void measure_names(const Scene& scene, Report& report) {
    const auto document = make_document(scene.atlas);
    double worst = 0;
    std::size_t most = 0;
    for (double zoom = 1; zoom < 500; zoom *= 1.5) {
        const double scale = label_step(scene.views.front().view.metres_per_px / zoom);
        LabelPlan plan;
        worst = std::max(worst, elapsed_ms([&] { plan = plan_labels(document, Level::commune, scale, measured); }));
        most = std::max(most, plan.labels.size());
    }
    report.add({"names of one step of zoom, worst",
                scene.layer.label,
                worst,
                {},
                {},
                {},
                {},
                fmt::format("a task beside the window's thread; up to {} names of the whole country", most),
                {}});
    const std::vector<double> times = frame_times(document, scene.views.front().view);
    report.add({"names in a frame, worst",
                scene.layer.label,
                *std::max_element(times.begin(), times.end()),
                {},
                {},
                {},
                {},
                fmt::format("of {}; median {:.3f} ms; aim 2", times.size(), median(times)),
                {}});
}

} // namespace ntm::bench
