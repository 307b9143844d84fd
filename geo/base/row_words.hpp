#pragma once

#include <string_view>

namespace ntm {

/// Empty, or the dash or dots that stand for it.
[[nodiscard]] bool says_nothing(std::string_view cell);

/// "Tổng", "Tổng cộng", "Cộng", "Toàn tỉnh", "Total": a row that speaks of all others together. Whole texts only:
/// "Tổng công ty Điện lực" pays a part, and Tống and Cộng Hòa are names.
[[nodiscard]] bool is_total(std::string_view text);

/// As is_total, or such a word with what it sums behind: "Tổng cộng toàn tỉnh", "Cộng huyện Triệu Sơn", "Tổng (27)".
[[nodiscard]] bool begins_total(std::string_view text);

/// "Ghi chú: …", "Nguồn: …", "(*) …", "Người lập biểu", "Nơi nhận", a place with its day: what stands under a table.
[[nodiscard]] bool is_note(std::string_view text);

/// A roman number or a single letter A to K, with a dot or bracket behind at most: "II", "IV.", "A)".
[[nodiscard]] bool is_section_number(std::string_view text);

/// "I. Huyện Triệu Sơn", "II - TX Bỉm Sơn" without their number; other texts unchanged.
[[nodiscard]] std::string_view without_section_number(std::string_view text);

} // namespace ntm
