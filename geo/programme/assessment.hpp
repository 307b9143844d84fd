#pragma once

#include "geo/programme/criteria_set.hpp"
#include "geo/units/table_reader.hpp"

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace ntm {

/// What an office wrote about one criterion or indicator of one unit on one day.
enum class Verdict : std::uint8_t { met, not_met, not_assessed, not_applicable, withheld };
[[nodiscard]] std::optional<Verdict> parse_verdict(std::string_view text); ///< đạt, Đ, 1, x, không đạt, K, 0, words

/// Words that thousands of rows share are kept once. Addresses stay for as long as any copy of the pool does.
class SourcePool {
public:
    struct Words {
        std::string document, page, note, file;
        auto operator<=>(const Words&) const = default;
    };
    [[nodiscard]] const Words* keep(Source source);

private:
    std::shared_ptr<std::set<Words>> m_words = std::make_shared<std::set<Words>>();
    const Words* m_last = nullptr; ///< rows of a table mostly say what the row above says
};

struct Assessment {
    UnitRef unit;
    std::uint16_t set = 0;  ///< index in the atlas's sets
    std::uint16_t item = 0; ///< indicator index, or 0x8000 + criterion index for a verdict on the whole criterion
    Date date;
    std::optional<Verdict> verdict;
    std::optional<double> value; ///< in the indicator's unit; numerator / denominator * 100 where only these are given
    std::optional<double> numerator, denominator;
    const SourcePool::Words* words = nullptr; ///< of the register's pool
    std::int64_t row = 0;
    bool lent = false; ///< written down for another set of the same family (see finish)
    [[nodiscard]] Source source() const;
};
inline constexpr std::uint16_t whole_criterion = 0x8000;

/// What evaluate_all reads of the rows, in columns of equal length.
struct AssessmentColumns {
    std::vector<double> value; ///< not a number where there is none
    std::vector<Date> date;
    std::vector<std::uint16_t> set, item;
    std::vector<std::uint8_t> verdict;                       ///< a Verdict or no_verdict
    std::array<std::vector<std::uint32_t>, 3> first_of_unit; ///< per level: rows of unit u are [u], [u + 1]
    static constexpr std::uint8_t no_verdict = 0xff;
};

/// Sorted by unit, set, item, date.
struct AssessmentRegister {
    std::vector<Assessment> rows;
    SourcePool sources;
    AssessmentColumns columns; ///< made by finish
    bool present = false;
    [[nodiscard]] std::span<const Assessment> of(UnitRef unit, std::size_t set) const;
};
/// A row with an error is not counted, not even its verdict. Issues beside those of TableReader: set_unknown,
/// set_assumed (no set named: the one in force for NTM on the day), indicator_unknown, verdict_unknown,
/// percent_over_100, percent_below_one, value_negative, denominator_zero, denominator_absent, value_against_parts,
/// assessed_date_missing, assessed_date_assumed (a year alone: its last day), assessments_empty (rows with neither
/// verdict nor value).
void read_assessments(AssessmentRegister& into, const std::vector<CriteriaSet>& sets, TableReader& reader);

/// Takes out what was assessed before the unit existed, as the dated types of a unit table say: assessment_before_unit.
[[nodiscard]] Issues drop_before_units(AssessmentRegister& assessments, const Units& units);

/// When all tables are read: sorts, makes the columns. Issue verdict_doubled: two rows for one item and day, neither
/// counted. With `sets`, rows of a set are seen under the sets laid over it, under its base and under those beside it
/// too, by the numbers of criteria and indicators: a value always, a verdict only where the line is the same in both.
[[nodiscard]] Issues finish(AssessmentRegister& assessments);
[[nodiscard]] Issues finish(AssessmentRegister& assessments, const std::vector<CriteriaSet>& sets);

/// One item judged. Verdict first: what was reported stands; a value is judged where a threshold is known.
enum class ItemState : std::uint8_t { met, not_met, missing, not_assessed, not_applicable, withheld };
[[nodiscard]] std::string_view item_state_word(ItemState state);

struct JudgedItem {
    ItemState state = ItemState::missing;
    bool reported = false;    ///< by a verdict, not by value against threshold
    bool provisional = false; ///< judged by a low-confidence threshold
    bool disagrees = false;   ///< verdict and value against threshold contradict: an Issue, the verdict stands
    const Assessment* row = nullptr;
    const Threshold* threshold = nullptr;
    std::optional<double> value;
    std::optional<double> distance; ///< what is missing to the threshold, in the indicator's unit, > 0 when not reached
};

struct UnitEvaluation {
    const CriteriaSet* set = nullptr;
    std::vector<JudgedItem> indicators; ///< as CriteriaSet::indicators
    std::vector<JudgedItem> criteria;   ///< as CriteriaSet::criteria: own row, else from its indicators
    /// Numbered criteria by state.
    [[nodiscard]] std::size_t count(ItemState state) const;
    /// Whether any numbered criterion is met or not met: without one, "0 met" would be an answer nobody gave.
    [[nodiscard]] bool judged() const { return count(ItemState::met) + count(ItemState::not_met) > 0; }
};
/// The latest row of each item up to `date`. A criterion is its own row, else: any indicator not met, not met; else any
/// withheld, missing, not assessed, in this order; all not applicable, not applicable; else met. Its `provisional` says
/// that the state rests on provisional indicators. Year 0 of `keys` is the year of `date`.
[[nodiscard]] UnitEvaluation evaluate(const CriteriaSet& set, std::span<const Assessment> rows, Date date,
                                      const ThresholdKeys& keys);

/// One item of that alone, for lists and maps of many units: an indicator, or whole_criterion + a criterion. `rows` of
/// one unit and set, sorted as the register is.
[[nodiscard]] JudgedItem evaluate_item(const CriteriaSet& set, std::uint16_t item, std::span<const Assessment> rows,
                                       Date date, const ThresholdKeys& keys);

/// All units at once, criteria only, in flat columns: state[unit * criteria + criterion]. For maps, counts, ranks.
struct EvaluationColumns {
    const CriteriaSet* set = nullptr;
    std::size_t units = 0;
    std::vector<ItemState> state;
    std::vector<std::uint8_t> met; ///< numbered criteria met, per unit
    [[nodiscard]] ItemState at(std::size_t unit, std::size_t criterion) const {
        return state[unit * set->criteria.size() + criterion];
    }
};
[[nodiscard]] EvaluationColumns evaluate_all(const CriteriaSet& set, std::size_t set_index,
                                             const AssessmentRegister& assessments, Level level, std::size_t units,
                                             Date date, std::span<const ThresholdKeys> keys_of_unit);

/// Rows whose verdict and value contradict each other: Issue verdict_against_value (info where the threshold is
/// provisional). The verdicts stand.
[[nodiscard]] Issues check_verdicts(const AssessmentRegister& assessments, const std::vector<CriteriaSet>& sets,
                                    const std::function<ThresholdKeys(UnitRef, Date)>& keys_of);

/// Article 21 of QĐ 18/2022/QĐ-TTg: `a` = 30% to under 50% of the numbered criteria fail, a key one among them;
/// `b` = 50% or more fail. Absent items do not fail.
enum class RevocationCase : std::uint8_t { none, a, b };
[[nodiscard]] RevocationCase revocation_case(const CriteriaSet& set, std::span<const ItemState> criteria);

} // namespace ntm
