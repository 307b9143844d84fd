#include "tests/catch.hpp"
#include "tests/program_run.hpp"
#include "tests/temporary_folder.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <regex>

// Broken drawings given to the real program over the small province: each fault is told with its file, row, place and
// remedy, and what is sound counts. Communes are squares of 0.05 degrees; 00001 begins at 105, 19.95.
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

struct Told {
    json check, cover;
    int exit = -1;

    [[nodiscard]] const json* issue(const std::string& code) const {
        for (const json* from : {&check, &cover}) {
            for (const json& one : from->at("issues")) {
                if (one.at("code") == code) {
                    return &one;
                }
            }
        }
        return nullptr;
    }
    [[nodiscard]] double covered_ha(const std::string& commune) const {
        for (const json& row : cover.at("rows")) {
            if (row.at("code") == commune) {
                return row.at("drawn_ha").is_null() ? 0 : row.at("drawn_ha").get<double>();
            }
        }
        return -1;
    }
};

std::string feature(const std::string& type, const std::string& coordinates, const std::string& unit) {
    const std::string geometry =
        type.empty() ? "null" : R"({"type":")" + type + R"(","coordinates":)" + coordinates + "}";
    return R"({"type":"Feature","properties":{"ma_xa":")" + unit + R"("},"geometry":)" + geometry + "}";
}

std::string square(double x, double y, double side, const std::string& unit) {
    const auto at = [](double a, double b) { return "[" + std::to_string(a) + "," + std::to_string(b) + "]"; };
    return feature("Polygon",
                   "[[" + at(x, y) + "," + at(x + side, y) + "," + at(x + side, y + side) + "," + at(x, y + side) +
                       "," + at(x, y) + "]]",
                   unit);
}

/// A sound plan of 00002 in row 1, then what is broken.
Told told_of(const std::string& broken, const std::string& keys = "") {
    const TemporaryFolder folder;
    fs::copy(fs::path(NTM_TEST_DATA) / "small-province", folder.path() / "w");
    const std::string sound = square(105.05, 19.95, 0.05, "00002");
    folder.file("w/plan.geojson",
                R"({"type":"FeatureCollection","features":[)" + sound + (broken.empty() ? "" : ",") + broken + "]}");
    folder.file("w/workspace.toml", bytes_of(folder.path() / "w/workspace.toml") +
                                        "\n[[planning_layers]]\nsource = \"plan.geojson\"\nkind = \"plan\"\n"
                                        "columns = { unit = \"ma_xa\" }\n" +
                                        keys);
    const ProgramRun check = run_program(folder.path(), {"check", "w", "--json"});
    const ProgramRun cover = run_program(folder.path(), {"cover", "w", "--json", "--quiet"});
    const ProgramRun text = run_program(folder.path(), {"check", "w"});
    INFO(check.err << cover.err);
    REQUIRE(check.exit <= 3);
    REQUIRE(cover.exit <= 3);
    CHECK((text.out + text.err).find("‹") == std::string::npos); // no text for a code
    CHECK_FALSE(std::regex_search(text.out + text.err, std::regex(R"(\{[a-z_]+\}|“”| \(\))")));
    return {json::parse(check.out), json::parse(cover.out), check.exit};
}

constexpr double commune_ha = 2891; // a square of 0.05 degrees at latitude 20 (geodesic, PROJ)

/// The fault is told, with words of its own and a remedy; the sound plan counts.
const json& find(const Told& told, const std::string& code, std::int64_t row = 0) {
    INFO(code << "\n" << told.check.at("issues").dump(1));
    const json* issue = told.issue(code);
    REQUIRE(issue != nullptr);
    CHECK_FALSE(issue->at("text").get<std::string>().empty());
    CHECK_FALSE(issue->at("remedy").get<std::string>().empty());
    if (row > 0) {
        CHECK(issue->at("row") == row);
        CHECK(issue->at("file").get<std::string>().find("plan.geojson") != std::string::npos);
    }
    CHECK(told.covered_ha("00002") == Approx(commune_ha).epsilon(0.01));
    return *issue;
}

} // namespace

TEST_CASE("a sound drawing alone is no news", "[broken]") {
    const Told told = told_of("");
    CHECK(told.covered_ha("00002") == Approx(commune_ha).epsilon(0.01));
    CHECK(told.issue("drawing_mended") == nullptr);
}

TEST_CASE("self-crossing, doubled, empty and huge plans", "[broken]") {
    const Told bow_tie =
        told_of(feature("Polygon", "[[[105,19.95],[105.05,20],[105.05,19.95],[105,20],[105,19.95]]]", "00001"));
    CHECK(find(bow_tie, "drawing_mended", 1).at("value").get<std::string>().find("19.975") == 0); // where it crosses
    CHECK(bow_tie.covered_ha("00001") == Approx(commune_ha / 2).epsilon(0.01));

    const Told doubled = told_of(square(105, 19.95, 0.05, "00001") + "," + square(105, 19.95, 0.05, "00001"));
    find(doubled, "drawing_doubled", 2);
    CHECK(doubled.covered_ha("00001") == Approx(commune_ha).epsilon(0.01));
    CHECK(doubled.cover.at("overlaps").empty());

    find(told_of(feature("", "", "00001")), "geometry_missing", 1);
    find(told_of(feature("Polygon", "[[[105,20],[105.01,20],[105.02,20],[105,20]]]", "00001")), "drawing_without_area",
         1);
    const Told huge = told_of(square(90, 5, 20, "00001"));
    find(huge, "drawing_huge", 1);
    CHECK(huge.covered_ha("00001") == 0);
}

