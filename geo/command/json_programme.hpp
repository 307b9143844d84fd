#pragma once

#include "geo/command/json.hpp"
#include "geo/insight/gaps.hpp"
#include "geo/insight/progress_to_target.hpp"

namespace ntm {

/// The name in the language, else in the other one.
[[nodiscard]] const std::string& name_in(const Lang& lang, const std::string& vi, const std::string& en);

[[nodiscard]] Json json_number(const std::optional<double>& value, int decimals = 4);
[[nodiscard]] Json json_year(const std::optional<int>& year);
[[nodiscard]] Json json_set(const CriteriaSet* set, const Lang& lang); ///< set, set_title, of
[[nodiscard]] Json json_criterion_numbers(const CriteriaSet& set, const std::vector<std::size_t>& criteria);
/// The checklist of one unit: criteria with their indicators, and what is short of each.
[[nodiscard]] Json json_evaluation(const Snapshot& snapshot, const UnitEvaluation& evaluation, const Lang& lang);
[[nodiscard]] Json json_shortfalls(const Snapshot& snapshot, const UnitEvaluation& evaluation, const Lang& lang);
[[nodiscard]] Json json_item(const CriteriaSet& set, std::size_t indicator, const JudgedItem& item, const Lang& lang);
[[nodiscard]] Json json_condition(const DistrictCondition& condition, const Lang& lang);

[[nodiscard]] Json json_target(const Units& units, const TargetProgress& progress);
[[nodiscard]] Json json_due(const Units& units, const DueItem& item);
[[nodiscard]] Json json_product(const Units& units, const Product& product, Date as_of);
[[nodiscard]] Json json_capital(const Units& units, const Capital& capital);

[[nodiscard]] Json json_measure(const Units& units, const MeasureProgress& progress);
/// "đã đạt 3, còn 14", or why that cannot be said.
[[nodiscard]] std::string reached_text(const Lang& lang, bool not_begun, const std::optional<double>& achieved,
                                       const std::optional<double>& remaining);
/// "Xã đạt chuẩn NTM: 17, đã đạt 0, còn 17; 0/10 đơn vị đã đạt; còn nhiều nhất 3: Cẩm Thủy, Thạch Thành".
[[nodiscard]] std::string measure_text(const Lang& lang, const Units& units, const MeasureProgress& progress);
[[nodiscard]] std::string carried_text(const Lang& lang, const Units& units, const TargetProgress& progress);

/// The words of a measure; one that is not known as the table writes it.
[[nodiscard]] std::string measure_name(const Lang& lang, const std::string& measure);
/// "Hồ sơ Huyện NTM nâng cao: thẩm tra".
[[nodiscard]] std::string step_text(const Lang& lang, const ProcessStep& step);
/// Numbers of criteria, "2, 5, 17".
[[nodiscard]] std::string numbers_text(const CriteriaSet& set, const std::vector<std::size_t>& criteria);

/// A number as a person reads it: without decimals where it has none, else at most two.
[[nodiscard]] std::string number_text(const Lang& lang, double value);
/// "chưa đạt, 72,5 % so với ≥ 80 %, còn thiếu 7,5": state, value, threshold and distance as far as known.
[[nodiscard]] std::string item_text(const CriteriaSet& set, std::optional<std::size_t> indicator,
                                    const JudgedItem& item, const Lang& lang);

} // namespace ntm
