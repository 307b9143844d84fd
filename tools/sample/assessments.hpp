#pragma once

#include "geo/base/date.hpp"
#include "tools/sample/facts.hpp"
#include "tools/sample/recognition_rows.hpp"

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ntm::sample {

/// The assessment tables of the samples: verdicts by criterion, all of them illustrative, their totals printed.
[[nodiscard]] std::string assess_thanh_hoa_2022(const Facts& facts, const std::vector<RecognitionRow>& recognitions);
[[nodiscard]] std::string assess_thanh_hoa_2024(const Facts& facts, const std::vector<RecognitionRow>& recognitions);
[[nodiscard]] std::string assess_ha_tinh_2021(const Facts& facts, const std::vector<RecognitionRow>& recognitions);
[[nodiscard]] std::string assess_thai_nguyen_2020(const Facts& facts, const std::vector<RecognitionRow>& recognitions);
/// Verdicts, and water and insurance with numerators and denominators that add up to those of document 004.
[[nodiscard]] std::string assess_trieu_son_2021(const Facts& facts);

/// Verdicts by criterion, compact: Đ (đạt) or K (không đạt); written by unit, set, item and day, as they are read
/// fastest.
class VerdictTable {
public:
    VerdictTable(std::string set, std::string source)
        : m_sets{std::move(set)}
        , m_source(std::move(source)) {}
    /// A row for each criterion 1..criteria of the unit; those in `failing` are not met.
    void add(std::string_view unit, int criteria, std::span<const int> failing, Date date);
    void add_one(std::string_view unit, int criterion, bool met, Date date);
    /// One indicator with what was counted.
    void add_count(std::string_view unit, std::string_view indicator, long long numerator, long long denominator,
                   Date date);
    void add_value(std::string_view unit, std::string_view indicator, std::string_view value, Date date);
    void change_set(std::string set);
    [[nodiscard]] std::string take();

private:
    struct Row {
        std::string unit;
        std::size_t set = 0;
        int criterion = 0; ///< 0: of an indicator
        std::string indicator, verdict, value, numerator, denominator;
        Date date;
    };
    std::vector<std::string> m_sets;
    std::string m_source;
    std::vector<Row> m_rows;
};

/// How likely a criterion is among the missing ones: weight[criterion - 1].
using FailureWeights = std::span<const int>;
/// `count` criteria that fail, ascending; the heavier ones rather than others, the same for the same seed.
[[nodiscard]] std::vector<int> choose_failing(int count, FailureWeights weights, std::uint64_t seed);

/// Criteria met by each of `count` communes, those in front the most: each between `least` and `most`, `sum` in all.
[[nodiscard]] std::vector<int> spread_met(std::size_t count, int sum, int least, int most);

/// Whole parts of `total` by weight, the remainders to the largest.
[[nodiscard]] std::vector<long long> share_out(long long total, std::span<const long long> weights);

/// The xã of a province that hold no tier on `date`, the most advanced district and commune in front.
[[nodiscard]] std::vector<std::size_t> without_tier(const Facts& facts, const std::vector<RecognitionRow>& recognitions,
                                                    Date date);
/// The xã that do.
[[nodiscard]] std::vector<std::size_t> with_tier(const Facts& facts, const std::vector<RecognitionRow>& recognitions,
                                                 Date date);

/// Which criteria communes of these years commonly lacked: roads, schools, culture houses, income, poverty,
/// environment.
inline constexpr int common_failures[20] = {1, 9, 4, 2, 8, 9, 2, 2, 6, 10, 9, 2, 7, 2, 5, 3, 10, 2, 2, 9};

} // namespace ntm::sample
