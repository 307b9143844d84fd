#include "tools/sample/coverage.hpp"

#include "tools/sample/arcs.hpp"
#include "tools/sample/cells.hpp"
#include "tools/sample/outline.hpp"
#include "tools/sample/roughen.hpp"

namespace ntm::sample {
namespace {

constexpr double cell_m = 100;

} // namespace

PolygonColumns make_coverage(const Facts& facts) {
    std::optional<std::size_t> island_owner;
    std::vector<double> area_m2;
    for (std::size_t c = 0; c < facts.communes.size(); ++c) {
        area_m2.push_back(facts.communes[c].area_km2 * 1e6);
        if (facts.communes[c].code == facts.island_owner) {
            island_owner = c;
        }
    }
    const Grid cells = assign_communes(rasterize_outline(facts.outline, cell_m), facts, island_owner);
    auto arcs = trace_arcs(cells);
    roughen_arcs(arcs, area_m2);
    return join_arcs(arcs, facts.communes.size());
}

} // namespace ntm::sample
