#include "geo/picture/theme.hpp"

#include "geo/picture/theme_classes.hpp"

#include <algorithm>

namespace ntm {

namespace {

/// The shade of a hatch over a fill: darker, but lighter on fills that are nearly black.
Rgba hatch_ink(Rgba fill) {
    return lightness(fill) < 35 ? mix(fill, rgb(0xFFFFFF), 0.45) : mix(fill, rgb(0x000000), 0.42);
}

std::size_t index_of(Tier tier) {
    return static_cast<std::size_t>(tier);
}

Classes commune_tiers(const Snapshot& snapshot) {
    Classes classes;
    classes.title_key = "legend.commune_tier";
    const auto held = [&](Tier tier) { return snapshot.tiers.held[index_of(tier)]; };
    constexpr std::array order{TierClass::hien_dai, TierClass::kieu_mau,     TierClass::nang_cao, TierClass::ntm,
                               TierClass::none,     TierClass::not_in_scope, TierClass::missing};
    classes.add("tier.hien_dai", plain_style(0x6B3FA0), false, held(Tier::hien_dai));
    classes.add("tier.kieu_mau", plain_style(0x1B2F6B), true, held(Tier::kieu_mau));
    classes.add("tier.nang_cao", plain_style(0x2F8FA3), true, held(Tier::nang_cao));
    classes.add("tier.ntm", plain_style(0x8CC7A1), true, held(Tier::ntm));
    classes.add("tier.none", plain_style(0xF0D9A8), true);
    classes.add("tier.not_in_scope", pattern_style(0xF7F7F7, 0xC4C9CE, Pattern::dots), true);
    classes.add("tier.missing", pattern_style(colours::missing_fill, colours::absence_ink, Pattern::crosses), false);
    classes.of_unit.resize(snapshot.tier_class.size());
    for (std::size_t id = 0; id < snapshot.tier_class.size(); ++id) {
        const auto* entry = std::find(order.begin(), order.end(), snapshot.tier_class[id]);
        classes.set(id, static_cast<std::size_t>(entry - order.begin()));
    }
    return classes;
}

Classes titles(const Snapshot& snapshot, Level level) {
    Classes classes;
    classes.title_key = "legend.unit_title";
    classes.add("title.nang_cao", plain_style(0x2F8FA3), false);
    classes.add("title.ntm", plain_style(0x8CC7A1), true);
    classes.add("title.hoan_thanh", pattern_style(0x8CC7A1, 0x4F9C6C, Pattern::dots), true);
    classes.add("title.none", plain_style(0xF0D9A8), true);
    const auto& title = snapshot.title[static_cast<std::size_t>(level)];
    // A row that may be about the unit waits for a person: until then it is not known.
    const std::vector<UnitRef>& waiting = snapshot.atlas->tier_waits;
    if (std::any_of(waiting.begin(), waiting.end(), [&](UnitRef unit) { return unit.level == level; })) {
        classes.add("tier.missing", pattern_style(colours::missing_fill, colours::absence_ink, Pattern::crosses),
                    false);
    }
    classes.of_unit.resize(title.size());
    for (std::uint32_t id = 0; id < title.size(); ++id) {
        std::size_t entry = std::find(waiting.begin(), waiting.end(), UnitRef{level, id}) != waiting.end() ? 4 : 3;
        if (title[id].held[index_of(Tier::nang_cao)]) {
            entry = 0;
        } else if (title[id].held[index_of(Tier::ntm)]) {
            entry = 1;
        } else if (title[id].held[index_of(Tier::hoan_thanh)]) {
            entry = 2;
        }
        classes.set(id, entry);
    }
    return classes;
}

Classes commune_plans(const Snapshot& snapshot) {
    Classes classes;
    classes.title_key = "legend.commune_plan";
    constexpr std::array order{PlanClass::approved,       PlanClass::to_adjust, PlanClass::in_preparation,
                               PlanClass::not_started,    PlanClass::expired,   PlanClass::superseded,
                               PlanClass::period_unknown, PlanClass::urban,     PlanClass::not_applicable,
                               PlanClass::missing};
    classes.add("plan.approved", plain_style(0x3D8BC9), true);
    classes.add("plan.to_adjust", plain_style(0x6B3FA0), false);
    classes.add("plan.in_preparation", plain_style(0xF0A93B), true);
    classes.add("plan.not_started", plain_style(0xF5E6C8), true);
    classes.add("plan.expired", pattern_style(0x9E1B32, 0xE7B6BE, Pattern::diagonal), false);
    classes.add("plan.superseded", pattern_style(0xD9D4CC, 0xA39C90, Pattern::diagonal), false);
    classes.add("plan.period_unknown", pattern_style(0xC9DDEC, 0x3D8BC9, Pattern::horizontal), false);
    classes.add("plan.urban", plain_style(0xAEB8BF), true);
    classes.add("plan.not_applicable", pattern_style(0xF7F7F7, 0xC4C9CE, Pattern::dots), true);
    classes.add("plan.missing", pattern_style(colours::missing_fill, colours::absence_ink, Pattern::crosses), false);
    classes.of_unit.resize(snapshot.plan_class.size());
    for (std::size_t id = 0; id < snapshot.plan_class.size(); ++id) {
        const auto* entry = std::find(order.begin(), order.end(), snapshot.plan_class[id]);
        classes.set(id, static_cast<std::size_t>(entry - order.begin()));
    }
    return classes;
}

Classes plan_shares(const Snapshot& snapshot, Level level) {
    Classes classes;
    classes.title_key = "legend.plan_share";
    add_share_classes(classes);
    classes.add("share.none_required", pattern_style(0xF7F7F7, 0xC4C9CE, Pattern::dots), false);
    const auto& tallies = snapshot.plans_of[static_cast<std::size_t>(level)];
    classes.of_unit.resize(tallies.size());
    for (std::size_t id = 0; id < tallies.size(); ++id) {
        const auto share = tallies[id].share();
        classes.set(id, share ? share_class(*share) : 5);
    }
    return classes;
}

/// Without the table a theme speaks of, a map shows what it has: kinds of units.
Classes unit_kinds(const Snapshot& snapshot, Level level) {
    Classes classes;
    classes.title_key = "legend.unit_kind";
    constexpr std::array kinds{UnitType::xa,    UnitType::phuong, UnitType::thi_tran, UnitType::dac_khu,
                               UnitType::huyen, UnitType::quan,   UnitType::thi_xa,   UnitType::thanh_pho,
                               UnitType::tinh,  UnitType::unknown};
    constexpr std::array<std::uint32_t, 10> fills{0xF3EDE1, 0xD5DDE6, 0xE3DCE8, 0xD9E8DD, 0xE6D9BE,
                                                  0xD5DDE6, 0xE3DCE8, 0xD9E8DD, 0xF3EDE1, 0xF7F7F7};
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        classes.add("unit_type." + std::string(unit_type_word(kinds[i])), plain_style(fills[i]), false);
    }
    const Units& units = snapshot.atlas->units;
    classes.of_unit.resize(units.count(level));
    for (std::uint32_t id = 0; id < units.count(level); ++id) {
        const UnitType type = units.type_on({level, id}, snapshot.as_of);
        classes.set(id, static_cast<std::size_t>(std::find(kinds.begin(), kinds.end(), type) - kinds.begin()));
    }
    return classes;
}

Classes classes_of(const Snapshot& snapshot, const ThemeChoice& choice, Level level) {
    const Atlas& atlas = *snapshot.atlas;
    const Theme theme = choice.theme;
    switch (theme) {
    case Theme::criteria:
        return criteria_classes(snapshot, choice, level).value_or(unit_kinds(snapshot, level));
    case Theme::criterion:
        return criterion_classes(snapshot, choice, level).value_or(unit_kinds(snapshot, level));
    case Theme::target:
        return target_classes(snapshot, choice, level).value_or(unit_kinds(snapshot, level));
    case Theme::risk:
        return risk_map_classes(snapshot, choice, level).value_or(unit_kinds(snapshot, level));
    case Theme::change:
        return change_classes(snapshot, choice, level).value_or(unit_kinds(snapshot, level));
    case Theme::coverage:
        return coverage_classes(snapshot, level).value_or(unit_kinds(snapshot, level));
    case Theme::tier:
    case Theme::plan:
    case Theme::tier_plan:
        break;
    }
    if (theme == Theme::plan ? !atlas.plans.present : !atlas.recognitions.present) {
        return unit_kinds(snapshot, level);
    }
    if (theme == Theme::plan) {
        return level == Level::commune ? commune_plans(snapshot) : plan_shares(snapshot, level);
    }
    return level == Level::commune ? commune_tiers(snapshot) : titles(snapshot, level);
}

/// Whether tier+plan hatches a unit: a commune that owes a plan and has none in force; above communes, less than half.
std::vector<std::uint8_t> lacks_plan(const Snapshot& snapshot, Level level) {
    std::vector<std::uint8_t> lacks;
    if (!snapshot.atlas->plans.present) {
        lacks.assign(snapshot.atlas->units.count(level), 0);
        return lacks;
    }
    if (level == Level::commune) {
        for (std::size_t id = 0; id < snapshot.plan.size(); ++id) {
            const PlanClass plan = snapshot.plan_class[id];
            lacks.push_back(plan != PlanClass::not_applicable && plan != PlanClass::urban &&
                            !snapshot.plan[id].in_force());
        }
        return lacks;
    }
    for (const PlanTally& tally : snapshot.plans_of[static_cast<std::size_t>(level)]) {
        lacks.push_back(tally.share().value_or(1) < 0.5);
    }
    return lacks;
}

void hatch_without_plan(Classes& classes, const Snapshot& snapshot, Level level) {
    classes.hatched = lacks_plan(snapshot, level);
    if (snapshot.atlas->plans.present) {
        classes.overlay =
            LegendEntry{level == Level::commune ? "legend.without_plan" : "legend.under_half_plans",
                        pattern_style(0xFFFFFF, 0x6B7278, Pattern::diagonal),
                        static_cast<std::size_t>(std::count(classes.hatched.begin(), classes.hatched.end(), 1)),
                        std::nullopt,
                        {}};
    }
}

void drop_empty_entries(Classes& classes) {
    std::vector<std::uint8_t> moved(classes.entries.size());
    std::vector<LegendEntry> kept;
    for (std::size_t i = 0; i < classes.entries.size(); ++i) {
        moved[i] = static_cast<std::uint8_t>(kept.size());
        if (classes.entries[i].count > 0 || classes.always[i]) {
            kept.push_back(classes.entries[i]);
        }
    }
    classes.entries = std::move(kept);
    for (std::uint8_t& entry : classes.of_unit) {
        entry = moved[entry];
    }
}

Level shown_level(const Units& units, Level wanted) {
    Level level = std::max(wanted, units.drawn);
    while (units.count(level) == 0 && level != Level::province) {
        level = static_cast<Level>(static_cast<int>(level) + 1);
    }
    return units.count(level) > 0 ? level : units.drawn;
}

/// The level that a theme shows when one is wanted: with targets, districts rather than none.
Level level_of_theme(const Snapshot& snapshot, const ThemeChoice& choice, Level wanted) {
    if (choice.theme == Theme::target) {
        const auto levels = levels_with_targets(snapshot);
        for (const Level level : {wanted, Level::district, Level::commune, Level::province}) {
            if (std::find(levels.begin(), levels.end(), level) != levels.end()) {
                return shown_level(snapshot.atlas->units, level);
            }
        }
    }
    return shown_level(snapshot.atlas->units, wanted);
}

/// The text with its places filled; a value for one language only is passed over in the other.
std::string filled(std::string text, const TextValues& values, const Lang& lang) {
    const std::string own_suffix = lang.language() == Language::vi ? ".vi" : ".en";
    for (const auto& [given, words] : values) {
        const std::size_t dot = given.find('.');
        if (dot != std::string::npos && given.substr(dot) != own_suffix) {
            continue;
        }
        const std::string place = "{" + given.substr(0, dot) + "}";
        if (const std::size_t at = text.find(place); at != std::string::npos) {
            text.replace(at, place.size(), words.starts_with("@") ? lang[words.substr(1)] : words);
        }
    }
    return text;
}

} // namespace

