#include "geo/command/cover_spot.hpp"

#include "geo/command/json_cover.hpp"
#include "geo/command/subcommand.hpp"
#include "geo/picture/labels.hpp"
#include "geo/picture/plan_picture.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>

namespace ntm {

namespace {

Json json_use(const PlanLayer& layer, const std::optional<std::uint16_t>& use, const std::string& name) {
    return use ? Json{{"code", layer.uses[*use].text}, {"name", name}, {"known", layer.uses[*use].known()}}
               : Json(nullptr);
}

std::string name_of(const Atlas& atlas, const PlanLayer& layer, const std::optional<std::uint16_t>& use,
                    const Lang& lang) {
    return use ? use_name(atlas, layer, *use, lang) : std::string();
}

std::string label_of(const PlanLayer& layer, const SpotHit& hit) {
    return hit.feature < layer.label.size() ? std::string(layer.label[hit.feature]) : std::string();
}

Json json_hit(const Atlas& atlas, const SpotHit& hit, const Lang& lang) {
    const PlanLayer& layer = atlas.plan_layers[hit.layer];
    Json json{{"layer", layer.name}, {"geometry", geometry_word(layer.geometry)}, {"row", layer.row[hit.feature]}};
    const bool ground = layer.has_ground(), line = layer.geometry == GeometryKind::line;
    json["area_ha"] = ground ? Json(hectares(hit.area_m2)) : Json(nullptr);
    json["length_m"] = line ? Json(std::round(hit.length_m * 10) / 10) : Json(nullptr);
    json["distance_m"] = ground ? Json(nullptr) : Json(std::round(hit.distance_m * 10) / 10);
    json["label"] = json_text(label_of(layer, hit));
    json["class"] = !ground && hit.planned ? Json(name_of(atlas, layer, hit.planned, lang)) : Json(nullptr);
    json["planned"] = ground ? json_use(layer, hit.planned, name_of(atlas, layer, hit.planned, lang)) : Json(nullptr);
    json["now"] = json_use(layer, hit.now, name_of(atlas, layer, hit.now, lang));
    json["plan"] = nullptr;
    if (hit.plan) {
        const DrawnPlan& plan = layer.plans[*hit.plan];
        json["plan"] = {{"unit", plan.unit.valid() ? json_unit(atlas.units, plan.unit) : Json(nullptr)},
                        {"decision_no", plan.decision_given.empty() ? Json(nullptr) : Json(plan.decision_given)}};
    }
    return json;
}

void print_stroke(const Atlas& atlas, const SpotHit& hit, const Lang& lang) {
    const PlanLayer& layer = atlas.plan_layers[hit.layer];
    for (const std::string& words : {label_of(layer, hit), name_of(atlas, layer, hit.planned, lang)}) {
        if (!words.empty()) {
            fmt::print("  {}\n", words);
        }
    }
    const bool line = layer.geometry == GeometryKind::line;
    fmt::print("  {}\n",
               lang.fill(line ? "spot.line" : "spot.point", {{"length", lang.number(hit.length_m, 0)},
                                                             {"distance", lang.number(hit.distance_m, 1)},
                                                             {"row", std::to_string(layer.row[hit.feature])}}));
}

void print_hit(const Atlas& atlas, const SpotHit& hit, const Lang& lang) {
    const PlanLayer& layer = atlas.plan_layers[hit.layer];
    fmt::print("{}\n", layer.name);
    if (!layer.has_ground()) {
        print_stroke(atlas, hit, lang);
        return;
    }
    for (const auto& [use, key] : {std::pair(hit.planned, "spot.planned"), std::pair(hit.now, "spot.now")}) {
        if (use) {
            fmt::print("  {}\n",
                       lang.fill(key, {{"code", layer.uses[*use].text}, {"name", name_of(atlas, layer, use, lang)}}));
        }
    }
    if (hit.plan) {
        const DrawnPlan& plan = layer.plans[*hit.plan];
        fmt::print(
            "  {}\n",
            lang.fill("spot.plan",
                      {{"unit", plan.unit.valid() ? short_name(atlas.units, plan.unit) : plan.unit_given},
                       {"decision", plan.decision_given.empty() ? lang["spot.no_decision"] : plan.decision_given}}));
    }
    fmt::print("  {}\n", lang.fill("spot.area", {{"area", lang.number(hit.area_m2 / 10'000, 2)},
                                                 {"row", std::to_string(layer.row[hit.feature])}}));
}

} // namespace

Point read_place(const std::string& text) {
    char* end = nullptr;
    const double lat = std::strtod(text.c_str(), &end);
    const char* second = end;
    while (*second == ',' || *second == ' ') {
        ++second;
    }
    const double lon = std::strtod(second, &end);
    if (second == text.c_str() || end == second || *end != '\0' || std::abs(lat) > 90 || std::abs(lon) > 180) {
        throw UsageError{"cli.place_invalid", text, {}};
    }
    return {lon, lat};
}

void print_spot(const Snapshot& snapshot, Point lon_lat, double reach_m, bool as_json, const Lang& lang) {
    const Atlas& atlas = *snapshot.atlas;
    const auto to_display = Transformation::create(lon_lat_crs, atlas.display_crs);
    const Spot spot = to_display ? look_at(atlas, to_display->forward(lon_lat), reach_m) : Spot{};
    if (as_json) {
        Json json = json_head(snapshot);
        json["position"] = {lon_lat.x, lon_lat.y};
        json["unit"] = spot.unit.valid() ? json_unit(atlas.units, spot.unit) : Json(nullptr);
        json["hits"] = Json::array();
        for (const SpotHit& hit : spot.hits) {
            json["hits"].push_back(json_hit(atlas, hit, lang));
        }
        fmt::print("{}\n", printed(json));
        return;
    }
    fmt::print("{}\n", spot.unit.valid() ? atlas.units.name(spot.unit) + " · " + atlas.units.code(spot.unit)
                                         : lang["cover.nowhere"]);
    if (spot.hits.empty()) {
        fmt::print("{}\n", lang["spot.nothing"]);
    }
    for (const SpotHit& hit : spot.hits) {
        print_hit(atlas, hit, lang);
    }
}

} // namespace ntm
