#pragma once

#include "geo/insight/snapshot.hpp"
#include "geo/programme/assessment.hpp"

#include <string>
#include <vector>

namespace ntm {

/// What one commune lacks under a set on the date of a snapshot.
struct UnitGaps {
    UnitRef unit;
    std::size_t criteria_met = 0;
    std::size_t of = 0; ///< numbered criteria of the set
    std::vector<std::size_t> not_met, missing, not_assessed, not_applicable, withheld; ///< indices of criteria
};

struct CriterionGaps {
    std::size_t criterion = 0; ///< index in the set
    std::vector<UnitRef> units_not_met;
    std::vector<UnitRef> units_missing;
};

struct Gaps {
    const CriteriaSet* set = nullptr;
    std::vector<UnitGaps> units;            ///< communes in scope below `of`, fewest met last
    std::vector<CriterionGaps> by_criterion; ///< most failed first
    std::optional<double> mean_met;         ///< of the units with any verdict; nothing without
    std::optional<std::size_t> least_met;
};
/// Communes below `unit` (invalid: all), under `set` (null: the set in force for NTM on the date).
[[nodiscard]] Gaps find_gaps(const Snapshot& snapshot, UnitRef unit, const CriteriaSet* set = nullptr);

/// Checklist of one unit with distances, for the unit panel and `query`; empty set: none known for its level and date.
[[nodiscard]] UnitEvaluation evaluate_unit(const Snapshot& snapshot, UnitRef unit, const CriteriaSet* set = nullptr);

/// The set asked by id, else the one in force for the unit's next tier on the date.
[[nodiscard]] const CriteriaSet* set_for(const Snapshot& snapshot, UnitRef unit, std::string_view id = {});

/// A recognised commune that fails the set now in force in the shares of Article 21: a warning, not a decision.
struct Risk {
    UnitRef unit;
    Tier tier = Tier::none;
    RevocationCase revocation_case = RevocationCase::none;
    const CriteriaSet* set = nullptr;
    std::vector<std::size_t> failing;
    std::vector<std::size_t> failing_key;
};
[[nodiscard]] std::vector<Risk> find_risks(const Snapshot& snapshot); ///< case b first, then by number failing

/// Where a district stands for a title: each condition with what is, what is asked, and whether the share is recalled.
struct DistrictCondition {
    std::string indicator_no;
    std::string name_vi, name_en;
    std::optional<double> value; ///< percent
    std::optional<double> threshold;
    bool provisional = false;
    ItemState state = ItemState::missing;
};
[[nodiscard]] std::vector<DistrictCondition> district_conditions(const Snapshot& snapshot, UnitRef district, Tier title);

} // namespace ntm