void add_share_classes(Classes& classes) {
    classes.add("share.80_100", plain_style(0x17426B), true);
    classes.add("share.60_80", plain_style(0x2F73AE), true);
    classes.add("share.40_60", plain_style(0x6FA8D6), true);
    classes.add("share.20_40", plain_style(0xB3D0E8), true);
    classes.add("share.0_20", plain_style(0xF5E6C8), true);
}

std::size_t share_class(double share) {
    return share >= 0.8 ? 0 : share >= 0.6 ? 1 : share >= 0.4 ? 2 : share >= 0.2 ? 3 : 4;
}

std::string_view theme_word(Theme theme) {
    constexpr std::array<std::string_view, 9> words{"tier",   "plan", "tier+plan", "criteria", "criterion",
                                                    "target", "risk", "change",    "coverage"};
    return words[static_cast<std::size_t>(theme)];
}

std::string theme_word(const ThemeChoice& choice) {
    return std::string(theme_word(choice.theme)) + (choice.of.empty() ? "" : ":" + choice.of);
}

std::optional<ThemeChoice> parse_theme(std::string_view word) {
    const std::size_t colon = word.find(':');
    const std::string_view of = colon == std::string_view::npos ? "" : word.substr(colon + 1);
    for (const Theme theme : all_themes) {
        const bool may_ask = theme == Theme::criterion || theme == Theme::target ||
                             (theme == Theme::change && Date::parse(of).has_value());
        if (theme_word(theme) == word.substr(0, colon) && (of.empty() || may_ask)) {
            return ThemeChoice(theme, std::string(of));
        }
    }
    return std::nullopt;
}

