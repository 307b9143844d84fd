#pragma once

#include "geo/atlas/atlas.hpp"
#include "geo/shape/painter.hpp"
#include "geo/shape/view.hpp"
#include "tests/bench/data.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ntm::bench {

/// A pixel whose centre is asked about.
struct Sample {
    int x = 0;
    int y = 0;
};

struct SceneView {
    std::string name; ///< "whole", "x20", "x400"
    std::string crs;
    MapView view;
    std::vector<Sample> samples; ///< mostly on land
};

struct ClassStyle {
    std::string value; ///< of the class column
    std::string fill_hex;
    Rgba fill;
};

/// A layer loaded as the program loads it, the class of every feature, and the places to draw.
struct Scene {
    Layer layer;
    std::shared_ptr<const Atlas> atlas;
    std::vector<ClassStyle> classes;
    std::vector<UnitStyle> styles; ///< by feature
    std::vector<SceneView> views;

    /// As the program paints: classes, and borders by level for this scale.
    [[nodiscard]] PaintStyle paint_style(const MapView& view) const;
};

[[nodiscard]] Result<Scene> make_scene(const Layer& layer);

/// Random pixel centres, the same in every run, nine of ten on a unit.
[[nodiscard]] std::vector<Sample> choose_samples(const IdRaster& ids, std::size_t count);

} // namespace ntm::bench
