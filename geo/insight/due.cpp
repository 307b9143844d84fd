#include "geo/insight/progress_to_target.hpp"

#include <algorithm>
#include <array>

namespace ntm {

namespace {

DueState due_state(const std::optional<Date>& deadline, const std::optional<Date>& done, Date today) {
    if (done && *done <= today) {
        return DueState::done;
    }
    if (!deadline) {
        return DueState::no_deadline;
    }
    if (*deadline < today) {
        return DueState::overdue;
    }
    const auto quarter = [](Date date) { return (date.month() - 1) / 3; };
    if (deadline->year() != today.year() || quarter(*deadline) != quarter(today)) {
        return DueState::later;
    }
    return deadline->month() == today.month() ? DueState::due_this_month : DueState::due_this_quarter;
}

/// Overdue, then what comes, then what has no day, then what is done.
int shelf(DueState state) {
    switch (state) {
    case DueState::overdue:
        return 0;
    case DueState::due_this_month:
    case DueState::due_this_quarter:
    case DueState::later:
        return 1;
    case DueState::no_deadline:
        return 2;
    case DueState::done:
        break;
    }
    return 3;
}

const std::optional<Date>& deadline_of(const DueItem& item) {
    return item.task != nullptr ? item.task->deadline : item.step->deadline;
}

} // namespace

std::string_view due_state_word(DueState state) {
    constexpr std::array<std::string_view, 6> words{"done",  "overdue",    "due_this_month", "due_this_quarter",
                                                    "later", "no_deadline"};
    return words[static_cast<std::size_t>(state)];
}

std::vector<DueItem> due_items(const Snapshot& snapshot) {
    std::vector<DueItem> items;
    const auto add = [&](const Task* task, const ProcessStep* step, const std::optional<Date>& deadline,
                         const std::optional<Date>& done) {
        DueItem item{task, step, due_state(deadline, done, snapshot.as_of), 0};
        if (deadline && item.state != DueState::done) {
            item.days_left = deadline->days_since_1970() - snapshot.as_of.days_since_1970();
        }
        items.push_back(item);
    };
    for (const Task& task : snapshot.atlas->duties.tasks) {
        add(&task, nullptr, task.deadline, task.done_date);
    }
    for (const ProcessStep& step : snapshot.atlas->duties.steps) {
        add(nullptr, &step, step.deadline, step.done_date);
    }
    std::stable_sort(items.begin(), items.end(), [](const DueItem& a, const DueItem& b) {
        return std::pair(shelf(a.state), deadline_of(a)) < std::pair(shelf(b.state), deadline_of(b));
    });
    return items;
}

} // namespace ntm
