#include "geo/source/raster_colours.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace ntm {

namespace {

constexpr int most_pixels_at_once = 4'000'000;

GDALRasterBand* level_of(GDALRasterBand* band, int overview) {
    return overview < 0 ? band : band->GetOverview(overview);
}

/// Black and white of numbers that are no bytes: as many bits as the file says, else from the least to the greatest.
std::pair<double, double> range_of(GDALRasterBand& band) {
    const char* bits = band.GetMetadataItem("NBITS", "IMAGE_STRUCTURE");
    if (bits != nullptr && CPLAtof(bits) > 0 && CPLAtof(bits) < 16) {
        return {0, std::exp2(CPLAtof(bits)) - 1};
    }
    if (band.GetRasterDataType() == GDT_Byte) {
        return {0, 255};
    }
    std::array<double, 2> found{};
    constexpr int roughly = TRUE; // a sample of the blocks
    if (band.ComputeRasterMinMax(roughly, found.data()) == CE_None && found[1] > found[0]) {
        return {found[0], found[1]};
    }
    return {0, 65535};
}

} // namespace

bool RasterColours::prepare(GDALDataset& dataset) {
    const GdalMessages messages;
    GDALRasterBand& first = *dataset.GetRasterBand(1);
    const int count = dataset.GetRasterCount();
    const bool complex = GDALDataTypeIsComplex(first.GetRasterDataType()) != 0;
    if (complex) {
        return false;
    }
    const int alphas = [&] {
        int found = 0;
        for (int i = 1; i <= count; ++i) {
            found += dataset.GetRasterBand(i)->GetColorInterpretation() == GCI_AlphaBand ? 1 : 0;
        }
        return found;
    }();
    const GDALColorTable* table = first.GetColorTable();
    const int wanted = table == nullptr && count - alphas >= 3 ? 3 : 1;
    for (int number = 1; number <= wanted; ++number) {
        int has = 0;
        const double nothing = dataset.GetRasterBand(number)->GetNoDataValue(&has);
        m_bands.push_back({number, has != 0 ? std::optional(nothing) : std::nullopt});
    }
    if (table != nullptr) {
        for (int i = 0; i < table->GetColorEntryCount(); ++i) {
            const GDALColorEntry& entry = *table->GetColorEntry(i);
            m_palette.push_back({static_cast<std::uint8_t>(entry.c1), static_cast<std::uint8_t>(entry.c2),
                                 static_cast<std::uint8_t>(entry.c3), static_cast<std::uint8_t>(entry.c4)});
        }
    }
    const int flags = first.GetMaskFlags();
    m_masked = (flags & (GMF_ALPHA | GMF_PER_DATASET)) != 0 && (flags & GMF_NODATA) == 0;
    m_bytes = std::all_of(m_bands.begin(), m_bands.end(), [&](const Band& band) {
        return dataset.GetRasterBand(band.number)->GetRasterDataType() == GDT_Byte;
    });
    if (m_palette.empty()) {
        std::tie(m_least, m_most) = range_of(first);
        for (std::size_t i = 1; i < m_bands.size() && !m_bytes; ++i) {
            const auto [least, most] = range_of(*dataset.GetRasterBand(m_bands[i].number));
            m_least = std::min(m_least, least);
            m_most = std::max(m_most, most);
        }
    }
    for (int value = 0; value < 256 && m_bytes && m_bands.size() == 1; ++value) {
        m_of_byte.push_back(colour_of({double(value), 0, 0}, 255));
    }
    return true;
}

bool RasterColours::read_pixels(GDALDataset& dataset, const Chunk& chunk, const std::array<int, 4>& window) {
    const auto [x, y, width, height] = window;
    const auto pixels = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    if (m_bytes) {
        m_small.resize(pixels * m_bands.size());
    } else {
        m_values.resize(pixels * m_bands.size());
    }
    for (std::size_t i = 0; i < m_bands.size(); ++i) {
        GDALRasterBand* band = level_of(dataset.GetRasterBand(m_bands[i].number), chunk.overview);
        void* out = m_bytes ? static_cast<void*>(m_small.data() + i * pixels)
                            : static_cast<void*>(m_values.data() + i * pixels);
        if (band == nullptr || band->GetXSize() < x + width || band->GetYSize() < y + height ||
            band->RasterIO(GF_Read, x, y, width, height, out, width, height, m_bytes ? GDT_Byte : GDT_Float32, 0, 0,
                           nullptr) != CE_None) {
            return false;
        }
    }
    if (m_masked) {
        m_mask.resize(pixels);
        GDALRasterBand* band = level_of(dataset.GetRasterBand(1), chunk.overview);
        GDALRasterBand* mask = band->GetMaskBand();
        if (mask == nullptr || mask->RasterIO(GF_Read, x, y, width, height, m_mask.data(), width, height, GDT_Byte, 0,
                                              0, nullptr) != CE_None) {
            return false;
        }
    }
    return true;
}

