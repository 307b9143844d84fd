#include "geo/atlas/scans.hpp"
#include "geo/atlas/workspace_edit.hpp"
#include "geo/base/paths.hpp"
#include "geo/picture/scan_picture.hpp"
#include "tests/catch.hpp"
#include "tests/geo/scans/made_scans.hpp"
#include "tests/temporary_folder.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <utility>

using namespace ntm;

namespace {

const Crs zone_482{"EPSG:5897"};

/// Longitude and latitude with their metres in VN-2000 / TM-3 zone 482, by cs2cs of PROJ 9.1.1.
struct Mark {
    Point lon_lat;
    Point metres;
};
const std::vector<Mark> marks{{{105.5, 19.8}, {552188.5007, 2190192.7571}},
                              {{105.6, 19.8}, {562665.6463, 2190226.8288}},
                              {{105.5, 19.7}, {552221.1462, 2179123.4647}},
                              {{105.55, 19.75}, {557445.0335, 2184674.3227}}};

const ScanGround ground{zone_482, {540000, 2170000, 580000, 2200000}, "38"};

Workspace workspace_with(const std::filesystem::path& scan) {
    Workspace workspace;
    workspace.folder = scan.parent_path();
    workspace.scans.push_back({scan, "Bản quét", 1.0, false, {}, {}, {}});
    return workspace;
}

/// White with red squares of ten pixels about places in pixels.
std::function<double(int, int, int)> squares(std::vector<Point> px) {
    return [px = std::move(px)](int x, int y, int band) {
        double cover = 0; // of the pixel, so that the middle of a square is where it should be, not at the next pixel
        for (const Point& at : px) {
            const auto along = [](double off) { return std::clamp(5 - std::fabs(off), 0.0, 1.0); };
            cover = std::max(cover, along(x + 0.5 - at.x) * along(y + 0.5 - at.y));
        }
        return band == 1 ? 255.0 : 255 * (1 - cover);
    };
}

/// The middle of the red pixels within some pixels of a place; NaN without any.
Point middle_of_red(const Overlay& overlay, Point about, int reach_px) {
    Point sum;
    double count = 0;
    const int width = overlay.rect.x1;
    for (int y = std::max(0, int(about.y) - reach_px); y < std::min(overlay.rect.y1, int(about.y) + reach_px); ++y) {
        for (int x = std::max(0, int(about.x) - reach_px); x < std::min(width, int(about.x) + reach_px); ++x) {
            const Rgba pixel = overlay.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                                              static_cast<std::size_t>(x)];
            const double red = pixel.a < 128 ? 0 : (255.0 - pixel.g) / 255;
            sum = {sum.x + (x + 0.5) * red, sum.y + (y + 0.5) * red};
            count += red;
        }
    }
    return {sum.x / count, sum.y / count};
}

const MapView view{{557000, 2184500}, 12, 1600, 1200};

void check_marks(const std::filesystem::path& file, double most_px) {
    Issues issues;
    const auto scans = load_scans(workspace_with(file), ground, issues);
    REQUIRE(scans.size() == 1);
    REQUIRE(scans[0].place);
    const auto picture = draw_scans(scans, scan_looks(scans), zone_482, view, WorkerPool::shared());
    REQUIRE(picture);
    CHECK(picture->issues.empty());
    REQUIRE_FALSE(picture->under.pixels.empty());
    for (const Mark& mark : marks) {
        const Point expected = view.to_px(mark.metres);
        const Point found = middle_of_red(picture->under, expected, 12);
        INFO(mark.metres.x << " " << mark.metres.y << ": " << found.x - expected.x << " " << found.y - expected.y);
        CHECK(std::hypot(found.x - expected.x, found.y - expected.y) < most_px);
    }
}

} // namespace

