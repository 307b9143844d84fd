#include "viewer/state/document.hpp"

#include <algorithm>
#include <cmath>

namespace ntm::viewer {

namespace {

std::vector<Date> days_with_facts(const Atlas& atlas) {
    std::vector<Date> days;
    for (const auto& row : atlas.recognitions.rows) {
        days.push_back(row.effective);
        if (row.revoked_date) {
            days.push_back(*row.revoked_date);
        }
    }
    for (const auto& row : atlas.plans.rows) {
        days.push_back(row.effective);
        if (row.valid_to) {
            days.push_back(row.valid_to->plus_days(1));
        }
    }
    std::sort(days.begin(), days.end());
    days.erase(std::unique(days.begin(), days.end()), days.end());
    return days;
}

std::vector<PlanPeriod> periods_of(const Atlas& atlas) {
    std::vector<PlanPeriod> periods{atlas.default_plan_period()};
    for (const auto& row : atlas.plans.rows) {
        if (row.period && std::find(periods.begin(), periods.end(), *row.period) == periods.end()) {
            periods.push_back(*row.period);
        }
    }
    std::sort(periods.begin(), periods.end(),
              [](PlanPeriod a, PlanPeriod b) { return std::pair(a.from, a.to) < std::pair(b.from, b.to); });
    return periods;
}

bool inside(const Box& box, Point p) {
    return p.x >= box.min_x && p.x <= box.max_x && p.y >= box.min_y && p.y <= box.max_y;
}

/// The edge of a box of degrees bends in the display CRS, so points along it are moved, not the corners alone.
Box display_box(const Box& lon_lat, const Transformation& to_lon_lat) {
    constexpr int steps = 8;
    Box box;
    for (int i = 0; i <= steps; ++i) {
        for (int j = 0; j <= steps; ++j) {
            const Point p = to_lon_lat.inverse(
                Point{lon_lat.min_x + lon_lat.width() * i / steps, lon_lat.min_y + lon_lat.height() * j / steps});
            if (p.x == p.x && p.y == p.y) {
                box.add(p);
            }
        }
    }
    return box;
}

std::vector<Inset> insets_of(const Atlas& atlas, const Transformation& to_lon_lat) {
    std::vector<Inset> insets;
    for (const auto& archipelago : archipelagos()) {
        Inset inset;
        inset.key = archipelago.key;
        inset.metres = display_box(archipelago.lon_lat, to_lon_lat);
        const Coverage& coverage = atlas.coverage;
        for (std::uint32_t feature = 0; feature < coverage.features(); ++feature) {
            for (auto ring = coverage.feature_ring[feature]; ring < coverage.feature_ring[feature + 1]; ++ring) {
                const Point middle = coverage.box_of_ring(ring).center();
                if (inside(inset.metres, middle) && !inside(atlas.main_extent, middle) &&
                    inside(archipelago.lon_lat, to_lon_lat.forward(middle))) {
                    inset.islands.push_back(middle);
                    inset.feature_of_island.push_back(feature);
                }
            }
        }
        if (!inset.islands.empty()) {
            insets.push_back(std::move(inset));
        }
    }
    return insets;
}

double typical_size(const std::vector<Box>& boxes) {
    std::vector<double> sizes;
    for (const auto& box : boxes) {
        if (!box.empty()) {
            sizes.push_back(std::sqrt(box.width() * box.height()));
        }
    }
    if (sizes.empty()) {
        return 0;
    }
    const auto middle = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2);
    std::nth_element(sizes.begin(), middle, sizes.end());
    return *middle;
}

} // namespace

std::shared_ptr<const Document> make_document(std::shared_ptr<const Atlas> atlas,
                                              const std::shared_ptr<const Document>& coarse) {
    auto document = std::make_shared<Document>();
    document->coarse = coarse;
    document->fact_days = days_with_facts(*atlas);
    document->events = day_events(*atlas);
    document->plan_periods = periods_of(*atlas);
    if (const auto facts = describe_crs(atlas->display_crs)) {
        document->crs_name = facts->name;
    }
    if (auto exact = Transformation::create(atlas->display_crs, lon_lat_crs)) {
        document->to_lon_lat = std::make_shared<const Transformation>(std::move(*exact));
        document->insets = insets_of(*atlas, *document->to_lon_lat);
    }
    for (std::size_t level = 0; level < document->typical_size_m.size(); ++level) {
        document->typical_size_m[level] = typical_size(atlas->boxes[level]);
    }
    document->joins = make_join_report(atlas->units, atlas->joins);
    document->atlas = std::move(atlas);
    return document;
}

bool same_units(const Document& a, const Document& b) {
    return &a == &b || a.coarse.lock().get() == &b || b.coarse.lock().get() == &a;
}

Date neighbour_fact_day(const std::vector<Date>& fact_days, Date from, int direction) {
    if (direction > 0) {
        const auto next = std::upper_bound(fact_days.begin(), fact_days.end(), from);
        return next == fact_days.end() ? from : *next;
    }
    const auto here = std::lower_bound(fact_days.begin(), fact_days.end(), from);
    return here == fact_days.begin() ? from : *std::prev(here);
}

UnitRef unit_by_code(const Units& units, std::string_view code) {
    for (const Level level : all_levels) {
        const auto& codes = units.at(level).code;
        const auto found = code.empty() ? codes.end() : std::find(codes.begin(), codes.end(), code);
        if (found != codes.end()) {
            return {level, static_cast<std::uint32_t>(found - codes.begin())};
        }
    }
    return {};
}

UnitRef unit_of_feature(const Atlas& atlas, std::uint32_t feature, Level level) {
    const auto& column = atlas.unit_of_feature[static_cast<std::size_t>(level)];
    return feature < column.size() ? UnitRef{level, column[feature]} : UnitRef{};
}

} // namespace ntm::viewer
