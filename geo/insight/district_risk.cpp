#include "geo/insight/gaps.hpp"

#include <algorithm>
#include <tuple>

namespace ntm {

namespace {

/// Communes in scope that held a tier, lost it by a decision and hold none now.
std::size_t revoked_communes(const Snapshot& snapshot, UnitRef district) {
    std::size_t revoked = 0;
    for (std::uint32_t id = 0; id < snapshot.tier.size(); ++id) {
        const UnitRef commune{Level::commune, id};
        if (snapshot.in_scope[id] == 0 || snapshot.tier[id].tier != Tier::none ||
            snapshot.atlas->units.ancestor(commune, Level::district) != district) {
            continue;
        }
        const auto rows = snapshot.atlas->recognitions.of(commune);
        revoked +=
            std::any_of(rows.begin(), rows.end(),
                        [&](const Recognition& row) { return row.revoked_date && *row.revoked_date <= snapshot.as_of; })
                ? 1U
                : 0U;
    }
    return revoked;
}

/// The sets in force for the titles a rural district holds; towns complete a task, which Article 21 does not name.
std::vector<const CriteriaSet*> sets_of_titles(const Snapshot& snapshot, const TierState& title) {
    std::vector<const CriteriaSet*> sets;
    for (const Tier tier : {Tier::nang_cao, Tier::ntm}) {
        const CriteriaSet* set = set_in_force(snapshot.atlas->criteria_sets, Level::district, tier, snapshot.as_of);
        if (title.held[static_cast<std::size_t>(tier)] && set != nullptr && !set->criteria.empty()) {
            sets.push_back(set);
        }
    }
    return sets;
}

void judge_criteria(DistrictRisk& risk, const Snapshot& snapshot, const CriteriaSet& set) {
    const UnitEvaluation evaluation = evaluate_unit(snapshot, risk.unit, &set);
    std::vector<ItemState> states;
    std::vector<std::size_t> failing, failing_key;
    for (std::size_t i = 0; i < evaluation.criteria.size(); ++i) {
        states.push_back(evaluation.criteria[i].state);
        if (!set.criteria[i].entry_condition && states.back() == ItemState::not_met) {
            failing.push_back(i);
            if (set.criteria[i].key_for_revocation) {
                failing_key.push_back(i);
            }
        }
    }
    risk.judged = risk.judged || evaluation.judged();
    const RevocationCase found = revocation_case(set, states);
    if (risk.set == nullptr || found > risk.by_criteria) {
        risk.by_criteria = found;
        risk.set = &set;
        risk.failing = std::move(failing);
        risk.failing_key = std::move(failing_key);
    }
}

} // namespace

std::string_view DistrictRisk::case_word() const {
    return by_criteria == RevocationCase::b ? "c" : by_communes ? "a" : by_criteria == RevocationCase::a ? "b" : "";
}

std::vector<DistrictRisk> judge_districts(const Snapshot& snapshot) {
    std::vector<DistrictRisk> risks;
    const Atlas& atlas = *snapshot.atlas;
    for (std::uint32_t id = 0; id < atlas.units.count(Level::district); ++id) {
        const UnitRef district{Level::district, id};
        const TierState& title = snapshot.title[static_cast<std::size_t>(Level::district)][id];
        if (title.tier == Tier::none) {
            continue;
        }
        DistrictRisk risk;
        risk.unit = district;
        risk.title = title.tier;
        risk.named_by_law = title.tier != Tier::hoan_thanh;
        risk.communes = snapshot.tiers_of[static_cast<std::size_t>(Level::district)][id].in_scope;
        risk.revoked = revoked_communes(snapshot, district);
        if (risk.named_by_law) {
            risk.by_communes = risk.communes > 0 && 10 * risk.revoked >= 3 * risk.communes;
            for (const CriteriaSet* set : sets_of_titles(snapshot, title)) {
                judge_criteria(risk, snapshot, *set);
            }
        }
        risks.push_back(std::move(risk));
    }
    std::stable_sort(risks.begin(), risks.end(), [](const DistrictRisk& a, const DistrictRisk& b) {
        return std::tuple(a.by_criteria, a.by_communes, a.failing.size()) >
               std::tuple(b.by_criteria, b.by_communes, b.failing.size());
    });
    return risks;
}

} // namespace ntm
