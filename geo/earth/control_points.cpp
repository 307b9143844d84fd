#include "geo/earth/control_points.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ntm {

namespace {

/// A square matrix, row by row.
struct Matrix {
    std::size_t size = 0;
    std::vector<double> cells;
    explicit Matrix(std::size_t n)
        : size(n)
        , cells(n * n) {}
    double& at(std::size_t row, std::size_t column) { return cells[row * size + column]; }
    [[nodiscard]] double at(std::size_t row, std::size_t column) const { return cells[row * size + column]; }
};

/// Gauss and Jordan with the greatest pivot of each column; nothing where the matrix has no inverse.
std::optional<Matrix> inverted(Matrix matrix) {
    constexpr double least_pivot = 1e-11; // of numbers about 1
    const std::size_t n = matrix.size;
    Matrix inverse(n);
    for (std::size_t i = 0; i < n; ++i) {
        inverse.at(i, i) = 1;
    }
    for (std::size_t column = 0; column < n; ++column) {
        std::size_t pivot = column;
        for (std::size_t row = column + 1; row < n; ++row) {
            if (std::fabs(matrix.at(row, column)) > std::fabs(matrix.at(pivot, column))) {
                pivot = row;
            }
        }
        if (!(std::fabs(matrix.at(pivot, column)) > least_pivot)) {
            return std::nullopt;
        }
        for (std::size_t i = 0; i < n; ++i) {
            std::swap(matrix.at(pivot, i), matrix.at(column, i));
            std::swap(inverse.at(pivot, i), inverse.at(column, i));
        }
        const double divisor = matrix.at(column, column);
        for (std::size_t i = 0; i < n; ++i) {
            matrix.at(column, i) /= divisor;
            inverse.at(column, i) /= divisor;
        }
        for (std::size_t row = 0; row < n; ++row) {
            const double factor = matrix.at(row, column);
            if (row == column || factor == 0) {
                continue;
            }
            for (std::size_t i = 0; i < n; ++i) {
                matrix.at(row, i) -= factor * matrix.at(column, i);
                inverse.at(row, i) -= factor * inverse.at(column, i);
            }
        }
    }
    return inverse;
}

/// r² log r², the bending of a thin plate.
double plate(Point a, Point b) {
    const double squared = (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
    return squared > 0 ? squared * std::log(squared) : 0;
}

struct Pair {
    Point from, to;
};

/// One pair for each place of the source.
std::vector<Pair> distinct(std::span<const Point> from, std::span<const Point> to) {
    std::vector<Pair> pairs;
    std::vector<std::size_t> times;
    for (std::size_t i = 0; i < from.size(); ++i) {
        const auto same =
            std::find_if(pairs.begin(), pairs.end(), [&](const Pair& pair) { return pair.from == from[i]; });
        if (same == pairs.end()) {
            pairs.push_back({from[i], to[i]});
            times.push_back(1);
            continue;
        }
        const auto n = static_cast<double>(++times[static_cast<std::size_t>(same - pairs.begin())]);
        same->to = {same->to.x + (to[i].x - same->to.x) / n, same->to.y + (to[i].y - same->to.y) / n};
    }
    return pairs;
}

/// How narrow the cloud of points is: of the covariance's two roots the smaller by the greater.
bool on_a_line(const std::vector<Point>& points) {
    double xx = 0, xy = 0, yy = 0;
    for (const Point& p : points) {
        xx += p.x * p.x;
        xy += p.x * p.y;
        yy += p.y * p.y;
    }
    const double middle = (xx + yy) / 2;
    const double apart = std::hypot((xx - yy) / 2, xy);
    constexpr double least_share = 1e-6; // a strip a thousand times as long as wide
    return !(middle - apart > least_share * (middle + apart));
}

bool finite(std::span<const Point> points) {
    return std::all_of(points.begin(), points.end(), [](const Point& p) { return std::isfinite(p.x + p.y); });
}

} // namespace

std::string_view placing_word(PlacingMethod method) {
    return method == PlacingMethod::affine ? "affine" : "spline";
}

std::optional<PlacingMethod> parse_placing(std::string_view word) {
    return word == "affine"   ? std::optional(PlacingMethod::affine)
           : word == "spline" ? std::optional(PlacingMethod::spline)
                              : std::nullopt;
}

std::size_t least_points(PlacingMethod method) {
    return method == PlacingMethod::affine ? 3 : 4;
}

PlaneMap PlaneMap::affine(const std::array<double, 6>& coefficients) {
    PlaneMap map;
    map.m_x = {coefficients[0], coefficients[1], coefficients[2]};
    map.m_y = {coefficients[3], coefficients[4], coefficients[5]};
    return map;
}

std::optional<PlaneMap> PlaneMap::fit(std::span<const Point> from, std::span<const Point> to, PlacingMethod method) {
    if (from.size() != to.size() || !finite(from) || !finite(to)) {
        return std::nullopt;
    }
    const std::vector<Pair> pairs = distinct(from, to);
    const std::size_t n = pairs.size();
    if (n < least_points(method)) {
        return std::nullopt;
    }
    PlaneMap map;
    Point target_origin;
    for (const Pair& pair : pairs) {
        map.m_origin = {map.m_origin.x + pair.from.x / double(n), map.m_origin.y + pair.from.y / double(n)};
        target_origin = {target_origin.x + pair.to.x / double(n), target_origin.y + pair.to.y / double(n)};
    }
    double reach = 0;
    for (const Pair& pair : pairs) {
        reach = std::max({reach, std::fabs(pair.from.x - map.m_origin.x), std::fabs(pair.from.y - map.m_origin.y)});
    }
    if (!(reach > 0)) {
        return std::nullopt;
    }
    map.m_scale = reach;
    std::vector<Point> knots, values;
    for (const Pair& pair : pairs) {
        knots.push_back({(pair.from.x - map.m_origin.x) / reach, (pair.from.y - map.m_origin.y) / reach});
        values.push_back({pair.to.x - target_origin.x, pair.to.y - target_origin.y});
    }
    if (on_a_line(knots)) {
        return std::nullopt;
    }
    const auto row_of = [](const Point& knot) { return std::array<double, 3>{1, knot.x, knot.y}; };
    if (method == PlacingMethod::affine) {
        Matrix normal(3);
        std::array<double, 3> right_x{}, right_y{};
        for (std::size_t i = 0; i < n; ++i) {
            const auto row = row_of(knots[i]);
            for (std::size_t a = 0; a < 3; ++a) {
                for (std::size_t b = 0; b < 3; ++b) {
                    normal.at(a, b) += row[a] * row[b];
                }
                right_x[a] += row[a] * values[i].x;
                right_y[a] += row[a] * values[i].y;
            }
        }
        const auto solver = inverted(normal);
        if (!solver) {
            return std::nullopt;
        }
        for (std::size_t a = 0; a < 3; ++a) {
            for (std::size_t b = 0; b < 3; ++b) {
                map.m_x[a] += solver->at(a, b) * right_x[b];
                map.m_y[a] += solver->at(a, b) * right_y[b];
            }
        }
    } else {
        Matrix system(n + 3);
        for (std::size_t i = 0; i < n; ++i) {
            for (std::size_t j = 0; j < n; ++j) {
                system.at(i, j) = plate(knots[i], knots[j]);
            }
            const auto row = row_of(knots[i]);
            for (std::size_t a = 0; a < 3; ++a) {
                system.at(i, n + a) = row[a];
                system.at(n + a, i) = row[a];
            }
        }
        const auto solver = inverted(system);
        if (!solver) {
            return std::nullopt;
        }
        std::vector<Point> solution(n + 3);
        for (std::size_t row = 0; row < n + 3; ++row) {
            for (std::size_t i = 0; i < n; ++i) {
                solution[row].x += solver->at(row, i) * values[i].x;
                solution[row].y += solver->at(row, i) * values[i].y;
            }
        }
        for (std::size_t a = 0; a < 3; ++a) {
            map.m_x[a] = solution[n + a].x;
            map.m_y[a] = solution[n + a].y;
        }
        map.m_weights.assign(solution.begin(), solution.begin() + static_cast<std::ptrdiff_t>(n));
        map.m_knots = knots;
        // What the others say of a point follows from the same inverse (S. Rippa, 1999): weight by diagonal.
        for (std::size_t i = 0; i < n; ++i) {
            const double diagonal = solver->at(i, i);
            constexpr double least_diagonal = 1e-9; // without this point the others lie on a line
            const double factor = std::fabs(diagonal) > least_diagonal ? 1 / diagonal : std::nan("");
            map.m_left_out.push_back({map.m_weights[i].x * factor, map.m_weights[i].y * factor});
        }
    }
    map.m_x[0] += target_origin.x;
    map.m_y[0] += target_origin.y;
    return map;
}

Point PlaneMap::operator()(Point point) const {
    const Point at{(point.x - m_origin.x) / m_scale, (point.y - m_origin.y) / m_scale};
    Point to{m_x[0] + m_x[1] * at.x + m_x[2] * at.y, m_y[0] + m_y[1] * at.x + m_y[2] * at.y};
    for (std::size_t i = 0; i < m_knots.size(); ++i) {
        const double bend = plate(at, m_knots[i]);
        to.x += m_weights[i].x * bend;
        to.y += m_weights[i].y * bend;
    }
    return to;
}

std::optional<PlaneMap> PlaneMap::inverse() const {
    const double determinant = m_x[1] * m_y[2] - m_x[2] * m_y[1];
    if (bent() || !std::isfinite(determinant) || determinant == 0) {
        return std::nullopt;
    }
    // From (x', y') to the fit's own units, then to those of the source.
    const double a = m_y[2] / determinant * m_scale, b = -m_x[2] / determinant * m_scale;
    const double c = -m_y[1] / determinant * m_scale, d = m_x[1] / determinant * m_scale;
    PlaneMap back;
    back.m_origin = {m_x[0], m_y[0]};
    back.m_x = {m_origin.x, a, b};
    back.m_y = {m_origin.y, c, d};
    return back;
}

std::optional<PlacedByPoints> place_by_points(std::span<const ControlPoint> points, PlacingMethod method) {
    std::vector<Point> px, places;
    for (const ControlPoint& point : points) {
        px.push_back(point.px);
        places.push_back(point.place);
    }
    const auto to_place = PlaneMap::fit(px, places, method);
    // A spline is fitted once each way, so that both pass through the points; an affine map is simply turned round.
    const auto to_px = !to_place                         ? std::nullopt
                       : method == PlacingMethod::spline ? PlaneMap::fit(places, px, method)
                                                         : to_place->inverse();
    const auto affine = PlaneMap::fit(px, places, PlacingMethod::affine);
    if (!to_place || !to_px || !affine) {
        return std::nullopt;
    }
    PlacedByPoints placed{*to_place, *to_px, {}, 0, 0, false};
    const bool all_apart = to_place->left_out_errors().size() == points.size();
    double sum = 0, counted = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const Point at = (*to_place)(px[i]);
        Point error{at.x - places[i].x, at.y - places[i].y};
        if (method == PlacingMethod::spline) {
            error = all_apart ? to_place->left_out_errors()[i] : Point{std::nan(""), std::nan("")};
        }
        placed.residuals.push_back(std::hypot(error.x, error.y));
        if (std::isfinite(placed.residuals.back())) {
            sum += placed.residuals.back() * placed.residuals.back();
            counted += 1;
            placed.worst = std::max(placed.worst, placed.residuals.back());
        }
    }
    placed.rms = counted > 0 ? std::sqrt(sum / counted) : std::nan("");
    // Rows of a picture run down, northings up: a picture as it should be turns the plane over once.
    const Point o = (*affine)({0, 0}), right = (*affine)({1, 0}), down = (*affine)({0, 1});
    placed.turned_over = (right.x - o.x) * (down.y - o.y) - (right.y - o.y) * (down.x - o.x) > 0;
    return placed;
}

} // namespace ntm
