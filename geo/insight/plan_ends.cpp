#include "geo/insight/plan_ends.hpp"

#include <algorithm>

namespace ntm {

std::vector<PlanEnd> plans_ending(const Snapshot& snapshot, Date until) {
    std::vector<PlanEnd> ending;
    for (std::uint32_t id = 0; id < snapshot.plan.size(); ++id) {
        const PlanState& plan = snapshot.plan[id];
        if (snapshot.in_scope[id] == 0 || !plan.in_force() || plan.row == nullptr) {
            continue;
        }
        const PlanRow& row = *plan.row;
        const std::optional<Date> of_period = row.period ? Date::from_ymd(row.period->to, 12, 31) : std::nullopt;
        const std::optional<Date> ends = row.valid_to ? row.valid_to : of_period;
        if (ends && *ends >= snapshot.as_of && *ends <= until) {
            ending.push_back({{Level::commune, id}, *ends, !row.valid_to, &row});
        }
    }
    std::stable_sort(ending.begin(), ending.end(), [](const PlanEnd& a, const PlanEnd& b) { return a.ends < b.ends; });
    return ending;
}

Date months_after(Date date, int months) {
    const int month = date.year() * 12 + date.month() - 1 + months;
    for (int day = date.day(); day > 28; --day) {
        if (const auto found = Date::from_ymd(month / 12, month % 12 + 1, day)) {
            return *found;
        }
    }
    return Date::from_ymd(month / 12, month % 12 + 1, std::min(date.day(), 28)).value_or(date);
}

} // namespace ntm
