#include "geo/insight/cover.hpp"

#include "geo/earth/crs.hpp"
#include "geo/earth/geodesic.hpp"
#include "geo/insight/cover_state.hpp"
#include "geo/planning/cutting.hpp"
#include "geo/shape/outline.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <optional>
#include <set>

namespace ntm {

namespace {

using Standing = ShapeState::Standing;

/// Which meetings of a commune are to be put together before they are measured: given by their numbers.
using Belong = std::function<bool(std::size_t, std::size_t)>;

/// Nothing where GEOS cannot.
std::optional<double> common_m2(const Ground& communes, std::uint32_t commune, const PolygonColumns& parts) {
    PolygonColumns together, common;
    if (!join(together, parts) || !cut_common(common, communes.outlines, commune, together, 0)) {
        return std::nullopt;
    }
    return ground_area_m2(common, 0, communes.crs);
}

/// An area, and whether it is only the sum of its parts, what they share counted twice.
struct Covered {
    double area_m2 = 0;
    bool rough = false;
};

/// What features b cover of commune a together; those that belong together are joined first.
Covered covered_m2(std::span<const Meeting> meetings, const Ground& communes, const Ground& over,
                   const Belong& belong) {
    std::vector<std::size_t> group(meetings.size());
    std::iota(group.begin(), group.end(), std::size_t{0});
    for (std::size_t i = 0; i < meetings.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (group[i] != group[j] && belong(j, i)) {
                const std::size_t from = group[i], to = group[j];
                std::replace(group.begin(), group.end(), from, to);
            }
        }
    }
    Covered sum;
    for (std::size_t leader = 0; leader < group.size(); ++leader) {
        PolygonColumns features;
        double area_m2 = 0;
        for (std::size_t i = 0; i < group.size(); ++i) {
            if (group[i] == leader) {
                append_feature(features, over.outlines, meetings[i].b);
                area_m2 += meetings[i].area_m2;
            }
        }
        const auto together =
            features.features() > 1 ? common_m2(communes, meetings.front().a, features) : std::optional(area_m2);
        sum.rough = sum.rough || !together;
        sum.area_m2 += together.value_or(area_m2);
    }
    if (sum.rough) {
        sum.area_m2 = std::min(sum.area_m2, communes.area_m2[meetings.front().a]);
    }
    return sum;
}

class Finder {
public:
    Finder(const Snapshot& snapshot, const CoverOptions& options, Progress* progress)
        : m_atlas(*snapshot.atlas)
        , m_units(m_atlas.units)
        , m_snapshot(snapshot)
        , m_progress(progress) {
        m_cover->options = options;
    }

    std::shared_ptr<const Cover> find() {
        if (m_atlas.plan_layers.empty()) {
            return m_cover;
        }
        m_cover->geometry = m_atlas.plan_geometry(m_progress);
        m_geometry = m_cover->geometry.get();
        if (m_geometry->cancelled) {
            return nullptr;
        }
        m_cover->shapes = shape_states(m_snapshot, *m_geometry, m_cover->issues);
        m_cover->approval_known =
            std::any_of(m_cover->shapes.begin(), m_cover->shapes.end(),
                        [](const ShapeState& state) { return state.standing != Standing::unknown; });
        if (m_progress != nullptr) {
            m_progress->begin("plans.cover");
        }
        m_rough.resize(m_units.count(m_units.drawn));
        cover_units();
        add_up_land_use();
        report_rough();
        find_flaws(*m_cover, m_units, m_progress);
        return m_progress != nullptr && m_progress->cancelled() ? nullptr : m_cover;
    }

private:
    const Atlas& m_atlas;
    const Units& m_units;
    const Snapshot& m_snapshot;
    Progress* m_progress;
    std::shared_ptr<Cover> m_cover = std::make_shared<Cover>();
    mutable std::vector<std::uint8_t> m_rough; ///< by commune: its plans could not be put together
    const PlanGeometry* m_geometry = nullptr;

    [[nodiscard]] bool claims(std::uint32_t shape) const { return claims_ground(*m_cover, shape); }
    [[nodiscard]] bool counts(std::uint32_t shape) const { return claims(shape) && m_cover->shapes[shape].counts(); }
    [[nodiscard]] bool urban(std::uint32_t shape) const {
        return is_alive(*m_cover, shape) && m_cover->shapes[shape].standing == Standing::urban;
    }

