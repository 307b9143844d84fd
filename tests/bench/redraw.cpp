#include "tests/bench/answers.hpp"
#include "tests/bench/cases.hpp"
#include "tests/bench/measure.hpp"

#include "geo/base/paths.hpp"
#include "geo/shape/coverage_raster.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace ntm::bench {

namespace {

/// The parts of one picture, kept between draws as the window keeps them.
struct Picture {
    IdRaster ids;
    std::vector<Rgba> pixels = std::vector<Rgba>(static_cast<std::size_t>(width_px) * height_px);

    void find_ids(const Scene& scene, const MapView& view) {
        rasterize(scene.atlas->coverage, view, WorkerPool::shared(), ids);
    }
    void colour(const MapView& view, const PaintStyle& style, PixelRect rect = {0, 0, width_px, height_px}) {
        paint(ids, view, style, rect, WorkerPool::shared(), pixels);
    }
};

/// Points of the arcs that reach into the view, at its level: nobody can draw it without reading them.
std::size_t points_in(const Scene& scene, const MapView& view) {
    const Box box = view.box_metres();
    const Coverage& coverage = scene.atlas->coverage;
    const Coverage::Level& level = coverage.levels[level_for(coverage, view.metres_per_px)];
    std::size_t points = 0;
    for (std::size_t arc = 0; arc < coverage.arcs(); ++arc) {
        points += coverage.grid.metres(coverage.arc_box[arc]).overlaps(box) ? level.arc(arc).size() : 0;
    }
    return points;
}

constexpr std::size_t picture_px = static_cast<std::size_t>(width_px) * height_px;

double redraw_floor_ms(const Scene& scene, const MapView& view) {
    return floor_ms(points_in(scene, view) * sizeof(GridPoint) + picture_px * sizeof(std::uint32_t),
                    picture_px * (sizeof(std::uint32_t) + sizeof(Rgba)));
}

/// The quickest of QGIS's ways into one system, and all of them in words.
std::pair<std::optional<double>, std::string> best_of(const Json& systems, const std::string& system) {
    std::optional<double> best;
    std::string words;
    for (const auto& [kind, timing] : systems.at(system).items()) {
        const double ms = timing.at("ms").get<double>();
        best = best ? std::min(*best, ms) : ms;
        words += fmt::format("{}from {} {:.1f} ms ({})", words.empty() ? "" : ", ", kind, ms,
                             timing.at("job").get<std::string>());
    }
    return {best, words};
}

/// What QGIS painted in our own system, from the file.
Json colours_of(const Json& systems, const std::string& system) {
    return systems.at(system).at("file").value("colours", Json::array());
}

struct Rival {
    Json answers;
    Json drawn;
    bool present = false;
};

Rival ask(const Scene& scene, const std::optional<Qgis>& qgis) {
    Rival rival;
    if (qgis) {
        rival.answers = qgis->answers(scene);
        rival.drawn = rival.answers.is_null() ? Json() : qgis->draw(scene);
        rival.present = !rival.drawn.is_null();
    }
    return rival;
}

void add_redraw(const Scene& scene, std::size_t number, const Rival& rival, const std::optional<Qgis>& qgis,
                Report& report) {
    const SceneView& view = scene.views[number];
    const PaintStyle style = scene.paint_style(view.view);
    Picture picture;
    picture.find_ids(scene, view.view);
    Row row;
    row.what = "redraw, " + view.name;
    row.data = scene.layer.label;
    row.note = fmt::format("ids + colours, borders by level, {}", view.crs);
    if (rival.present) {
        const Agreement ids = compare_ids(view, picture.ids, rival.answers.at("views").at(number));
        const Agreement colours =
            compare_colours(scene, view, picture.ids, colours_of(rival.drawn.at("views").at(number), view.crs));
        row.agree = ids.all() && rival.answers.at("features") == scene.atlas->coverage.features();
        row.note += fmt::format("; units at pixel centres {}, painted class {}", ids.words(), colours.words());
    }
    row.ours_ms = median_ms([&] {
        picture.find_ids(scene, view.view);
        picture.colour(view.view, style);
    });
    row.floor_ms = redraw_floor_ms(scene, view.view);
    if (!rival.present) {
        report.add(std::move(row));
        return;
    }
    const std::string note = row.note;
    for (const auto& [system, words] :
         {std::pair<std::string, std::string>{"EPSG:3857", "Mercator"}, {view.crs, "VN-2000"}}) {
        const auto [ms, way] = best_of(rival.drawn.at("views").at(number), system);
        row.rival = qgis->name() + ", " + words;
        row.rival_ms = ms;
        row.note = fmt::format("{}; QGIS: {}", note, way);
        report.add(row);
    }
}

/// Sixty steps as a hand makes them: in and out about the middle, and across.
std::vector<MapView> sixty_moves(const MapView& whole) {
    std::vector<MapView> views;
    MapView view = whole;
    for (int step = 0; step < 60; ++step) {
        const double angle = step * 0.7;
        view.metres_per_px = whole.metres_per_px * std::pow(0.9, step < 30 ? step : 60 - step);
        view.center = {whole.center.x + std::cos(angle) * view.metres_per_px * 300,
                       whole.center.y + std::sin(angle) * view.metres_per_px * 300};
        views.push_back(view);
    }
    return views;
}

void add_moves(const Scene& scene, Report& report) {
    Picture picture;
    std::vector<double> times;
    for (const MapView& view : sixty_moves(scene.views.front().view)) {
        times.push_back(elapsed_ms([&] {
            picture.find_ids(scene, view);
            picture.colour(view, scene.paint_style(view));
        }));
    }
    report.add({"60 pans and zooms, worst",
                scene.layer.label,
                *std::max_element(times.begin(), times.end()),
                {},
                {},
                redraw_floor_ms(scene, scene.views.front().view),
                {},
                fmt::format("median {:.2f} ms; aims: median 8, worst 16", median(times))});
}

void add_recolour(const Scene& scene, Report& report) {
    const MapView& view = scene.views.front().view;
    const PaintStyle style = scene.paint_style(view);
    Picture picture;
    picture.find_ids(scene, view);
    const double ms = median_ms([&] { picture.colour(view, style); });
    report.add({"recolour",
                scene.layer.label,
                ms,
                {},
                {},
                floor_ms(picture_px * sizeof(std::uint32_t), picture_px * sizeof(Rgba)),
                {},
                "theme, date or filter; aim 4"});
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

/// The pointer goes from unit to unit: both boxes are coloured again. The worst of the units under the samples counts.
void add_hover(const Scene& scene, const SceneView& view, Report& report) {
    PaintStyle style = scene.paint_style(view.view);
    std::vector<std::uint8_t> states(scene.styles.size(), state_plain);
    style.states = states;
    Picture picture;
    picture.find_ids(scene, view.view);
    std::vector<double> times;
    std::size_t worst_px = 0;
    std::uint32_t before = 0;
    for (const Sample& sample : view.samples) {
        const std::uint32_t id = picture.ids.at(sample.x, sample.y);
        if (id == 0 || before == 0 || id == before) {
            before = id;
            continue;
        }
        states[before - 1] = state_plain;
        states[id - 1] = state_hovered;
        times.push_back(elapsed_ms([&] {
            for (const std::uint32_t touched : {before, id}) {
                const PixelRect rect = pixels_of(view.view, scene.atlas->coverage.box_of_feature(touched - 1));
                picture.colour(view.view, style, rect);
            }
        }));
        for (const std::uint32_t touched : {before, id}) {
            const PixelRect rect = pixels_of(view.view, scene.atlas->coverage.box_of_feature(touched - 1));
            worst_px = std::max(worst_px, static_cast<std::size_t>(rect.x1 - rect.x0) *
                                              static_cast<std::size_t>(rect.y1 - rect.y0));
        }
        before = id;
    }
    if (times.empty()) {
        return;
    }
    report.add({"hover, " + view.name + ", worst",
                scene.layer.label,
                *std::max_element(times.begin(), times.end()),
                {},
                {},
                floor_ms(2 * worst_px * sizeof(std::uint32_t), 2 * worst_px * sizeof(Rgba)),
                {},
                fmt::format("of {}; median {:.3f} ms; aim 1", times.size(), median(times))});
}

} // namespace

void measure_redraw(const Layer& layer, const std::optional<Qgis>& qgis, Report& report) {
    const auto scene = make_scene(layer);
    if (!scene) {
        report.add(
            {"redraw", layer.label, {}, {}, {}, {}, false, "could not be loaded: " + scene.issues().front().code});
        return;
    }
    const Rival rival = ask(*scene, qgis);
    for (std::size_t number = 0; number < scene->views.size(); ++number) {
        add_redraw(*scene, number, rival, qgis, report);
    }
    add_moves(*scene, report);
    add_recolour(*scene, report);
    for (const SceneView& view : scene->views) {
        add_hover(*scene, view, report);
    }
}

} // namespace ntm::bench
