#include "geo/insight/progress_to_target.hpp"

#include "geo/insight/bodies.hpp"
#include "geo/insight/year_count.hpp"

#include <algorithm>

namespace ntm {

namespace {

/// Months since year 0 at the end of a day, parts of a month by its days: 31/8 to 31/12 are four, 15/9 to 31/12 three
/// and a half.
double months_at(Date date) {
    int days_in_month = 31;
    while (!Date::from_ymd(date.year(), date.month(), days_in_month)) {
        --days_in_month;
    }
    return date.year() * 12 + date.month() + static_cast<double>(date.day()) / days_in_month;
}

Date deadline_of(const Snapshot& snapshot, int year) {
    const auto& given = snapshot.atlas->workspace.deadline;
    return given && given->year() == year ? *given : *Date::from_ymd(year, 12, 31);
}

TargetProgress progress_of(const Target& target, const Snapshot& snapshot, YearCount& count,
                           const BodiesInCharge& bodies) {
    TargetProgress progress;
    progress.target = &target;
    progress.carried_over = target.carry_over_year.has_value();
    std::optional<double> asked = target.value;
    if (!progress.carried_over) {
        progress.achieved = count.achieved(target.measure, target.unit);
    } else if (target.unit) {
        progress.achieved = count.achieved_by_itself(target.measure, *target.unit, *target.carry_over_year);
        asked = asked.value_or(1); // the row itself says that the unit is due
    }
    if (asked && progress.achieved) {
        progress.remaining = std::max(0.0, *asked - *progress.achieved);
        const double months = months_at(deadline_of(snapshot, target.year)) - months_at(snapshot.as_of);
        if (*progress.remaining == 0) {
            progress.per_month = 0;
        } else if (months > 0) {
            progress.per_month = *progress.remaining / months;
        }
    }
    if (target.unit) {
        progress.bodies = bodies.of(*target.unit);
    }
    return progress;
}

} // namespace

std::vector<TargetProgress> target_progress(const Snapshot& snapshot, int year) {
    std::vector<TargetProgress> all;
    YearCount count(snapshot, year);
    const BodiesInCharge bodies(snapshot);
    for (const Target& target : snapshot.atlas->duties.targets) {
        if (target.year == year && (target.value || target.carry_over_year)) {
            all.push_back(progress_of(target, snapshot, count, bodies));
        }
    }
    return all;
}

int target_year(const Snapshot& snapshot) {
    const int asked = snapshot.as_of.year();
    std::optional<int> next;
    std::optional<int> last;
    for (const Target& target : snapshot.atlas->duties.targets) {
        if (target.year >= asked) {
            next = std::min(next.value_or(target.year), target.year);
        } else {
            last = std::max(last.value_or(target.year), target.year);
        }
    }
    return next ? *next : last.value_or(asked);
}

} // namespace ntm
