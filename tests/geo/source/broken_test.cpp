#include "geo/source/source.hpp"

#include "tests/catch.hpp"
#include "tests/geo/source/made_files.hpp"
#include "tests/temporary_folder.hpp"

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <cstdint>
#include <limits>
#include <random>

using namespace ntm;

namespace fs = std::filesystem;

namespace {

// GDAL itself makes the files that our own writer does not: shapefiles, points, empty layers.
GDALDatasetUniquePtr create(const char* driver_name, const fs::path& file) {
    GDALAllRegister();
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(driver_name);
    REQUIRE(driver != nullptr);
    GDALDatasetUniquePtr dataset(driver->Create(file.string().c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    REQUIRE(dataset);
    return dataset;
}

void add_feature(OGRLayer& layer, const char* wkt) {
    OGRFeature feature(layer.GetLayerDefn());
    if (wkt != nullptr) {
        OGRGeometry* geometry = nullptr;
        REQUIRE(OGRGeometryFactory::createFromWkt(wkt, nullptr, &geometry) == OGRERR_NONE);
        feature.SetGeometryDirectly(geometry);
    }
    REQUIRE(layer.CreateFeature(&feature) == OGRERR_NONE);
}

constexpr auto square_wkt = "POLYGON((0 0,1 0,1 1,0 1,0 0))";

fs::path make_shapefile(const TemporaryFolder& folder, int features) {
    const fs::path file = folder.path() / "xa.shp";
    const auto dataset = create("ESRI Shapefile", file);
    OGRLayer* layer = dataset->CreateLayer("xa", nullptr, wkbPolygon);
    OGRFieldDefn name("ten", OFTString);
    REQUIRE(layer->CreateField(&name) == OGRERR_NONE);
    for (int i = 0; i < features; ++i) {
        add_feature(*layer, square_wkt);
    }
    return file;
}

void cut(const fs::path& file, double share) {
    fs::resize_file(file, static_cast<std::uintmax_t>(static_cast<double>(fs::file_size(file)) * share));
}

std::string all_codes(const Issues& issues) {
    std::string codes;
    for (const Issue& issue : issues) {
        codes += issue.code + " ";
    }
    return codes;
}

} // namespace

TEST_CASE("no file, a folder and paths to elsewhere are refused by name") {
    const TemporaryFolder folder;
    CHECK(read_polygons(folder.path() / "none.gpkg", "").issues()[0].code == "file_missing");
    CHECK(read_polygons(folder.path(), "").issues()[0].code == "file_no_layer"); // a folder may hold a file a unit
    for (const char* path : {"/vsicurl/http://example.org/a.gpkg", "https://example.org/a.geojson", "/vsizip/a.zip"}) {
        CHECK(read_polygons(path, "").issues()[0].code == "path_not_allowed");
        CHECK(list_layers(path).issues()[0].code == "path_not_allowed");
        CHECK(read_table(path).issues()[0].code == "path_not_allowed");
    }
}

// A VRT may name any file and any server; its driver must not be asked, whatever the file is called.
TEST_CASE("drivers that follow links are not asked") {
    const TemporaryFolder folder;
    const std::string vrt = "<OGRVRTDataSource><OGRVRTLayer name=\"a\"><SrcDataSource>/etc/passwd</SrcDataSource>"
                            "</OGRVRTLayer></OGRVRTDataSource>";
    for (const char* name : {"a.vrt", "a.gpkg", "a.geojson"}) {
        const auto read = read_polygons(folder.file(name, vrt), "");
        REQUIRE_FALSE(read);
        CHECK(read.issues()[0].code == "format_linked");
    }
}

TEST_CASE("noise, text and nothing under the names of data are unreadable") {
    const TemporaryFolder folder;
    std::string noise(4 << 20, '\0');
    std::mt19937 random(7);
    for (char& byte : noise) {
        byte = static_cast<char>(random() & 0xFFU);
    }
    for (const char* name : {"noise.gpkg", "noise.shp", "noise.geojson", "noise.fgb", "noise.shx"}) {
        const auto file = folder.file(name, noise);
        folder.file("noise.shx", noise);
        const auto read = read_polygons(file, "");
        REQUIRE_FALSE(read);
        CHECK(find_issue(read.issues(), "file_unreadable") != nullptr);
        CHECK_FALSE(list_layers(file));
    }
    for (const char* name : {"empty.gpkg", "empty.geojson", "empty.fgb"}) {
        CHECK_FALSE(read_polygons(folder.file(name, ""), ""));
    }
    const auto mark_only = folder.file("mark.gpkg", std::string("SQLite format 3\0", 16) + noise.substr(0, 9000));
    CHECK_FALSE(read_polygons(mark_only, ""));
    CHECK_FALSE(read_table(folder.file("noise.csv", noise)));
}

TEST_CASE("a truncated GeoPackage is never taken for whole") {
    const MadeCoverage made = made_coverage(3000);
    for (const double share : {0.02, 0.3, 0.6, 0.9, 0.99}) {
        const TemporaryFolder folder;
        const auto file = folder.path() / "units.gpkg";
        REQUIRE(write_polygons(file, "commune", made.polygons, made.table, lon_lat_crs).empty());
        cut(file, share);
        const auto read = read_polygons(file, "");
        INFO(share << ": " << all_codes(read.issues()));
        CHECK(count_issues(read.issues()).errors > 0);
        if (read) {
            CHECK(find_issue(read.issues(), "read_broken_off") != nullptr);
            CHECK(read->polygons.features() == read->attributes.rows());
            CHECK(read->polygons.features() < 3000);
        }
    }
}

TEST_CASE("a truncated shapefile keeps what came before and says where it broke off") {
    for (const double share : {0.01, 0.5, 0.95}) {
        const TemporaryFolder folder;
        const auto file = make_shapefile(folder, 100);
        cut(file, share);
        const auto read = read_polygons(file, "");
        INFO(share << ": " << all_codes(read.issues()));
        CHECK(count_issues(read.issues()).errors > 0);
        if (read) {
            CHECK(find_issue(read.issues(), "read_broken_off") != nullptr);
            CHECK(read->polygons.features() == read->attributes.rows());
        } else {
            CHECK(share < 0.1);
        }
    }
}

TEST_CASE("a truncated GeoJSON and FlatGeobuf are never taken for whole") {
    const MadeCoverage made = made_coverage(1);
    for (const char* driver : {"GeoJSON", "FlatGeobuf"}) {
        const TemporaryFolder folder;
        const auto file = folder.path() / (std::string("a") + (driver[0] == 'G' ? ".geojson" : ".fgb"));
        {
            const auto dataset = create(driver, file);
            OGRLayer* layer = dataset->CreateLayer("a", nullptr, wkbPolygon);
            for (int i = 0; i < 500; ++i) {
                add_feature(*layer, square_wkt);
            }
        }
        REQUIRE(read_polygons(file, "")->polygons.features() == 500);
        cut(file, 0.7);
        const auto read = read_polygons(file, "");
        INFO(driver << ": " << all_codes(read.issues()));
        CHECK(count_issues(read.issues()).errors > 0);
    }
}

TEST_CASE("a shapefile without its index or its table says which file is missing") {
    const TemporaryFolder folder;
    const auto file = make_shapefile(folder, 3);
    fs::remove(folder.path() / "xa.dbf");
    const auto no_table = read_polygons(file, "");
    REQUIRE(no_table);
    CHECK(no_table->polygons.features() == 3);
    CHECK(find_issue(no_table.issues(), "shapefile_dbf_missing") != nullptr);
    fs::remove(folder.path() / "xa.shx");
    const auto no_index = read_polygons(file, "");
    REQUIRE_FALSE(no_index);
    CHECK(no_index.issues()[0].code == "shapefile_shx_missing");
    CHECK(names_in(folder.path()).size() == 1); // nothing was restored beside the data
}

TEST_CASE("an empty layer, a layer of points and geometries that are not there") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "layers.gpkg";
    {
        const auto dataset = create("GPKG", file);
        dataset->CreateLayer("empty", nullptr, wkbPolygon);
        add_feature(*dataset->CreateLayer("points", nullptr, wkbPoint), "POINT(105 19)");
        OGRLayer* nulls = dataset->CreateLayer("nulls", nullptr, wkbPolygon);
        add_feature(*nulls, nullptr);
        add_feature(*nulls, square_wkt);
        add_feature(*nulls, "POLYGON EMPTY");
        dataset->CreateLayer("table", nullptr, wkbNone);
    }
    const auto empty = read_polygons(file, "empty");
    REQUIRE_FALSE(empty);
    CHECK(empty.issues()[0].code == "layer_empty");
    const auto points = read_polygons(file, "points");
    REQUIRE_FALSE(points);
    CHECK(points.issues()[0].code == "layer_not_polygons");
    CHECK(points.issues()[0].detail.find("nulls") != std::string::npos); // what there is instead
    CHECK(read_polygons(file, "table").issues()[0].code == "layer_not_polygons");

    const auto nulls = read_polygons(file, "nulls");
    REQUIRE(nulls);
    CHECK(nulls->crs.definition.empty());
    CHECK(nulls->polygons.feature_ring == std::vector<std::uint32_t>{0, 0, 1, 1});
    REQUIRE(nulls.issues().size() == 2);
    CHECK(nulls.issues()[0].code == "geometry_missing");
    CHECK(nulls.issues()[0].where.row == 1);
    CHECK(nulls.issues()[1].where.row == 3);
}

TEST_CASE("coordinates that are no numbers and rings of two points are named and dropped") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "odd.gpkg";
    {
        const CPLErrorHandlerPusher quiet(CPLQuietErrorHandler); // the extent cannot be written
        const auto dataset = create("GPKG", file);
        OGRLayer* layer = dataset->CreateLayer("odd", nullptr, wkbPolygon);
        add_feature(*layer, square_wkt);
        OGRFeature feature(layer->GetLayerDefn());
        OGRGeometry* geometry = nullptr;
        REQUIRE(OGRGeometryFactory::createFromWkt(square_wkt, nullptr, &geometry) == OGRERR_NONE);
        geometry->toPolygon()->getExteriorRing()->setPoint(2, std::numeric_limits<double>::infinity(), 1);
        feature.SetGeometryDirectly(geometry);
        REQUIRE(layer->CreateFeature(&feature) == OGRERR_NONE);
        add_feature(*layer, "POLYGON((0 0,1 0,1 1,0 1,0 0),(0.2 0.2,0.3 0.3,0.2 0.2))");
    }
    const auto read = read_polygons(file, "");
    REQUIRE(read);
    CHECK(read->polygons.feature_ring == std::vector<std::uint32_t>{0, 1, 1, 2});
    const Issue* infinite = find_issue(read.issues(), "coordinates_not_finite");
    REQUIRE(infinite != nullptr);
    CHECK(infinite->where.row == 2);
    const Issue* two_points = find_issue(read.issues(), "ring_too_short");
    REQUIRE(two_points != nullptr);
    CHECK(two_points->where.row == 3);
}

TEST_CASE("curves are read as lines, heights are dropped") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "curves.gpkg";
    {
        const auto dataset = create("GPKG", file);
        OGRLayer* layer = dataset->CreateLayer("curves", nullptr, wkbCurvePolygon);
        add_feature(*layer, "CURVEPOLYGON(CIRCULARSTRING(0 0,1 1,2 0,1 -1,0 0))");
        add_feature(*layer, "POLYGON Z((0 0 5,1 0 5,1 1 5,0 0 5))");
    }
    const auto read = read_polygons(file, "");
    REQUIRE(read);
    CHECK(read.issues().empty());
    CHECK(read->polygons.ring(0).size() > 30);
    CHECK(read->polygons.box(0).max_x == Approx(2));
    CHECK(read->polygons.ring(1).size() == 3);
}
