#include "geo/picture/theme_classes.hpp"

#include "geo/insight/gaps.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace ntm {

namespace {

constexpr std::array<std::uint32_t, 5> few_to_all{0xF6E7C1, 0xE3C67F, 0x8DBB8B, 0x3F8FA3, 0x1B2F6B};

const CriteriaSet* chosen_set(const Snapshot& snapshot, const ThemeChoice& choice) {
    const CriteriaSet* set =
        choice.set_id.empty() ? commune_set(snapshot) : find_set(snapshot.atlas->criteria_sets, choice.set_id);
    const bool usable = set != nullptr && set->level == Level::commune && !set->criteria.empty();
    return usable && snapshot.atlas->assessments.present ? set : nullptr;
}

/// Lower ends of the bands, highest first: all; then as reports group a set of 19 (15, 10, 5), else by fifths.
std::array<std::size_t, 5> band_starts(std::size_t of) {
    if (of >= 15) {
        return {of, 15, 10, 5, 0};
    }
    const auto part = [&](double share) {
        return static_cast<std::size_t>(std::ceil(share * static_cast<double>(of)));
    };
    return {of, std::min(part(0.75), of), part(0.5), part(0.25), 0};
}

constexpr std::array band_keys{"criteria_band.all", "criteria_band.high", "criteria_band.middle", "criteria_band.low",
                               "criteria_band.few"};
constexpr std::array mean_keys{"criteria_mean.all", "criteria_mean.high", "criteria_mean.middle", "criteria_mean.low",
                               "criteria_mean.few"};

void add_bands(Classes& classes, std::size_t of, bool means) {
    const auto starts = band_starts(of);
    for (std::size_t i = 0; i < starts.size(); ++i) {
        const std::size_t above = i == 0 ? of : starts[i - 1];
        const std::size_t to = means || i == 0 || above == 0 ? above : above - 1;
        classes.add(means ? mean_keys[i] : band_keys[i], plain_style(few_to_all[few_to_all.size() - 1 - i]), true,
                    std::nullopt, {{"from", std::to_string(starts[i])}, {"to", std::to_string(to)}});
    }
}

std::size_t band_of(double met, std::size_t of) {
    const auto starts = band_starts(of);
    std::size_t band = 0;
    while (band + 1 < starts.size() && met < static_cast<double>(starts[band])) {
        ++band;
    }
    return band;
}

std::size_t absence(ItemState state) {
    return static_cast<std::size_t>(state) - static_cast<std::size_t>(ItemState::missing);
}

void name_set(Classes& classes, const CriteriaSet& set) {
    classes.title_values.emplace_back("set", set.id);
    classes.title_values.emplace_back("set_title.vi", set.title_vi);
    classes.title_values.emplace_back("set_title.en", set.title_en);
    classes.title_values.emplace_back("of", std::to_string(set.numbered_criteria()));
}

/// Where a unit stands in the legend by the state of one item; entries as criterion_classes adds them.
enum Entry : std::size_t { met, met_provisional, not_met, not_met_provisional, first_absence };

std::size_t entry_of(ItemState state, bool provisional) {
    switch (state) {
    case ItemState::met:
        return provisional ? Entry::met_provisional : Entry::met;
    case ItemState::not_met:
        return provisional ? Entry::not_met_provisional : Entry::not_met;
    case ItemState::missing:
    case ItemState::not_assessed:
    case ItemState::not_applicable:
    case ItemState::withheld:
        break;
    }
    return Entry::first_absence + absence(state);
}

std::optional<SetItem> asked_item(const CriteriaSet& set, const std::string& no) {
    if (no.empty()) {
        const auto first = std::find_if(set.criteria.begin(), set.criteria.end(),
                                        [](const Criterion& one) { return !one.entry_condition; });
        return SetItem{static_cast<std::size_t>(first == set.criteria.end() ? 0 : first - set.criteria.begin()), false};
    }
    return find_item(set, no);
}

/// State and whether it is provisional, by commune.
std::vector<std::pair<ItemState, bool>> states_of(const Snapshot& snapshot, const CriteriaSet& set, SetItem asked) {
    std::vector<std::pair<ItemState, bool>> states;
    const auto communes = static_cast<std::uint32_t>(snapshot.in_scope.size());
    std::vector<UnitRef> in_scope;
    for (std::uint32_t id = 0; id < communes; ++id) {
        if (snapshot.in_scope[id] != 0) {
            in_scope.push_back({Level::commune, id});
        }
    }
    states.resize(communes, {ItemState::not_applicable, false});
    const std::vector<JudgedItem> items = judge_item(snapshot, set, asked, in_scope);
    for (std::size_t i = 0; i < items.size(); ++i) {
        states[in_scope[i].id] = {items[i].state, items[i].provisional};
    }
    return states;
}

void title_criterion(Classes& classes, const CriteriaSet& set, SetItem asked) {
    const auto put = [&](const std::string& no, const std::string& vi, const std::string& en) {
        classes.title_values = {{"no", no}, {"name.vi", vi}, {"name.en", en.empty() ? vi : en}};
    };
    if (asked.is_indicator) {
        put(set.indicators[asked.index].no, set.indicators[asked.index].name_vi, set.indicators[asked.index].name_en);
    } else {
        put(set.criteria[asked.index].no, set.criteria[asked.index].name_vi, set.criteria[asked.index].name_en);
    }
    name_set(classes, set);
}

/// Communes judged and met, by unit of a higher level.
struct Part {
    double met = 0;
    double judged = 0;
};

/// Nothing judged: nothing known, or no commune in the programme at all.
std::size_t absence_above(const Snapshot& snapshot, Level level, std::size_t id) {
    return absence(snapshot.tiers_of[static_cast<std::size_t>(level)][id].in_scope == 0 ? ItemState::not_applicable
                                                                                        : ItemState::missing);
}

std::vector<Part> parts_above(const Units& units, Level level, std::size_t communes, const auto& part_of) {
    std::vector<Part> parts(units.count(level));
    for (std::uint32_t id = 0; id < communes; ++id) {
        const UnitRef up = units.ancestor({Level::commune, id}, level);
        if (const std::optional<double> met = part_of(id); met && up.valid()) {
            parts[up.id].met += *met;
            parts[up.id].judged += 1;
        }
    }
    return parts;
}

/// Communes in the colours of Hà Tĩnh's own map; tier and count share one scale there.
Classes ha_tinh_classes(const Snapshot& snapshot, const CriteriaSet& set, const EvaluationColumns& columns) {
    constexpr std::array<std::size_t, 3> starts{16, 12, 0};
    constexpr std::array<std::uint32_t, 3> fills{0x5DA75D, 0x9A9FA5, 0xD8D3C8};
    const std::size_t of = set.numbered_criteria();
    Classes classes;
    classes.title_key = "legend.criteria_met";
    name_set(classes, set);
    classes.add("tier.kieu_mau", plain_style(0xC8102E), true);
    classes.add("criteria_band.all", plain_style(0xF2C230), true, std::nullopt, {{"to", std::to_string(of)}});
    for (std::size_t i = 0; i < starts.size(); ++i) {
        const std::size_t to = i == 0 ? of - 1 : starts[i - 1] - 1;
        classes.add(band_keys[i + 1], plain_style(fills[i]), true, std::nullopt,
                    {{"from", std::to_string(starts[i])}, {"to", std::to_string(to)}});
    }
    const std::size_t absences = classes.add_absences();
    classes.of_unit.resize(columns.units);
    for (std::size_t id = 0; id < columns.units; ++id) {
        const ItemState state = snapshot.in_scope[id] == 0 ? ItemState::not_applicable : known_state(columns, id);
        if (state != ItemState::not_applicable && snapshot.tier_class[id] == TierClass::kieu_mau) {
            classes.set(id, 0);
        } else if (state != ItemState::met) {
            classes.set(id, absences + absence(state));
        } else {
            const std::size_t met = columns.met[id];
            classes.set(id, met >= of ? 1 : met >= starts[0] ? 2 : met >= starts[1] ? 3 : 4);
        }
    }
    return classes;
}

} // namespace

