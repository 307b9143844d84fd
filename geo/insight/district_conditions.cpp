#include "geo/insight/gaps.hpp"

#include "geo/base/viet_text.hpp"

namespace ntm {

namespace {

std::size_t index_of(Tier tier) {
    return static_cast<std::size_t>(tier);
}

/// What recognitions can answer of an entry condition.
enum class Counted : std::uint8_t {
    nothing,
    communes_ntm,
    communes_nang_cao,
    districts_titled,
    districts_nang_cao,
    is_ntm
};

/// A set says in words only what a condition counts: "Xã đạt NTM nâng cao" in "% số xã".
Counted counted_by(const Indicator& indicator) {
    const std::string words = " " + fold_key(indicator.name_vi) + " "; // i for y
    const std::string of = " " + fold_key(indicator.unit) + " ";
    const auto says = [&](std::string_view part) { return words.find(part) != std::string::npos; };
    const auto counts = [&](std::string_view unit) {
        return of.find(unit) != std::string::npos || words.starts_with(unit) || says(" ti le" + std::string(unit));
    };
    const bool advanced = says(" nang cao ");
    if (indicator.kind == IndicatorKind::boolean) {
        return says(" la huien ") && !advanced ? Counted::is_ntm : Counted::nothing;
    }
    if (indicator.kind != IndicatorKind::percent || !(says(" dat ") || says(" ntm "))) {
        return Counted::nothing;
    }
    if (counts(" xa ")) {
        return advanced ? Counted::communes_nang_cao : Counted::communes_ntm;
    }
    if (counts(" huien ") || counts(" cap huien ")) {
        return advanced ? Counted::districts_nang_cao : Counted::districts_titled;
    }
    return Counted::nothing;
}

std::optional<double> percent(std::size_t part, std::size_t whole) {
    return whole == 0 ? std::nullopt : std::optional(100 * static_cast<double>(part) / static_cast<double>(whole));
}

/// The count behind a condition, in percent; 100 or 0 for a title held or not. Nothing without a unit to count.
std::optional<double> count(const Snapshot& snapshot, UnitRef unit, Counted counted) {
    const TierTally& communes = snapshot.tiers_of[static_cast<std::size_t>(unit.level)][unit.id];
    const auto& titles = snapshot.title[static_cast<std::size_t>(Level::district)];
    std::size_t districts = 0, titled = 0, nang_cao = 0;
    for (std::uint32_t id = 0; id < titles.size(); ++id) {
        if (snapshot.atlas->units.ancestor({Level::district, id}, unit.level) == unit) {
            ++districts;
            titled += titles[id].tier != Tier::none ? 1U : 0U;
            nang_cao += titles[id].held[index_of(Tier::nang_cao)] ? 1U : 0U;
        }
    }
    switch (counted) {
    case Counted::communes_ntm:
        return percent(communes.held[index_of(Tier::ntm)], communes.in_scope);
    case Counted::communes_nang_cao:
        return percent(communes.held[index_of(Tier::nang_cao)], communes.in_scope);
    case Counted::districts_titled:
        return percent(titled, districts);
    case Counted::districts_nang_cao:
        return percent(nang_cao, districts);
    case Counted::is_ntm:
        return snapshot.title[static_cast<std::size_t>(unit.level)][unit.id].held[index_of(Tier::ntm)] ? 100.0 : 0.0;
    case Counted::nothing:
        break;
    }
    return std::nullopt;
}

bool reaches(double value, Comparison comparison, double threshold) {
    switch (comparison) {
    case Comparison::at_most:
        return value <= threshold;
    case Comparison::equal:
    case Comparison::at_least:
    case Comparison::none:
        break;
    }
    return value >= threshold; // a share asked to equal 100% cannot be above it
}

DistrictCondition condition_of(const Indicator& indicator, const JudgedItem& judged) {
    DistrictCondition condition;
    condition.indicator_no = indicator.no;
    condition.name_vi = indicator.name_vi;
    condition.name_en = indicator.name_en;
    condition.value = judged.value;
    condition.comparison = indicator.comparison;
    condition.state = judged.state;
    condition.provisional = judged.provisional;
    return condition;
}

/// Rows of an office say more than our count only where nothing can be counted.
void judge_by_count(DistrictCondition& condition, const Snapshot& snapshot, UnitRef unit, Counted counted) {
    condition.counted = true;
    condition.value = count(snapshot, unit, counted);
    if (!condition.value) {
        condition.state = ItemState::not_applicable;
        return;
    }
    const double threshold = counted == Counted::is_ntm ? 100 : condition.threshold.value_or(0);
    if (counted != Counted::is_ntm && !condition.threshold) {
        condition.state = ItemState::missing;
        return;
    }
    condition.state = reaches(*condition.value, condition.comparison, threshold) ? ItemState::met : ItemState::not_met;
}

} // namespace

std::vector<DistrictCondition> district_conditions(const Snapshot& snapshot, UnitRef district, Tier title) {
    std::vector<DistrictCondition> conditions;
    const Atlas& atlas = *snapshot.atlas;
    const CriteriaSet* set = set_in_force(atlas.criteria_sets, district.level, title, snapshot.as_of);
    if (set == nullptr || district.level == Level::commune) {
        return conditions;
    }
    const UnitEvaluation evaluation = evaluate_unit(snapshot, district, set);
    const ThresholdKeys keys = atlas.threshold_keys(district, snapshot.as_of);
    for (std::size_t c = 0; c < set->criteria.size(); ++c) {
        const Criterion& criterion = set->criteria[c];
        if (!criterion.entry_condition) {
            DistrictCondition condition;
            condition.indicator_no = criterion.no;
            condition.name_vi = criterion.name_vi;
            condition.name_en = criterion.name_en;
            condition.state = evaluation.criteria[c].state;
            condition.provisional = evaluation.criteria[c].provisional;
            conditions.push_back(std::move(condition));
            continue;
        }
        for (const std::size_t i : criterion.indicators) {
            const Indicator& indicator = set->indicators[i];
            DistrictCondition condition = condition_of(indicator, evaluation.indicators[i]);
            const Threshold* threshold = indicator.threshold_for(keys);
            if (threshold != nullptr && indicator.kind != IndicatorKind::boolean) {
                condition.threshold = threshold->value;
            }
            if (const Counted counted = counted_by(indicator);
                counted != Counted::nothing && atlas.recognitions.present) {
                judge_by_count(condition, snapshot, district, counted);
            }
            condition.provisional =
                condition.provisional || (threshold != nullptr && threshold->confidence == Confidence::low);
            conditions.push_back(std::move(condition));
        }
    }
    return conditions;
}

} // namespace ntm
