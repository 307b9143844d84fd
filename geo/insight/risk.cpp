#include "geo/insight/gaps.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace ntm {

namespace {

/// The sets that recognitions are judged under, highest tier first.
struct JudgedTier {
    Tier tier = Tier::none; ///< none: for every recognised commune
    EvaluationColumns columns;
};

/// Those that a recognition is judged by: nâng cao, then NTM.
std::vector<const CriteriaSet*> sets_in_force(const Snapshot& snapshot) {
    std::vector<const CriteriaSet*> sets;
    for (const Tier tier : {Tier::nang_cao, Tier::ntm}) {
        const CriteriaSet* set = set_in_force(snapshot.atlas->criteria_sets, Level::commune, tier, snapshot.as_of);
        if (set != nullptr && !set->criteria.empty()) {
            sets.push_back(set);
        }
    }
    return sets;
}

std::vector<JudgedTier> judged_tiers(const Snapshot& snapshot, const CriteriaSet* set) {
    std::vector<JudgedTier> judged;
    if (set != nullptr) {
        if (set->level == Level::commune && !set->criteria.empty()) {
            judged.push_back({Tier::none, evaluate_communes(snapshot, *set)});
        }
        return judged;
    }
    for (const CriteriaSet* in_force : sets_in_force(snapshot)) {
        judged.push_back({in_force->tier, evaluate_communes(snapshot, *in_force)});
    }
    return judged;
}

bool is_recognised(const Snapshot& snapshot, std::uint32_t id) {
    return snapshot.in_scope[id] != 0 && snapshot.tier[id].tier != Tier::none;
}

bool holds(const Snapshot& snapshot, std::uint32_t id, Tier tier) {
    return tier == Tier::none || snapshot.tier[id].held[static_cast<std::size_t>(tier)];
}

Risk risk_under(const Snapshot& snapshot, std::uint32_t id, const CriteriaSet& set, std::span<const ItemState> states) {
    Risk risk;
    risk.unit = {Level::commune, id};
    risk.tier = snapshot.tier[id].tier;
    risk.set = &set;
    risk.revocation_case = revocation_case(set, states);
    for (std::size_t i = 0; i < states.size(); ++i) {
        const Criterion& criterion = set.criteria[i];
        if (!criterion.entry_condition && states[i] == ItemState::not_met) {
            risk.failing.push_back(i);
            if (criterion.key_for_revocation) {
                risk.failing_key.push_back(i);
            }
        }
    }
    return risk;
}

/// The set under which a commune stands worst; nothing where it fails no share of Article 21.
Risk worst_risk(const Snapshot& snapshot, std::uint32_t id, const std::vector<JudgedTier>& judged) {
    Risk worst;
    for (const JudgedTier& one : judged) {
        if (!holds(snapshot, id, one.tier)) {
            continue;
        }
        const CriteriaSet& set = *one.columns.set;
        const std::span<const ItemState> states(one.columns.state.data() + id * set.criteria.size(),
                                                set.criteria.size());
        if (Risk risk = risk_under(snapshot, id, set, states); risk.revocation_case > worst.revocation_case) {
            worst = std::move(risk);
        }
    }
    return worst;
}

/// How much is known of a recognised commune that no case names: judged under any of its sets, else what is absent.
RiskClass class_without_case(const Snapshot& snapshot, std::uint32_t id, const std::vector<JudgedTier>& judged) {
    RiskClass found = RiskClass::missing;
    for (const JudgedTier& one : judged) {
        if (!holds(snapshot, id, one.tier)) {
            continue;
        }
        switch (known_state(one.columns, id)) {
        case ItemState::met:
        case ItemState::not_met:
        case ItemState::not_applicable:
            return RiskClass::none;
        case ItemState::withheld:
            found = RiskClass::withheld;
            break;
        case ItemState::not_assessed:
            found = found == RiskClass::missing ? RiskClass::not_assessed : found;
            break;
        case ItemState::missing:
            break;
        }
    }
    return found;
}

} // namespace

std::string_view risk_class_word(RiskClass risk_class) {
    constexpr std::array<std::string_view, 8> words{"case_b",       "case_a",  "none",         "not_recognised",
                                                    "not_in_scope", "missing", "not_assessed", "withheld"};
    return words[static_cast<std::size_t>(risk_class)];
}

std::vector<Risk> find_risks(const Snapshot& snapshot, const CriteriaSet* set) {
    const std::vector<JudgedTier> judged = judged_tiers(snapshot, set);
    std::vector<Risk> risks;
    for (std::uint32_t id = 0; id < snapshot.tier.size(); ++id) {
        if (!is_recognised(snapshot, id)) {
            continue;
        }
        if (Risk risk = worst_risk(snapshot, id, judged); risk.revocation_case != RevocationCase::none) {
            risks.push_back(std::move(risk));
        }
    }
    std::stable_sort(risks.begin(), risks.end(), [](const Risk& a, const Risk& b) {
        return std::tuple(a.revocation_case, a.failing.size()) > std::tuple(b.revocation_case, b.failing.size());
    });
    return risks;
}

std::optional<Risk> risk_of(const Snapshot& snapshot, UnitRef unit) {
    if (!unit.valid() || unit.level != Level::commune || !is_recognised(snapshot, unit.id)) {
        return std::nullopt;
    }
    Risk worst;
    for (const CriteriaSet* set : sets_in_force(snapshot)) {
        if (!holds(snapshot, unit.id, set->tier)) {
            continue;
        }
        std::vector<ItemState> states;
        for (const JudgedItem& item : evaluate_unit(snapshot, unit, set).criteria) {
            states.push_back(item.state);
        }
        if (Risk risk = risk_under(snapshot, unit.id, *set, states); risk.revocation_case > worst.revocation_case) {
            worst = std::move(risk);
        }
    }
    return worst.revocation_case == RevocationCase::none ? std::nullopt : std::optional(std::move(worst));
}

std::vector<RiskClass> risk_classes(const Snapshot& snapshot, const CriteriaSet* set) {
    const std::vector<JudgedTier> judged = judged_tiers(snapshot, set);
    std::vector<RiskClass> classes;
    classes.reserve(snapshot.tier.size());
    for (std::uint32_t id = 0; id < snapshot.tier.size(); ++id) {
        if (snapshot.in_scope[id] == 0) {
            classes.push_back(RiskClass::not_in_scope);
        } else if (!snapshot.atlas->recognitions.present) {
            classes.push_back(RiskClass::missing);
        } else if (!is_recognised(snapshot, id)) {
            classes.push_back(RiskClass::not_recognised);
        } else {
            const RevocationCase worst = worst_risk(snapshot, id, judged).revocation_case;
            classes.push_back(worst == RevocationCase::b   ? RiskClass::case_b
                              : worst == RevocationCase::a ? RiskClass::case_a
                                                           : class_without_case(snapshot, id, judged));
        }
    }
    return classes;
}

} // namespace ntm
