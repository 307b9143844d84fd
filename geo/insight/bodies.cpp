#include "geo/insight/bodies.hpp"

#include "geo/base/viet_text.hpp"
#include "geo/insight/progress_to_target.hpp"
#include "geo/insight/year_count.hpp"

#include <algorithm>
#include <iterator>

namespace ntm {

namespace {

bool holds_on(const Assignment& assignment, Date date) {
    return (!assignment.from || *assignment.from <= date) && (!assignment.to || date <= *assignment.to);
}

template <class Value>
void add_once(std::vector<Value>& values, const Value& value) {
    if (std::find(values.begin(), values.end(), value) == values.end()) {
        values.push_back(value);
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

} // namespace

BodiesInCharge::BodiesInCharge(const Snapshot& snapshot)
    : m_units(snapshot.atlas->units) {
    for (const Assignment& assignment : snapshot.atlas->duties.assignments) {
        if (assignment.unit && holds_on(assignment, snapshot.as_of)) {
            add_once(m_of[{assignment.unit->level, assignment.unit->id}], assignment.body);
        }
    }
}

std::vector<std::string> BodiesInCharge::of(UnitRef unit) const {
    for (; unit.valid() && !m_of.empty(); unit = m_units.parent(unit)) {
        if (const auto found = m_of.find({unit.level, unit.id}); found != m_of.end()) {
            return found->second;
        }
    }
    return {};
}

std::vector<BodyTotals> body_totals(const Snapshot& snapshot, int year) {
    const Collator collator;
    std::map<std::string, BodyTotals> by_name; // by Vietnamese order
    const auto totals_of = [&](const std::string& body) -> BodyTotals& {
        BodyTotals& totals = by_name[collator.sort_key(body)];
        totals.body = body;
        return totals;
    };
    for (const Assignment& assignment : snapshot.atlas->duties.assignments) {
        if (assignment.unit && holds_on(assignment, snapshot.as_of)) {
            add_once(totals_of(assignment.body).units, *assignment.unit);
        }
    }
    BodyTotals nobody;
    std::map<std::string, std::vector<TargetProgress>> targets_of; // by body
    for (TargetProgress& progress : target_progress(snapshot, year)) {
        const auto& unit = progress.target->unit;
        if (!unit || speaks_of(snapshot.atlas->units, unit, std::nullopt)) {
            continue; // of the whole, not of a unit that somebody answers for
        }
        if (progress.bodies.empty()) {
            add_once(nobody.units, *unit);
            targets_of[nobody.body].push_back(progress);
        }
        for (const std::string& body : progress.bodies) {
            targets_of[body].push_back(progress);
        }
    }
    std::vector<BodyTotals> all;
    for (auto& [key, totals] : by_name) {
        all.push_back(std::move(totals));
    }
    if (!nobody.units.empty()) {
        all.push_back(std::move(nobody));
    }
    for (BodyTotals& totals : all) {
        std::vector<TargetProgress>& targets = targets_of[totals.body];
        totals.measures = by_measure(snapshot.atlas->units, targets);
        std::copy_if(targets.begin(), targets.end(), std::back_inserter(totals.carried_over),
                     [](const TargetProgress& one) { return one.carried_over; });
    }
    return all;
}

std::vector<std::string> bodies_of(const Snapshot& snapshot, UnitRef unit) {
    return BodiesInCharge(snapshot).of(unit);
}

std::vector<std::string> bodies_of_criterion(const Snapshot& snapshot, std::string_view criterion_no) {
    auto bodies = bodies_naming(snapshot, criterion_no);
    if (const std::size_t dot = criterion_no.find('.'); bodies.empty() && dot != std::string_view::npos) {
        bodies = bodies_naming(snapshot, criterion_no.substr(0, dot));
    }
    return bodies;
}

} // namespace ntm
