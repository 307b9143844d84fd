#include "geo/picture/sheet.hpp"
#include "geo/shape/coverage_raster.hpp"

#include <algorithm>

namespace ntm {

namespace {

/// The mean of each n x n block. Colours are opaque here, so averaging sRGB values is what printing programs do.
Image shrink(const Image& large, int n) {
    Image small{large.width_px / n, large.height_px / n, {}};
    small.pixels.resize(static_cast<std::size_t>(small.width_px) * static_cast<std::size_t>(small.height_px));
    const auto large_width = static_cast<std::size_t>(large.width_px);
    const auto small_width = static_cast<std::size_t>(small.width_px);
    const auto step = static_cast<std::size_t>(n);
    const unsigned count = static_cast<unsigned>(n * n);
    WorkerPool::shared().run(static_cast<std::size_t>(small.height_px), [&](std::size_t y) {
        for (std::size_t x = 0; x < small_width; ++x) {
            unsigned r = 0, g = 0, b = 0;
            for (std::size_t dy = 0; dy < step; ++dy) {
                const Rgba* row = &large.pixels[(y * step + dy) * large_width + x * step];
                for (std::size_t dx = 0; dx < step; ++dx) {
                    r += row[dx].r;
                    g += row[dx].g;
                    b += row[dx].b;
                }
            }
            const auto mean = [count](unsigned sum) { return static_cast<std::uint8_t>((sum + count / 2) / count); };
            small.pixels[y * small_width + x] = {mean(r), mean(g), mean(b), 255};
        }
    });
    return small;
}

} // namespace

void set_borders(PaintStyle& style, const Atlas& atlas, Level level, double metres_per_px) {
    const auto groups_above = [&](Level above) -> std::span<const std::uint32_t> {
        const auto& groups = atlas.unit_of_feature[static_cast<std::size_t>(above)];
        return above > atlas.units.drawn && atlas.units.count(above) > 0 ? std::span(groups)
                                                                         : std::span<const std::uint32_t>();
    };
    style.parent1 = groups_above(Level::district);
    style.parent2 = groups_above(Level::province);
    // A line of two points round every islet of a country is a blot.
    constexpr double full_width_metres_per_px = 400;
    const double thinner = std::clamp(full_width_metres_per_px / metres_per_px, 0.4, 1.0);
    for (BorderStyle& border : style.border) {
        border.width_pt *= thinner;
    }
    if (level > atlas.units.drawn) {
        style.border[0].width_pt = 0;
    }
    if (level == Level::province && !style.parent1.empty()) {
        style.border[1].width_pt = 0;
    }
}

PaintStyle map_style(const Atlas& atlas, const StyledMap& styled, double metres_per_px, double px_per_pt) {
    PaintStyle style = base_paint_style();
    style.units = styled.units;
    style.px_per_pt = px_per_pt;
    constexpr double screen_px_per_pt = 96.0 / 72; // what the scales of set_borders are meant for
    set_borders(style, atlas, styled.level, metres_per_px * px_per_pt / screen_px_per_pt);
    return style;
}

Image draw_map(const Atlas& atlas, const Coverage& coverage, const StyledMap& styled, const MapView& view,
               int oversample, double px_per_pt) {
    MapView fine = view;
    fine.metres_per_px /= oversample;
    fine.width_px *= oversample;
    fine.height_px *= oversample;
    IdRaster ids;
    rasterize(coverage, fine, WorkerPool::shared(), ids);
    PaintStyle style = map_style(atlas, styled, view.metres_per_px, px_per_pt);
    style.px_per_pt *= oversample;
    Image image{fine.width_px, fine.height_px, {}};
    image.pixels.resize(ids.ids.size());
    paint(ids, fine, style, {0, 0, fine.width_px, fine.height_px}, WorkerPool::shared(), image.pixels);
    return oversample == 1 ? image : shrink(image, oversample);
}

} // namespace ntm
