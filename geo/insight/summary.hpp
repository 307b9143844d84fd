#pragma once

#include "geo/insight/snapshot.hpp"

#include <optional>

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
    bool plans_known = false;
    std::optional<Districts> districts;
    PlanTally plans;
    /// Names of the numbers above that a document derives instead of printing ("required", "approved").
    std::vector<std::string> derived_plan_figures;
    std::vector<const Figure*> figures; ///< as documents print them, dated up to as_of
};
[[nodiscard]] Summary summarise(const Snapshot& snapshot);

/// A printed figure beside what the rows give on its date.
struct FigureCheck {
    const Figure* figure = nullptr;
    double counted = 0;
    [[nodiscard]] bool agrees() const;
};
/// Every figure whose measure the program can count, evaluated on the figure's own date.
[[nodiscard]] std::vector<FigureCheck> check_figures(const std::shared_ptr<const Atlas>& atlas);

} // namespace ntm
