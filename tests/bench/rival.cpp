#include "tests/bench/rival.hpp"

#include "geo/base/paths.hpp"
#include "tests/bench/measure.hpp"
#include "tests/bench/process.hpp"

#include <fmt/format.h>

namespace ntm::bench {

namespace {

// Debian's QGIS belongs to Debian's Python, whatever other Python stands before it on the path.
constexpr const char* python = "/usr/bin/python3";

std::string script() {
    return std::string(NTM_SOURCE_DIR) + "/tests/bench/qgis_rival.py";
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
    if (!wanted) {
        fmt::print("QGIS was not asked for\n");
        return std::nullopt;
    }
    const Finished probe = run_process({python, script(), "probe"});
    if (probe.exit_code != 0) {
        fmt::print("PyQGIS is not installed (package python3-qgis): its columns stay empty\n");
        return std::nullopt;
    }
    Qgis qgis;
    qgis.m_work = work;
    qgis.m_name = "QGIS " + probe.out.substr(0, probe.out.find_first_of("-\n"));
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
    const Finished answer = run_process({python, script(), what, request});
    const Json json = Json::parse(answer.out, nullptr, false);
    if (answer.exit_code != 0 || json.is_discarded()) {
        fmt::print("QGIS gave no answer ({}, exit {})\n", what, answer.exit_code);
        return nullptr;
    }
    return json;
}

Json Qgis::answers(const Scene& scene) const {
    return ask("answers", write_request(scene, Json::object()));
}

Json Qgis::draw(const Scene& scene) const {
    const Json systems = {"EPSG:3857", scene.views.front().crs};
    return ask("draw", write_request(scene, {{"systems", systems}}));
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

} // namespace ntm::bench
