#include "tests/bench/report.hpp"

#include "geo/base/paths.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>

namespace ntm::bench {

namespace {

using Json = nlohmann::ordered_json;

std::string number(std::optional<double> value) {
    if (!value) {
        return "–";
    }
    return *value < 1     ? fmt::format("{:.3f}", *value)
           : *value < 100 ? fmt::format("{:.1f}", *value)
                          : fmt::format("{:.0f}", *value);
}

/// How many times as long the rival takes.
std::string ratio(const Row& row) {
    if (!row.ours_ms || !row.rival_ms || *row.ours_ms <= 0) {
        return "–";
    }
    const double times = *row.rival_ms / *row.ours_ms;
    return fmt::format("{:.{}f}×", times, times < 10 ? 1 : 0);
}

std::string agreement(std::optional<bool> agree) {
    return !agree ? "–" : *agree ? "yes" : "**NO**";
}

Json value(std::optional<double> number) {
    return number ? Json(*number) : Json(nullptr);
}

Json json(const Row& row) {
    return {{"case", row.what},
            {"data", row.data},
            {"ours_ms", value(row.ours_ms)},
            {"rival", row.rival.empty() ? Json(nullptr) : Json(row.rival)},
            {"rival_ms", value(row.rival_ms)},
            {"floor_ms", value(row.floor_ms)},
            {"agree", row.agree ? Json(*row.agree) : Json(nullptr)},
            {"note", row.note}};
}

} // namespace

Report::Report(std::string machine) {
    fmt::print("{}\n\n", machine);
    fmt::print("| case | data | ours ms | rival | rival ms | rival/ours | floor ms | agree |\n");
    fmt::print("| --- | --- | ---: | --- | ---: | ---: | ---: | --- |\n");
    std::fflush(stdout);
    m_rows.push_back({"machine", std::move(machine), {}, {}, {}, {}, {}, "every time is the median of five runs", {}});
}

void Report::add(Row row) {
    fmt::print("| {} | {} | {} | {} | {} | {} | {} | {} |\n", row.what, row.data,
               row.figure.empty() ? number(row.ours_ms) : row.figure, row.rival.empty() ? "–" : row.rival,
               number(row.rival_ms), ratio(row), number(row.floor_ms), agreement(row.agree));
    std::fflush(stdout);
    if (!row.figure.empty()) {
        row.note = row.note.empty() ? row.figure : row.figure + "; " + row.note;
    }
    m_rows.push_back(std::move(row));
}

Issues Report::write(const std::filesystem::path& json_file) const {
    Json rows = Json::array();
    for (const Row& row : m_rows) {
        rows.push_back(json(row));
    }
    return write_file_atomically(json_file, rows.dump(1) + "\n");
}

bool Report::all_agree() const {
    return std::all_of(m_rows.begin(), m_rows.end(), [](const Row& row) { return row.agree.value_or(true); });
}

} // namespace ntm::bench
