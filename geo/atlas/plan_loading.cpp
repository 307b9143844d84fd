#include "geo/atlas/loading_parts.hpp"
#include "geo/earth/lattice.hpp"
#include "geo/source/source.hpp"

#include <utility>

namespace ntm {

namespace {

/// A drawing that does not say: degrees are taken for longitude and latitude, metres for the zone of the province.
Crs drawing_crs(Atlas& atlas, const PolygonLayer& layer) {
    if (!layer.crs.definition.empty()) {
        const auto facts = describe_crs(layer.crs);
        if (facts) {
            return layer.crs;
        }
        append_issues(atlas.issues, facts.issues());
    }
    Box box;
    for (const Point& point : layer.polygons.points) {
        box.add(point);
    }
    const bool degrees = !box.empty() && box.min_x >= -180 && box.max_x <= 180 && box.min_y >= -90 && box.max_y <= 90;
    Crs assumed = degrees ? lon_lat_crs : default_display_crs(province_code(atlas), Box{102, 8, 110, 24});
    const Table& table = layer.attributes;
    atlas.issues.push_back(
        {Severity::warning, "drawing_crs_assumed", {table.file, table.layer, 0, {}, assumed.definition}, {}});
    return assumed;
}

void project_drawing(Atlas& atlas, PlanLayer& layer) {
    layer.polygons = layer.outlines;
    for (Issue& issue : transform_polygons(layer.polygons, layer.crs, atlas.display_crs)) {
        if (issue.code.starts_with("coordinates_")) {
            issue.where = {layer.file, layer.layer, layer.row[static_cast<std::size_t>(issue.where.row)], {}, {}};
        }
        atlas.issues.push_back(std::move(issue));
    }
    layer.index = index_coverage(layer.polygons);
    layer.tree = std::make_shared<const BoxTree>(layer.index.feature_box);
}

} // namespace

void load_planning_layers(Atlas& atlas, const std::vector<OtherName>& other_names, Progress* progress) {
    if (atlas.workspace.planning_layers.empty()) {
        return;
    }
    auto legends = load_land_use_legends();
    append_issues(atlas.issues, std::move(legends.issues()));
    if (legends) {
        atlas.land_use_legends = std::move(*legends);
    }
    const UnitMatcher matcher(atlas.units, other_names);
    for (const Workspace::PlanningLayer& entry : atlas.workspace.planning_layers) {
        auto read = read_shapes(entry.source, entry.layer, entry.encoding, progress);
        append_issues(atlas.issues, std::move(read.issues()));
        if (!read || (progress != nullptr && progress->cancelled())) {
            continue;
        }
        read->crs = entry.crs.empty() ? read->crs : Crs{entry.crs};
        read->crs = drawing_crs(atlas, *read);
        atlas.plan_layers.push_back(make_plan_layer(std::move(*read), entry.names, matcher, atlas.land_use_legends,
                                                    atlas.default_date(), atlas.issues));
        project_drawing(atlas, atlas.plan_layers.back());
    }
}

} // namespace ntm
