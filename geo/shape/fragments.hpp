#pragma once

#include "geo/shape/coverage.hpp"
#include "geo/shape/painter.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace ntm {

/// What refines the edges of a picture at rest. Only pixels that a border runs through or near have an entry: the share
/// of each unit in it, and how much of it the lines of the three border levels cover. Ids are averaged, never colours,
/// so that another theme, a hover or a selection only repaints.
struct Fragments {
    static constexpr unsigned whole = 255; ///< the weights of a pixel's parts add up to this

    struct Part {
        std::uint32_t id = 0; ///< as in IdRaster, 0 = no unit
        std::uint8_t weight = 0;
        bool operator==(const Part&) const = default;
    };
    struct Pixel {
        std::uint32_t x = 0;
        std::uint32_t first_part = 0;
        std::array<std::uint8_t, 3> line{}; ///< by border level, of `whole`
        std::uint8_t parts = 0;             ///< none where lines alone cover the pixel
        bool operator==(const Pixel&) const = default;
    };
    std::vector<std::uint32_t> row_pixel{0}; ///< row y owns pixels [row_pixel[y], row_pixel[y + 1]), from left to right
    std::vector<Pixel> pixels;
    std::vector<Part> parts;

    /// Units that own no pixel's centre, each with the pixel in which it is picked; by pixel (row * width + column).
    struct Small {
        std::uint32_t pixel = 0;
        std::uint32_t id = 0;
    };
    std::vector<Small> small;

    [[nodiscard]] bool empty() const { return pixels.empty(); }
};

/// Fragments of the view that `ids` shows, over the same level of detail, by bands on all threads. Of `style` only the
/// widths, the scale and the parents count. Shares are exact areas (even-odd; where the data overlaps the later unit
/// wins), but a unit has at least some weight in each pixel that its outline runs through: none is without a trace.
/// False, with `out` unusable, when `cancelled` became true.
bool make_fragments(const Coverage& coverage, const MapView& view, const IdRaster& ids, const PaintStyle& style,
                    WorkerPool& pool, Fragments& out, const std::atomic<bool>* cancelled = nullptr);

/// The unit to pick at a pixel: the one at its centre, or a small one that has its place there.
[[nodiscard]] std::uint32_t picked_id(const IdRaster& ids, const Fragments* fragments, int x, int y);

} // namespace ntm
