#include "geo/insight/gaps.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace ntm {

namespace {

/// A set known by its name only judges nothing.
const CriteriaSet* usable_set(const Snapshot& snapshot, Level level, Tier tier) {
    const CriteriaSet* set = set_in_force(snapshot.atlas->criteria_sets, level, tier, snapshot.as_of);
    return set != nullptr && !set->criteria.empty() ? set : nullptr;
}

/// What a unit may strive for next, best first; the tier held stands last.
std::vector<Tier> next_tiers(const Snapshot& snapshot, UnitRef unit) {
    if (unit.level == Level::province) {
        return {Tier::hoan_thanh};
    }
    if (unit.level == Level::district) {
        const UnitType type = snapshot.atlas->units.type_on(unit, snapshot.as_of);
        if (type == UnitType::thi_xa || type == UnitType::thanh_pho) {
            return {Tier::hoan_thanh, Tier::ntm};
        }
        const Tier title = snapshot.title[static_cast<std::size_t>(Level::district)][unit.id].tier;
        return title == Tier::none ? std::vector{Tier::ntm} : std::vector{Tier::nang_cao, Tier::ntm};
    }
    switch (snapshot.tier[unit.id].tier) {
    case Tier::none:
        return {Tier::ntm};
    case Tier::ntm:
    case Tier::hoan_thanh:
        return {Tier::nang_cao, Tier::ntm};
    case Tier::nang_cao:
    case Tier::kieu_mau:
        return {Tier::kieu_mau, Tier::nang_cao, Tier::ntm};
    case Tier::hien_dai:
        return {Tier::hien_dai, Tier::ntm};
    }
    return {};
}

std::size_t index_of_set(const Atlas& atlas, const CriteriaSet& set) {
    const auto& sets = atlas.criteria_sets;
    const auto found = std::find_if(sets.begin(), sets.end(), [&](const CriteriaSet& one) { return one.id == set.id; });
    return static_cast<std::size_t>(found - sets.begin());
}

UnitGaps gaps_of(const EvaluationColumns& columns, std::uint32_t id) {
    UnitGaps gaps;
    gaps.unit = {Level::commune, id};
    gaps.of = columns.set->numbered_criteria();
    gaps.criteria_met = columns.met[id];
    for (std::size_t i = 0; i < columns.set->criteria.size(); ++i) {
        if (columns.set->criteria[i].entry_condition) {
            continue;
        }
        switch (columns.at(id, i)) {
        case ItemState::met:
            break;
        case ItemState::not_met:
            gaps.not_met.push_back(i);
            break;
        case ItemState::missing:
            gaps.missing.push_back(i);
            break;
        case ItemState::not_assessed:
            gaps.not_assessed.push_back(i);
            break;
        case ItemState::not_applicable:
            gaps.not_applicable.push_back(i);
            break;
        case ItemState::withheld:
            gaps.withheld.push_back(i);
            break;
        }
    }
    return gaps;
}

/// Numbered criteria with empty lists, and where each stands by its index in the set.
std::vector<CriterionGaps> empty_criteria(const CriteriaSet& set) {
    std::vector<CriterionGaps> criteria;
    for (std::size_t i = 0; i < set.criteria.size(); ++i) {
        if (!set.criteria[i].entry_condition) {
            criteria.push_back({i, {}, {}});
        }
    }
    return criteria;
}

} // namespace

const CriteriaSet* commune_set(const Snapshot& snapshot) {
    return usable_set(snapshot, Level::commune, Tier::ntm);
}

const CriteriaSet* set_for(const Snapshot& snapshot, UnitRef unit, std::string_view id) {
    if (!id.empty()) {
        return find_set(snapshot.atlas->criteria_sets, id);
    }
    if (!unit.valid() || (unit.level == Level::commune && snapshot.in_scope[unit.id] == 0)) {
        return nullptr;
    }
    for (const Tier tier : next_tiers(snapshot, unit)) {
        if (const CriteriaSet* set = usable_set(snapshot, unit.level, tier)) {
            return set;
        }
    }
    return nullptr;
}

EvaluationColumns evaluate_communes(const Snapshot& snapshot, const CriteriaSet& set) {
    const Atlas& atlas = *snapshot.atlas;
    const std::size_t communes = atlas.units.count(Level::commune);
    std::vector<ThresholdKeys> keys;
    keys.reserve(communes);
    for (std::uint32_t id = 0; id < communes; ++id) {
        keys.push_back(atlas.threshold_keys({Level::commune, id}, snapshot.as_of));
    }
    return evaluate_all(set, index_of_set(atlas, set), atlas.assessments, Level::commune, communes, snapshot.as_of,
                        keys);
}

ItemState known_state(const EvaluationColumns& columns, std::size_t unit) {
    std::array<bool, 6> found{};
    for (std::size_t i = 0; i < columns.set->criteria.size(); ++i) {
        if (!columns.set->criteria[i].entry_condition) {
            found[static_cast<std::size_t>(columns.at(unit, i))] = true;
        }
    }
    for (const ItemState state : {ItemState::met, ItemState::not_met, ItemState::withheld, ItemState::missing,
                                  ItemState::not_assessed, ItemState::not_applicable}) {
        if (found[static_cast<std::size_t>(state)]) {
            return state == ItemState::not_met ? ItemState::met : state;
        }
    }
    return ItemState::missing;
}

