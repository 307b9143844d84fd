// What a picture at rest shows of its borders. Exact areas are compared with polygons' areas, with a raster sixteen
// times as fine, and with one another.

#include "geo/shape/fragments.hpp"

#include "geo/earth/lattice.hpp"
#include "geo/shape/coverage_raster.hpp"
#include "geo/shape/outline_overlay.hpp"
#include "geo/shape/raster_shift.hpp"
#include "geo/source/source.hpp"
#include "geos_answers.hpp"
#include "made_coverages.hpp"
#include "made_shapes.hpp"
#include "tests/catch.hpp"
#include "tests/shared_data.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <random>

using namespace ntm;

namespace {

/// A coverage seen through a view, with thin lines of one level.
struct Scene {
    Coverage coverage;
    MapView view;
    IdRaster ids;
    Fragments fragments;
    PaintStyle style;

    Scene(const PolygonColumns& shapes, const MapView& seen, double width_pt = 0)
        : Scene(make_coverage(shapes, WorkerPool::shared()), seen, width_pt) {}
    Scene(Coverage made, const MapView& seen, double width_pt = 0)
        : coverage(std::move(made))
        , view(seen) {
        style.border[0].width_pt = style.border[1].width_pt = style.border[2].width_pt = width_pt;
        REQUIRE(rasterize(coverage, view, WorkerPool::shared(), ids));
        REQUIRE(make_fragments(coverage, view, ids, style, WorkerPool::shared(), fragments));
        REQUIRE(fragments.row_pixel.size() == static_cast<std::size_t>(view.height_px) + 1);
    }

    template <class Visit>
    void for_each_pixel(const Visit& visit) const {
        for (int y = 0; y < view.height_px; ++y) {
            for (auto i = fragments.row_pixel[static_cast<std::size_t>(y)];
                 i < fragments.row_pixel[static_cast<std::size_t>(y) + 1]; ++i) {
                visit(static_cast<int>(fragments.pixels[i].x), y, fragments.pixels[i]);
            }
        }
    }
    [[nodiscard]] std::span<const Fragments::Part> parts(const Fragments::Pixel& pixel) const {
        return std::span(fragments.parts).subspan(pixel.first_part, pixel.parts);
    }
    /// What each unit (and, first, the ground) covers of the picture, in pixels.
    [[nodiscard]] std::vector<double> areas() const {
        std::vector<double> area(coverage.features() + 1, 0);
        for (const auto id : ids.ids) {
            area[id] += 1;
        }
        for_each_pixel([&](int x, int y, const Fragments::Pixel& pixel) {
            if (pixel.parts > 0) {
                area[ids.at(x, y)] -= 1;
                for (const auto& part : parts(pixel)) {
                    area[part.id] += part.weight / 255.0;
                }
            }
        });
        return area;
    }
    [[nodiscard]] std::size_t pixels_of(std::uint32_t id) const {
        std::size_t count = 0;
        for (const auto& part : fragments.parts) {
            count += part.id == id ? 1U : 0U;
        }
        return count;
    }
};

std::size_t units_without_trace(const Scene& scene) {
    std::vector<bool> traced(scene.coverage.features() + 1, false);
    for (const auto id : scene.ids.ids) {
        traced[id] = true;
    }
    for (const auto& part : scene.fragments.parts) {
        traced[part.id] = true;
    }
    std::size_t without = 0;
    for (std::size_t f = 0; f < scene.coverage.features(); ++f) {
        const bool drawn = !scene.coverage.feature_box[f].empty();
        const Box box = drawn ? scene.coverage.box_of_feature(f) : Box{};
        const Box seen = scene.view.box_metres();
        const bool inside =
            box.min_x > seen.min_x && box.max_x < seen.max_x && box.min_y > seen.min_y && box.max_y < seen.max_y;
        without += drawn && inside && !traced[f + 1] ? 1U : 0U;
    }
    return without;
}

/// Pixels whose parts do not add up.
std::size_t wrong_sums(const Scene& scene) {
    std::size_t wrong = 0;
    for (const Fragments::Pixel& pixel : scene.fragments.pixels) {
        unsigned sum = 0;
        for (const auto& part : scene.parts(pixel)) {
            sum += part.weight;
        }
        wrong += pixel.parts > 0 && sum != Fragments::whole ? 1U : 0U;
    }
    return wrong;
}

std::size_t units_not_picked(const Scene& scene) {
    std::vector<bool> picked(scene.coverage.features() + 1, false);
    for (int y = 0; y < scene.view.height_px; ++y) {
        for (int x = 0; x < scene.view.width_px; ++x) {
            picked[picked_id(scene.ids, &scene.fragments, x, y)] = true;
        }
    }
    return static_cast<std::size_t>(std::count(picked.begin() + 1, picked.end(), false));
}

} // namespace

