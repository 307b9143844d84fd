#include "geo/earth/lattice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace ntm {

namespace {

// Cubic patches err by about 2 micrometres at these steps over Vietnam, and 16 times as much at twice the step.
constexpr double step_deg = 0.1;
constexpr double step_m = 10'000;
constexpr double metres_a_degree = 111'320;
constexpr double most_nodes = 4e6;

// Nodes a patch needs beyond its cell: one before, two behind.
constexpr std::size_t stencil_beyond_cell = 3;

std::array<double, 4> lagrange_weights(double s) {
    const double before = s + 1;
    const double next = s - 1;
    const double behind = s - 2;
    constexpr double sixth = 1.0 / 6; // a division would cost as much as all the rest
    return {-sixth * s * next * behind, 0.5 * before * next * behind, -0.5 * before * s * behind,
            sixth * before * s * next};
}

// Up to 32 cells of `cells`, evenly spread, both ends among them.
std::set<std::size_t> sampled_cells(std::size_t cells) {
    constexpr std::size_t most = 32;
    std::set<std::size_t> sample;
    for (std::size_t i = 0; i < most; ++i) {
        sample.insert(i * (cells - 1) / (most - 1));
    }
    return sample;
}

std::size_t cells_along(double length, double step) {
    return static_cast<std::size_t>(std::max(1.0, std::ceil(length / step)));
}

} // namespace

double Lattice::expected_nodes(const Box& domain, bool source_geographic) {
    const double step = source_geographic ? step_deg : step_m;
    return (std::ceil(domain.width() / step) + stencil_beyond_cell) *
           (std::ceil(domain.height() / step) + stencil_beyond_cell);
}

Result<Lattice> Lattice::create(const Transformation& exact, const Box& domain, bool source_geographic,
                                double max_error_m, const Progress* progress) {
    Lattice lattice;
    lattice.m_domain = domain;
    lattice.m_step = source_geographic ? step_deg : step_m;
    const double expected = expected_nodes(domain, source_geographic);
    if (domain.empty() || !(expected < most_nodes)) {
        return Issue{Severity::error, "lattice_domain", {}, fmt::format("{:.0f}", expected)};
    }
    lattice.m_columns = cells_along(domain.width(), lattice.m_step) + stencil_beyond_cell;
    lattice.m_rows = cells_along(domain.height(), lattice.m_step) + stencil_beyond_cell;
    lattice.m_nodes.reserve(lattice.m_columns * lattice.m_rows);
    for (std::size_t row = 0; row < lattice.m_rows; ++row) {
        for (std::size_t column = 0; column < lattice.m_columns; ++column) {
            lattice.m_nodes.push_back({domain.min_x + (static_cast<double>(column) - 1) * lattice.m_step,
                                       domain.min_y + (static_cast<double>(row) - 1) * lattice.m_step});
        }
    }
    constexpr std::size_t nodes_at_once = 10'000; // some 5 ms
    for (std::size_t begin = 0; begin < lattice.m_nodes.size(); begin += nodes_at_once) {
        const std::size_t count = std::min(nodes_at_once, lattice.m_nodes.size() - begin);
        if (progress != nullptr && progress->cancelled()) {
            return Issue{Severity::error, "cancelled", {}, {}};
        }
        if (exact.forward(std::span(lattice.m_nodes).subspan(begin, count)) > 0) {
            return Issue{Severity::error, "lattice_node", {}, {}};
        }
    }
    const double error_m = lattice.sampled_error(exact) * (exact.target_geographic() ? metres_a_degree : 1.0);
    if (!(error_m <= max_error_m)) {
        return Issue{Severity::error, "lattice_error", {}, fmt::format("{:.6f}", error_m)};
    }
    return lattice;
}

double Lattice::sampled_error(const Transformation& exact) const {
    std::vector<Point> centres;
    for (const std::size_t row : sampled_cells(m_rows - stencil_beyond_cell)) {
        for (const std::size_t column : sampled_cells(m_columns - stencil_beyond_cell)) {
            centres.push_back({m_domain.min_x + (static_cast<double>(column) + 0.5) * m_step,
                               m_domain.min_y + (static_cast<double>(row) + 0.5) * m_step});
        }
    }
    std::vector<Point> expected = centres;
    if (exact.forward(expected) > 0) {
        return HUGE_VAL;
    }
    forward(centres);
    double error = 0;
    for (std::size_t i = 0; i < centres.size(); ++i) {
        error = std::max(error, std::hypot(centres[i].x - expected[i].x, centres[i].y - expected[i].y));
    }
    return error;
}

void Lattice::forward(std::span<Point> points) const {
    const double last_column = static_cast<double>(m_columns - stencil_beyond_cell - 1);
    const double last_row = static_cast<double>(m_rows - stencil_beyond_cell - 1);
    const double per_unit = 1 / m_step;
    for (Point& p : points) {
        const double u = (p.x - m_domain.min_x) * per_unit;
        const double v = (p.y - m_domain.min_y) * per_unit;
        // The comparison also sends NaN to the first cell, where it stays NaN without reading outside.
        const auto column = static_cast<std::size_t>(u > 0 ? std::min(u, last_column) : 0.0);
        const auto row = static_cast<std::size_t>(v > 0 ? std::min(v, last_row) : 0.0);
        const auto across = lagrange_weights(u - static_cast<double>(column));
        const auto up = lagrange_weights(v - static_cast<double>(row));
        const Point* nodes = m_nodes.data() + row * m_columns + column;
        Point moved;
        for (std::size_t j = 0; j < 4; ++j, nodes += m_columns) {
            Point along;
            for (std::size_t i = 0; i < 4; ++i) { // x and y in step, so that compilers make pairs of them
                along.x += across[i] * nodes[i].x;
                along.y += across[i] * nodes[i].y;
            }
            moved.x += up[j] * along.x;
            moved.y += up[j] * along.y;
        }
        p = moved;
    }
}

} // namespace ntm