TEST_CASE("Marks of a scan lie on the map where cs2cs puts them") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "scan.tif";
    SECTION("a scan in longitude and latitude") {
        const double step = 0.0001;
        std::vector<Point> px;
        for (const Mark& mark : marks) {
            px.push_back({(mark.lon_lat.x - 105.45) / step, (19.85 - mark.lon_lat.y) / step});
        }
        write_scan(file, {.width = 2000,
                          .height = 2000,
                          .options = {"TILED=YES"},
                          .geotransform = {{105.45, step, 0, 19.85, 0, -step}},
                          .epsg = 4326,
                          .value = squares(px),
                          .change = {}});
        check_marks(file, 0.1);
    }
    SECTION("a scan in the map's own system, turned by thirty degrees") {
        const double c = 10 * std::cos(0.5236), s = 10 * std::sin(0.5236);
        const Point origin{543000, 2188000};
        std::vector<Point> px;
        for (const Mark& mark : marks) {
            const double x = mark.metres.x - origin.x, y = mark.metres.y - origin.y;
            px.push_back({(x * c + y * s) / 100, (x * s - y * c) / 100});
        }
        write_scan(file, {.width = 3000,
                          .height = 2400,
                          .options = {"TILED=YES"},
                          .geotransform = {{origin.x, c, s, origin.y, s, -c}},
                          .epsg = 5897,
                          .value = squares(px),
                          .change = {}});
        check_marks(file, 0.1);
    }
    SECTION("a scan without position, by its control points") {
        // Turned by a quarter and drawn at 9 m a pixel; the points are the marks themselves.
        std::vector<Point> px;
        ScanPoints points;
        for (const Mark& mark : marks) {
            px.push_back({(mark.metres.y - 2176000) / 9, (mark.metres.x - 548000) / 9});
            points.points.push_back({px.back(), mark.metres});
        }
        write_scan(file, {.width = 1800, .height = 1900, .value = squares(px), .change = {}});
        for (const PlacingMethod method : {PlacingMethod::affine, PlacingMethod::spline}) {
            points.method = method;
            REQUIRE(write_scan_points(file, points, zone_482).empty());
            check_marks(file, 0.1);
        }
    }
}

TEST_CASE("Control points are kept in a file beside the scan, which stays as it is") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "ban quet.tif";
    write_scan(file, {.value = [](int, int, int) { return 9; }, .change = {}});
    const auto before = read_file(file);
    ScanPoints points;
    points.method = PlacingMethod::spline;
    points.points = {{{10.5, 20.25}, {552188.501, 2190192.757}}, {{90, 20}, {562665.646, 2190226.829}}};
    REQUIRE(write_scan_points(file, points, zone_482).empty());
    CHECK(points_file(file).filename() == "ban quet.tif.points.toml");
    const auto read = read_scan_points(points_file(file), zone_482);
    REQUIRE(read);
    CHECK(*read == points);
    // The same places in degrees, by cs2cs, where the map lies in another system.
    const auto degrees = read_scan_points(points_file(file), Crs{"EPSG:4326"});
    REQUIRE(degrees);
    CHECK(degrees->points[0].place.x == Approx(105.5).margin(1e-7));
    CHECK(degrees->points[0].place.y == Approx(19.8).margin(1e-7));
    const auto after = read_file(file);
    CHECK(*before == *after);
    REQUIRE(write_scan_points(file, {}, zone_482).empty());
    CHECK_FALSE(std::filesystem::exists(points_file(file)));
}

TEST_CASE("A file of control points that is not understood is told and places nothing") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "scan.tif";
    write_scan(file, {.value = [](int, int, int) { return 9; }, .change = {}});
    const std::string point = "[[points]]\npixel = [1, 2]\nplace = [552000, 2190000]\n";
    for (const std::string& text :
         {std::string("method = affine"), std::string("crs = \"EPSG:5897\"\nmethod = \"rubber\"\n") + point, point,
          std::string("crs = \"EPSG:5897\"\n[[points]]\npixel = [1]\nplace = [1, 2]\n"),
          std::string("crs = \"EPSG:5897\"\n[[points]]\npixel = [nan, 1]\nplace = [1, 2]\n")}) {
        folder.file("scan.tif.points.toml", text);
        Issues issues;
        const auto scans = load_scans(workspace_with(file), ground, issues);
        INFO(text);
        CHECK(has_issue(issues, "scan_points_wrong"));
        REQUIRE(scans.size() == 1);
        CHECK_FALSE(scans[0].place);
    }
    // Of a system that nobody knows: numbers of unknown meaning are not taken for the map's metres.
    folder.file("scan.tif.points.toml", "crs = \"EPSG:99999\"\n" + point +
                                            "[[points]]\npixel = [90, 2]\nplace = [553000, "
                                            "2190000]\n[[points]]\npixel = [1, 70]\nplace = [552000, 2189000]\n");
    Issues unknown;
    const auto unplaced = load_scans(workspace_with(file), ground, unknown);
    CHECK_FALSE(unplaced[0].place);
    CHECK(unplaced[0].points.points.empty());
    CHECK(count_issues(unknown).errors == 1);
    folder.file("scan.tif.points.toml", "crs = \"EPSG:5897\"\n" + point + point);
    Issues issues;
    CHECK_FALSE(load_scans(workspace_with(file), ground, issues)[0].place);
    CHECK(has_issue(issues, "scan_points_few"));
}

