#include "tools/sample/noise.hpp"

#include "tools/sample/plane.hpp"
#include "tools/sample/random.hpp"

#include <array>
#include <cmath>

namespace ntm::sample {
namespace {

/// Value noise: random numbers at the corners of a net of `size_m`, smooth in between.
double value_noise(Point metres, double size_m, std::uint64_t seed) {
    const double u = metres.x / size_m;
    const double v = metres.y / size_m;
    const double column = std::floor(u);
    const double row = std::floor(v);
    const auto corner = [&](int dx, int dy) {
        const auto i = static_cast<std::uint64_t>(static_cast<std::int64_t>(column) + dx);
        const auto j = static_cast<std::uint64_t>(static_cast<std::int64_t>(row) + dy);
        return signed_of(hash(seed, i, j));
    };
    const auto smooth = [](double t) { return t * t * (3 - 2 * t); };
    const double s = smooth(u - column);
    const double t = smooth(v - row);
    const double low = corner(0, 0) + s * (corner(1, 0) - corner(0, 0));
    const double high = corner(0, 1) + s * (corner(1, 1) - corner(0, 1));
    return low + t * (high - low);
}

} // namespace

Point winding(Point metres) {
    struct Octave {
        double size_m, share; ///< the wider, the more: mountain communes are wide, and their borders wind most
    };
    constexpr std::array<Octave, 5> octaves{{{16000, 0.20}, {8000, 0.20}, {4000, 0.15}, {2000, 0.10}, {1000, 0.08}}};
    Point moved;
    std::uint64_t seed = 1;
    for (const auto& [size_m, share] : octaves) {
        moved.x += share * size_m * value_noise(metres, size_m, hash(seed, 1));
        moved.y += share * size_m * value_noise(metres, size_m, hash(seed, 2));
        ++seed;
    }
    return metres + moved;
}

void append_rough_line(std::vector<Point>& line, Point a, Point b, double roughness, double step_m,
                       std::uint64_t seed) {
    const Point along = b - a;
    if (dot(along, along) <= step_m * step_m * 2.25) {
        line.push_back(a);
        return;
    }
    // Two bends, one to each side and alike: the line takes from neither side what it does not give back.
    const double where = 0.33 + 0.07 * signed_of(hash(seed, 11));
    const double side = roughness * signed_of(hash(seed, 12));
    const Point bend{where * along.x - side * along.y, where * along.y + side * along.x};
    const Point first = a + bend;
    const Point second = b - bend;
    append_rough_line(line, a, first, roughness, step_m, hash(seed, 21));
    append_rough_line(line, first, second, roughness, step_m, hash(seed, 22));
    append_rough_line(line, second, b, roughness, step_m, hash(seed, 23));
}

} // namespace ntm::sample
