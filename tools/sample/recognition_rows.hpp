#pragma once

#include "geo/base/date.hpp"
#include "tools/sample/facts.hpp"

#include <string>
#include <vector>

namespace ntm::sample {

/// One decision of recognition; illustrative, so its number says so.
struct RecognitionRow {
    std::string unit_code, tier, field;
    int title_year = 0;
    Date decided;
    std::string source; ///< what the row is and which printed totals it helps to reproduce
};

/// Thanh Hóa until 31/08/2022 after facts/thanh-hoa/scenario.csv; Triệu Sơn as document 004 reports it.
[[nodiscard]] std::vector<RecognitionRow> recognise_thanh_hoa(const Facts& facts);
/// What the plan of 2024 asks for, reached in part in the course of 2024: for trying out how progress is followed.
[[nodiscard]] std::vector<RecognitionRow> recognise_thanh_hoa_2024(const Facts& facts);
/// Hà Tĩnh until 31/12/2021: the increments of document 001 on a stock that it does not print.
[[nodiscard]] std::vector<RecognitionRow> recognise_ha_tinh(const Facts& facts);
/// Thái Nguyên until 30/06/2020: 103 xã.
[[nodiscard]] std::vector<RecognitionRow> recognise_thai_nguyen(const Facts& facts);

/// The table, sorted by day; decisions are numbered by year.
[[nodiscard]] std::string recognition_table(std::vector<RecognitionRow> rows);

} // namespace ntm::sample