TEST_CASE("weights of a pixel add up to one, and the ground never shows between neighbours") {
    for (const std::uint32_t seed : {1U, 2U, 3U, 4U}) {
        const auto shapes =
            seed % 2 == 0 ? made::patchwork(20, 90, 400, seed) : made::crooked_grid(9, 7, 12, 400, seed);
        for (const double metres_per_px : {0.4, 1.0, 3.7, 25.0}) {
            MapView view{{200, 200}, metres_per_px, 300, 200};
            const Scene scene(shapes, view);
            std::size_t gaps = 0;
            scene.for_each_pixel([&](int x, int y, const Fragments::Pixel& pixel) {
                unsigned ground = 0;
                for (const auto& part : scene.parts(pixel)) {
                    ground += part.id == 0 ? part.weight : 0U;
                }
                const Point upper_left = view.to_metres({double(x), double(y)});
                const Point lower_right = view.to_metres({x + 1.0, y + 1.0});
                const bool inside = std::min(upper_left.x, lower_right.y) > 40 &&
                                    std::max(lower_right.x, upper_left.y) < 360; // the outer edge is crooked
                gaps += inside && ground > 0 ? 1U : 0U;
            });
            CAPTURE(seed, metres_per_px);
            CHECK(wrong_sums(scene) == 0);
            CHECK(gaps == 0);
            CHECK_FALSE(scene.fragments.parts.empty());
        }
    }
}

TEST_CASE("weights are areas: they add up to those of the polygons") {
    const auto shapes = made::patchwork(20, 90, 400, 11);
    for (const double metres_per_px : {0.9, 2.3}) {
        const Scene scene(shapes, {{200.123, 199.877}, metres_per_px, 512, 512});
        const auto areas = scene.areas();
        PolygonColumns outlines;
        for (std::uint32_t f = 0; f < scene.coverage.features(); ++f) {
            append_outline(outlines, scene.coverage, f, level_for(scene.coverage, metres_per_px));
        }
        const GeosAnswers geos(outlines);
        for (std::uint32_t f = 0; f < scene.coverage.features(); ++f) {
            const double expected = geos.area(f) / (metres_per_px * metres_per_px);
            // A weight is off by half a step from rounding and one from the least that each unit gets.
            const double tolerance = static_cast<double>(scene.pixels_of(f + 1)) * 1.5 / 255 + 0.01;
            CAPTURE(f, metres_per_px);
            CHECK(std::fabs(areas[f + 1] - expected) <= tolerance);
        }
    }
}

