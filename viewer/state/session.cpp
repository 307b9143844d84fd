#include "viewer/state/session.hpp"

#include "geo/atlas/scan_limits.hpp"
#include "geo/base/paths.hpp"
#include "viewer/map/camera.hpp"
#include "viewer/state/choices.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace ntm::viewer {

namespace {

using nlohmann::ordered_json;
constexpr int format_version = 1;

ordered_json unit_json(const Units& units, UnitRef unit) {
    return unit.valid() ? ordered_json{{"level", level_word(unit.level)}, {"code", units.code(unit)}} : ordered_json();
}

ordered_json set_json(const Units& units, const UnitSet& set) {
    auto codes = ordered_json::array();
    for (const std::uint32_t id : set.ids) {
        codes.push_back(units.code({set.level, id}));
    }
    return {{"level", level_word(set.level)}, {"codes", std::move(codes)}};
}

ordered_json recent_json(const Units& units, const std::vector<SearchHit>& recent) {
    auto json = ordered_json::array();
    for (const SearchHit& hit : recent) {
        ordered_json each{{"kind", hit_kind_word(hit.kind)}};
        switch (hit.kind) {
        case HitKind::unit:
            each["unit"] = unit_json(units, hit.unit);
            break;
        case HitKind::place:
            each["at"] = {hit.at.x, hit.at.y};
            each["geographic"] = hit.geographic;
            break;
        case HitKind::criterion:
            each["name_vi"] = hit.name_vi;
            each["name_en"] = hit.name_en;
            break;
        case HitKind::decision:
        case HitKind::body:
            each["units"] = set_json(units, hit.units);
            each["date"] = hit.date ? ordered_json(hit.date->iso()) : ordered_json();
            break;
        }
        each["text"] = hit.text;
        json.push_back(std::move(each));
    }
    return json;
}

ordered_json values_json(const TextValues& values) {
    auto json = ordered_json::array();
    for (const auto& [name, value] : values) {
        json.push_back({name, value});
    }
    return json;
}

ordered_json theme_json(const ThemeChoice& theme) {
    return {{"theme", theme_word(theme)}, {"set", theme.set_id}, {"scheme", theme.scheme}};
}

ordered_json filter_json(const Units& units, const UnitFilter& filter) {
    auto chips = ordered_json::array();
    for (const FilterChip& chip : filter.chips) {
        chips.push_back({{"map", theme_json(chip.theme)},
                         {"key", chip.label_key},
                         {"values", values_json(chip.label_values)},
                         {"overlay", chip.overlay},
                         {"hatched", chip.hatched ? ordered_json(*chip.hatched) : ordered_json()}});
    }
    return {{"text", filter.text},
            {"within", unit_json(units, filter.within)},
            {"marked_only", filter.marked_only},
            {"chips", std::move(chips)}};
}

/// Reads what it finds; a part that is missing or of another kind stays as it was.
class Reader {
public:
    Reader(AppState& state, const ordered_json& json)
        : m_state(state)
        , m_units(state.atlas()->units)
        , m_json(json) {}

    /// What coarse outlines, which come without drawings, left for the exact ones.
    void read_layers() {
        Choices chosen = choices_of(m_state);
        read_plan_layers(chosen);
        m_state.plan_layers = chosen.plan_layers;
    }

    void read() {
        Choices chosen = choices_of(m_state);
        if (const auto date = Date::parse(text(m_json, "date"))) {
            chosen.as_of = *date;
        }
        if (const auto level = parse_level(text(m_json, "level"))) {
            chosen.level = *level;
        }
        if (const auto period = m_json.find("period"); period != m_json.end() && period->is_array()) {
            chosen.plan_period = {period->at(0).get<int>(), period->at(1).get<int>()};
        }
        chosen.theme = theme(part("map"));
        chosen.selected = unit(part("selected"));
        chosen.marked = set(part("marked"));
        chosen.filter = filter(part("filter"));
        chosen.criteria_set = text(m_json, "criteria_set");
        if (const auto since = Date::parse(text(m_json, "since"))) {
            chosen.compared_with = since;
        }
        read_swipe(chosen);
        read_table(chosen);
        read_plan_layers(chosen);
        read_scans(chosen);
        read_view(chosen);
        restore(m_state, chosen);
        for (const auto& each : part("recent")) {
            read_recent(each);
        }
        for (const auto& each : part("sets")) {
            m_state.sets.push_back({text(each, "name"), set(each.value("units", ordered_json()))});
        }
    }

private:
    AppState& m_state;
    const Units& m_units;
    const ordered_json& m_json;

