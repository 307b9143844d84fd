#include "geo/command/json_cover.hpp"

#include "geo/insight/land_use_balance.hpp"
#include "geo/picture/plan_picture.hpp"

#include <algorithm>
#include <cmath>

namespace ntm {

namespace {

class Answer {
public:
    Answer(const Snapshot& snapshot, const Cover& cover)
        : m_atlas(*snapshot.atlas)
        , m_snapshot(snapshot)
        , m_cover(cover) {}

    Json row(UnitRef unit) const {
        Json json = json_unit(m_atlas.units, unit);
        const auto level = static_cast<std::size_t>(unit.level);
        if (unit.level == Level::commune) {
            json["in_scope"] = m_snapshot.in_scope[unit.id] != 0;
            json["plan_state"] =
                m_atlas.plans.present ? Json(plan_class_word(m_snapshot.plan_class[unit.id])) : Json(nullptr);
            json["required"] = m_atlas.plans.present ? Json(owes_plan(unit.id)) : Json(nullptr);
        } else {
            json["plan_state"] = nullptr;
            json["required"] = nullptr;
            json["plans"] = m_atlas.plans.present ? json_plans(m_snapshot.plans_of[level][unit.id]) : Json(nullptr);
        }
        if (!m_cover.geometry) {
            for (const char* field : {"area_ha", "covered_ha", "covered_share", "urban_ha", "drawn_ha", "land_use"}) {
                json[field] = nullptr;
            }
            return json;
        }
        put_areas(json, m_cover.units[level][unit.id]);
        json["land_use"] = land_use(m_cover.land_use[level][unit.id]);
        return json;
    }

    /// Without drawn plans nothing is known of the area they cover: null, not 0.
    void put_areas(Json& json, const UnitCover& cover) const {
        const bool known = m_cover.known();
        json["area_ha"] = hectares(cover.area_m2);
        json["covered_ha"] = known ? Json(hectares(cover.covered_m2)) : Json(nullptr);
        json["covered_share"] = known ? Json(std::round(cover.share() * 1e6) / 1e6) : Json(nullptr);
        json["urban_ha"] = known ? Json(hectares(cover.urban_m2)) : Json(nullptr);
        json["drawn_ha"] = known ? Json(hectares(cover.drawn_m2)) : Json(nullptr);
    }

    Json layers() const {
        Json list = Json::array();
        for (const PlanLayer& layer : m_atlas.plan_layers) {
            Json unknown = Json::array();
            for (const LandUse& use : layer.uses) {
                if (layer.has_ground() && !use.known()) {
                    unknown.push_back(use.text);
                }
            }
            list.push_back({{"name", layer.name},
                            {"kind", drawing_kind_word(layer.kind)},
                            {"geometry", geometry_word(layer.geometry)},
                            {"features", layer.polygons.features()},
                            {"polygons", layer.has_ground() ? layer.polygons.features() : 0},
                            {"legend", layer.uses.empty() ? Json(nullptr) : json_text(layer.legend)},
                            {"unknown_codes", std::move(unknown)}});
        }
        return list;
    }

    Json drawn_plans(const std::vector<UnitRef>& units) const {
        Json list = Json::array();
        for (std::uint32_t shape = 0; m_cover.geometry && shape < m_cover.shapes.size(); ++shape) {
            const PlanShape& own = m_cover.geometry->shapes[shape];
            if (std::find(units.begin(), units.end(), own.home) == units.end()) {
                continue;
            }
            Json json = plan(shape);
            json["layer"] = m_atlas.plan_layers[own.layer].name;
            json["row"] = m_atlas.plan_layers[own.layer].plans[own.plan].row;
            json["by_place"] = own.by_place;
            json["standing"] = standing_word(m_cover.shapes[shape].standing);
            json["set_aside"] = own.set_aside;
            json["area_ha"] = hectares(m_cover.geometry->plans.area_m2[shape]);
            list.push_back(std::move(json));
        }
        return list;
    }

