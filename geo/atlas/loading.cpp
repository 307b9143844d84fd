#include "geo/atlas/atlas.hpp"

#include "geo/atlas/boundary_cache.hpp"
#include "geo/atlas/criteria.hpp"
#include "geo/atlas/label_points.hpp"
#include "geo/atlas/official_names.hpp"
#include "geo/atlas/placing.hpp"
#include "geo/base/paths.hpp"
#include "geo/earth/lattice.hpp"
#include "geo/programme/before_units.hpp"
#include "geo/shape/coarse_outlines.hpp"
#include "geo/shape/stopping.hpp"
#include "geo/source/memory_hint.hpp"
#include "geo/source/source.hpp"
#include "geo/source/total_rows.hpp"
#include "geo/units/confirmed_joins.hpp"
#include "geo/units/lineage.hpp"

#include <algorithm>
#include <cmath>
#include <future>
#include <iterator>
#include <set>
#include <tuple>
#include <utility>

namespace ntm {

namespace {

bool is_duty(std::string_view kind) {
    constexpr std::string_view kinds[] = {"target", "assignment", "process", "task", "product", "capital"};
    return std::find(std::begin(kinds), std::end(kinds), kind) != std::end(kinds);
}

/// Kinds whose total rows mean something of their own: the target of the whole province, the sum of all sources. They
/// are checked where they are read.
bool keeps_totals(std::string_view kind) {
    return kind == "target" || kind == "capital" || kind == "task";
}

/// Loads one workspace, stage by stage; each stage leaves its Issues in the atlas.
class Loader {
public:
    Loader(Progress* progress, const LoadOptions& options)
        : m_progress(progress)
        , m_options(options) {}

    Result<std::shared_ptr<const Atlas>> load(std::string_view argument) {
        auto path = resolve_workspace(argument);
        if (!path) {
            return std::move(path.issues());
        }
        const bool is_workspace = path->extension() == ".toml";
        if (is_workspace && !take_workspace(read_workspace(*path), m_atlas->issues)) {
            return take_failure();
        }
        take_options();
        const auto& sources = m_atlas->workspace.boundaries;
        const std::filesystem::path source = is_workspace ? sources.front().source : *path;
        const std::string key = is_workspace ? boundary_key(m_atlas->workspace) : boundary_key(*path);
        // The key of a plain file does not know what a person asked for.
        const bool may_cache = is_workspace || (m_options.crs.empty() && m_options.encoding.empty());
        const bool cached = may_cache && open_cache(source, key);
        if (!cached) {
            if (!is_workspace && !take_workspace(workspace_of_file(*path), m_boundaries.reading)) {
                return take_failure();
            }
            m_boundaries.guessed = is_workspace ? Workspace() : m_atlas->workspace;
            take_options();
            if (!read_boundaries()) {
                return take_failure();
            }
        }
        if (!make_units()) {
            return take_failure();
        }
        m_told_before_tables = m_atlas->issues.size();
        begin("load.tables");
        read_tables();
        if (cancelled() || !(cached || place_on_display())) {
            return take_failure();
        }
        take_placed(*m_atlas);
        begin("load.planning_layers");
        read_planning_layers();
        m_atlas->scans = load_scans(m_atlas->workspace, {m_atlas->display_crs, m_atlas->main_extent, province_code()},
                                    m_atlas->issues);
        begin("load.labels");
        measure_units(*m_atlas);
        if (!cached) {
            find_label_points(*m_atlas);
        }
        if (cancelled()) {
            return take_failure();
        }
        drop_repeated(m_atlas->issues);
        if (may_cache && !cached && m_atlas->coverage.source_points >= points_worth_a_cache) {
            write_cache(source, key);
            give_back_freed_memory();
        }
        return std::shared_ptr<const Atlas>(std::move(m_atlas));
    }

private:
    std::unique_ptr<Atlas> m_atlas = std::make_unique<Atlas>();
    PolygonColumns m_polygons; ///< of the drawn level; gone when the arcs are there
    Progress* m_progress;
    const LoadOptions& m_options;
    Box m_lon_lat;
    /// Which file a feature of the drawn outlines came from.
    struct DrawnLayer {
        std::size_t first_feature;
        const Table* table;
    };
    Boundaries m_boundaries;
    std::vector<PolygonColumns> m_outlines; ///< of the layers, until they are gathered
    std::vector<Crs> m_systems;
    std::vector<DrawnLayer> m_drawn;
    std::optional<WorkerPool> m_own_pool;
    WorkerPool* m_pool = &WorkerPool::shared();
    std::vector<OtherName> m_other_names; ///< of before reforms
    std::size_t m_told_before_tables = 0; ///< Issues; those of the outlines' place belong behind them

