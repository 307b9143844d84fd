#include "geo/planning/plan_geometry.hpp"

#include "geo/earth/lattice.hpp"
#include "geo/planning/cutting.hpp"
#include "geo/planning/drawing_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace ntm {

namespace {

class Builder {
public:
    Builder(const PlanGround& ground, Progress* progress)
        : m_ground(ground)
        , m_progress(progress) {}

    PlanGeometry build() {
        begin("plans.outlines");
        sound_layers();
        gather_shapes();
        sound_boundaries();
        begin("plans.over");
        m_made.over = lay_over(m_made.communes, m_made.plans, m_progress);
        begin("plans.among");
        m_made.among = cancelled() ? Meetings() : lay_among(m_made.plans, m_progress);
        if (cancelled()) {
            m_made.cancelled = true;
            return std::move(m_made);
        }
        find_homes();
        check_places(m_made, m_ground);
        begin("plans.outside");
        find_outside();
        begin("plans.land_use");
        lay_land_use();
        report_failed();
        m_made.cancelled = cancelled();
        return std::move(m_made);
    }

private:
    const PlanGround& m_ground;
    Progress* m_progress;
    PlanGeometry m_made;
    std::vector<PolygonColumns> m_layers; ///< sound, in the system of the boundaries

    void begin(const char* stage) {
        if (m_progress != nullptr) {
            m_progress->begin(stage);
        }
    }
    [[nodiscard]] bool cancelled() const { return m_progress != nullptr && m_progress->cancelled(); }

    void sound_layers() {
        for (const PlanLayer& layer : m_ground.layers) {
            if (!layer.has_ground()) {
                m_layers.emplace_back();
                continue;
            }
            PolygonColumns outlines = layer.outlines;
            for (Issue& issue : transform_polygons(outlines, layer.crs, m_ground.crs)) {
                // What cannot be placed was told when the layer was loaded.
                if (!issue.code.starts_with("coordinates_")) {
                    m_made.issues.push_back(std::move(issue));
                }
            }
            make_drawing_sound(outlines, layer, m_ground.crs, m_made.issues);
            m_layers.push_back(std::move(outlines));
        }
    }

    /// The layers whose polygons are plans: those drawn as plans; without any, planned land use that names its plan.
    [[nodiscard]] bool holds_plans(const PlanLayer& layer) const {
        const bool any_plan = std::any_of(m_ground.layers.begin(), m_ground.layers.end(),
                                          [](const PlanLayer& one) { return one.kind == DrawingKind::plan; });
        return !layer.has_ground() ? false
               : any_plan          ? layer.kind == DrawingKind::plan
                                   : layer.kind == DrawingKind::land_use_planned && layer.names_plans();
    }

    void gather_shapes() {
        PolygonColumns joined;
        for (std::uint32_t number = 0; number < m_ground.layers.size(); ++number) {
            const PlanLayer& layer = m_ground.layers[number];
            if (!holds_plans(layer)) {
                continue;
            }
            std::vector<std::vector<std::uint32_t>> features(layer.plans.size());
            for (std::uint32_t f = 0; f < layer.plan_of.size(); ++f) {
                features[layer.plan_of[f]].push_back(f);
            }
            std::vector<PolygonColumns> whole(layer.plans.size());
            in_batches(whole.size(), 16, m_progress,
                       [&](std::size_t plan) { whole[plan] = put_together(m_layers[number], features[plan]); });
            for (std::uint32_t plan = 0; plan < whole.size(); ++plan) {
                if (whole[plan].features() == 1) {
                    append_feature(joined, whole[plan], 0);
                } else {
                    joined.end_feature();
                }
                m_made.shapes.push_back({number, plan, layer.plans[plan].unit, false, false});
            }
        }
        m_made.plans = make_ground(std::move(joined), m_ground.crs);
    }

    static PolygonColumns put_together(const PolygonColumns& layer, const std::vector<std::uint32_t>& features) {
        PolygonColumns parts;
        for (const std::uint32_t f : features) {
            append_feature(parts, layer, f);
        }
        if (features.size() == 1) {
            return parts;
        }
        PolygonColumns whole;
        join(whole, parts);
        return whole;
    }

    /// Only boundaries that something is laid over need to be sound.
    void sound_boundaries() {
        PolygonColumns near;
        std::vector<std::uint32_t> found, feature_of;
        std::vector<Box> boxes;
        for (const PolygonColumns& layer : m_layers) {
            for (std::size_t f = 0; f < layer.features(); ++f) {
                boxes.push_back(layer.box(f));
            }
        }
        const BoxTree tree(boxes);
        for (std::uint32_t f = 0; f < m_ground.boundaries.features(); ++f) {
            tree.query(m_ground.boundaries.box(f), found);
            if (!found.empty()) {
                append_feature(near, m_ground.boundaries, f);
                feature_of.push_back(f);
            }
        }
        PolygonColumns boundaries;
        const auto faults = make_sound(near);
        for (const OutlineFault& fault : faults) {
            const UnitRef unit{m_ground.units.drawn, feature_of[fault.feature]};
            Where where;
            where.value = m_ground.units.name(unit);
            m_made.issues.push_back({Severity::warning, "boundary_mended", where, fault.reason});
        }
        std::size_t next = 0;
        for (std::uint32_t f = 0; f < m_ground.boundaries.features(); ++f) {
            if (next < feature_of.size() && feature_of[next] == f) {
                append_feature(boundaries, near, next++);
            } else {
                append_feature(boundaries, m_ground.boundaries, f);
            }
        }
        m_made.communes = make_ground(std::move(boundaries), m_ground.crs);
    }

