#pragma once

#include "geo/base/result.hpp"
#include "geo/earth/control_points.hpp"
#include "geo/earth/crs.hpp"

#include <filesystem>
#include <vector>

namespace ntm {

/// Control points of a scan, as they lie beside it in a file of their own.
struct ScanPoints {
    PlacingMethod method = PlacingMethod::affine;
    std::vector<ControlPoint> points;
    bool operator==(const ScanPoints&) const = default;
};

/// "scan.tif" -> "scan.tif.points.toml".
[[nodiscard]] std::filesystem::path points_file(const std::filesystem::path& scan);

/// The points of a file, moved into `display`. Issues: scan_points_wrong (what is not understood), those of moving.
[[nodiscard]] Result<ScanPoints> read_scan_points(const std::filesystem::path& file, const Crs& display);

/// Writes the points file beside the scan, whole or not at all; places are in `display`. Without points the file goes.
/// The scan itself stays as it is.
[[nodiscard]] Issues write_scan_points(const std::filesystem::path& scan, const ScanPoints& points, const Crs& display);

} // namespace ntm
