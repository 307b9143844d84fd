#include "tools/sample/land_plans.hpp"

#include "geo/earth/geodesic.hpp"
#include "geo/earth/ring_nesting.hpp"
#include "tools/sample/csv_writer.hpp"
#include "tools/sample/parcels.hpp"
#include "tools/sample/plane.hpp"
#include "tools/sample/random.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>

namespace ntm::sample {

namespace {

constexpr std::uint32_t nobody = 0xffffffff;

double turn(Point a, Point b, Point c) {
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/// Closed segments: touching counts.
bool meet(Point a, Point b, Point c, Point d) {
    const auto apart = [](double p, double q, double r, double s) {
        return std::max(p, q) < std::min(r, s) || std::max(r, s) < std::min(p, q);
    };
    if (apart(a.x, b.x, c.x, d.x) || apart(a.y, b.y, c.y, d.y)) {
        return false;
    }
    return turn(a, b, c) * turn(a, b, d) <= 0 && turn(c, d, a) * turn(c, d, b) <= 0;
}

bool inside(const PolygonColumns& polygons, std::size_t feature, Point p) {
    bool in = false;
    for (std::size_t r = polygons.feature_ring[feature]; r < polygons.feature_ring[feature + 1]; ++r) {
        const auto ring = polygons.ring(r);
        for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
            if ((ring[i].y <= p.y) != (ring[j].y <= p.y) &&
                ring[j].x + (ring[i].x - ring[j].x) * ((p.y - ring[j].y) / (ring[i].y - ring[j].y)) > p.x) {
                in = !in;
            }
        }
    }
    return in;
}

using Edge = std::pair<std::pair<double, double>, std::pair<double, double>>;
Edge edge_of(Point a, Point b) {
    const std::pair<double, double> p{a.x, a.y}, q{b.x, b.y};
    return p < q ? Edge{p, q} : Edge{q, p};
}

/// A place where a plan leaves its commune's border: corner `apex` between two corners of ring `ring`.
struct Notch {
    std::size_t ring = 0, after = 0; ///< between corner `after` and the next
    Point apex;
};

class Planner {
public:
    Planner(const PolygonColumns& coverage, std::span<const PlanWish> wishes, const LandPlanOptions& options)
        : m_coverage(coverage)
        , m_wishes(wishes)
        , m_options(options)
        , m_wish_of(coverage.features(), nobody)
        , m_notch(wishes.size()) {
        for (std::uint32_t w = 0; w < wishes.size(); ++w) {
            m_wish_of[wishes[w].feature] = w;
        }
        for (std::uint32_t f = 0; f < coverage.features(); ++f) {
            each_edge(f, [&](std::size_t, std::size_t, Point a, Point b) {
                auto& holders = m_holders.try_emplace(edge_of(a, b), std::pair(nobody, nobody)).first->second;
                (holders.first == nobody ? holders.first : holders.second) = f;
            });
        }
    }

    LandPlans make() {
        if (m_options.flaw_every > 0) {
            for (std::uint32_t w = 0; w < m_wishes.size(); ++w) {
                if (w % m_options.flaw_every == m_options.flaw_every / 2) {
                    plant(w);
                }
            }
        }
        m_plans.outline_table.names = {"ma_xa", "so_qd"};
        m_plans.parcel_table.names = {"ma_xa", "so_qd", "hien_trang", "quy_hoach"};
        m_plans.outline_table.columns.resize(2);
        m_plans.parcel_table.columns.resize(4);
        for (std::uint32_t w = 0; w < m_wishes.size(); ++w) {
            draw(w);
        }
        return std::move(m_plans);
    }

private:
    const PolygonColumns& m_coverage;
    std::span<const PlanWish> m_wishes;
    const LandPlanOptions& m_options;
    std::vector<std::uint32_t> m_wish_of;
    std::map<Edge, std::pair<std::uint32_t, std::uint32_t>> m_holders;
    std::vector<std::optional<Notch>> m_notch;
    std::vector<Box> m_taken;
    LandPlans m_plans;

