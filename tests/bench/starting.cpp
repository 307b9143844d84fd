#include "geo/base/paths.hpp"
#include "geo/picture/sheet.hpp"
#include "geo/source/memory_hint.hpp"
#include "tests/bench/cases.hpp"
#include "tests/bench/measure.hpp"
#include "tests/bench/picture.hpp"
#include "tests/bench/process.hpp"

#include <fmt/format.h>

namespace ntm::bench {

namespace {

/// A process that does nothing, and the file into memory.
double starting_floor_ms(const std::filesystem::path& file) {
    const double process = median_ms([] { static_cast<void>(run_process({"true"})); });
    return process + median_ms([&] { static_cast<void>(read_file(file)); });
}

/// Process start to PNG of `ntm-atlas render`; nothing when it fails.
std::optional<double> render_ms(const Data& data, const std::string& workspace) {
    std::vector<double> times;
    for (int run = 0; run <= runs; ++run) { // the first warms the system's file cache
        const Finished done =
            run_process({"env", "NTM_ATLAS_CACHE=" + path_text(data.work / "cache"), NTM_ATLAS_PROGRAM, "render",
                         workspace, "-o", path_text(data.work / "ours.png"), "--quiet"});
        if (done.exit_code > 1) { // 1: drawn, but the data has errors
            return std::nullopt;
        }
        if (run > 0) {
            times.push_back(done.wall_ms);
        }
    }
    return median(std::move(times));
}

void add_png(const Data& data, const Layer& layer, const std::string& workspace, const std::optional<Qgis>& qgis,
             const std::string& aim, Report& report) {
    Row row;
    row.what = "process start to PNG";
    row.data = layer.label;
    row.note = "ours: a sheet with names and legend, from all layers of the file, cached" + aim;
    row.ours_ms = render_ms(data, workspace);
    row.floor_ms = starting_floor_ms(layer.file);
    if (!row.ours_ms) {
        row.note += "; ntm-atlas render failed";
    }
    if (qgis) {
        const auto scene = make_scene(layer);
        const Json answers = scene ? qgis->answers(*scene) : Json();
        if (scene && !answers.is_null()) {
            row.agree = answers.at("features") == scene->atlas->coverage.features();
            row.rival = qgis->name() + ", Mercator";
            row.rival_ms = qgis->png_ms(*scene, "EPSG:3857");
            row.note +=
                fmt::format("; QGIS: the commune layer, map alone; {} units each", scene->atlas->coverage.features());
        }
    }
    report.add(std::move(row));
}

/// Loads in processes of their own: time to the image, and what stays resident. `cold`: without a cache.
std::optional<Json> load_once(const Layer& layer, const std::filesystem::path& cache, bool cold) {
    std::error_code error;
    if (cold) {
        std::filesystem::remove_all(cache, error);
    }
    std::filesystem::create_directories(cache, error);
    const Finished done = run_process({"env", "NTM_ATLAS_CACHE=" + path_text(cache), NTM_BENCH_PROGRAM, "--load",
                                       path_text(layer.file), std::to_string(clock_ns())});
    Json json = Json::parse(done.out, nullptr, false);
    return done.exit_code != 0 || json.is_discarded() ? std::nullopt : std::optional(std::move(json));
}

void add_to_image(const Data& data, const Layer& layer, Report& report) {
    const std::filesystem::path cache = data.work / "cache";
    const PlainCount plain = plain_gdal_loop(layer);
    const double gdal_ms = median_ms([&] { static_cast<void>(plain_gdal_loop(layer)); });
    const double floor = starting_floor_ms(layer.file);
    for (const bool cold : {true, false}) {
        std::vector<double> times, first_times;
        Json last;
        for (int run = 0; run <= runs; ++run) {
            const auto json = load_once(layer, cache, cold);
            if (!json) {
                report.add({"process start to image", layer.label, {}, {}, {}, {}, false, "could not be loaded", {}});
                return;
            }
            last = *json;
            if (run > 0) {
                times.push_back(json->at("ms").get<double>());
                first_times.push_back(json->at("first_ms").get<double>());
            }
        }
        const bool agree = last.at("vertices").get<std::size_t>() + plain.rings == plain.points;
        const std::string size = fmt::format("in memory, {} x {} px", width_px, height_px);
        const std::string aim = fmt::format("aim {:.0f} (twice the loop + 100)", 2 * gdal_ms + 100);
        if (cold) {
            report.add({"process start to first image, first time",
                        layer.label,
                        median(std::move(first_times)),
                        "plain GDAL loop",
                        gdal_ms,
                        floor,
                        agree,
                        fmt::format("{}, coarse outlines where the exact ones take long; {}", size, aim),
                        {}});
        }
        report.add({cold ? "process start to exact image, first time" : "process start to image, cached",
                    layer.label,
                    median(std::move(times)),
                    "plain GDAL loop",
                    gdal_ms,
                    floor,
                    agree,
                    cold ? size + ", borders and all levels found" : size + "; aim 150",
                    {}});
        Row memory{cold ? "resident after loading" : "resident after loading, cached",
                   layer.label,
                   {},
                   {},
                   {},
                   {},
                   {},
                   {},
                   {}};
        const double resident = last.at("resident").get<double>(), libraries = last.at("libraries").get<double>();
        const double vertices = last.at("vertices").get<double>();
        memory.figure = fmt::format("{:.1f} bytes a vertex", resident / vertices);
        memory.note = fmt::format("{:.1f} MB, of which {:.1f} before loading; aim 40", resident / 1e6, libraries / 1e6);
        report.add(std::move(memory));
    }
}

} // namespace

void measure_starting(const Data& data, const Rivals& rivals, Report& report) {
    add_png(data, data.sample, "sample:thanh-hoa-2022", rivals.qgis, "; aim 250", report);
    for (const Layer& layer : data.files()) {
        add_png(data, layer, path_text(layer.file), rivals.qgis, {}, report);
    }
    for (const Layer& layer : data.files()) {
        add_to_image(data, layer, report);
    }
}

namespace {

/// The map of a load in memory, as a window or a sheet would have it.
bool draw_whole(const std::shared_ptr<const Atlas>& atlas) {
    const auto snapshot = make_snapshot(atlas, atlas->default_date(), atlas->default_plan_period());
    const StyledMap styled = apply_theme(*snapshot, Theme::tier, Level::commune);
    const MapView view = fit_view(atlas->main_extent, width_px, height_px, 20);
    return !draw_map(*atlas, atlas->coverage, styled, view, 1).pixels.empty();
}

} // namespace

int load_in_own_process(const std::string& file, long long started_ns) {
    const std::size_t libraries = resident_bytes();
    const auto since_start_ms = [&] { return static_cast<double>(clock_ns() - started_ns) / 1e6; };
    std::optional<double> first_ms;
    LoadOptions options;
    options.coarse_first = [&](const std::shared_ptr<const Atlas>& coarse) {
        if (draw_whole(coarse)) {
            first_ms = since_start_ms();
        }
    };
    const auto atlas = load_atlas(file, nullptr, options);
    if (!atlas || !draw_whole(*atlas)) {
        return 1;
    }
    const double ms = since_start_ms();
    if ((*atlas)->cache_written.valid()) {
        (*atlas)->cache_written.wait();
    }
    give_back_freed_memory(); // of the picture
    fmt::print("{}\n", Json{{"first_ms", first_ms.value_or(ms)},
                            {"ms", ms},
                            {"resident", resident_bytes()},
                            {"libraries", libraries},
                            {"vertices", (*atlas)->coverage.source_points}}
                           .dump());
    return 0;
}

} // namespace ntm::bench
