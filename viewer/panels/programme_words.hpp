#pragma once

#include "viewer/panels/ui.hpp"

#include <string>
#include <vector>

namespace ntm::viewer {

/// The name in the language of the window, else in the other one.
[[nodiscard]] const std::string& name_in(const Lang& lang, const std::string& vi, const std::string& en);
/// A number as people read it: no decimals where it has none, else at most two.
[[nodiscard]] std::string number_words(const Lang& lang, double value);

/// "Bộ tiêu chí xã NTM 2021-2025"; its id where it has no title, "(minh họa)" behind an illustrative one.
[[nodiscard]] std::string set_words(const Lang& lang, const CriteriaSet& set);
/// "chưa đạt (tạm tính)".
[[nodiscard]] std::string state_words(const Lang& lang, const JudgedItem& item);
/// "cần từ 80% trở lên".
[[nodiscard]] std::string asked_words(const Lang& lang, Comparison comparison, const std::string& threshold);
/// "72,5% · cần từ 80% trở lên · còn thiếu 7,5%", as far as known; empty where nothing is.
[[nodiscard]] std::string value_words(const Lang& lang, const Indicator& indicator, const JudgedItem& item);
/// Numbers of criteria, "2, 5, 17".
[[nodiscard]] std::string criterion_numbers(const CriteriaSet& set, const std::vector<std::size_t>& criteria);
/// Why a commune is at risk before Article 21: "10/19 không đạt, từ một nửa trở lên".
[[nodiscard]] std::string risk_words(const Lang& lang, const Risk& risk);
[[nodiscard]] std::string joined(const std::vector<std::string>& words, const char* between);

[[nodiscard]] std::string measure_words(const Lang& lang, const std::string& measure);
/// What is to be done: the text of a task, or "Hồ sơ Huyện NTM nâng cao: thẩm tra".
[[nodiscard]] std::string due_words(const Lang& lang, const DueItem& item);
/// "Quá hạn 12 ngày", "Trong tháng, còn 9 ngày".
[[nodiscard]] std::string due_state_words(const Lang& lang, const DueItem& item);
[[nodiscard]] std::optional<Date> deadline_of(const DueItem& item);

} // namespace ntm::viewer
