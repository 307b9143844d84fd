#pragma once

#include "geo/base/columns.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace ntm::sample {

/// A commune that gets a plan.
struct PlanWish {
    std::uint32_t feature = 0; ///< of the coverage
    std::string code;
    std::string decision_no;
};

struct LandPlanOptions {
    std::uint64_t seed = 1;
    double parcel_ha = 10;       ///< about; 0 = outlines only
    double road_m = 12;          ///< width of the roads between the first parts; 0 = none
    std::size_t flaw_every = 0;  ///< each so many-th commune gets a flaw; 0 = none
    double longest_flaw_m = 400; ///< how far a flaw reaches from the border
};

/// Something wrong that was put in on purpose, and its true size.
struct PlantedFlaw {
    std::string kind; ///< overlap (an outside part as well), outside, gap (between two plans), hole (at the edge)
    std::string unit, other;
    double area_m2 = 0;
    Point at; ///< inside it
};

/// Made land-use plans: what a plan of a commune looks like, not what any commune has planned.
struct LandPlans {
    PolygonColumns outlines; ///< one a wish: ma_xa, so_qd
    Table outline_table;
    PolygonColumns parcels; ///< tile the outlines: ma_xa, so_qd, hien_trang, quy_hoach
    Table parcel_table;
    std::vector<PlantedFlaw> flaws;
};
/// Over a coverage in degrees whose neighbours share their vertices. The same on every machine.
[[nodiscard]] LandPlans make_land_plans(const PolygonColumns& coverage, std::span<const PlanWish> wishes,
                                        const LandPlanOptions& options);

/// The planted flaws as CSV.
[[nodiscard]] std::string flaw_table(const LandPlans& plans);

} // namespace ntm::sample
