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
        return "-";
    }
    return *value < 100 ? fmt::format("{:.2f}", *value) : fmt::format("{:.0f}", *value);
}

std::string ratio(const Row& row) {
    if (!row.ours_ms || !row.rival_ms || *row.rival_ms <= 0) {
        return "-";
    }
    const double share = *row.ours_ms / *row.rival_ms;
    return fmt::format("{:.{}f}", share, share < 0.1 ? 4 : 2);
}

std::string agreement(std::optional<bool> agree) {
    return !agree ? "-" : *agree ? "yes" : "NO";
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
    fmt::print("{:<34} {:<30} {:>9}  {:<26} {:>9} {:>10} {:>9}  {:<5} {}\n", "case", "data", "ours ms", "rival",
               "rival ms", "ours/rival", "floor ms", "agree", "note");
    std::fflush(stdout);
    m_rows.push_back({"machine", std::move(machine), {}, {}, {}, {}, {}, "every time is the median of five runs"});
}

void Report::add(Row row) {
    fmt::print("{:<34} {:<30} {:>9}  {:<26} {:>9} {:>10} {:>9}  {:<5} {}\n", row.what, row.data, number(row.ours_ms),
               row.rival.empty() ? "-" : row.rival, number(row.rival_ms), ratio(row), number(row.floor_ms),
               agreement(row.agree), row.note);
    std::fflush(stdout);
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
