// ntm-bench: how long our work takes beside the rivals' and the machine's floor. Figures, never assertions; only
// answers that differ make it fail.
#include "geo/base/paths.hpp"
#include "tests/bench/cases.hpp"
#include "tests/bench/measure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>
#include <string>
#include <vector>

namespace {

constexpr std::array all_cases{"starting", "redraw", "moves",   "picks",      "names",   "simplify",
                               "large",    "window", "reading", "evaluation", "coverage"};

struct Wishes {
    std::set<std::string> cases;
    bool rivals = true;
    bool understood = true;

    [[nodiscard]] bool wants(const std::string& one) const { return cases.empty() || cases.contains(one); }
};

Wishes read_wishes(const std::vector<std::string>& arguments) {
    Wishes wishes;
    for (const std::string& argument : arguments) {
        if (argument == "--no-rivals") {
            wishes.rivals = false;
        } else if (std::find(all_cases.begin(), all_cases.end(), argument) != all_cases.end()) {
            wishes.cases.insert(argument);
        } else {
            wishes.understood = false;
        }
    }
    return wishes;
}

void measure_scene(const ntm::bench::Layer& layer, const Wishes& wishes, const ntm::bench::Data& data,
                   const ntm::bench::Rivals& rivals, ntm::bench::Report& report) {
    using namespace ntm::bench;
    if (!wishes.wants("redraw") && !wishes.wants("moves") && !wishes.wants("picks") && !wishes.wants("names")) {
        return;
    }
    const auto scene = make_scene(layer);
    if (!scene) {
        report.add(
            {"loading", layer.label, {}, {}, {}, {}, false, "could not be loaded: " + scene.issues().front().code, {}});
        return;
    }
    if (wishes.wants("redraw")) {
        measure_redraw(*scene, data, rivals, report);
    }
    if (wishes.wants("moves")) {
        measure_moves(*scene, report);
    }
    if (wishes.wants("picks")) {
        measure_picks(*scene, rivals, report);
    }
    if (wishes.wants("names")) {
        measure_names(*scene, report);
    }
}

int measure(const Wishes& wishes) {
    using namespace ntm::bench;
    const auto data = find_data();
    if (!data) {
        fmt::print(stderr, "nothing to measure on: {}\n", data.issues().front().code);
        return 3;
    }
    const Rivals rivals{Qgis::find(data->work, wishes.rivals), Mapnik::find(data->work, wishes.rivals),
                        Mapshaper::find(data->work, wishes.rivals)};
    Report report(machine_words());
    if (wishes.wants("starting")) {
        measure_starting(*data, rivals, report);
    }
    for (const Layer& layer : data->files()) {
        measure_scene(layer, wishes, *data, rivals, report);
    }
    if (wishes.wants("simplify")) {
        measure_simplify(*data, rivals, report);
    }
    if (wishes.wants("large")) {
        measure_large(report);
    }
    if (wishes.wants("window")) {
        measure_window(*data, report);
    }
    if (wishes.wants("reading")) {
        measure_reading(*data, report);
    }
    if (wishes.wants("evaluation")) {
        measure_evaluation(report);
    }
    if (wishes.wants("coverage")) {
        measure_plans(*data, rivals, report);
    }
    const auto json = data->work.parent_path() / "bench.json";
    if (!report.write(json).empty()) {
        fmt::print(stderr, "{} could not be written\n", ntm::path_text(json));
        return 3;
    }
    fmt::print("\nwritten, with notes: {}\n", ntm::path_text(json));
    return report.all_agree() ? 0 : 1;
}

} // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    if (arguments.size() == 3 && arguments[0] == "--load") {
        return ntm::bench::load_in_own_process(arguments[1], std::strtoll(arguments[2].c_str(), nullptr, 10));
    }
    if (arguments.size() == 4 && arguments[0] == "--simplify") {
        return ntm::bench::simplify_in_own_process(arguments[1], std::strtod(arguments[2].c_str(), nullptr),
                                                   arguments[3]);
    }
    const Wishes wishes = read_wishes(arguments);
    if (!wishes.understood) {
        fmt::print(stderr,
                   "usage: ntm-bench [--no-rivals] [CASE...]: {}\n"
                   "Without a case all are measured. Needs a machine at rest to mean anything.\n",
                   fmt::join(all_cases, ", "));
        return 2;
    }
    return measure(wishes);
}