    /// A plan that names no commune we know belongs to the one that holds most of it.
    void find_homes() {
        std::vector<double> most(m_made.shapes.size(), 0);
        for (const Meeting& meeting : m_made.over.all) {
            PlanShape& shape = m_made.shapes[meeting.b];
            const bool named = m_ground.layers[shape.layer].plans[shape.plan].unit.valid();
            if (!named && meeting.area_m2 > most[meeting.b]) {
                most[meeting.b] = meeting.area_m2;
                shape.home = {m_ground.units.drawn, meeting.a};
                shape.by_place = true;
            }
        }
    }

    void find_outside() {
        std::vector<PolygonColumns> parts(m_made.shapes.size());
        std::vector<std::uint8_t> failed(m_made.shapes.size());
        in_batches(parts.size(), 32, m_progress, [&](std::size_t number) {
            const PlanShape& shape = m_made.shapes[number];
            if (shape.set_aside || !shape.home.valid()) {
                return;
            }
            const std::vector<std::uint32_t> features = m_ground.features_of(shape.home);
            PolygonColumns home;
            for (const std::uint32_t feature : features) {
                if (m_made.communes.boxes[feature].overlaps(m_made.plans.boxes[number])) {
                    append_feature(home, m_made.communes.outlines, feature);
                }
            }
            if (features.size() == 1 && lies_within(features.front(), static_cast<std::uint32_t>(number))) {
                return;
            }
            PolygonColumns rest;
            failed[number] = cut_away(rest, m_made.plans.outlines, number, home) ? 0 : 1;
            split_parts(parts[number], rest, 0);
        });
        for (std::uint32_t number = 0; number < parts.size(); ++number) {
            if (failed[number] != 0) {
                const PlanLayer& layer = m_ground.layers[m_made.shapes[number].layer];
                report_uncut(layer, layer.plans[m_made.shapes[number].plan].row);
            }
            for (std::size_t part = 0; part < parts[number].features(); ++part) {
                m_made.outside.push_back({number, static_cast<std::uint32_t>(m_made.outside_pieces.features())});
                append_feature(m_made.outside_pieces, parts[number], part);
            }
        }
        m_made.outside_area_m2 = ground_areas_m2(m_made.outside_pieces, m_ground.crs);
        m_made.outside_width_m = mean_widths_m(m_made.outside_pieces, m_ground.crs, m_made.outside_area_m2);
    }

    [[nodiscard]] bool lies_within(std::uint32_t commune, std::uint32_t shape) const {
        const auto meetings = m_made.over.of(commune);
        return std::any_of(meetings.begin(), meetings.end(), [&](const Meeting& m) {
            return m.b == shape && (m.relation == Relation::inside || m.relation == Relation::same);
        });
    }

    void lay_land_use() {
        for (std::uint32_t number = 0; number < m_ground.layers.size(); ++number) {
            const PlanLayer& layer = m_ground.layers[number];
            if (!layer.has_ground() || (layer.now.empty() && layer.planned.empty()) || cancelled()) {
                continue;
            }
            LandUseGround ground;
            ground.layer = number;
            ground.parcels = make_ground(std::move(m_layers[number]), m_ground.crs);
            ground.over = lay_over(m_made.communes, ground.parcels, m_progress);
            ground.among = cancelled() ? Meetings() : lay_among(ground.parcels, m_progress);
            m_made.land_use.push_back(std::move(ground));
        }
    }

    void report_uncut(const PlanLayer& layer, std::int64_t row) {
        Where where;
        where.file = layer.file;
        where.layer = layer.layer;
        where.row = row;
        m_made.issues.push_back({Severity::error, "drawing_not_cut", where, {}});
    }

    void report_failed() {
        for (const auto* meetings : {&m_made.over, &m_made.among}) {
            for (const auto& [a, b] : meetings->failed) {
                const PlanShape& shape = m_made.shapes[b];
                report_uncut(m_ground.layers[shape.layer], m_ground.layers[shape.layer].plans[shape.plan].row);
            }
        }
        for (const LandUseGround& ground : m_made.land_use) {
            for (const auto& [a, b] : ground.over.failed) {
                report_uncut(m_ground.layers[ground.layer], m_ground.layers[ground.layer].row[b]);
            }
        }
    }
};

} // namespace

PlanGeometry make_plan_geometry(const PlanGround& ground, Progress* progress) {
    return Builder(ground, progress).build();
}

} // namespace ntm
