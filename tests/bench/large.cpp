#include "geo/earth/lattice.hpp"
#include "geo/picture/theme.hpp"
#include "tests/bench/cases.hpp"
#include "tests/bench/made_country.hpp"
#include "tests/bench/measure.hpp"
#include "tests/bench/picture.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ntm::bench {

namespace {

constexpr const char* label = "XL 44,000 made units";

void add_views(const Coverage& coverage, const std::vector<UnitStyle>& styles, Report& report) {
    const MapView whole = fit_view(coverage.box(), width_px, height_px, 20);
    PaintStyle style = base_paint_style();
    style.units = styles;
    Picture picture;
    for (const auto& [name, zoom] : {std::pair{"whole", 1.0}, std::pair{"x20", 20.0}, std::pair{"x400", 400.0}}) {
        MapView view = whole;
        view.metres_per_px /= zoom;
        const double ms = median_ms([&] {
            picture.find_ids(coverage, view);
            picture.colour(view, style);
        });
        report.add({fmt::format("redraw {}", name), label, ms, {}, {}, redraw_floor_ms(coverage, view), {}, {}, {}});
    }
    std::vector<double> times;
    for (const MapView& view : sixty_moves(whole)) {
        times.push_back(elapsed_ms([&] {
            picture.find_ids(coverage, view);
            picture.colour(view, style);
        }));
    }
    const double worst = *std::max_element(times.begin(), times.end());
    report.add({"60 pans and zooms, worst",
                label,
                worst,
                {},
                {},
                redraw_floor_ms(coverage, whole),
                {},
                fmt::format("median {:.1f} ms; aim: pans at 30", median(times)),
                {}});
}

} // namespace

void measure_large(Report& report) {
    const std::size_t before = resident_bytes();
    PolygonColumns polygons = make_polygons(made_continent);
    static_cast<void>(transform_polygons(polygons, lon_lat_crs, Crs{"EPSG:3405"}));
    const std::size_t points = polygons.points.size(), units = polygons.features();
    Coverage coverage;
    const double ms = elapsed_ms([&] { coverage = make_coverage(polygons, WorkerPool::shared()); });
    report.add({"topology and all levels",
                label,
                ms,
                {},
                {},
                floor_ms(points * sizeof(Point), points * 4),
                {},
                fmt::format("{} units, {} points, {} arcs; one run", units, points, coverage.arcs()),
                {}});
    polygons = {};
    const std::size_t held = resident_bytes();
    Row memory{"memory of arcs and levels", label, {}, {}, {}, {}, {}, "aim 40", {}};
    memory.figure = fmt::format("{:.1f} bytes a vertex",
                                static_cast<double>(held - std::min(held, before)) / static_cast<double>(points));
    report.add(std::move(memory));
    std::vector<UnitStyle> styles;
    for (std::size_t unit = 0; unit < units; ++unit) {
        const Rgba fill = rgb(unit % 3 == 0 ? 0xF0D9A8 : unit % 3 == 1 ? 0x8CC7A1 : 0x2F8FA3);
        styles.push_back({fill, fill, Pattern::none});
    }
    add_views(coverage, styles, report);
}

} // namespace ntm::bench