std::string legend_label(const LegendEntry& entry, const Lang& lang) {
    return filled(lang[entry.label_key], entry.label_values, lang);
}

std::string legend_title(const Legend& legend, const Lang& lang) {
    return filled(lang[legend.title_key], legend.title_values, lang);
}

std::string legend_note(const Legend& legend, const Lang& lang) {
    return legend.note_key.empty() ? std::string() : filled(lang[legend.note_key], legend.note_values, lang);
}

std::vector<Level> themed_levels(const Snapshot& snapshot, const ThemeChoice& choice) {
    std::vector<Level> levels = choice.theme == Theme::target ? levels_with_targets(snapshot) : std::vector<Level>{};
    if (levels.empty()) {
        levels.assign(all_levels.begin(), all_levels.end());
    }
    const Units& units = snapshot.atlas->units;
    std::erase_if(levels, [&](Level level) { return level < units.drawn || units.count(level) == 0; });
    return levels;
}

StyledMap apply_theme(const Snapshot& snapshot, const ThemeChoice& choice, Level wanted) {
    const Theme theme = choice.theme;
    const Atlas& atlas = *snapshot.atlas;
    StyledMap map;
    map.level = level_of_theme(snapshot, choice, wanted);
    Classes classes = classes_of(snapshot, choice, map.level);
    drop_empty_entries(classes);
    map.legend.title_key = classes.title_key;
    map.legend.title_values = classes.title_values;
    map.legend.entries = classes.entries;
    map.legend.note_key = classes.note_key;
    map.legend.note_values = classes.note_values;
    if (theme == Theme::tier_plan) {
        hatch_without_plan(classes, snapshot, map.level);
    }
    if (classes.overlay) {
        map.legend.overlays.push_back(*classes.overlay);
    }
    const auto& hatched = classes.hatched;
    const auto& unit_of = atlas.unit_of_feature[static_cast<std::size_t>(map.level)];
    map.units.resize(unit_of.size());
    map.legend_entry.resize(unit_of.size());
    map.has_overlay.resize(unit_of.size());
    for (std::size_t feature = 0; feature < unit_of.size(); ++feature) {
        const std::uint32_t unit = unit_of[feature];
        if (unit == no_unit) {
            map.units[feature] = pattern_style(colours::missing_fill, colours::absence_ink, Pattern::crosses);
            map.legend_entry[feature] = 0xff;
            continue;
        }
        map.legend_entry[feature] = classes.of_unit[unit];
        UnitStyle style = classes.entries[classes.of_unit[unit]].style;
        if (!hatched.empty() && hatched[unit] != 0) {
            map.has_overlay[feature] = 1;
            style.ink = hatch_ink(style.fill);
            style.pattern = Pattern::diagonal;
        }
        map.units[feature] = style;
    }
    if (choice.scheme == grey_scheme) {
        make_grey(map);
    }
    return map;
}

PaintStyle base_paint_style() {
    PaintStyle style;
    style.border[0] = {rgb(0x8A8F96), 0.5};
    style.border[1] = {rgb(0x5B626B), 1.2};
    style.border[2] = {rgb(0x30343A), 2.0};
    style.light_ink = {255, 255, 255, 179};
    style.ground = rgb(0xEAF0F3);
    style.selected_ink = rgb(0xF26B21);
    style.selected_casing = rgb(0xFFFFFF);
    style.hovered_ink = rgb(0xF26B21);
    return style;
}

} // namespace ntm
