#pragma once

#include "geo/shape/fragments.hpp"
#include "geo/shape/stroke.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace ntm {

/// Gathers the edges of some pixel rows and turns them into fragments. Each edge adds, to the pixels it runs through,
/// the signed area to its right: of two units that share an edge one gains what the other loses, whatever the order.
/// Lives as long as its thread, so that a redraw allocates nothing.
class FragmentBand {
public:
    /// Rows [first_row, end_row) of a picture, units 0 .. features - 1. What was gathered before is gone.
    void begin(int width_px, int first_row, int end_row, std::size_t features);

    /// The units left and right of an edge, no_feature where there is none.
    struct Sides {
        std::uint32_t left;
        std::uint32_t right;
    };
    /// An edge in pixels of the picture. Outlines must close, but for what lies right of the picture.
    void add_edge(Sides sides, Point a, Point b);
    /// A line over the border from a to b.
    void add_line(std::size_t level, const LineShape& shape, Point a, Point b);

    /// Appends the rows. `least_weight[f]`: what unit f has at least in every pixel that its outline runs through.
    void finish(const std::vector<std::uint8_t>& least_weight, Fragments& out);

private:
    struct Cell {
        std::uint32_t feature;
        float cover; ///< height of its edges here, signed by direction
        float area;  ///< right of them
        std::int32_t next;
    };
    struct Slot {
        std::int32_t first_cell = -1;
        std::array<std::uint8_t, 3> line{};
    };
    struct Share {
        std::uint32_t id;
        float weight;
        std::uint8_t least;
    };

    void forget();
    void add_in_row(Sides sides, int row, double height, double x0, double x1);
    void add_cells(Sides sides, int row, int column, double cover, double area);
    void add_cell(std::uint32_t feature, Slot& slot, float cover, float area);
    [[nodiscard]] Slot& touch(int row, int column);
    void finish_row(int row, const std::vector<std::uint8_t>& least_weight, Fragments& out);
    void finish_pixel(int column, Slot& slot, const std::vector<std::uint8_t>& least_weight, Fragments& out);
    void gather_shares(const Slot& slot, const std::vector<std::uint8_t>& least_weight);
    void append_parts(Fragments& out);

    int m_width = 0;
    int m_first_row = 0;
    int m_rows = 0;
    std::size_t m_stride = 0;             ///< slots a row: column -1 gathers what lies left of the picture
    std::vector<Slot> m_slots;            ///< all empty between bands
    std::vector<std::uint64_t> m_touched; ///< a bit a slot
    std::size_t m_words = 0;              ///< of m_touched a row
    std::vector<Cell> m_cells;
    std::vector<float> m_active;         ///< by feature: how often the pixels further right are inside; 0 between rows
    std::vector<std::uint32_t> m_inside; ///< features with m_active
    std::vector<Share> m_shares;
    std::vector<unsigned> m_weights;
};

} // namespace ntm
