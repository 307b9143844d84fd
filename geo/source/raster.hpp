#pragma once

#include "geo/base/progress.hpp"
#include "geo/base/result.hpp"
#include "geo/earth/control_points.hpp"
#include "geo/earth/crs.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ntm {

/// What a picture file says of itself.
struct RasterInfo {
    int width_px = 0;
    int height_px = 0;
    std::optional<PlaneMap> to_place; ///< from pixels, where the file or a world file beside it says
    std::vector<ControlPoint> points; ///< control points inside the file, used where it says nothing better
    Crs crs;                          ///< of either; empty where the file does not say
    bool reduced = false;             ///< has overviews, so that all of it is seen quickly
};

/// A part of the full picture, half-open, in its pixels.
struct RasterWindow {
    double x0 = 0, y0 = 0, x1 = 0, y1 = 0;
};

/// A part of a picture at some scale: colours premultiplied by their alpha, row by row.
struct RasterPart {
    std::int64_t first_column = 0, first_row = 0; ///< in cells, from the upper left corner of the picture
    double px_per_cell_x = 1, px_per_cell_y = 1;  ///< pixels of the full picture
    int columns = 0;
    int rows = 0;
    std::vector<std::array<std::uint8_t, 4>> cells;
};

/// A picture file, open for reading in parts: never more of it is in memory than a part and a reduced picture of at
/// most `most_reduced_px` a side. Safe from many threads, which wait for each other.
class RasterReader {
public:
    static constexpr int most_reduced_px = 4096;
    /// Files that take reading more pixels than this for one view are shown only from nearer.
    static constexpr double most_pixels_read = 1.6e9;

    /// TIFF (GeoTIFF, COG), PNG, JPEG, BMP and the first page of a PDF; with world file, overviews and
    /// .aux.xml beside it. Issues: those of check_path, raster_unreadable, raster_too_large (a side or a block that no
    /// sound file has), raster_truncated (what is there is shown), raster_bands.
    [[nodiscard]] static Result<std::shared_ptr<RasterReader>> open(const std::filesystem::path& file);
    ~RasterReader();
    RasterReader(const RasterReader&) = delete;
    RasterReader& operator=(const RasterReader&) = delete;

    [[nodiscard]] const RasterInfo& info() const;

    struct Reading {
        std::shared_ptr<const RasterPart> part; ///< none: cancelled, too much to read, or nothing of it in the window
        bool too_much = false;
        Issues issues; ///< raster_read_broken: that part of the picture is left open
    };
    /// The window, at cells of about `px_per_cell` pixels (1 or more) or finer; may hold more than the window.
    [[nodiscard]] Reading read(const RasterWindow& window, double px_per_cell, Progress* progress = nullptr);

private:
    struct Impl;
    explicit RasterReader(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace ntm
