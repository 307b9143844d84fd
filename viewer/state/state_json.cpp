#include "viewer/state/state_json.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace ntm::viewer {

namespace {

using nlohmann::ordered_json;

ordered_json unit_json(const AppState& state, UnitRef unit) {
    if (state.atlas() == nullptr || !unit.valid()) {
        return nullptr;
    }
    return {{"code", state.atlas()->units.code(unit)},
            {"name", state.atlas()->units.name(unit)},
            {"level", level_word(unit.level)}};
}

ordered_json legend_json(const Legend& legend) {
    auto entries = ordered_json::array();
    for (const auto* list : {&legend.entries, &legend.overlays}) {
        for (const auto& entry : *list) {
            entries.push_back({{"key", entry.label_key},
                               {"count", entry.count},
                               {"cumulative", entry.cumulative ? ordered_json(*entry.cumulative) : ordered_json()},
                               {"overlay", list == &legend.overlays},
                               {"fill", {entry.style.fill.r, entry.style.fill.g, entry.style.fill.b}}});
        }
    }
    return entries;
}

ordered_json sum_json(const ClassSum& sum) {
    return {{"units", sum.units}, {"ha", sum.ha}};
}

/// Of another scope than all units, or where areas or shares are shown.
ordered_json legend_counts_json(const AppState& state) {
    const LegendCounts* counts = state.current_legend_counts();
    if (counts == nullptr) {
        return nullptr;
    }
    ordered_json json{{"measure", legend_measure_word(state.legend_measure)},
                      {"areas_known", counts->areas_known},
                      {"all", sum_json(counts->all)},
                      {"entries", ordered_json::array()}};
    for (const ClassSum& sum : counts->entries) {
        json["entries"].push_back(sum_json(sum));
    }
    return json;
}

ordered_json cursor_json(const AppState& state) {
    if (!state.cursor) {
        return nullptr;
    }
    ordered_json json{{"map_px", {state.cursor->map_px.x, state.cursor->map_px.y}},
                      {"metres", {state.cursor->metres.x, state.cursor->metres.y}},
                      {"lon_lat", nullptr}};
    if (state.cursor->lon_lat) {
        json["lon_lat"] = {state.cursor->lon_lat->x, state.cursor->lon_lat->y};
    }
    return json;
}

ordered_json search_json(const AppState& state) {
    auto hits = ordered_json::array();
    for (const SearchHit& hit : state.search.hits) {
        hits.push_back(
            hit.kind == HitKind::unit
                ? unit_json(state, hit.unit)
                : ordered_json{{"kind", hit_kind_word(hit.kind)}, {"text", hit.text}, {"units", hit.units.size()}});
    }
    return {{"text", state.search.text}, {"open", state.search.open}, {"hits", hits}, {"choice", state.search.choice}};
}

ordered_json measure_json(const AppState& state) {
    return {{"tool", map_tool_word(state.tool)},
            {"points", state.measure.metres.size()},
            {"ended", state.measure.ended},
            {"length_m", state.measure.length_m},
            {"area_m2", state.measure.area_m2}};
}

ordered_json pin_json(const AppState& state) {
    return state.pin ? ordered_json{{"lon_lat", {state.pin->lon_lat.x, state.pin->lon_lat.y}},
                                    {"metres", {state.pin->metres.x, state.pin->metres.y}}}
                     : ordered_json();
}

/// The first rows of the open tab are enough for a test to know it again.
ordered_json drawer_json(const AppState& state) {
    ordered_json json{
        {"open", state.drawer_open}, {"tab", drawer_tab_word(state.drawer_tab)}, {"height", state.drawer_height}};
    const auto* lists = state.drawer_open ? state.current_drawer() : nullptr;
    if (lists == nullptr) {
        return json;
    }
    json["rank"] = {{"key", lists->rank.key}, {"level", level_word(lists->rank.level)}};
    json["ranked"] = lists->ranking.size();
    json["bodies"] = lists->bodies.size();
    json["first"] = lists->ranking.empty() ? ordered_json() : unit_json(state, lists->ranking.front().unit);
    json["set"] = lists->gaps.set != nullptr ? ordered_json(lists->gaps.set->id) : ordered_json();
    json["judged"] = lists->gaps.judged;
    json["nearly"] = lists->nearly.size();
    json["most_failed"] = nullptr;
    if (!lists->gaps.by_criterion.empty()) {
        const auto& most = lists->gaps.by_criterion.front();
        json["most_failed"] = {{"criterion", lists->gaps.set->criteria[most.criterion].no},
                               {"units", most.units_not_met.size()}};
    }
    json["risks"] = lists->risks.size();
    json["due"] = lists->due.size();
    return json;
}

ordered_json plans_json(const AppState& state) {
    auto layers = ordered_json::array();
    for (const PlanLayerChoice& choice : state.plan_layers) {
        layers.push_back({{"layer", choice.look.layer + 1},
                          {"shown", choice.shown},
                          {"opacity", choice.look.opacity},
                          {"now", choice.look.now}});
    }
    ordered_json json{{"layers", layers}, {"list", plan_list_word(state.plan_list)}};
    const PlanDesk* desk = state.current_plan_desk();
    for (const PlanList list : all_plan_lists) {
        json[std::string(plan_list_word(list))] = desk != nullptr ? ordered_json(desk->count_of(list)) : ordered_json();
    }
    return json;
}

ordered_json scan_json(const AppState& state, const ScanChoice& choice) {
    ordered_json json{{"scan", choice.scan + 1},
                      {"shown", choice.shown},
                      {"over", choice.over},
                      {"opacity", choice.opacity},
                      {"saved", state.scan_is_saved(choice)},
                      {"method", placing_word(choice.points.method)},
                      {"points", ordered_json::array()}};
    const auto place = state.place_of_scan(choice.scan);
    const PlacedByPoints* fit = place && place->fit ? &*place->fit : nullptr;
    for (std::size_t i = 0; i < choice.points.points.size(); ++i) {
        const ControlPoint& point = choice.points.points[i];
        const bool known = fit != nullptr && i < fit->residuals.size() && std::isfinite(fit->residuals[i]);
        json["points"].push_back({{"px", {point.px.x, point.px.y}},
                                  {"place", {point.place.x, point.place.y}},
                                  {"off_m", known ? ordered_json(fit->residuals[i]) : ordered_json()}});
    }
    json["rms_m"] = fit != nullptr && std::isfinite(fit->rms) ? ordered_json(fit->rms) : ordered_json();
    json["box"] =
        place ? ordered_json{place->box.min_x, place->box.min_y, place->box.max_x, place->box.max_y} : ordered_json();
    return json;
}

ordered_json scans_json(const AppState& state) {
    auto scans = ordered_json::array();
    for (const ScanChoice& choice : state.scans) {
        scans.push_back(scan_json(state, choice));
    }
    const ScanPane& pane = state.scan_pane;
    ordered_json open;
    if (pane.scan) {
        open = {{"scan", *pane.scan + 1},
                {"center", {pane.view.center.x, -pane.view.center.y}},
                {"px_per_px", pane.view.metres_per_px},
                {"width", pane.view.width_px},
                {"height", pane.view.height_px},
                {"picked", pane.px ? ordered_json{pane.px->x, pane.px->y} : ordered_json()},
                {"half", pane.px      ? "pixel"
                         : pane.place ? "map"
                                      : "none"}};
    }
    const ShownScans* shown = state.current_scans();
    return {{"scans", scans},
            {"pane", open},
            {"offered", state.offered_scans.size()},
            {"drawn", shown != nullptr && shown->document == state.document && shown->picture->view == state.view}};
}

ordered_json spot_json(const AppState& state) {
    if (!state.spot || state.spot->document != state.document) {
        return nullptr;
    }
    auto hits = ordered_json::array();
    for (const SpotHit& hit : state.spot->spot.hits) {
        const PlanLayer& layer = state.atlas()->plan_layers[hit.layer];
        const auto use = [&](const std::optional<std::uint16_t>& of) {
            return of ? ordered_json(layer.uses[*of].text) : ordered_json();
        };
        hits.push_back({{"layer", hit.layer + 1},
                        {"plan", hit.plan ? ordered_json(layer.plans[*hit.plan].decision_given) : ordered_json()},
                        {"now", use(hit.now)},
                        {"planned", use(hit.planned)},
                        {"area_m2", hit.area_m2}});
    }
    return {{"unit", unit_json(state, state.spot->spot.unit)}, {"hits", hits}};
}

ordered_json marked_json(const AppState& state) {
    auto codes = ordered_json::array();
    for (const std::uint32_t id : state.marked.ids) {
        codes.push_back(state.atlas()->units.code({state.marked.level, id}));
    }
    return codes;
}

ordered_json filter_json(const AppState& state) {
    return {{"text", state.filter.text},
            {"chips", state.filter.chips.size()},
            {"marked_only", state.filter.marked_only},
            {"passing", state.filtered ? ordered_json(state.filtered->count) : ordered_json()}};
}

ordered_json table_json(const AppState& state) {
    const TableRows* made = state.current_table();
    if (made == nullptr) {
        return nullptr;
    }
    auto first = ordered_json::array();
    for (std::size_t i = 0; i < std::min<std::size_t>(made->rows.size(), 5); ++i) {
        first.push_back(state.atlas()->units.code({made->table->level, made->rows[i]}));
    }
    return {{"level", level_word(made->table->level)},
            {"rows", made->rows.size()},
            {"columns", made->table->columns.size()},
            {"order", state.table.order.column},
            {"first", first}};
}

ordered_json checklist_json(const AppState& state) {
    const auto* made = state.current_report();
    if (made == nullptr || made->evaluation.set == nullptr) {
        return nullptr;
    }
    return {{"set", made->evaluation.set->id},
            {"met", made->evaluation.count(ItemState::met)},
            {"not_met", made->evaluation.count(ItemState::not_met)},
            {"of", made->evaluation.set->numbered_criteria()},
            {"targets", made->targets.size()},
            {"due", made->due.size()}};
}

} // namespace

