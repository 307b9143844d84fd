#include "geo/atlas/atlas.hpp"

#include "geo/atlas/criteria.hpp"
#include "geo/atlas/label_points.hpp"
#include "geo/base/paths.hpp"
#include "geo/earth/lattice.hpp"
#include "geo/source/source.hpp"
#include "geo/source/total_rows.hpp"
#include "geo/units/confirmed_joins.hpp"
#include "geo/units/lineage.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>
#include <tuple>

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
    explicit Loader(Progress* progress)
        : m_progress(progress) {}

    Result<std::shared_ptr<const Atlas>> load(std::string_view argument) {
        auto path = resolve_workspace(argument);
        if (!path) {
            return std::move(path.issues());
        }
        const bool is_workspace = path->extension() == ".toml";
        auto workspace = is_workspace ? read_workspace(*path) : workspace_of_file(*path);
        if (!workspace) {
            return std::move(workspace.issues());
        }
        m_atlas->workspace = std::move(*workspace);
        append_issues(m_atlas->issues, std::move(workspace.issues()));
        if (!read_boundaries() || !place_on_display()) {
            return take_failure();
        }
        begin("load.tables");
        read_tables();
        begin("load.labels");
        measure_units();
        if (cancelled()) {
            return take_failure();
        }
        drop_repeated(m_atlas->issues);
        return std::shared_ptr<const Atlas>(std::move(m_atlas));
    }

