#pragma once

#include "viewer/state/commands.hpp"
#include "viewer/state/document.hpp"

#include <memory>

/// Four square communes of 10 km in a row, the first two in district 01, the others in 02, without tables: what it
/// does can be worked out by hand. Metres of EPSG:3405.
inline std::shared_ptr<const ntm::viewer::Document> made_document() {
    using namespace ntm;
    auto atlas = std::make_shared<Atlas>();
    PolygonColumns polygons;
    atlas->display_crs = {"EPSG:3405"};
    atlas->workspace.name = "made";
    atlas->workspace.folder = "made";
    auto& communes = atlas->units.at(Level::commune);
    auto& districts = atlas->units.at(Level::district);
    for (const auto* code : {"01", "02"}) {
        districts.code.emplace_back(code);
        districts.name.emplace_back(std::string("Huyện ") + code);
        districts.type.push_back(UnitType::huyen);
        districts.district.push_back(no_unit);
        districts.province.push_back(no_unit);
        districts.fold.emplace_back(code);
    }
    for (std::uint32_t i = 0; i < 4; ++i) {
        const double x = 500000 + 10000.0 * i;
        const double y = 2200000;
        communes.code.push_back("0010" + std::to_string(i));
        communes.name.push_back("Xã " + std::to_string(i));
        communes.type.push_back(UnitType::xa);
        communes.district.push_back(i / 2);
        communes.province.push_back(no_unit);
        communes.fold.push_back(std::to_string(i));
        for (const Point p : {Point{x, y}, {x + 10000, y}, {x + 10000, y + 10000}, {x, y + 10000}}) {
            polygons.points.push_back(p);
        }
        polygons.end_ring();
        polygons.end_feature();
        atlas->unit_of_feature[0].push_back(i);
        atlas->unit_of_feature[1].push_back(i / 2);
        atlas->unit_of_feature[2].push_back(no_unit);
        atlas->boxes[0].push_back(Box{x, y, x + 10000, y + 10000});
        atlas->label_points[0].push_back({{x + 5000, y + 5000}, 5000});
    }
    for (int i = 0; i < 2; ++i) {
        const double x = 500000 + 20000.0 * i;
        atlas->boxes[1].push_back(Box{x, 2200000, x + 20000, 2210000});
        atlas->label_points[1].push_back({{x + 10000, 2205000}, 5000});
    }
    atlas->coverage = atlas->main_coverage = make_coverage(polygons, WorkerPool::shared());
    atlas->main_extent = atlas->coverage.box();
    return viewer::make_document(std::move(atlas));
}

/// The state of a window of 600x400 map pixels in which it was opened.
inline ntm::viewer::AppState open_state() {
    using namespace ntm::viewer;
    AppState state;
    apply(state, PlaceMap{{300, 100, 600, 400}});
    apply(state, OpenWorkspace{"made"});
    apply(state, DocumentLoaded{made_document(), {}});
    return state;
}