std::string state_json(const AppState& state) {
    const auto counts = count_issues(state.issues);
    const auto& rect = state.map_rect;
    ordered_json json{
        {"workspace", state.atlas() != nullptr ? ordered_json(state.atlas()->workspace.name) : ordered_json()},
        {"loading", state.loading},
        {"as_of", state.document ? ordered_json(state.as_of.iso()) : ordered_json()},
        {"plan_period", {state.plan_period.from, state.plan_period.to}},
        {"theme", theme_word(state.theme)},
        {"scheme", state.theme.scheme},
        {"level", level_word(state.level)},
        {"language", state.language == Language::vi ? "vi" : "en"},
        {"selected", unit_json(state, state.selected)},
        {"hovered", unit_json(state, state.hovered)},
        {"marked", marked_json(state)},
        {"sets", state.sets.size()},
        {"filter", filter_json(state)},
        {"table", table_json(state)},
        {"steps", {{"done", state.history.steps().size()}, {"undone", state.history.undone().size()}}},
        {"message", state.message.key},
        {"search", search_json(state)},
        {"notices_open", state.notices_open},
        {"rails", {{"left", state.left_open}, {"right", state.right_open}}},
        {"drawer", drawer_json(state)},
        {"checklist", checklist_json(state)},
        {"plans", plans_json(state)},
        {"scans", scans_json(state)},
        {"spot", spot_json(state)},
        {"map", {{"x", rect.x}, {"y", rect.y}, {"width", rect.width}, {"height", rect.height}}},
        {"view", {{"center", {state.view.center.x, state.view.center.y}}, {"metres_per_px", state.view.metres_per_px}}},
        {"cursor", cursor_json(state)},
        {"look", {{"theme", look_word(state.look.theme)}, {"percent", state.look.percent}}},
        {"swipe", {{"on", state.swipe.on}, {"at", state.swipe.at}, {"beside", state.swipe.beside}}},
        {"since", state.document ? ordered_json(state.since().iso()) : ordered_json()},
        {"keyboard", window_part_word(state.keyboard.part)},
        {"popup", state.popup != Popup::none},
        {"legend_scope", state.legend_scope == LegendScope::all       ? "all"
                         : state.legend_scope == LegendScope::in_view ? "view"
                                                                      : "filter"},
        {"legend_counts", legend_counts_json(state)},
        {"playing", state.playing},
        {"pin", pin_json(state)},
        {"measure", measure_json(state)},
        {"trail", {{"back", state.trail.can_go_back()}, {"forward", state.trail.can_go_forward()}}},
        {"legend", state.styled ? legend_json(state.styled->map.legend) : ordered_json()},
        {"issues", {{"errors", counts.errors}, {"warnings", counts.warnings}, {"infos", counts.infos}}},
    };
    return json.dump(2) + "\n";
}

} // namespace ntm::viewer
