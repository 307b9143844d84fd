#include "geo/programme/assessment.hpp"

#include "geo/base/number.hpp"
#include "geo/base/viet_text.hpp"
#include "geo/programme/written_numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace ntm {

namespace {

struct VerdictWord {
    std::string_view key; ///< as fold_key gives it
    Verdict verdict;
};
constexpr VerdictWord verdict_words[] = {
    {"met", Verdict::met},
    {"dat", Verdict::met},
    {"d", Verdict::met},
    {"1", Verdict::met},
    {"x", Verdict::met},
    {"v", Verdict::met},
    {"co", Verdict::met},
    {"ies", Verdict::met},
    {"true", Verdict::met},
    {"da dat", Verdict::met},
    {"not met", Verdict::not_met},
    {"khong dat", Verdict::not_met},
    {"chua dat", Verdict::not_met},
    {"kd", Verdict::not_met},
    {"cd", Verdict::not_met},
    {"k", Verdict::not_met},
    {"0", Verdict::not_met},
    {"khong", Verdict::not_met},
    {"no", Verdict::not_met},
    {"false", Verdict::not_met},
    {"not assessed", Verdict::not_assessed},
    {"chua danh gia", Verdict::not_assessed},
    {"chua duoc danh gia", Verdict::not_assessed},
    {"khong danh gia", Verdict::not_assessed},
    {"not applicable", Verdict::not_applicable},
    {"n a", Verdict::not_applicable},
    {"khong ap dung", Verdict::not_applicable},
    {"khong thuoc dien", Verdict::not_applicable},
    {"withheld", Verdict::withheld},
    {"khong cong bo", Verdict::withheld},
    {"chua cong bo", Verdict::withheld},
    {"khong cung cap", Verdict::withheld},
};

/// Reads the rows of one table of assessments.
class AssessmentReader {
public:
    AssessmentReader(AssessmentRegister& into, const std::vector<CriteriaSet>& sets, TableReader& reader)
        : m_into(into)
        , m_sets(sets)
        , m_reader(reader)
        , m_numbers(reader, {"value", "numerator", "denominator"}) {}

    void read() {
        if (!m_reader.has("indicator_no") && !m_reader.has("criterion_no")) {
            static_cast<void>(m_reader.require({"indicator_no"}));
            return;
        }
        m_into.present = true;
        for (std::size_t row = 0; row < m_reader.rows(); ++row) {
            if (auto read = read_row(row)) {
                m_into.rows.push_back(std::move(*read));
            }
        }
        if (m_empty > 0) {
            m_reader.report_table(Severity::info, "assessments_empty", "verdict", std::to_string(m_empty));
        }
        if (m_assumed > 0) {
            m_reader.report_table(Severity::info, "set_assumed", "criteria_set", std::to_string(m_assumed));
        }
    }

private:
    std::optional<Assessment> read_row(std::size_t row) {
        Assessment read;
        const auto unit = m_reader.unit(row);
        const auto date = day(row);
        if (!unit || !date) {
            return std::nullopt;
        }
        read.unit = *unit;
        read.date = *date;
        const auto set = set_of(row, read);
        if (!set) {
            return std::nullopt;
        }
        const CriteriaSet& criteria = m_sets[*set];
        const auto item = item_of(row, criteria);
        if (!item) {
            return std::nullopt;
        }
        read.set = static_cast<std::uint16_t>(*set);
        read.item = *item;
        const Indicator* indicator = *item < whole_criterion ? &criteria.indicators[*item] : nullptr;
        if (!read_verdict(row, indicator, read) || !read_value(row, indicator, read)) {
            return std::nullopt;
        }
        if (!read.verdict && !read.value) {
            ++m_empty; // as no row at all: missing
            return std::nullopt;
        }
        Source source = m_reader.source(row);
        read.row = source.row;
        read.words = m_into.sources.keep(std::move(source));
        return read;
    }

    std::optional<Date> day(std::size_t row) {
        const std::string_view cell = m_reader.text(row, "assessed_date");
        if (cell.empty()) {
            m_reader.report(Severity::error, "assessed_date_missing", row, "assessed_date");
            return std::nullopt;
        }
        if (const auto year = parse_integer(cell); year && *year >= 1900 && *year <= 2200) {
            m_reader.report(Severity::info, "assessed_date_assumed", row, "assessed_date");
            return Date::from_ymd(static_cast<int>(*year), 12, 31);
        }
        return m_reader.date(row, "assessed_date");
    }

    std::optional<std::size_t> set_of(std::size_t row, const Assessment& read) {
        const std::string_view id = m_reader.text(row, "criteria_set");
        const CriteriaSet* set =
            id.empty() ? set_in_force(m_sets, read.unit.level, Tier::ntm, read.date) : find_set(m_sets, id);
        if (set == nullptr || set->criteria.empty() || set->level != read.unit.level) {
            m_reader.report(Severity::error, "set_unknown", row, "criteria_set");
            return std::nullopt;
        }
        m_assumed += id.empty() ? 1U : 0U;
        return static_cast<std::size_t>(set - m_sets.data());
    }

