#pragma once

#include "geo/base/columns.hpp"

#include <cstdint>
#include <map>
#include <vector>

namespace ntm::sample {

/// Metres a unit of x and y, near one place: straight enough to cut fields by.
struct LocalScale {
    double x_m = 1, y_m = 1;
};

struct Parcel {
    std::vector<Point> ring;
    bool road = false;
};

/// Cuts outlines into parcels by straight lines. Neighbours share their vertices: a corner that one side has gained is
/// given to the other when all are cut.
class ParcelCutter {
public:
    ParcelCutter(LocalScale scale, double parcel_m2, double road_m, std::uint64_t seed)
        : m_scale(scale)
        , m_parcel_m2(parcel_m2)
        , m_road_m(road_m)
        , m_seed(seed) {}

    /// Appends the parcels of one simple ring; roads run between the first parts.
    void cut(const std::vector<Point>& ring, std::vector<Parcel>& into);
    /// Adds the corners that neighbours have gained.
    void settle(std::vector<Point>& ring) const;

private:
    using Edge = std::pair<std::pair<double, double>, std::pair<double, double>>;
    LocalScale m_scale;
    double m_parcel_m2, m_road_m;
    std::uint64_t m_seed;
    std::map<Edge, Point> m_split;

    static Edge edge_of(Point a, Point b);
    [[nodiscard]] double area_m2(const std::vector<Point>& ring) const;
    void cut_deeper(std::vector<Point> ring, int depth, std::uint64_t seed, std::vector<Parcel>& into);
    /// The pieces of a ring left (>= 0) and right of the line {p : normal . p = offset}, normal in metres.
    void split(const std::vector<Point>& ring, Point normal, double offset, std::vector<std::vector<Point>>& left,
               std::vector<std::vector<Point>>& right);
    void add_corners(Point a, Point b, std::vector<Point>& into) const;
};

} // namespace ntm::sample
