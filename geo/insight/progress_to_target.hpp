#pragma once

#include "geo/insight/snapshot.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ntm {

/// One target with what was reached by the date of a snapshot.
struct TargetProgress {
    const Target* target = nullptr;
    std::optional<double> achieved;  ///< in the target's year up to the date, by title year; nothing: not countable
    std::optional<double> remaining; ///< never below zero
    std::optional<double> per_month; ///< pace needed to the deadline (workspace, else 31/12); nothing once it is past
    bool carried_over = false;
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
    std::size_t place = 0; ///< equal terms share a place
    std::vector<RankTerm> terms;
    std::vector<std::string> bodies;
    std::optional<double> change; ///< of the first term since the second date; criteria only under the same set
};
/// Every order begins with the unit that lags most. Keys:
/// - lagging (default): share of communes NTM, then share nâng cao, then share with a plan in force, then mean criteria
///   met; lowest first. No weights: the next term only parts units that are equal in the ones before.
/// - share_ntm, share_nang_cao, share_kieu_mau, share_plans, criteria_met: lowest first.
/// - a measure of targets: what remains of the year's target, most first; target and achieved are shown beside.
/// - remaining: number of the year's targets not reached yet, most first; what remains of each is shown beside.
/// Communes,
///   villages and products are not added up.
/// A commune's share is 1 or 0. Communes outside the programme are ranked only where they have a target. Where `level`
/// has no units (a province without districts) communes are ranked. Units without a value come last and share no place
/// with those that have one. The targets are those of target_year(snapshot), for `since` too.
[[nodiscard]] std::vector<std::string> rank_keys();
[[nodiscard]] std::vector<RankRow> rank_units(const Snapshot& snapshot, Level level, std::string_view key,
                                              const Snapshot* since = nullptr);

} // namespace ntm
