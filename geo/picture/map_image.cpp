#include "geo/picture/sheet.hpp"
#include "geo/shape/coverage_raster.hpp"
#include "geo/shape/fragments.hpp"

#include <algorithm>

namespace ntm {

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
               double px_per_pt) {
    WorkerPool& pool = WorkerPool::shared();
    const PaintStyle style = map_style(atlas, styled, view.metres_per_px, px_per_pt);
    IdRaster ids;
    rasterize(coverage, view, pool, ids);
    Fragments fragments;
    make_fragments(coverage, view, ids, style, pool, fragments);
    Image image{ids.width_px, ids.height_px, {}};
    image.pixels.resize(ids.ids.size());
    paint_at_rest(ids, fragments, view, style, {0, 0, ids.width_px, ids.height_px}, pool, image.pixels);
    return image;
}

} // namespace ntm
