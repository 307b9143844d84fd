#include "geo/atlas/atlas.hpp"
#include "geo/earth/lattice.hpp"
#include "geo/planning/plan_geometry.hpp"
#include "geo/source/source.hpp"

namespace ntm {

namespace {

/// As the coverage has them, moved back: when the files have changed since.
PolygonColumns outlines_of_coverage(const Atlas& atlas) {
    PolygonColumns outlines;
    for (std::size_t feature = 0; feature < atlas.units.count(atlas.units.drawn); ++feature) {
        append_outline(outlines, atlas.coverage, feature);
        if (outlines.features() == feature) {
            outlines.end_feature();
        }
    }
    static_cast<void>(transform_polygons(outlines, atlas.display_crs, atlas.source_crs));
    return outlines;
}

/// The drawn boundaries read again, untransformed: what shares its vertices in the files shares them here, so that a
/// plan along a border leaves no slivers. Kept in memory they would cost as much as everything else.
PolygonColumns drawn_outlines(const Atlas& atlas) {
    PolygonColumns outlines;
    for (const Workspace::Boundary& boundary : atlas.workspace.boundaries) {
        auto layer = read_polygons(boundary.source, boundary.layer, boundary.encoding);
        if (!layer) {
            continue; // was told when it was loaded
        }
        const Level level =
            boundary.level ? *boundary.level : guess_level(layer->attributes, boundary.layer).value_or(Level::commune);
        if (level != atlas.units.drawn) {
            continue;
        }
        const Crs crs{boundary.crs.empty() ? layer->crs.definition : boundary.crs};
        if (outlines.features() == 0) {
            outlines = std::move(layer->polygons);
            continue;
        }
        if (!crs.definition.empty() && !(crs == atlas.source_crs)) {
            static_cast<void>(transform_polygons(layer->polygons, crs, atlas.source_crs));
        }
        for (std::size_t feature = 0; feature < layer->polygons.features(); ++feature) {
            append_feature(outlines, layer->polygons, feature);
        }
    }
    return outlines.features() == atlas.units.count(atlas.units.drawn) ? outlines : outlines_of_coverage(atlas);
}

} // namespace

std::shared_ptr<const PlanGeometry> Atlas::plan_geometry(Progress* progress) const {
    const std::scoped_lock lock(m_plan_geometry.guard);
    if (!m_plan_geometry.made) {
        const PolygonColumns outlines = drawn_outlines(*this);
        auto made = std::make_shared<const PlanGeometry>(make_plan_geometry(
            {outlines, source_crs, units, plan_layers, [this](UnitRef unit) { return features_of(unit); }}, progress));
        if (made->cancelled) {
            return made;
        }
        m_plan_geometry.made = std::move(made);
    }
    return m_plan_geometry.made;
}

} // namespace ntm
