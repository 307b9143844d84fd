#include "geo/atlas/workspace_keys.hpp"
#include "geo/base/paths.hpp"

#include <algorithm>

namespace ntm {

void read_planning_layers(const toml::array& entries, const std::filesystem::path& file, Workspace& workspace,
                          Issues& issues) {
    for (const toml::node& node : entries) {
        const toml::table& table = *node.as_table();
        KeyReader keys(table, "planning_layers.", file, issues);
        Workspace::PlanningLayer entry;
        PlanLayerNames& names = entry.names;
        const std::string source = keys.text("source");
        entry.source = (workspace.folder / text_path(source)).lexically_normal();
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

} // namespace ntm