std::optional<Classes> criteria_classes(const Snapshot& snapshot, const ThemeChoice& choice, Level level) {
    const CriteriaSet* set = chosen_set(snapshot, choice);
    if (set == nullptr) {
        return std::nullopt;
    }
    const EvaluationColumns columns = evaluate_communes(snapshot, *set);
    const bool communes = level == Level::commune;
    const auto& scheme = choice.scheme.empty() ? snapshot.atlas->workspace.scheme : choice.scheme;
    if (communes && scheme == ha_tinh_scheme) {
        return ha_tinh_classes(snapshot, *set, columns);
    }
    const std::size_t of = set->numbered_criteria();
    Classes classes;
    classes.title_key = communes ? "legend.criteria_met" : "legend.criteria_mean";
    name_set(classes, *set);
    add_bands(classes, of, !communes);
    const std::size_t absences = classes.add_absences();
    const Units& units = snapshot.atlas->units;
    classes.of_unit.resize(units.count(level));
    const auto state_of = [&](std::size_t id) {
        return snapshot.in_scope[id] == 0 ? ItemState::not_applicable : known_state(columns, id);
    };
    if (communes) {
        for (std::size_t id = 0; id < columns.units; ++id) {
            const ItemState state = state_of(id);
            classes.set(id, state == ItemState::met ? band_of(columns.met[id], of) : absences + absence(state));
        }
        return classes;
    }
    const auto parts = parts_above(units, level, columns.units, [&](std::size_t id) {
        return state_of(id) == ItemState::met ? std::optional<double>(columns.met[id]) : std::nullopt;
    });
    for (std::size_t id = 0; id < parts.size(); ++id) {
        classes.set(id, parts[id].judged > 0 ? band_of(parts[id].met / parts[id].judged, of)
                                             : absences + absence_above(snapshot, level, id));
    }
    return classes;
}

