#include "geo/insight/progress_to_target.hpp"

#include "geo/base/viet_text.hpp"
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
    progress.not_begun = snapshot.as_of.year() < target.year;
    std::optional<double> asked = target.value;
    if (progress.not_begun && !progress.carried_over) {
        progress.remaining = asked; // nothing can be reached yet, which is not a year that brought nothing
    } else if (!progress.carried_over) {
        progress.achieved = count.achieved(target.measure, target.unit);
    } else if (target.unit) {
        progress.achieved = count.achieved_by_itself(target.measure, *target.unit, *target.carry_over_year);
        asked = asked.value_or(1); // the row itself says that the unit is due
    }
    if (asked && progress.achieved) {
        progress.remaining = std::max(0.0, *asked - *progress.achieved);
    }
    if (progress.remaining) {
        const Date new_year = *Date::from_ymd(target.year - 1, 12, 31);
        const double months =
            months_at(deadline_of(snapshot, target.year)) - months_at(std::max(snapshot.as_of, new_year));
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

void add_farthest(MeasureProgress& progress, const TargetProgress& one) {
    if (!one.remaining || *one.remaining <= 0 || *one.remaining < progress.most_remaining.value_or(0)) {
        return;
    }
    if (progress.most_remaining != one.remaining) {
        progress.farthest.clear();
    }
    progress.most_remaining = one.remaining;
    progress.farthest.push_back(*one.target->unit);
}

/// Targets of one measure: the row of the whole workspace speaks; without one its units are added up.
MeasureProgress measure_progress(const Units& units, const std::vector<TargetProgress>& all, std::string_view measure) {
    MeasureProgress progress;
    progress.measure = measure;
    const TargetProgress* whole = nullptr;
    const auto add = [](std::optional<double>& sum, const std::optional<double>& part, bool first) {
        sum = (first || sum) && part ? std::optional(sum.value_or(0) + *part) : std::nullopt;
    };
    for (const TargetProgress& one : all) {
        if (one.target->measure != measure || one.carried_over) {
            continue;
        }
        const auto& unit = one.target->unit;
        if (!unit || (unit->level == Level::province && units.count(Level::province) == 1)) {
            whole = &one;
            continue;
        }
        const bool first = progress.units++ == 0;
        progress.not_begun = one.not_begun;
        progress.floor = progress.floor || one.target->floor; // "at least" of a part is "at least" of the sum
        progress.units_reached += one.remaining && *one.remaining <= 0 ? 1U : 0U;
        add_farthest(progress, one);
        add(progress.target, one.target->value, first);
        add(progress.achieved, one.achieved, first);
        add(progress.remaining, one.remaining, first);
        add(progress.per_month, one.per_month, first);
    }
    const Collator collator;
    std::stable_sort(progress.farthest.begin(), progress.farthest.end(), [&](UnitRef a, UnitRef b) {
        return collator.sort_key(units.name(a)) < collator.sort_key(units.name(b));
    });
    progress.added_up = whole == nullptr;
    if (whole != nullptr) {
        progress.row = whole->target;
        progress.target = whole->target->value;
        progress.floor = whole->target->floor;
        progress.not_begun = whole->not_begun;
        progress.achieved = whole->achieved;
        progress.remaining = whole->remaining;
        progress.per_month = whole->per_month;
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

std::vector<MeasureProgress> by_measure(const Units& units, const std::vector<TargetProgress>& progress) {
    std::vector<MeasureProgress> measures;
    for (const std::string_view measure : target_measures()) {
        const bool any = std::any_of(progress.begin(), progress.end(), [&](const TargetProgress& one) {
            return one.target->measure == measure && !one.carried_over;
        });
        if (any) {
            measures.push_back(measure_progress(units, progress, measure));
        }
    }
    return measures;
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
