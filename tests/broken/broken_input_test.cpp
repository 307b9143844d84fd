#include "geo/source/source.hpp"
#include "tests/catch.hpp"
#include "tests/program_run.hpp"
#include "tests/temporary_folder.hpp"

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <random>
#include <regex>

// Broken input of every kind, given to the real program. Whatever it is: a message in words that names the file, the
// right exit code, what is sound loaded, and never a crash.
namespace {

namespace fs = std::filesystem;

constexpr int fine = 0, data_errors = 1, usage = 2, unreadable = 3;

/// What every run owes its user, whatever the input.
void check_words(const ProgramRun& run, const std::string& named) {
    INFO("exit " << run.exit << "\n" << run.out << run.err);
    CHECK(run.exit <= unreadable); // 4 is our own fault, 128 and more a crash
    CHECK(run.err.find(named) != std::string::npos);
    CHECK((run.out + run.err).find("‹") == std::string::npos); // no text for a code
    CHECK_FALSE(
        std::regex_search(run.out + run.err, std::regex(R"(\{[a-z_]+\}|: \.( |\n|$)|“”| \(\))"))); // no gap in a text
}

/// `check` and `summary` of one file or folder: their exit codes, and a message that names what is at fault.
void check_both(const TemporaryFolder& folder, const std::string& input, int of_check, int of_summary,
                const std::string& named) {
    INFO(input);
    const ProgramRun check = run_program(folder.path(), {"check", input});
    check_words(check, named);
    CHECK(check.exit == of_check);
    const ProgramRun summary = run_program(folder.path(), {"summary", input});
    INFO(summary.err);
    CHECK(summary.exit == of_summary);
    CHECK(summary.out.empty() == (of_check == unreadable)); // unreadable: no half answer; else an answer
}

std::string units_json() {
    return bytes_of(fs::path(NTM_TEST_DATA) / "small-province" / "units.geojson");
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

/// A copy of the small province with one file changed.
void make_workspace(const TemporaryFolder& folder, const std::string& file, const std::string& from,
                    const std::string& to) {
    fs::remove_all(folder.path() / "w");
    fs::copy(fs::path(NTM_TEST_DATA) / "small-province", folder.path() / "w");
    folder.file("w/" + file, replaced(bytes_of(folder.path() / "w" / file), from, to));
}

/// The small province's outlines in another format, as GDAL writes it.
fs::path convert(const TemporaryFolder& folder, const char* driver, const std::string& name) {
    GDALAllRegister();
    const auto from = folder.file("from.geojson", units_json());
    const GDALDatasetUniquePtr source(
        GDALDataset::Open(from.string().c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr));
    REQUIRE(source);
    const fs::path to = folder.path() / name;
    const GDALDatasetUniquePtr copy(
        GetGDALDriverManager()->GetDriverByName(driver)->Create(to.string().c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    REQUIRE(copy);
    std::string encoding = "ENCODING=UTF-8";
    char* options[] = {encoding.data(), nullptr};
    REQUIRE(copy->CopyLayer(source->GetLayer(0), "commune", std::string(driver) == "GPKG" ? nullptr : options) !=
            nullptr);
    return to;
}

std::string noise(std::size_t size) {
    std::mt19937_64 random(100);
    std::string bytes(size, '\0');
    for (std::size_t i = 0; i + 8 <= size; i += 8) {
        const std::uint64_t value = random();
        bytes.replace(i, 8, reinterpret_cast<const char*>(&value), 8);
    }
    return bytes;
}

bool holds(const std::string& text, const std::string& words) {
    return text.find(words) != std::string::npos;
}

} // namespace

TEST_CASE("files that are not there, not files, or not data", "[broken]") {
    const TemporaryFolder folder;
    check_both(folder, "none.gpkg", unreadable, unreadable, "none.gpkg");
    fs::create_directory(folder.path() / "bare");
    check_both(folder, "bare", unreadable, unreadable, "workspace.toml");
    for (const char* name : {"empty.gpkg", "empty.shp", "empty.geojson", "empty.csv", "empty.txt"}) {
        folder.file(name, "");
        check_both(folder, name, unreadable, unreadable, name);
    }
    folder.file("noise.gpkg", noise(100'000'000));
    check_both(folder, "noise.gpkg", unreadable, unreadable, "noise.gpkg");
    check_both(folder, "sample:khong-co", unreadable, unreadable, "khong-co");
    check_both(folder, "/vsicurl/http://example.org/a.gpkg", unreadable, unreadable, "example.org");
}

TEST_CASE("layers without anything to draw", "[broken]") {
    const TemporaryFolder folder;
    folder.file("nothing.geojson", R"({"type":"FeatureCollection","features":[]})");
    check_both(folder, "nothing.geojson", unreadable, unreadable, "nothing.geojson");
    folder.file("points.geojson",
                R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"ma_xa":"1"},)"
                R"("geometry":{"type":"Point","coordinates":[105,20]}}]})");
    check_both(folder, "points.geojson", unreadable, unreadable, "points.geojson");
    folder.file("null.geojson",
                R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"ma_xa":"1"},)"
                R"("geometry":null}]})");
    check_both(folder, "null.geojson", unreadable, unreadable, "null.geojson");
    GDALAllRegister();
    {
        const fs::path file = folder.path() / "hollow.gpkg";
        const GDALDatasetUniquePtr dataset(GetGDALDriverManager()->GetDriverByName("GPKG")->Create(
            file.string().c_str(), 0, 0, 0, GDT_Unknown, nullptr));
        REQUIRE(dataset->CreateLayer("commune", nullptr, wkbMultiPolygon) != nullptr);
    }
    check_both(folder, "hollow.gpkg", unreadable, unreadable, "hollow.gpkg");
}