TEST_CASE("weights are those of a raster sixteen times as fine") {
    constexpr int fine = 16;
    const auto shapes = made::patchwork(16, 40, 100, 5);
    const MapView view{{51.7, 48.2}, 1, 110, 104};
    const Scene scene(shapes, view);
    const MapView close{view.center, view.metres_per_px / fine, view.width_px * fine, view.height_px * fine};
    IdRaster many{close.width_px, close.height_px, std::vector<std::uint32_t>(scene.ids.ids.size() * fine * fine)};
    REQUIRE(rasterize_part(scene.coverage, close, {0, 0, close.width_px, close.height_px},
                           level_for(scene.coverage, view.metres_per_px), WorkerPool::shared(), many));
    double worst = 0;
    for (int y = 0; y < view.height_px; ++y) {
        std::map<int, const Fragments::Pixel*> row;
        for (auto i = scene.fragments.row_pixel[std::size_t(y)]; i < scene.fragments.row_pixel[std::size_t(y) + 1];
             ++i) {
            row[int(scene.fragments.pixels[i].x)] = &scene.fragments.pixels[i];
        }
        for (int x = 0; x < view.width_px; ++x) {
            std::map<std::uint32_t, double> share;
            for (int dy = 0; dy < fine; ++dy) {
                for (int dx = 0; dx < fine; ++dx) {
                    share[many.at(x * fine + dx, y * fine + dy)] += 1.0 / (fine * fine);
                }
            }
            const auto found = row.find(x);
            if (found == row.end() || found->second->parts == 0) {
                share[scene.ids.at(x, y)] -= 1;
            } else {
                for (const auto& part : scene.parts(*found->second)) {
                    share[part.id] -= part.weight / 255.0;
                }
            }
            for (const auto& [id, difference] : share) {
                worst = std::max(worst, std::fabs(difference));
            }
        }
    }
    // An edge through a pixel is seen by sixteen rows to a sixteenth: half a sample a row and edge, few edges a pixel.
    CHECK(worst < 0.08);
}

TEST_CASE("even-odd: holes, islands in them and crossed rings; where units overlap the later one wins") {
    // A square with a hole of the same direction, an island in it; a bow-tie; two overlapping squares.
    const auto shapes = made::polygons({{made::rectangle(2.5, 2.5, 12.5, 12.5), made::rectangle(4.5, 4.5, 10.5, 10.5),
                                         made::rectangle(6.5, 6.5, 8.5, 8.5)},
                                        {{{20.5, 2}, {30.5, 12}, {30.5, 2}, {20.5, 12}}},
                                        {made::rectangle(2.5, 20, 12.5, 30)},
                                        {made::rectangle(7.25, 20, 17.25, 30)}});
    const Scene scene(shapes, made::unit_view(40, 40));
    const auto areas = scene.areas();
    CHECK(areas[1] == Approx(100 - 36 + 4).margin(0.3));
    CHECK(areas[2] == Approx(50).margin(0.6));
    CHECK(areas[3] == Approx(47.5).margin(0.3));
    CHECK(areas[4] == Approx(100).margin(0.3));
    CHECK(areas[0] == Approx(1600 - 68 - 50 - 147.5).margin(0.8));
}

TEST_CASE("a row or column that a border merely runs along is whole") {
    const Scene scene(made::polygons({{made::rectangle(3, 3, 9, 9)}}), made::unit_view(12, 12));
    for (const auto& part : scene.fragments.parts) {
        CHECK(part.weight == 255);
    }
    // Half a pixel in: the horizontal sides too are seen.
    const Scene half(made::polygons({{made::rectangle(3, 3.5, 9, 9)}}), made::unit_view(12, 12));
    CHECK(half.areas()[1] == Approx(33).margin(0.1));
}

TEST_CASE(
    "Made coverages, bow-ties, doubled and touching rings among them: sums are whole, no unit is without a trace") {
    for (std::uint32_t seed = 0; seed < 240; ++seed) {
        const made::Coverage one = made::any_coverage(seed);
        INFO(one.words);
        const Coverage coverage = make_coverage(one.polygons, WorkerPool::shared());
        for (const int width_px : {5, 40, 160}) {
            const Scene scene(coverage, fit_view(coverage.box(), width_px, width_px * 3 / 4, 1), 1);
            CHECK(wrong_sums(scene) == 0);
            CHECK((!one.clean || units_without_trace(scene) == 0));
        }
    }
}