    [[nodiscard]] ordered_json part(const char* name) const { return m_json.value(name, ordered_json()); }
    [[nodiscard]] static std::string text(const ordered_json& json, const char* name) {
        const auto found = json.is_object() ? json.find(name) : json.end();
        return json.is_object() && found != json.end() && found->is_string() ? found->get<std::string>()
                                                                             : std::string();
    }
    [[nodiscard]] static bool flag(const ordered_json& json, const char* name) {
        const auto found = json.is_object() ? json.find(name) : json.end();
        return json.is_object() && found != json.end() && found->is_boolean() && found->get<bool>();
    }

    [[nodiscard]] UnitRef unit(const ordered_json& json) const {
        const auto level = parse_level(text(json, "level"));
        const auto code = text(json, "code");
        return level && !code.empty() ? by_code(*level, code) : UnitRef{};
    }
    [[nodiscard]] UnitRef by_code(Level level, const std::string& code) const {
        const auto& codes = m_units.at(level).code;
        const auto found = std::find(codes.begin(), codes.end(), code);
        return found == codes.end() ? UnitRef{} : UnitRef{level, static_cast<std::uint32_t>(found - codes.begin())};
    }
    [[nodiscard]] UnitSet set(const ordered_json& json) const {
        UnitSet made;
        const auto level = parse_level(text(json, "level"));
        if (!level || !json.contains("codes") || !json["codes"].is_array()) {
            return made;
        }
        made.level = *level;
        for (const auto& code : json["codes"]) {
            if (const UnitRef found = code.is_string() ? by_code(*level, code.get<std::string>()) : UnitRef{};
                found.valid()) {
                made.add(found);
            }
        }
        return made;
    }
    [[nodiscard]] static ThemeChoice theme(const ordered_json& json) {
        auto chosen = parse_theme(text(json, "theme")).value_or(ThemeChoice{});
        chosen.set_id = text(json, "set");
        chosen.scheme = text(json, "scheme");
        return chosen;
    }
    [[nodiscard]] UnitFilter filter(const ordered_json& json) const {
        UnitFilter made;
        made.text = text(json, "text");
        made.within = json.is_object() ? unit(json.value("within", ordered_json())) : UnitRef{};
        made.marked_only = flag(json, "marked_only");
        if (!json.is_object() || !json.contains("chips")) {
            return made;
        }
        for (const auto& each : json["chips"]) {
            FilterChip chip{theme(each.value("map", ordered_json())), text(each, "key"), {}, flag(each, "overlay"), {}};
            if (const auto hatched = each.find("hatched"); hatched != each.end() && hatched->is_boolean()) {
                chip.hatched = hatched->get<bool>();
            }
            for (const auto& value : each.value("values", ordered_json::array())) {
                chip.label_values.emplace_back(value.at(0).get<std::string>(), value.at(1).get<std::string>());
            }
            made.chips.push_back(std::move(chip));
        }
        return made;
    }
    void read_recent(const ordered_json& json) {
        SearchHit hit;
        constexpr std::array kinds{HitKind::unit, HitKind::place, HitKind::criterion, HitKind::decision, HitKind::body};
        const auto kind = std::find_if(kinds.begin(), kinds.end(),
                                       [&](HitKind each) { return hit_kind_word(each) == text(json, "kind"); });
        if (kind == kinds.end()) {
            return;
        }
        hit.kind = *kind;
        hit.unit = unit(json.value("unit", ordered_json()));
        if (hit.kind == HitKind::place) {
            hit.at = {json.at("at").at(0).get<double>(), json.at("at").at(1).get<double>()};
            hit.geographic = flag(json, "geographic");
        }
        hit.text = text(json, "text");
        hit.name_vi = text(json, "name_vi");
        hit.name_en = text(json, "name_en");
        hit.units = set(json.value("units", ordered_json()));
        hit.date = Date::parse(text(json, "date"));
        if (hit.kind != HitKind::unit || hit.unit.valid()) {
            m_state.recent.push_back(std::move(hit));
        }
    }
    void read_swipe(Choices& chosen) const {
        const auto json = part("two_dates");
        chosen.swipe.on = flag(json, "on");
        chosen.swipe.beside = chosen.swipe.on && flag(json, "beside");
        if (json.is_object() && json.value("at", ordered_json()).is_number()) {
            chosen.swipe.at = std::clamp(json["at"].get<double>(), 0.02, 0.98);
        }
    }
    void read_table(Choices& chosen) const {
        const auto json = part("table");
        if (!text(json, "order").empty()) {
            chosen.table.order = {text(json, "order"), flag(json, "falling")};
        }
        if (json.is_object()) {
            for (const auto& id : json.value("hidden", ordered_json::array())) {
                chosen.table.hidden.push_back(id.get<std::string>());
            }
        }
    }
    /// Only where the workspace still has as many: a layer is known by its place.
    void read_plan_layers(Choices& chosen) const {
        const auto json = part("plan_layers");
        std::vector<PlanLayerChoice> layers;
        for (const auto& each : json) {
            PlanLayerChoice choice;
            choice.look = {each.at("layer").get<std::uint32_t>(), each.at("opacity").get<double>(), flag(each, "now")};
            choice.shown = flag(each, "shown");
            layers.push_back(choice);
        }
        const auto number = [](const PlanLayerChoice& choice) { return choice.look.layer; };
        std::vector<std::uint32_t> numbers, own;
        std::transform(layers.begin(), layers.end(), std::back_inserter(numbers), number);
        std::transform(chosen.plan_layers.begin(), chosen.plan_layers.end(), std::back_inserter(own), number);
        if (std::is_permutation(numbers.begin(), numbers.end(), own.begin(), own.end())) {
            chosen.plan_layers = std::move(layers);
        }
    }
    /// Known by their files. Points that were picked and not saved come back; those of a file beside the scan come from
    /// there.
    void read_scans(Choices& chosen) const {
        const auto json = part("scans");
        std::vector<ScanChoice> scans;
        for (const auto& each : json.is_array() ? json : ordered_json::array()) {
            const auto own = std::find_if(chosen.scans.begin(), chosen.scans.end(), [&](const ScanChoice& choice) {
                return path_text(m_state.atlas()->scans[choice.scan].file) == text(each, "file");
            });
            if (own == chosen.scans.end()) {
                continue;
            }
            scans.push_back({own->scan, flag(each, "shown"), std::clamp(each.at("opacity").get<double>(), 0.0, 1.0),
                             flag(each, "over"), own->points});
            chosen.scans.erase(own);
            if (each.contains("points") && each.at("points").size() <= most_scan_points) {
                ScanPoints& points = scans.back().points;
                points = {parse_placing(text(each, "method")).value_or(PlacingMethod::affine), {}};
                for (const auto& point : each.at("points")) {
                    points.points.push_back({{point.at(0).get<double>(), point.at(1).get<double>()},
                                             {point.at(2).get<double>(), point.at(3).get<double>()}});
                }
            }
        }
        scans.insert(scans.end(), chosen.scans.begin(), chosen.scans.end()); // those that are new
        chosen.scans = std::move(scans);
    }
    void read_view(Choices& chosen) const {
        const auto json = part("view");
        if (!json.is_object() || flag(json, "fits")) {
            return;
        }
        chosen.follows_extent = false;
        chosen.view.center = {json.at("center").at(0).get<double>(), json.at("center").at(1).get<double>()};
        chosen.view.metres_per_px = std::max(json.at("metres_per_px").get<double>(), 1e-3);
    }
};

} // namespace

