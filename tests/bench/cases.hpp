#pragma once

#include "tests/bench/data.hpp"
#include "tests/bench/report.hpp"
#include "tests/bench/rival.hpp"

namespace ntm::bench {

/// Redraw of a country at three zooms, beside QGIS; recolouring and hovering.
void measure_redraw(const Layer& layer, const std::optional<Qgis>& qgis, Report& report);

/// Process start to PNG, and to the image in memory, beside QGIS and a bare reading.
void measure_starting(const Data& data, const std::optional<Qgis>& qgis, Report& report);

/// Reading a layer beside a plain loop over its features with GDAL; memory held afterwards.
void measure_reading(const Data& data, Report& report);

/// All criteria of all communes on two dates, beside the same unit by unit.
void measure_evaluation(Report& report);

/// One load and picture of a file in a process of its own: the part of `measure_starting` that is measured.
/// Prints {"ms": since `started_ns`, "resident": bytes, "vertices": count}.
[[nodiscard]] int load_in_own_process(const std::string& file, long long started_ns);

/// What a plain loop over all features meets. `broken`: GDAL could not read it.
struct PlainCount {
    bool broken = false;
    std::size_t features = 0;
    std::size_t points = 0; ///< with the repeated first point of each ring
    std::size_t rings = 0;
};
[[nodiscard]] PlainCount plain_gdal_loop(const Layer& layer);

} // namespace ntm::bench