    template <class Visit>
    void each_edge(std::uint32_t feature, const Visit& visit) const {
        for (std::size_t r = m_coverage.feature_ring[feature]; r < m_coverage.feature_ring[feature + 1]; ++r) {
            const auto ring = m_coverage.ring(r);
            for (std::size_t i = 0; i < ring.size(); ++i) {
                visit(r, i, ring[i], ring[(i + 1) % ring.size()]);
            }
        }
    }

    [[nodiscard]] static LocalScale scale_at(Point p) { return {metres_per_degree_lon(p.y), metres_per_degree_lat}; }

    [[nodiscard]] std::uint32_t neighbour(std::uint32_t feature, Point a, Point b) const {
        const auto& [first, second] = m_holders.at(edge_of(a, b));
        return first == feature ? second : first;
    }

    [[nodiscard]] bool clear_of(std::uint32_t feature, Point a, Point b, Point apex) const {
        bool clear = true;
        each_edge(feature, [&](std::size_t, std::size_t, Point p, Point q) {
            if ((p == a && q == b) || (p == b && q == a)) {
                return;
            }
            for (const Point end : {a, b}) {
                // Edges that begin at the same corner may not lie inside the notch either: the apex test tells.
                const bool shares = p == end || q == end;
                clear = clear && (shares ? !meet(apex, {(end.x + apex.x) / 2, (end.y + apex.y) / 2}, p, q)
                                         : !meet(end, apex, p, q));
            }
        });
        return clear;
    }

    [[nodiscard]] bool free_of_others(const Box& box) const {
        return std::none_of(m_taken.begin(), m_taken.end(), [&](const Box& taken) { return taken.overlaps(box); });
    }

    void plant(std::uint32_t w) {
        const std::uint32_t feature = m_wishes[w].feature;
        struct Candidate {
            double length_m;
            std::size_t ring, corner;
            Point a, b;
        };
        std::vector<Candidate> candidates;
        each_edge(feature, [&](std::size_t ring, std::size_t corner, Point a, Point b) {
            const LocalScale scale = scale_at(a);
            const double dx = (b.x - a.x) * scale.x_m, dy = (b.y - a.y) * scale.y_m;
            candidates.push_back({std::sqrt(dx * dx + dy * dy), ring, corner, a, b});
        });
        std::sort(candidates.begin(), candidates.end(), [](const Candidate& p, const Candidate& q) {
            return std::tuple(-p.length_m, p.ring, p.corner) < std::tuple(-q.length_m, q.ring, q.corner);
        });
        const bool outward = hash(m_options.seed, w) % 2 == 0;
        for (const Candidate& c : candidates) {
            for (const bool out : {outward, !outward}) {
                if (c.length_m >= 15 && try_notch(w, c.ring, c.corner, c.a, c.b, c.length_m, out)) {
                    return;
                }
            }
        }
    }

    bool try_notch(std::uint32_t w, std::size_t ring, std::size_t corner, Point a, Point b, double length_m,
                   bool outward) {
        const std::uint32_t feature = m_wishes[w].feature;
        const std::uint32_t beside = neighbour(feature, a, b);
        const LocalScale scale = scale_at(a);
        const double reach_m =
            std::min(m_options.longest_flaw_m, length_m * (0.8 + 1.2 * unit_of(hash(m_options.seed, w, 7))));
        // Left of a -> b, then the other side if that is wrong.
        const double nx = -(b.y - a.y) * scale.y_m / length_m, ny = (b.x - a.x) * scale.x_m / length_m;
        const std::uint32_t ground = outward ? beside : feature;
        for (const double sign : {1.0, -1.0}) {
            const Point apex{(a.x + b.x) / 2 + sign * nx * reach_m / scale.x_m,
                             (a.y + b.y) / 2 + sign * ny * reach_m / scale.y_m};
            const Point middle{(a.x + b.x + apex.x) / 3, (a.y + b.y + apex.y) / 3};
            const bool in_own = inside(m_coverage, feature, apex) && inside(m_coverage, feature, middle);
            const bool lies_right = ground == nobody
                                        ? !in_own && !inside(m_coverage, feature, apex)
                                        : inside(m_coverage, ground, apex) && inside(m_coverage, ground, middle);
            Box box;
            for (const Point p : {a, b, apex}) {
                box.add(p);
            }
            if (!lies_right || !free_of_others(wider(box)) || !clear_of(feature, a, b, apex) ||
                (ground != nobody && !clear_of(ground, a, b, apex))) {
                continue;
            }
            if (ground == nobody && meets_anybody(box)) {
                continue;
            }
            keep(w, {ring - m_coverage.feature_ring[feature], corner, apex}, beside, outward, {a, b, apex}, box);
            return true;
        }
        return false;
    }

