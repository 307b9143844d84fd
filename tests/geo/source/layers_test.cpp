#include "geo/source/source.hpp"

#include "tests/catch.hpp"
#include "tests/geo/source/made_files.hpp"
#include "tests/shared_data.hpp"
#include "tests/temporary_folder.hpp"

#include <fstream>

using namespace ntm;

namespace {

constexpr auto collection_head = R"({"type":"FeatureCollection","features":[)";

std::string feature(const std::string& geometry, const std::string& properties = "{}") {
    return R"({"type":"Feature","properties":)" + properties + R"(,"geometry":)" + geometry + "}";
}

constexpr auto square_json = R"({"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]})";

} // namespace

// Figures of shared/data/README.md.
TEST_CASE("the real province reads whole") {
    const auto file = shared_file("data/thanh_hoa_2022.gpkg");
    if (!file) {
        return;
    }
    const auto layers = list_layers(*file);
    REQUIRE(layers);
    REQUIRE(layers->size() == 4);
    const auto read = read_polygons(*file, "commune");
    REQUIRE(read);
    CHECK(read.issues().empty());
    CHECK(read->polygons.features() == 559);
    CHECK(read->attributes.rows() == 559);
    // 292,792 vertices with the closing point of each ring, which we do not keep.
    CHECK(read->polygons.points.size() + read->polygons.rings() == 292'792);
    CHECK(read->crs.definition == "EPSG:4326");
    CHECK(read->attributes.find("ma_xa").has_value());
}

TEST_CASE("offices' shapefiles of Thanh Hoa read with their system and their letters") {
    const auto with_prj = shared_file("data/hard/a_vn2000_prj/thanhhoa_xa_vn2000.shp");
    const auto without_prj = shared_file("data/hard/b_vn2000_noprj/thanhhoa_xa_vn2000.shp");
    const auto tcvn3 = shared_file("data/hard/c_tcvn3/thanhhoa_xa_tcvn3.shp");
    if (!with_prj || !without_prj || !tcvn3) {
        return;
    }
    const auto known = read_polygons(*with_prj, "");
    REQUIRE(known);
    CHECK(known.issues().empty());
    CHECK(known->crs.definition == "EPSG:5897");
    CHECK(known->polygons.features() == 559);
    const auto unknown = read_polygons(*without_prj, "");
    REQUIRE(unknown);
    CHECK(unknown->crs.definition.empty());
    const auto name = unknown->attributes.find("TEN_XA");
    REQUIRE(name);
    CHECK(unknown->attributes.columns[*name][0] == known->attributes.columns[*name][0]);
    // TCVN3 read as UTF-8 would give wrong names without a word.
    const auto legacy = read_polygons(*tcvn3, "");
    REQUIRE(legacy);
    CHECK(find_issue(legacy.issues(), "text_decoded") != nullptr);
    CHECK(legacy->attributes.columns[*legacy->attributes.find("TEN_XA")][0] == "Phường Hàm Rồng");
}

TEST_CASE("what is written is read again, and twice written is the same") {
    const TemporaryFolder folder;
    MadeCoverage made = made_coverage(3);
    made.table.names = {"fid", "geom"}; // names that GeoPackage keeps for itself
    const Crs crs{"EPSG:5897"};
    REQUIRE(write_polygons(folder.path() / "a.gpkg", "xã", made.polygons, made.table, crs).empty());
    REQUIRE(write_polygons(folder.path() / "b.gpkg", "xã", made.polygons, made.table, crs).empty());
    REQUIRE(write_polygons(folder.path() / "b.gpkg", "xã", made.polygons, made.table, crs).empty()); // over the old one
    CHECK(bytes_of(folder.path() / "a.gpkg") == bytes_of(folder.path() / "b.gpkg"));

    const auto read = read_polygons(folder.path() / "a.gpkg", "");
    REQUIRE(read);
    CHECK(read.issues().empty());
    CHECK(read->crs == crs);
    CHECK(read->attributes.layer == "xã");
    CHECK(read->attributes.names == std::vector<std::string>{"fid", "geom_2"});
    CHECK(read->attributes.columns[0][2] == "00003");
    CHECK(read->attributes.columns[1][2] == "Xã 3");
    CHECK(read->polygons.points == made.polygons.points);
    CHECK(read->polygons.feature_ring == made.polygons.feature_ring);
    CHECK(names_in(folder.path()).size() == 2); // neither a part file nor a journal stays
}

TEST_CASE("shells, holes and islands are told apart in writing") {
    const TemporaryFolder folder;
    PolygonColumns polygons;
    const auto add_square = [&](double from, double to) {
        polygons.points.insert(polygons.points.end(), {{from, from}, {from, to}, {to, to}, {to, from}});
        polygons.end_ring();
    };
    add_square(4, 5); // island in the hole, first in the list and clockwise
    add_square(0, 9);
    add_square(3, 6);
    polygons.end_feature();
    polygons.end_feature(); // a feature without geometry
    Table table;
    table.row_number = {1, 2};
    const auto file = folder.path() / "rings.gpkg";
    REQUIRE(write_polygons(file, "rings", polygons, table, lon_lat_crs).empty());
    const auto read = read_polygons(file, "rings");
    REQUIRE(read);
    CHECK(read->polygons.feature_ring == std::vector<std::uint32_t>{0, 3, 3});
    CHECK(find_issue(read.issues(), "geometry_missing") != nullptr);
    CHECK(geometry_fault(read->polygons, 0).empty());
    CHECK(geometry_fault(read->polygons, 1).empty());
    // Parts stand shell first with its hole behind it: island, then the large square, then its hole.
    CHECK(read->polygons.box(0).max_x == 9);
    CHECK(read->polygons.ring(2)[0].x >= 3);
}

TEST_CASE("a place that cannot be written is an Issue and leaves nothing") {
    const MadeCoverage made = made_coverage(1);
    const Issues issues = write_polygons("/nonexistent-folder/a.gpkg", "x", made.polygons, made.table, lon_lat_crs);
    REQUIRE(issues.size() == 1);
    CHECK(issues[0].code == "file_not_written");
}

// GEOS' words for the figure eight whose arms cross at (1, 1).
TEST_CASE("a ring that crosses itself is reported with the place") {
    PolygonColumns polygons;
    polygons.points = {{0, 0}, {2, 2}, {2, 0}, {0, 2}};
    polygons.end_ring();
    polygons.end_feature();
    const std::string fault = geometry_fault(polygons, 0);
    CHECK(fault.find("Self-intersection") != std::string::npos);
    CHECK(fault.find("1 1") != std::string::npos);
}

TEST_CASE("layers are chosen by name, else the first of polygons") {
    const TemporaryFolder folder;
    const MadeCoverage made = made_coverage(2);
    const auto file = folder.path() / "units.gpkg";
    REQUIRE(write_polygons(file, "commune", made.polygons, made.table, lon_lat_crs).empty());
    CHECK(read_polygons(file, "")->attributes.layer == "commune");
    const auto missing = read_polygons(file, "communes");
    REQUIRE_FALSE(missing);
    CHECK(missing.issues()[0].code == "layer_missing");
    CHECK(missing.issues()[0].detail == "commune");
    const auto layers = list_layers(file);
    REQUIRE(layers);
    REQUIRE(layers->size() == 1);
    CHECK((*layers)[0].name == "commune");
    CHECK((*layers)[0].geometry == GeometryKind::polygon);
    CHECK((*layers)[0].features == 2);
    CHECK((*layers)[0].fields == made.table.names);
}

TEST_CASE("mixed geometry gives its polygons and names the rest") {
    const TemporaryFolder folder;
    const auto file = folder.file(
        "mixed.geojson",
        collection_head + feature(square_json, R"({"ten":"  Hoa\u0301  A ","so":7,"ty_le":0.1})") + "," +
            feature(R"({"type":"Point","coordinates":[1,2]})") + "," + feature("null") + "," +
            feature(
                R"({"type":"MultiPolygon","coordinates":[[[[0,0],[4,0],[4,4],[0,0]],[[2,1],[3,1],[3,2],[2,1]]]]})") +
            "]}");
    const auto read = read_polygons(file, "");
    REQUIRE(read);
    CHECK(read->polygons.feature_ring == std::vector<std::uint32_t>{0, 1, 1, 1, 3});
    CHECK(read->polygons.ring_point == std::vector<std::uint32_t>{0, 4, 7, 10}); // closing points dropped
    CHECK(read->crs.definition.ends_with("4326"));
    REQUIRE(read.issues().size() == 2);
    CHECK(read.issues()[0].code == "geometry_not_polygon");
    CHECK(read.issues()[0].detail == "POINT");
    CHECK(read.issues()[0].where.row == 1);
    CHECK(read.issues()[1].code == "geometry_missing");
    CHECK(read.issues()[1].where.row == 2);
    const auto& table = read->attributes;
    CHECK(table.columns[*table.find("ten")][0] == "Hoá A"); // NFC, trimmed
    CHECK(table.columns[*table.find("so")][0] == "7");
    CHECK(table.columns[*table.find("ty_le")][0] == "0.1");
    CHECK(table.columns[*table.find("so")][1].empty());
}

TEST_CASE("a long reading stops when asked") {
    const TemporaryFolder folder;
    const MadeCoverage made = made_coverage(5);
    const auto file = folder.path() / "units.gpkg";
    REQUIRE(write_polygons(file, "commune", made.polygons, made.table, lon_lat_crs).empty());
    Progress progress;
    progress.cancel();
    const auto read = read_polygons(file, "", {}, &progress);
    REQUIRE_FALSE(read);
    CHECK(find_issue(read.issues(), "cancelled") != nullptr);
}

// SQLite would put -wal and -shm files beside a database in WAL mode, and fail in a folder it may not write.
TEST_CASE("reading writes nothing beside the data, also for a database in WAL mode") {
    const TemporaryFolder folder;
    const MadeCoverage made = made_coverage(2);
    const auto file = folder.path() / "wal.gpkg";
    REQUIRE(write_polygons(file, "commune", made.polygons, made.table, lon_lat_crs).empty());
    std::string bytes = bytes_of(file);
    bytes[18] = bytes[19] = 2; // the header's marks of WAL mode
    const auto wal = folder.file("wal.gpkg", bytes);
    const auto before = names_in(folder.path());
    const auto read = read_polygons(wal, "");
    REQUIRE(read);
    CHECK(read.issues().empty());
    CHECK(read->polygons.features() == 2);
    CHECK(names_in(folder.path()) == before);
    CHECK(bytes_of(wal) == bytes);
}

TEST_CASE("lines and points are read as they are, where they are asked for") {
    const TemporaryFolder folder;
    const auto roads = folder.file(
        "roads.geojson",
        std::string(collection_head) +
            feature(R"({"type":"LineString","coordinates":[[105,20],[105.1,20],[105,20]]})", R"({"loai":"DH"})") + "," +
            feature(R"({"type":"MultiLineString","coordinates":[[[1,1],[2,2]],[[3,3],[4,4],[5,5]]]})") + "," +
            feature(R"({"type":"Point","coordinates":[1,1]})") + "]}");
    CHECK_FALSE(read_polygons(roads, "")); // boundaries are never lines
    const auto lines = read_shapes(roads, "");
    REQUIRE(lines);
    CHECK(lines->kind == GeometryKind::line);
    REQUIRE(lines->polygons.features() == 3);
    CHECK(lines->polygons.ring(0).size() == 3); // the path ends where it began: all its points are kept
    CHECK(lines->polygons.feature_ring[2] - lines->polygons.feature_ring[1] == 2);
    CHECK(lines->polygons.feature_ring[3] == lines->polygons.feature_ring[2]); // a point is no line
    REQUIRE(lines.issues().size() == 1);
    CHECK(lines.issues()[0].code == "geometry_not_polygon");
    CHECK(lines->attributes.rows() == 3);

    const auto wells =
        folder.file("wells.geojson", std::string(collection_head) +
                                         feature(R"({"type":"MultiPoint","coordinates":[[1,1],[2,3]]})") + "]}");
    const auto points = read_shapes(wells, "");
    REQUIRE(points);
    CHECK(points->kind == GeometryKind::point);
    REQUIRE(points->polygons.rings() == 2);
    CHECK(points->polygons.ring(1)[0] == Point{2, 3});
    // Where a file has polygons they come first.
    const auto mixed =
        folder.file("mixed.geojson", std::string(collection_head) + feature(R"({"type":"Point","coordinates":[1,1]})") +
                                         "," + feature(square_json) + "]}");
    const auto polygons = read_shapes(mixed, "");
    REQUIRE(polygons);
    CHECK(polygons->kind == GeometryKind::polygon);
    CHECK(polygons->polygons.rings() == 1);
}

TEST_CASE("the lines of a CAD drawing are read by their layer") {
    const TemporaryFolder folder;
    std::string dxf = "0\nSECTION\n2\nENTITIES\n";
    const auto polyline = [&](const char* layer, std::initializer_list<Point> points) {
        dxf += "0\nLWPOLYLINE\n8\n" + std::string(layer) + "\n90\n" + std::to_string(points.size()) + "\n70\n0\n";
        for (const Point& point : points) {
            dxf += "10\n" + std::to_string(point.x) + "\n20\n" + std::to_string(point.y) + "\n";
        }
    };
    polyline("RANH", {{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0}});
    polyline("DUONG", {{0, 5}, {5, 5}, {10, 8}});
    dxf += "0\nPOINT\n8\nGIENG\n10\n3\n20\n4\n0\nENDSEC\n0\nEOF\n";
    const auto file = folder.file("ban-ve.dxf", dxf);
    const auto outline = read_shapes(file, "RANH");
    REQUIRE(outline);
    CHECK(outline->kind == GeometryKind::polygon);
    const auto road = read_shapes(file, "DUONG");
    REQUIRE(road);
    CHECK(road->kind == GeometryKind::line);
    REQUIRE(road->polygons.rings() == 1);
    CHECK(road->polygons.ring(0).size() == 3);
    const auto well = read_shapes(file, "GIENG");
    REQUIRE(well);
    CHECK(well->kind == GeometryKind::point);
    CHECK_FALSE(read_polygons(file, "DUONG"));
}
