#include "geo/atlas/geometry_check.hpp"

#include "geo/base/paths.hpp"
#include "geo/base/worker_pool.hpp"
#include "geo/source/source.hpp"

namespace ntm {

Issues check_geometry(const Workspace& workspace) {
    Issues issues;
    for (const Workspace::Boundary& boundary : workspace.boundaries) {
        // Read again, untransformed: the fault is told in the file's own coordinates. What cannot be read was said.
        const auto layer = read_polygons(boundary.source, boundary.layer, boundary.encoding);
        if (!layer) {
            continue;
        }
        std::vector<std::string> faults(layer->polygons.features());
        WorkerPool::shared().run(
            faults.size(), [&](std::size_t feature) { faults[feature] = geometry_fault(layer->polygons, feature); });
        for (std::size_t feature = 0; feature < faults.size(); ++feature) {
            if (!faults[feature].empty()) {
                issues.push_back(
                    {Severity::error,
                     "geometry_invalid",
                     {path_text(boundary.source), boundary.layer, layer->attributes.row_number[feature], {}, {}},
                     faults[feature]});
            }
        }
    }
    return issues;
}

} // namespace ntm
