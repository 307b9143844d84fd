#include "viewer/state/document.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

namespace ntm::viewer {

namespace {

using Kind = DayEvent::Kind;

/// Gathers rows of one day and kind into one event.
class Gathered {
public:
    void add(Date day, Kind kind, Level level, Tier tier, const std::string& decision) {
        auto [at, fresh] = m_events.try_emplace({day, kind, level, tier});
        DayEvent& event = at->second;
        if (fresh) {
            event = {day, kind, level, tier, 0, decision};
        }
        ++event.units;
        if (event.text != decision) {
            event.text.clear(); // several decisions on one day
        }
    }
    [[nodiscard]] std::vector<DayEvent> take() const {
        std::vector<DayEvent> events;
        for (const auto& [key, event] : m_events) {
            events.push_back(event);
        }
        return events;
    }

private:
    std::map<std::tuple<Date, Kind, Level, Tier>, DayEvent> m_events;
};

} // namespace

std::string_view day_event_word(Kind kind) {
    constexpr std::array<std::string_view, 5> words{"recognised", "revoked", "plan_approved", "criteria_set", "reform"};
    return words[static_cast<std::size_t>(kind)];
}

std::vector<DayEvent> day_events(const Atlas& atlas) {
    Gathered gathered;
    for (const Recognition& row : atlas.recognitions.rows) {
        gathered.add(row.effective, Kind::recognised, row.unit.level, row.tier, row.decision_no);
        if (row.revoked_date) {
            gathered.add(*row.revoked_date, Kind::revoked, row.unit.level, row.tier, {});
        }
    }
    constexpr int first_approved = 6, last_approved = 7;
    for (const PlanRow& row : atlas.plans.rows) {
        if (row.status >= first_approved && row.status <= last_approved) {
            gathered.add(row.effective, Kind::plan_approved, row.unit.level, Tier::none, row.decision_no);
        }
    }
    auto events = gathered.take();
    const auto range = atlas.fact_range();
    if (!range) {
        return events;
    }
    const auto within = [&](Date day) { return day > range->first && day <= range->second; };
    for (const CriteriaSet& set : atlas.criteria_sets) {
        const auto from = set.from ? set.from : set.decree_date;
        if (set.level == Level::commune && set.tier == Tier::ntm && from && within(*from)) {
            events.push_back({*from, Kind::criteria_set, set.level, set.tier, 0, set.id});
        }
    }
    if (const auto reform = Date::from_ymd(2025, 7, 1); reform && within(*reform)) {
        events.push_back({*reform, Kind::reform, Level::commune, Tier::none, 0, {}});
    }
    std::stable_sort(events.begin(), events.end(), [](const DayEvent& a, const DayEvent& b) { return a.day < b.day; });
    return events;
}

} // namespace ntm::viewer
