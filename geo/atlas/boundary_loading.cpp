#include "geo/atlas/label_points.hpp"
#include "geo/atlas/loading_parts.hpp"
#include "geo/atlas/official_columns.hpp"
#include "geo/atlas/official_names.hpp"
#include "geo/earth/lattice.hpp"
#include "geo/shape/coarse_outlines.hpp"
#include "geo/shape/stopping.hpp"
#include "geo/source/source.hpp"

#include <cmath>
#include <utility>

namespace ntm {

void BoundaryLoader::begin(const char* stage) const {
    if (m_progress != nullptr) {
        m_progress->begin(stage);
    }
}

bool BoundaryLoader::read() {
    begin("load.boundaries");
    std::vector<Crs> stated, asked;
    std::vector<std::vector<TextFinding>> texts;
    for (Workspace::Boundary& boundary : m_atlas.workspace.boundaries) {
        auto layer = read_polygons(boundary.source, boundary.layer, boundary.encoding, m_progress);
        append_issues(m_boundaries.reading, std::move(layer.issues()));
        if (cancelled()) {
            return false;
        }
        if (!layer) {
            continue;
        }
        restore_official_names(layer->attributes, layer->texts);
        texts.push_back(std::move(layer->texts));
        BoundaryInput input;
        input.columns = boundary.columns;
        input.table = std::move(layer->attributes);
        append_issues(m_boundaries.reading, find_level(input, boundary.level, boundary.layer));
        append_issues(m_boundaries.reading, understand_columns(input));
        boundary.level = input.level;
        m_boundaries.inputs.push_back(std::move(input));
        m_outlines.push_back(std::move(layer->polygons));
        stated.push_back(std::move(layer->crs));
        asked.push_back({boundary.crs});
    }
    m_systems = place_layers(stated, asked);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        m_boundaries.places[i].texts = std::move(texts[i]);
    }
    return !m_boundaries.inputs.empty();
}

/// The finest level is drawn; of the others only the attributes are needed, but an area file without the finest
/// level still shows the next.
void BoundaryLoader::gather_outlines() {
    const std::vector<BoundaryInput>& inputs = m_boundaries.inputs;
    bool first = true;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        if (inputs[i].level != m_atlas.units.drawn) {
            continue;
        }
        const Crs& crs = m_systems[i];
        m_drawn.push_back({m_polygons.features(), &inputs[i].table});
        if (first) {
            m_polygons = std::move(m_outlines[i]);
            m_boundaries.source_crs = crs;
            first = false;
            continue;
        }
        if (!(crs == m_boundaries.source_crs)) {
            append_issues(m_boundaries.placing, named(transform_polygons(m_outlines[i], crs, m_boundaries.source_crs),
                                                      {{0, &inputs[i].table}}));
        }
        for (std::size_t feature = 0; feature < m_outlines[i].features(); ++feature) {
            append_feature(m_polygons, m_outlines[i], feature);
        }
    }
    m_outlines.clear();
}

/// The transformation knows features only by their number: give them the file and row that a person can look up.
Issues BoundaryLoader::named(Issues issues, const std::vector<DrawnLayer>& layers) {
    for (Issue& issue : issues) {
        if (!issue.where.file.empty() || !issue.code.starts_with("coordinates_")) {
            continue;
        }
        const auto feature = static_cast<std::size_t>(issue.where.row);
        for (auto layer = layers.rbegin(); layer != layers.rend(); ++layer) {
            if (feature >= layer->first_feature && feature - layer->first_feature < layer->table->rows()) {
                issue.where.file = layer->table->file;
                issue.where.layer = layer->table->layer;
                issue.where.row = layer->table->row_number[feature - layer->first_feature];
                break;
            }
        }
    }
    return issues;
}

/// The system of every layer. Layers that say theirs come first: the others are compared with them.
std::vector<Crs> BoundaryLoader::place_layers(const std::vector<Crs>& stated, const std::vector<Crs>& asked) {
    std::vector<Crs> systems(m_outlines.size());
    ReferencePlaces references;
    m_boundaries.places.resize(m_outlines.size());
    for (const bool saying : {true, false}) {
        for (std::size_t i = 0; i < m_outlines.size(); ++i) {
            if ((!stated[i].definition.empty() || !asked[i].definition.empty()) == saying) {
                systems[i] = place_one(i, stated[i], asked[i], references);
            }
        }
    }
    return systems;
}

Crs BoundaryLoader::place_one(std::size_t i, const Crs& stated, const Crs& asked, ReferencePlaces& references) {
    const BoundaryInput& input = m_boundaries.inputs[i];
    PolygonColumns& outlines = m_outlines[i];
    LayerPlace place = place_layer(input, outlines, stated, asked, m_atlas.workspace.province, references);
    append_issues(m_boundaries.placing, place_issues(place));
    if (m_outlines.size() > 1) {
        add_references(references, input, outlines, place);
    }
    if (place.choice.swapped) {
        swap_axes(outlines);
    }
    Crs crs = place.choice.crs;
    if (crs.definition.empty()) { // nothing fits: drawn as it is, in metres
        crs = default_display_crs(m_atlas.workspace.province, Box{102, 8, 110, 24});
    }
    m_boundaries.places[i] = std::move(place);
    return crs;
}

std::string province_code(const Atlas& atlas) {
    if (!atlas.workspace.province.empty()) {
        return atlas.workspace.province;
    }
    const UnitColumns& provinces = atlas.units.at(Level::province);
    return provinces.size() == 1 ? provinces.code[0] : std::string();
}