    void begin(const char* stage) {
        if (m_progress != nullptr) {
            m_progress->begin(stage);
        }
    }
    [[nodiscard]] bool cancelled() const { return m_progress != nullptr && m_progress->cancelled(); }

    /// A file that is looked at twice (its layers, then one of them) says the same thing twice.
    static void drop_repeated(Issues& issues) {
        std::set<std::tuple<std::string, std::string, std::string, std::int64_t, std::string, std::string, std::string>>
            told;
        std::erase_if(issues, [&](const Issue& issue) {
            const Where& at = issue.where;
            return !told.emplace(issue.code, at.file, at.layer, at.row, at.field, at.value, issue.detail).second;
        });
    }

    Issues take_failure() {
        Issues issues = std::move(m_atlas->issues);
        append_issues(issues, std::move(m_boundaries.reading));
        append_issues(issues, std::move(m_boundaries.placing));
        drop_repeated(issues);
        const bool has_error = std::any_of(issues.begin(), issues.end(),
                                           [](const Issue& issue) { return issue.severity == Severity::error; });
        if (!has_error) {
            issues.push_back({Severity::error, cancelled() ? "cancelled" : "units_none", {}, {}});
        }
        return issues;
    }

    bool take_workspace(Result<Workspace> workspace, Issues& issues) {
        append_issues(issues, std::move(workspace.issues()));
        if (workspace) {
            m_atlas->workspace = std::move(*workspace);
        }
        return workspace.has_value();
    }

    void take_options() {
        for (Workspace::Boundary& boundary : m_atlas->workspace.boundaries) {
            boundary.crs = m_options.crs.empty() ? boundary.crs : m_options.crs;
            boundary.encoding = m_options.encoding.empty() ? boundary.encoding : m_options.encoding;
        }
    }

    bool open_cache(const std::filesystem::path& source, const std::string& key) {
        begin("load.cache");
        auto cached = open_boundary_cache(source, key);
        if (!cached) {
            return false;
        }
        m_boundaries = std::move(*cached);
        if (!m_boundaries.guessed.boundaries.empty()) {
            m_atlas->workspace = m_boundaries.guessed;
        }
        return true;
    }

    /// On a thread of its own: the picture does not wait for the disk. Whoever drops the atlas waits for its end.
    void write_cache(const std::filesystem::path& source, const std::string& key) {
        m_boundaries.coverage = m_atlas->coverage;
        m_boundaries.label_points = m_atlas->label_points;
        const auto write = [source, key](const Boundaries& boundaries) {
            write_boundary_cache(source, key, boundaries);
        };
        m_atlas->cache_written =
            std::async(std::launch::async, [write, boundaries = std::move(m_boundaries)]() mutable {
                write(std::exchange(boundaries, {}));
                give_back_freed_memory();
            }).share();
    }

