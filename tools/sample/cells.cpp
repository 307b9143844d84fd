#include "tools/sample/cells.hpp"

#include "tools/sample/noise.hpp"
#include "tools/sample/outline.hpp"
#include "tools/sample/plane.hpp"
#include "tools/sample/repair.hpp"

#include <algorithm>
#include <cmath>

namespace ntm::sample {
namespace {

constexpr int block_cells = 16;

struct Site {
    Point target;          ///< published point, plane
    Point center;          ///< of the power diagram, displaced plane
    Point start;           ///< `center` at first
    double weight = 0;     ///< square metres
    double reach = 0;      ///< how far `center` may leave `start`
    double gain = 0.1;     ///< weight a square metre missing
    double missing_m2 = 0; ///< in the last round
    double area_m2 = 0;
    double got_m2 = 0;
    Point got_center;
};

struct Block {
    int x0 = 0, y0 = 0;
    Point middle; ///< displaced plane
    double radius = 0;
};

class Diagram {
public:
    Diagram(const Grid& outline, const Facts& facts, std::optional<std::size_t> island_owner)
        : m_grid(outline)
        , m_winding(outline.label.size()) {
        place_cells();
        place_sites(facts, island_owner);
    }

    /// One round: cells to sites, then weights and centres a step nearer. `stride` 2 looks at every fourth cell only.
    void improve(int stride, double shift_gain) {
        assign(stride);
        for (Site& site : m_sites) {
            const double missing_m2 = site.area_m2 - site.got_m2;
            // A border moves by the change of weight over twice the gap between its sites. Where areas swing, the step
            // was too wide.
            site.gain =
                missing_m2 * site.missing_m2 < 0 ? std::max(0.6 * site.gain, 0.01) : std::min(1.08 * site.gain, 0.6);
            site.missing_m2 = missing_m2;
            site.weight += site.gain * missing_m2;
            if (site.got_m2 > 0) {
                move(site, shift_gain);
            }
        }
    }

    void assign(int stride) {
        for (Site& site : m_sites) {
            site.got_m2 = 0;
            site.got_center = {};
        }
        for (const Block& block : m_blocks) {
            assign_block(block, stride);
        }
        for (Site& site : m_sites) {
            if (site.got_m2 > 0) {
                site.got_center = (1 / site.got_m2) * site.got_center;
            }
        }
    }

    [[nodiscard]] Grid take(std::optional<std::size_t> island_owner) {
        for (std::size_t cell = 0; cell < m_grid.label.size(); ++cell) {
            if (m_grid.label[cell] == inside_main) {
                m_grid.label[cell] = m_owner[cell];
            } else if (island_owner && m_grid.label[cell] == inside_island) {
                m_grid.label[cell] = static_cast<std::uint16_t>(*island_owner + 1);
            }
        }
        return std::move(m_grid);
    }

private:
    /// A centre of mass that the outline does not allow would drive its site away without end, past its neighbours:
    /// hence the limit.
    static void move(Site& site, double gain) {
        const Point way = site.center + gain * (site.target - site.got_center) - site.start;
        const double length = std::sqrt(dot(way, way));
        site.center = site.start + std::min(1.0, site.reach / std::max(length, 1.0)) * way;
    }

    void limit_reach() {
        for (Site& site : m_sites) {
            double least = site.area_m2;
            for (const Site& other : m_sites) {
                const Point way = other.start - site.start;
                if (&other != &site) {
                    least = std::min(least, dot(way, way));
                }
            }
            site.reach = 0.4 * std::sqrt(least);
        }
    }

    void place_cells() {
        m_owner.assign(m_grid.label.size(), 0);
        for (int y0 = 0; y0 < m_grid.height; y0 += block_cells) {
            for (int x0 = 0; x0 < m_grid.width; x0 += block_cells) {
                place_block(x0, y0);
            }
        }
    }

    void place_block(int x0, int y0) {
        Box box;
        for (int y = y0; y < std::min(y0 + block_cells, m_grid.height); ++y) {
            for (int x = x0; x < std::min(x0 + block_cells, m_grid.width); ++x) {
                const std::size_t cell = m_grid.at(x, y);
                if (m_grid.label[cell] == inside_main) {
                    m_winding[cell] = winding(m_grid.center(x, y));
                    box.add(m_winding[cell]);
                }
            }
        }
        if (!box.empty()) {
            const double radius = std::sqrt(box.width() * box.width() + box.height() * box.height()) / 2;
            m_blocks.push_back({x0, y0, box.center(), radius});
        }
    }

    void place_sites(const Facts& facts, std::optional<std::size_t> island_owner) {
        double published_m2 = 0;
        for (const Commune& commune : facts.communes) {
            Site site;
            site.target = to_plane(commune.lon_lat);
            site.area_m2 = commune.area_km2 * 1e6;
            m_sites.push_back(site);
            published_m2 += commune.area_km2 * 1e6;
        }
        const double cell_m2 = m_grid.cell_m * m_grid.cell_m;
        const auto count = [&](std::uint16_t label) {
            return cell_m2 * static_cast<double>(std::count(m_grid.label.begin(), m_grid.label.end(), label));
        };
        const double island_m2 = count(inside_island);
        const double scale = (count(inside_main) + island_m2) / published_m2;
        for (Site& site : m_sites) {
            site.area_m2 *= scale;
        }
        if (island_owner) {
            leave_island(m_sites[*island_owner], island_m2);
        }
        for (Site& site : m_sites) {
            bring_inside(site);
        }
        limit_reach();
    }

