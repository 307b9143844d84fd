#include "geo/atlas/atlas.hpp"

#include "geo/atlas/label_points.hpp"
#include "geo/atlas/loading_parts.hpp"
#include "geo/base/paths.hpp"
#include "geo/source/memory_hint.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

namespace ntm {

namespace {

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
            if (!m_boundary_loader.read()) {
                return take_failure();
            }
        }
        if (!make_units()) {
            return take_failure();
        }
        const std::size_t told = m_atlas->issues.size();
        begin("load.tables");
        const std::vector<OtherName> other_names = load_tables(*m_atlas, m_progress);
        if (cancelled() || !(cached || m_boundary_loader.place_on_display(told))) {
            return take_failure();
        }
        take_placed(*m_atlas, m_boundaries, told);
        if (m_options.drawings) {
            begin("load.planning_layers");
            load_planning_layers(*m_atlas, other_names, m_progress);
        }
        if (m_atlas->scans.empty()) { // else they came with the coarse outlines
            m_atlas->scans =
                load_scans(m_atlas->workspace, {m_atlas->display_crs, m_atlas->main_extent, province_code(*m_atlas)},
                           m_atlas->issues);
        }
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
    Progress* m_progress;
    const LoadOptions& m_options;
    Boundaries m_boundaries;
    BoundaryLoader m_boundary_loader{*m_atlas, m_boundaries, m_progress, m_options};

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

    bool make_units() {
        m_atlas->issues.insert(m_atlas->issues.end(), m_boundaries.reading.begin(), m_boundaries.reading.end());
        auto units = build_units(m_boundaries.inputs, m_atlas->workspace.province);
        append_issues(m_atlas->issues, std::move(units.issues()));
        if (units) {
            m_atlas->units = std::move(*units);
        }
        return units.has_value();
    }
};

} // namespace

Result<std::shared_ptr<const Atlas>> load_atlas(std::string_view argument, Progress* progress,
                                                const LoadOptions& options) {
    return Loader(progress, options).load(argument);
}

} // namespace ntm
