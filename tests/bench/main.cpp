// ntm-bench: how long our work takes beside the rivals' and the machine's floor. Figures, never assertions; only
// answers that differ make it fail.
#include "geo/base/paths.hpp"
#include "tests/bench/cases.hpp"
#include "tests/bench/measure.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <set>
#include <string>
#include <vector>

namespace {

constexpr const char* usage = "usage: ntm-bench [--no-qgis] [redraw] [starting] [reading] [evaluation]\n"
                              "Without a case all are measured. Needs a machine at rest to mean anything.\n";

struct Wishes {
    std::set<std::string> cases;
    bool qgis = true;
    bool understood = true;

    [[nodiscard]] bool wants(const std::string& one) const { return cases.empty() || cases.contains(one); }
};

Wishes read_wishes(const std::vector<std::string>& arguments) {
    Wishes wishes;
    for (const std::string& argument : arguments) {
        if (argument == "--no-qgis") {
            wishes.qgis = false;
        } else if (argument == "redraw" || argument == "starting" || argument == "reading" ||
                   argument == "evaluation") {
            wishes.cases.insert(argument);
        } else {
            wishes.understood = false;
        }
    }
    return wishes;
}

int measure(const Wishes& wishes) {
    using namespace ntm::bench;
    const auto data = find_data();
    if (!data) {
        fmt::print(stderr, "nothing to measure on: {}\n", data.issues().front().code);
        return 3;
    }
    const auto qgis = Qgis::find(data->work, wishes.qgis);
    Report report(machine_words());
    if (wishes.wants("redraw")) {
        measure_redraw(data->country, qgis, report);
        if (data->full_country) {
            measure_redraw(*data->full_country, qgis, report);
        }
    }
    if (wishes.wants("starting")) {
        measure_starting(*data, qgis, report);
    }
    if (wishes.wants("reading")) {
        measure_reading(*data, report);
    }
    if (wishes.wants("evaluation")) {
        measure_evaluation(report);
    }
    const auto json = data->work.parent_path() / "bench.json";
    if (!report.write(json).empty()) {
        fmt::print(stderr, "{} could not be written\n", ntm::path_text(json));
        return 3;
    }
    fmt::print("\nwritten: {}\n", ntm::path_text(json));
    return report.all_agree() ? 0 : 1;
}

} // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    if (arguments.size() == 3 && arguments[0] == "--load") {
        return ntm::bench::load_in_own_process(arguments[1], std::strtoll(arguments[2].c_str(), nullptr, 10));
    }
    const Wishes wishes = read_wishes(arguments);
    if (!wishes.understood) {
        fmt::print(stderr, "{}", usage);
        return 2;
    }
    return measure(wishes);
}
