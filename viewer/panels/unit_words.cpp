#include "viewer/panels/unit_words.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>

namespace ntm::viewer {

namespace {

std::string word(const Lang& lang, std::string_view table, std::string_view name) {
    return lang[std::string(table) + "." + std::string(name)];
}

} // namespace

std::string place_line(const AppState& state, const Ui& ui, UnitRef unit) {
    const auto& units = state.atlas()->units;
    const auto type = units.type_on(unit, state.as_of);
    std::string line = type == UnitType::unknown ? word(ui.lang, "level", level_word(unit.level))
                                                 : word(ui.lang, "unit_type", unit_type_word(type));
    if (!units.code(unit).empty()) {
        line += " · " + units.code(unit);
    }
    const char* between = " · ";
    for (UnitRef parent = units.parent(unit); parent.valid(); parent = units.parent(parent)) {
        line += between + units.name(parent);
        between = ", ";
    }
    return line;
}

std::string tier_line(const Snapshot& snapshot, const Lang& lang, UnitRef unit) {
    if (unit.level == Level::commune) {
        return unit.id < snapshot.tier_class.size() ? word(lang, "tier", tier_class_word(snapshot.tier_class[unit.id]))
                                                    : std::string();
    }
    const auto& titles = snapshot.title[static_cast<std::size_t>(unit.level)];
    if (unit.id >= titles.size() || titles[unit.id].tier == Tier::none) {
        return {};
    }
    return tier_name(lang, unit.level, titles[unit.id].tier);
}

std::string tier_name(const Lang& lang, Level level, Tier tier) {
    return word(lang, level == Level::commune ? "tier" : "title", tier_word(tier));
}

std::string plan_line(const Snapshot& snapshot, const Lang& lang, UnitRef unit) {
    if (unit.level != Level::commune || unit.id >= snapshot.plan_class.size()) {
        return {};
    }
    return word(lang, "plan", plan_class_word(snapshot.plan_class[unit.id]));
}

std::string part_of(const Lang& lang, std::size_t part, std::size_t of) {
    auto text = lang.number(double(part)) + "/" + lang.number(double(of));
    if (of > 0) {
        const double percent = 100.0 * double(part) / double(of);
        text += " (" + lang.number(percent, percent == std::floor(percent) ? 0 : 1) + "%)";
    }
    return text;
}

const LegendEntry* legend_entry_of(const AppState& state, UnitRef unit) {
    if (!state.styled || !state.document || state.styled->snapshot->atlas != state.document->atlas || !unit.valid()) {
        return nullptr;
    }
    const StyledMap& map = state.styled->map;
    if (unit.level != map.level) {
        return nullptr;
    }
    const auto& column = state.document->atlas->unit_of_feature[static_cast<std::size_t>(unit.level)];
    const auto found = std::find(column.begin(), column.end(), unit.id);
    const auto feature = static_cast<std::size_t>(found - column.begin());
    if (feature >= map.legend_entry.size() || map.legend_entry[feature] >= map.legend.entries.size()) {
        return nullptr;
    }
    return &map.legend.entries[map.legend_entry[feature]];
}

std::string source_line(const Lang& lang, const Source& source) {
    std::string line = source.document;
    if (!source.page.empty()) {
        line += (line.empty() ? "" : ", ") + lang.fill("ui.source.page", {{"page", source.page}});
    }
    if (line.empty() && !source.file.empty()) {
        line = lang.fill("ui.source.row", {{"file", std::filesystem::path(source.file).filename().string()},
                                           {"row", std::to_string(source.row)}});
    }
    return line;
}

std::string words_or(const Lang& lang, const std::string& key, const std::string& otherwise) {
    return lang.has(key) ? lang[key] : otherwise;
}

} // namespace ntm::viewer
