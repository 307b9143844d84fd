#include "geo/atlas/workspace.hpp"

#include "geo/atlas/workspace_keys.hpp"
#include "geo/base/paths.hpp"
#include "geo/source/source.hpp"

#include <fmt/format.h>

#include <toml++/toml.h>

#include <algorithm>
#include <array>

namespace ntm {

namespace {

constexpr std::array<std::string_view, 12> table_kinds{"unit",    "recognition", "process",    "assessment",
                                                       "plan",    "target",      "assignment", "task",
                                                       "product", "capital",     "figure",     "lineage"};

BoundaryColumns boundary_columns(const ColumnNames& names, KeyReader& keys, const toml::table& table) {
    BoundaryColumns columns;
    const std::pair<std::string_view, std::string*> known[] = {{"code", &columns.code},
                                                               {"name", &columns.name},
                                                               {"type", &columns.type},
                                                               {"parent", &columns.parent},
                                                               {"parent_name", &columns.parent_name},
                                                               {"province", &columns.province},
                                                               {"province_name", &columns.province_name}};
    for (const auto& [ours, header] : names) {
        const auto* found = std::find_if(std::begin(known), std::end(known),
                                         [&wanted = ours](const auto& k) { return k.first == wanted; });
        if (found != std::end(known)) {
            *found->second = header;
        } else {
            keys.report(Severity::warning, "workspace_key_unknown", "columns." + ours, *table.get("columns"),
                        "code, name, type, parent, parent_name, province, province_name");
        }
    }
    return columns;
}

void read_boundaries(const toml::array& entries, const std::filesystem::path& file, Workspace& workspace,
                     Issues& issues) {
    for (const toml::node& node : entries) {
        const toml::table& table = *node.as_table();
        KeyReader keys(table, "boundaries.", file, issues);
        Workspace::Boundary boundary;
        const std::string level = keys.text("level");
        boundary.level = parse_level(level);
        if (!level.empty() && !boundary.level) {
            keys.report(Severity::error, "workspace_value", "level", *table.get("level"),
                        "commune, district, province");
        }
        const std::string source = keys.text("source");
        boundary.source = (workspace.folder / text_path(source)).lexically_normal();
        boundary.layer = keys.text("layer");
        boundary.columns = boundary_columns(keys.columns("columns"), keys, table);
        boundary.valid_from = keys.date("valid_from");
        boundary.crs = keys.text("crs");
        boundary.encoding = keys.text("encoding");
        keys.report_unknown();
        if (source.empty()) {
            keys.report(Severity::error, "workspace_key_missing", "source", node, {});
        } else {
            workspace.boundaries.push_back(std::move(boundary));
        }
    }
}

/// Where a table lies in its file. A sheet is called `sheet` or, as in a database, `layer`.
void read_choice(KeyReader& keys, const toml::table& table, TableChoice& choice) {
    choice.layer = keys.text("layer");
    if (const std::string sheet = keys.text("sheet"); !sheet.empty()) {
        choice.layer = sheet;
    }
    choice.encoding = keys.text("encoding");
    const auto expect = [&](std::string_view key, bool fits) {
        if (const toml::node* node = table.get(key); node != nullptr && !fits) {
            keys.report(Severity::error, "workspace_value", key, *node, "[4, 5]");
        }
    };
    choice.cut.header_rows = keys.whole_numbers("header_rows");
    expect("header_rows", choice.cut.header_rows.size() >= 1 && choice.cut.header_rows.front() >= 1);
    const std::vector<std::int64_t> rows = keys.whole_numbers("rows");
    expect("rows", rows.size() == 2 && rows[0] <= rows[1]);
    if (rows.size() == 2 && rows[0] <= rows[1]) {
        choice.cut.first_row = rows[0];
        choice.cut.last_row = rows[1];
    }
}

void read_tables(const toml::array& entries, const std::filesystem::path& file, Workspace& workspace, Issues& issues) {
    for (const toml::node& node : entries) {
        const toml::table& table = *node.as_table();
        KeyReader keys(table, "tables.", file, issues);
        Workspace::TableEntry entry;
        entry.kind = keys.text("kind");
        const std::string source = keys.text("source");
        entry.source = (workspace.folder / text_path(source)).lexically_normal();
        read_choice(keys, table, entry.choice);
        entry.shape.columns = keys.columns("columns");
        entry.shape.values = keys.columns("values");
        entry.shape.constants = keys.columns("constants");
        const std::string level = keys.text("level");
        entry.shape.level = parse_level(level);
        if (!level.empty() && !entry.shape.level) {
            keys.report(Severity::error, "workspace_value", "level", *table.get("level"),
                        "commune, district, province");
        }
        keys.report_unknown();
        if (source.empty() || entry.kind.empty()) {
            keys.report(Severity::error, "workspace_key_missing", source.empty() ? "source" : "kind", node, {});
        } else if (std::find(table_kinds.begin(), table_kinds.end(), entry.kind) == table_kinds.end()) {
            keys.report(Severity::error, "table_kind_unknown", "kind", *table.get("kind"),
                        fmt::format("{}", fmt::join(table_kinds, ", ")));
        } else {
            workspace.tables.push_back(std::move(entry));
        }
    }
}

void read_criteria_sets(const toml::array& entries, const std::filesystem::path& file, Workspace& workspace,
                        Issues& issues) {
    for (const toml::node& node : entries) {
        const toml::table& table = *node.as_table();
        KeyReader keys(table, "criteria_sets.", file, issues);
        Workspace::CriteriaSetEntry entry;
        const std::string source = keys.text("source");
        entry.source = (workspace.folder / text_path(source)).lexically_normal();
        entry.base = keys.text("base");
        entry.id = keys.text("id");
        entry.title = keys.text("title");
        const std::string level = keys.text("level");
        entry.level = parse_level(level);
        if (!level.empty() && !entry.level) {
            keys.report(Severity::error, "workspace_value", "level", *table.get("level"),
                        "commune, district, province");
        }
        const std::string tier = keys.text("tier");
        entry.tier = parse_tier(tier);
        if (!tier.empty() && !entry.tier) {
            keys.report(Severity::error, "workspace_value", "tier", *table.get("tier"),
                        "ntm, nang_cao, kieu_mau, hien_dai, hoan_thanh");
        }
        entry.from = keys.date("from");
        entry.to = keys.date("to");
        entry.illustrative = keys.truth("illustrative");
        keys.report_unknown();
        if (source.empty()) {
            keys.report(Severity::error, "workspace_key_missing", "source", node, {});
        } else {
            workspace.criteria_sets.push_back(std::move(entry));
        }
    }
}

} // namespace

Result<Workspace> read_workspace(const std::filesystem::path& file) {
    auto text = read_file(file);
    if (!text) {
        return std::move(text.issues());
    }
    toml::table root;
    try {
        root = toml::parse(*text);
    } catch (const toml::parse_error& error) {
        return Issue{Severity::error,
                     "workspace_syntax",
                     {path_text(file), {}, static_cast<std::int64_t>(error.source().begin.line), {}, {}},
                     std::string(error.description())};
    }
    Workspace workspace;
    Issues issues;
    workspace.folder = file.parent_path();
    workspace.name = path_text(std::filesystem::absolute(file).parent_path().filename());
    KeyReader keys(root, {}, file, issues);
    workspace.title = keys.text("title");
    workspace.province = keys.text("province");
    workspace.region = keys.text("region");
    workspace.as_of = keys.date("as_of");
    workspace.plan_period = keys.period("plan_period");
    workspace.illustrative = keys.truth("illustrative");
    workspace.deadline = keys.date("deadline");
    workspace.scheme = keys.text("scheme");
    if (!workspace.scheme.empty() && workspace.scheme != ha_tinh_scheme) {
        keys.report(Severity::error, "workspace_value", "scheme", *root.get("scheme"), std::string(ha_tinh_scheme));
    }
    if (const toml::array* entries = keys.tables("boundaries")) {
        read_boundaries(*entries, file, workspace, issues);
    }
    if (const toml::array* entries = keys.tables("tables")) {
        read_tables(*entries, file, workspace, issues);
    }
    if (const toml::array* entries = keys.tables("criteria_sets")) {
        read_criteria_sets(*entries, file, workspace, issues);
    }
    if (const toml::array* entries = keys.tables("planning_layers")) {
        read_planning_layers(*entries, file, workspace, issues);
    }
    if (const toml::array* entries = keys.tables("scans")) {
        read_scans(*entries, file, workspace, issues);
    }
    keys.report_unknown();
    if (workspace.title.empty()) {
        workspace.title = workspace.name;
    }
    if (workspace.boundaries.empty()) {
        issues.push_back({Severity::error, "workspace_key_missing", {path_text(file), {}, 0, "boundaries", {}}, {}});
        return issues;
    }
    return {std::move(workspace), std::move(issues)};
}

Result<Workspace> workspace_of_file(const std::filesystem::path& file) {
    auto layers = list_layers(file);
    if (!layers) {
        return std::move(layers.issues());
    }
    Workspace workspace;
    Issues issues = std::move(layers.issues());
    workspace.folder = file.parent_path();
    workspace.name = path_text(file.stem());
    workspace.title = workspace.name;
    const auto report = [&](Severity severity, std::string code, const std::string& layer, std::string detail) {
        issues.push_back({severity, std::move(code), {path_text(file), layer, 0, {}, {}}, std::move(detail)});
    };
    std::array<const LayerInfo*, 3> chosen{};
    const LayerInfo* unnamed = nullptr;
    for (const LayerInfo& layer : *layers) {
        if (layer.geometry != GeometryKind::polygon) {
            report(Severity::warning, "layer_left_out", layer.name, "geometry");
            continue;
        }
        Table fields;
        fields.names = layer.fields;
        fields.columns.resize(layer.fields.size());
        const auto level = guess_level(fields, layer.name);
        if (!level) {
            if (unnamed == nullptr) {
                unnamed = &layer;
            } else {
                report(Severity::info, "layer_left_out", layer.name, "level");
            }
            continue;
        }
        const LayerInfo*& place = chosen[static_cast<std::size_t>(*level)];
        // Of two layers of one level the shorter name is the plain one ("commune" before "commune_2025").
        if (place == nullptr || layer.name.size() < place->name.size()) {
            if (place != nullptr) {
                report(Severity::info, "layer_left_out", place->name, layer.name);
            }
            place = &layer;
        } else {
            report(Severity::info, "layer_left_out", layer.name, place->name);
        }
    }
    const bool any = std::any_of(chosen.begin(), chosen.end(), [](const LayerInfo* layer) { return layer != nullptr; });
    if (!any && unnamed != nullptr) {
        // Headers say nothing: what stands in the cells may.
        Workspace::Boundary& boundary = workspace.boundaries.emplace_back();
        boundary.source = file;
        boundary.layer = unnamed->name;
    } else if (unnamed != nullptr) {
        report(Severity::info, "layer_left_out", unnamed->name, "level");
    }
    for (const Level level : all_levels) {
        if (const LayerInfo* layer = chosen[static_cast<std::size_t>(level)]) {
            Workspace::Boundary boundary;
            boundary.level = level;
            boundary.source = file;
            boundary.layer = layer->name;
            workspace.boundaries.push_back(std::move(boundary));
        }
    }
    if (workspace.boundaries.empty()) {
        std::vector<std::string> names;
        for (const LayerInfo& layer : *layers) {
            names.push_back(layer.name);
        }
        const bool empty =
            std::all_of(layers->begin(), layers->end(), [](const LayerInfo& layer) { return layer.features == 0; });
        report(Severity::error, empty ? "layer_empty" : "layer_not_polygons",
               names.size() == 1 ? names.front() : std::string(), fmt::format("{}", fmt::join(names, ", ")));
        return issues;
    }
    return {std::move(workspace), std::move(issues)};
}

std::vector<std::string> sample_names() {
    std::vector<std::string> names;
    const auto data = find_data_folder();
    if (!data) {
        return names;
    }
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(*data / "samples", error)) {
        if (std::filesystem::exists(entry.path() / "workspace.toml", error)) {
            names.push_back(path_text(entry.path().filename()));
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

Result<std::filesystem::path> resolve_workspace(std::string_view argument) {
    constexpr std::string_view prefix = "sample:";
    std::error_code error;
    if (argument.starts_with(prefix)) {
        auto data = find_data_folder();
        if (!data) {
            return std::move(data.issues());
        }
        const std::string_view name = argument.substr(prefix.size());
        const std::vector<std::string> known = sample_names();
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            return Issue{Severity::error,
                         "sample_unknown",
                         {{}, {}, 0, {}, std::string(name)},
                         fmt::format("{}", fmt::join(known, ", "))};
        }
        return *data / "samples" / text_path(name) / "workspace.toml";
    }
    std::filesystem::path path = text_path(argument);
    if (std::filesystem::is_directory(path, error)) {
        const std::filesystem::path inside = path / "workspace.toml";
        if (!std::filesystem::exists(inside, error) && is_layer_folder(path)) {
            return path;
        }
        if (!std::filesystem::exists(inside, error)) {
            return Issue{Severity::error, "workspace_file_missing", {path_text(path), {}, 0, {}, {}}, {}};
        }
        return inside;
    }
    if (!std::filesystem::exists(path, error)) {
        return Issue{Severity::error, "file_missing", {path_text(path), {}, 0, {}, {}}, {}};
    }
    return path;
}

} // namespace ntm
