#include "viewer/state/programme.hpp"

#include "viewer/state/compare.hpp"

#include <algorithm>

namespace ntm::viewer {

namespace {

constexpr std::size_t nearly_there = 2; ///< criteria that are still to be met

void add_checklist(SelectedReport& made, const std::string& set_id) {
    const Snapshot& snapshot = *made.snapshot;
    for (const CriteriaSet& set : snapshot.atlas->criteria_sets) {
        if (set.level == made.report.unit.level && !set.criteria.empty()) {
            made.sets.push_back(&set);
        }
    }
    const CriteriaSet* asked = set_id.empty() ? nullptr : set_for(snapshot, made.report.unit, set_id);
    const bool fits = asked != nullptr && asked->level == made.report.unit.level;
    if (!fits && set_for(snapshot, made.report.unit) == nullptr) {
        return;
    }
    made.evaluation = evaluate_unit(snapshot, made.report.unit, fits ? asked : nullptr);
    made.shortfalls = shortfalls(made.evaluation);
    // Conditions are those of the set in force: none are known of another.
    if (made.report.unit.level != Level::commune && !fits) {
        made.conditions = district_conditions(snapshot, made.report.unit, made.evaluation.set->tier);
    }
}

void add_products(SelectedReport& made) {
    const Snapshot& snapshot = *made.snapshot;
    const UnitRef unit = made.report.unit;
    for (const Product& product : snapshot.atlas->duties.products) {
        const bool recognised = !product.recognised_date || *product.recognised_date <= snapshot.as_of;
        if (recognised && snapshot.atlas->units.ancestor(product.unit, unit.level) == unit) {
            made.products.push_back(&product);
        }
    }
}

/// The rows of the unit; of the only province also those that name no unit.
void add_capital(SelectedReport& made) {
    const Atlas& atlas = *made.snapshot->atlas;
    const UnitRef unit = made.report.unit;
    if (unit.level == Level::province && atlas.units.count(Level::province) == 1) {
        made.capital = capital_of_whole(atlas);
    }
    for (const Capital& row : atlas.duties.capital) {
        if (row.unit && *row.unit == unit) {
            made.capital.push_back(&row);
        }
    }
}

UnitRef unit_of(const DueItem& item) {
    return item.step != nullptr ? item.step->unit : item.task->unit.value_or(UnitRef{});
}

void add_rank_terms(DrawerLists& lists) {
    for (const RankRow& row : lists.ranking) {
        for (const RankTerm& term : row.terms) {
            auto& names = lists.rank_terms;
            if (std::find(names.begin(), names.end(), term.name) == names.end()) {
                names.push_back(term.name);
            }
        }
    }
}

void add_ranking(DrawerLists& lists) {
    const Snapshot& snapshot = *lists.snapshot;
    if (lists.rank.by_body) {
        lists.target_year = target_year(snapshot);
        lists.bodies = body_totals(snapshot, lists.target_year);
        return;
    }
    lists.rank_since = Date::from_ymd(snapshot.as_of.year() - 1, 12, 31).value_or(snapshot.as_of);
    lists.rank_before = make_snapshot(snapshot.atlas, lists.rank_since, snapshot.plan_period);
    lists.ranking = rank_units(snapshot, lists.rank.level, lists.rank.key, lists.rank_before.get());
    add_rank_terms(lists);
}

void add_gaps(DrawerLists& lists) {
    const CriteriaSet* set = find_set(lists.snapshot->atlas->criteria_sets, lists.criteria_set);
    const bool fits = set != nullptr && set->level == Level::commune && !set->criteria.empty();
    lists.gaps = find_gaps(*lists.snapshot, lists.gaps_of, fits ? set : nullptr);
    for (const UnitGaps& unit : lists.gaps.units) {
        if (unit.lacking() <= nearly_there) {
            lists.nearly.push_back(unit);
        }
    }
}

/// Districts with communes in the programme, the one with the largest share recognised first.
std::vector<std::uint32_t> districts_by_share(const Snapshot& snapshot) {
    const auto& tallies = snapshot.tiers_of[static_cast<std::size_t>(Level::district)];
    std::vector<std::uint32_t> districts;
    for (std::uint32_t id = 0; id < tallies.size(); ++id) {
        if (tallies[id].in_scope > 0) {
            districts.push_back(id);
        }
    }
    const auto share = [&](std::uint32_t id, Tier tier) {
        return static_cast<double>(tallies[id].held[static_cast<std::size_t>(tier)]) /
               static_cast<double>(tallies[id].in_scope);
    };
    std::stable_sort(districts.begin(), districts.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::pair(share(a, Tier::ntm), share(a, Tier::nang_cao)) >
               std::pair(share(b, Tier::ntm), share(b, Tier::nang_cao));
    });
    return districts;
}

void add_risks(DrawerLists& lists) {
    lists.risks = find_risks(*lists.snapshot);
    lists.district_risks = judge_districts(*lists.snapshot);
    for (const RiskClass risk_class : risk_classes(*lists.snapshot)) {
        ++lists.risk_counts[static_cast<std::size_t>(risk_class)];
    }
}

} // namespace