TEST_CASE("The communes of the country: none without a trace at any zoom, each to be picked on the whole") {
    for (const auto& [file, layer] :
         {std::pair{"data/vietnam_2022.gpkg", "commune"}, std::pair{"data/vietnam_2025.gpkg", "commune"}}) {
        const auto path = shared_file(file);
        if (!path) {
            return;
        }
        auto read = read_polygons(*path, layer);
        REQUIRE(read);
        REQUIRE(transform_polygons(read->polygons, read->crs, {"EPSG:3405"}).empty());
        const Coverage coverage = make_coverage(read->polygons, WorkerPool::shared());
        const MapView whole = fit_view(coverage.box(), 1600, 1000, 20);
        for (const double zoom : {0.3, 1.0, 1.7, 6.0}) {
            MapView view = whole;
            view.metres_per_px /= zoom;
            const Scene scene(coverage, view, 0.5);
            CAPTURE(file, zoom);
            CHECK(wrong_sums(scene) == 0);
            CHECK(units_without_trace(scene) == 0);
            CHECK((zoom != 1.0 || units_not_picked(scene) == 0));
        }
    }
}

TEST_CASE("no unit is without a trace, however small, and each can be picked") {
    const auto shapes = made::crooked_grid(40, 40, 3, 4000, 7);
    for (const double metres_per_px : {1.0, 7.0, 30.0, 90.0, 130.0, 400.0}) {
        const Scene scene(shapes, {{2000, 2000}, metres_per_px, 300, 300});
        CAPTURE(metres_per_px);
        CHECK(units_without_trace(scene) == 0);
    }
    // At 90 m a pixel 1,600 units of 100 m share some 2,000 pixels: many own no centre.
    const Scene dense(shapes, {{2000, 2000}, 90, 300, 300});
    CHECK(units_not_picked(dense) == 0);
    // Islands of a thousandth of a pixel, far from any centre.
    const Scene islets(
        made::polygons({{made::rectangle(10.1, 10.1, 10.13, 10.13)}, {made::rectangle(20.97, 5.01, 20.98, 5.02)}}),
        made::unit_view(30, 30));
    CHECK(units_without_trace(islets) == 0);
    CHECK(units_not_picked(islets) == 0);
}

TEST_CASE("lines have their width, wherever they lie in their pixels") {
    for (const double x : {10.0, 10.25, 10.5, 10.83}) {
        for (const double width : {0.4, 1.0, 1.6, 2.0, 3.0}) {
            const auto shapes = made::polygons({{made::rectangle(-50, -50, x, 90)}, {made::rectangle(x, -50, 90, 90)}});
            const Scene scene(shapes, made::unit_view(20, 20), width);
            double sum = 0;
            scene.for_each_pixel(
                [&](int, int y, const Fragments::Pixel& pixel) { sum += y == 10 ? pixel.line[0] / 255.0 : 0; });
            CAPTURE(x, width);
            CHECK(sum == Approx(width).margin(0.01));
        }
    }
}

TEST_CASE("a line takes the level at which its sides differ; the outer edge the highest") {
    const auto shapes = made::polygons({{made::rectangle(0, 0, 10, 40)},
                                        {made::rectangle(10, 0, 20, 40)},
                                        {made::rectangle(20, 0, 30, 40)},
                                        {made::rectangle(30, 0, 40, 40)}});
    const std::vector<std::uint32_t> parent1{0, 0, 1, 2};
    const std::vector<std::uint32_t> parent2{0, 0, 0, 1};
    Scene scene(shapes, {{20, 20}, 1, 60, 60});
    scene.style.parent1 = parent1;
    scene.style.parent2 = parent2;
    for (std::size_t level = 0; level < 3; ++level) {
        scene.style.border[level].width_pt = static_cast<double>(level + 1);
    }
    REQUIRE(make_fragments(scene.coverage, scene.view, scene.ids, scene.style, WorkerPool::shared(), scene.fragments));
    std::array<std::map<int, double>, 3> widths;
    scene.for_each_pixel([&](int x, int y, const Fragments::Pixel& pixel) {
        for (std::size_t level = 0; level < 3; ++level) {
            widths[level][(x + 5) / 10] += y == 30 ? pixel.line[level] / 255.0 : 0;
        }
    });
    CHECK(widths[0][2] == Approx(1).margin(0.01)); // between units 1 and 2, at x = 20
    CHECK(widths[1][3] == Approx(2).margin(0.01));
    CHECK(widths[2][4] == Approx(3).margin(0.01));
    CHECK(widths[2][1] == Approx(3).margin(0.01)); // the outer edge
    CHECK(widths[2][5] == Approx(3).margin(0.01));
}

