#include "tools/sample/arcs.hpp"

#include <array>
#include <map>
#include <tuple>

namespace ntm::sample {
namespace {

constexpr std::array<std::pair<int, int>, 4> ways{{{1, 0}, {0, 1}, {-1, 0}, {0, -1}}};

class Tracer {
public:
    explicit Tracer(const Grid& grid)
        : m_grid(grid)
        , m_seen(static_cast<std::size_t>(grid.width + 1) * static_cast<std::size_t>(grid.height + 1)) {}

    std::vector<Arc> trace() {
        each_corner([&](int x, int y) {
            if (degree(x, y) > 2) {
                start_all(x, y);
            }
        });
        each_corner([&](int x, int y) { start_all(x, y); }); // what is left are closed borders
        return std::move(m_arcs);
    }

private:
    template <class Visit>
    void each_corner(Visit visit) {
        for (int y = 0; y <= m_grid.height; ++y) {
            for (int x = 0; x <= m_grid.width; ++x) {
                visit(x, y);
            }
        }
    }

    [[nodiscard]] std::uint16_t cell(int x, int y) const {
        return m_grid.has(x, y) ? m_grid.label[m_grid.at(x, y)] : 0;
    }
    /// Labels on the left and right when leaving corner (x, y) on way w.
    [[nodiscard]] std::pair<std::uint16_t, std::uint16_t> beside(int x, int y, std::size_t w) const {
        switch (w) {
        case 0:
            return {cell(x, y), cell(x, y - 1)};
        case 1:
            return {cell(x - 1, y), cell(x, y)};
        case 2:
            return {cell(x - 1, y - 1), cell(x - 1, y)};
        default:
            return {cell(x, y - 1), cell(x - 1, y - 1)};
        }
    }
    [[nodiscard]] bool border(int x, int y, std::size_t w) const {
        const auto [left, right] = beside(x, y, w);
        return left != right;
    }
    [[nodiscard]] int degree(int x, int y) const {
        int count = 0;
        for (std::size_t w = 0; w < ways.size(); ++w) {
            count += border(x, y, w) ? 1 : 0;
        }
        return count;
    }
    [[nodiscard]] std::uint8_t& seen(int x, int y) {
        return m_seen[static_cast<std::size_t>(y) * static_cast<std::size_t>(m_grid.width + 1) +
                      static_cast<std::size_t>(x)];
    }
    void mark(int x, int y, std::size_t w) { seen(x, y) = static_cast<std::uint8_t>(seen(x, y) | (1U << w)); }
    [[nodiscard]] bool marked(int x, int y, std::size_t w) { return (seen(x, y) & (1U << w)) != 0; }
    [[nodiscard]] std::uint32_t node(int x, int y) {
        return m_nodes.try_emplace({x, y}, static_cast<std::uint32_t>(m_nodes.size())).first->second;
    }

    void start_all(int x, int y) {
        for (std::size_t w = 0; w < ways.size(); ++w) {
            if (border(x, y, w) && !marked(x, y, w)) {
                follow(x, y, w);
            }
        }
    }

    void follow(int x, int y, std::size_t w) {
        Arc arc;
        std::tie(arc.left, arc.right) = beside(x, y, w);
        arc.from = node(x, y);
        const int start_x = x;
        const int start_y = y;
        arc.line.push_back(m_grid.corner(x, y));
        while (true) {
            mark(x, y, w);
            x += ways[w].first;
            y += ways[w].second;
            mark(x, y, (w + 2) % 4);
            arc.line.push_back(m_grid.corner(x, y));
            if (degree(x, y) > 2 || (x == start_x && y == start_y)) {
                break;
            }
            const std::size_t back = (w + 2) % 4;
            for (std::size_t next = 0; next < ways.size(); ++next) {
                if (next != back && border(x, y, next)) {
                    w = next;
                    break;
                }
            }
        }
        arc.to = node(x, y);
        m_arcs.push_back(std::move(arc));
    }

    const Grid& m_grid;
    std::vector<std::uint8_t> m_seen;
    std::map<std::pair<int, int>, std::uint32_t> m_nodes;
    std::vector<Arc> m_arcs;
};

struct HalfArc {
    std::size_t arc = 0;
    bool forward = true;
};

void append_line(PolygonColumns& polygons, const Arc& arc, bool forward) {
    const std::size_t count = arc.line.size() - 1; // the last point is the first of the next arc
    for (std::size_t i = 0; i < count; ++i) {
        polygons.points.push_back(forward ? arc.line[i] : arc.line[count - i]);
    }
}

} // namespace

std::vector<Arc> trace_arcs(const Grid& grid) {
    return Tracer(grid).trace();
}

PolygonColumns join_arcs(const std::vector<Arc>& arcs, std::size_t labels) {
    std::vector<std::map<std::uint32_t, HalfArc>> leaving(labels + 1); // per label, by the node it leaves
    for (std::size_t a = 0; a < arcs.size(); ++a) {
        leaving[arcs[a].left].insert_or_assign(arcs[a].from, HalfArc{a, true});
        leaving[arcs[a].right].insert_or_assign(arcs[a].to, HalfArc{a, false});
    }
    PolygonColumns polygons;
    for (std::size_t label = 1; label <= labels; ++label) {
        auto& open = leaving[label];
        while (!open.empty()) {
            const std::uint32_t start = open.begin()->first;
            std::uint32_t at = start;
            do {
                const auto next = open.find(at);
                if (next == open.end()) {
                    break; // cannot be while no cell meets its own label by a corner only
                }
                const HalfArc half = next->second;
                open.erase(next);
                append_line(polygons, arcs[half.arc], half.forward);
                at = half.forward ? arcs[half.arc].to : arcs[half.arc].from;
            } while (at != start);
            polygons.end_ring();
        }
        polygons.end_feature();
    }
    return polygons;
}

} // namespace ntm::sample
