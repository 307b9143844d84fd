#pragma once

#include "tests/bench/data.hpp"
#include "tests/bench/report.hpp"
#include "tests/bench/rival.hpp"

namespace ntm::bench {

/// Redraw at three zooms, beside QGIS and Mapnik.
void measure_redraw(const Scene& scene, const Data& data, const Rivals& rivals, Report& report);

/// Sixty pans and zooms, recolouring and hovering.
void measure_moves(const Scene& scene, Report& report);

/// Ten thousand picks beside QGIS's identify.
void measure_picks(const Scene& scene, const Rivals& rivals, Report& report);

/// Names: chosen for a step of zoom, and shown in a frame.
void measure_names(const Scene& scene, Report& report);

/// Topology and levels; simplifying to 10% and 1% beside mapshaper, gaps and overlaps counted by GEOS.
void measure_simplify(const Data& data, const Rivals& rivals, Report& report);

/// A made coverage of 44,000 units and 23 million vertices.
void measure_large(Report& report);

/// Frames with panels under Xvfb, and an idle window.
void measure_window(const Data& data, Report& report);

/// Process start to PNG, and to the image in memory without and with a cache, beside QGIS and a bare reading.
void measure_starting(const Data& data, const Rivals& rivals, Report& report);

/// Reading a layer beside a plain loop over its features with GDAL; memory held afterwards.
void measure_reading(const Data& data, Report& report);

/// All criteria of all communes on two dates, beside the same unit by unit.
void measure_evaluation(Report& report);

/// 5,000 plans laid over the country beside QGIS; 500,000 parcels opened, drawn, panned, asked.
void measure_plans(const Data& data, const Rivals& rivals, Report& report);

/// One load and picture of a file in a process of its own: the part of `measure_starting` that is measured.
/// Prints {"ms": since `started_ns`, "resident": bytes, "vertices": count}.
[[nodiscard]] int load_in_own_process(const std::string& file, long long started_ns);

/// As mapshaper is called: reads, makes all levels, and writes the one that has at most this share of the points.
[[nodiscard]] int simplify_in_own_process(const std::string& in, double percent, const std::string& out);

/// What a plain loop over all features meets. `broken`: GDAL could not read it.
struct PlainCount {
    bool broken = false;
    std::size_t features = 0;
    std::size_t points = 0; ///< with the repeated first point of each ring
    std::size_t rings = 0;
};
[[nodiscard]] PlainCount plain_gdal_loop(const Layer& layer);

} // namespace ntm::bench