std::optional<Classes> criterion_classes(const Snapshot& snapshot, const ThemeChoice& choice, Level level) {
    const CriteriaSet* set = chosen_set(snapshot, choice);
    const auto asked = set == nullptr ? std::nullopt : asked_item(*set, choice.of);
    if (!asked) {
        return std::nullopt;
    }
    const auto states = states_of(snapshot, *set, *asked);
    const Units& units = snapshot.atlas->units;
    Classes classes;
    title_criterion(classes, *set, *asked);
    classes.of_unit.resize(units.count(level));
    if (level == Level::commune) {
        classes.title_key = "legend.criterion";
        classes.add("criterion.met", plain_style(0x2F8FA3), true);
        classes.add("criterion.met_provisional", pattern_style(0xA5C9E8, 0x2F8FA3, Pattern::diagonal), false);
        classes.add("criterion.not_met", plain_style(0xF0A93B), true);
        classes.add("criterion.not_met_provisional", pattern_style(0xFADFA8, 0xF0A93B, Pattern::diagonal), false);
        classes.add_absences();
        for (std::size_t id = 0; id < states.size(); ++id) {
            classes.set(id, entry_of(states[id].first, states[id].second));
        }
        return classes;
    }
    classes.title_key = "legend.criterion_share";
    add_share_classes(classes);
    const std::size_t absences = classes.add_absences();
    const auto parts = parts_above(units, level, states.size(), [&](std::size_t id) -> std::optional<double> {
        const ItemState state = states[id].first;
        return state == ItemState::met       ? std::optional(1.0)
               : state == ItemState::not_met ? std::optional(0.0)
                                             : std::nullopt;
    });
    for (std::size_t id = 0; id < parts.size(); ++id) {
        classes.set(id, parts[id].judged > 0 ? share_class(parts[id].met / parts[id].judged)
                                             : absences + absence_above(snapshot, level, id));
    }
    return classes;
}

std::optional<Classes> risk_map_classes(const Snapshot& snapshot, const ThemeChoice& choice, Level level) {
    const CriteriaSet* set = chosen_set(snapshot, choice);
    if (set == nullptr || !snapshot.atlas->recognitions.present) {
        return std::nullopt;
    }
    const std::vector<RiskClass> risks = risk_classes(snapshot, choice.set_id.empty() ? nullptr : set);
    const Units& units = snapshot.atlas->units;
    Classes classes;
    classes.of_unit.resize(units.count(level));
    if (level == Level::commune) {
        classes.title_key = "legend.risk";
        classes.add("risk.case_b", plain_style(0x7A1030), true);
        classes.add("risk.case_a", plain_style(0xE58A2E), true);
        classes.add("risk.none", plain_style(0x8CC7A1), true);
        classes.add("risk.not_recognised", plain_style(0xF0D9A8), true);
        classes.add("risk.not_in_scope",
                    pattern_style(colours::not_applicable_fill, colours::not_applicable_ink, Pattern::dots), true);
        classes.add("risk.missing", pattern_style(colours::missing_fill, colours::absence_ink, Pattern::crosses),
                    false);
        classes.add("risk.not_assessed", plain_style(colours::not_assessed_fill), false);
        classes.add("risk.withheld", pattern_style(colours::withheld_fill, colours::absence_ink, Pattern::horizontal),
                    false);
        for (std::size_t id = 0; id < risks.size(); ++id) {
            classes.set(id, static_cast<std::size_t>(risks[id]));
        }
        return classes;
    }
    classes.title_key = "legend.risk_count";
    classes.add("risk_count.many", plain_style(0x7A1030), true);
    classes.add("risk_count.some", plain_style(0xB4561C), true);
    classes.add("risk_count.few", plain_style(0xF0B35A), true);
    classes.add("risk_count.none", plain_style(0x8CC7A1), true);
    const std::size_t absences = classes.add_absences();
    const auto parts = parts_above(units, level, risks.size(), [&](std::size_t id) -> std::optional<double> {
        const RiskClass one = risks[id];
        const bool at_risk = one == RiskClass::case_a || one == RiskClass::case_b;
        return at_risk ? std::optional(1.0) : one == RiskClass::none ? std::optional(0.0) : std::nullopt;
    });
    for (std::size_t id = 0; id < parts.size(); ++id) {
        const double at_risk = parts[id].met;
        classes.set(id, parts[id].judged == 0 ? absences + absence_above(snapshot, level, id)
                        : at_risk >= 6        ? 0
                        : at_risk >= 3        ? 1
                        : at_risk >= 1        ? 2
                                              : 3);
    }
    return classes;
}

} // namespace ntm