std::array<std::uint8_t, 4> RasterColours::colour_of(const std::array<double, 3>& value, std::uint8_t mask) const {
    bool shows = false;
    for (std::size_t i = 0; i < m_bands.size(); ++i) {
        const auto& nothing = m_bands[i].nothing;
        shows = shows || !nothing || (value[i] != *nothing && !(std::isnan(value[i]) && std::isnan(*nothing)));
    }
    if (!shows || mask == 0 || std::isnan(value[0])) {
        return {0, 0, 0, 0};
    }
    if (!m_palette.empty()) {
        const bool known = value[0] >= 0 && value[0] < static_cast<double>(m_palette.size());
        auto found = known ? m_palette[static_cast<std::size_t>(value[0])] : std::array<std::uint8_t, 4>{0, 0, 0, 0};
        found[3] = std::min(found[3], mask);
        return found;
    }
    std::array<std::uint8_t, 4> found{0, 0, 0, mask};
    const double spread = m_most - m_least;
    for (std::size_t i = 0; i < 3; ++i) {
        const double shade = (value[m_bands.size() == 3 ? i : 0] - m_least) / spread * 255;
        found[i] = static_cast<std::uint8_t>(std::clamp(shade, 0.0, 255.0) + 0.5);
    }
    return found;
}

std::array<std::uint8_t, 4> RasterColours::colour(std::size_t pixel, std::size_t pixels) const {
    const std::uint8_t mask = m_masked ? m_mask[pixel] : std::uint8_t{255};
    if (!m_of_byte.empty()) {
        auto found = m_of_byte[m_small[pixel]];
        found[3] = std::min(found[3], mask);
        return found;
    }
    if (plain_rgb()) {
        return {m_small[pixel], m_small[pixels + pixel], m_small[2 * pixels + pixel], 255};
    }
    std::array<double, 3> value{};
    for (std::size_t i = 0; i < m_bands.size(); ++i) {
        value[i] = m_bytes ? double(m_small[i * pixels + pixel]) : double(m_values[i * pixels + pixel]);
    }
    return colour_of(value, mask);
}

void RasterColours::add_line(std::size_t first, std::size_t pixels, int width, int step) {
    for (int x0 = 0; x0 < width; x0 += step) {
        auto sum = m_sums[static_cast<std::size_t>(x0 / step)];
        for (int x = x0; x < std::min(x0 + step, width); ++x) {
            const auto one = colour(first + static_cast<std::size_t>(x), pixels);
            const std::uint32_t alpha = one[3];
            sum[0] += one[0] * alpha;
            sum[1] += one[1] * alpha;
            sum[2] += one[2] * alpha;
            sum[3] += alpha;
        }
        m_sums[static_cast<std::size_t>(x0 / step)] = sum;
    }
}

void RasterColours::end_row(const Chunk& chunk, int width, int lines, std::array<std::uint8_t, 4>* out) {
    for (int column = 0; column < chunk.columns; ++column) {
        const int across = std::min((column + 1) * chunk.step, width) - column * chunk.step;
        const auto count = static_cast<std::uint64_t>(std::max(0, across)) * static_cast<std::uint64_t>(lines);
        auto& sum = m_sums[static_cast<std::size_t>(column)];
        for (std::size_t i = 0; i < 4 && count > 0; ++i) {
            const std::uint64_t whole = i < 3 ? count * 255 : count;
            out[column][i] = static_cast<std::uint8_t>((sum[i] + whole / 2) / whole);
        }
        sum = {};
    }
}

bool RasterColours::read(GDALDataset& dataset, const Chunk& chunk, RasterPart& part) {
    const int x = static_cast<int>(part.first_column + chunk.column) * chunk.step;
    const int y = static_cast<int>(part.first_row + chunk.row) * chunk.step;
    const int width = std::min(chunk.columns * chunk.step, chunk.width_px - x);
    const int height = std::min(chunk.rows * chunk.step, chunk.height_px - y);
    const int at_once = chunk.rows > 1 ? height : std::clamp(most_pixels_at_once / width, 1, height);
    m_sums.assign(static_cast<std::size_t>(chunk.columns), {});
    for (int begin = 0; begin < height; begin += at_once) {
        const int lines = std::min(at_once, height - begin);
        if (!read_pixels(dataset, chunk, {x, y + begin, width, lines})) {
            return false;
        }
        const std::size_t pixels = static_cast<std::size_t>(width) * static_cast<std::size_t>(lines);
        for (int line = 0; line < lines; ++line) {
            add_line(static_cast<std::size_t>(line) * static_cast<std::size_t>(width), pixels, width, chunk.step);
            const int done = begin + line + 1;
            if (done % chunk.step == 0 || done == height) {
                const int row = (done - 1) / chunk.step;
                end_row(chunk, width, done - row * chunk.step,
                        part.cells.data() +
                            static_cast<std::size_t>(chunk.row + row) * static_cast<std::size_t>(part.columns) +
                            static_cast<std::size_t>(chunk.column));
            }
        }
    }
    return true;
}

} // namespace ntm
