// The shaders beside the painter of the CPU, on whatever OpenGL there is without a display (llvmpipe on bare machines).

#include "viewer/map/gpu_painter.hpp"

#include "geo/shape/coverage_raster.hpp"
#include "tests/catch.hpp"
#include "tests/geo/shape/made_shapes.hpp"
#include "viewer/map/gl_handles.hpp"
#include "viewer/map/map_texture.hpp"
#include "viewer/window/surface.hpp"

#include <iostream>
#include <random>

using namespace ntm;
using namespace ntm::viewer;

namespace {

constexpr int width_px = 331; // odd: rows of four bytes and of eight must not be mixed up
constexpr int height_px = 257;
constexpr std::uint32_t features = 60;

/// Nothing where the machine cannot draw without a display.
std::unique_ptr<Surface> surface() {
    auto opened = open_offscreen(16, 16);
    if (!opened) {
        std::cout << "skipped: this machine cannot draw without a display\n";
        return nullptr;
    }
    return std::move(*opened);
}

/// A patchwork of units with holes and enclaves, coloured by chance.
struct Scene {
    Coverage coverage = make_coverage(made::patchwork(14, features, 300, 21), WorkerPool::shared());
    MapView view;
    IdRaster ids;
    Fragments fragments;
    std::vector<UnitStyle> units;
    std::vector<std::uint32_t> parent1, parent2;
    std::vector<std::uint8_t> states;
    PaintStyle style;

    Scene(double zoom, Point by, std::uint32_t seed) {
        view = fit_view(coverage.box(), width_px, height_px, 20);
        view.metres_per_px /= zoom;
        view.center.x += by.x;
        view.center.y += by.y;
        REQUIRE(rasterize(coverage, view, WorkerPool::shared(), ids));
        std::mt19937 random(seed);
        const auto any_colour = [&] { return rgb(random() & 0xFFFFFF); };
        for (std::uint32_t f = 0; f < features; ++f) {
            UnitStyle unit{any_colour(), any_colour(), static_cast<Pattern>(random() % 5)};
            unit.fill.a = random() % 4 == 0 ? 90 : 255;
            unit.ink.a = random() % 4 == 0 ? 120 : 255;
            units.push_back(unit);
            parent1.push_back(f / 5);
            parent2.push_back(f / 20);
            const auto pick = random() % 12;
            states.push_back(pick == 0   ? state_selected
                             : pick == 1 ? state_hovered
                             : pick < 4  ? state_dimmed
                                         : state_plain);
        }
        style.border[0] = {rgb(0x8A8F96), 0.5};
        style.border[1] = {rgb(0x5B626B), 1.2};
        style.border[2] = {rgb(0x30343A), 2.0};
        style.light_ink = {255, 255, 255, 178};
        style.ground = rgb(0xEAF0F3);
        style.selected_ink = rgb(0xF26B21);
        style.selected_casing = rgb(0xFFFFFF);
        style.hovered_ink = rgb(0xF26B21);
        style.units = units;
        style.parent1 = parent1;
        style.parent2 = parent2;
        style.states = states;
        style.px_per_pt = 96.0 / 72;
    }
    Scene(const Scene&) = delete;
    Scene& operator=(const Scene&) = delete;

    [[nodiscard]] PixelRect whole() const { return {0, 0, view.width_px, view.height_px}; }
    [[nodiscard]] std::vector<Rgba> by_cpu() const {
        std::vector<Rgba> pixels(ids.ids.size());
        paint(ids, view, style, whole(), WorkerPool::shared(), pixels);
        return pixels;
    }
    void find_fragments() { REQUIRE(make_fragments(coverage, view, ids, style, WorkerPool::shared(), fragments)); }
    [[nodiscard]] Overlay outlines() const { return outline_overlay(coverage, view, style, whole()); }
    [[nodiscard]] std::vector<Rgba> by_cpu_at_rest() const {
        std::vector<Rgba> pixels(ids.ids.size());
        paint_at_rest(ids, fragments, view, style, whole(), WorkerPool::shared(), pixels);
        lay_over(outlines(), width_px, pixels);
        return pixels;
    }
};

/// What a painter leaves in a texture, first row first.
class Canvas {
public:
    Canvas() {
        m_texture.create();
        glBindTexture(GL_TEXTURE_2D, m_texture.name());
        glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width_px, height_px, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
        m_framebuffer.create();
        glBindFramebuffer(GL_FRAMEBUFFER, m_framebuffer.name());
        glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, m_texture.name(), 0);
    }
    [[nodiscard]] unsigned framebuffer() const { return m_framebuffer.name(); }
    [[nodiscard]] std::vector<Rgba> pixels() const {
        std::vector<Rgba> all(std::size_t{width_px} * height_px);
        glBindFramebuffer(GL_READ_FRAMEBUFFER, m_framebuffer.name());
        glPixelStorei(GL_PACK_ALIGNMENT, 4);
        glReadPixels(0, 0, width_px, height_px, GL_RGBA, GL_UNSIGNED_BYTE, all.data());
        return all;
    }

private:
    GlTexture m_texture;
    GlFramebuffer m_framebuffer;
};