std::string session_text(const AppState& state) {
    ordered_json json{
        {"version", format_version},
        {"workspace", state.workspace_argument},
        {"language", state.language == Language::vi ? "vi" : "en"},
        {"rails", {{"left", state.left_open}, {"right", state.right_open}}},
        {"drawer",
         {{"open", state.drawer_open}, {"tab", drawer_tab_word(state.drawer_tab)}, {"height", state.drawer_height}}},
        {"look", {{"theme", look_word(state.look.theme)}, {"percent", state.look.percent}}},
        {"export_folder", state.export_folder}};
    if (state.atlas() != nullptr) {
        const Units& units = state.atlas()->units;
        json["date"] = state.as_of.iso();
        json["period"] = {state.plan_period.from, state.plan_period.to};
        json["map"] = theme_json(state.theme);
        json["level"] = level_word(state.level);
        json["selected"] = unit_json(units, state.selected);
        json["marked"] = set_json(units, state.marked);
        json["sets"] = ordered_json::array();
        for (const NamedSet& set : state.sets) {
            json["sets"].push_back({{"name", set.name}, {"units", set_json(units, set.units)}});
        }
        json["recent"] = recent_json(units, state.recent);
        json["filter"] = filter_json(units, state.filter);
        json["criteria_set"] = state.criteria_set;
        json["since"] = state.compared_with ? ordered_json(state.compared_with->iso()) : ordered_json();
        json["two_dates"] = {{"on", state.swipe.on}, {"beside", state.swipe.beside}, {"at", state.swipe.at}};
        json["plan_layers"] = ordered_json::array();
        for (const PlanLayerChoice& choice : state.plan_layers) {
            json["plan_layers"].push_back({{"layer", choice.look.layer},
                                           {"shown", choice.shown},
                                           {"opacity", choice.look.opacity},
                                           {"now", choice.look.now}});
        }
        json["scans"] = ordered_json::array();
        for (const ScanChoice& choice : state.scans) {
            ordered_json each{{"file", path_text(state.atlas()->scans[choice.scan].file)},
                              {"shown", choice.shown},
                              {"opacity", choice.opacity},
                              {"over", choice.over}};
            if (!state.scan_is_saved(choice)) {
                each["method"] = placing_word(choice.points.method);
                each["points"] = ordered_json::array();
                for (const ControlPoint& point : choice.points.points) {
                    each["points"].push_back({point.px.x, point.px.y, point.place.x, point.place.y});
                }
            }
            json["scans"].push_back(std::move(each));
        }
        json["table"] = {{"order", state.table.order.column},
                         {"falling", state.table.order.falling},
                         {"hidden", state.table.hidden}};
        json["view"] = {{"fits", state.follows_extent},
                        {"center", {state.view.center.x, state.view.center.y}},
                        {"metres_per_px", state.view.metres_per_px}};
    }
    return json.dump(1) + "\n";
}

