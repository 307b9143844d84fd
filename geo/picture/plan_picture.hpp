#pragma once

#include "geo/atlas/atlas.hpp"
#include "geo/base/lang.hpp"
#include "geo/shape/outline_overlay.hpp"
#include "geo/shape/raster_shift.hpp"

#include <atomic>
#include <memory>
#include <string>
#include <vector>

namespace ntm {

/// How a planning layer is shown.
struct PlanLook {
    std::uint32_t layer = 0;
    double opacity = 0.65;
    bool now = false; ///< land use as it is now, where the layer tells it beside the planned one
    bool operator==(const PlanLook&) const = default;
};
/// All layers as the workspace has them, the lowest first.
[[nodiscard]] std::vector<PlanLook> plan_looks(const Atlas& atlas);

/// Planning layers to be laid over a map.
struct PlanPictureRequest {
    const Atlas& atlas;
    std::vector<PlanLook> looks; ///< the lowest first
    /// Places where plans are wrong, display metres: over everything. May be null.
    std::shared_ptr<const PolygonColumns> flaws;
    MapView view;
    double px_per_pt = 96.0 / 72;
    bool smooth = false; ///< fills too have smooth edges: four samples a pixel
};
/// Parcels in the colours of their land use, plans as outlines. False when `cancelled` became true.
bool draw_plan_layers(const PlanPictureRequest& request, WorkerPool& pool, Overlay& out,
                      const std::atomic<bool>* cancelled = nullptr);

/// The same of a view that was moved: what `from` shows already is taken over.
bool draw_moved_plan_layers(const PlanPictureRequest& request, const Overlay& from, PixelShift shift, WorkerPool& pool,
                            Overlay& out, const std::atomic<bool>* cancelled = nullptr);

/// The land use that a look shows of a polygon: number in PlanLayer::uses, or no_use.
[[nodiscard]] std::uint16_t shown_use(const PlanLayer& layer, const PlanLook& look, std::uint32_t feature);
/// Of parcels with two codes the first one's colour with lines of the second's; grey for codes that the legend does not
/// know. Lines and points: `fill` is their ink.
[[nodiscard]] UnitStyle use_style(const Atlas& atlas, const PlanLayer& layer, std::uint16_t use);
/// "Đất ở tại nông thôn + Đất trồng cây lâu năm"; words that say so for no code and for unknown ones. A class of lines
/// or points that is in no legend is its own name.
[[nodiscard]] std::string use_name(const Atlas& atlas, const PlanLayer& layer, std::uint16_t use, const Lang& lang);
/// The code before its name; empty where the name says it all.
[[nodiscard]] std::string use_code(const PlanLayer& layer, std::uint16_t use);
inline constexpr double stroke_pt = 1.8, point_pt = 6.5; ///< widths of drawn lines and points

/// A land use with the number of its polygons that the view touches, the most frequent first.
struct ShownUse {
    std::uint16_t use = no_use;
    std::size_t polygons = 0;
};
[[nodiscard]] std::vector<ShownUse> shown_uses(const Atlas& atlas, const PlanLook& look, const MapView& view);

} // namespace ntm
