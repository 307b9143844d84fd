#pragma once

#include "geo/insight/snapshot.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ntm {

/// One target with what was reached by the date of a snapshot.
struct TargetProgress {
    const Target* target = nullptr;
    /// In the target's year up to the date, by title year; nothing: not countable, or the year has not begun.
    std::optional<double> achieved;
    std::optional<double> remaining; ///< never below zero
    std::optional<double> per_month; ///< pace needed to the deadline (workspace, else 31/12); nothing once it is past
    bool carried_over = false;
    bool not_begun = false;          ///< the target's year lies behind the date: all of it remains
    std::vector<std::string> bodies; ///< in charge of the unit on the date
};
/// Targets of a year in the order of the tables; rows with an empty cell are no targets and are left out. Communes and
/// districts are counted from recognitions, products from the product table (by the first recognition of each),
/// villages and whatever has no such rows from `increment` figures of the same unit that begin with the year; else not
/// countable. A unit carried over is a row of its own (reached by a title year since it was due) and is left out of the
/// year's count of the units above it.
[[nodiscard]] std::vector<TargetProgress> target_progress(const Snapshot& snapshot, int year);

/// The year whose targets a date asks for: its own, else the next one with targets (a plan is often read before its
/// year begins), else the last one with any.
[[nodiscard]] int target_year(const Snapshot& snapshot);

/// One measure of a year over a group of units: the whole workspace, or those of one body.
struct MeasureProgress {
    std::string measure;
    std::optional<double> target; ///< as the table has it for the whole, else added up from its units
    bool added_up = false;
    bool floor = false;
    bool not_begun = false;
    std::optional<double> achieved, remaining, per_month;
    std::size_t units = 0;         ///< with a target of their own
    std::size_t units_reached = 0; ///< of these
    /// The largest gap of a unit in this measure, and the units that have it; none where nothing remains.
    std::optional<double> most_remaining;
    std::vector<UnitRef> farthest;
    const Target* row = nullptr; ///< of the whole, where there is one
};
/// Every measure with a target among `progress`, in the order of target_measures(); carried-over units left out.
/// Measures count different things and are never added to one another: "the largest gap" is a gap in one measure.
[[nodiscard]] std::vector<MeasureProgress> by_measure(const Units& units, const std::vector<TargetProgress>& progress);

/// What the units of one body are to reach together. A unit with two bodies counts for both.
struct BodyTotals {
    std::string body;                         ///< empty: units with targets and nobody in charge
    std::vector<UnitRef> units;               ///< in its charge; without a body: those with targets
    std::vector<MeasureProgress> measures;    ///< those its units have a target of
    std::vector<TargetProgress> carried_over; ///< of its units
};
/// All bodies in charge of units on the date, by name in Vietnamese order; the units of nobody last.
[[nodiscard]] std::vector<BodyTotals> body_totals(const Snapshot& snapshot, int year);

/// Bodies in charge on the snapshot's date: of a unit, or else of the nearest one above it; of a criterion, or of the
/// criterion of an indicator ("17.10").
[[nodiscard]] std::vector<std::string> bodies_of(const Snapshot& snapshot, UnitRef unit);
[[nodiscard]] std::vector<std::string> bodies_of_criterion(const Snapshot& snapshot, std::string_view criterion_no);

enum class DueState : std::uint8_t { done, overdue, due_this_month, due_this_quarter, later, no_deadline };
[[nodiscard]] std::string_view due_state_word(DueState state); ///< "overdue", ...: JSON and language keys
struct DueItem {
    const Task* task = nullptr;
    const ProcessStep* step = nullptr; ///< one of the two
    DueState state = DueState::no_deadline;
    int days_left = 0; ///< below zero when overdue; 0 when done or without deadline
};
[[nodiscard]] std::vector<DueItem>
due_items(const Snapshot& snapshot); ///< overdue first, then by deadline, then without, done last

/// One unit in a ranking: every term that counted, by name.
struct RankTerm {
    std::string name;            ///< word as in --json and the language files (rank.<name>)
    std::optional<double> value; ///< shares from 0 to 1
    bool higher_is_better = true;
    bool decides = true; ///< false: shown beside the others, no part of the order
};
struct RankRow {
    UnitRef unit;
    std::size_t place = 0; ///< among all units of the level; equal terms share a place; 0: no value, no place
    std::vector<RankTerm> terms;
    std::vector<std::string> bodies;
    std::optional<double> change; ///< of the first term since the second date; criteria only under the same set
};
/// Every order begins with the unit that lags most. Keys:
/// - lagging (default): share of communes NTM, then share nâng cao, then share with a plan in force, then mean criteria
///   met; lowest first. No weights: the next term only parts units that are equal in the ones before.
/// - share_ntm, share_nang_cao, share_kieu_mau, share_plans, criteria_met: lowest first.
/// - a measure of targets: what remains of the year's target, most first; target and achieved are shown beside.
/// - targets_open: number of the year's targets not reached yet, most first; what remains of each is shown beside.
///   Communes, villages and products are not added up: the largest gap is asked by one measure.
/// A commune's share is 1 or 0. Communes outside the programme are ranked only where they have a target. Where `level`
/// has no units (a province without districts) communes are ranked. Units without any value come last and have no
/// place. The targets are those of target_year(snapshot), for `since` too.
[[nodiscard]] std::vector<std::string> rank_keys();
[[nodiscard]] std::vector<RankRow> rank_units(const Snapshot& snapshot, Level level, std::string_view key,
                                              const Snapshot* since = nullptr);

} // namespace ntm
