#include "geo/planning/plans.hpp"

#include "geo/base/number.hpp"
#include "geo/base/viet_text.hpp"
#include "geo/units/decision_text.hpp"
#include "geo/units/unit_rows.hpp"

#include <algorithm>
#include <array>

namespace ntm {

namespace {

/// Wordings of the twelve states as offices write them. Of several in one text the earlier here counts: what is not yet
/// so, then what came of a plan in hand, then how far it got.
constexpr std::pair<std::string_view, int> status_words[] = {{"chưa phê duyệt", 2},
                                                             {"chưa được phê duyệt", 2},
                                                             {"chưa duyệt", 2},
                                                             {"chưa được duyệt", 2},
                                                             {"chưa thẩm định", 2},
                                                             {"chưa hoàn thành", 2},
                                                             {"chưa lập", 0},
                                                             {"chưa có quy hoạch", 0},
                                                             {"chưa có QH", 0},
                                                             {"chưa có đồ án", 0},
                                                             {"chưa triển khai", 0},
                                                             {"chưa thực hiện", 0},
                                                             {"không có quy hoạch", 0},
                                                             {"đang lập nhiệm vụ", 1},
                                                             {"duyệt nhiệm vụ", 1},
                                                             {"duyệt điều chỉnh", 6},
                                                             {"cần điều chỉnh", 8},
                                                             {"phải điều chỉnh", 8},
                                                             {"đang điều chỉnh", 8},
                                                             {"đang lập điều chỉnh", 8},
                                                             {"hết thời hạn", 9},
                                                             {"hết hạn", 9},
                                                             {"quá hạn", 9},
                                                             {"hết hiệu lực", 9},
                                                             {"bị thay thế", 11},
                                                             {"xã sáp nhập", 11},
                                                             {"thuộc quy hoạch đô thị", 10},
                                                             {"quy hoạch chung đô thị", 10},
                                                             {"đã công bố", 7},
                                                             {"đã ban hành quy định quản lý", 7},
                                                             {"đã phê duyệt", 6},
                                                             {"đã được phê duyệt", 6},
                                                             {"đã duyệt", 6},
                                                             {"đã được duyệt", 6},
                                                             {"đã PD", 6},
                                                             {"đã có quyết định", 6},
                                                             {"còn hiệu lực", 6},
                                                             {"chờ phê duyệt", 5},
                                                             {"chờ duyệt", 5},
                                                             {"trình phê duyệt", 5},
                                                             {"trình duyệt", 5},
                                                             {"đang phê duyệt", 5},
                                                             {"đã thẩm định", 5},
                                                             {"trình thẩm định", 4},
                                                             {"đang thẩm định", 4},
                                                             {"chờ thẩm định", 4},
                                                             {"đang trình", 4},
                                                             {"lấy ý kiến", 3},
                                                             {"đang lập", 2},
                                                             {"đang xây dựng", 2},
                                                             {"đang triển khai", 2},
                                                             {"đang thực hiện", 2},
                                                             {"đang làm", 2},
                                                             {"phê duyệt", 6},
                                                             {"được duyệt", 6},
                                                             {"chưa công bố", 6}};
/// Too short to be looked for within others.
constexpr std::pair<std::string_view, int> whole_words[] = {{"chưa", 0},  {"chưa có", 0},   {"không", 0},
                                                            {"duyệt", 6}, {"sáp nhập", 11}, {"thay thế", 11}};

/// "chưa hết hạn", "không thuộc quy hoạch đô thị": the opposite of what stands behind.
bool is_denied(std::string_view before) {
    while (!before.empty() && before.back() == ' ') {
        before.remove_suffix(1);
    }
    constexpr std::string_view denying[] = {"chua", "khong", "chua bi", "khong bi", "chua duoc", "khong con"};
    return std::any_of(std::begin(denying), std::end(denying),
                       [&](std::string_view word) { return before.ends_with(word); });
}

} // namespace

std::optional<int> parse_plan_status(std::string_view text) {
    if (const auto number = parse_integer(text); number && *number >= 0 && *number <= 11) {
        return static_cast<int>(*number);
    }
    const std::string key = fold_key(text);
    for (const auto& [word, code] : whole_words) {
        if (key == fold_key(word)) {
            return code;
        }
    }
    for (const auto& [word, code] : status_words) {
        const std::string folded = fold_key(word);
        const auto at = key.find(folded);
        if (at != std::string::npos && !is_denied(std::string_view(key).substr(0, at))) {
            return code;
        }
    }
    return std::nullopt;
}

namespace {

/// Words of the kinds, folded; the narrower before the wider.
constexpr std::pair<std::string_view, PlanKind> kind_words[] = {
    {"chi tiet", PlanKind::detailed},    {"detailed", PlanKind::detailed},   {"diem dan cu", PlanKind::detailed},
    {"su dung dat", PlanKind::land_use}, {"land use", PlanKind::land_use},   {"vung huien", PlanKind::district},
    {"vung huyen", PlanKind::district},  {"district", PlanKind::district},   {"do thi", PlanKind::urban},
    {"thi tran", PlanKind::urban},       {"thi xa", PlanKind::urban},        {"urban", PlanKind::urban},
    {"thanh pho", PlanKind::urban},      {"province", PlanKind::province},   {"hoach tinh", PlanKind::province},
    {"commune", PlanKind::commune},      {"xai dung xa", PlanKind::commune}, {"xay dung xa", PlanKind::commune},
    {"chung xa", PlanKind::commune},     {"lien xa", PlanKind::commune},     {"nong thon", PlanKind::commune}};

/// Whether a row says something about its unit's general plan.
bool speaks(const PlanRow& row) {
    switch (row.kind) {
    case PlanKind::detailed:
    case PlanKind::land_use:
        return false;
    case PlanKind::district:
    case PlanKind::province:
        return row.unit.level != Level::commune;
    default:
        return true;
    }
}

int general_status(const PlanRow& row) {
    const bool urban = row.kind == PlanKind::urban && row.unit.level == Level::commune;
    return urban && row.status >= 6 && row.status <= 8 ? 10 : row.status;
}

PlanClass class_of_status(int status) {
    if (status == 0) {
        return PlanClass::not_started;
    }
    if (status <= 5) {
        return PlanClass::in_preparation;
    }
    constexpr std::array rest{PlanClass::approved, PlanClass::approved, PlanClass::to_adjust,
                              PlanClass::expired,  PlanClass::urban,    PlanClass::superseded};
    return rest[static_cast<std::size_t>(status - 6)];
}

bool approved_status(int status) {
    return status >= 6 && status <= 8;
}

} // namespace

std::string_view plan_class_word(PlanClass plan_class) {
    constexpr std::array<std::string_view, 10> words{"not_started", "in_preparation", "approved",   "to_adjust",
                                                     "expired",     "urban",          "superseded", "period_unknown",
                                                     "missing",     "not_applicable"};
    return words[static_cast<std::size_t>(plan_class)];
}

bool covers(PlanPeriod of, PlanPeriod asked) {
    const int shared = std::min(of.to, asked.to) - std::max(of.from, asked.from) + 1;
    return 2 * shared > asked.to - asked.from + 1;
}

std::span<const PlanRow> PlanRegister::of(UnitRef unit) const {
    return rows_of_unit(rows, unit);
}

std::string_view plan_kind_word(PlanKind kind) {
    constexpr std::array<std::string_view, 7> words{"unknown", "commune",  "detailed", "district",
                                                    "urban",   "province", "land_use"};
    return words[static_cast<std::size_t>(kind)];
}

PlanKind parse_plan_kind(std::string_view text) {
    const std::string key = fold_key(text);
    for (const auto& [word, kind] : kind_words) {
        if (!key.empty() && key.find(fold_key(word)) != std::string::npos) {
            return kind;
        }
    }
    return PlanKind::unknown;
}

std::optional<PlanRow> read_plan_row(TableReader& reader, std::size_t row, const std::optional<UnitRef>& unit) {
    PlanRow plan;
    const auto status = parse_plan_status(reader.text(row, "status"));
    if (!status) {
        reader.report(Severity::error, reader.text(row, "status").empty() ? "value_absent" : "plan_status_unknown", row,
                      "status");
    }
    plan.status_date = reader.date(row, "status_date");
    DecisionText decision = read_decision(reader.text(row, "decision_no"));
    plan.decision_date = reader.date(row, "decision_date");
    if (reader.text(row, "decision_date").empty()) {
        plan.decision_date = decision.date;
    }
    plan.valid_to = reader.date(row, "valid_to");
    plan.published_date = reader.date(row, "published_date");
    plan.rule_date = reader.date(row, "rule_date");
    plan.required = reader.truth(row, "required");
    const auto from = reader.year(row, "period_from");
    const auto to = reader.year(row, "period_to");
    if (!unit || !status) {
        return std::nullopt;
    }
    if (plan.status_date || plan.decision_date) {
        plan.effective = plan.status_date ? *plan.status_date : *plan.decision_date;
    } else if (*status == 0 || *status == 10 || plan.required == false) {
        plan.effective = Date(); // nothing done, or no duty: true on every day until a later row says otherwise
    } else if (reader.text(row, "status_date").empty() && reader.text(row, "decision_date").empty()) {
        plan.effective = Date(); // until date_the_undated: the day is absent, the state is not
        reader.report(Severity::warning, "plan_date_missing", row, "status");
    } else {
        return std::nullopt; // the day that is written is none, and was told
    }
    if (from && to && *to < *from) {
        reader.report(Severity::error, "plan_period_order", row, "period_to", std::to_string(*from));
        return std::nullopt;
    }
    if (from && to) {
        plan.period = PlanPeriod{*from, *to};
    }
    if (plan.valid_to && plan.decision_date && *plan.valid_to < *plan.decision_date) {
        reader.report(Severity::error, "date_order", row, "valid_to", plan.decision_date->iso());
        return std::nullopt;
    }
    plan.unit = *unit;
    plan.status = *status;
    plan.plan_kind = reader.text(row, "plan_kind");
    plan.kind = parse_plan_kind(plan.plan_kind);
    plan.decision_no = std::move(decision.no);
    plan.approver = reader.text(row, "approver");
    plan.rule_no = reader.text(row, "rule_no");
    plan.covers = reader.units_listed(row, "covers", "plan_covers_unknown");
    plan.source = reader.source(row);
    return plan;
}

void read_plans(PlanRegister& into, TableReader& reader) {
    if (!reader.require({"status"})) {
        return;
    }
    into.present = true;
    into.tells_publication = into.tells_publication || reader.has("published_date");
    into.tells_rule = into.tells_rule || reader.has("rule_no") || reader.has("rule_date");
    std::size_t unsaid = 0;
    for (std::size_t row = 0; row < reader.rows(); ++row) {
        const auto unit = reader.unit(row);
        if (reader.text(row, "status").empty() && reader.text(row, "status_date").empty() &&
            reader.text(row, "decision_date").empty() && reader.text(row, "decision_no").empty() &&
            reader.text(row, "required").empty()) {
            ++unsaid; // a status sheet has a row for every unit, whatever is known of its plan
            continue;
        }
        if (auto plan = read_plan_row(reader, row, unit)) {
            into.rows.push_back(std::move(*plan));
        }
    }
    if (unsaid > 0) {
        reader.report_table(Severity::info, "rows_without_value", "status", std::to_string(unsaid));
    }
}

void finish(PlanRegister& plans) {
    // A table of districts alone says of no commune that it has no plan.
    plans.present = plans.present &&
                    (plans.rows.empty() || std::any_of(plans.rows.begin(), plans.rows.end(), [](const PlanRow& row) {
                         return row.unit.level == Level::commune || !row.covers.empty();
                     }));
    const std::size_t own = plans.rows.size();
    for (std::size_t i = 0; i < own; ++i) {
        const PlanKind kind = plans.rows[i].kind;
        if (kind == PlanKind::district || kind == PlanKind::province || !speaks(plans.rows[i]) ||
            plans.rows[i].status < 6) {
            continue; // a plan still being made takes nothing from the one a commune has
        }
        for (const UnitRef commune : std::vector(plans.rows[i].covers)) {
            if (commune.level == Level::commune && commune != plans.rows[i].unit) {
                PlanRow spread = plans.rows[i];
                spread.spread_of = spread.unit;
                spread.unit = commune;
                spread.required.reset();
                spread.covers.clear();
                plans.rows.push_back(std::move(spread));
            }
        }
    }
    std::stable_sort(plans.rows.begin(), plans.rows.end(), [](const PlanRow& a, const PlanRow& b) {
        return std::tuple(a.unit.level, a.unit.id, a.effective) < std::tuple(b.unit.level, b.unit.id, b.effective);
    });
}

PlanState plan_on(std::span<const PlanRow> rows, Date date, PlanPeriod asked) {
    // The latest word of each kind up to the date: of plans for the asked period, of plans whose period is not said,
    // of plans for another period.
    const PlanRow* own = nullptr;
    const PlanRow* unsaid = nullptr;
    const PlanRow* other = nullptr;
    PlanState state;
    for (const PlanRow& row : rows) {
        if (row.effective > date) {
            break; // sorted
        }
        if (row.required) {
            state.required = *row.required;
        }
        if (!speaks(row)) {
            continue;
        }
        if (row.period) {
            (covers(*row.period, asked) ? own : other) = &row;
        } else {
            unsaid = &row;
        }
    }
    // A later word without a period: a plan in force stays so while the next one is being made, and an adjustment is
    // one of the plan in hand; everything else is the newer truth.
    bool being_adjusted = false;
    if (unsaid != nullptr && own == nullptr) {
        own = unsaid;
    } else if (unsaid != nullptr && own->effective <= unsaid->effective) {
        if (!approved_status(general_status(*own)) || general_status(*unsaid) >= 9) {
            own = unsaid;
        } else {
            being_adjusted = general_status(*unsaid) == 8;
        }
    }
    if (own == nullptr) {
        if (other == nullptr) {
            return state;
        }
        // Only plans of another period. One that has run out is worth telling; for the asked period nothing is known
        // of it or of one still in preparation. An urban plan and a merger concern every period.
        state.row = other;
        const int status = general_status(*other);
        if (!approved_status(status)) {
            state.plan_class = status >= 9 ? class_of_status(status) : PlanClass::missing;
        } else if ((other->valid_to && *other->valid_to < date) || other->period->to < date.year()) {
            state.plan_class = PlanClass::expired;
            state.since = other->valid_to ? other->valid_to->plus_days(1) : Date::from_ymd(other->period->to + 1, 1, 1);
        }
        return state;
    }
    state.row = own;
    const int status = general_status(*own);
    state.plan_class = being_adjusted ? PlanClass::to_adjust : class_of_status(status);
    if (own->dated()) {
        state.since = own->effective;
    }
    const bool approved = approved_status(status);
    if (approved && !own->period) {
        state.plan_class = PlanClass::period_unknown;
    }
    if ((approved || status == 10) && own->valid_to && *own->valid_to < date) {
        state.plan_class = PlanClass::expired;
        state.since = own->valid_to->plus_days(1);
    }
    return state;
}

PlanPapers papers_on(const PlanRegister& plans, std::span<const PlanRow> rows, const PlanState& state, Date date) {
    PlanPapers papers;
    const bool in_force = state.in_force() || state.plan_class == PlanClass::urban;
    for (const PlanRow& row : rows) {
        if (row.effective > date) {
            break; // sorted
        }
        if (row.kind == PlanKind::detailed) {
            papers.detailed = approved_status(row.status) && (!row.valid_to || *row.valid_to >= date);
        }
        // Of the plan in force only: what was published of an earlier one says nothing of this.
        if (!in_force || !speaks(row) || state.row == nullptr || row.period != state.row->period) {
            continue;
        }
        if (row.status == 7 || (row.published_date && *row.published_date <= date)) {
            papers.published = true;
        }
        if (row.status == 7 || (row.rule_date ? *row.rule_date <= date : !row.rule_no.empty())) {
            papers.rule = true;
        }
    }
    if (in_force && !papers.published && plans.tells_publication) {
        papers.published = false;
    }
    if (in_force && !papers.rule && plans.tells_rule) {
        papers.rule = false;
    }
    return papers;
}

std::optional<double> PlanTally::share() const {
    if (required == 0) {
        return std::nullopt;
    }
    return static_cast<double>(approved) / static_cast<double>(required);
}

void PlanTally::add(const PlanState& state) {
    ++in_scope;
    if (state.plan_class == PlanClass::urban) {
        ++covered_by_urban_plan;
    } else if (!state.required) {
        ++not_required;
    } else {
        ++required;
        if (state.in_force()) {
            ++approved;
        } else if (state.plan_class == PlanClass::period_unknown) {
            ++period_unknown;
        } else {
            ++without;
            missing += state.plan_class == PlanClass::missing ? 1 : 0;
        }
    }
}

} // namespace ntm
