#pragma once

#include "geo/atlas/scan_points.hpp"
#include "geo/atlas/workspace.hpp"
#include "geo/source/raster.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ntm {

/// Where the pixels of a scan lie.
struct ScanPlace {
    Crs crs;           ///< of the two maps
    PlaneMap to_place; ///< from pixels
    PlaneMap to_px;
    std::optional<PlacedByPoints> fit; ///< where control points tell the place; residuals in metres
    std::vector<Point> outline;        ///< of the picture, display metres; points that cannot be moved are left out
    Box box;                           ///< the same
};

/// A scanned plan. Without `reader` it cannot be read, without `place` it has no position: both are told as Issues.
struct Scan {
    std::string name;
    std::filesystem::path file;
    double opacity = 0.7;
    bool over = false;
    std::optional<Date> date;
    std::string plan;
    std::shared_ptr<RasterReader> reader;
    ScanPoints points; ///< of the file beside it or, without one, of the scan itself; display metres
    std::shared_ptr<const ScanPlace> place;
};

/// What a scan is laid on.
struct ScanGround {
    Crs display_crs;
    Box extent;           ///< of the boundaries, display metres
    std::string province; ///< GSO code; may be empty
};

/// The place that control points (display metres) tell; none where they are too few or lie on a line.
[[nodiscard]] std::shared_ptr<const ScanPlace> place_of_points(const RasterInfo& info, const ScanPoints& points,
                                                               const Crs& display);

/// Opens the scans of a workspace; reads no pixel. Control points beside a scan (`points_file`) count before the place
/// that the scan itself tells. Issues: those of RasterReader::open and read_scan_points; scan_without_position,
/// scan_points_few, scan_points_mirrored, scan_residuals, scan_crs_assumed, scan_crs_unknown, scan_outside,
/// scan_not_reduced.
[[nodiscard]] std::vector<Scan> load_scans(const Workspace& workspace, const ScanGround& ground, Issues& issues);

} // namespace ntm
