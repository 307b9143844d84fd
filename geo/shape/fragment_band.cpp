#include "geo/shape/fragment_band.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

namespace ntm {
namespace {

constexpr float hardly_anything = 1e-4F; ///< far above what rounding leaves, far below a weight of one
constexpr std::size_t most_parts = 255;

/// The even-odd rule for areas: once inside counts, twice is outside again.
float even_odd(float winding) {
    float inside = std::fabs(winding);
    if (inside > 1) {
        inside = std::fmod(inside, 2.0F);
        inside = inside > 1 ? 2 - inside : inside;
    }
    return inside;
}

} // namespace

void FragmentBand::begin(int width_px, int first_row, int end_row, std::size_t features) {
    forget(); // a band that was not finished
    m_width = width_px;
    m_first_row = first_row;
    m_rows = end_row - first_row;
    m_stride = static_cast<std::size_t>(width_px) + 1;
    m_words = (m_stride + 63) / 64;
    m_slots.resize(std::max(m_slots.size(), m_stride * static_cast<std::size_t>(m_rows)));
    m_touched.resize(m_words * static_cast<std::size_t>(m_rows), 0);
    m_active.resize(std::max(m_active.size(), features), 0);
}

/// Empties what was touched, and nothing else: most of a band never is.
void FragmentBand::forget() {
    for (std::size_t word = 0; word < m_touched.size(); ++word) {
        for (std::uint64_t bits = std::exchange(m_touched[word], 0); bits != 0; bits &= bits - 1) {
            const std::size_t at = (word % m_words) * 64 + static_cast<std::size_t>(std::countr_zero(bits));
            m_slots[word / m_words * m_stride + at] = Slot{};
        }
    }
    m_cells.clear();
}

FragmentBand::Slot& FragmentBand::touch(int row, int column) {
    const auto at = static_cast<std::size_t>(column + 1);
    m_touched[static_cast<std::size_t>(row) * m_words + at / 64] |= std::uint64_t{1} << (at % 64);
    return m_slots[static_cast<std::size_t>(row) * m_stride + at];
}

void FragmentBand::add_cells(Sides sides, int row, int column, double cover, double area) {
    Slot& slot = touch(row, column);
    if (sides.left != no_feature) {
        add_cell(sides.left, slot, static_cast<float>(cover), static_cast<float>(area));
    }
    if (sides.right != no_feature) {
        add_cell(sides.right, slot, static_cast<float>(-cover), static_cast<float>(-area));
    }
}

void FragmentBand::add_cell(std::uint32_t feature, Slot& slot, float cover, float area) {
    for (std::int32_t i = slot.first_cell; i >= 0; i = m_cells[static_cast<std::size_t>(i)].next) {
        Cell& cell = m_cells[static_cast<std::size_t>(i)];
        if (cell.feature == feature) {
            cell.cover += cover;
            cell.area += area;
            return;
        }
    }
    m_cells.push_back({feature, cover, area, slot.first_cell});
    slot.first_cell = static_cast<std::int32_t>(m_cells.size() - 1);
}

void FragmentBand::add_edge(Sides sides, Point a, Point b) {
    a.y -= m_first_row;
    b.y -= m_first_row;
    double direction = 1;
    if (a.y > b.y) {
        std::swap(a, b);
        direction = -1;
    }
    if (!(b.y > 0) || !(a.y < m_rows)) {
        return;
    }
    if (a.y == b.y) { // covers nothing, but the pixels that it runs through are not whole any more
        add_in_row(sides, static_cast<int>(a.y), 0, a.x, b.x);
        return;
    }
    const double run_per_rise = (b.x - a.x) / (b.y - a.y);
    const double end = std::min(b.y, static_cast<double>(m_rows));
    double y = std::max(a.y, 0.0);
    double x = a.y < 0 ? a.x - a.y * run_per_rise : a.x;
    for (int row = static_cast<int>(y); y < end; ++row) {
        const double next_y = std::min(row + 1.0, end);
        const double next_x = next_y == b.y ? b.x : a.x + (next_y - a.y) * run_per_rise;
        add_in_row(sides, row, direction * (next_y - y), x, next_x);
        y = next_y;
        x = next_x;
    }
}

void FragmentBand::add_in_row(Sides sides, int row, double height, double x0, double x1) {
    if (x0 > x1) {
        std::swap(x0, x1);
    }
    if (x1 <= 0) {
        add_cells(sides, row, -1, height, 0);
        return;
    }
    if (x0 >= m_width) {
        return;
    }
    const double per_column = x1 > x0 ? height / (x1 - x0) : 0;
    if (x0 < 0) {
        add_cells(sides, row, -1, -x0 * per_column, 0);
        height += x0 * per_column;
        x0 = 0;
    }
    int column = static_cast<int>(x0);
    if (x1 <= column + 1) { // by far the most frequent
        add_cells(sides, row, column, height, height * (column + 1 - (x0 + x1) / 2));
        return;
    }
    const double end = std::min(x1, static_cast<double>(m_width));
    for (; x0 < end; ++column) {
        const double next = std::min(column + 1.0, end);
        const double piece = per_column * (next - x0);
        add_cells(sides, row, column, piece, piece * (column + 1 - (x0 + next) / 2));
        x0 = next;
    }
}

void FragmentBand::add_line(std::size_t level, const LineShape& shape, Point a, Point b) {
    stroke_edge(a, b, shape, {0, m_first_row, m_width, m_first_row + m_rows}, [&](int x, int y, std::uint8_t weight) {
        std::uint8_t& there = touch(y - m_first_row, x).line[level];
        there = std::max(there, weight);
    });
}

void FragmentBand::finish(const std::vector<std::uint8_t>& least_weight, Fragments& out) {
    for (int row = 0; row < m_rows; ++row) {
        finish_row(row, least_weight, out);
        out.row_pixel.push_back(static_cast<std::uint32_t>(out.pixels.size()));
    }
    forget();
}

void FragmentBand::finish_row(int row, const std::vector<std::uint8_t>& least_weight, Fragments& out) {
    Slot* const slots = m_slots.data() + static_cast<std::size_t>(row) * m_stride;
    for (std::size_t word = 0; word < m_words; ++word) {
        std::uint64_t bits = m_touched[static_cast<std::size_t>(row) * m_words + word];
        for (; bits != 0; bits &= bits - 1) {
            const std::size_t at = word * 64 + static_cast<std::size_t>(std::countr_zero(bits));
            finish_pixel(static_cast<int>(at) - 1, slots[at], least_weight, out);
        }
    }
    for (const std::uint32_t feature : m_inside) { // outlines reach out of the picture on the right
        m_active[feature] = 0;
    }
    m_inside.clear();
}

void FragmentBand::finish_pixel(int column, Slot& slot, const std::vector<std::uint8_t>& least_weight, Fragments& out) {
    if (slot.first_cell >= 0) {
        gather_shares(slot, least_weight);
    }
    if (column < 0) {
        return;
    }
    Fragments::Pixel pixel{static_cast<std::uint32_t>(column), static_cast<std::uint32_t>(out.parts.size()), slot.line,
                           0};
    if (slot.first_cell >= 0) {
        append_parts(out);
        pixel.parts = static_cast<std::uint8_t>(out.parts.size() - pixel.first_part);
    }
    if (pixel.parts > 0 || pixel.line != std::array<std::uint8_t, 3>{}) {
        out.pixels.push_back(pixel);
    }
}

/// The shares of all features in a pixel with edges, later features first; afterwards m_active holds for the next.
void FragmentBand::gather_shares(const Slot& slot, const std::vector<std::uint8_t>& least_weight) {
    m_shares.clear();
    for (std::int32_t i = slot.first_cell; i >= 0; i = m_cells[static_cast<std::size_t>(i)].next) {
        const Cell& cell = m_cells[static_cast<std::size_t>(i)];
        float& active = m_active[cell.feature];
        if (std::find(m_inside.begin(), m_inside.end(), cell.feature) == m_inside.end()) {
            m_inside.push_back(cell.feature);
        }
        m_shares.push_back({cell.feature + 1, even_odd(active + cell.area), least_weight[cell.feature]});
        active += cell.cover;
    }
    const std::size_t with_edges = m_shares.size();
    std::erase_if(m_inside, [&](std::uint32_t feature) {
        float& active = m_active[feature];
        const auto edges_end = m_shares.begin() + static_cast<std::ptrdiff_t>(with_edges);
        if (std::none_of(m_shares.begin(), edges_end, [&](const Share& s) { return s.id == feature + 1; })) {
            m_shares.push_back({feature + 1, even_odd(active), 0}); // only where the data overlaps
        } else if (std::fabs(active) < hardly_anything) {
            active = 0;
            return true;
        }
        return false;
    });
    std::sort(m_shares.begin(), m_shares.end(), [](const Share& a, const Share& b) { return a.id > b.id; });
}

/// Whole weights that add up: where data overlaps the later feature wins, what no feature covers is ground.
void FragmentBand::append_parts(Fragments& out) {
    float left = 1;
    for (Share& share : m_shares) {
        share.weight = std::min(share.weight, left);
        left -= share.weight;
    }
    if (m_shares.size() >= most_parts) {
        std::sort(m_shares.begin(), m_shares.end(), [](const Share& a, const Share& b) { return a.weight > b.weight; });
        m_shares.resize(most_parts - 1);
    }
    m_shares.push_back({0, left, 0});
    m_weights.clear();
    float sum = 0;
    unsigned sum_before = 0;
    unsigned missing = 0;
    const auto least_of_all = static_cast<unsigned>(Fragments::whole / (2 * m_shares.size()));
    for (const Share& share : m_shares) {
        sum += share.weight;
        const auto sum_here =
            std::max(sum_before, static_cast<unsigned>(std::lround(std::min(sum, 1.0F) * Fragments::whole)));
        const bool is_there = share.least > 1 || share.weight > hardly_anything * hardly_anything;
        const unsigned least = is_there ? std::min<unsigned>(share.least, std::max(least_of_all, 1U)) : 0;
        m_weights.push_back(std::max(sum_here - sum_before, least));
        missing += m_weights.back() - (sum_here - sum_before);
        sum_before = sum_here;
    }
    m_weights.back() += Fragments::whole - sum_before; // shares that were dropped
    while (missing > 0) {
        unsigned& most = *std::max_element(m_weights.begin(), m_weights.end());
        const unsigned taken = std::min(missing, std::max(most / 2, 1U));
        most -= taken;
        missing -= taken;
    }
    for (std::size_t i = 0; i < m_shares.size(); ++i) {
        if (m_weights[i] > 0) {
            out.parts.push_back({m_shares[i].id, static_cast<std::uint8_t>(m_weights[i])});
        }
    }
}

} // namespace ntm