    bool read_boundaries() {
        begin("load.boundaries");
        std::vector<Crs> stated, asked;
        std::vector<std::vector<TextFinding>> texts;
        for (const Workspace::Boundary& boundary : m_atlas->workspace.boundaries) {
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
            input.level = boundary.level ? *boundary.level
                                         : guess_level(layer->attributes, boundary.layer).value_or(Level::commune);
            input.columns = boundary.columns;
            input.table = std::move(layer->attributes);
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

    bool make_units() {
        m_atlas->issues.insert(m_atlas->issues.end(), m_boundaries.reading.begin(), m_boundaries.reading.end());
        auto units = build_units(m_boundaries.inputs, m_atlas->workspace.province);
        append_issues(m_atlas->issues, std::move(units.issues()));
        if (units) {
            m_atlas->units = std::move(*units);
        }
        return units.has_value();
    }

    /// The finest level is drawn; of the others only the attributes are needed, but an area file without the finest
    /// level still shows the next.
    void gather_outlines() {
        const std::vector<BoundaryInput>& inputs = m_boundaries.inputs;
        bool first = true;
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            if (inputs[i].level != m_atlas->units.drawn) {
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
                append_issues(
                    m_boundaries.placing,
                    named(transform_polygons(m_outlines[i], crs, m_boundaries.source_crs), {{0, &inputs[i].table}}));
            }
            for (std::size_t feature = 0; feature < m_outlines[i].features(); ++feature) {
                append_feature(m_polygons, m_outlines[i], feature);
            }
        }
        m_outlines.clear();
    }

    /// The transformation knows features only by their number: give them the file and row that a person can look up.
    static Issues named(Issues issues, const std::vector<DrawnLayer>& layers) {
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
    std::vector<Crs> place_layers(const std::vector<Crs>& stated, const std::vector<Crs>& asked) {
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

    Crs place_one(std::size_t i, const Crs& stated, const Crs& asked, ReferencePlaces& references) {
        const BoundaryInput& input = m_boundaries.inputs[i];
        PolygonColumns& outlines = m_outlines[i];
        LayerPlace place = place_layer(input, outlines, stated, asked, m_atlas->workspace.province, references);
        append_issues(m_boundaries.placing, place_issues(place));
        if (m_outlines.size() > 1) {
            add_references(references, input, outlines, place);
        }
        if (place.choice.swapped) {
            swap_axes(outlines);
        }
        Crs crs = place.choice.crs;
        if (crs.definition.empty()) { // nothing fits: drawn as it is, in metres
            crs = default_display_crs(m_atlas->workspace.province, Box{102, 8, 110, 24});
        }
        m_boundaries.places[i] = std::move(place);
        return crs;
    }

    [[nodiscard]] std::string province_code() const {
        if (!m_atlas->workspace.province.empty()) {
            return m_atlas->workspace.province;
        }
        const UnitColumns& provinces = m_atlas->units.at(Level::province);
        return provinces.size() == 1 ? provinces.code[0] : std::string();
    }

    bool place_on_display() {
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
        for (const Point corner :
             {Point{source.min_x, source.min_y}, Point{source.max_x, source.max_y}, source.center()}) {
            if (const Point moved = to_lon_lat->forward(corner); std::isfinite(moved.x) && std::isfinite(moved.y)) {
                m_lon_lat.add(moved);
            }
        }
        m_boundaries.display_crs = default_display_crs(province_code(), m_lon_lat);
        if (m_options.coarse_first && m_polygons.points.size() >= points_worth_a_cache) {
            show_coarse(source);
        }
        append_issues(m_boundaries.placing, named(transform_polygons(m_polygons, m_boundaries.source_crs,
                                                                     m_boundaries.display_crs, m_progress),
                                                  m_drawn));
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
    void show_coarse(const Box& source) {
        constexpr double cells_a_picture = 3000; // a third of a pixel of the whole in a window
        const double cell = std::max(source.width(), source.height()) / cells_a_picture;
        PolygonColumns outlines = coarse_outlines(m_polygons, cell, WorkerPool::shared());
        if (cancelled() ||
            !transform_polygons(outlines, m_boundaries.source_crs, m_boundaries.display_crs, m_progress).empty() ||
            cancelled()) {
            return; // what is wrong is told of the exact ones
        }
        auto coarse = std::make_shared<Atlas>(*m_atlas);
        coarse->coarse = true;
        m_boundaries.coverage = make_plain_coverage(outlines, WorkerPool::shared());
        m_boundaries.far_ring = far_rings(m_boundaries.coverage, m_boundaries.display_crs);
        if (cancelled()) {
            return;
        }
        take_placed(*coarse);
        measure_units(*coarse);
        for (const Level level : all_levels) {
            coarse->label_points[static_cast<std::size_t>(level)].assign(coarse->units.count(level), no_label_point);
        }
        m_options.coarse_first(std::move(coarse));
        m_pool = &m_own_pool.emplace(); // pictures of the coarse outlines need the shared one
    }

    /// What the sources or the cache gave becomes the atlas's.
    void take_placed(Atlas& atlas) const {
        atlas.issues.insert(atlas.issues.begin() + static_cast<std::ptrdiff_t>(m_told_before_tables),
                            m_boundaries.placing.begin(), m_boundaries.placing.end());
        atlas.places = m_boundaries.places;
        atlas.source_crs = m_boundaries.source_crs;
        atlas.display_crs = m_boundaries.display_crs;
        atlas.coverage = m_boundaries.coverage;
        atlas.label_points = m_boundaries.label_points;
        std::vector<std::uint8_t> near_ring;
        for (const std::uint8_t far : m_boundaries.far_ring) {
            near_ring.push_back(far == 0 ? 1 : 0);
        }
        atlas.main_coverage = without_rings(atlas.coverage, m_boundaries.far_ring);
        atlas.far_coverage = without_rings(atlas.coverage, near_ring);
        if (atlas.main_coverage.all.empty()) { // islands and nothing else
            atlas.main_coverage = atlas.coverage;
        }
        atlas.main_extent = atlas.main_coverage.box();
    }

    void read_tables() {
        if (m_atlas->workspace.tables.empty() && m_atlas->workspace.criteria_sets.empty()) {
            return; // a plain boundary file: nothing to join, nothing to judge
        }
        m_atlas->criteria_sets = load_criteria_sets(m_atlas->workspace, m_atlas->issues);
        m_atlas->duties.body_names = load_body_names(m_atlas->issues);
        // The unit tables first: their names and types are what the others are matched against.
        const std::vector<ConfirmedJoin> confirmed = read_confirmed();
        m_other_names = read_lineages();
        for (const bool units_first : {true, false}) {
            const UnitMatcher matcher(m_atlas->units, m_other_names, confirmed);
            for (const Workspace::TableEntry& entry : m_atlas->workspace.tables) {
                if (entry.kind != "lineage" && (entry.kind == "unit") == units_first && !cancelled()) {
                    read_one_table(entry, matcher);
                }
            }
        }
        append_issues(m_atlas->issues, drop_before_units(m_atlas->recognitions, m_atlas->units));
        append_issues(m_atlas->issues, finish(m_atlas->recognitions));
        finish(m_atlas->plans);
        finish_programme();
    }

    /// The names and codes that units had before.
    std::vector<OtherName> read_lineages() {
        std::vector<OtherName> others;
        const UnitMatcher matcher(m_atlas->units);
        for (const Workspace::TableEntry& entry : m_atlas->workspace.tables) {
            if (entry.kind != "lineage") {
                continue;
            }
            const auto table = read_table(entry.source, entry.choice);
            append_issues(m_atlas->issues, table.issues());
            if (table) {
                TableReader reader(*table, matcher, entry.shape.columns);
                for (OtherName& other : read_lineage(m_atlas->units, reader)) {
                    others.push_back(std::move(other));
                }
                append_issues(m_atlas->issues, reader.take_issues());
            }
        }
        return others;
    }

    /// The decisions of earlier mornings, in joins.csv beside workspace.toml.
    std::vector<ConfirmedJoin> read_confirmed() {
        for (const char* name : {"joins.csv", "joins.xlsx"}) {
            const std::filesystem::path file = m_atlas->workspace.folder / name;
            std::error_code error;
            if (!m_atlas->workspace.tables.empty() && std::filesystem::exists(file, error)) {
                auto table = read_table(file);
                append_issues(m_atlas->issues, std::move(table.issues()));
                return table ? read_confirmed_joins(*table, m_atlas->issues) : std::vector<ConfirmedJoin>();
            }
        }
        return {};
    }

    /// What can only be said when all tables are there.
    void finish_programme() {
        Atlas& atlas = *m_atlas;
        append_issues(atlas.issues, drop_before_units(atlas.assessments, atlas.units));
        append_issues(atlas.issues, finish(atlas.assessments, atlas.criteria_sets));
        append_issues(atlas.issues,
                      check_verdicts(atlas.assessments, atlas.criteria_sets,
                                     [&](UnitRef unit, Date date) { return atlas.threshold_keys(unit, date); }));
        append_issues(atlas.issues, settle_duties(atlas.duties));
    }

    void read_planning_layers() {
        Atlas& atlas = *m_atlas;
        if (atlas.workspace.planning_layers.empty()) {
            return;
        }
        auto legends = load_land_use_legends();
        append_issues(atlas.issues, std::move(legends.issues()));
        if (legends) {
            atlas.land_use_legends = std::move(*legends);
        }
        // Drawings of before a reform name the communes of then.
        const UnitMatcher matcher(atlas.units, m_other_names);
        for (const Workspace::PlanningLayer& entry : atlas.workspace.planning_layers) {
            auto read = read_polygons(entry.source, entry.layer, entry.encoding, m_progress);
            append_issues(atlas.issues, std::move(read.issues()));
            if (!read || cancelled()) {
                continue;
            }
            read->crs = entry.crs.empty() ? read->crs : Crs{entry.crs};
            read->crs = drawing_crs(*read);
            atlas.plan_layers.push_back(make_plan_layer(std::move(*read), entry.names, matcher, atlas.land_use_legends,
                                                        atlas.default_date(), atlas.issues));
            project_drawing(atlas.plan_layers.back());
        }
    }

    /// A drawing that does not say: degrees are taken for longitude and latitude, metres for the zone of the province.
    Crs drawing_crs(const PolygonLayer& layer) {
        if (!layer.crs.definition.empty()) {
            const auto facts = describe_crs(layer.crs);
            if (facts) {
                return layer.crs;
            }
            append_issues(m_atlas->issues, facts.issues());
        }
        Box box;
        for (const Point& point : layer.polygons.points) {
            box.add(point);
        }
        const bool degrees =
            !box.empty() && box.min_x >= -180 && box.max_x <= 180 && box.min_y >= -90 && box.max_y <= 90;
        Crs assumed = degrees ? lon_lat_crs : default_display_crs(province_code(), Box{102, 8, 110, 24});
        const Table& table = layer.attributes;
        m_atlas->issues.push_back(
            {Severity::warning, "drawing_crs_assumed", {table.file, table.layer, 0, {}, assumed.definition}, {}});
        return assumed;
    }

    void project_drawing(PlanLayer& layer) {
        layer.polygons = layer.outlines;
        for (Issue& issue : transform_polygons(layer.polygons, layer.crs, m_atlas->display_crs)) {
            if (issue.code.starts_with("coordinates_")) {
                issue.where = {layer.file, layer.layer, layer.row[static_cast<std::size_t>(issue.where.row)], {}, {}};
            }
            m_atlas->issues.push_back(std::move(issue));
        }
        layer.index = index_coverage(layer.polygons);
        layer.tree = std::make_shared<const BoxTree>(layer.index.feature_box);
    }

    void read_one_table(const Workspace::TableEntry& entry, const UnitMatcher& matcher) {
        Atlas& atlas = *m_atlas;
        auto raw = read_table(entry.source, entry.choice);
        append_issues(atlas.issues, std::move(raw.issues()));
        if (!raw) {
            return;
        }
        append_issues(atlas.issues, check_percentages(*raw));
        Table whole = std::move(*raw);
        if (!keeps_totals(entry.kind) && !whole.totals.empty()) {
            append_issues(atlas.issues, check_total_rows(whole));
            whole = without_rows(whole, whole.totals);
        }
        const Table table = long_form(std::move(whole), entry.kind, entry.shape, atlas.issues);
        TableReader reader(table, matcher, entry.shape.columns, entry.shape.level);
        if (entry.kind == "unit") {
            read_unit_facts(atlas.units, reader);
        } else if (entry.kind == "recognition") {
            read_recognitions(atlas.recognitions, atlas.units, reader);
        } else if (entry.kind == "plan") {
            read_plans(atlas.plans, reader);
        } else if (entry.kind == "figure") {
            read_figures(atlas.figures, reader);
        } else if (entry.kind == "assessment") {
            read_assessments(atlas.assessments, atlas.criteria_sets, reader);
        } else if (is_duty(entry.kind)) {
            read_duties(atlas.duties, entry.kind, reader);
        } else {
            reader.report_table(Severity::info, "table_kind_not_read", "kind", entry.kind);
        }
        append_issues(atlas.issues, reader.take_issues());
        std::vector<Join> joins = reader.take_joins();
        if (entry.kind == "recognition") {
            note_waiting(joins);
        }
        std::move(joins.begin(), joins.end(), std::back_inserter(atlas.joins));
    }

    void note_waiting(const std::vector<Join>& joins) {
        for (const Join& join : joins) {
            if (join.outcome == JoinOutcome::probable || join.outcome == JoinOutcome::ambiguous) {
                m_atlas->tier_waits.insert(m_atlas->tier_waits.end(), join.candidates.begin(), join.candidates.end());
                if (join.unit.valid()) {
                    m_atlas->tier_waits.push_back(join.unit);
                }
            }
        }
        std::sort(m_atlas->tier_waits.begin(), m_atlas->tier_waits.end(),
                  [](UnitRef a, UnitRef b) { return std::pair(a.level, a.id) < std::pair(b.level, b.id); });
        const auto last = std::unique(m_atlas->tier_waits.begin(), m_atlas->tier_waits.end());
        m_atlas->tier_waits.erase(last, m_atlas->tier_waits.end());
    }

    static void measure_units(Atlas& atlas) {
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
};

} // namespace

Result<std::shared_ptr<const Atlas>> load_atlas(std::string_view argument, Progress* progress,
                                                const LoadOptions& options) {
    return Loader(progress, options).load(argument);
}

} // namespace ntm
