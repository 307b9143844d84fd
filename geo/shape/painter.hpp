#pragma once

#include "geo/base/worker_pool.hpp"
#include "geo/shape/id_raster.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace ntm {

struct Rgba {
    std::uint8_t r = 0, g = 0, b = 0, a = 255;
    bool operator==(const Rgba&) const = default;
};
[[nodiscard]] Rgba mix(Rgba from, Rgba to, double share_of_to); ///< straight, in sRGB values; alpha too
[[nodiscard]] Rgba rgb(std::uint32_t hex);                      ///< 0xRRGGBB
[[nodiscard]] double lightness(Rgba colour);                    ///< CIE L*, 0..100
[[nodiscard]] double luminance(Rgba colour);                    ///< CIE Y, 0..1: the same order, without the root

enum class Pattern : std::uint8_t {
    none,
    diagonal,   ///< 2 px lines every 9 px, rising to the right
    horizontal, ///< 1 px lines every 6 px
    dots,       ///< fine dots every 6 px
    crosses,    ///< small crosses every 10 px
};

/// How one unit is drawn. Patterns stand still on the ground while the view moves.
struct UnitStyle {
    Rgba fill;
    Rgba ink; ///< of the pattern
    Pattern pattern = Pattern::none;
};

/// Units by feature index; `states` may be empty = all plain.
enum UnitState : std::uint8_t { state_plain = 0, state_dimmed = 1, state_hovered = 2, state_selected = 4 };

struct BorderStyle {
    Rgba ink;
    double width_pt = 1;
};

struct PaintStyle {
    std::span<const UnitStyle> units;
    std::span<const std::uint8_t> states;
    /// Borders between units of the drawn level (0), of their parents (1), of the parents' parents (2).
    /// parent1[f], parent2[f]: number of the higher unit of feature f; empty where there is no such level.
    std::span<const std::uint32_t> parent1;
    std::span<const std::uint32_t> parent2;
    BorderStyle border[3]; ///< level 0 takes `ink` on light fills and `light_ink` on dark ones
    Rgba light_ink;
    Rgba ground;       ///< where no unit is
    Rgba selected_ink; ///< 2.5 pt outline, with casing on both sides
    Rgba selected_casing;
    Rgba hovered_ink; ///< 1.5 pt outline; the fill is 12% lighter
    double px_per_pt = 1;
};

/// Colours `rect` of the picture from the ids, the fills of hovered and dimmed units included; their outlines are laid
/// over by outline_overlay. `pixels` is the whole picture, one after the other, as `ids`. A border lies where a pixel
/// differs from a neighbour, its level the highest at which the two differ (coast and outer edge count as the highest
/// level there is).
void paint(const IdRaster& ids, const MapView& view, const PaintStyle& style, PixelRect rect, WorkerPool& pool,
           std::span<Rgba> pixels);

struct Fragments;
/// The same at rest: edges and borders are those of the fragments, smooth and of their exact widths.
void paint_at_rest(const IdRaster& ids, const Fragments& fragments, const MapView& view, const PaintStyle& style,
                   PixelRect rect, WorkerPool& pool, std::span<Rgba> pixels);

} // namespace ntm
