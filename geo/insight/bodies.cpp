#include "geo/insight/bodies.hpp"

#include "geo/insight/progress_to_target.hpp"

#include <algorithm>

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
