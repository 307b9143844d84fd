#include "tests/bench/scene.hpp"

#include "geo/base/paths.hpp"
#include "geo/picture/sheet.hpp"
#include "geo/shape/coverage_raster.hpp"
#include "geo/source/source.hpp"
#include "tests/bench/picture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <random>
#include <set>

namespace ntm::bench {

namespace {

constexpr std::array<std::uint32_t, 7> fills{0xF0D9A8, 0x8CC7A1, 0x2F8FA3, 0x1B2F6B, 0x6B3FA0, 0xE38B6B, 0xC4C9CE};
constexpr std::size_t samples_a_view = 400;

void colour_by_class(Scene& scene, const Table& table) {
    const auto column = table.find(scene.layer.class_column);
    if (!column) {
        return;
    }
    const TextColumn& values = table.columns[*column];
    std::set<std::string> distinct;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        distinct.emplace(values[row]);
    }
    std::map<std::string, Rgba, std::less<>> fill_of;
    for (const std::string& value : distinct) {
        const std::uint32_t hex = fills[scene.classes.size() % fills.size()];
        scene.classes.push_back({value, fmt::format("#{:06x}", hex), rgb(hex)});
        fill_of[value] = rgb(hex);
    }
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const Rgba fill = fill_of.find(values[row])->second;
        scene.styles.push_back({fill, fill, Pattern::none});
    }
}

/// Where most units crowd: the cell of a coarse net with most label points, then the label point nearest its middle.
Point densest_place(const Atlas& atlas) {
    constexpr double cell_m = 50'000;
    const auto& points = atlas.label_points[static_cast<std::size_t>(atlas.units.drawn)];
    std::map<std::pair<long, long>, std::vector<Point>> cells;
    for (const LabelPoint& label : points) {
        if (std::isfinite(label.at.x)) {
            cells[{std::lround(label.at.x / cell_m), std::lround(label.at.y / cell_m)}].push_back(label.at);
        }
    }
    const auto most = std::max_element(cells.begin(), cells.end(),
                                       [](const auto& a, const auto& b) { return a.second.size() < b.second.size(); });
    if (most == cells.end()) {
        return atlas.main_extent.center();
    }
    const Point middle{static_cast<double>(most->first.first) * cell_m,
                       static_cast<double>(most->first.second) * cell_m};
    return *std::min_element(most->second.begin(), most->second.end(), [&](Point a, Point b) {
        return std::hypot(a.x - middle.x, a.y - middle.y) < std::hypot(b.x - middle.x, b.y - middle.y);
    });
}

void choose_views(Scene& scene) {
    const Atlas& atlas = *scene.atlas;
    MapView view = fit_view(atlas.main_extent, width_px, height_px, 20);
    const double whole = view.metres_per_px;
    for (const auto& [name, zoom] : {std::pair{"whole", 1.0}, std::pair{"x20", 20.0}, std::pair{"x400", 400.0}}) {
        if (zoom > 1) {
            view.center = densest_place(atlas);
        }
        view.metres_per_px = whole / zoom;
        IdRaster ids;
        rasterize(atlas.coverage, view, WorkerPool::shared(), ids);
        scene.views.push_back({name, atlas.display_crs.definition, view, choose_samples(ids, samples_a_view)});
    }
}

} // namespace

std::vector<Sample> choose_samples(const IdRaster& ids, std::size_t count) {
    std::mt19937 random(20220831);
    std::vector<Sample> samples;
    for (std::size_t tries = 0; samples.size() < count && tries < count * 1000; ++tries) {
        const Sample sample{static_cast<int>(random() % static_cast<unsigned>(ids.width_px)),
                            static_cast<int>(random() % static_cast<unsigned>(ids.height_px))};
        if (ids.at(sample.x, sample.y) != 0 || samples.size() % 10 == 9) {
            samples.push_back(sample);
        }
    }
    return samples;
}

PaintStyle Scene::paint_style(const MapView& view) const {
    PaintStyle style = base_paint_style();
    style.units = styles;
    set_borders(style, *atlas, atlas->units.drawn, view.metres_per_px);
    return style;
}

Result<Scene> make_scene(const Layer& layer) {
    auto polygons = read_polygons(layer.file, layer.layer);
    if (!polygons) {
        return polygons.issues();
    }
    auto atlas = load_atlas(path_text(layer.file));
    if (!atlas) {
        return atlas.issues();
    }
    Scene scene;
    scene.layer = layer;
    scene.atlas = std::move(*atlas);
    colour_by_class(scene, polygons->attributes);
    if (scene.styles.size() != scene.atlas->coverage.features()) {
        return Issue{
            Severity::error, "column_missing", {path_text(layer.file), layer.layer, 0, layer.class_column, {}}, {}};
    }
    choose_views(scene);
    return scene;
}

} // namespace ntm::bench