    Json flaws(const std::vector<PlanFlaw>& all, const std::vector<UnitRef>& units) const {
        Json list = Json::array();
        for (const PlanFlaw& flaw : all) {
            const bool wanted = std::any_of(units.begin(), units.end(),
                                            [&](UnitRef unit) { return concerns(flaw, m_cover, m_atlas.units, unit); });
            if (!wanted) {
                continue;
            }
            Json json;
            json["units"] = Json::array();
            for (const UnitRef unit : flaw.units) {
                json["units"].push_back(unit.valid() ? json_brief(m_atlas.units, unit) : Json(nullptr));
            }
            json["plans"] = Json::array();
            for (const std::uint32_t shape : flaw.shapes) {
                json["plans"].push_back(plan(shape));
            }
            json["area_ha"] = hectares(flaw.area_m2);
            json["width_m"] = std::round(flaw.width_m * 100) / 100;
            json["position"] = {{"lon", std::round(flaw.at.x * 1e6) / 1e6}, {"lat", std::round(flaw.at.y * 1e6) / 1e6}};
            list.push_back(std::move(json));
        }
        return list;
    }

private:
    const Atlas& m_atlas;
    const Snapshot& m_snapshot;
    const Cover& m_cover;

    [[nodiscard]] bool owes_plan(std::uint32_t commune) const {
        const PlanClass plan_class = m_snapshot.plan_class[commune];
        return plan_class != PlanClass::not_applicable && plan_class != PlanClass::urban;
    }

    Json plan(std::uint32_t shape) const {
        const PlanShape& own = m_cover.geometry->shapes[shape];
        const DrawnPlan& drawn = m_atlas.plan_layers[own.layer].plans[own.plan];
        return {{"unit", own.home.valid() ? json_brief(m_atlas.units, own.home) : Json(nullptr)},
                {"given", json_text(drawn.unit_given)},
                {"decision_no", json_text(drawn.decision_given)}};
    }

