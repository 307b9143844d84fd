#include "geo/shape/painter.hpp"

#include "geo/shape/fragments.hpp"
#include "geo/shape/pattern_tiles.hpp"
#include "geo/shape/picture_style.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>

namespace ntm {
namespace {

constexpr int rows_at_once = 32;

void paint_fills(std::span<const IdRun> runs, int x0, int x1, int y, const PictureStyle& style,
                 const PatternTiles& tiles, Rgba* out) {
    int x = x0;
    for (const IdRun& run : runs) {
        const int end = std::min(run.end, x1);
        if (end <= x) {
            continue;
        }
        const UnitPaint& unit = style.of(run.id);
        // Masked words: without a branch the compiler takes several pixels at once.
        if (unit.pattern == Pattern::none) {
            std::fill(out + x, out + end, unit.fill);
            x = end;
            continue;
        }
        const auto fill = std::bit_cast<std::uint32_t>(unit.fill);
        const auto change = fill ^ std::bit_cast<std::uint32_t>(unit.ink);
        const std::uint32_t* const mask = tiles.row(unit.pattern, y) + (x - x0);
        for (int i = 0; i < end - x; ++i) {
            out[x + i] = std::bit_cast<Rgba>(fill ^ (change & mask[i]));
        }
        x = end;
    }
}

void paint_marks(const std::uint8_t* marks, const std::uint32_t* ids, int x0, int x1, const PictureStyle& style,
                 Rgba* out) {
    for (int x = x0; x < x1;) {
        std::uint64_t eight = 0;
        if (x + 8 <= x1 && (std::memcpy(&eight, marks + (x - x0), sizeof eight), eight == 0)) {
            x += 8; // most of the map has no line
            continue;
        }
        for (const int end = std::min(x + 8, x1); x < end; ++x) {
            const std::uint8_t mark = marks[x - x0];
            if (mark != mark_none) {
                out[x] = over(style.ink(mark, style.of(ids[x])), out[x]);
            }
        }
    }
}

/// A colour between two whole values.
struct SoftColour {
    float r = 0, g = 0, b = 0;

