#pragma once

#include "geo/units/table_reader.hpp"
#include "geo/units/units.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ntm {

/// Years, both included.
struct PlanPeriod {
    int from = 0;
    int to = 0;
    bool operator==(const PlanPeriod&) const = default;
};

enum class PlanKind : std::uint8_t { unknown, commune, detailed, district, urban, province, land_use };
[[nodiscard]] std::string_view plan_kind_word(PlanKind kind);
/// "Quy hoạch chung xây dựng xã", "quy hoạch chi tiết trung tâm xã", "commune": unknown for other words.
[[nodiscard]] PlanKind parse_plan_kind(std::string_view text);

/// One dated state of one plan: status codes 0..11 (chưa lập .. bị thay thế).
struct PlanRow {
    UnitRef unit;
    std::string plan_kind; ///< as written
    PlanKind kind = PlanKind::unknown;
    int status = 0;
    std::optional<Date> status_date;
    Date effective; ///< status_date, else decision_date, else the first day of the period
    std::optional<bool> required;
    std::optional<PlanPeriod> period;
    std::optional<Date> valid_to;
    std::string decision_no;
    std::optional<Date> decision_date;
    std::string approver;
    std::optional<Date> published_date; ///< made public (công bố)
    std::string rule_no;                ///< decision on the management rule (quy định quản lý)
    std::optional<Date> rule_date;
    std::vector<UnitRef> covers; ///< further communes that the plan covers
    [[nodiscard]] bool dated() const { return status_date || decision_date; }
    std::optional<UnitRef> spread_of; ///< this row stands here because a plan of that unit covers this commune
    Source source;
};

struct PlanRegister {
    std::vector<PlanRow> rows; ///< sorted by unit, then effective day
    bool present = false;
    bool tells_publication = false; ///< a table has the column, so that an empty cell says something
    bool tells_rule = false;
    [[nodiscard]] std::span<const PlanRow> of(UnitRef unit) const;
};

/// The codes 0 to 11, and their Vietnamese words: "đã phê duyệt", "đang thẩm định".
[[nodiscard]] std::optional<int> parse_plan_status(std::string_view text);

/// One row of a plan table, or of a drawing that carries its plan's state; nothing where it makes no sense.
/// Issues beside those of TableReader: plan_status_unknown, plan_date_missing (an undated row counts, since when is
/// absent), plan_period_order, date_order (valid_to before decision_date), plan_covers_unknown (a code in `covers`).
[[nodiscard]] std::optional<PlanRow> read_plan_row(TableReader& reader, std::size_t row,
                                                   const std::optional<UnitRef>& unit);
void read_plans(PlanRegister& into, TableReader& reader);
/// Sorts, and gives every commune that another unit's plan covers a row of its own.
void finish(PlanRegister& plans);

/// Classes of the map, exclusive.
enum class PlanClass : std::uint8_t {
    not_started,    ///< status 0
    in_preparation, ///< 1-5
    approved,       ///< 6, 7, valid on the date for the period
    to_adjust,      ///< 8: approved and in force, to be adjusted
    expired,        ///< 9, or valid_to before the date
    urban,          ///< 10: inside an urban plan
    superseded,     ///< 11
    period_unknown, ///< approved, but for which period is not said
    missing,        ///< no row up to the date
    not_applicable, ///< not in scope, or required = false
};
[[nodiscard]] std::string_view plan_class_word(PlanClass plan_class);

/// True when a plan made for `of` speaks for `asked`: the two share more than half of the asked years.
[[nodiscard]] bool covers(PlanPeriod of, PlanPeriod asked);

struct PlanState {
    PlanClass plan_class = PlanClass::missing;
    const PlanRow* row = nullptr; ///< the row that decides
    bool required = true;         ///< false only where a row says so
    std::optional<Date> since;    ///< since when the unit is in this state, where the rows tell
    /// Approved and valid on the date for the period.
    [[nodiscard]] bool in_force() const {
        return plan_class == PlanClass::approved || plan_class == PlanClass::to_adjust;
    }
};
/// The state of one unit's general plan on a date for a period, from its rows; detailed and land-use plans do not speak
/// for it, nor do plans of higher levels for a commune. An approved urban plan of a commune is "inside an urban plan".
[[nodiscard]] PlanState plan_on(std::span<const PlanRow> rows, Date date, PlanPeriod asked);

/// What criterion 1 asks for beside a plan in force; nothing where the register does not say.
struct PlanPapers {
    std::optional<bool> published;
    std::optional<bool> rule; ///< a management rule is issued
    bool detailed = false;    ///< a detailed plan of the centre or a quarter is in force
};
[[nodiscard]] PlanPapers papers_on(const PlanRegister& plans, std::span<const PlanRow> rows, const PlanState& state,
                                   Date date);

/// Communes counted; the parts add up to in_scope: covered_by_urban_plan + not_required + required = in_scope,
/// approved + period_unknown + without = required.
struct PlanTally {
    std::size_t in_scope = 0;
    std::size_t covered_by_urban_plan = 0;
    std::size_t not_required = 0;
    std::size_t required = 0;
    std::size_t approved = 0;
    std::size_t period_unknown = 0;
    std::size_t without = 0;
    std::size_t missing = 0;                           ///< part of `without`: no row at all
    [[nodiscard]] std::optional<double> share() const; ///< approved / required
    void add(const PlanState& state);                  ///< of a commune in scope
};

} // namespace ntm
