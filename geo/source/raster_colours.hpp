#pragma once

#include "geo/source/gdal_handles.hpp"
#include "geo/source/raster.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

// Private to this room: how the bands of a picture become colours.
namespace ntm {

/// One band with a palette, grey, RGB, each with alpha, mask or a value that means nothing; of any number type.
class RasterColours {
public:
    /// False where the bands make no picture.
    bool prepare(GDALDataset& dataset);

    /// Some cells of a part: `step` x `step` pixels of a level of detail each.
    struct Chunk {
        int overview = -1;               ///< -1: the full picture
        int width_px = 0, height_px = 0; ///< of the level
        int step = 1;
        int column = 0, row = 0; ///< of the part
        int columns = 0, rows = 0;
    };
    /// The mean of the pixels of each cell; what cannot be read stays transparent. False where something could not.
    bool read(GDALDataset& dataset, const Chunk& chunk, RasterPart& part);

private:
    struct Band {
        int number = 1;
        std::optional<double> nothing; ///< the value of pixels that show nothing
    };
    std::vector<Band> m_bands; ///< one or three
    bool m_masked = false;     ///< alpha or a mask of the whole picture
    bool m_bytes = true;
    double m_least = 0, m_most = 255; ///< black and white
    std::vector<std::array<std::uint8_t, 4>> m_palette;
    std::vector<std::array<std::uint8_t, 4>> m_of_byte; ///< of a single band of bytes: every colour, made once
    std::vector<float> m_values;
    std::vector<std::uint8_t> m_small, m_mask;
    std::vector<std::array<std::uint64_t, 4>> m_sums; ///< of a row of cells

    /// Of the pixels read last: adds the line that begins at `first`.
    void add_line(std::size_t first, std::size_t pixels, int width, int step);
    void end_row(const Chunk& chunk, int width, int lines, std::array<std::uint8_t, 4>* out);
    bool read_pixels(GDALDataset& dataset, const Chunk& chunk, const std::array<int, 4>& window);
    [[nodiscard]] std::array<std::uint8_t, 4> colour_of(const std::array<double, 3>& value, std::uint8_t mask) const;
    [[nodiscard]] std::array<std::uint8_t, 4> colour(std::size_t pixel, std::size_t pixels) const;
    [[nodiscard]] bool plain_rgb() const { return m_bytes && m_bands.size() == 3 && !m_masked && !m_bands[0].nothing; }
};

} // namespace ntm