std::vector<const Capital*> capital_of_whole(const Atlas& atlas) {
    std::vector<const Capital*> rows;
    for (const Capital& row : atlas.duties.capital) {
        if (!row.unit) {
            rows.push_back(&row);
        }
    }
    return rows;
}

void add_programme(SelectedReport& made, const std::string& set_id) {
    const Snapshot& snapshot = *made.snapshot;
    const UnitRef unit = made.report.unit;
    add_checklist(made, set_id);
    made.risk = risk_of(snapshot, unit);
    made.bodies = bodies_of(snapshot, unit);
    made.target_year = target_year(snapshot);
    for (TargetProgress& progress : target_progress(snapshot, made.target_year)) {
        if (progress.target->unit && *progress.target->unit == unit) {
            made.targets.push_back(std::move(progress));
        }
    }
    for (const DueItem& item : due_items(snapshot)) {
        if (unit_of(item) == unit) {
            made.due.push_back(item);
        }
    }
    add_products(made);
    add_capital(made);
}

std::shared_ptr<const DrawerLists> make_drawer(std::shared_ptr<const Snapshot> snapshot, const DrawerWish& wish) {
    auto lists = std::make_shared<DrawerLists>();
    lists->snapshot = std::move(snapshot);
    lists->tab = wish.tab;
    lists->rank = wish.rank;
    lists->gaps_of = wish.scope;
    lists->criteria_set = wish.set_id;
    switch (wish.tab) {
    case DrawerTab::ranking:
        add_ranking(*lists);
        break;
    case DrawerTab::gaps:
        add_gaps(*lists);
        break;
    case DrawerTab::risk:
        add_risks(*lists);
        break;
    case DrawerTab::due:
        lists->due = due_items(*lists->snapshot);
        break;
    case DrawerTab::compare:
        lists->comparison = compare_dates(lists->snapshot, wish.since, wish.level);
        break;
    case DrawerTab::charts:
        add_gaps(*lists);
        lists->districts_by_share = districts_by_share(*lists->snapshot);
        lists->tier_days = tiers_over_time(*lists->snapshot->atlas);
        lists->set_days = days_of_other_sets(*lists->snapshot->atlas);
        break;
    case DrawerTab::table: // these have models of their own
    case DrawerTab::plans:
    case DrawerTab::joins:
        break;
    }
    return lists;
}

std::string_view drawer_tab_word(DrawerTab tab) {
    constexpr std::string_view words[] = {"table",   "ranking", "gaps",  "risk", "due",
                                          "compare", "charts",  "plans", "joins"};
    return words[static_cast<std::size_t>(tab)];
}

} // namespace ntm::viewer
