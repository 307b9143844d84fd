#pragma once

#include "geo/atlas/atlas.hpp"
#include "geo/atlas/boundary_cache.hpp"
#include "geo/base/worker_pool.hpp"

#include <optional>
#include <string>
#include <vector>

// Private to this room: the stages of load_atlas, a file each.
namespace ntm {

/// Reads the boundary layers of a workspace and lays them out in the display system.
class BoundaryLoader {
public:
    BoundaryLoader(Atlas& atlas, Boundaries& boundaries, Progress* progress, const LoadOptions& options)
        : m_atlas(atlas)
        , m_boundaries(boundaries)
        , m_progress(progress)
        , m_options(options) {}

    [[nodiscard]] bool read(); ///< false: no layer, or cancelled. Notes the levels it found in the workspace
    /// Needs the units. False: nothing to draw, or cancelled. The first `told` Issues of the atlas are of before the
    /// tables.
    [[nodiscard]] bool place_on_display(std::size_t told);

private:
    /// Which file a feature of the drawn outlines came from.
    struct DrawnLayer {
        std::size_t first_feature;
        const Table* table;
    };
    Atlas& m_atlas;
    Boundaries& m_boundaries;
    Progress* m_progress;
    const LoadOptions& m_options;
    Box m_lon_lat;
    PolygonColumns m_polygons;              ///< of the drawn level; gone when the arcs are there
    std::vector<PolygonColumns> m_outlines; ///< of the layers, until they are gathered
    std::vector<Crs> m_systems;
    std::vector<DrawnLayer> m_drawn;
    std::optional<WorkerPool> m_own_pool;
    WorkerPool* m_pool = &WorkerPool::shared();

    void begin(const char* stage) const;
    [[nodiscard]] bool cancelled() const { return m_progress != nullptr && m_progress->cancelled(); }
    void gather_outlines();
    [[nodiscard]] static Issues named(Issues issues, const std::vector<DrawnLayer>& layers);
    [[nodiscard]] std::vector<Crs> place_layers(const std::vector<Crs>& stated, const std::vector<Crs>& asked);
    [[nodiscard]] Crs place_one(std::size_t i, const Crs& stated, const Crs& asked, ReferencePlaces& references);
    void show_coarse(const Box& source, std::size_t told);
};

/// What the sources or the cache gave becomes the atlas's; the Issues of their place stand behind the first `told`.
void take_placed(Atlas& atlas, const Boundaries& boundaries, std::size_t told);
void measure_units(Atlas& atlas);
/// Of the workspace, else the only one that the boundaries have.
[[nodiscard]] std::string province_code(const Atlas& atlas);

/// Criteria sets and tables, with what can only be said when all are there. The names and codes that units had before.
[[nodiscard]] std::vector<OtherName> load_tables(Atlas& atlas, Progress* progress);
/// Drawings of before a reform name the communes of then: `other_names`.
void load_planning_layers(Atlas& atlas, const std::vector<OtherName>& other_names, Progress* progress);

} // namespace ntm
