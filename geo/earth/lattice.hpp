#pragma once

#include "geo/base/progress.hpp"
#include "geo/earth/crs.hpp"

#include <span>
#include <vector>

namespace ntm {

/// A PROJ operation tabulated on a regular net of exact points and read back with bicubic (4 x 4 Lagrange) patches:
/// about 10 ns a point where PROJ into VN-2000 needs 500. Steps of at most 0.1 degree (or 10 km for projected sources)
/// keep the error under 0.01 mm over Vietnam; a test holds it to that.
class Lattice {
public:
    /// `domain` in units of the source system. An Issue when PROJ cannot move a node or when the error at the centres
    /// of patches (a sample is measured) is over `max_error_m`; the caller then moves the points one by one. An Issue
    /// too when the task is cancelled.
    [[nodiscard]] static Result<Lattice> create(const Transformation& exact, const Box& domain, bool source_geographic,
                                                double max_error_m = 1e-3, const Progress* progress = nullptr);
    void forward(std::span<Point> points) const; ///< points inside the domain; const and safe from many threads
    [[nodiscard]] std::size_t nodes() const { return m_nodes.size(); }
    /// How many nodes a domain would take: what a lattice costs. Not finite for an impossible domain.
    [[nodiscard]] static double expected_nodes(const Box& domain, bool source_geographic);

private:
    [[nodiscard]] double sampled_error(const Transformation& exact) const; ///< in units of the target system

    Box m_domain;
    double m_step = 0;
    std::size_t m_columns = 0;
    std::size_t m_rows = 0;
    std::vector<Point> m_nodes;
};

/// Moves all points of a coverage: through a lattice where that is cheaper and exact enough, else by PROJ; on all
/// cores. A non-finite or impossible point is an Issue with the feature's number (from 0) as row; such a feature loses
/// its rings. When PROJ knows no way, an error comes back (crs_unknown, crs_no_operation) and the points stay as they
/// were. When the task is cancelled it breaks off within some 20 ms: the points are then good for nothing.
[[nodiscard]] Issues transform_polygons(PolygonColumns& polygons, const Crs& from, const Crs& to,
                                        Progress* progress = nullptr);

} // namespace ntm