UnitEvaluation evaluate_unit(const Snapshot& snapshot, UnitRef unit, const CriteriaSet* set) {
    const Atlas& atlas = *snapshot.atlas;
    const auto under = [&](const CriteriaSet* one) {
        return one == nullptr || one->level != unit.level
                   ? UnitEvaluation{}
                   : evaluate(*one, atlas.assessments.of(unit, index_of_set(atlas, *one)), snapshot.as_of,
                              atlas.threshold_keys(unit, snapshot.as_of));
    };
    if (set != nullptr) {
        return under(set);
    }
    UnitEvaluation next = under(set_for(snapshot, unit));
    if (next.set != nullptr && !next.judged() && unit.level == Level::commune) {
        if (UnitEvaluation in_force = under(commune_set(snapshot)); in_force.judged()) {
            return in_force;
        }
    }
    return next;
}

std::optional<SetItem> find_item(const CriteriaSet& set, std::string_view no) {
    if (const auto criterion = set.find_criterion(no)) {
        return SetItem{*criterion, false};
    }
    const auto indicator = set.find_indicator(no);
    return indicator ? std::optional(SetItem{*indicator, true}) : std::nullopt;
}

std::vector<JudgedItem> judge_item(const Snapshot& snapshot, const CriteriaSet& set, SetItem item,
                                   std::span<const UnitRef> communes) {
    const Atlas& atlas = *snapshot.atlas;
    const std::size_t index = index_of_set(atlas, set);
    const auto number = static_cast<std::uint16_t>(item.index + (item.is_indicator ? 0 : whole_criterion));
    std::vector<JudgedItem> items;
    items.reserve(communes.size());
    for (const UnitRef commune : communes) {
        items.push_back(evaluate_item(set, number, atlas.assessments.of(commune, index), snapshot.as_of,
                                      atlas.threshold_keys(commune, snapshot.as_of)));
    }
    return items;
}

Gaps find_gaps(const Snapshot& snapshot, UnitRef unit, const CriteriaSet* set) {
    Gaps gaps;
    gaps.set = set != nullptr ? set : commune_set(snapshot);
    if (gaps.set == nullptr || gaps.set->level != Level::commune) {
        return gaps;
    }
    const Units& units = snapshot.atlas->units;
    const EvaluationColumns columns = evaluate_communes(snapshot, *gaps.set);
    gaps.by_criterion = empty_criteria(*gaps.set);
    std::size_t met_in_all = 0;
    for (std::uint32_t id = 0; id < columns.units; ++id) {
        const UnitRef commune{Level::commune, id};
        if (snapshot.in_scope[id] == 0 || (unit.valid() && units.ancestor(commune, unit.level) != unit)) {
            continue;
        }
        ++gaps.in_scope;
        const ItemState known = known_state(columns, id);
        if (known == ItemState::met) {
            ++gaps.judged;
            met_in_all += columns.met[id];
            gaps.least_met = std::min<std::size_t>(gaps.least_met.value_or(columns.met[id]), columns.met[id]);
        }
        for (CriterionGaps& criterion : gaps.by_criterion) {
            const ItemState state = columns.at(id, criterion.criterion);
            if (state == ItemState::not_met) {
                criterion.units_not_met.push_back(commune);
            } else if (state == ItemState::missing) {
                criterion.units_missing.push_back(commune);
            }
        }
        if (known != ItemState::met) {
            gaps.without_results.emplace_back(commune, known);
        } else if (UnitGaps own = gaps_of(columns, id); own.lacking() > 0) {
            gaps.incomplete += own.unknown() > 0 ? 1U : 0U;
            gaps.units.push_back(std::move(own));
        }
    }
    if (gaps.judged > 0) {
        gaps.mean_met = static_cast<double>(met_in_all) / static_cast<double>(gaps.judged);
    }
    std::stable_sort(gaps.units.begin(), gaps.units.end(), [](const UnitGaps& a, const UnitGaps& b) {
        return a.criteria_met != b.criteria_met ? a.criteria_met > b.criteria_met : a.not_met.size() < b.not_met.size();
    });
    std::stable_sort(gaps.by_criterion.begin(), gaps.by_criterion.end(),
                     [](const auto& a, const auto& b) { return a.units_not_met.size() > b.units_not_met.size(); });
    return gaps;
}

std::vector<Shortfall> shortfalls(const UnitEvaluation& evaluation) {
    const auto is_short = [](const JudgedItem& item) {
        return item.state != ItemState::met && item.state != ItemState::not_applicable;
    };
    std::vector<Shortfall> found;
    if (evaluation.set == nullptr) {
        return found;
    }
    for (std::size_t c = 0; c < evaluation.set->criteria.size(); ++c) {
        const Criterion& criterion = evaluation.set->criteria[c];
        if (criterion.entry_condition || !is_short(evaluation.criteria[c])) {
            continue;
        }
        const std::size_t before = found.size();
        for (const std::size_t i : criterion.indicators) {
            // Where the criterion's own verdict speaks, indicators that nobody reported say nothing more.
            const JudgedItem& item = evaluation.indicators[i];
            if (is_short(item) && !(evaluation.criteria[c].reported && item.state == ItemState::missing)) {
                const Indicator& indicator = evaluation.set->indicators[i];
                found.push_back(
                    {c, i, item,
                     indicator.lead_department.empty() ? criterion.lead_department : indicator.lead_department});
            }
        }
        const bool all_missing = std::all_of(found.begin() + static_cast<std::ptrdiff_t>(before), found.end(),
                                             [](const Shortfall& one) { return one.item.state == ItemState::missing; });
        if (found.size() == before || (all_missing && evaluation.criteria[c].state == ItemState::missing)) {
            found.resize(before);
            found.push_back({c, std::nullopt, evaluation.criteria[c], criterion.lead_department});
        }
    }
    return found;
}

} // namespace ntm
