#include "geo/atlas/geometry_check.hpp"

#include "geo/base/paths.hpp"
#include "geo/base/worker_pool.hpp"
#include "geo/shape/mismatches.hpp"
#include "geo/source/source.hpp"

#include <fmt/format.h>

#include <utility>

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

namespace {

/// "01492 Xã A - 01495 Xã B"
std::string units_of(const Atlas& atlas, const Mismatch& mismatch) {
    std::string words;
    for (const std::uint32_t feature : {mismatch.feature, mismatch.other}) {
        if (feature < atlas.units.count(atlas.units.drawn)) {
            const UnitRef unit{atlas.units.drawn, feature};
            words += fmt::format("{}{} {}", words.empty() ? "" : " - ", atlas.units.code(unit), atlas.units.name(unit));
        }
    }
    return words;
}

std::string size_of(const Mismatch& mismatch) {
    switch (mismatch.kind) {
    case Mismatch::Kind::gap:
    case Mismatch::Kind::overlap:
        return fmt::format("{:.2f} m2, {:.3f} m", mismatch.area_m2, mismatch.width_m);
    case Mismatch::Kind::near_miss:
    case Mismatch::Kind::t_junction:
        break;
    }
    return fmt::format("{} x {:.3f} m", mismatch.count, mismatch.width_m);
}

std::pair<Severity, const char*> code_of(const Mismatch& mismatch) {
    constexpr double narrow_m = 30; // wider ground between units is a lake or a river more often than a slip
    switch (mismatch.kind) {
    case Mismatch::Kind::gap:
        return mismatch.width_m < narrow_m ? std::pair{Severity::warning, "coverage_gap"}
                                           : std::pair{Severity::info, "coverage_hole"};
    case Mismatch::Kind::overlap:
        return {Severity::warning, "coverage_overlap"};
    case Mismatch::Kind::near_miss:
        return {Severity::warning, "coverage_near_miss"};
    case Mismatch::Kind::t_junction:
        break;
    }
    return {Severity::info, "coverage_t_junction"};
}

} // namespace

Issues check_coverage(const Atlas& atlas) {
    Issues issues;
    const auto to_lon_lat = Transformation::create(atlas.display_crs, lon_lat_crs);
    if (!to_lon_lat) {
        return to_lon_lat.issues();
    }
    std::string file;
    for (const Workspace::Boundary& boundary : atlas.workspace.boundaries) {
        file = boundary.level == atlas.units.drawn ? path_text(boundary.source) : file;
    }
    for (const Mismatch& mismatch : find_mismatches(atlas.coverage, WorkerPool::shared())) {
        const auto [severity, code] = code_of(mismatch);
        const Point at = to_lon_lat->forward(mismatch.at);
        issues.push_back({severity,
                          code,
                          {file, {}, 0, {}, units_of(atlas, mismatch)},
                          fmt::format("{}, {:.6f} {:.6f}", size_of(mismatch), at.x, at.y)});
    }
    return issues;
}

} // namespace ntm