TEST_CASE("one feature without geometry: the others are loaded and it is told", "[broken]") {
    const TemporaryFolder folder;
    const std::string text = units_json();
    const std::size_t from = text.find("\"geometry\":") + 11, to = text.find("}},\n", from);
    folder.file("one.geojson", std::string(text).replace(from, to + 1 - from, "null"));
    check_both(folder, "one.geojson", fine, fine, "one.geojson");
    CHECK(holds(run_program(folder.path(), {"summary", "one.geojson"}).out, "12"));
    CHECK(run_program(folder.path(), {"render", "one.geojson", "-o", "a.png", "--size", "300x200"}).exit == fine);
}

TEST_CASE("truncated files", "[broken]") {
    const TemporaryFolder folder;
    const std::string gpkg = bytes_of(convert(folder, "GPKG", "whole.gpkg"));
    for (const std::size_t percent : {1U, 10U, 50U, 90U, 99U}) {
        const std::string name = "cut" + std::to_string(percent) + ".gpkg";
        folder.file(name, gpkg.substr(0, gpkg.size() * percent / 100));
        const ProgramRun run = run_program(folder.path(), {"check", name});
        check_words(run, name);
        CHECK((run.exit == unreadable || run.exit == data_errors));
    }
    const fs::path shape = convert(folder, "ESRI Shapefile", "xa.shp");
    CHECK(run_program(folder.path(), {"check", "xa.shp"}).exit == fine);
    const std::string bytes = bytes_of(shape);
    for (const std::size_t percent : {3U, 40U, 70U, 95U}) {
        folder.file("xa.shp", bytes.substr(0, bytes.size() * percent / 100));
        const ProgramRun run = run_program(folder.path(), {"check", "xa.shp"});
        check_words(run, "xa.shp");
        CHECK((run.exit == unreadable || run.exit == data_errors));
    }
    folder.file("xa.shp", bytes);
    fs::remove(folder.path() / "xa.dbf");
    check_words(run_program(folder.path(), {"check", "xa.shp"}), ".dbf");
    fs::remove(folder.path() / "xa.shx");
    check_both(folder, "xa.shp", unreadable, unreadable, ".shx");
    const std::string text = units_json();
    folder.file("cut.geojson", text.substr(0, text.size() / 2));
    check_both(folder, "cut.geojson", unreadable, unreadable, "cut.geojson");
}

TEST_CASE("coordinates that cannot be", "[broken]") {
    const TemporaryFolder folder;
    // The third corner of the second commune.
    for (const char* number : {"NaN", "1e300", "1e20", "-1e20", "1e9", "Infinity"}) {
        INFO(number);
        folder.file("odd.geojson", replaced(units_json(), "[105.1,20]", std::string("[") + number + ",20]"));
        const ProgramRun check = run_program(folder.path(), {"check", "odd.geojson"});
        check_words(check, "odd.geojson");
        CHECK((check.exit == data_errors || check.exit == unreadable));
        const ProgramRun render =
            run_program(folder.path(), {"render", "odd.geojson", "-o", "a.png", "--size", "300x200"});
        INFO(render.err);
        CHECK(render.exit == (check.exit == unreadable ? unreadable : fine));
    }
    // Metres in a file that says degrees: nothing can be drawn, and the message says why.
    folder.file("metres.geojson", std::regex_replace(units_json(), std::regex(R"(\[10(5\.?[0-9]*),)"), "[50$1000,"));
    check_both(folder, "metres.geojson", unreadable, unreadable, "metres.geojson");
}

TEST_CASE("codes: a wrong column, doubled codes", "[broken]") {
    const TemporaryFolder folder;
    make_workspace(folder, "workspace.toml", "source = \"units.geojson\"",
                   "source = \"units.geojson\"\ncolumns = { code = \"ma_so\" }");
    check_both(folder, "w", data_errors, fine, "ma_so");
    const ProgramRun run = run_program(folder.path(), {"check", "w"});
    CHECK(holds(run.err, "ma_xa, ten_xa"));  // the columns there are
    CHECK(holds(run.err, "unit_unmatched")); // told ten times, then counted
    make_workspace(folder, "units.geojson", "\"ma_xa\":\"00002\"", "\"ma_xa\":\"00001\"");
    check_both(folder, "w", data_errors, fine, "00001");
    CHECK(holds(run_program(folder.path(), {"summary", "w", "--json"}).out, "\"total\": 12"));
}

