#include "tests/bench/answers.hpp"
#include "tests/bench/cases.hpp"
#include "tests/bench/measure.hpp"
#include "tests/bench/picture.hpp"
#include "tests/bench/shapefile.hpp"

#include "geo/base/paths.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace ntm::bench {

namespace {

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

struct Drawn {
    Json answers;
    Json qgis;
    Json mapnik;
};

Drawn ask(const Scene& scene, const Data& data, const Rivals& rivals) {
    Drawn drawn;
    if (rivals.qgis) {
        drawn.answers = rivals.qgis->answers(scene);
        drawn.qgis = drawn.answers.is_null() ? Json() : rivals.qgis->draw(scene);
    }
    const auto shapefile = rivals.mapnik ? mercator_shapefile(scene.layer, data.work) : std::nullopt;
    if (shapefile) {
        drawn.mapnik = rivals.mapnik->draw(scene, *shapefile);
    }
    return drawn;
}

void add_redraw(const Scene& scene, std::size_t number, const Drawn& drawn, const Rivals& rivals, Report& report) {
    const SceneView& view = scene.views[number];
    const PaintStyle style = scene.paint_style(view.view);
    const Coverage& coverage = scene.atlas->coverage;
    Picture picture;
    picture.find_ids(coverage, view.view);
    Row row;
    row.what = "redraw " + view.name;
    row.data = scene.layer.label;
    row.ours_ms = median_ms([&] {
        picture.find_ids(coverage, view.view);
        picture.colour(view.view, style);
    });
    row.floor_ms = redraw_floor_ms(coverage, view.view);
    const std::string note = fmt::format("ids + colours, borders by level, {}", view.crs);
    row.note = note;
    if (!drawn.qgis.is_null()) {
        const Json& theirs = drawn.qgis.at("views").at(number);
        const Agreement ids = compare_ids(view, picture.ids, drawn.answers.at("views").at(number));
        const Agreement colours = compare_colours(scene, view, picture.ids, colours_of(theirs, view.crs));
        row.agree = ids.all() && drawn.answers.at("features") == coverage.features();
        for (const auto& [system, words] :
             {std::pair<std::string, std::string>{"EPSG:3857", "Mercator"}, {view.crs, "VN-2000"}}) {
            const auto [ms, way] = best_of(theirs, system);
            row.rival = rivals.qgis->name() + ", " + words;
            row.rival_ms = ms;
            row.note = fmt::format("{}; units at pixel centres {}, painted class {}; QGIS: {}", note, ids.words(),
                                   colours.words(), way);
            report.add(row);
        }
    }
    if (!drawn.mapnik.is_null()) {
        const Json& theirs = drawn.mapnik.at("views").at(number);
        const Agreement colours = compare_colours(scene, view, picture.ids, theirs.at("colours"));
        row.rival = rivals.mapnik->name() + ", Mercator";
        row.rival_ms = theirs.at("ms").get<double>();
        // A whole country bends between the two systems, so that many samples fall outside its picture.
        row.agree = colours.asked > 0 ? std::optional(colours.wrong * 50 <= colours.asked) : std::nullopt;
        row.note =
            fmt::format("{}; painted class {}; Mapnik: Shapefile with all it needs, hard edges", note, colours.words());
        report.add(row);
    }
    if (row.rival.empty()) {
        report.add(std::move(row));
    }
}

} // namespace

void measure_redraw(const Scene& scene, const Data& data, const Rivals& rivals, Report& report) {
    const Drawn drawn = ask(scene, data, rivals);
    for (std::size_t number = 0; number < scene.views.size(); ++number) {
        add_redraw(scene, number, drawn, rivals, report);
    }
}

} // namespace ntm::bench
