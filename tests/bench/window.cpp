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

constexpr const char* screen = "-screen 0 1600x1000x24";

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
                const std::filesystem::path& work, Report& report) {
    const std::filesystem::path first = work / "frames_before.txt", file = work / "frames.txt";
    const std::string script =
        before + "frames " + path_text(first) + "\n" + steps + "frames " + path_text(file) + "\nquit\n";
    const std::filesystem::path script_file = work / "frames_script.txt";
    static_cast<void>(write_file_atomically(script_file, script));
    const Finished done = run_process({"xvfb-run", "-a", "-s", screen, NTM_ATLAS_PROGRAM, "view", path_text(layer.file),
                                       "--size", "1600x1000", "--script", path_text(script_file)});
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
            fmt::format("{} frames with panels under Xvfb, software OpenGL; aim 25", times.size()),
            {}};
    report.add(row);
    row.what = fmt::format("{}, worst", what);
    row.ours_ms = *std::max_element(times.begin(), times.end());
    row.note = "aim 40";
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

/// A map dragged by the mouse on a fine screen, where it is drawn at half its size while it moves.
void add_drag(const Layer& layer, const std::filesystem::path& work, Report& report) {
    constexpr const char* size = "3840x2160";
    const auto in_work = [&](const char* name) { return path_text(work / name); };
    for (const char* name : {"drag_before.txt", "drag_over", "drag.txt"}) {
        std::error_code error;
        std::filesystem::remove(work / name, error);
    }
    static_cast<void>(write_file_atomically(
        work / "drag_script.txt", fmt::format("frames {}\nwait {}\nframes {}\nquit\n", in_work("drag_before.txt"),
                                              in_work("drag_over"), in_work("drag.txt"))));
    // The hand begins once the map stands: the first file is written then.
    const std::string hand = fmt::format(
        "'{}' view '{}' --size {} --script '{}' & p=$!; n=0; while [ ! -s '{}' ] && [ $n -lt 300 ]; do sleep 0.1; "
        "n=$((n+1)); done; xdotool mousemove 1900 1000 mousedown 1; i=0; while [ $i -lt 60 ]; do i=$((i+1)); xdotool "
        "mousemove $((1900+i*9-(i%7)*5)) $((1000+i*4-(i%5)*8)) sleep 0.09; done; xdotool mouseup 1; : > '{}'; wait $p",
        NTM_ATLAS_PROGRAM, path_text(layer.file), size, in_work("drag_script.txt"), in_work("drag_before.txt"),
        in_work("drag_over"));
    const std::string screen_words = fmt::format("-screen 0 {}x24", size);
    static_cast<void>(run_process({"xvfb-run", "-a", "-s", screen_words, "sh", "-c", hand}));
    constexpr std::size_t at_rest = 8; // let go, the map comes to rest and is drawn at its full size
    std::vector<double> times = frame_times(work / "drag.txt");
    Row row{"frames of a map dragged at 3840x2160, median", layer.label, {}, {}, {}, {}, {}, {}, {}};
    if (times.size() <= at_rest) {
        row.note = "no window could be opened (xvfb-run, xdotool)";
        report.add(std::move(row));
        return;
    }
    times.resize(times.size() - at_rest);
    row.ours_ms = median(times);
    row.note = fmt::format("{} frames with panels under Xvfb, software OpenGL", times.size());
    report.add(row);
    row.what = "frames of a map dragged at 3840x2160, worst";
    row.ours_ms = *std::max_element(times.begin(), times.end());
    row.note = "aim 70";
    report.add(std::move(row));
}

/// Processor time of an open window that nobody touches, over ten seconds.
void add_idle(const Layer& layer, Report& report) {
    const std::string script = fmt::format("'{}' view '{}' & p=$!; sleep 5; cut -d' ' -f14,15 /proc/$p/stat; sleep 10; "
                                           "cut -d' ' -f14,15 /proc/$p/stat; kill $p; wait $p 2>/dev/null; true",
                                           NTM_ATLAS_PROGRAM, path_text(layer.file));
    const Finished done = run_process({"xvfb-run", "-a", "-s", screen, "sh", "-c", script});
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
    add_drag(data.country, data.work, report);
    add_table(data.work, report);
    add_idle(data.sample, report);
}

} // namespace ntm::bench