    static Box wider(Box box) {
        const double by_x = box.width(), by_y = box.height();
        return {box.min_x - by_x, box.min_y - by_y, box.max_x + by_x, box.max_y + by_y};
    }

    /// Outside all outlines there must be nobody that the notch could reach.
    [[nodiscard]] bool meets_anybody(const Box& box) const {
        std::size_t near = 0;
        for (std::size_t f = 0; f < m_coverage.features(); ++f) {
            near += m_coverage.box(f).overlaps(box) ? 1U : 0U;
        }
        return near > 1;
    }

    void keep(std::uint32_t w, Notch notch, std::uint32_t beside, bool outward, std::array<Point, 3> corners,
              const Box& box) {
        const bool planned = beside != nobody && m_wish_of[beside] != nobody;
        PlantedFlaw flaw;
        flaw.kind = outward ? (planned ? "overlap" : "outside") : (planned ? "gap" : "hole");
        flaw.unit = m_wishes[w].code;
        flaw.other = planned ? m_wishes[m_wish_of[beside]].code : "";
        flaw.area_m2 = geodesic_ring_area_m2(corners);
        flaw.at = {(corners[0].x + corners[1].x + corners[2].x) / 3, (corners[0].y + corners[1].y + corners[2].y) / 3};
        m_plans.flaws.push_back(std::move(flaw));
        m_notch[w] = notch;
        m_taken.push_back(box);
    }

    void draw(std::uint32_t w) {
        const std::uint32_t feature = m_wishes[w].feature;
        std::vector<std::vector<Point>> rings;
        for (std::size_t r = m_coverage.feature_ring[feature]; r < m_coverage.feature_ring[feature + 1]; ++r) {
            rings.emplace_back(m_coverage.ring(r).begin(), m_coverage.ring(r).end());
        }
        if (const auto& notch = m_notch[w]) {
            auto& ring = rings[notch->ring];
            ring.insert(ring.begin() + static_cast<std::ptrdiff_t>(notch->after) + 1, notch->apex);
        }
        for (const auto& ring : rings) {
            append_ring(m_plans.outlines, ring);
        }
        m_plans.outlines.end_feature();
        m_plans.outline_table.columns[0].append(m_wishes[w].code);
        m_plans.outline_table.columns[1].append(m_wishes[w].decision_no);
        m_plans.outline_table.row_number.push_back(static_cast<std::int64_t>(w) + 1);
        if (m_options.parcel_ha > 0) {
            draw_parcels(w, rings);
        }
    }

    static void append_ring(PolygonColumns& polygons, const std::vector<Point>& ring) {
        polygons.points.insert(polygons.points.end(), ring.begin(), ring.end());
        polygons.end_ring();
    }

