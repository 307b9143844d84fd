#include "geo/atlas/scan_points.hpp"

#include "geo/atlas/scan_limits.hpp"
#include "geo/base/paths.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <cmath>
#include <string>

namespace ntm {

namespace {

Issue wrong(const std::filesystem::path& file, std::string value, std::int64_t row = 0) {
    return {Severity::error, "scan_points_wrong", {path_text(file), {}, row, {}, std::move(value)}, {}};
}

std::optional<Point> pair_of(const toml::table& table, std::string_view key) {
    const toml::array* pair = table[key].as_array();
    if (pair == nullptr || pair->size() != 2) {
        return std::nullopt;
    }
    const auto x = (*pair)[0].value<double>();
    const auto y = (*pair)[1].value<double>();
    const bool sound = x && y && std::isfinite(*x) && std::isfinite(*y);
    return sound ? std::optional(Point{*x, *y}) : std::nullopt;
}

/// Of another workspace, or another system than the map's.
Issues move_places(std::vector<ControlPoint>& points, const Crs& from, const Crs& to) {
    if (from == to) {
        return {};
    }
    const auto moves = Transformation::create(from, to);
    if (!moves) {
        return moves.issues();
    }
    for (ControlPoint& point : points) {
        point.place = moves->forward(point.place);
    }
    return {};
}

} // namespace

std::filesystem::path points_file(const std::filesystem::path& scan) {
    std::filesystem::path file = scan;
    file += ".points.toml";
    return file;
}

Result<ScanPoints> read_scan_points(const std::filesystem::path& file, const Crs& display) {
    const auto text = read_file(file);
    if (!text) {
        return text.issues();
    }
    toml::table root;
    try { // toml++ speaks by exception alone where those are on
        root = toml::parse(*text, path_text(file));
    } catch (const toml::parse_error& error) {
        return wrong(file, std::string(error.description()), static_cast<std::int64_t>(error.source().begin.line));
    }
    ScanPoints read;
    const std::string method = root["method"].value_or(std::string("affine"));
    const auto known = parse_placing(method);
    if (!known) {
        return wrong(file, "method = " + method);
    }
    read.method = *known;
    const Crs crs{root["crs"].value_or(std::string())};
    const toml::array* entries = root["points"].as_array();
    if (crs.definition.empty() || entries == nullptr || entries->size() > most_scan_points) {
        return wrong(file, crs.definition.empty() ? "crs" : "points");
    }
    Issues issues;
    for (const toml::node& node : *entries) {
        const toml::table* table = node.as_table();
        const auto px = table != nullptr ? pair_of(*table, "pixel") : std::nullopt;
        const auto place = table != nullptr ? pair_of(*table, "place") : std::nullopt;
        if (px && place) {
            read.points.push_back({*px, *place});
        } else {
            issues.push_back(wrong(file, "points", static_cast<std::int64_t>(node.source().begin.line)));
        }
    }
    if (Issues unmoved = move_places(read.points, crs, display); !unmoved.empty()) {
        append_issues(issues, std::move(unmoved));
        return issues;
    }
    for (const ControlPoint& point : read.points) {
        if (!std::isfinite(point.place.x + point.place.y)) {
            return wrong(file, "place");
        }
    }
    return {std::move(read), std::move(issues)};
}

Issues write_scan_points(const std::filesystem::path& scan, const ScanPoints& points, const Crs& display) {
    if (points.points.empty()) { // the scan lies again where it says itself
        std::error_code error;
        std::filesystem::remove(points_file(scan), error);
        return error ? Issues{{Severity::error,
                               "write_failed",
                               {path_text(points_file(scan)), {}, 0, {}, {}},
                               error.message()}}
                     : Issues{};
    }
    std::string crs;
    for (const char c : display.definition) {
        crs += c == '"' || c == '\\' ? std::string("\\") + c : std::string(1, c);
    }
    std::string text = fmt::format("# Control points of {}: pixel from the upper left corner, place in crs.\n"
                                   "method = \"{}\"\ncrs = \"{}\"\n",
                                   path_text(scan.filename()), placing_word(points.method), crs);
    for (const ControlPoint& point : points.points) {
        // As many digits as bring the same numbers back: what was saved is what was picked.
        text += fmt::format("\n[[points]]\npixel = [{}, {}]\nplace = [{}, {}]\n", point.px.x, point.px.y, point.place.x,
                            point.place.y);
    }
    return write_file_atomically(points_file(scan), text);
}

} // namespace ntm