TEST_CASE("painting a part at rest gives the pixels of the whole and touches no other") {
    const auto shapes = made::patchwork(14, 60, 300, 21);
    Scene scene(shapes, {{150, 150}, 1.1, 300, 300}, 1.2);
    std::vector<UnitStyle> units;
    std::vector<std::uint8_t> states;
    for (std::uint32_t f = 0; f < 60; ++f) {
        units.push_back({rgb(f * 40503 * 16 & 0xFFFFFF), rgb(0x202020), static_cast<Pattern>(f % 5)});
        states.push_back(f == 30 ? state_hovered : f % 7 == 0 ? state_dimmed : state_plain);
    }
    scene.style.units = units;
    scene.style.states = states;
    scene.style.ground = rgb(0xEAF0F3);
    const auto painted = [&](PixelRect rect, std::vector<Rgba> pixels) {
        paint_at_rest(scene.ids, scene.fragments, scene.view, scene.style, rect, WorkerPool::shared(), pixels);
        return pixels;
    };
    const auto whole = painted({0, 0, 300, 300}, std::vector<Rgba>(90000));
    for (const PixelRect rect :
         {PixelRect{10, 20, 77, 90}, PixelRect{-5, 200, 400, 400}, PixelRect{131, 131, 132, 132}}) {
        const Rgba untouched{1, 2, 3, 4};
        const auto part = painted(rect, std::vector<Rgba>(90000, untouched));
        std::size_t wrong = 0;
        for (int y = 0; y < 300; ++y) {
            for (int x = 0; x < 300; ++x) {
                const bool inside = x >= rect.x0 && x < rect.x1 && y >= rect.y0 && y < rect.y1;
                const auto at = static_cast<std::size_t>(y * 300 + x);
                wrong += part[at] == (inside ? whole[at] : untouched) ? 0U : 1U;
            }
        }
        CHECK(wrong == 0);
    }
}

TEST_CASE("an edge at rest has the mean of its colours, by the area of each") {
    Scene scene(made::polygons({{made::rectangle(-50, -50, 10.25, 90)}, {made::rectangle(10.25, -50, 90, 90)}}),
                made::unit_view(20, 20));
    const std::vector<UnitStyle> units{{rgb(0x000000), {}, Pattern::none}, {rgb(0xC86400), {}, Pattern::none}};
    scene.style.units = units;
    std::vector<Rgba> pixels(400);
    paint_at_rest(scene.ids, scene.fragments, scene.view, scene.style, {0, 0, 20, 20}, WorkerPool::shared(), pixels);
    const Rgba mixed = pixels[10 * 20 + 10];
    CHECK(mixed.r == Approx(150).margin(1)); // three quarters of 200
    CHECK(mixed.g == Approx(75).margin(1));
    CHECK(pixels[10 * 20 + 9] == rgb(0x000000));
    CHECK(pixels[10 * 20 + 11] == rgb(0xC86400));
}

TEST_CASE("fragments are the same on any number of threads, and a cancelled job says so") {
    const auto shapes = made::patchwork(20, 90, 400, 3);
    const Scene scene(shapes, {{200, 200}, 1.3, 333, 257}, 1.5);
    for (const unsigned threads : {1U, 5U}) {
        WorkerPool pool(threads);
        Fragments again;
        REQUIRE(make_fragments(scene.coverage, scene.view, scene.ids, scene.style, pool, again));
        CHECK(again.pixels == scene.fragments.pixels);
        CHECK(again.parts == scene.fragments.parts);
        CHECK(again.row_pixel == scene.fragments.row_pixel);
    }
    const std::atomic<bool> cancelled = true;
    Fragments none;
    CHECK_FALSE(
        make_fragments(scene.coverage, scene.view, scene.ids, scene.style, WorkerPool::shared(), none, &cancelled));
}