    void draw_parcels(std::uint32_t w, const std::vector<std::vector<Point>>& rings) {
        const auto places = nest_rings(m_plans.outlines, w);
        const bool plain =
            std::all_of(places.begin(), places.end(), [](const RingPlace& place) { return place.depth == 0; });
        if (!plain) { // an enclave: one zone, its hole left open
            for (const auto& ring : rings) {
                append_ring(m_plans.parcels, ring);
            }
            end_parcel(w, "LUC", "LUC");
            return;
        }
        const std::uint64_t seed = hash(m_options.seed, w, 99);
        const Point first = rings.front().front();
        ParcelCutter cutter(scale_at(first), m_options.parcel_ha * 10'000, m_options.road_m, seed);
        std::vector<Parcel> parcels;
        Box box;
        for (const auto& ring : rings) {
            cutter.cut(ring, parcels);
            for (const Point p : ring) {
                box.add(p);
            }
        }
        const std::vector<Point> villages = villages_of(box, seed);
        for (std::size_t i = 0; i < parcels.size(); ++i) {
            cutter.settle(parcels[i].ring);
            append_ring(m_plans.parcels, parcels[i].ring);
            const auto [now, planned] = parcels[i].road ? std::pair("DGT", "DGT")
                                                        : uses_of(parcels[i], villages, scale_at(first), hash(seed, i));
            end_parcel(w, now, planned);
        }
    }

    void end_parcel(std::uint32_t w, const char* now, const char* planned) {
        m_plans.parcels.end_feature();
        Table& table = m_plans.parcel_table;
        table.columns[0].append(m_wishes[w].code);
        table.columns[1].append(m_wishes[w].decision_no);
        table.columns[2].append(now);
        table.columns[3].append(planned);
        table.row_number.push_back(static_cast<std::int64_t>(table.row_number.size()) + 1);
    }

    /// A centre and a few hamlets.
    static std::vector<Point> villages_of(const Box& box, std::uint64_t seed) {
        std::vector<Point> villages;
        for (std::uint64_t i = 0; i < 5; ++i) {
            villages.push_back({box.min_x + box.width() * (0.2 + 0.6 * unit_of(hash(seed, i, 1))),
                                box.min_y + box.height() * (0.2 + 0.6 * unit_of(hash(seed, i, 2)))});
        }
        return villages;
    }

    static std::pair<const char*, const char*> uses_of(const Parcel& parcel, const std::vector<Point>& villages,
                                                       LocalScale scale, std::uint64_t seed) {
        double x = 0, y = 0;
        for (const Point p : parcel.ring) {
            x += p.x / static_cast<double>(parcel.ring.size());
            y += p.y / static_cast<double>(parcel.ring.size());
        }
        double nearest_m2 = 1e300;
        std::size_t village = 0;
        for (std::size_t i = 0; i < villages.size(); ++i) {
            const double dx = (x - villages[i].x) * scale.x_m, dy = (y - villages[i].y) * scale.y_m;
            if (dx * dx + dy * dy < nearest_m2) {
                nearest_m2 = dx * dx + dy * dy;
                village = i;
            }
        }
        const auto draw = static_cast<int>(hash(seed, 3) % 100);
        if (nearest_m2 < 250.0 * 250 && village == 0) {
            constexpr std::array<const char*, 6> centre{"TSC", "DGD", "DYT", "DSH", "DTT", "ONT"};
            const char* use = centre[static_cast<std::size_t>(draw) % centre.size()];
            return {use, use};
        }
        if (nearest_m2 < 600.0 * 600) {
            return draw < 45   ? std::pair("ONT+CLN", "ONT+CLN")
                   : draw < 80 ? std::pair("ONT", "ONT")
                               : std::pair("CLN", "ONT");
        }
        if (nearest_m2 < 900.0 * 900 && draw < 12) {
            return {"LUC", "ONT"};
        }
        return draw < 55   ? std::pair("LUC", "LUC")
               : draw < 66 ? std::pair("HNK", "HNK")
               : draw < 76 ? std::pair("CLN", "CLN")
               : draw < 84 ? std::pair("RSX", "RSX")
               : draw < 89 ? std::pair("NTS", "NTS")
               : draw < 92 ? std::pair("LUC", "SKN")
               : draw < 95 ? std::pair("BCS", "TMD")
               : draw < 98 ? std::pair("DTL", "DTL")
                           : std::pair("NTD", "NTD");
    }
};

} // namespace

LandPlans make_land_plans(const PolygonColumns& coverage, std::span<const PlanWish> wishes,
                          const LandPlanOptions& options) {
    return Planner(coverage, wishes, options).make();
}

std::string flaw_table(const LandPlans& plans) {
    CsvWriter csv{"kind", "unit_code", "other_code", "area_m2", "lon", "lat"};
    for (const PlantedFlaw& flaw : plans.flaws) {
        csv.row({flaw.kind, flaw.unit, flaw.other, fmt::format("{:.3f}", flaw.area_m2),
                 fmt::format("{:.7f}", flaw.at.x), fmt::format("{:.7f}", flaw.at.y)});
    }
    return csv.take();
}

} // namespace ntm::sample