TEST_CASE("What is told of where a scan lies") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "scan.tif";
    Issues issues;
    const auto load = [&](const MadeScan& made) {
        write_scan(file, made);
        return load_scans(workspace_with(file), ground, issues);
    };
    const std::array<double, 6> here{550000, 10, 0, 2190000, 0, -10};
    const auto grey = [](int, int, int) { return 9.0; };
    SECTION("nothing: it has no position") {
        CHECK_FALSE(load({.value = grey, .change = {}})[0].place);
        CHECK(has_issue(issues, "scan_without_position"));
    }
    SECTION("a place without a system: the province's own is assumed, and that is told") {
        const auto scans = load({.geotransform = here, .value = grey, .change = {}});
        REQUIRE(scans[0].place);
        CHECK(scans[0].place->crs == zone_482);
        CHECK(has_issue(issues, "scan_crs_assumed"));
    }
    SECTION("a place in no system that is here: nothing is drawn") {
        const auto scans = load({.geotransform = {{-7e7, 10, 0, 9e7, 0, -10}}, .value = grey, .change = {}});
        CHECK_FALSE(scans[0].place);
        CHECK(has_issue(issues, "scan_crs_unknown"));
    }
    SECTION("outside the boundaries") {
        CHECK(load({.geotransform = {{700000, 10, 0, 2400000, 0, -10}}, .epsg = 5897, .value = grey, .change = {}})[0]
                  .place);
        CHECK(has_issue(issues, "scan_outside"));
    }
    SECTION("a world file beside a scan that says nothing") {
        folder.file("scan.tfw", "10\n0\n0\n-10\n550005\n2189995\n");
        const auto scans = load({.value = grey, .change = {}});
        REQUIRE(scans[0].place);
        const Point corner = scans[0].place->to_place({0, 0}); // a world file tells the middle of the first pixel
        CHECK(corner.x == Approx(550000));
        CHECK(corner.y == Approx(2190000));
    }
    SECTION("control points inside the file") {
        const auto scans = load({.value = grey, .change = [](GDALDataset& scan) {
                                     const std::array<std::array<double, 4>, 4> at{{{0, 0, 550000, 2190000},
                                                                                    {100, 0, 551000, 2190000},
                                                                                    {0, 80, 550000, 2189200},
                                                                                    {100, 80, 551000, 2189200}}};
                                     std::array<GDAL_GCP, 4> points{};
                                     GDALInitGCPs(4, points.data());
                                     for (std::size_t i = 0; i < 4; ++i) {
                                         points[i].dfGCPPixel = at[i][0];
                                         points[i].dfGCPLine = at[i][1];
                                         points[i].dfGCPX = at[i][2];
                                         points[i].dfGCPY = at[i][3];
                                     }
                                     OGRSpatialReference system;
                                     system.importFromEPSG(5897);
                                     scan.SetGCPs(4, points.data(), &system);
                                     GDALDeinitGCPs(4, points.data());
                                 }});
        REQUIRE(scans[0].place);
        REQUIRE(scans[0].place->fit);
        CHECK(scans[0].place->fit->rms == Approx(0).margin(1e-6));
        CHECK(scans[0].points.points.size() == 4);
        CHECK(has_issue(issues, "scan_residuals"));
    }
    SECTION("more control points in the scan than anybody picks") {
        const auto scans = load({.value = grey, .change = [](GDALDataset& scan) {
                                     std::vector<GDAL_GCP> points(501);
                                     GDALInitGCPs(501, points.data());
                                     for (int i = 0; i < 501; ++i) {
                                         GDAL_GCP& point = points[static_cast<std::size_t>(i)];
                                         point.dfGCPPixel = i % 90;
                                         point.dfGCPLine = i / 90;
                                         point.dfGCPX = 550000 + 10 * point.dfGCPPixel;
                                         point.dfGCPY = 2190000 - 10 * point.dfGCPLine;
                                     }
                                     OGRSpatialReference system;
                                     system.importFromEPSG(5897);
                                     scan.SetGCPs(501, points.data(), &system);
                                     GDALDeinitGCPs(501, points.data());
                                 }});
        CHECK_FALSE(scans[0].place);
        CHECK(has_issue(issues, "scan_points_many"));
    }
    SECTION("control points beside it count before what it says itself") {
        ScanPoints points;
        points.points = {{{0, 0}, {560000, 2180000}}, {{100, 0}, {560500, 2180000}}, {{0, 80}, {560000, 2179600}}};
        REQUIRE(write_scan_points(file, points, zone_482).empty());
        const auto scans = load({.geotransform = here, .epsg = 5897, .value = grey, .change = {}});
        REQUIRE(scans[0].place);
        CHECK(scans[0].place->to_place({0, 0}).x == Approx(560000));
    }
}

