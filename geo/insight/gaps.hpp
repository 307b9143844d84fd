#pragma once

#include "geo/insight/snapshot.hpp"
#include "geo/programme/assessment.hpp"

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ntm {

/// The set asked by id, else the one in force on the date for the unit's next tier: not recognised -> NTM, recognised
/// -> nâng cao, nâng cao -> kiểu mẫu; a town goes for "hoàn thành nhiệm vụ". Where the next tier has no set that day,
/// that of the tier held. Null: none known, or (without id) a unit outside the programme.
[[nodiscard]] const CriteriaSet* set_for(const Snapshot& snapshot, UnitRef unit, std::string_view id = {});
/// The set in force on the date for NTM communes: what communes are compared under. Null: none with criteria known.
[[nodiscard]] const CriteriaSet* commune_set(const Snapshot& snapshot);

/// All communes under one set, on the date of the snapshot, with each commune's own thresholds.
[[nodiscard]] EvaluationColumns evaluate_communes(const Snapshot& snapshot, const CriteriaSet& set);

/// How far one commune is known under a set: judged when any numbered criterion is met or not met, else the absence
/// that stands highest: withheld, missing, not assessed, not applicable.
[[nodiscard]] ItemState known_state(const EvaluationColumns& columns, std::size_t unit);

/// Checklist of one unit with distances, for the unit panel and `query`, under `set`; null: that of set_for(), or where
/// nobody has judged a commune by it yet, the commune_set() that has results. Empty set: none known for level and date.
[[nodiscard]] UnitEvaluation evaluate_unit(const Snapshot& snapshot, UnitRef unit, const CriteriaSet* set = nullptr);

/// What one commune lacks under a set on the date of a snapshot.
struct UnitGaps {
    UnitRef unit;
    std::size_t criteria_met = 0;
    std::size_t of = 0; ///< numbered criteria of the set
    /// Indices of criteria.
    std::vector<std::size_t> not_met, missing, not_assessed, not_applicable, withheld;
    /// What is not known: no result, not assessed, withheld.
    [[nodiscard]] std::size_t unknown() const { return missing.size() + not_assessed.size() + withheld.size(); }
    /// What is still to be met or to be known; a criterion that does not apply is neither.
    [[nodiscard]] std::size_t lacking() const { return of - criteria_met - not_applicable.size(); }
};

struct CriterionGaps {
    std::size_t criterion = 0; ///< index in the set
    std::vector<UnitRef> units_not_met;
    std::vector<UnitRef> units_missing;
};

struct Gaps {
    const CriteriaSet* set = nullptr;
    std::vector<UnitGaps> units; ///< communes in scope with results that lack criteria, fewest met last
    /// Communes in scope without any result, and which absence stands for them: nobody knows what they lack.
    std::vector<std::pair<UnitRef, ItemState>> without_results;
    std::vector<CriterionGaps> by_criterion; ///< numbered criteria, most failed first
    std::size_t in_scope = 0;                ///< communes looked at
    std::size_t judged = 0;                  ///< of these with any criterion met or not met
    std::size_t incomplete = 0;     ///< of the judged, with a criterion that is neither met, not met nor inapplicable
    std::optional<double> mean_met; ///< of the units with any verdict; nothing without
    std::optional<std::size_t> least_met;
};
/// Communes below `unit` (invalid: all), under `set` (null: the set in force for NTM on the date).
[[nodiscard]] Gaps find_gaps(const Snapshot& snapshot, UnitRef unit, const CriteriaSet* set = nullptr);

/// One line of what is to be done: an indicator, or a criterion of which no indicator is known.
struct Shortfall {
    std::size_t criterion = 0;
    std::optional<std::size_t> indicator;
    JudgedItem item;
    std::string lead_department;
};
/// Numbered criteria not met, and absent ones, in the order of the set; not applicable ones are no shortfall.
[[nodiscard]] std::vector<Shortfall> shortfalls(const UnitEvaluation& evaluation);

/// One criterion or indicator of a set.
struct SetItem {
    std::size_t index = 0;
    bool is_indicator = false;
};
/// By number: a criterion before an indicator of the same number. Nothing: the set has none.
[[nodiscard]] std::optional<SetItem> find_item(const CriteriaSet& set, std::string_view no);
/// One item of every commune of `communes`, judged with its own threshold, in their order.
[[nodiscard]] std::vector<JudgedItem> judge_item(const Snapshot& snapshot, const CriteriaSet& set, SetItem item,
                                                 std::span<const UnitRef> communes);

/// A recognised commune that fails the set now in force in the shares of Article 21: a warning, not a decision.
struct Risk {
    UnitRef unit;
    Tier tier = Tier::none; ///< held
    RevocationCase revocation_case = RevocationCase::none;
    const CriteriaSet* set = nullptr; ///< under which it fails most
    std::vector<std::size_t> failing;
    std::vector<std::size_t> failing_key;
};
/// Judged under the sets now in force for the tiers held, nâng cao and NTM (kiểu mẫu rests on both and has conditions,
/// not criteria); under `set` alone where it is given. Case b first, then by number failing.
[[nodiscard]] std::vector<Risk> find_risks(const Snapshot& snapshot, const CriteriaSet* set = nullptr);
/// That of one unit; nothing for districts and for what is not at risk.
[[nodiscard]] std::optional<Risk> risk_of(const Snapshot& snapshot, UnitRef unit);

/// A recognised district before Article 21: (a) 30% or more of its communes revoked, (b) 30% to under 50% of the
/// district criteria fail with a key one among them, (c) 50% or more fail. A warning, not a decision.
struct DistrictRisk {
    UnitRef unit;
    Tier title = Tier::none;
    bool named_by_law = true; ///< false: a town that completed its task, of which the article says nothing
    std::size_t communes = 0; ///< in scope
    std::size_t revoked = 0;  ///< of these: recognised once, revoked, not recognised again
    bool by_communes = false; ///< case a
    bool judged = false;      ///< any district criterion met or not met under the sets in force
    RevocationCase by_criteria = RevocationCase::none; ///< a stands for case b of a district, b for its case c
    const CriteriaSet* set = nullptr;                  ///< under which it fails most; null: none in force
    std::vector<std::size_t> failing, failing_key;
    [[nodiscard]] std::string_view case_word() const; ///< "a", "b", "c", the gravest; empty: none
    [[nodiscard]] bool at_risk() const { return !case_word().empty(); }
};
/// All districts with a title on the date, those at risk first.
[[nodiscard]] std::vector<DistrictRisk> judge_districts(const Snapshot& snapshot);

/// The same for every commune, as the map shows it.
enum class RiskClass : std::uint8_t {
    case_b,
    case_a,
    none,
    not_recognised,
    not_in_scope,
    missing,
    not_assessed,
    withheld
};
[[nodiscard]] std::string_view risk_class_word(RiskClass risk_class);
[[nodiscard]] std::vector<RiskClass> risk_classes(const Snapshot& snapshot, const CriteriaSet* set = nullptr);

/// Where a district stands for a title: each condition with what is, what is asked, and whether the share is recalled.
struct DistrictCondition {
    std::string indicator_no;
    std::string name_vi, name_en;
    std::optional<double> value; ///< percent
    std::optional<double> threshold;
    bool provisional = false;
    ItemState state = ItemState::missing;
    Comparison comparison = Comparison::none;
    bool counted = false; ///< from the recognitions of its communes, not from an assessment
};
/// Entry conditions by indicator, then the numbered criteria. Of a province: its districts (none since 1/7/2025) and
/// communes. Empty: no set for the title is in force.
[[nodiscard]] std::vector<DistrictCondition> district_conditions(const Snapshot& snapshot, UnitRef district,
                                                                 Tier title);

} // namespace ntm