TEST_CASE("outlines: the selection with its casing over every border, one around all that is selected together") {
    const auto shapes = made::polygons(
        {{made::rectangle(0, 0, 30, 60)}, {made::rectangle(30, 0, 60, 60)}, {made::rectangle(60, 0, 90, 60)}});
    Scene scene(shapes, {{45, 30}, 1, 120, 90});
    std::vector<std::uint8_t> states{state_selected, state_selected, state_hovered};
    scene.style.states = states;
    scene.style.selected_ink = rgb(0xF26B21);
    scene.style.selected_casing = rgb(0xFFFFFF);
    scene.style.hovered_ink = rgb(0x2060F0);
    scene.style.px_per_pt = 2;
    std::vector<Rgba> pixels(120 * 90, rgb(0x000000));
    lay_over(outline_overlay(scene.coverage, scene.view, scene.style, {0, 0, 120, 90}), 120, pixels);
    const auto sum = [&](int x0, int x1, auto channel) {
        double total = 0;
        for (int x = x0; x < x1; ++x) {
            total += channel(pixels[static_cast<std::size_t>(45 * 120 + x)]);
        }
        return total;
    };
    const auto red = [](Rgba c) { return c.r; };
    const auto blue = [](Rgba c) { return c.b; };
    // By hand, at 2 px a point: 5 px of ink between 2 px of casing on either side; the hover 3 px.
    const double selected_red = 5 * 0xF2 + 4 * 0xFF;
    CHECK(sum(5, 25, red) == Approx(selected_red).epsilon(0.02));
    CHECK(sum(36, 54, red) == 0);                                    // between the two selected units: none
    CHECK(sum(96 + 3, 112, blue) == Approx(3 * 0xF0).epsilon(0.02)); // right side of the hovered unit
    CHECK(sum(65, 85, red) == Approx(selected_red).epsilon(0.02));   // the selection covers the hover
    // A part is laid as in the whole.
    std::vector<Rgba> part(120 * 90, rgb(0x000000));
    for (const PixelRect rect : {PixelRect{0, 0, 47, 90}, PixelRect{47, 0, 120, 33}, PixelRect{47, 33, 120, 90}}) {
        lay_over(outline_overlay(scene.coverage, scene.view, scene.style, rect), 120, part);
    }
    CHECK(part == pixels);
}

TEST_CASE("a raster moved by whole pixels is a fresh one, bit for bit") {
    const auto coverage = make_coverage(made::patchwork(20, 90, 400, 31), WorkerPool::shared());
    MapView view{{203.7, 190.2}, 0.83, 301, 222};
    IdRaster ids;
    REQUIRE(rasterize(coverage, view, WorkerPool::shared(), ids));
    std::mt19937 random(8);
    for (int step = 0; step < 200; ++step) {
        const int right = static_cast<int>(random() % 81) - 40;
        const int down = static_cast<int>(random() % 61) - 30;
        MapView next = view;
        next.center.x -= right * view.metres_per_px;
        next.center.y += down * view.metres_per_px;
        const auto shift = whole_pixel_shift(view, next);
        REQUIRE(shift);
        CHECK(shift->right == right);
        CHECK(shift->down == down);
        IdRaster moved;
        REQUIRE(rasterize_moved(coverage, ids, *shift, next, WorkerPool::shared(), moved));
        IdRaster fresh;
        REQUIRE(rasterize(coverage, next, WorkerPool::shared(), fresh));
        REQUIRE(moved.ids == fresh.ids);
        ids = std::move(moved);
        view = step % 20 == 19 ? MapView{{203.7, 190.2}, 0.83, 301, 222} : next;
        if (step % 20 == 19) {
            REQUIRE(rasterize(coverage, view, WorkerPool::shared(), ids));
        }
    }
    MapView other = view;
    other.center.x += 0.4 * view.metres_per_px;
    CHECK_FALSE(whole_pixel_shift(view, other));
    other = view;
    other.metres_per_px *= 1.25;
    CHECK_FALSE(whole_pixel_shift(view, other));
    other = view;
    other.center.y += 222 * view.metres_per_px;
    CHECK_FALSE(whole_pixel_shift(view, other));
}
