#pragma once

#include "geo/base/columns.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace ntm {

/// A point of a picture whose place on the ground is known. Pixels are counted from the upper left corner of the
/// picture, to the right and downwards; the middle of the first one is (0.5, 0.5).
struct ControlPoint {
    Point px;
    Point place; ///< in the system of the points
    bool operator==(const ControlPoint&) const = default;
};

/// How places follow from control points.
enum class PlacingMethod : std::uint8_t {
    affine, ///< shift, scale, turn and shear that fit best: at least three points
    spline  ///< thin plate, through every point: at least four
};
[[nodiscard]] std::string_view placing_word(PlacingMethod method); ///< "affine", "spline"
[[nodiscard]] std::optional<PlacingMethod> parse_placing(std::string_view word);
[[nodiscard]] std::size_t least_points(PlacingMethod method);

/// Moves points of one plane into another: an affine map, with a thin plate bent over it or without.
class PlaneMap {
public:
    /// x' = a[0] + a[1] x + a[2] y, y' = a[3] + a[4] x + a[5] y: the order of GDAL's geotransform.
    [[nodiscard]] static PlaneMap affine(const std::array<double, 6>& coefficients);
    /// Nothing where the points do not tell it: too few, or all on a line. Of points in one place the spline takes the
    /// mean.
    [[nodiscard]] static std::optional<PlaneMap> fit(std::span<const Point> from, std::span<const Point> to,
                                                     PlacingMethod method);

    [[nodiscard]] Point operator()(Point point) const;
    /// Of an affine map; nothing where it has none.
    [[nodiscard]] std::optional<PlaneMap> inverse() const;
    [[nodiscard]] bool bent() const { return !m_knots.empty(); }
    /// By how much each point is missed when it is itself left out: of splines, which pass through all they know.
    [[nodiscard]] const std::vector<Point>& left_out_errors() const { return m_left_out; }

private:
    Point m_origin;     ///< of the source: numbers stay small
    double m_scale = 1; ///< source units a unit of the fit
    std::array<double, 3> m_x{}, m_y{};
    std::vector<Point> m_knots, m_weights;
    std::vector<Point> m_left_out;
};

/// A picture placed by control points, both ways.
struct PlacedByPoints {
    PlaneMap to_place; ///< from pixels
    PlaneMap to_px;
    /// By point, in units of the system: from where the map puts its pixel. Of a spline: how far it is off when the
    /// point is left out; NaN where the others do not tell a place.
    std::vector<double> residuals;
    double rms = 0; ///< over the residuals that there are: the root of their mean square
    double worst = 0;
    bool turned_over = false; ///< the picture comes out as in a mirror: points are mixed up
};
/// Nothing where the points are too few or lie on a line.
[[nodiscard]] std::optional<PlacedByPoints> place_by_points(std::span<const ControlPoint> points, PlacingMethod method);

} // namespace ntm
