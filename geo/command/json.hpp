#pragma once

#include "geo/base/lang.hpp"
#include "geo/insight/change.hpp"
#include "geo/insight/snapshot.hpp"
#include "geo/insight/summary.hpp"
#include "geo/insight/unit_report.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace ntm {

using Json = nlohmann::ordered_json;

/// The head that every JSON answer begins with: workspace, as_of, illustrative.
[[nodiscard]] Json json_head(const Snapshot& snapshot);
[[nodiscard]] Json json_unit(const Units& units, UnitRef unit); ///< code, name (without type word), type, level, parent
[[nodiscard]] Json json_brief(const Units& units, UnitRef unit); ///< code, name
[[nodiscard]] Json json_source(const Source& source);
[[nodiscard]] Json json_issue_counts(const Issues& issues);
[[nodiscard]] Json json_issue(const Issue& issue, const Lang& lang);
[[nodiscard]] Json json_plans(const PlanTally& tally);
[[nodiscard]] Json json_tiers(const std::array<std::size_t, 6>& counts); ///< ntm, nang_cao, kieu_mau (and hien_dai)
[[nodiscard]] Json json_figure(const Units& units, const Figure& figure);
/// A plan as `query` and `plans` tell it; `plan_class` and `required` as they stand on the date.
[[nodiscard]] Json json_plan(const Snapshot& snapshot, const PlanState& plan, PlanClass plan_class, bool required);
[[nodiscard]] Json json_changes(const Units& units, const Changes& changes);
/// The plan of a commune in one line: state, decision, approver, period, end, document.
[[nodiscard]] std::string plan_text(const Lang& lang, const PlanState& plan, PlanClass plan_class);
/// One line a change: what was, what is, since when, by which decision.
[[nodiscard]] std::string change_text(const Lang& lang, const Units& units, const Change& change);
/// The text of an answer. Bytes of a file that are no UTF-8 are shown as U+FFFD: they never cost the answer.
[[nodiscard]] std::string printed(const Json& json);
[[nodiscard]] Json json_text(const std::string& text); ///< null when empty
[[nodiscard]] Json json_date(const std::optional<Date>& date);

} // namespace ntm