int worst_difference(const std::vector<Rgba>& one, const std::vector<Rgba>& other) {
    int worst = 0;
    for (std::size_t i = 0; i < one.size(); ++i) {
        worst = std::max({worst, std::abs(one[i].r - other[i].r), std::abs(one[i].g - other[i].g),
                          std::abs(one[i].b - other[i].b), std::abs(one[i].a - other[i].a)});
    }
    return worst;
}

} // namespace

TEST_CASE("shaders and CPU paint the same picture: classes, patterns, borders, states, moving and at rest") {
    const auto screen = surface();
    if (!screen) {
        return;
    }
    auto gpu = GpuPainter::create();
    REQUIRE(gpu);
    const Canvas canvas;
    std::uint32_t seed = 1;
    for (const double zoom : {0.3, 1.0, 4.0}) {
        for (const Point by : {Point{0, 0}, Point{-37.25, 1000.0 / 7}, Point{11.5, -23}}) {
            Scene scene(zoom, by, ++seed);
            scene.style.px_per_pt = seed % 3 == 0 ? 2.7 : 96.0 / 72;
            if (seed % 4 == 0) {
                scene.style.parent2 = {};
            }
            if (seed % 5 == 0) {
                scene.style.parent1 = {};
                scene.style.border[0].width_pt = 0;
            }
            if (seed % 6 == 0) {
                scene.style.states = {};
            }
            if (seed % 7 == 0) {
                scene.style.units = scene.style.units.subspan(0, features / 2);
            }
            gpu->take(scene.ids, nullptr);
            gpu->paint(scene.view, scene.style, scene.whole(), canvas.framebuffer());
            CAPTURE(zoom, by.x, by.y);
            // A pixel of another class would be off by far more: the colours are as different as chance makes them.
            CHECK(worst_difference(canvas.pixels(), scene.by_cpu()) <= 1);
            scene.find_fragments();
            CHECK_FALSE(scene.fragments.empty());
            gpu->take(scene.ids, &scene.fragments);
            gpu->take(scene.outlines());
            gpu->paint(scene.view, scene.style, scene.whole(), canvas.framebuffer());
            CHECK(worst_difference(canvas.pixels(), scene.by_cpu_at_rest()) <= 1);
            CHECK(glGetError() == GL_NO_ERROR);
        }
    }
}

TEST_CASE("shaders repaint a part and touch no other pixel") {
    const auto screen = surface();
    if (!screen) {
        return;
    }
    auto gpu = GpuPainter::create();
    REQUIRE(gpu);
    const Canvas canvas;
    Scene scene(1, {}, 3);
    gpu->take(scene.ids, nullptr);
    gpu->paint(scene.view, scene.style, scene.whole(), canvas.framebuffer());
    const auto before = canvas.pixels();
    std::fill(scene.states.begin(), scene.states.end(), std::uint8_t{state_hovered});
    const PixelRect part{40, 50, 140, 120};
    gpu->paint(scene.view, scene.style, part, canvas.framebuffer());
    const auto after = canvas.pixels();
    auto expected = scene.by_cpu();
    for (int y = 0; y < height_px; ++y) {
        for (int x = 0; x < width_px; ++x) {
            if (x < part.x0 || x >= part.x1 || y < part.y0 || y >= part.y1) {
                const auto at = static_cast<std::size_t>(y * width_px + x);
                expected[at] = before[at];
            }
        }
    }
    CHECK(worst_difference(after, expected) <= 1);
}

TEST_CASE("renderers that draw on the CPU are known by their names") {
    CHECK(is_software_renderer("llvmpipe (LLVM 15.0.6, 256 bits)"));
    CHECK(is_software_renderer("Software Rasterizer swrast"));
    CHECK(is_software_renderer("softpipe"));
    CHECK(is_software_renderer("Microsoft Basic Render Driver"));
    CHECK_FALSE(is_software_renderer("Mesa Intel(R) UHD Graphics 620 (KBL GT2)"));
    CHECK_FALSE(is_software_renderer("NVIDIA H200/PCIe/SSE2"));
}
