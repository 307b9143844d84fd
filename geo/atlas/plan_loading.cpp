#include "geo/atlas/loading_parts.hpp"
#include "geo/earth/lattice.hpp"
#include "geo/source/source.hpp"

#include <future>
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

/// What of a layer depends on its outlines alone.
struct Projected {
    PolygonColumns polygons;
    CoverageIndex index;
    std::shared_ptr<const BoxTree> tree;
    Issues issues;
};

Projected project(PolygonColumns outlines, const Crs& from, const Crs& to) {
    Projected made;
    made.polygons = std::move(outlines);
    made.issues = transform_polygons(made.polygons, from, to);
    made.index = index_coverage(made.polygons);
    made.tree = std::make_shared<const BoxTree>(made.index.feature_box);
    return made;
}

void take_projected(Atlas& atlas, PlanLayer& layer, Projected made) {
    for (Issue& issue : made.issues) {
        if (issue.code.starts_with("coordinates_")) {
            issue.where = {layer.file, layer.layer, layer.row[static_cast<std::size_t>(issue.where.row)], {}, {}};
        }
        atlas.issues.push_back(std::move(issue));
    }
    layer.polygons = std::move(made.polygons);
    layer.index = std::move(made.index);
    layer.tree = std::move(made.tree);
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
        // While the words of the rows are read, another core moves their outlines; lines may yet become others.
        std::future<Projected> projected;
        const Crs crs = read->crs;
        if (read->kind == GeometryKind::polygon) {
            projected =
                std::async(std::launch::async, [outlines = read->polygons, crs, to = atlas.display_crs]() mutable {
                    return project(std::move(outlines), crs, to);
                });
        }
        atlas.plan_layers.push_back(make_plan_layer(std::move(*read), entry.names, matcher, atlas.land_use_legends,
                                                    atlas.default_date(), atlas.issues));
        PlanLayer& layer = atlas.plan_layers.back();
        take_projected(atlas, layer,
                       projected.valid() ? projected.get() : project(layer.outlines, crs, atlas.display_crs));
    }
}

} // namespace ntm
