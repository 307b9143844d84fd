#include "geo/base/paths.hpp"
#include "geo/earth/lattice.hpp"
#include "geo/shape/coverage.hpp"
#include "geo/source/source.hpp"
#include "tests/bench/cases.hpp"
#include "tests/bench/measure.hpp"
#include "tests/bench/process.hpp"
#include "tests/bench/shapefile.hpp"
#include "tests/geo/shape/geos_answers.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ntm::bench {

namespace {

struct Counted {
    std::size_t points = 0;
    GeosAnswers::Faults faults;
    [[nodiscard]] std::string words() const {
        return fmt::format("{} points, {} overlaps of {:.0f} m², {} gaps", points, faults.overlaps, faults.overlap_area,
                           faults.gaps);
    }
};

std::optional<Counted> count(const std::filesystem::path& file) {
    const auto read = read_polygons(file, file.stem().string());
    if (!read) {
        return std::nullopt;
    }
    return Counted{read->polygons.points.size(), GeosAnswers(read->polygons).faults()};
}

void add_simplified(const Layer& layer, const std::filesystem::path& shapefile, double percent,
                    const std::optional<Mapshaper>& mapshaper, const Data& data, Report& report) {
    const std::filesystem::path ours = data.work / "simplified.gpkg", theirs = data.work / "simplified_rival.shp";
    Row row;
    row.what = fmt::format("simplify to {}%, file to file", percent);
    row.data = layer.label;
    std::vector<double> times;
    for (int run = 0; run < runs; ++run) {
        const Finished done = run_process(
            {NTM_BENCH_PROGRAM, "--simplify", path_text(shapefile), fmt::format("{}", percent), path_text(ours)});
        if (done.exit_code != 0) {
            report.add({row.what, row.data, {}, {}, {}, {}, false, "failed", {}});
            return;
        }
        times.push_back(done.wall_ms);
    }
    row.ours_ms = median(times);
    row.note = "ours makes all levels at once, and takes the finest that is small enough";
    const auto counted = count(ours);
    if (counted) {
        row.note += "; ours " + counted->words();
    }
    if (mapshaper) {
        row.rival = mapshaper->name();
        row.rival_ms = mapshaper->simplify_ms(shapefile, percent, theirs); // seconds: once
        if (const auto rival = count(theirs); rival && counted) {
            row.note += "; mapshaper " + rival->words() + " (by GEOS)";
            row.agree = counted->faults.overlaps + counted->faults.gaps <= rival->faults.overlaps + rival->faults.gaps;
        }
    }
    report.add(std::move(row));
}

void add_topology(const Layer& layer, Report& report) {
    const auto read = read_polygons(layer.file, layer.layer);
    if (!read) {
        return;
    }
    PolygonColumns polygons = read->polygons;
    static_cast<void>(transform_polygons(polygons, read->crs, Crs{"EPSG:3405"}));
    std::optional<Coverage> coverage;
    Row row;
    row.what = "topology and all levels";
    row.data = layer.label;
    row.ours_ms = median_ms([&] { coverage = make_coverage(polygons, WorkerPool::shared()); });
    std::size_t written = 0;
    for (const Coverage::Level& level : coverage->levels) {
        written += level.points.size() * sizeof(GridPoint);
    }
    row.floor_ms = floor_ms(polygons.points.size() * sizeof(Point), written);
    row.note = fmt::format("{} points, {} arcs, {} levels; in memory; aim for the country 1,500",
                           polygons.points.size(), coverage->arcs(), coverage->levels.size());
    report.add(std::move(row));
}

} // namespace

void measure_simplify(const Data& data, const Rivals& rivals, Report& report) {
    for (const Layer& layer : data.files()) {
        add_topology(layer, report);
    }
    // The faults of all pairs are a matter of minutes on the largest: the two smaller tell as much.
    for (const Layer& layer : {data.province, data.country}) {
        const auto shapefile = mercator_shapefile(layer, data.work);
        for (const double percent : {10.0, 1.0}) {
            if (shapefile) {
                add_simplified(layer, *shapefile, percent, rivals.mapshaper, data, report);
            }
        }
    }
}

int simplify_in_own_process(const std::string& in, double percent, const std::string& out) {
    const std::filesystem::path file = text_path(in);
    const auto read = read_polygons(file, file.stem().string());
    if (!read) {
        return 1;
    }
    const Coverage coverage = make_coverage(read->polygons, WorkerPool::shared());
    const auto wanted = static_cast<std::size_t>(percent / 100 * static_cast<double>(coverage.levels[0].points.size()));
    std::size_t level = 0;
    while (level + 1 < coverage.levels.size() && coverage.levels[level].points.size() > wanted) {
        ++level;
    }
    PolygonColumns simplified;
    for (std::size_t feature = 0; feature < coverage.features(); ++feature) {
        append_outline(simplified, coverage, feature, level);
    }
    const std::filesystem::path target = text_path(out);
    return write_polygons(target, target.stem().string(), simplified, read->attributes, read->crs).empty() ? 0 : 1;
}

} // namespace ntm::bench
