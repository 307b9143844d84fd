#pragma once

#include "geo/atlas/scans.hpp"
#include "geo/shape/fragments.hpp"
#include "geo/shape/outline_overlay.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace ntm {

/// How a scan is shown.
struct ScanLook {
    std::uint32_t scan = 0;
    double opacity = 0.7;
    bool over = false;                      ///< over borders and planning layers, else under them
    std::shared_ptr<const ScanPlace> place; ///< where it lies: as loaded, or as just picked
    bool operator==(const ScanLook&) const = default;
};
/// Those that have a place, as the workspace has them, the lowest first.
[[nodiscard]] std::vector<ScanLook> scan_looks(const std::vector<Scan>& scans);

/// Scans as a view shows them.
struct ScanPicture {
    MapView view;
    Overlay under, over;                ///< without pixels where nothing is shown
    std::vector<std::uint32_t> too_far; ///< scans without overviews that are too large to be shown from so far
    Issues issues;                      ///< of reading
};
/// What a person should know of it: the issues of reading, and scan_too_far.
[[nodiscard]] Issues scan_issues(const ScanPicture& picture, const std::vector<Scan>& scans);
/// Reads of each scan what the view shows and moves it there; slow where files are. Null when cancelled.
[[nodiscard]] std::shared_ptr<const ScanPicture> draw_scans(const std::vector<Scan>& scans,
                                                            const std::vector<ScanLook>& looks, const Crs& display,
                                                            const MapView& view, WorkerPool& pool,
                                                            Progress* progress = nullptr);

/// Another view of what an overlay of `from` shows: what it does not is left open. For a map on the move.
[[nodiscard]] Overlay moved_overlay(const Overlay& overlay, const MapView& from, const MapView& to, WorkerPool& pool);

/// Makes way for borders and patterns: where `paint` or, with fragments, `paint_at_rest` draws them, the overlay of the
/// whole picture is not.
void spare_borders(Overlay& overlay, const IdRaster& ids, const Fragments* fragments, const MapView& view,
                   const PaintStyle& style, WorkerPool& pool);

} // namespace ntm