    /// Where several plans reach into a commune, all that are near are joined before they are cut, as in plain GEOS: an
    /// edge that another border meets on its way is measured as one geodesic or as two, and the sum of pieces would
    /// differ from their whole.
    [[nodiscard]] double covered_by(std::uint32_t commune, bool (Finder::*wanted)(std::uint32_t) const) const {
        const auto meetings = m_geometry->over.of(commune);
        const auto met =
            std::count_if(meetings.begin(), meetings.end(), [&](const Meeting& m) { return (this->*wanted)(m.b); });
        if (met <= 1) {
            const auto only =
                std::find_if(meetings.begin(), meetings.end(), [&](const Meeting& m) { return (this->*wanted)(m.b); });
            return only == meetings.end() ? 0 : only->area_m2;
        }
        std::vector<std::uint32_t> near;
        m_geometry->plans.tree.query(m_geometry->communes.boxes[commune], near);
        PolygonColumns parts;
        for (const std::uint32_t shape : near) {
            if ((this->*wanted)(shape)) {
                append_feature(parts, m_geometry->plans.outlines, shape);
            }
        }
        if (const auto together = common_m2(m_geometry->communes, commune, parts)) {
            return *together;
        }
        m_rough[commune] = 1;
        double sum_m2 = 0;
        for (const Meeting& m : meetings) {
            sum_m2 += (this->*wanted)(m.b) ? m.area_m2 : 0;
        }
        return std::min(sum_m2, m_geometry->communes.area_m2[commune]);
    }

    /// GEOS refuses few outlines that it called sound; what is then counted is told.
    void report_rough() {
        for (std::uint32_t commune = 0; commune < m_rough.size(); ++commune) {
            if (m_rough[commune] != 0) {
                Where where;
                where.value = m_units.name({m_units.drawn, commune});
                m_cover->issues.push_back({Severity::error, "cover_rough", std::move(where), {}});
            }
        }
    }

    void cover_units() {
        const auto drawn = static_cast<std::size_t>(m_units.drawn);
        for (const Level level : all_levels) {
            m_cover->units[static_cast<std::size_t>(level)].resize(m_units.count(level));
            m_cover->land_use[static_cast<std::size_t>(level)].resize(m_units.count(level));
        }
        auto& own = m_cover->units[drawn];
        in_batches(own.size(), 256, m_progress, [&](std::size_t unit) {
            const auto commune = static_cast<std::uint32_t>(unit);
            own[unit].area_m2 = m_geometry->communes.area_m2[unit];
            own[unit].covered_m2 = covered_by(commune, &Finder::counts);
            own[unit].urban_m2 = covered_by(commune, &Finder::urban);
            own[unit].drawn_m2 = covered_by(commune, &Finder::claims);
        });
        for (std::uint32_t shape = 0; shape < m_geometry->shapes.size(); ++shape) {
            const UnitRef home = m_geometry->shapes[shape].home;
            if (home.valid() && home.level == m_units.drawn && claims(shape)) {
                ++own[home.id].drawn_plans;
            }
        }
        each_above([&](std::uint32_t commune, Level level, std::uint32_t above) {
            UnitCover& sum = m_cover->units[static_cast<std::size_t>(level)][above];
            sum.area_m2 += own[commune].area_m2;
            sum.covered_m2 += own[commune].covered_m2;
            sum.urban_m2 += own[commune].urban_m2;
            sum.drawn_m2 += own[commune].drawn_m2;
            sum.drawn_plans += own[commune].drawn_plans;
        });
    }

    template <class Visit>
    void each_above(const Visit& visit) const {
        for (std::uint32_t commune = 0; commune < m_units.count(m_units.drawn); ++commune) {
            for (const Level level : all_levels) {
                if (level > m_units.drawn) {
                    if (const UnitRef above = m_units.ancestor({m_units.drawn, commune}, level); above.valid()) {
                        visit(commune, level, above.id);
                    }
                }
            }
        }
    }

    void add_up_land_use() {
        auto& own = m_cover->land_use[static_cast<std::size_t>(m_units.drawn)];
        for (const LandUseGround& ground : m_geometry->land_use) {
            const PlanLayer& layer = m_atlas.plan_layers[ground.layer];
            for (const bool planned : {false, true}) {
                if (!(planned ? layer.planned : layer.now).empty()) {
                    add_up_land_use(ground, planned ? layer.planned : layer.now, planned, own);
                }
            }
        }
        each_above([&](std::uint32_t commune, Level level, std::uint32_t above) {
            auto& sums = m_cover->land_use[static_cast<std::size_t>(level)][above];
            for (const LandUseArea& area : own[commune]) {
                const auto same = std::find_if(sums.begin(), sums.end(), [&](const LandUseArea& sum) {
                    return sum.layer == area.layer && sum.planned == area.planned && sum.use == area.use;
                });
                if (same == sums.end()) {
                    sums.push_back(area);
                } else {
                    same->area_m2 += area.area_m2;
                }
            }
        });
        for (auto& level : m_cover->land_use) {
            for (auto& areas : level) {
                std::stable_sort(areas.begin(), areas.end(), [](const LandUseArea& a, const LandUseArea& b) {
                    return std::tuple(a.layer, a.planned, -a.area_m2) < std::tuple(b.layer, b.planned, -b.area_m2);
                });
            }
        }
    }

