#include "geo/insight/progress_to_target.hpp"

#include <algorithm>
#include <array>

namespace ntm {

namespace {

bool holds_on(const Assignment& assignment, Date date) {
    return (!assignment.from || *assignment.from <= date) && (!assignment.to || date <= *assignment.to);
}

void add_once(std::vector<std::string>& bodies, const std::string& body) {
    if (std::find(bodies.begin(), bodies.end(), body) == bodies.end()) {
        bodies.push_back(body);
    }
}

/// "13; 14/15; 17/18" names 15; offices put several criteria into one cell.
bool names_criterion(std::string_view list, std::string_view criterion_no) {
    constexpr std::string_view between = ";,/ ";
    while (!list.empty()) {
        const std::size_t begin = std::min(list.find_first_not_of(between), list.size());
        list.remove_prefix(begin);
        const std::size_t end = std::min(list.find_first_of(between), list.size());
        if (end > 0 && list.substr(0, end) == criterion_no) {
            return true;
        }
        list.remove_prefix(end);
    }
    return false;
}

std::vector<std::string> bodies_naming(const Snapshot& snapshot, std::string_view criterion_no) {
    std::vector<std::string> bodies;
    for (const Assignment& assignment : snapshot.atlas->duties.assignments) {
        if (names_criterion(assignment.criterion_no, criterion_no) && holds_on(assignment, snapshot.as_of)) {
            add_once(bodies, assignment.body);
        }
    }
    return bodies;
}

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

std::vector<std::string> bodies_of(const Snapshot& snapshot, UnitRef unit) {
    std::vector<std::string> bodies;
    for (; unit.valid() && bodies.empty(); unit = snapshot.atlas->units.parent(unit)) {
        for (const Assignment& assignment : snapshot.atlas->duties.assignments) {
            if (assignment.unit == unit && holds_on(assignment, snapshot.as_of)) {
                add_once(bodies, assignment.body);
            }
        }
    }
    return bodies;
}

std::vector<std::string> bodies_of_criterion(const Snapshot& snapshot, std::string_view criterion_no) {
    auto bodies = bodies_naming(snapshot, criterion_no);
    if (const std::size_t dot = criterion_no.find('.'); bodies.empty() && dot != std::string_view::npos) {
        bodies = bodies_naming(snapshot, criterion_no.substr(0, dot));
    }
    return bodies;
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
