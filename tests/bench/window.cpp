#include "geo/base/paths.hpp"
#include "tests/bench/cases.hpp"
#include "tests/bench/made_country.hpp"
#include "tests/bench/measure.hpp"
#include "tests/bench/process.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

namespace ntm::bench {

namespace {

struct Screen {
    const char* size;
    const char* median_note;
    const char* worst_note;
    [[nodiscard]] std::string xvfb() const { return fmt::format("-screen 0 {}x24", size); }
};
constexpr Screen usual{"1600x1000", "aim 25", "aim 40"};
/// The moving map is drawn at half its size there.
constexpr Screen fine{"3840x2160", "3840x2160, aim 70", "3840x2160, aim 70"};

std::vector<double> frame_times(const std::filesystem::path& file) {
    std::vector<double> times;
    const auto text = read_file(file);
    std::istringstream lines(text ? *text : std::string());
    for (double ms = 0; lines >> ms;) {
        times.push_back(ms);
    }
    return times;
}

/// A script's frames with all panels, on a screen in memory and OpenGL in software. `before` comes to rest unmeasured.
void add_frames(const char* what, const Layer& layer, const std::string& before, const std::string& steps,
                const std::filesystem::path& work, Report& report, const Screen& screen = usual) {
    const std::filesystem::path first = work / "frames_before.txt", file = work / "frames.txt";
    const std::string script =
        before + "frames " + path_text(first) + "\n" + steps + "frames " + path_text(file) + "\nquit\n";
    const std::filesystem::path script_file = work / "frames_script.txt";
    static_cast<void>(write_file_atomically(script_file, script));
    const Finished done =
        run_process({"xvfb-run", "-a", "-s", screen.xvfb(), NTM_ATLAS_PROGRAM, "view", path_text(layer.file), "--size",
                     screen.size, "--script", path_text(script_file)});
    const std::vector<double> times = frame_times(file);
    if (done.exit_code != 0 || times.empty()) {
        report.add({what, layer.label, {}, {}, {}, {}, {}, "no window could be opened (xvfb-run)", {}});
        return;
    }
    Row row{fmt::format("{}, median", what),
            layer.label,
            median(times),
            {},
            {},
            {},
            {},
            fmt::format("{} frames with panels under Xvfb, software OpenGL; {}", times.size(), screen.median_note),
            {}};
    report.add(row);
    row.what = fmt::format("{}, worst", what);
    row.ours_ms = *std::max_element(times.begin(), times.end());
    row.note = screen.worst_note;
    report.add(std::move(row));
}

/// Sixty pans and zooms.
std::string moves() {
    std::string script;
    for (int step = 0; step < 60; ++step) {
        script += step % 4 == 3 ? fmt::format("zoom {}\n", step < 30 ? 1.15 : 0.87)
                                : fmt::format("pan {} {}\n", step % 2 == 0 ? 37 : -29, step % 3 == 0 ? 23 : -17);
    }
    return script;
}

/// A table of 50,000 rows open: sorted, filtered by typing, selected in, while the map moves.
void add_table(const std::filesystem::path& work, Report& report) {
    const std::filesystem::path made = work / "made_for_tables.gpkg";
    std::error_code error;
    if (!std::filesystem::exists(made, error)) {
        if (const Issues failed = write_made_country(made, made_for_tables); !failed.empty()) {
            return;
        }
    }
    std::string steps;
    for (int round = 0; round < 6; ++round) {
        steps +=
            fmt::format("sort {}{}\nfilter {}\npan 31 -17\nzoom 1.2\nmark-box 100 100 400 300\nfilter\npan -31 17\n"
                        "zoom 0.83\n",
                        round % 2 == 0 ? "name" : "code", round % 3 == 0 ? " falling" : "", round + 1);
    }
    add_frames("frames with a table of 50,000 rows", {"made, 50,000 units", made, "commune", "loai_xa"},
               "drawer table\n", steps, work, report);
}

/// Processor time of an open window that nobody touches, over ten seconds.
void add_idle(const Layer& layer, Report& report) {
    const std::string script = fmt::format("'{}' view '{}' & p=$!; sleep 5; cut -d' ' -f14,15 /proc/$p/stat; sleep 10; "
                                           "cut -d' ' -f14,15 /proc/$p/stat; kill $p; wait $p 2>/dev/null; true",
                                           NTM_ATLAS_PROGRAM, path_text(layer.file));
    const Finished done = run_process({"xvfb-run", "-a", "-s", usual.xvfb(), "sh", "-c", script});
    std::istringstream numbers(done.out);
    long user0 = 0, system0 = 0, user1 = 0, system1 = 0;
    Row row{"idle window, 10 s", layer.label, {}, {}, {}, {}, {}, "aim 0% of the processor", {}};
    if (numbers >> user0 >> system0 >> user1 >> system1) {
        constexpr double ticks_of_ten_seconds = 1000;
        row.figure = fmt::format("{:.1f}% CPU",
                                 100 * static_cast<double>(user1 + system1 - user0 - system0) / ticks_of_ten_seconds);
    } else {
        row.note = "no window could be opened (xvfb-run)";
    }
    report.add(std::move(row));
}

} // namespace

void measure_window(const Data& data, Report& report) {
    add_frames("frames on screen", data.sample, {}, moves(), data.work, report);
    add_frames("frames on screen", data.country, {}, moves(), data.work, report);
    add_frames("frames on a fine screen", data.country, {}, moves(), data.work, report, fine);
    add_table(data.work, report);
    add_idle(data.sample, report);
}

} // namespace ntm::bench