bool begin_session(AppState& state, std::string_view text) {
    const auto json = ordered_json::parse(text, nullptr, false);
    if (!json.is_object() || json.value("version", ordered_json()) != format_version ||
        !json.value("workspace", ordered_json()).is_string()) {
        return false;
    }
    state.session_waiting = text;
    state.workspace_argument = json["workspace"].get<std::string>();
    state.language = json.value("language", ordered_json()) == "en" ? Language::en : Language::vi;
    const auto on = [&](const char* part, const char* name, bool otherwise) {
        const auto found = json.value(part, ordered_json());
        return found.is_object() && found.value(name, ordered_json()).is_boolean() ? found[name].get<bool>()
                                                                                   : otherwise;
    };
    state.left_open = on("rails", "left", true);
    state.right_open = on("rails", "right", true);
    state.drawer_open = on("drawer", "open", false);
    if (const auto drawer = json.value("drawer", ordered_json());
        drawer.is_object() && drawer.value("height", ordered_json()).is_number_integer()) {
        state.drawer_height = std::clamp(drawer["height"].get<int>(), least_drawer_height, 4000);
    }
    const auto look = json.value("look", ordered_json());
    for (const LookTheme theme : all_look_themes) {
        if (look.is_object() && look.value("theme", ordered_json()) == look_word(theme)) {
            state.look.theme = theme;
        }
    }
    for (const int percent : look_percents) {
        if (look.is_object() && look.value("percent", ordered_json()) == percent) {
            state.look.percent = percent;
        }
    }
    for (const DrawerTab tab : all_drawer_tabs) {
        const auto drawer = json.value("drawer", ordered_json());
        if (drawer.is_object() && drawer.value("tab", ordered_json()) == drawer_tab_word(tab)) {
            state.drawer_tab = tab;
        }
    }
    return true;
}

void take_session(AppState& state) {
    const auto text = std::exchange(state.session_waiting, {});
    const auto json = ordered_json::parse(text, nullptr, false);
    if (text.empty() || !json.is_object() || state.atlas() == nullptr ||
        json.value("workspace", ordered_json()) != state.workspace_argument) {
        return;
    }
    try {
        Reader reader(state, json);
        if (json.contains("view")) {
            reader.read();
        } else {
            reader.read_layers();
        }
    } catch (const nlohmann::json::exception&) {
        // A session that was tampered with restores what came before the fault; nothing is lost by it.
    }
    if (state.atlas()->coarse && json.contains("plan_layers")) {
        state.session_waiting =
            ordered_json{{"workspace", json["workspace"]}, {"plan_layers", json["plan_layers"]}}.dump();
    }
}

} // namespace ntm::viewer
