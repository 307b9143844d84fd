#pragma once

#include "geo/programme/body_names.hpp"
#include "geo/programme/recognition.hpp"
#include "geo/units/table_reader.hpp"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ntm {

/// Measures that targets are given in: xa_ntm, xa_ntm_nang_cao, xa_ntm_kieu_mau, huyen_ntm, huyen_ntm_nang_cao,
/// thon_ntm, thon_ntm_kieu_mau, ocop, in the order of offices' tables.
[[nodiscard]] std::span<const std::string_view> target_measures();
/// Also as offices write them: "Xã NTM nâng cao", "Thôn, bản NTM kiểu mẫu", "thon_ban_ntm", "Sản phẩm OCOP".
[[nodiscard]] std::optional<std::string_view> parse_measure(std::string_view text);

/// A yearly target of a unit. An empty cell is no target, not a target of zero.
struct Target {
    std::optional<UnitRef> unit; ///< absent: the whole workspace
    int year = 0;
    std::string measure; ///< of target_measures(); others as written, with an Issue
    std::optional<double> value;
    bool floor = false;                 ///< "ít nhất": met at or above
    std::optional<int> carry_over_year; ///< due since that year and not counted again in this year's target
    Source source;
};

/// Who answers for a unit or for a criterion, from when to when.
struct Assignment {
    std::string body;
    std::optional<UnitRef> unit;
    std::string criterion_no;
    std::optional<Date> from, to;
    Source source;
};

/// A step of a dossier: đăng ký, thẩm tra, thẩm định, trình, công nhận.
struct ProcessStep {
    UnitRef unit;
    Tier tier = Tier::none;
    std::string step;
    std::optional<Date> deadline, done_date;
    Source source;
};

struct Task {
    std::string body, what;
    std::optional<UnitRef> unit;
    std::string criterion_no;
    std::optional<Date> deadline, done_date;
    Source source;
};

/// An OCOP product.
struct Product {
    UnitRef unit;
    std::string name;
    std::optional<int> stars;
    std::optional<Date> recognised_date, expires;
    Source source;
};

/// Capital of a year by source, in the money unit the table names.
struct Capital {
    std::optional<UnitRef> unit;
    int year = 0;
    std::string source_of_money;
    std::string part_of; ///< the source this one is a part of; empty = top level
    std::optional<double> planned, assigned, disbursed;
    /// Of planned, assigned, disbursed: what a number whose grouping is doubtful ("4.072.266") may mean (4072.266). The
    /// number itself is then absent, so that nothing counts it; only check_sums tries the likely one.
    std::array<std::optional<double>, 3> likely;
    std::string unit_of_money;
    Source source;
};

/// All tables of one workspace that say what is due, by whom, with what.
struct Duties {
    std::vector<Target> targets;
    std::vector<Assignment> assignments;
    std::vector<ProcessStep> steps;
    std::vector<Task> tasks;
    std::vector<Product> products;
    std::vector<Capital> capital;
    BodyNames body_names; ///< set before the tables are read
};
/// `kind` as in workspace.toml: target, assignment, process, task, product, capital. A target table has the columns
/// `measure` and `value`, or one column a measure. A row "Tổng", "Toàn tỉnh" or without unit is the whole workspace.
/// Issues beside those of TableReader: cell_absent, measure_unknown, target_not_a_count, carry_over_order,
/// stars_out_of_range, step_unknown, date_order, assignment_of_two, number_ambiguous ("730.539" in a table that does
/// not show which sign is the decimal one), number_grouping_doubtful ("4.072.266" beside values of its kind that are a
/// thousand times smaller).
void read_duties(Duties& into, std::string_view kind, TableReader& reader);

/// Sums that a table itself states (a row "Tổng", a source and its parts, the whole workspace and its units) against
/// its rows: Issue sum_differs with both numbers; capital_order: more paid out than assigned. Nothing is repaired.
/// Carried-over units are not part of a sum.
[[nodiscard]] Issues check_sums(const Duties& duties);

/// Once all tables are read: leaves out targets given again (target_doubled where the numbers differ), and tells what
/// check_sums finds, carry_over_beside_target (units due beside the year's target) and step_deadline_order (a later
/// step of a dossier due no later than an earlier one).
[[nodiscard]] Issues settle_duties(Duties& duties);

} // namespace ntm
