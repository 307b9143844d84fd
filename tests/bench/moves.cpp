#include "geo/shape/fragments.hpp"
#include "geo/shape/pixel_rects.hpp"
#include "tests/bench/cases.hpp"
#include "tests/bench/measure.hpp"
#include "tests/bench/picture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace ntm::bench {

namespace {

void add_moves(const Scene& scene, Report& report) {
    Picture picture;
    std::vector<double> times;
    const Coverage& coverage = scene.atlas->coverage;
    const MapView& whole = scene.views.front().view;
    for (const MapView& view : sixty_moves(whole)) {
        times.push_back(elapsed_ms([&] {
            picture.find_ids(coverage, view);
            picture.colour(view, scene.paint_style(view));
        }));
    }
    const double floor = redraw_floor_ms(coverage, whole);
    Row row{"60 pans and zooms, median", scene.layer.label, median(times), {}, {}, floor, {}, "aim 8", {}};
    report.add(row);
    row.what = "60 pans and zooms, worst";
    row.ours_ms = *std::max_element(times.begin(), times.end());
    row.note = "aim 16";
    report.add(std::move(row));
}

/// What comes after the last move: exact edges, smooth lines, units smaller than a pixel.
void add_rest(const Scene& scene, Report& report) {
    const MapView& view = scene.views.front().view;
    const PaintStyle style = scene.paint_style(view);
    Picture picture;
    picture.find_ids(scene.atlas->coverage, view);
    Fragments fragments;
    const double ms = median_ms([&] {
        make_fragments(scene.atlas->coverage, view, picture.ids, style, WorkerPool::shared(), fragments);
        paint_at_rest(picture.ids, fragments, view, style, {0, 0, width_px, height_px}, WorkerPool::shared(),
                      picture.pixels);
    });
    report.add({"fragments at rest, painted",
                scene.layer.label,
                ms,
                {},
                {},
                redraw_floor_ms(scene.atlas->coverage, view),
                {},
                fmt::format("{} pixels with parts; aim 15", fragments.pixels.size()),
                {}});
}

void add_recolour(const Scene& scene, Report& report) {
    const MapView& view = scene.views.front().view;
    const PaintStyle style = scene.paint_style(view);
    Picture picture;
    picture.find_ids(scene.atlas->coverage, view);
    std::vector<double> times;
    for (int i = 0; i < 200; ++i) {
        times.push_back(elapsed_ms([&] { picture.colour(view, style); }));
    }
    report.add({"recolour, 200 times",
                scene.layer.label,
                median(times),
                {},
                {},
                floor_ms(picture_px * sizeof(std::uint32_t), picture_px * sizeof(Rgba)),
                {},
                "theme, date or filter; aim 4",
                {}});
}

PixelRect pixels_of(const MapView& view, const Box& box) {
    constexpr int outline_px = 4;
    const Point top_left = view.to_px({box.min_x, box.max_y});
    const Point bottom_right = view.to_px({box.max_x, box.min_y});
    const auto inside = [](double value, int limit) {
        return static_cast<int>(std::clamp(value, 0.0, static_cast<double>(limit)));
    };
    return {inside(top_left.x - outline_px, width_px), inside(top_left.y - outline_px, height_px),
            inside(bottom_right.x + outline_px, width_px), inside(bottom_right.y + outline_px, height_px)};
}

std::size_t area(PixelRect rect) {
    return rect.empty() ? 0 : static_cast<std::size_t>(rect.x1 - rect.x0) * static_cast<std::size_t>(rect.y1 - rect.y0);
}

/// The pointer goes from unit to unit: both boxes are coloured again. The worst of 200 counts.
void add_hover(const Scene& scene, const SceneView& view, Report& report) {
    PaintStyle style = scene.paint_style(view.view);
    std::vector<std::uint8_t> states(scene.styles.size(), state_plain);
    style.states = states;
    Picture picture;
    picture.find_ids(scene.atlas->coverage, view.view);
    std::vector<double> times;
    std::size_t worst_px = 0;
    std::uint32_t before = 0;
    constexpr std::size_t hovers = 200;
    for (const Sample& sample : choose_samples(picture.ids, 4 * hovers)) {
        const std::uint32_t id = picture.ids.at(sample.x, sample.y);
        if (id == 0 || before == 0 || id == before || times.size() == hovers) {
            before = id;
            continue;
        }
        states[before - 1] = state_plain;
        states[id - 1] = state_hovered;
        std::size_t touched_px = 0;
        times.push_back(elapsed_ms([&] {
            const auto box = [&](std::uint32_t touched) { return scene.atlas->coverage.box_of_feature(touched - 1); };
            for (const PixelRect rect :
                 joined_rects({pixels_of(view.view, box(before)), pixels_of(view.view, box(id))})) {
                picture.colour(view.view, style, rect);
                touched_px += area(rect);
            }
        }));
        worst_px = std::max(worst_px, touched_px);
        before = id;
    }
    if (times.empty()) {
        return;
    }
    report.add({"hover " + view.name + ", worst",
                scene.layer.label,
                *std::max_element(times.begin(), times.end()),
                {},
                {},
                floor_ms(worst_px * sizeof(std::uint32_t), worst_px * sizeof(Rgba)),
                {},
                fmt::format("of {}; median {:.3f} ms; aim 1", times.size(), median(times)),
                {}});
}

} // namespace

void measure_moves(const Scene& scene, Report& report) {
    add_moves(scene, report);
    add_rest(scene, report);
    add_recolour(scene, report);
    for (const SceneView& view : scene.views) {
        add_hover(scene, view, report);
    }
}

} // namespace ntm::bench