    std::optional<std::uint16_t> item_of(std::size_t row, const CriteriaSet& set) {
        const std::string_view indicator_no = m_reader.text(row, "indicator_no");
        const std::string_view criterion_no = m_reader.text(row, "criterion_no");
        const auto criterion = set.find_criterion(criterion_no);
        if (!criterion_no.empty() && !criterion) {
            m_reader.report(Severity::error, "indicator_unknown", row, "criterion_no", set.id);
            return std::nullopt;
        }
        if (indicator_no.empty() && criterion) {
            return static_cast<std::uint16_t>(whole_criterion + *criterion);
        }
        const auto indicator = set.find_indicator(indicator_no);
        if (!indicator || (criterion && set.indicators[*indicator].criterion != *criterion)) {
            m_reader.report(Severity::error, "indicator_unknown", row, "indicator_no", set.id);
            return std::nullopt;
        }
        return static_cast<std::uint16_t>(*indicator);
    }

    /// False where the cell is not understood. A yes or no in the value column of a yes-or-no indicator is its verdict.
    bool read_verdict(std::size_t row, const Indicator* indicator, Assessment& read) {
        const bool is_boolean = indicator == nullptr || indicator->kind == IndicatorKind::boolean;
        std::string_view column = "verdict";
        if (m_reader.text(row, column).empty() && is_boolean) {
            column = "value";
        }
        const std::string_view cell = m_reader.text(row, column);
        if (cell.empty()) {
            return true;
        }
        read.verdict = parse_verdict(cell);
        if (!read.verdict) {
            m_reader.report(Severity::error, "verdict_unknown", row, column);
        }
        return read.verdict.has_value();
    }

    bool read_value(std::size_t row, const Indicator* indicator, Assessment& read) {
        if (indicator == nullptr || indicator->kind == IndicatorKind::boolean) {
            return true;
        }
        for (const auto& [column, into] : {std::pair{std::string_view("value"), &read.value},
                                           {"numerator", &read.numerator},
                                           {"denominator", &read.denominator}}) {
            *into = m_numbers.read(row, column);
            if (!*into && !is_blank(m_reader.text(row, column))) {
                return false;
            }
            if (*into && **into < 0) {
                m_reader.report(Severity::error, "value_negative", row, column);
                return false;
            }
        }
        return take_parts(row, *indicator, read) && within_percent(row, *indicator, read);
    }

    bool take_parts(std::size_t row, const Indicator& indicator, Assessment& read) {
        if (read.denominator && *read.denominator == 0) {
            m_reader.report(Severity::error, "denominator_zero", row, "denominator");
            return false;
        }
        if (!read.numerator || !read.denominator) {
            if (read.numerator && !read.value) {
                m_reader.report(Severity::error, "denominator_absent", row, "numerator");
                return false;
            }
            return true;
        }
        // Multiplied first: 57 / 100 * 100 is less than 57 in doubles.
        const double times = indicator.kind == IndicatorKind::percent ? 100 : 1;
        const double ratio = times * *read.numerator / *read.denominator;
        constexpr double printed_rounding = 0.1;
        if (read.value && std::abs(*read.value - ratio) > printed_rounding) {
            m_reader.report(Severity::warning, "value_against_parts", row, "value", fmt::format("{:.2f}", ratio));
        }
        read.value = read.value.value_or(ratio);
        return true;
    }

    /// A share is at most 100, except where the set itself asks for more (110% of another threshold).
    bool within_percent(std::size_t row, const Indicator& indicator, const Assessment& read) {
        const bool may_exceed = std::any_of(indicator.thresholds.begin(), indicator.thresholds.end(),
                                            [](const Threshold& each) { return each.value > 100; });
        if (indicator.kind != IndicatorKind::percent || may_exceed || !read.value) {
            return true;
        }
        const bool from_parts = m_reader.text(row, "value").empty();
        // 0,99 in a column of percent is more often a share of one than less than a hundredth.
        const bool asks_much = std::any_of(indicator.thresholds.begin(), indicator.thresholds.end(),
                                           [](const Threshold& each) { return each.value >= 10; });
        if (!from_parts && asks_much && *read.value > 0 && *read.value < 1) {
            m_reader.report(Severity::warning, "percent_below_one", row, "value",
                            fmt::format("{:.2f}", *read.value * 100));
        }
        if (*read.value <= 100) {
            return true;
        }
        m_reader.report(Severity::error, "percent_over_100", row, from_parts ? "numerator" : "value",
                        fmt::format("{:.2f}", *read.value));
        return false;
    }

    AssessmentRegister& m_into;
    const std::vector<CriteriaSet>& m_sets;
    TableReader& m_reader;
    WrittenNumbers m_numbers;
    std::size_t m_empty = 0;
    std::size_t m_assumed = 0;
};

} // namespace

const SourcePool::Words* SourcePool::keep(Source source) {
    if (m_last == nullptr || m_last->document != source.document || m_last->page != source.page ||
        m_last->note != source.note || m_last->file != source.file) {
        m_last = &*m_words
                       ->insert({std::move(source.document), std::move(source.page), std::move(source.note),
                                 std::move(source.file)})
                       .first;
    }
    return m_last;
}

Source Assessment::source() const {
    return words != nullptr ? Source{words->document, words->page, words->note, words->file, row}
                            : Source{{}, {}, {}, {}, row};
}

std::optional<Verdict> parse_verdict(std::string_view text) {
    if (text == "✓" || text == "✔") {
        return Verdict::met;
    }
    const std::string key = fold_key(text);
    for (const VerdictWord& word : verdict_words) {
        if (key == word.key) {
            return word.verdict;
        }
    }
    return std::nullopt;
}

void read_assessments(AssessmentRegister& into, const std::vector<CriteriaSet>& sets, TableReader& reader) {
    AssessmentReader(into, sets, reader).read();
}

} // namespace ntm
