#pragma once

#include "geo/base/columns.hpp"
#include "geo/base/date.hpp"
#include "geo/base/result.hpp"
#include "geo/programme/recognition.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ntm {

/// How sure a line of a set is: read in its source, read in part, recalled. A low one is shown as provisional.
enum class Confidence : std::uint8_t { high, medium, low };

enum class IndicatorKind : std::uint8_t { boolean, percent, number, currency, text };
enum class Comparison : std::uint8_t { none, at_least, at_most, equal };

/// What a commune is, as far as thresholds ask. Empty text = not known.
struct ThresholdKeys {
    std::string region;        ///< TDMNPB, DBSH, BTB, DHNTB, TN, DNB, DBSCL
    std::string zone;          ///< of the province's own set
    std::string commune_group; ///< NHOM1..3 (set of 2026)
    int year = 0;
};

/// One threshold; empty keys fit all, years 0 = open.
struct Threshold {
    std::string region, zone, commune_group;
    int year_from = 0;
    int year_to = 0;
    double value = 0;
    Confidence confidence = Confidence::high;
};

struct Indicator {
    std::string no; ///< "17.10"
    std::size_t criterion = 0;
    std::string name_vi, name_en;
    IndicatorKind kind = IndicatorKind::boolean;
    std::string unit;    ///< as Vietnamese readers write it: "%", "triệu đồng/người/năm"
    std::string unit_en; ///< empty: as `unit`
    Comparison comparison = Comparison::none;
    std::vector<Threshold> thresholds; ///< empty = unknown, never zero
    std::string lead_department;
    std::string decree; ///< decision and article
    Confidence confidence = Confidence::high;
    std::string note;
    std::int64_t row = 0;
    /// The most specific threshold that fits: zone before group before region before year; nothing = unknown.
    [[nodiscard]] const Threshold* threshold_for(const ThresholdKeys& keys) const;
};

struct Criterion {
    std::string no; ///< "17"
    std::string name_vi, name_en;
    std::string lead_department;
    bool key_for_revocation = false;     ///< named in Article 21 of QĐ 18/2022/QĐ-TTg
    std::vector<std::size_t> indicators; ///< may be empty: only the criterion is known
    bool entry_condition = false;        ///< "0" of the district sets: not one of the numbered criteria
    /// Of a line on the whole criterion, as sets have that name no indicators.
    std::string decree, note;
    Confidence confidence = Confidence::high;
};

/// A set of criteria, valid in [from, to] for units of one level and one tier.
struct CriteriaSet {
    std::string id;   ///< "XA-NTM-2021"
    std::string base; ///< the set a workspace's own one is laid over
    std::string title_vi, title_en;
    std::string decree;
    std::optional<Date> decree_date; ///< stands in for `from` where that day is not known
    Level level = Level::commune;
    Tier tier = Tier::ntm;
    std::optional<Date> from, to;
    bool illustrative = false;
    bool own = false;                                      ///< of the workspace, not of data/criteria
    std::optional<int> stated_criteria, stated_indicators; ///< as the decree counts them; we may know fewer
    std::string note;
    std::vector<Criterion> criteria;
    std::vector<Indicator> indicators; ///< ordered by criterion
    std::string file;

    [[nodiscard]] std::optional<std::size_t> find_criterion(std::string_view no) const;
    [[nodiscard]] std::optional<std::size_t> find_indicator(std::string_view no) const; ///< "5" finds the only one of 5
    [[nodiscard]] std::size_t numbered_criteria() const; ///< without entry conditions: 19, 20, 10, 9
};

/// The key of a threshold region by key or name in any spelling ("btb", "Bắc Trung Bộ" -> "BTB"); other text unchanged.
[[nodiscard]] std::string region_key(std::string_view text);

/// Reads the sets of data/criteria: sets.csv (one line a set; without a file only the name and the dates are known) and
/// one CSV a set with the columns `criterion_no, criterion_vi, criterion_en, key_for_revocation, indicator_no,
/// indicator_vi, indicator_en, kind, unit, comparison, threshold, region, zone, commune_group, year_from, year_to,
/// lead_department, decree, confidence, note`; further lines of one indicator only add thresholds. Issues with file and
/// line: criterion_absent, indicator_doubled, indicator_kind_unknown, comparison_unknown, threshold_doubled,
/// confidence_unknown, set_date_order, set_unknown.
[[nodiscard]] Result<std::vector<CriteriaSet>> read_criteria_sets(const std::filesystem::path& folder);

/// A workspace's own set from its CSV (same columns), laid over `base`: an indicator given replaces the base's whole
/// line with its thresholds, a new one is added, the rest stays; empty names, kind, unit, comparison and department
/// stay the base's. `base` may be null: a set of its own. Further columns, read where first filled: `set_title_vi,
/// set_title_en, set_decree, effective_from, effective_to, level, tier, illustrative`; absent, as in the base.
[[nodiscard]] Result<CriteriaSet> overlay_criteria_set(const Table& table, const CriteriaSet* base, std::string id);

/// The set in force for a level and tier on a date; a workspace's own one before the national, a later one before an
/// earlier. Null: none known. A set without criteria is one known by name only.
[[nodiscard]] const CriteriaSet* set_in_force(const std::vector<CriteriaSet>& sets, Level level, Tier tier, Date date);
[[nodiscard]] const CriteriaSet* find_set(const std::vector<CriteriaSet>& sets, std::string_view id);

} // namespace ntm
