#include "geo/shape/island_sides.hpp"

#include "geo/shape/crossings.hpp"

#include <algorithm>
#include <mutex>
#include <numeric>
#include <tuple>

namespace ntm {
namespace {

bool crossed_odd_times(std::span<const GridPoint> chain, GridPoint p) {
    bool odd = false;
    for (std::size_t i = 1; i < chain.size(); ++i) {
        const GridPoint a = chain[i - 1], b = chain[i];
        if ((a.y > p.y) != (b.y > p.y)) {
            odd ^= a.y < b.y ? side_of(a, b, p) > 0 : side_of(b, a, p) > 0;
        }
    }
    return odd;
}

/// The group of arcs that each arc hangs together with by common ends, by the number of one of them.
std::vector<std::uint32_t> connected_groups(const ArcColumns& arcs) {
    std::vector<std::uint32_t> group(arcs.arcs());
    std::iota(group.begin(), group.end(), 0U);
    const auto root = [&](std::uint32_t a) {
        while (group[a] != a) {
            group[a] = group[group[a]];
            a = group[a];
        }
        return a;
    };
    std::vector<std::tuple<std::int32_t, std::int32_t, std::uint32_t>> ends;
    ends.reserve(2 * group.size());
    for (std::uint32_t a = 0; a < group.size(); ++a) {
        const auto points = arcs.arc(a);
        ends.emplace_back(points.front().x, points.front().y, a);
        ends.emplace_back(points.back().x, points.back().y, a);
    }
    std::sort(ends.begin(), ends.end());
    for (std::size_t i = 1; i < ends.size(); ++i) {
        const auto& [x, y, a] = ends[i - 1];
        const auto& [next_x, next_y, b] = ends[i];
        if (x == next_x && y == next_y) {
            group[root(b)] = root(a);
        }
    }
    for (std::uint32_t a = 0; a < group.size(); ++a) {
        group[a] = root(a);
    }
    return group;
}

} // namespace

IslandSides::IslandSides(const ArcColumns& arcs, WorkerPool& pool) {
    const std::vector<std::uint32_t> group = connected_groups(arcs);
    struct Island {
        GridPoint at; ///< an end of an arc, which no level leaves out
        std::uint32_t group;
    };
    std::vector<Island> islands;
    for (std::uint32_t a = 0; a < group.size(); ++a) {
        if (group[a] == a) {
            islands.push_back({arcs.arc(a).front(), a});
        }
    }
    std::sort(islands.begin(), islands.end(), [](const Island& a, const Island& b) { return a.at.x < b.at.x; });
    constexpr std::size_t arcs_a_piece = 256;
    std::mutex mutex;
    pool.run((group.size() + arcs_a_piece - 1) / arcs_a_piece, [&](std::size_t piece) {
        std::vector<Passing> found;
        for (std::size_t a = piece * arcs_a_piece; a < std::min(group.size(), (piece + 1) * arcs_a_piece); ++a) {
            const GridBox& box = arcs.arc_box[a]; // what is cut off lies within it
            const auto west = std::lower_bound(islands.begin(), islands.end(), box.min_x,
                                               [](const Island& island, std::int32_t x) { return island.at.x < x; });
            for (auto island = west; island != islands.end() && island->at.x <= box.max_x; ++island) {
                if (island->at.y >= box.min_y && island->at.y <= box.max_y && island->group != group[a]) {
                    found.push_back(
                        {static_cast<std::uint32_t>(a), island->at, crossed_odd_times(arcs.arc(a), island->at)});
                }
            }
        }
        const std::scoped_lock lock(mutex);
        m_passings.insert(m_passings.end(), found.begin(), found.end());
    });
}

bool IslandSides::swallows(const Passing& passing, std::span<const GridPoint> chain) {
    return crossed_odd_times(chain, passing.island) != passing.odd;
}

std::vector<IslandSides::Passing> IslandSides::swallowed(const LevelColumns& level, WorkerPool& pool) const {
    std::vector<Passing> found;
    constexpr std::size_t passings_a_piece = 1024;
    std::mutex mutex;
    pool.run((m_passings.size() + passings_a_piece - 1) / passings_a_piece, [&](std::size_t piece) {
        for (std::size_t i = piece * passings_a_piece; i < std::min(m_passings.size(), (piece + 1) * passings_a_piece);
             ++i) {
            if (swallows(m_passings[i], level.arc(m_passings[i].arc))) {
                const std::scoped_lock lock(mutex);
                found.push_back(m_passings[i]);
            }
        }
    });
    return found;
}

} // namespace ntm
