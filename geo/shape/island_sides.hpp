#pragma once

#include "geo/shape/levels.hpp"

#include <span>
#include <vector>

namespace ntm {

/// On which side of the arcs around it each island lies: a group of arcs that hangs together with no other. A coast
/// that is thinned past a whole island crosses none of its edges, and yet would swallow it.
class IslandSides {
public:
    /// `arcs` must outlive this.
    IslandSides(const ArcColumns& arcs, WorkerPool& pool);

    /// An arc near which a point of an island lies, and whether a ray from there to the east crosses it an odd number
    /// of times in full detail.
    struct Passing {
        std::uint32_t arc;
        GridPoint island;
        bool odd;
    };
    /// Whether the arc, as thinned to `chain`, has the island on its other side.
    [[nodiscard]] static bool swallows(const Passing& passing, std::span<const GridPoint> chain);

    /// Those whose arcs have the island on the other side at a level.
    [[nodiscard]] std::vector<Passing> swallowed(const LevelColumns& level, WorkerPool& pool) const;

private:
    std::vector<Passing> m_passings;
};

} // namespace ntm
