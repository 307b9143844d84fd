#pragma once

#include "geo/shape/coverage.hpp"

#include <cstdint>
#include <vector>

namespace ntm {

/// One place where the outlines of a coverage do not fit together. Found and measured, never repaired.
struct Mismatch {
    enum class Kind : std::uint8_t {
        gap,        ///< ground that the coverage encloses and no feature has: a lake, or a slit between neighbours
        overlap,    ///< ground that two features have
        near_miss,  ///< outlines that pass each other closer than `near_m` without sharing their vertices
        t_junction, ///< vertices of one feature on edges of another that have no vertex there
    };
    Kind kind = Kind::gap;
    std::uint32_t feature = no_feature; ///< the lesser of the two
    std::uint32_t other = no_feature;
    double area_m2 = 0;    ///< of a gap or overlap, by the plane of the display system
    double width_m = 0;    ///< a gap's or overlap's area over half its outline; the widest distance of a near miss
    std::size_t count = 0; ///< vertices of a near miss or T-junction
    Point at;              ///< display metres
};

/// All mismatches of a coverage in full detail, gaps and overlaps by size, then the others by pair of features. A clean
/// coverage has none but its lakes. Areas below `least_m2` are left out.
[[nodiscard]] std::vector<Mismatch> find_mismatches(const Coverage& coverage, WorkerPool& pool, double near_m = 1,
                                                    double least_m2 = 0.01);

/// The ground that two features share: area, length of its outline, a place in it.
struct Overlap {
    double area_m2 = 0;
    double length_m = 0;
    Point at;
};
[[nodiscard]] Overlap overlap_of(const Coverage& coverage, std::size_t a, std::size_t b);

/// The features that have a border of their own here: arcs without a feature on one side, or with more rings on them
/// than two sides have. Only there can anything not fit.
struct LooseArcs {
    std::vector<std::uint32_t> arcs;      ///< numbers, rising
    std::vector<std::uint32_t> arc_point; ///< as Coverage::Level, of these arcs alone
    std::vector<GridPoint> points;
    std::vector<std::uint32_t> feature; ///< one of each arc
};
[[nodiscard]] LooseArcs loose_arcs(const Coverage& coverage);

/// Near misses and T-junctions, one of each kind a pair of features.
[[nodiscard]] std::vector<Mismatch> find_near_misses(const Coverage& coverage, const LooseArcs& loose, double near_m);

} // namespace ntm
