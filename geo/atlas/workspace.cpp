#include "geo/atlas/workspace.hpp"

#include "geo/base/paths.hpp"
#include "geo/base/viet_text.hpp"
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

/// Takes keys out of one table of the file, each once, of the kind asked for; what is left over is unknown.
class KeyReader {
public:
    KeyReader(const toml::table& table, std::string where, const std::filesystem::path& file, Issues& issues)
        : m_table(table)
        , m_where(std::move(where))
        , m_file(file)
        , m_issues(issues) {}

    std::string text(std::string_view key) {
        const toml::node* node = take(key);
        if (node == nullptr) {
            return {};
        }
        if (const auto* value = node->as_string()) {
            return clean_text(value->get());
        }
        wrong_kind(key, *node, "text");
        return {};
    }

    bool truth(std::string_view key) {
        const toml::node* node = take(key);
        if (node == nullptr) {
            return false;
        }
        if (const auto* value = node->as_boolean()) {
            return value->get();
        }
        wrong_kind(key, *node, "true, false");
        return false;
    }

    std::optional<Date> date(std::string_view key) {
        const toml::node* node = take(key);
        if (node == nullptr) {
            return std::nullopt;
        }
        if (const auto* value = node->as_date()) {
            if (const auto date = Date::from_ymd(value->get().year, value->get().month, value->get().day)) {
                return date;
            }
        } else if (const auto* written = node->as_string()) {
            if (const auto date = Date::parse(written->get())) {
                return date;
            }
        }
        wrong_kind(key, *node, "2022-08-31");
        return std::nullopt;
    }

    std::optional<PlanPeriod> period(std::string_view key) {
        const toml::node* node = take(key);
        if (node == nullptr) {
            return std::nullopt;
        }
        if (const auto* years = node->as_array(); years != nullptr && years->size() == 2) {
            const auto from = years->get(0)->value<int>();
            const auto to = years->get(1)->value<int>();
            if (from && to && *from <= *to) {
                return PlanPeriod{*from, *to};
            }
        }
        wrong_kind(key, *node, "[2021, 2030]");
        return std::nullopt;
    }

    ColumnNames columns(std::string_view key) {
        ColumnNames names;
        const toml::node* node = take(key);
        if (node == nullptr) {
            return names;
        }
        const auto* table = node->as_table();
        if (table == nullptr) {
            wrong_kind(key, *node, "{ code = \"ma_xa\" }");
            return names;
        }
        for (const auto& [name, value] : *table) {
            if (const auto* header = value.as_string()) {
                names.emplace(std::string(name.str()), header->get());
            } else {
                wrong_kind(name.str(), value, "text");
            }
        }
        return names;
    }

    /// A whole number or a list of them; empty for anything else.
    std::vector<std::int64_t> whole_numbers(std::string_view key) {
        const toml::node* node = take(key);
        if (node == nullptr) {
            return {};
        }
        if (const auto* one = node->as_integer()) {
            return {one->get()};
        }
        std::vector<std::int64_t> numbers;
        if (const toml::array* array = node->as_array()) {
            for (const toml::node& each : *array) {
                if (const auto* number = each.as_integer()) {
                    numbers.push_back(number->get());
                }
            }
            return numbers.size() == array->size() ? numbers : std::vector<std::int64_t>();
        }
        return {};
    }

    const toml::array* tables(std::string_view key) {
        const toml::node* node = take(key);
        if (node == nullptr) {
            return nullptr;
        }
        const toml::array* array = node->as_array();
        if (array == nullptr || !array->is_homogeneous<toml::table>()) {
            wrong_kind(key, *node, fmt::format("[[{}]]", key));
            return nullptr;
        }
        return array;
    }

    std::optional<double> number(std::string_view key) {
        const toml::node* node = take(key);
        const auto value = node != nullptr ? node->value<double>() : std::optional<double>();
        if (node != nullptr && !value) {
            wrong_kind(key, *node, "0.65");
        }
        return value;
    }

    /// 2018 or "2018".
    std::string year(std::string_view key) {
        const toml::node* node = m_table.get(key);
        if (node != nullptr && node->is_integer()) {
            take(key);
            return std::to_string(*node->value<int>());
        }
        return text(key);
    }

    void report_unknown() {
        for (const auto& [name, node] : m_table) {
            if (std::find(m_taken.begin(), m_taken.end(), name.str()) == m_taken.end()) {
                report(Severity::warning, "workspace_key_unknown", name.str(), node,
                       fmt::format("{}", fmt::join(m_taken, ", ")));
            }
        }
    }

    void report(Severity severity, std::string code, std::string_view key, const toml::node& node, std::string detail) {
        m_issues.push_back({severity,
                            std::move(code),
                            {path_text(m_file),
                             {},
                             static_cast<std::int64_t>(node.source().begin.line),
                             m_where + std::string(key),
                             value_text(node)},
                            std::move(detail)});
    }

private:
    const toml::table& m_table;
    std::string m_where;
    const std::filesystem::path& m_file;
    Issues& m_issues;
    std::vector<std::string> m_taken;

    const toml::node* take(std::string_view key) {
        m_taken.emplace_back(key);
        return m_table.get(key);
    }
    static std::string value_text(const toml::node& node) {
        const auto* text = node.as_string();
        return text != nullptr ? text->get() : std::string();
    }
    void wrong_kind(std::string_view key, const toml::node& node, std::string expected) {
        report(Severity::error, "workspace_value", key, node, std::move(expected));
    }
};

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
        const auto* found =
            std::find_if(std::begin(known), std::end(known), [&](const auto& k) { return k.first == ours; });
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

void read_planning_layers(const toml::array& entries, const std::filesystem::path& file, Workspace& workspace,
                          Issues& issues) {
    for (const toml::node& node : entries) {
        const toml::table& table = *node.as_table();
        KeyReader keys(table, "planning_layers.", file, issues);
        Workspace::PlanningLayer entry;
        PlanLayerNames& names = entry.names;
        const std::string source = keys.text("source");
        entry.source = workspace.folder / text_path(source);
        entry.layer = keys.text("layer");
        entry.crs = keys.text("crs");
        entry.encoding = keys.text("encoding");
        names.name = keys.text("name");
        names.legend = keys.year("legend");
        names.unit = keys.text("unit");
        names.plan = keys.text("plan");
        names.plan_kind = keys.text("plan_kind");
        names.columns = keys.columns("columns");
        const std::string kind = keys.text("kind");
        names.kind = parse_drawing_kind(kind);
        if (!kind.empty() && !names.kind) {
            keys.report(Severity::error, "workspace_value", "kind", *table.get("kind"),
                        "plan, land_use_now, land_use_planned, other");
        }
        names.opacity = std::clamp(keys.number("opacity").value_or(names.opacity), 0.0, 1.0);
        keys.report_unknown();
        if (source.empty()) {
            keys.report(Severity::error, "workspace_key_missing", "source", node, {});
        } else {
            workspace.planning_layers.push_back(std::move(entry));
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
        chosen[static_cast<std::size_t>(Level::commune)] = unnamed;
        report(Severity::warning, "level_assumed", unnamed->name, "commune");
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
