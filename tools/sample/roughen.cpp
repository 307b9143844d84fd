#include "tools/sample/roughen.hpp"

#include "tools/sample/crossings.hpp"
#include "tools/sample/noise.hpp"
#include "tools/sample/plane.hpp"
#include "tools/sample/random.hpp"

#include <algorithm>
#include <cmath>

namespace ntm::sample {
namespace {

/// How wild an arc is drawn: 0 fully, each further level tamer, the last as traced.
constexpr int tamest = 5;

struct Scale {
    double tolerance_m = 0;
    double step_m = 0;
    double roughness = 0;
};

Scale scale_of(const Arc& arc, std::span<const double> area_m2, int level) {
    double smallest_m2 = 1e12;
    for (const std::uint16_t label : {arc.left, arc.right}) {
        if (label != 0) {
            smallest_m2 = std::min(smallest_m2, area_m2[label - 1U]);
        }
    }
    const double size_m = std::sqrt(smallest_m2);
    const bool outer = arc.left == 0 || arc.right == 0; // rough already, from the outline
    const double tame[] = {1, 0.6, 0.3, 0, 0, 0};
    return {level < 4 ? std::min(90.0, 0.06 * size_m) : 0, std::clamp(0.045 * size_m, 70.0, 200.0),
            (outer ? 0.09 : 0.19) * tame[level]};
}

/// The middles of the stairs: a line without right angles, its ends where they were.
std::vector<Point> without_stairs(const std::vector<Point>& line) {
    std::vector<Point> smooth{line.front()};
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        smooth.push_back(0.5 * (line[i] + line[i + 1]));
    }
    smooth.push_back(line.back());
    return smooth;
}

double distance_to_segment(Point p, Point a, Point b) {
    const Point along = b - a;
    const double length2 = dot(along, along);
    const double t = length2 > 0 ? std::clamp(dot(p - a, along) / length2, 0.0, 1.0) : 0;
    const Point off = p - (a + t * along);
    return std::sqrt(dot(off, off));
}

/// Douglas-Peucker; keeps `first`, appends what it keeps up to and without `last`.
void simplify(const std::vector<Point>& line, std::size_t first, std::size_t last, double tolerance,
              std::vector<Point>& kept) {
    double most = tolerance;
    std::size_t farthest = first;
    for (std::size_t i = first + 1; i < last; ++i) {
        const double off = distance_to_segment(line[i], line[first], line[last]);
        if (off > most) {
            most = off;
            farthest = i;
        }
    }
    if (farthest == first) {
        kept.push_back(line[first]);
        return;
    }
    simplify(line, first, farthest, tolerance, kept);
    simplify(line, farthest, last, tolerance, kept);
}

std::vector<Point> simplified(const std::vector<Point>& line, double tolerance) {
    std::vector<Point> kept;
    simplify(line, 0, line.size() - 1, tolerance, kept);
    kept.push_back(line.back());
    return kept;
}

std::vector<Point> draw(const Arc& arc, std::size_t number, std::span<const double> area_m2, int level) {
    if (level >= tamest) {
        return arc.line;
    }
    const Scale scale = scale_of(arc, area_m2, level);
    const auto bones = simplified(without_stairs(arc.line), scale.tolerance_m);
    std::vector<Point> rough;
    for (std::size_t i = 0; i + 1 < bones.size(); ++i) {
        append_rough_line(rough, bones[i], bones[i + 1], scale.roughness, scale.step_m, hash(7, number, i));
    }
    rough.push_back(bones.back());
    return rough;
}

GridLine rounded(const std::vector<Point>& line) {
    GridLine result;
    for (const Point p : line) {
        const Point degrees = to_lon_lat(p);
        const MicroPoint next{static_cast<std::int64_t>(std::floor(degrees.x * 1e6 + 0.5)),
                              static_cast<std::int64_t>(std::floor(degrees.y * 1e6 + 0.5))};
        if (result.empty() || !(result.back() == next)) {
            result.push_back(next);
        }
    }
    return result;
}

} // namespace

void roughen_arcs(std::vector<Arc>& arcs, std::span<const double> area_m2) {
    std::vector<int> level(arcs.size(), 0);
    std::vector<GridLine> lines(arcs.size());
    std::vector<std::size_t> to_draw(arcs.size());
    for (std::size_t a = 0; a < arcs.size(); ++a) {
        to_draw[a] = a;
    }
    while (!to_draw.empty()) {
        for (const std::size_t a : to_draw) {
            lines[a] = rounded(draw(arcs[a], a, area_m2, level[a]));
        }
        to_draw.clear();
        for (const std::size_t a : find_crossing_lines(lines)) {
            if (level[a] < tamest) {
                ++level[a];
                to_draw.push_back(a);
            }
        }
    }
    for (std::size_t a = 0; a < arcs.size(); ++a) {
        arcs[a].line.clear();
        for (const MicroPoint p : lines[a]) {
            arcs[a].line.push_back({static_cast<double>(p.x) / 1e6, static_cast<double>(p.y) / 1e6});
        }
    }
}

} // namespace ntm::sample
