#include "geo/shape/mismatches.hpp"

#include <algorithm>
#include <cmath>

namespace ntm {
namespace {

struct Edge {
    Point a, b;
    [[nodiscard]] double west() const { return std::min(a.x, b.x); }
    [[nodiscard]] double east() const { return std::max(a.x, b.x); }
};

/// Edges of a feature, in metres from the corner of a box, and those among them that reach into the box.
struct Outline {
    std::vector<Edge> all, near;

    Outline(const Coverage& coverage, std::size_t feature, const GridBox& box) {
        const double step = coverage.grid.step_m;
        const auto place = [&](GridPoint p) {
            return Point{(static_cast<double>(p.x) - box.min_x) * step, (static_cast<double>(p.y) - box.min_y) * step};
        };
        for (std::size_t r = coverage.feature_ring[feature]; r < coverage.feature_ring[feature + 1]; ++r) {
            for (const ArcUse use : coverage.ring(r)) {
                const auto arc = coverage.levels[0].arc(arc_of(use));
                for (std::size_t i = 1; i < arc.size(); ++i) {
                    GridBox edge;
                    edge.add(arc[i - 1]);
                    edge.add(arc[i]);
                    if (edge.max_y < box.min_y || edge.min_y > box.max_y) {
                        continue; // no level line through the box meets it
                    }
                    all.push_back({place(arc[i - 1]), place(arc[i])});
                    if (edge.overlaps(box)) {
                        near.push_back(all.back());
                    }
                }
            }
        }
        std::sort(near.begin(), near.end(), [](const Edge& e, const Edge& f) { return e.west() < f.west(); });
    }

    [[nodiscard]] bool contains(Point at) const {
        bool inside = false;
        for (const Edge& edge : all) {
            if ((edge.a.y > at.y) != (edge.b.y > at.y)) {
                const double x = edge.a.x + (at.y - edge.a.y) / (edge.b.y - edge.a.y) * (edge.b.x - edge.a.x);
                inside ^= x <= at.x;
            }
        }
        return inside;
    }
};

double cross(Point a, Point b) {
    return a.x * b.y - a.y * b.x;
}

/// Where along `edge` (0..1) the others meet it: crossings, touching ends, the ends of common stretches.
std::vector<double> cuts(const Edge& edge, const std::vector<Edge>& others) {
    std::vector<double> at{0, 1};
    const Point d{edge.b.x - edge.a.x, edge.b.y - edge.a.y};
    const double length2 = d.x * d.x + d.y * d.y;
    for (const Edge& other : others) {
        if (other.west() > edge.east()) {
            break; // sorted
        }
        if (other.east() < edge.west() || std::max(other.a.y, other.b.y) < std::min(edge.a.y, edge.b.y) ||
            std::min(other.a.y, other.b.y) > std::max(edge.a.y, edge.b.y)) {
            continue;
        }
        const Point e{other.b.x - other.a.x, other.b.y - other.a.y};
        const Point between{other.a.x - edge.a.x, other.a.y - edge.a.y};
        const double turn = cross(d, e);
        if (turn != 0) {
            at.push_back(cross(between, e) / turn);
        } else if (length2 > 0) {
            at.push_back((between.x * d.x + between.y * d.y) / length2);
            at.push_back(((between.x + e.x) * d.x + (between.y + e.y) * d.y) / length2);
        }
    }
    std::erase_if(at, [](double t) { return !(t >= 0 && t <= 1); });
    std::sort(at.begin(), at.end());
    return at;
}

/// Gathers the outline of the common ground of two features, piece by piece, by Green's formula.
class CommonGround {
public:
    explicit CommonGround(double step_m)
        : m_aside(step_m / 128) {}

    /// Pieces of `own` with `own` and `other` on their inner side; where `strictly`, with `other` on both, so that a
    /// stretch common to both outlines is taken once.
    void add(const Outline& own, const Outline& other, bool strictly) {
        for (const Edge& edge : own.near) {
            const std::vector<double> at = cuts(edge, other.near);
            for (std::size_t i = 1; i < at.size(); ++i) {
                if (at[i] > at[i - 1]) {
                    add_piece(along(edge, at[i - 1]), along(edge, at[i]), own, other, strictly);
                }
            }
        }
    }

    double twice_area = 0;
    double length = 0;
    Point longest_middle;

private:
    static Point along(const Edge& edge, double t) {
        return {edge.a.x + t * (edge.b.x - edge.a.x), edge.a.y + t * (edge.b.y - edge.a.y)};
    }

    void add_piece(Point a, Point b, const Outline& own, const Outline& other, bool strictly) {
        const double size = std::hypot(b.x - a.x, b.y - a.y);
        const Point aside{-(b.y - a.y) / size * m_aside, (b.x - a.x) / size * m_aside};
        const Point left{(a.x + b.x) / 2 + aside.x, (a.y + b.y) / 2 + aside.y};
        const Point right{(a.x + b.x) / 2 - aside.x, (a.y + b.y) / 2 - aside.y};
        const bool inner_left = own.contains(left);
        if (!(size > 0) || inner_left == own.contains(right) || !other.contains(inner_left ? left : right) ||
            (strictly && !other.contains(inner_left ? right : left))) {
            return;
        }
        twice_area += inner_left ? cross(a, b) : cross(b, a);
        length += size;
        if (size > m_longest) {
            m_longest = size;
            longest_middle = inner_left ? left : right;
        }
    }

    double m_aside;
    double m_longest = 0;
};

} // namespace

Overlap overlap_of(const Coverage& coverage, std::size_t a, std::size_t b) {
    const GridBox& box_a = coverage.feature_box[a];
    const GridBox& box_b = coverage.feature_box[b];
    if (box_a.empty() || box_b.empty() || !box_a.overlaps(box_b)) {
        return {};
    }
    GridBox common;
    common.add(GridPoint{std::max(box_a.min_x, box_b.min_x), std::max(box_a.min_y, box_b.min_y)});
    common.add(GridPoint{std::min(box_a.max_x, box_b.max_x), std::min(box_a.max_y, box_b.max_y)});
    const Outline outline_a(coverage, a, common), outline_b(coverage, b, common);
    CommonGround ground(coverage.grid.step_m);
    ground.add(outline_a, outline_b, false);
    ground.add(outline_b, outline_a, true);
    const Point corner = coverage.grid.metres(GridPoint{common.min_x, common.min_y});
    return {std::max(0.0, ground.twice_area / 2),
            ground.length,
            {corner.x + ground.longest_middle.x, corner.y + ground.longest_middle.y}};
}

} // namespace ntm