TEST_CASE("rows of tables that make no sense: told with their row, the others counted", "[broken]") {
    const TemporaryFolder folder;
    make_workspace(folder, "recognitions.csv", "00003,ntm,6/QĐ,2017-06-01", "00003,ntm,6/QĐ,31/02/2022");
    check_both(folder, "w", data_errors, fine, "recognitions.csv|recognitions:7 [decision_date]: “31/02/2022”");
    CHECK(holds(run_program(folder.path(), {"summary", "w", "--json"}).out, "\"ntm\": 5")); // one less than six
    make_workspace(folder, "recognitions.csv", "00003,ntm", "00003,siêu chuẩn");
    check_both(folder, "w", data_errors, fine, "“siêu chuẩn”");
    make_workspace(folder, "recognitions.csv", "00003,ntm", "77777,ntm");
    check_both(folder, "w", data_errors, fine, "“77777”");
    make_workspace(folder, "plans.csv", "00003,2", "00003,99");
    check_both(folder, "w", data_errors, fine, "plans.csv");
    make_workspace(folder, "recognitions.csv", "unit_code,tier", "unit_code,cap");
    check_both(folder, "w", data_errors, fine, "tier");
}

TEST_CASE("tables that are no tables", "[broken]") {
    const TemporaryFolder folder;
    const std::string plans = bytes_of(fs::path(NTM_TEST_DATA) / "small-province" / "plans.csv");
    make_workspace(folder, "plans.csv", plans, noise(8000)); // binary
    check_both(folder, "w", data_errors, unreadable, "plans.csv");
    make_workspace(folder, "plans.csv", plans, ""); // empty
    check_both(folder, "w", data_errors, unreadable, "plans.csv");
    make_workspace(folder, "workspace.toml", "plans.csv", "khong-co.csv"); // not there
    check_both(folder, "w", data_errors, unreadable, "khong-co.csv");
    CHECK(holds(run_program(folder.path(), {"summary", "w", "--json"}).out, "\"plans\": null"));
    CHECK(holds(run_program(folder.path(), {"summary", "w", "--json"}).out, "\"ntm\": 6")); // the sound table is loaded
    make_workspace(folder, "plans.csv", plans, "unit_code,status\n\"00001,6\n00002,6\n");   // a quote left open
    check_words(run_program(folder.path(), {"check", "w"}), "plans.csv");
    make_workspace(folder, "workspace.toml", "units.geojson", "khong-co.gpkg");
    check_both(folder, "w", unreadable, unreadable, "khong-co.gpkg");
}

TEST_CASE("workspace.toml with mistakes", "[broken]") {
    const TemporaryFolder folder;
    make_workspace(folder, "workspace.toml", "title = \"Tỉnh", "title = Tỉnh");
    check_both(folder, "w", unreadable, unreadable, "workspace.toml:2");
    make_workspace(folder, "workspace.toml", "kind = \"plan\"", "kind = \"quy hoach\"");
    check_both(folder, "w", data_errors, fine, "“quy hoach”");
    make_workspace(folder, "workspace.toml", "as_of", "as_off");
    check_both(folder, "w", fine, fine, "as_off");
    make_workspace(folder, "workspace.toml", "as_of = 2022-08-31", "as_of = \"31/02/2022\"");
    check_both(folder, "w", data_errors, fine, "as_of");
    make_workspace(folder, "workspace.toml", "[2021, 2030]", "\"2021-2030\"");
    check_both(folder, "w", data_errors, fine, "plan_period");
    make_workspace(folder, "workspace.toml", "level = \"commune\"", "level = \"xóm\"");
    check_both(folder, "w", data_errors, fine, "boundaries.level");
    folder.file("w/workspace.toml", "title = \"x\"\n");
    check_both(folder, "w", unreadable, unreadable, "boundaries");
    folder.file("w/workspace.toml", "");
    check_both(folder, "w", unreadable, unreadable, "boundaries");
    folder.file("w/workspace.toml", noise(4000));
    check_both(folder, "w", unreadable, unreadable, "workspace.toml");
    folder.file("w/workspace.toml", "boundaries = 3\ntables = \"plans.csv\"\n");
    check_both(folder, "w", unreadable, unreadable, "boundaries");
}

TEST_CASE("a picture that cannot be written and arguments that cannot be", "[broken]") {
    const TemporaryFolder folder;
    const ProgramRun run = run_program(folder.path(), {"render", "-o", "khong/co/a.png", "--size", "300x200"});
    check_words(run, "khong/co/a.png");
    CHECK(run.exit == unreadable);
    for (const std::vector<std::string>& arguments : {std::vector<std::string>{"summary", "--as-of", ""},
                                                      {"render", "-o", ""},
                                                      {"query", ""},
                                                      {"check"},
                                                      {"summary", "a", "b"},
                                                      {"render", "-o", "a.png", "--size", "999999x999999"},
                                                      {"render", "-o", "a.png", "--dpi", "nhiều"}}) {
        const ProgramRun wrong = run_program(folder.path(), arguments);
        INFO(arguments[0] << ": " << wrong.err);
        CHECK((wrong.exit == usage || (arguments[0] == "summary" && arguments[1] == "--as-of" && wrong.exit == fine)));
    }
}
