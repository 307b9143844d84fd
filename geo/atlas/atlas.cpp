#include "geo/atlas/atlas.hpp"

#include "geo/earth/geodesic.hpp"

#include <algorithm>
#include <limits>

namespace ntm {

Date Atlas::default_date() const {
    if (workspace.as_of) {
        return *workspace.as_of;
    }
    const auto range = fact_range();
    return range ? range->second : Date::today();
}

PlanPeriod Atlas::default_plan_period() const {
    return workspace.plan_period.value_or(PlanPeriod{2021, 2030});
}

std::optional<std::pair<Date, Date>> Atlas::fact_range() const {
    std::optional<std::pair<Date, Date>> range;
    const auto add = [&](Date date) {
        if (!range) {
            range = {date, date};
        }
        range->first = std::min(range->first, date);
        range->second = std::max(range->second, date);
    };
    for (const Recognition& row : recognitions.rows) {
        add(row.effective);
        if (row.revoked_date) {
            add(*row.revoked_date);
        }
    }
    for (const PlanRow& row : plans.rows) {
        if (row.dated()) {
            add(row.effective);
        }
    }
    for (const Assessment& row : assessments.rows) {
        add(row.date);
    }
    return range;
}

ThresholdKeys Atlas::threshold_keys(UnitRef unit, Date date) const {
    ThresholdKeys keys;
    keys.year = date.year();
    for (UnitRef asked = unit; asked.valid(); asked = units.parent(asked)) {
        const auto before = [](const UnitFact& fact, const UnitRef& ref) {
            return std::pair(fact.unit.level, fact.unit.id) < std::pair(ref.level, ref.id);
        };
        ThresholdKeys own;
        for (auto fact = std::lower_bound(units.facts.begin(), units.facts.end(), asked, before);
             fact != units.facts.end() && fact->unit == asked; ++fact) {
            if ((fact->from && date < *fact->from) || (fact->to && *fact->to < date)) {
                continue;
            }
            for (const auto& [said, into] : {std::pair(&fact->region, &own.region), std::pair(&fact->zone, &own.zone),
                                             std::pair(&fact->commune_group, &own.commune_group)}) {
                *into = said->empty() ? *into : *said;
            }
        }
        keys.region = keys.region.empty() ? own.region : keys.region;
        keys.zone = keys.zone.empty() ? own.zone : keys.zone;
        keys.commune_group = keys.commune_group.empty() ? own.commune_group : keys.commune_group;
    }
    keys.region = region_key(keys.region.empty() ? workspace.region : keys.region);
    return keys;
}

double Atlas::area_ha(UnitRef unit) const {
    if (coarse) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    PolygonColumns own;
    const auto& unit_of = unit_of_feature[static_cast<std::size_t>(unit.level)];
    for (std::size_t feature = 0; feature < unit_of.size(); ++feature) {
        if (unit_of[feature] == unit.id) {
            append_outline(own, coverage, feature);
        }
    }
    const auto to_lon_lat = Transformation::create(display_crs, lon_lat_crs);
    if (!to_lon_lat) {
        return 0;
    }
    to_lon_lat->forward(own.points);
    double area_m2 = 0;
    for (std::size_t feature = 0; feature < own.features(); ++feature) {
        area_m2 += geodesic_area_m2(own, feature);
    }
    return area_m2 / 10000;
}

std::vector<std::uint32_t> Atlas::features_of(UnitRef unit) const {
    std::vector<std::uint32_t> features;
    if (!unit.valid()) {
        return features;
    }
    if (unit.level == units.drawn) {
        return {unit.id};
    }
    const auto& unit_of = unit_of_feature[static_cast<std::size_t>(unit.level)];
    for (std::uint32_t feature = 0; feature < unit_of.size(); ++feature) {
        if (unit_of[feature] == unit.id) {
            features.push_back(feature);
        }
    }
    return features;
}

} // namespace ntm
