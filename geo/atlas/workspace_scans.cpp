#include "geo/atlas/workspace_keys.hpp"
#include "geo/base/paths.hpp"

#include <algorithm>

namespace ntm {

void read_scans(const toml::array& entries, const std::filesystem::path& file, Workspace& workspace, Issues& issues) {
    for (const toml::node& node : entries) {
        const toml::table& table = *node.as_table();
        KeyReader keys(table, "scans.", file, issues);
        Workspace::ScanEntry entry;
        const std::string source = keys.text("source");
        entry.source = (workspace.folder / text_path(source)).lexically_normal();
        entry.name = keys.text("name");
        if (entry.name.empty()) {
            entry.name = path_text(entry.source.stem());
        }
        entry.crs = keys.text("crs");
        entry.date = keys.date("date");
        entry.plan = keys.text("plan");
        entry.opacity = std::clamp(keys.number("opacity").value_or(entry.opacity), 0.0, 1.0);
        const std::string order = keys.text("order");
        entry.over = order == "over";
        if (!order.empty() && order != "over" && order != "under") {
            keys.report(Severity::error, "workspace_value", "order", *table.get("order"), "under, over");
        }
        keys.report_unknown();
        if (source.empty()) {
            keys.report(Severity::error, "workspace_key_missing", "source", node, {});
        } else {
            workspace.scans.push_back(std::move(entry));
        }
    }
}

} // namespace ntm