    /// What a site with an island still wants on the main land.
    void leave_island(Site& site, double island_m2) {
        Point sum;
        double cells = 0;
        for (int y = 0; y < m_grid.height; ++y) {
            for (int x = 0; x < m_grid.width; ++x) {
                if (m_grid.label[m_grid.at(x, y)] == inside_island) {
                    sum = sum + m_grid.center(x, y);
                    ++cells;
                }
            }
        }
        if (cells > 0 && site.area_m2 > 2 * island_m2) {
            const double rest_m2 = site.area_m2 - island_m2;
            site.target = (1 / rest_m2) * (site.area_m2 * site.target - (island_m2 / cells) * sum);
            site.area_m2 = rest_m2;
        }
    }

    /// The outline is coarser than the points: one that falls into the sea wants the nearest land.
    void bring_inside(Site& site) {
        const int x = static_cast<int>(std::floor((site.target.x - m_grid.origin.x) / m_grid.cell_m));
        const int y = static_cast<int>(std::floor((site.target.y - m_grid.origin.y) / m_grid.cell_m));
        if (!m_grid.has(x, y) || m_grid.label[m_grid.at(x, y)] != inside_main) {
            Point nearest = site.target;
            double least = 1e300;
            for (int row = 0; row < m_grid.height; ++row) {
                for (int column = 0; column < m_grid.width; ++column) {
                    const Point way = m_grid.center(column, row) - site.target;
                    if (m_grid.label[m_grid.at(column, row)] == inside_main && dot(way, way) < least) {
                        least = dot(way, way);
                        nearest = m_grid.center(column, row);
                    }
                }
            }
            site.target = nearest;
        }
        site.center = site.start = winding(site.target);
    }

    /// The sites that can win a cell of the block: costs differ linearly over it.
    void find_candidates(const Block& block) {
        const auto cost = [&](const Site& site) {
            const Point way = block.middle - site.center;
            return dot(way, way) - site.weight;
        };
        std::size_t best = 0;
        double least = 1e300;
        for (std::size_t s = 0; s < m_sites.size(); ++s) {
            const double here = cost(m_sites[s]);
            if (here < least) {
                least = here;
                best = s;
            }
        }
        m_candidates.clear();
        for (std::size_t s = 0; s < m_sites.size(); ++s) {
            const Point apart = m_sites[s].center - m_sites[best].center;
            if (cost(m_sites[s]) <= least + 2 * block.radius * std::sqrt(dot(apart, apart)) + 1) {
                m_candidates.push_back(s);
            }
        }
    }

    void assign_block(const Block& block, int stride) {
        find_candidates(block);
        const double cell_m2 = m_grid.cell_m * m_grid.cell_m * stride * stride;
        for (int y = block.y0; y < std::min(block.y0 + block_cells, m_grid.height); y += stride) {
            for (int x = block.x0; x < std::min(block.x0 + block_cells, m_grid.width); x += stride) {
                const std::size_t cell = m_grid.at(x, y);
                if (m_grid.label[cell] != inside_main) {
                    continue;
                }
                const std::size_t winner = nearest(m_winding[cell]);
                m_owner[cell] = static_cast<std::uint16_t>(winner + 1);
                m_sites[winner].got_m2 += cell_m2;
                m_sites[winner].got_center = m_sites[winner].got_center + cell_m2 * m_grid.center(x, y);
            }
        }
    }

    [[nodiscard]] std::size_t nearest(Point wound) const {
        std::size_t winner = 0;
        double least = 1e300;
        for (const std::size_t s : m_candidates) {
            const Point way = wound - m_sites[s].center;
            const double cost = dot(way, way) - m_sites[s].weight;
            if (cost < least) {
                least = cost;
                winner = s;
            }
        }
        return winner;
    }

    Grid m_grid;
    std::vector<Point> m_winding;
    std::vector<std::uint16_t> m_owner;
    std::vector<Block> m_blocks;
    std::vector<Site> m_sites;
    std::vector<std::size_t> m_candidates;
};

} // namespace

Grid assign_communes(const Grid& outline, const Facts& facts, std::optional<std::size_t> island_owner) {
    Diagram diagram(outline, facts, island_owner);
    for (int round = 0; round < 200; ++round) {
        diagram.improve(2, round < 60 ? 0 : 0.1);
    }
    for (int round = 0; round < 180; ++round) {
        diagram.improve(1, round < 40 ? 0.05 : 0);
    }
    diagram.assign(1);
    Grid grid = diagram.take(island_owner);
    repair_cells(grid, static_cast<std::uint16_t>(island_owner ? *island_owner + 1 : 0));
    return grid;
}

} // namespace ntm::sample