    void add(Rgba colour, float share) {
        r += static_cast<float>(colour.r) * share;
        g += static_cast<float>(colour.g) * share;
        b += static_cast<float>(colour.b) * share;
    }
    void lay_over(Rgba ink, float share) {
        const float alpha = static_cast<float>(ink.a) / 255 * share;
        r += (static_cast<float>(ink.r) - r) * alpha;
        g += (static_cast<float>(ink.g) - g) * alpha;
        b += (static_cast<float>(ink.b) - b) * alpha;
    }
    [[nodiscard]] Rgba whole() const {
        const auto byte = [](float value) { return static_cast<std::uint8_t>(value + 0.5F); };
        return {byte(r), byte(g), byte(b), 255};
    }
};

/// Over the fills of row y.
void paint_fragments(const Fragments& fragments, const std::uint32_t* ids, int x0, int x1, int y,
                     const PaintStyle& style, const PictureStyle& colours, const PatternTiles& tiles, Rgba* out) {
    constexpr float of_whole = 1.0F / Fragments::whole;
    const auto first = fragments.pixels.begin() + fragments.row_pixel[static_cast<std::size_t>(y)];
    const auto end = fragments.pixels.begin() + fragments.row_pixel[static_cast<std::size_t>(y) + 1];
    auto pixel = std::lower_bound(first, end, static_cast<std::uint32_t>(x0),
                                  [](const Fragments::Pixel& p, std::uint32_t x) { return p.x < x; });
    for (; pixel != end && pixel->x < static_cast<std::uint32_t>(x1); ++pixel) {
        SoftColour colour;
        for (std::uint32_t i = pixel->first_part; i < pixel->first_part + pixel->parts; ++i) {
            const UnitPaint& unit = colours.of(fragments.parts[i].id);
            const bool ink = unit.pattern != Pattern::none &&
                             tiles.row(unit.pattern, y)[pixel->x - static_cast<std::uint32_t>(x0)] != 0;
            colour.add(ink ? unit.ink : unit.fill, static_cast<float>(fragments.parts[i].weight) * of_whole);
        }
        if (pixel->parts == 0) {
            colour.add(out[pixel->x], 1);
        }
        for (std::size_t level = 0; level < 3; ++level) {
            if (pixel->line[level] != 0) {
                const bool light = level == 0 && colours.of(ids[pixel->x]).dark;
                colour.lay_over(light ? style.light_ink : style.border[level].ink,
                                static_cast<float>(pixel->line[level]) * of_whole);
            }
        }
        out[pixel->x] = colour.whole();
    }
}

PixelRect within(PixelRect rect, const IdRaster& ids) {
    return {std::max(0, rect.x0), std::max(0, rect.y0), std::min(ids.width_px, rect.x1),
            std::min(ids.height_px, rect.y1)};
}

/// Runs rows(y0, y1) over all rows of `rect`, some at a time.
template <class Rows>
void by_rows(PixelRect rect, WorkerPool& pool, const Rows& rows) {
    const auto parts = static_cast<std::size_t>((rect.y1 - rect.y0 + rows_at_once - 1) / rows_at_once);
    pool.run(parts, [&](std::size_t part) {
        const int y0 = rect.y0 + static_cast<int>(part) * rows_at_once;
        rows(y0, std::min(rect.y1, y0 + rows_at_once));
    });
}

} // namespace

void paint(const IdRaster& ids, const MapView& view, const PaintStyle& style, PixelRect rect, WorkerPool& pool,
           std::span<Rgba> pixels) {
    assert(pixels.size() == ids.ids.size());
    rect = within(rect, ids);
    if (rect.empty()) {
        return;
    }
    const PictureStyle colours(style);
    const PatternTiles tiles(view, style.px_per_pt, rect.x0, rect.x1, colours.patterns());
    const BorderMarker marker(style);
    by_rows(rect, pool, [&](int y0, int y1) {
        thread_local MarkRows marks;
        marker.mark(ids, {rect.x0, y0, rect.x1, y1}, marks);
        for (int y = y0; y < y1; ++y) {
            const std::ptrdiff_t start = static_cast<std::ptrdiff_t>(y) * ids.width_px;
            const std::uint32_t* const row_ids = ids.ids.data() + start;
            Rgba* const row_out = pixels.data() + start;
            paint_fills(marks.runs.row(y), rect.x0, rect.x1, y, colours, tiles, row_out);
            paint_marks(marks.row(y), row_ids, rect.x0, rect.x1, colours, row_out);
        }
    });
}

void paint_at_rest(const IdRaster& ids, const Fragments& fragments, const MapView& view, const PaintStyle& style,
                   PixelRect rect, WorkerPool& pool, std::span<Rgba> pixels) {
    assert(pixels.size() == ids.ids.size());
    assert(fragments.row_pixel.size() == static_cast<std::size_t>(ids.height_px) + 1);
    rect = within(rect, ids);
    if (rect.empty()) {
        return;
    }
    const PictureStyle colours(style);
    const PatternTiles tiles(view, style.px_per_pt, rect.x0, rect.x1, colours.patterns());
    by_rows(rect, pool, [&](int y0, int y1) {
        thread_local IdRuns runs;
        runs.find(ids, rect.x0, rect.x1, y0, y1);
        for (int y = y0; y < y1; ++y) {
            const std::ptrdiff_t start = static_cast<std::ptrdiff_t>(y) * ids.width_px;
            const std::uint32_t* const row_ids = ids.ids.data() + start;
            Rgba* const row_out = pixels.data() + start;
            paint_fills(runs.row(y), rect.x0, rect.x1, y, colours, tiles, row_out);
            paint_fragments(fragments, row_ids, rect.x0, rect.x1, y, style, colours, tiles, row_out);
        }
    });
}

} // namespace ntm
