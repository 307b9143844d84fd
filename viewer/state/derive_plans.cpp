#include "viewer/state/derive.hpp"

namespace ntm::viewer {

namespace {

/// The land uses of more polygons than this are counted on the worker.
constexpr std::size_t at_once_polygons = 20'000;

PlanLegendMade count_uses(std::shared_ptr<const Document> document, const std::vector<PlanLook>& looks,
                          const MapView& view) {
    auto legend = std::make_shared<PlanLegend>();
    for (const PlanLook& look : looks) {
        legend->uses.push_back(shown_uses(*document->atlas, look, view));
    }
    legend->document = std::move(document);
    legend->looks = looks;
    return {std::move(legend)};
}

} // namespace

void Derivations::update_plans(AppState& state) {
    update_plan_desk(state);
    update_spot(state);
    update_plan_legend(state);
    update_scans(state);
    update_scan_pane(state);
}

void Derivations::update_plan_desk(AppState& state) {
    if (!state.drawer_open || state.drawer_tab != DrawerTab::plans || !state.insight ||
        state.insight->snapshot->atlas != state.document->atlas) {
        return;
    }
    const std::tuple key{state.insight->snapshot, state.plan_months, state.plan_tries};
    if (key == m_plans_key) {
        // Neither there nor on its way: a person has given it up, or it waits for nobody any more.
        state.plans_given_up = state.current_plan_desk() == nullptr && !m_tasks.has_kind("plans");
        return;
    }
    state.plans_given_up = false;
    m_plans_key = key;
    m_tasks.cancel_kind("plans");
    m_tasks.submit(
        Lane::plans, "plans", "ui.task.plans",
        [snapshot = std::get<0>(key), months = std::get<1>(key)](Progress& progress) -> std::optional<Command> {
            auto desk = make_plan_desk(snapshot, months, progress);
            return desk ? std::optional<Command>(PlansMade{std::move(desk)}) : std::nullopt;
        });
}

void Derivations::update_spot(AppState& state) {
    const std::pair key{state.document, state.spot_at};
    if (key == m_spot_key) {
        return;
    }
    m_spot_key = key;
    if (!state.spot_at || state.document->atlas->plan_layers.empty()) {
        apply(state, SpotFound{});
        return;
    }
    constexpr double reach_px = 8; // a hand's precision
    const double reach_m = reach_px * state.view.metres_per_px;
    m_tasks.submit(
        Lane::insight, "spot", "ui.task.report", [document = key.first, at = *key.second, reach_m](Progress&) {
            return SpotFound{
                std::make_shared<const SpotReport>(SpotReport{document, at, look_at(*document->atlas, at, reach_m)})};
        });
}

void Derivations::update_plan_legend(AppState& state) {
    auto looks = state.plan_looks();
    if (looks.empty()) {
        return;
    }
    const std::tuple key{state.document, looks, state.view};
    if (key == m_plan_legend_key) {
        return;
    }
    m_plan_legend_key = key;
    std::size_t polygons = 0;
    for (const PlanLook& look : looks) {
        polygons += state.document->atlas->plan_layers[look.layer].polygons.features();
    }
    if (polygons <= at_once_polygons) {
        apply(state, count_uses(state.document, looks, state.view));
        return;
    }
    m_tasks.submit(Lane::insight, "plan legend", "ui.task.count",
                   [document = state.document, looks = std::move(looks), view = state.view](Progress&) {
                       return count_uses(document, looks, view);
                   });
}

} // namespace ntm::viewer