TEST_CASE("Scans stand in workspace.toml, and wrong keys of theirs are told") {
    const TemporaryFolder folder;
    const std::string head = "title = \"T\"\n[[boundaries]]\nsource = \"b.gpkg\"\n";
    const auto file = folder.file(
        "workspace.toml", head + "[[scans]]\nname = \"Tờ 1\"\nsource = \"to1.tif\"\nopacity = 0.5\norder = \"over\"\n"
                                 "crs = \"EPSG:5897\"\ndate = 2021-03-04\nplan = \"12/QĐ-UBND\"\n");
    auto workspace = read_workspace(file);
    REQUIRE(workspace);
    CHECK(workspace.issues().empty());
    REQUIRE(workspace->scans.size() == 1);
    const auto& scan = workspace->scans[0];
    CHECK(scan.name == "Tờ 1");
    CHECK(scan.source == folder.path() / "to1.tif");
    CHECK(scan.opacity == 0.5);
    CHECK(scan.over);
    CHECK(scan.crs == "EPSG:5897");
    CHECK(scan.date == Date::from_ymd(2021, 3, 4));
    CHECK(scan.plan == "12/QĐ-UBND");

    folder.file("workspace.toml", head + "[[scans]]\nsource = \"a.tif\"\norder = \"beside\"\ncolour = 1\n[[scans]]\n");
    workspace = read_workspace(file);
    REQUIRE(workspace);
    CHECK(workspace->scans.size() == 1);
    CHECK(has_issue(workspace.issues(), "workspace_value"));
    CHECK(has_issue(workspace.issues(), "workspace_key_unknown"));
    CHECK(has_issue(workspace.issues(), "workspace_key_missing"));
}

TEST_CASE("Scans are added to workspace.toml once, all else in it stays") {
    const TemporaryFolder folder;
    const std::string head = "title = \"T\" # lời ghi\n[[boundaries]]\nsource = \"b.gpkg\"";
    const auto file = folder.file("workspace.toml", head);
    const auto scan = folder.file("to 1.tif", "x");
    REQUIRE(add_scans(file, {scan}).empty());
    REQUIRE(add_scans(file, {scan}).empty());
    const auto text = read_file(file);
    CHECK(text->starts_with(head));
    const auto workspace = read_workspace(file);
    REQUIRE(workspace);
    REQUIRE(workspace->scans.size() == 1);
    CHECK(workspace->scans[0].name == "to 1");
    CHECK(std::filesystem::equivalent(workspace->scans[0].source, scan));
}

TEST_CASE("Scans are not added where that would break workspace.toml") {
    const TemporaryFolder folder;
    const std::string text = "scans = []\n[[boundaries]]\nsource = \"b.gpkg\"\n";
    const auto file = folder.file("workspace.toml", text);
    const auto scan = folder.file("to 1.tif", "x");
    CHECK(has_issue(add_scans(file, {scan}), "workspace_not_editable"));
    CHECK(*read_file(file) == text);
}

TEST_CASE("A moved overlay shows the same ground, and leaves open what it does not know") {
    Overlay overlay{{0, 0, 8, 6}, std::vector<Rgba>(48, Rgba{0, 0, 0, 0})};
    overlay.pixels[2 * 8 + 3] = {200, 0, 0, 255};
    const MapView from{{100, 100}, 1, 8, 6};
    MapView to = from;
    to.center.x += 2; // the ground moves two pixels to the left
    const Overlay moved = moved_overlay(overlay, from, to, WorkerPool::shared());
    CHECK(moved.pixels[2 * 8 + 1] == Rgba{200, 0, 0, 255});
    CHECK(moved.pixels[2 * 8 + 7] == Rgba{0, 0, 0, 0});
}
