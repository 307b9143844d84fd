#pragma once

#include "geo/insight/snapshot.hpp"

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace ntm {

/// What a year brought up to the date of a snapshot, by measure and unit, counted once and then looked up. The year may
/// be another than that of the date.
class YearCount {
public:
    YearCount(const Snapshot& snapshot, int year);

    /// Reached of a measure by a unit (none: the whole workspace) in the year; units carried over are not counted in
    /// the units above them. Nothing: there are no rows or figures to count from.
    [[nodiscard]] std::optional<double> achieved(std::string_view measure, const std::optional<UnitRef>& unit);

    /// A unit carried over: whether it holds the tier by a title year from `since` to the year. Nothing where the
    /// measure does not count units of its level.
    [[nodiscard]] std::optional<double> achieved_by_itself(std::string_view measure, UnitRef unit, int since) const;

private:
    struct Tally {
        std::array<std::vector<double>, 3> of; ///< by level and unit
        double whole = 0;
    };
    const Snapshot& m_snapshot;
    int m_year;
    std::map<std::string, std::optional<Tally>, std::less<>> m_tallies;

    [[nodiscard]] std::optional<Tally> count(std::string_view measure) const;
    [[nodiscard]] std::optional<Tally> count_titles(std::string_view measure) const;
    [[nodiscard]] std::optional<Tally> count_products() const;
    [[nodiscard]] Tally empty_tally() const;
    void add(Tally& tally, UnitRef unit, bool above_too) const;
    [[nodiscard]] std::optional<double> printed(std::string_view measure, const std::optional<UnitRef>& unit) const;
};

/// Whether a row about `said` (none: the whole workspace) speaks of `unit`: the only province is the whole workspace.
[[nodiscard]] bool speaks_of(const Units& units, const std::optional<UnitRef>& said,
                             const std::optional<UnitRef>& unit);

} // namespace ntm