private:
    std::unique_ptr<Atlas> m_atlas = std::make_unique<Atlas>();
    PolygonColumns m_polygons; ///< of the drawn level; gone when the arcs are there
    Progress* m_progress;
    Box m_lon_lat;
    /// Which file a feature of the drawn outlines came from.
    struct DrawnLayer {
        std::size_t first_feature;
        const Table* table;
    };
    std::vector<BoundaryInput> m_inputs;
    std::vector<DrawnLayer> m_drawn;

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
        drop_repeated(issues);
        const bool has_error = std::any_of(issues.begin(), issues.end(),
                                           [](const Issue& issue) { return issue.severity == Severity::error; });
        if (!has_error) {
            issues.push_back({Severity::error, cancelled() ? "cancelled" : "units_none", {}, {}});
        }
        return issues;
    }

    /// The finest level is drawn; of the others only the attributes are needed, but an area file without the finest
    /// level still shows the next.
    bool read_boundaries() {
        begin("load.boundaries");
        std::vector<BoundaryInput>& inputs = m_inputs;
        std::vector<PolygonColumns> outlines;
        std::vector<Crs> systems;
        for (const Workspace::Boundary& boundary : m_atlas->workspace.boundaries) {
            auto layer = read_polygons(boundary.source, boundary.layer, boundary.encoding, m_progress);
            append_issues(m_atlas->issues, std::move(layer.issues()));
            if (cancelled()) {
                return false;
            }
            if (!layer) {
                continue;
            }
            BoundaryInput input;
            input.level = boundary.level ? *boundary.level
                                         : guess_level(layer->attributes, boundary.layer).value_or(Level::commune);
            input.columns = boundary.columns;
            input.table = std::move(layer->attributes);
            inputs.push_back(std::move(input));
            outlines.push_back(std::move(layer->polygons));
            systems.push_back(boundary.crs.empty() ? layer->crs : Crs{boundary.crs});
        }
        if (inputs.empty()) {
            return false;
        }
        auto units = build_units(inputs, m_atlas->workspace.province);
        append_issues(m_atlas->issues, std::move(units.issues()));
        if (!units) {
            return false;
        }
        m_atlas->units = std::move(*units);
        gather_outlines(inputs, outlines, systems);
        return true;
    }

    void gather_outlines(const std::vector<BoundaryInput>& inputs, std::vector<PolygonColumns>& outlines,
                         const std::vector<Crs>& systems) {
        bool first = true;
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            if (inputs[i].level != m_atlas->units.drawn) {
                continue;
            }
            const Crs crs = crs_or_assumed(systems[i], outlines[i], inputs[i].table);
            m_drawn.push_back({m_polygons.features(), &inputs[i].table});
            if (first) {
                m_polygons = std::move(outlines[i]);
                m_atlas->source_crs = crs;
                first = false;
                continue;
            }
            if (!(crs == m_atlas->source_crs)) {
                append_issues(m_atlas->issues, named(transform_polygons(outlines[i], crs, m_atlas->source_crs),
                                                     {{0, &inputs[i].table}}));
            }
            for (std::size_t feature = 0; feature < outlines[i].features(); ++feature) {
                append_feature(m_polygons, outlines[i], feature);
            }
        }
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

    /// A file that does not say: degrees are taken for longitude and latitude, metres for the zone of the province.
    Crs crs_or_assumed(const Crs& given, const PolygonColumns& outlines, const Table& table) {
        if (!given.definition.empty()) {
            const auto facts = describe_crs(given);
            if (facts) {
                return given;
            }
            append_issues(m_atlas->issues, facts.issues());
        }
        Box box;
        for (const Point& point : outlines.points) {
            if (std::isfinite(point.x) && std::isfinite(point.y)) {
                box.add(point);
            }
        }
        const bool degrees =
            !box.empty() && box.min_x >= -180 && box.max_x <= 180 && box.min_y >= -90 && box.max_y <= 90;
        Crs assumed = degrees ? lon_lat_crs : default_display_crs(province_code(), Box{102, 8, 110, 24});
        m_atlas->issues.push_back(
            {Severity::warning, "crs_missing", {table.file, table.layer, 0, {}, {}}, assumed.definition});
        return assumed;
    }

    [[nodiscard]] std::string province_code() const {
        if (!m_atlas->workspace.province.empty()) {
            return m_atlas->workspace.province;
        }
        const UnitColumns& provinces = m_atlas->units.at(Level::province);
        return provinces.size() == 1 ? provinces.code[0] : std::string();
    }

    bool place_on_display() {
        begin("load.transform");
        auto to_lon_lat = Transformation::create(m_atlas->source_crs, lon_lat_crs);
        append_issues(m_atlas->issues, std::move(to_lon_lat.issues()));
        if (!to_lon_lat) {
            return false;
        }
        Box source;
        for (const Point& point : m_polygons.points) {
            if (std::isfinite(point.x) && std::isfinite(point.y)) {
                source.add(point);
            }
        }
        if (source.empty()) {
            m_atlas->issues.push_back({Severity::error, "geometry_none", {}, {}});
            return false;
        }
        for (const Point corner :
             {Point{source.min_x, source.min_y}, Point{source.max_x, source.max_y}, source.center()}) {
            if (const Point moved = to_lon_lat->forward(corner); std::isfinite(moved.x) && std::isfinite(moved.y)) {
                m_lon_lat.add(moved);
            }
        }
        m_atlas->display_crs = default_display_crs(province_code(), m_lon_lat);
        append_issues(m_atlas->issues,
                      named(transform_polygons(m_polygons, m_atlas->source_crs, m_atlas->display_crs), m_drawn));
        m_atlas->coverage = make_coverage(m_polygons, WorkerPool::shared());
        m_polygons = {};
        if (m_atlas->coverage.all.empty()) {
            m_atlas->issues.push_back({Severity::error, "geometry_none", {}, {}});
            return false;
        }
        m_atlas->main_coverage = coverage_without_far_islands(*m_atlas);
        m_atlas->main_extent = m_atlas->main_coverage.box();
        return true;
    }

    void read_tables() {
        if (m_atlas->workspace.tables.empty() && m_atlas->workspace.criteria_sets.empty()) {
            return; // a plain boundary file: nothing to join, nothing to judge
        }
        m_atlas->criteria_sets = load_criteria_sets(m_atlas->workspace, m_atlas->issues);
        // The unit tables first: their names and types are what the others are matched against.
        const std::vector<ConfirmedJoin> confirmed = read_confirmed();
        const std::vector<OtherName> others = read_lineages();
        for (const bool units_first : {true, false}) {
            const UnitMatcher matcher(m_atlas->units, others, confirmed);
            for (const Workspace::TableEntry& entry : m_atlas->workspace.tables) {
                if (entry.kind != "lineage" && (entry.kind == "unit") == units_first) {
                    read_one_table(entry, matcher);
                }
            }
        }
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
        append_issues(atlas.issues, check_duties(atlas.duties));
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
        std::move(joins.begin(), joins.end(), std::back_inserter(atlas.joins));
    }

    void measure_units() {
        Atlas& atlas = *m_atlas;
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
        find_label_points(atlas);
    }
};

} // namespace

Result<std::shared_ptr<const Atlas>> load_atlas(std::string_view argument, Progress* progress) {
    return Loader(progress).load(argument);
}

} // namespace ntm