    Json land_use(const std::vector<LandUseArea>& areas) const {
        if (m_cover.geometry->land_use.empty()) {
            return nullptr;
        }
        Json list = Json::array();
        for (const LandUseArea& area : areas) {
            const PlanLayer& layer = m_atlas.plan_layers[area.layer];
            const bool coded = area.use != no_use;
            list.push_back({{"layer", layer.name},
                            {"when", area.planned ? "planned" : "now"},
                            {"code", coded ? Json(layer.uses[area.use].text) : Json(nullptr)},
                            {"known", coded && layer.uses[area.use].known()},
                            {"area_ha", hectares(area.area_m2)}});
        }
        return list;
    }
};

Json slivers_json(const Slivers& slivers) {
    return {{"count", slivers.count}, {"area_ha", hectares(slivers.area_m2)}};
}

/// What documents print about plans beside what the register gives on their date.
Json printed_json(const Snapshot& snapshot) {
    Json list = Json::array();
    for (const FigureCheck& check : check_figures(snapshot.atlas)) {
        const Figure& figure = *check.figure;
        if (figure.measure.find("quy_hoach") == std::string::npos) {
            continue;
        }
        Json json = json_figure(snapshot.atlas->units, figure);
        json["counted"] = std::round(check.counted * 100) / 100;
        json["agrees"] = check.agrees();
        list.push_back(std::move(json));
    }
    return list;
}

} // namespace

double hectares(double area_m2) {
    return std::round(area_m2 * 100) / 1e6;
}

bool concerns(const PlanFlaw& flaw, const Cover& cover, const Units& units, UnitRef scope) {
    const auto within = [&](UnitRef unit) { return unit.valid() && units.ancestor(unit, scope.level) == scope; };
    return std::any_of(flaw.units.begin(), flaw.units.end(), within) ||
           std::any_of(flaw.shapes.begin(), flaw.shapes.end(),
                       [&](std::uint32_t shape) { return within(cover.geometry->shapes[shape].home); });
}

Json land_use_json(const Cover& cover, const Atlas& atlas, UnitRef unit, const Lang& lang) {
    if (!cover.geometry || cover.geometry->land_use.empty()) {
        return nullptr;
    }
    Json list = Json::array();
    for (const LandUseBalance& balance : land_use_balance(cover, atlas, unit)) {
        const auto layer = [&](const std::optional<std::uint32_t>& number) {
            return number ? Json(atlas.plan_layers[*number].name) : Json(nullptr);
        };
        // A layer that is not there says nothing: null, not 0.
        const auto area = [](bool told, double m2) { return told ? Json(hectares(m2)) : Json(nullptr); };
        Json rows = Json::array();
        for (const LandUseBalance::Row& row : balance.rows) {
            rows.push_back({{"code", json_text(row.text)},
                            {"name", use_name(atlas, atlas.plan_layers[row.layer], row.use, lang)},
                            {"known", row.known},
                            {"now_ha", area(balance.now_layer.has_value(), row.now_m2)},
                            {"planned_ha", area(balance.planned_layer.has_value(), row.planned_m2)},
                            {"change_ha", area(balance.both(), row.change_m2())}});
        }
        list.push_back({{"layer_now", layer(balance.now_layer)},
                        {"layer_planned", layer(balance.planned_layer)},
                        {"derived", true},
                        {"now_ha", area(balance.now_layer.has_value(), balance.now_m2)},
                        {"planned_ha", area(balance.planned_layer.has_value(), balance.planned_m2)},
                        {"rows", std::move(rows)}});
    }
    return list;
}

Json cover_json(const Snapshot& snapshot, const Cover& cover, const std::vector<UnitRef>& units, const Lang& lang) {
    const Answer answer(snapshot, cover);
    Json json = json_head(snapshot);
    json["plan_period"] = {snapshot.plan_period.from, snapshot.plan_period.to};
    json["plans"] = snapshot.atlas->plans.present ? json_plans(snapshot.plans) : Json(nullptr);
    if (snapshot.atlas->plans.present) {
        json["plans"]["derived"] = summarise(snapshot).derived_plan_figures;
    }
    json["printed"] = printed_json(snapshot);
    json["method"] = nullptr;
    json["area"] = nullptr;
    if (cover.geometry) {
        json["method"] = {{"areas", "geodesic, WGS 84 (PROJ)"},
                          {"overlay", "GEOS"},
                          {"system", cover.geometry->communes.crs.definition},
                          {"sliver_width_m", cover.options.sliver_width_m},
                          {"approval_known", cover.approval_known}};
        UnitCover whole;
        for (const UnitCover& one : cover.units[static_cast<std::size_t>(snapshot.atlas->units.drawn)]) {
            whole.area_m2 += one.area_m2;
            whole.covered_m2 += one.covered_m2;
            whole.urban_m2 += one.urban_m2;
            whole.drawn_m2 += one.drawn_m2;
        }
        json["area"] = Json::object();
        answer.put_areas(json["area"], whole);
    }
    json["layers"] = answer.layers();
    json["rows"] = Json::array();
    for (const UnitRef unit : units) {
        json["rows"].push_back(answer.row(unit));
        json["rows"].back()["land_use_change"] = land_use_json(cover, *snapshot.atlas, unit, lang);
    }
    json["drawn_plans"] = answer.drawn_plans(units);
    json["overlaps"] = cover.known() ? answer.flaws(cover.overlaps, units) : Json(nullptr);
    json["outside"] = cover.known() ? answer.flaws(cover.outside, units) : Json(nullptr);
    json["gaps"] = cover.known() ? answer.flaws(cover.gaps, units) : Json(nullptr);
    json["uncovered"] = cover.known() ? answer.flaws(cover.holes, units) : Json(nullptr);
    json["slivers"] = {{"overlaps", slivers_json(cover.overlap_slivers)},
                       {"outside", slivers_json(cover.outside_slivers)},
                       {"gaps", slivers_json(cover.gap_slivers)}};
    json["issues"] = Json::array();
    for (const auto* issues : {cover.geometry ? &cover.geometry->issues : nullptr, &cover.issues}) {
        for (std::size_t i = 0; issues != nullptr && i < issues->size(); ++i) {
            json["issues"].push_back(json_issue((*issues)[i], lang));
        }
    }
    return json;
}

} // namespace ntm
