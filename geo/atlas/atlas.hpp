#pragma once

#include "geo/atlas/placing.hpp"
#include "geo/atlas/workspace.hpp"
#include "geo/base/progress.hpp"
#include "geo/earth/crs.hpp"
#include "geo/planning/plan_layer.hpp"
#include "geo/planning/plans.hpp"
#include "geo/programme/assessment.hpp"
#include "geo/programme/criteria_set.hpp"
#include "geo/programme/duties.hpp"
#include "geo/programme/figures.hpp"
#include "geo/programme/recognition.hpp"
#include "geo/shape/coverage.hpp"
#include "geo/shape/outline.hpp"
#include "geo/units/units.hpp"

#include <array>
#include <functional>
#include <future>
#include <memory>
#include <mutex>

namespace ntm {

struct PlanGeometry;

/// The document: workspace.toml and all it names, loaded, never changed afterwards. Shared between threads.
struct Atlas {
    Workspace workspace;
    Crs display_crs;
    Crs source_crs;                 ///< of the drawn boundaries
    std::vector<LayerPlace> places; ///< of each boundary layer that was read
    Units units;
    Coverage coverage; ///< of units.drawn, display metres; feature number = unit id
    Box main_extent;   ///< without Hoàng Sa and Trường Sa, where there is more than those
    /// As `coverage`, the rings of the archipelagos left out: for a map that shows these in boxes of their own.
    Coverage main_coverage;
    Coverage far_coverage; ///< those rings alone: what the boxes show
    /// The outlines are good for a first picture only: no figure is taken from them, no name stands on them.
    bool coarse = false;
    [[nodiscard]] bool has_far_islands() const { return main_extent.max_x < coverage.box().max_x; }
    std::array<std::vector<LabelPoint>, 3> label_points; ///< per level and unit, display metres; NaN without outline
    std::array<std::vector<Box>, 3> boxes;               ///< per level and unit
    std::array<std::vector<std::uint32_t>, 3> unit_of_feature; ///< per level: number of the unit a feature belongs to
    RecognitionRegister recognitions;
    PlanRegister plans;
    std::vector<LandUseLegend> land_use_legends; ///< empty without planning layers
    std::vector<PlanLayer> plan_layers;          ///< the later lies over the earlier
    std::vector<Figure> figures;
    std::vector<CriteriaSet> criteria_sets; ///< the workspace's own first, then the national ones
    AssessmentRegister assessments;
    Duties duties;
    std::vector<Join> joins; ///< of every row of every table
    /// Units that a row of a recognition table may mean and none surely does: of their tier nothing is known until a
    /// person has confirmed or refused the row. Sorted.
    std::vector<UnitRef> tier_waits;
    Issues issues;
    std::shared_future<void> cache_written; ///< of the boundaries, where they were read from their source

    /// Last day with a fact, or today without any: the date shown when none is asked for.
    [[nodiscard]] Date default_date() const;
    [[nodiscard]] PlanPeriod default_plan_period() const; ///< of the workspace, else 2021-2030
    /// What chooses the thresholds of a unit: as its rows of the unit table say on the date, else those of the units
    /// above it, else (region) the workspace.
    [[nodiscard]] ThresholdKeys threshold_keys(UnitRef unit, Date date) const;
    /// Geodesic area; of a higher unit the sum of its parts. Computed when asked (PROJ).
    [[nodiscard]] double area_ha(UnitRef unit) const;
    /// What the planning layers are on the ground. Worked out when asked for the first time (seconds for a province of
    /// parcels), then kept; a cancelled one is not.
    [[nodiscard]] std::shared_ptr<const PlanGeometry> plan_geometry(Progress* progress = nullptr) const;
    [[nodiscard]] std::vector<std::uint32_t> features_of(UnitRef unit) const; ///< outlines of a unit of any level
    /// First and last day on which a fact changes; nothing without facts.
    [[nodiscard]] std::optional<std::pair<Date, Date>> fact_range() const;

private:
    /// A copy of an atlas may be changed before it is shared: it starts without what was worked out.
    struct PlanGeometryKept {
        std::mutex guard;
        std::shared_ptr<const PlanGeometry> made;
        PlanGeometryKept() = default;
        PlanGeometryKept(const PlanGeometryKept& /*unused*/) {}
        PlanGeometryKept& operator=(const PlanGeometryKept& /*unused*/) { return *this; }
        ~PlanGeometryKept() = default;
    };
    mutable PlanGeometryKept m_plan_geometry;
};

/// What a person says about the boundaries in place of the workspace; empty = as it says.
struct LoadOptions {
    std::string crs;
    std::string encoding;
    /// Where finding the borders takes its time: called once before it, on the loading thread, with an atlas of coarse
    /// outlines that has all else (and the same numbers of units) as the one that follows.
    std::function<void(std::shared_ptr<const Atlas>)> coarse_first;
    bool drawings = true; ///< false: planning layers are left unread, for who asks nothing of them
};

/// Loads a workspace folder, its workspace.toml, a plain boundary file, or `sample:NAME`. All Issues, also those that
/// did not stop it, are in Atlas::issues (and, without a value, in the Result).
[[nodiscard]] Result<std::shared_ptr<const Atlas>> load_atlas(std::string_view argument, Progress* progress = nullptr,
                                                              const LoadOptions& options = {});

/// Boxes in degrees around the two archipelagos that Vietnamese maps show as insets.
struct Archipelago {
    std::string_view key; ///< of the language files
    Box lon_lat;
};
[[nodiscard]] std::array<Archipelago, 2> archipelagos();

} // namespace ntm
