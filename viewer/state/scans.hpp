#pragma once

#include "geo/picture/scan_picture.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace ntm::viewer {

struct Document;

/// A scan as chosen, and its control points as they stand, saved or not.
struct ScanChoice {
    std::uint32_t scan = 0;
    bool shown = false;
    double opacity = 0.7;
    bool over = false;
    ScanPoints points; ///< display metres
    bool operator==(const ScanChoice&) const = default;
};

/// Where a scan lies by points that were picked; kept so that it is worked out once.
struct PickedPlace {
    ScanPoints points;
    std::shared_ptr<const ScanPlace> place; ///< none: too few points, or on a line
};

/// The scan beside the map, on which control points are picked.
struct ScanPane {
    std::optional<std::uint32_t> scan; ///< none: closed
    MapView view; ///< over the plane of the scan: x to the right, y up, in its pixels; its upper left corner is (0, 0)
    bool fits = true; ///< nobody moved it yet
    // One half of a point, until the other one is picked.
    std::optional<Point> px;
    std::optional<Point> place; ///< display metres

    [[nodiscard]] Point scan_px(Point pane_px) const {
        const Point at = view.to_metres(pane_px);
        return {at.x, -at.y};
    }
    [[nodiscard]] Point pane_px(Point scan_px) const { return view.to_px({scan_px.x, -scan_px.y}); }
};

/// How much of the map's width the pane lies over; it begins at the legend where that is open.
[[nodiscard]] inline double scan_pane_share(bool legend_open) {
    return legend_open ? 0.25 : 0.5;
}

/// What the map shows of scans, as far as it is read.
struct ShownScans {
    std::shared_ptr<const Document> document;
    std::vector<ScanLook> looks;
    std::shared_ptr<const ScanPicture> picture;
};
/// What the pane shows.
struct PanePicture {
    std::shared_ptr<const Document> document;
    std::uint32_t scan = 0;
    std::shared_ptr<const ScanPicture> picture;
};

struct ChangeScan { ///< what is absent stays
    std::uint32_t scan = 0;
    std::optional<bool> shown, over;
    std::optional<double> opacity;
};
struct MoveScan {
    std::uint32_t scan = 0;
    int by = 1; ///< 1: over the next one
};
struct FlyToScan {
    std::uint32_t scan = 0;
};
struct OpenScanPane {
    std::optional<std::uint32_t> scan; ///< none: close it
};
struct PlaceScanPane {
    int width_px = 0, height_px = 0;
};
struct PanScanPane {
    double dx_px = 0, dy_px = 0;
};
struct ZoomScanPane {
    double factor = 1; ///< over 1: nearer
    std::optional<Point> about_px;
};
struct PickScanPixel { ///< in pixels of the scan
    Point px;
};
struct PickScanPlace {
    Point map_px;
};
struct AddScanPoint {
    ControlPoint point;
};
struct DropScanPoint {
    std::size_t index = 0;
};
struct DropScanPick {}; ///< the half of a point that was picked
struct SetScanMethod {
    PlacingMethod method = PlacingMethod::affine;
};
struct SaveScanPoints {}; ///< the window writes the file beside the scan
struct ScanPointsSaved {
    std::string file;
    Issues issues;
};
struct ScansDrawn {
    std::shared_ptr<const ShownScans> scans;
};
struct ScanPaneDrawn {
    std::shared_ptr<const PanePicture> picture;
};
struct OfferScans { ///< picture files that were dropped on a workspace
    std::vector<std::string> files;
};
struct TakeScans {}; ///< the window writes them into workspace.toml and loads again
struct RefuseScans {};

using ScanCommand =
    std::variant<ChangeScan, MoveScan, FlyToScan, OpenScanPane, PlaceScanPane, PanScanPane, ZoomScanPane, PickScanPixel,
                 PickScanPlace, AddScanPoint, DropScanPoint, DropScanPick, SetScanMethod, SaveScanPoints,
                 ScanPointsSaved, ScansDrawn, ScanPaneDrawn, OfferScans, TakeScans, RefuseScans>;

} // namespace ntm::viewer
