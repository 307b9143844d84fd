#include "tools/sample/crossings.hpp"

#include <algorithm>
#include <unordered_map>

namespace ntm::sample {
namespace {

constexpr std::int64_t bucket_size = 4000; // about 400 m

struct Segment {
    std::size_t line = 0;
    std::size_t index = 0;
};

int side(MicroPoint a, MicroPoint b, MicroPoint p) {
    const std::int64_t cross = (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
    return cross > 0 ? 1 : cross < 0 ? -1 : 0;
}

bool within(MicroPoint a, MicroPoint b, MicroPoint p) {
    return std::min(a.x, b.x) <= p.x && p.x <= std::max(a.x, b.x) && std::min(a.y, b.y) <= p.y &&
           p.y <= std::max(a.y, b.y);
}

bool on_segment(MicroPoint a, MicroPoint b, MicroPoint p) {
    return side(a, b, p) == 0 && within(a, b, p);
}

/// Any common point at all.
bool meet(MicroPoint a, MicroPoint b, MicroPoint c, MicroPoint d) {
    const int c_side = side(a, b, c);
    const int d_side = side(a, b, d);
    const int a_side = side(c, d, a);
    const int b_side = side(c, d, b);
    if (c_side * d_side < 0 && a_side * b_side < 0) {
        return true;
    }
    return (c_side == 0 && within(a, b, c)) || (d_side == 0 && within(a, b, d)) || (a_side == 0 && within(c, d, a)) ||
           (b_side == 0 && within(c, d, b));
}

/// Segments from one common point that run along each other: one's far end lies on the other.
bool fold(MicroPoint common, MicroPoint p, MicroPoint q) {
    return on_segment(common, p, q) || on_segment(common, q, p);
}

class Checker {
public:
    explicit Checker(const std::vector<GridLine>& lines)
        : m_lines(lines) {
        for (std::size_t line = 0; line < lines.size(); ++line) {
            for (std::size_t i = 0; i + 1 < lines[line].size(); ++i) {
                enter({line, i});
            }
        }
    }

    std::vector<std::size_t> run() {
        std::vector<bool> bad(m_lines.size());
        for (const auto& [key, segments] : m_buckets) {
            for (std::size_t i = 0; i < segments.size(); ++i) {
                for (std::size_t j = i + 1; j < segments.size(); ++j) {
                    if (clash(segments[i], segments[j])) {
                        bad[segments[i].line] = true;
                        bad[segments[j].line] = true;
                    }
                }
            }
        }
        std::vector<std::size_t> numbers;
        for (std::size_t line = 0; line < bad.size(); ++line) {
            if (bad[line]) {
                numbers.push_back(line);
            }
        }
        return numbers;
    }

private:
    void enter(Segment segment) {
        const MicroPoint a = start(segment);
        const MicroPoint b = end(segment);
        for (auto y = std::min(a.y, b.y) / bucket_size; y <= std::max(a.y, b.y) / bucket_size; ++y) {
            for (auto x = std::min(a.x, b.x) / bucket_size; x <= std::max(a.x, b.x) / bucket_size; ++x) {
                m_buckets[(y << 32) + x].push_back(segment);
            }
        }
    }
    [[nodiscard]] MicroPoint start(Segment s) const { return m_lines[s.line][s.index]; }
    [[nodiscard]] MicroPoint end(Segment s) const { return m_lines[s.line][s.index + 1]; }
    /// The end `p` of segment s is an end of its whole line.
    [[nodiscard]] bool line_end(Segment s, MicroPoint p) const {
        return (s.index == 0 && p == start(s)) || (s.index + 2 == m_lines[s.line].size() && p == end(s));
    }

    [[nodiscard]] bool clash(Segment s, Segment t) const {
        const MicroPoint a = start(s);
        const MicroPoint b = end(s);
        const MicroPoint c = start(t);
        const MicroPoint d = end(t);
        if (!meet(a, b, c, d)) {
            return false;
        }
        const bool neighbours = s.line == t.line && (s.index + 1 == t.index || t.index + 1 == s.index);
        for (const auto& [p, p_far] : {std::pair{a, b}, std::pair{b, a}}) {
            for (const auto& [q, q_far] : {std::pair{c, d}, std::pair{d, c}}) {
                if (p == q && (neighbours || (line_end(s, p) && line_end(t, q)))) {
                    return fold(p, p_far, q_far);
                }
            }
        }
        return true;
    }

    const std::vector<GridLine>& m_lines;
    std::unordered_map<std::int64_t, std::vector<Segment>> m_buckets;
};

} // namespace

std::vector<std::size_t> find_crossing_lines(const std::vector<GridLine>& lines) {
    return Checker(lines).run();
}

} // namespace ntm::sample
