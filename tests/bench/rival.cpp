#include "tests/bench/rival.hpp"

#include "geo/base/paths.hpp"
#include "tests/bench/measure.hpp"
#include "tests/bench/process.hpp"

#include "geo/earth/crs.hpp"

#include <fmt/format.h>

#include <cmath>

namespace ntm::bench {

namespace {

// Debian's QGIS belongs to Debian's Python, whatever other Python stands before it on the path.
constexpr const char* python = "/usr/bin/python3";

std::string script(const char* name = "qgis_rival.py") {
    return std::string(NTM_SOURCE_DIR) + "/tests/bench/" + name;
}

/// What the probe of a rival prints, its first word; nothing, said aloud, where it is not there or not wanted.
std::optional<std::string> version_of(const char* rival, const std::vector<std::string>& probe, bool wanted) {
    if (!wanted) {
        return std::nullopt;
    }
    const Finished done = run_process(probe);
    if (done.exit_code != 0) {
        fmt::print("{} is not installed: its columns stay empty\n", rival);
        return std::nullopt;
    }
    return fmt::format("{} {}", rival, done.out.substr(0, done.out.find_first_of("-\n")));
}

Json parsed(const char* rival, const Finished& answer) {
    Json json = Json::parse(answer.out, nullptr, false);
    if (answer.exit_code != 0 || json.is_discarded()) {
        fmt::print("{} gave no answer (exit {})\n", rival, answer.exit_code);
        return nullptr;
    }
    return json;
}

Json view_json(const SceneView& view) {
    Json pixels = Json::array();
    for (const Sample& sample : view.samples) {
        pixels.push_back({sample.x, sample.y});
    }
    return {{"crs", view.crs},
            {"x", view.view.center.x},
            {"y", view.view.center.y},
            {"metres_per_px", view.view.metres_per_px},
            {"width_px", view.view.width_px},
            {"height_px", view.view.height_px},
            {"pixels", pixels}};
}

Json request_json(const Scene& scene) {
    Json classes = Json::array();
    for (const ClassStyle& style : scene.classes) {
        classes.push_back({{"value", style.value}, {"fill", style.fill_hex}});
    }
    Json views = Json::array();
    for (const SceneView& view : scene.views) {
        views.push_back(view_json(view));
    }
    return {{"file", path_text(scene.layer.file)},
            {"layer", scene.layer.layer},
            {"class_column", scene.layer.class_column},
            {"classes", classes},
            {"views", views},
            {"runs", runs}};
}

} // namespace

std::optional<Qgis> Qgis::find(const std::filesystem::path& work, bool wanted) {
    auto name = version_of("QGIS", {python, script(), "probe"}, wanted);
    if (!name) {
        return std::nullopt;
    }
    Qgis qgis;
    qgis.m_work = work;
    qgis.m_name = std::move(*name);
    return qgis;
}

std::string Qgis::write_request(const Scene& scene, Json more) const {
    Json request = request_json(scene);
    request.update(more);
    const std::filesystem::path file = m_work / "request.json";
    if (!write_file_atomically(file, request.dump()).empty()) {
        fmt::print("{} could not be written\n", path_text(file));
    }
    return path_text(file);
}

Json Qgis::ask(const std::string& what, const std::string& request) const {
    return parsed("QGIS", run_process({python, script(), what, request}));
}

Json Qgis::answers(const Scene& scene) const {
    return ask("answers", write_request(scene, Json::object()));
}

Json Qgis::draw(const Scene& scene) const {
    const Json systems = {"EPSG:3857", scene.views.front().crs};
    return ask("draw", write_request(scene, {{"systems", systems}}));
}

Json Qgis::pick(const Scene& scene) const {
    return ask("pick", write_request(scene, Json::object()));
}

Json Qgis::cover(const Json& layers) const {
    const std::filesystem::path file = m_work / "layers.json";
    return write_file_atomically(file, layers.dump()).empty() ? ask("cover", path_text(file)) : Json();
}

std::optional<double> Qgis::png_ms(const Scene& scene, const std::string& system) const {
    const std::string request = write_request(scene, {{"systems", Json::array({system})}});
    std::vector<double> times;
    for (int run = 0; run <= runs; ++run) { // the first warms the system's file cache
        const Finished done = run_process({python, script(), "png", request, path_text(m_work / "qgis.png")});
        if (done.exit_code != 0) {
            return std::nullopt;
        }
        if (run > 0) {
            times.push_back(done.wall_ms);
        }
    }
    return median(std::move(times));
}

std::optional<Mapnik> Mapnik::find(const std::filesystem::path& work, bool wanted) {
    auto name = version_of("Mapnik", {python, script("mapnik_rival.py"), "probe"}, wanted);
    if (!name) {
        return std::nullopt;
    }
    Mapnik mapnik;
    mapnik.m_work = work;
    mapnik.m_name = std::move(*name);
    return mapnik;
}

namespace {

/// A view of ours in Mercator: the same middle and the same scale there, and the pixels where the samples fall.
Json mercator_view(const SceneView& view, const Transformation& to_mercator) {
    const MapView& ours = view.view;
    const Point middle = to_mercator.forward(ours.center);
    const double step_m = 100 * ours.metres_per_px;
    const Point beside = to_mercator.forward({ours.center.x + step_m, ours.center.y});
    MapView theirs = ours;
    theirs.center = middle;
    theirs.metres_per_px = std::hypot(beside.x - middle.x, beside.y - middle.y) / 100;
    Json pixels = Json::array();
    for (const Sample& sample : view.samples) {
        const Point at = theirs.to_px(to_mercator.forward(ours.to_metres({sample.x + 0.5, sample.y + 0.5})));
        const bool seen = at.x >= 0 && at.y >= 0 && at.x < ours.width_px && at.y < ours.height_px;
        pixels.push_back({seen ? static_cast<int>(at.x) : -1, seen ? static_cast<int>(at.y) : -1});
    }
    const Box box = theirs.box_metres();
    return {{"width_px", ours.width_px},
            {"height_px", ours.height_px},
            {"pixels", pixels},
            {"box", {box.min_x, box.min_y, box.max_x, box.max_y}}};
}

} // namespace

Json Mapnik::draw(const Scene& scene, const std::filesystem::path& shapefile) const {
    const auto to_mercator = Transformation::create(scene.atlas->display_crs, Crs{"EPSG:3857"});
    if (!to_mercator) {
        return nullptr;
    }
    Json request = request_json(scene);
    request["file"] = path_text(shapefile);
    request["views"] = Json::array();
    for (const SceneView& view : scene.views) {
        request["views"].push_back(mercator_view(view, *to_mercator));
    }
    const std::filesystem::path file = m_work / "mapnik.json";
    static_cast<void>(write_file_atomically(file, request.dump()));
    return parsed("Mapnik", run_process({python, script("mapnik_rival.py"), "draw", path_text(file)}));
}

std::optional<Mapshaper> Mapshaper::find(const std::filesystem::path& work, bool wanted) {
    Mapshaper mapshaper;
    mapshaper.m_program = path_text(work / "npm" / "node_modules" / ".bin" / "mapshaper");
    std::error_code error;
    if (!std::filesystem::exists(mapshaper.m_program, error)) {
        fmt::print("mapshaper is not installed (./dev bench does it, with npm): its columns stay empty\n");
        return std::nullopt;
    }
    auto name = version_of("mapshaper", {mapshaper.m_program, "--version"}, wanted);
    mapshaper.m_name = name.value_or("");
    return name ? std::optional(mapshaper) : std::nullopt;
}

std::optional<double> Mapshaper::simplify_ms(const std::filesystem::path& in, double percent,
                                             const std::filesystem::path& out) const {
    const Finished done = run_process({m_program, path_text(in), "-simplify", fmt::format("{}%", percent),
                                       "keep-shapes", "-quiet", "-o", path_text(out), "force"});
    return done.exit_code == 0 ? std::optional(done.wall_ms) : std::nullopt;
}

} // namespace ntm::bench