bool BoundaryLoader::place_on_display(std::size_t told) {
    gather_outlines();
    if (cancelled()) {
        return false;
    }
    begin("load.transform");
    auto to_lon_lat = Transformation::create(m_boundaries.source_crs, lon_lat_crs);
    append_issues(m_boundaries.placing, std::move(to_lon_lat.issues()));
    if (!to_lon_lat) {
        return false;
    }
    const Box source = finite_extent(m_polygons);
    if (source.empty()) {
        m_boundaries.placing.push_back({Severity::error, "geometry_none", {}, {}});
        return false;
    }
    for (const Point corner : {Point{source.min_x, source.min_y}, Point{source.max_x, source.max_y}, source.center()}) {
        if (const Point moved = to_lon_lat->forward(corner); std::isfinite(moved.x) && std::isfinite(moved.y)) {
            m_lon_lat.add(moved);
        }
    }
    m_boundaries.display_crs = default_display_crs(province_code(m_atlas), m_lon_lat);
    if (m_options.coarse_first && m_polygons.points.size() >= points_worth_a_cache) {
        show_coarse(source, told);
    }
    append_issues(
        m_boundaries.placing,
        named(transform_polygons(m_polygons, m_boundaries.source_crs, m_boundaries.display_crs, m_progress), m_drawn));
    if (cancelled()) {
        return false;
    }
    begin("load.borders");
    const Progress nobody_asks;
    auto coverage = make_coverage(m_polygons, *m_pool, m_progress ? *m_progress : nobody_asks);
    m_polygons = {};
    if (!coverage) {
        return false;
    }
    m_boundaries.coverage = std::move(*coverage);
    if (m_boundaries.coverage.all.empty()) {
        m_boundaries.placing.push_back({Severity::error, "geometry_none", {}, {}});
        return false;
    }
    m_boundaries.far_ring = far_rings(m_boundaries.coverage, m_boundaries.display_crs);
    return true;
}

/// All but the exact outlines, long before these are there.
void BoundaryLoader::show_coarse(const Box& source, std::size_t told) {
    constexpr double cells_a_picture = 3000; // a third of a pixel of the whole in a window
    const double cell = std::max(source.width(), source.height()) / cells_a_picture;
    PolygonColumns outlines = coarse_outlines(m_polygons, cell, WorkerPool::shared());
    if (cancelled() ||
        !transform_polygons(outlines, m_boundaries.source_crs, m_boundaries.display_crs, m_progress).empty() ||
        cancelled()) {
        return; // what is wrong is told of the exact ones
    }
    auto coarse = std::make_shared<Atlas>(m_atlas);
    coarse->coarse = true;
    m_boundaries.coverage = make_plain_coverage(outlines, WorkerPool::shared());
    m_boundaries.far_ring = far_rings(m_boundaries.coverage, m_boundaries.display_crs);
    if (cancelled()) {
        return;
    }
    take_placed(*coarse, m_boundaries, told);
    // Scans too, so that what was picked on them has its place at once; read again below they would be opened twice.
    Issues of_scans;
    m_atlas.scans =
        load_scans(coarse->workspace, {coarse->display_crs, coarse->main_extent, province_code(*coarse)}, of_scans);
    coarse->scans = m_atlas.scans;
    append_issues(coarse->issues, of_scans);
    append_issues(m_atlas.issues, std::move(of_scans));
    measure_units(*coarse);
    for (const Level level : all_levels) {
        coarse->label_points[static_cast<std::size_t>(level)].assign(coarse->units.count(level), no_label_point);
    }
    m_options.coarse_first(std::move(coarse));
    m_pool = &m_own_pool.emplace(); // pictures of the coarse outlines need the shared one
}

/// What the sources or the cache gave becomes the atlas's.
void take_placed(Atlas& atlas, const Boundaries& boundaries, std::size_t told) {
    atlas.issues.insert(atlas.issues.begin() + static_cast<std::ptrdiff_t>(told), boundaries.placing.begin(),
                        boundaries.placing.end());
    atlas.places = boundaries.places;
    atlas.source_crs = boundaries.source_crs;
    atlas.display_crs = boundaries.display_crs;
    atlas.coverage = boundaries.coverage;
    atlas.label_points = boundaries.label_points;
    std::vector<std::uint8_t> near_ring;
    for (const std::uint8_t far : boundaries.far_ring) {
        near_ring.push_back(far == 0 ? 1 : 0);
    }
    atlas.main_coverage = without_rings(atlas.coverage, boundaries.far_ring);
    atlas.far_coverage = without_rings(atlas.coverage, near_ring);
    if (atlas.main_coverage.all.empty()) { // islands and nothing else
        atlas.main_coverage = atlas.coverage;
    }
    atlas.main_extent = atlas.main_coverage.box();
}

void measure_units(Atlas& atlas) {
    const std::size_t features = atlas.coverage.features();
    for (const Level level : all_levels) {
        const auto index = static_cast<std::size_t>(level);
        std::vector<std::uint32_t>& unit_of = atlas.unit_of_feature[index];
        unit_of.resize(features);
        atlas.boxes[index].assign(atlas.units.count(level), Box());
        for (std::uint32_t feature = 0; feature < features; ++feature) {
            const UnitRef unit = atlas.units.ancestor({atlas.units.drawn, feature}, level);
            unit_of[feature] = unit.id;
            if (unit.valid() && !atlas.coverage.feature_box[feature].empty()) {
                atlas.boxes[index][unit.id].add(atlas.coverage.box_of_feature(feature));
            }
        }
    }
}

} // namespace ntm
