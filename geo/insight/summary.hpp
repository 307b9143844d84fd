#pragma once

#include "geo/insight/progress_to_target.hpp"
#include "geo/insight/snapshot.hpp"

#include <optional>
#include <string>

namespace ntm {

/// The headline figures of a date. An absent block means the data does not say, never zero.
struct Summary {
    struct Districts {
        std::size_t total = 0;
        std::optional<std::size_t> recognised; ///< any title in force
        std::optional<std::size_t> new_in_year;
        /// Districts with communes in scope, none of which holds the tier; [ntm], [nang_cao], [kieu_mau].
        std::array<std::vector<UnitRef>, 6> without;
    };
    Date as_of;
    PlanPeriod plan_period;
    TierTally communes;
    bool tiers_known = false; ///< a recognition table was given
    /// The latest day up to `as_of` on which a recognition was decided or revoked: nothing newer is known.
    std::optional<Date> latest_recognition;
    std::vector<int> recognition_years; ///< with a decision known by then, in order, each once
    bool plans_known = false;
    std::optional<Districts> districts;
    PlanTally plans;
    struct Criteria {
        const CriteriaSet* set = nullptr;
        std::size_t of = 0;
        std::size_t in_scope = 0, judged = 0; ///< communes, and those of them with any criterion met or not met
        std::size_t incomplete = 0;           ///< of the judged, with criteria of which nothing is known
        std::optional<double> mean_met;       ///< over the judged
        std::optional<std::size_t> least_met;
    };
    std::optional<Criteria> criteria; ///< absent without assessments or a set
    int target_year = 0;
    std::vector<MeasureProgress> targets; ///< of target_year, in the order of target_measures()
    std::vector<TargetProgress> carried_over;
    std::array<std::size_t, 6> due{}; ///< tasks and steps of dossiers, by DueState
    /// Names of the numbers above that a document derives instead of printing ("required", "approved").
    std::vector<std::string> derived_plan_figures;
    std::vector<const Figure*> figures; ///< as documents print them, dated up to as_of
};
/// "2023", "2021, 2023": the years without any decision, of the five before that of the summary and after the first one
/// known. Empty: there are none, or nothing is known at all.
[[nodiscard]] std::string years_without_recognition(const Summary& summary);
[[nodiscard]] Summary summarise(const Snapshot& snapshot, const CriteriaSet* set = nullptr); ///< null: in force for NTM

/// A printed figure beside what the rows give on its date.
struct FigureCheck {
    const Figure* figure = nullptr;
    double counted = 0;
    [[nodiscard]] bool agrees() const;
};
/// Every figure whose measure the program can count, evaluated on the figure's own date.
[[nodiscard]] std::vector<FigureCheck> check_figures(const std::shared_ptr<const Atlas>& atlas);

} // namespace ntm
