#pragma once

#include "geo/insight/snapshot.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ntm {

/// One target with what was reached by the date of a snapshot.
struct TargetProgress {
    const Target* target = nullptr;
    std::optional<double> achieved; ///< in the target's year up to the date, by title year; nothing: not countable
    std::optional<double> remaining; ///< never below zero
    std::optional<double> per_month; ///< pace needed to the deadline (workspace, else 31/12)
    bool carried_over = false;
    std::vector<std::string> bodies; ///< in charge of the unit on the date
};
[[nodiscard]] std::vector<TargetProgress> target_progress(const Snapshot& snapshot, int year);

/// Bodies in charge of a unit, or of a criterion, on the snapshot's date.
[[nodiscard]] std::vector<std::string> bodies_of(const Snapshot& snapshot, UnitRef unit);
[[nodiscard]] std::vector<std::string> bodies_of_criterion(const Snapshot& snapshot, std::string_view criterion_no);

enum class DueState : std::uint8_t { done, overdue, due_this_month, due_this_quarter, later, no_deadline };
struct DueItem {
    const Task* task = nullptr;
    const ProcessStep* step = nullptr; ///< one of the two
    DueState state = DueState::no_deadline;
    int days_left = 0;
};
[[nodiscard]] std::vector<DueItem> due_items(const Snapshot& snapshot); ///< overdue first, then by deadline

/// One unit in a ranking: every term that counted, by name.
struct RankTerm {
    std::string name; ///< word as in --json and the language files (rank.<name>)
    std::optional<double> value;
    bool higher_is_better = true;
};
struct RankRow {
    UnitRef unit;
    std::size_t place = 0; ///< equal terms share a place
    std::vector<RankTerm> terms;
    std::vector<std::string> bodies;
    std::optional<double> change; ///< of the first term since the second date
};
/// Keys: lagging (default: share of communes NTM, then share nâng cao, then share with a plan in force, then mean
/// criteria met; lowest first), any measure of targets (remaining), share_ntm, share_nang_cao, share_kieu_mau,
/// share_plans, criteria_met, remaining. Units without a value come last and share no place with those that have one.
[[nodiscard]] std::vector<std::string> rank_keys();
[[nodiscard]] std::vector<RankRow> rank_units(const Snapshot& snapshot, Level level, std::string_view key,
                                              const Snapshot* since = nullptr);

} // namespace ntm
