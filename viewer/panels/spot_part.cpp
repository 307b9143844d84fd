#include "geo/picture/labels.hpp"
#include "viewer/panels/panels.hpp"
#include "viewer/panels/plan_symbols.hpp"
#include "viewer/panels/widgets.hpp"

#include <fmt/format.h>

namespace ntm::viewer {

namespace {

std::string hectares(const Lang& lang, double area_m2) {
    return lang.number(area_m2 / 10'000, area_m2 < 100'000 ? 2 : 1);
}

/// "Quy hoạch: ONT Đất ở tại nông thôn", with the colour of the map.
void draw_use(const Atlas& atlas, const PlanLayer& layer, std::uint16_t use, const char* key, const Ui& ui) {
    symbol(ui, layer.geometry, use_style(atlas, layer, use));
    ImGui::SameLine();
    ImGui::BeginGroup();
    plain(layer.has_ground()
              ? ui.lang.fill(key, {{"code", layer.uses[use].text}, {"name", use_name(atlas, layer, use, ui.lang)}})
              : use_name(atlas, layer, use, ui.lang));
    ImGui::EndGroup();
}

void draw_plan(const AppState& state, const PlanLayer& layer, std::uint32_t number, const Ui& ui) {
    const DrawnPlan& plan = layer.plans[number];
    const std::string unit = plan.unit.valid() ? short_name(state.atlas()->units, plan.unit) : plan.unit_given;
    const std::string decision = plan.decision_given.empty() ? ui.lang["spot.no_decision"] : plan.decision_given;
    plain(ui.lang.fill("spot.plan", {{"unit", unit}, {"decision", decision}}));
}

void draw_stroke(const PlanLayer& layer, const SpotHit& hit, const Ui& ui) {
    const bool line = layer.geometry == GeometryKind::line;
    secondary(
        ui.lang.fill(line ? "spot.line" : "spot.point", {{"length", ui.lang.number(hit.length_m, 0)},
                                                         {"distance", ui.lang.number(hit.distance_m, 1)},
                                                         {"row", ui.lang.number(double(layer.row[hit.feature]))}}));
}

void draw_hit(const AppState& state, const SpotHit& hit, const Ui& ui) {
    const Atlas& atlas = *state.atlas();
    const PlanLayer& layer = atlas.plan_layers[hit.layer];
    ImGui::Dummy({0, ui.px(2)});
    strong(ui, layer.name);
    if (layer.label.size() > hit.feature && !layer.label[hit.feature].empty()) {
        plain(std::string(layer.label[hit.feature]));
    }
    if (hit.planned) {
        draw_use(atlas, layer, *hit.planned, "spot.planned", ui);
    }
    if (hit.now) {
        draw_use(atlas, layer, *hit.now, "spot.now", ui);
    }
    if (hit.plan) {
        draw_plan(state, layer, *hit.plan, ui);
    }
    if (!layer.has_ground()) {
        draw_stroke(layer, hit, ui);
        return;
    }
    secondary(ui.lang.fill("spot.area", {{"area", hectares(ui.lang, hit.area_m2)},
                                         {"row", ui.lang.number(double(layer.row[hit.feature]))}}));
}

} // namespace

void draw_spot_part(const AppState& state, Commands& commands, const Ui& ui) {
    if (!state.spot_at || !state.spot || state.spot->document != state.document) {
        return;
    }
    const Lang& lang = ui.lang;
    section(ui, lang["spot.title"]);
    if (state.document->to_lon_lat) {
        const Point at = state.document->to_lon_lat->forward(state.spot->metres);
        secondary(
            lang.fill("spot.place", {{"lat", fmt::format("{:.6f}", at.y)}, {"lon", fmt::format("{:.6f}", at.x)}}));
    }
    const UnitRef unit = state.spot->spot.unit;
    if (unit.valid() && unit != state.selected && link("spot unit", state.atlas()->units.name(unit))) {
        commands.push(SelectUnit{unit});
    }
    if (state.spot->spot.hits.empty()) {
        secondary(lang["spot.nothing"]);
    }
    for (const SpotHit& hit : state.spot->spot.hits) {
        draw_hit(state, hit, ui);
    }
}

} // namespace ntm::viewer