    /// Parcels of one use over each other are counted once.
    void add_up_land_use(const LandUseGround& ground, const std::vector<std::uint16_t>& use_of, bool planned,
                         std::vector<std::vector<LandUseArea>>& own) const {
        std::set<std::pair<std::uint32_t, std::uint32_t>> doubled;
        std::vector<std::uint8_t> is_doubled(ground.parcels.size());
        for (const Meeting& m : ground.among.all) {
            if (use_of[m.a] == use_of[m.b]) {
                doubled.insert({m.a, m.b});
                is_doubled[m.a] = is_doubled[m.b] = 1;
            }
        }
        in_batches(own.size(), 256, m_progress, [&](std::size_t unit) {
            std::map<std::uint16_t, double> area_m2;
            std::map<std::uint16_t, std::vector<Meeting>> over_each_other;
            for (const Meeting& m : ground.over.of(static_cast<std::uint32_t>(unit))) {
                if (is_doubled[m.b] != 0) {
                    over_each_other[use_of[m.b]].push_back(m);
                } else {
                    area_m2[use_of[m.b]] += m.area_m2;
                }
            }
            for (const auto& [use, meetings] : over_each_other) {
                const Covered covered = covered_m2(meetings, m_geometry->communes, ground.parcels,
                                                   [&, &over = meetings](std::size_t i, std::size_t j) {
                                                       return doubled.contains(std::minmax(over[i].b, over[j].b));
                                                   });
                area_m2[use] += covered.area_m2;
                m_rough[unit] |= static_cast<std::uint8_t>(covered.rough);
            }
            for (const auto& [use, m2] : area_m2) {
                own[unit].push_back({ground.layer, planned, use, m2});
            }
        });
    }
};

/// Of the calling thread: to make one takes longer than everything else about a spot.
const Transformation* to_degrees_from(const Crs& crs) {
    struct Kept {
        Crs crs;
        Result<Transformation> to_degrees;
    };
    thread_local Kept kept{crs, Transformation::create(crs, lon_lat_crs)};
    if (!(kept.crs == crs)) {
        kept = {crs, Transformation::create(crs, lon_lat_crs)};
    }
    return kept.to_degrees ? &*kept.to_degrees : nullptr;
}

double length_m(const PolygonColumns& lon_lat) {
    double metres = 0;
    for (std::size_t r = 0; r < lon_lat.rings(); ++r) {
        const auto path = lon_lat.ring(r);
        for (std::size_t i = 1; i < path.size(); ++i) {
            metres += geodesic_distance_m(path[i - 1], path[i]);
        }
    }
    return metres;
}

} // namespace

std::shared_ptr<const Cover> find_cover(const Snapshot& snapshot, const CoverOptions& options, Progress* progress) {
    return Finder(snapshot, options, progress).find();
}

Spot look_at(const Atlas& atlas, Point display, double reach_m) {
    Spot spot;
    const auto& boxes = atlas.boxes[static_cast<std::size_t>(atlas.units.drawn)];
    for (std::uint32_t feature = 0; feature < boxes.size(); ++feature) {
        if (!boxes[feature].empty() && boxes[feature].overlaps({display.x, display.y, display.x, display.y}) &&
            contains(atlas.coverage, feature, display)) {
            spot.unit = {atlas.units.drawn, feature};
        }
    }
    const Transformation* to_degrees = to_degrees_from(atlas.display_crs);
    for (const PlanHit& hit : identify(atlas.plan_layers, display, reach_m)) {
        const PlanLayer& layer = atlas.plan_layers[hit.layer];
        SpotHit told;
        told.layer = hit.layer;
        told.feature = hit.feature;
        if (!layer.plans[layer.plan_of[hit.feature]].unit_given.empty() ||
            !layer.plans[layer.plan_of[hit.feature]].decision_given.empty()) {
            told.plan = layer.plan_of[hit.feature];
        }
        const auto use = [&](const std::vector<std::uint16_t>& of) {
            return of.empty() || of[hit.feature] == no_use ? std::optional<std::uint16_t>() : of[hit.feature];
        };
        told.now = use(layer.now);
        told.planned = use(layer.planned);
        PolygonColumns own;
        append_feature(own, layer.polygons, hit.feature);
        if (to_degrees != nullptr) {
            to_degrees->forward(own.points);
            told.area_m2 = layer.has_ground() ? geodesic_area_m2(own, 0) : 0;
            told.length_m = layer.geometry == GeometryKind::line ? length_m(own) : 0;
        }
        told.distance_m = hit.distance_m;
        spot.hits.push_back(told);
    }
    return spot;
}

} // namespace ntm