TEST_CASE("plans in the wrong place", "[broken]") {
    find(told_of(square(105.6, 19.95, 0.05, "00001")), "drawing_off_place", 1);
    // A commune that is no more: its drawing belongs to the commune where it lies.
    const Told gone = told_of(square(105, 19.95, 0.05, "77777"));
    CHECK(find(gone, "drawing_unit_unknown", 1).at("value") == "77777");
    CHECK(gone.covered_ha("00001") == Approx(commune_ha).epsilon(0.01));
}

TEST_CASE("lines given as plans: closed ones are outlines, open ones are told", "[broken]") {
    const TemporaryFolder folder;
    fs::copy(fs::path(NTM_TEST_DATA) / "small-province", folder.path() / "w");
    const std::string closed = "[[105,19.95],[105.05,19.95],[105.05,20],[105,20],[105,19.95]]";
    const std::string open = "[[105.05,19.95],[105.1,19.95],[105.1,20],[105.05,20],[105.05,19.96]]";
    folder.file("w/lines.geojson", R"({"type":"FeatureCollection","features":[)" +
                                       feature("LineString", closed, "00001") + "," +
                                       feature("LineString", open, "00002") + "]}");
    folder.file("w/workspace.toml", bytes_of(folder.path() / "w/workspace.toml") +
                                        "\n[[planning_layers]]\nsource = \"lines.geojson\"\nkind = \"plan\"\n"
                                        "columns = { unit = \"ma_xa\" }\n");
    const ProgramRun check = run_program(folder.path(), {"check", "w", "--json"});
    const json told = json::parse(check.out);
    const auto issue = std::find_if(told.at("issues").begin(), told.at("issues").end(),
                                    [](const json& one) { return one.at("code") == "drawing_outline_open"; });
    REQUIRE(issue != told.at("issues").end());
    CHECK(issue->at("row") == 1);
    CHECK(issue->at("value") == "19.960000, 105.050000");
    CHECK(issue->at("text").get<std::string>().find("1107") != std::string::npos); // 0.01 degrees (geod of PROJ)
    const json cover = json::parse(run_program(folder.path(), {"cover", "w", "--json", "--quiet"}).out);
    for (const json& row : cover.at("rows")) {
        if (row.at("code") == "00001") {
            CHECK(row.at("drawn_ha").get<double>() == Approx(commune_ha).epsilon(0.01));
        } else if (row.at("code") == "00002") {
            CHECK(row.at("drawn_ha") == 0);
        }
    }
    // Points can bound nothing.
    folder.file("w/lines.geojson",
                R"({"type":"FeatureCollection","features":[)" + feature("Point", "[105.01,19.96]", "00001") + "]}");
    CHECK(run_program(folder.path(), {"check", "w", "--json"}).out.find("drawing_not_polygons") != std::string::npos);
}

TEST_CASE("what a register may say of a plan", "[broken]") {
    const TemporaryFolder folder;
    fs::copy(fs::path(NTM_TEST_DATA) / "small-province", folder.path() / "w");
    folder.file("w/plans.csv", "unit_code,status,status_date,period_from,period_to\n"
                               "00001,đã duyệt,,2021,2030\n00001,đang "
                               "lập,2021-03-01,2021,2030\n00002,x,,2021,2030\n00003,chưa,,,\n00005,đang lập,,,\n");
    const json told = json::parse(run_program(folder.path(), {"check", "w", "--json"}).out);
    std::size_t undated = 0, unknown = 0;
    for (const json& issue : told.at("issues")) {
        undated += issue.at("code") == "plan_date_missing" ? 1U : 0U;
        if (issue.at("code") == "plan_status_unknown") {
            ++unknown;
            CHECK(issue.at("value") == "x");
            CHECK(issue.at("remedy").get<std::string>().find("đã phê duyệt") != std::string::npos);
        }
    }
    CHECK(undated == 2);
    CHECK(unknown == 1);
    const json plan =
        json::parse(run_program(folder.path(), {"query", "00001", "w", "--json", "--quiet"}).out)["rows"][0]["plan"];
    CHECK(plan.at("state") == "approved");
    CHECK(plan.at("since").is_null());
    // An older state with a day does not take it back; on a day before all data nothing is known.
    const json before = json::parse(
        run_program(folder.path(), {"query", "00001", "w", "--json", "--quiet", "--as-of", "2015-06-30"}).out);
    CHECK(before["rows"][0]["plan"].at("state") == "missing");
    const json summary = json::parse(run_program(folder.path(), {"summary", "w", "--json", "--quiet"}).out);
    CHECK(summary["plans"].at("approved_undated") == 1);
}
