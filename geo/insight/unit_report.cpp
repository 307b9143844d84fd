#include "geo/insight/unit_report.hpp"

namespace ntm {

UnitReport report_unit(const Snapshot& snapshot, UnitRef unit) {
    const Atlas& atlas = *snapshot.atlas;
    UnitReport report;
    report.unit = unit;
    for (UnitRef up = atlas.units.parent(unit); up.valid(); up = atlas.units.parent(up)) {
        report.parents.push_back(up);
    }
    report.type = atlas.units.type_on(unit, snapshot.as_of);
    report.area_ha = atlas.area_ha(unit);
    const auto rows = atlas.recognitions.of(unit);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        report.recognitions.push_back(
            {&rows[i], in_force(rows, i, snapshot.as_of), rows[i].effective > snapshot.as_of});
    }
    if (unit.level == Level::commune) {
        report.in_scope = snapshot.in_scope[unit.id] != 0;
        report.tier_class = snapshot.tier_class[unit.id];
        report.tier = snapshot.tier[unit.id];
        report.plan = snapshot.plan[unit.id];
    } else {
        const auto index = static_cast<std::size_t>(unit.level);
        report.tier = snapshot.title[index][unit.id];
        report.tiers = snapshot.tiers_of[index][unit.id];
        report.plans = snapshot.plans_of[index][unit.id];
        if (const auto own = atlas.plans.of(unit); !own.empty()) {
            report.own_plan = plan_on(own, snapshot.as_of, snapshot.plan_period);
        }
    }
    for (const PlanRow& row : atlas.plans.of(unit)) {
        report.plan_rows.push_back(&row);
    }
    for (const Figure& figure : atlas.figures) {
        if (figure.unit == unit) {
            report.figures.push_back(&figure);
        }
    }
    return report;
}

} // namespace ntm
