#include "geo/atlas/atlas.hpp"

#include "geo/earth/geodesic.hpp"

#include <algorithm>

namespace ntm {

Date Atlas::default_date() const {
    if (workspace.as_of) {
        return *workspace.as_of;
    }
    const auto range = fact_range();
    return range ? range->second : Date::today();
}

PlanPeriod Atlas::default_plan_period() const { return workspace.plan_period.value_or(PlanPeriod{2021, 2030}); }

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
        if (row.effective != Date()) {
            add(row.effective);
        }
    }
    return range;
}

double Atlas::area_ha(UnitRef unit) const {
    PolygonColumns own;
    const auto& unit_of = unit_of_feature[static_cast<std::size_t>(unit.level)];
    for (std::size_t feature = 0; feature < unit_of.size(); ++feature) {
        if (unit_of[feature] == unit.id) {
            append_feature(own, polygons, feature);
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

} // namespace ntm
