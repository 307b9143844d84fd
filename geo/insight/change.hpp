#pragma once

#include "geo/insight/snapshot.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace ntm {

/// The sets of criteria that communes are compared under on two dates.
struct SetChange {
    const CriteriaSet* before = nullptr;
    const CriteriaSet* after = nullptr;
    [[nodiscard]] bool changed() const { return before != after; }
};
/// Both snapshots of one atlas. Counts of criteria on the two sides of a change are no trend.
[[nodiscard]] SetChange set_change(const Snapshot& before, const Snapshot& after);

/// Whether 1 July 2025 lies between two days: districts ended and communes were merged, so that no line joins the two.
[[nodiscard]] bool crosses_reform(Date from, Date to);

enum class ChangeKind : std::uint8_t { tier, plan, criterion, scope, type };
inline constexpr std::array all_change_kinds{ChangeKind::tier, ChangeKind::plan, ChangeKind::criterion,
                                             ChangeKind::scope, ChangeKind::type};
[[nodiscard]] std::string_view change_kind_word(ChangeKind kind); ///< "tier", "plan", ...: JSON and language keys

/// One thing that is otherwise on the later date, with what brought it where the rows tell.
struct Change {
    UnitRef unit;
    ChangeKind kind = ChangeKind::tier;
    std::string criterion_no;  ///< of kind criterion
    std::string before, after; ///< words of tier_word, plan_class_word, item_state_word, unit_type_word; true, false
    int direction = 0;         ///< 1 better, -1 worse, 0 neither
    std::optional<Date> date;
    std::string decision_no;
    std::optional<Source> source;
};

struct Changes {
    Date from, to;
    SetChange sets;
    const CriteriaSet* set = nullptr; ///< criteria were compared under this one; null: none, or another on either date
    std::vector<Change> rows;         ///< provinces and districts, then communes, as the units stand; then by kind
    std::array<std::size_t, 5> counts{}; ///< by ChangeKind
    std::size_t first_results = 0;       ///< communes with results on the later date only: no change of theirs
};
/// What differs between two dates of one atlas, below `unit` and of itself (invalid: everything). Tier and plan of a
/// commune only where it is in the programme on both dates; criteria under `set`, else under the set in force where
/// that is the same on both; a criterion that was judged on neither or one date only is no change.
[[nodiscard]] Changes find_changes(const Snapshot& before, const Snapshot& after, UnitRef unit = {},
                                   const CriteriaSet* set = nullptr);

/// What became of a tier: `none` held on neither date; `same` step of the law on both.
enum class TierChange : std::uint8_t { none, same, rose, fell };
[[nodiscard]] TierChange tier_change(Tier before, Tier after);

} // namespace ntm
