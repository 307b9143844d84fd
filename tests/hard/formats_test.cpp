// The formats that offices use, each made from the places of real units, and opened as a person opens them: by path.

#include "geo/atlas/atlas.hpp"
#include "geo/base/paths.hpp"
#include "geo/source/source.hpp"
#include "tests/catch.hpp"
#include "tests/hard/drawings.hpp"
#include "tests/hard/hard_files.hpp"
#include "tests/shared_data.hpp"
#include "tests/temporary_folder.hpp"

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <iostream>

using namespace ntm;
namespace fs = std::filesystem;

namespace {

std::shared_ptr<const Atlas> open(const fs::path& file) {
    const auto atlas = load_atlas(path_text(file));
    if (!atlas) {
        FAIL(file << ": " << atlas.issues().front().code << " " << atlas.issues().front().detail);
    }
    return *atlas;
}

/// Every made unit is there once, under its name and within a metre of its place.
void check_named(const Atlas& atlas, const std::vector<made::Unit>& units) {
    const auto placed = placed_units(atlas);
    REQUIRE(placed.size() == units.size());
    for (const made::Unit& unit : units) {
        std::string all;
        for (const Placed& one : placed) {
            all += one.name + "; ";
        }
        for (const Issue& issue : atlas.issues) {
            all += issue.code + " " + issue.detail + "; ";
        }
        INFO(all);
        INFO(unit.name << " in " << atlas.workspace.name << ": " << placed[0].name << ", " << placed[1].name);
        const auto found =
            std::find_if(placed.begin(), placed.end(), [&](const Placed& one) { return one.name == unit.name; });
        REQUIRE(found != placed.end());
        std::vector<Point> truth;
        for (const made::Corner& corner : made::outline(unit, 0)) {
            truth.push_back({corner.x, corner.y});
        }
        CHECK(farthest_m(points_of(found->lon_lat), {truth}) < 1);
    }
}

/// Packs the files of a folder with GDAL's own writer.
fs::path zip(const fs::path& archive, const std::vector<fs::path>& files, const std::string& folder = {}) {
    for (const fs::path& file : files) {
        const std::string inside = "/vsizip/" + archive.string() + "/" + folder + file.filename().string();
        REQUIRE(CPLCopyFile(inside.c_str(), file.string().c_str()) == 0);
    }
    return archive;
}

std::vector<fs::path> files_in(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder)) {
        files.push_back(entry.path());
    }
    return files;
}

} // namespace

TEST_CASE("every format gives the same units at the same places", "[hard]") {
    const auto units = made::communes_of("446");
    const std::tuple<const char*, const char*, const char*> formats[] = {
        {"GPKG", "xa.gpkg", "EPSG:9209"},          {"FlatGeobuf", "xa.fgb", "EPSG:9209"},
        {"ESRI Shapefile", "xa.shp", "EPSG:9209"}, {"MapInfo File", "xa.tab", "EPSG:9209"},
        {"MapInfo File", "xa.mif", "EPSG:9209"},   {"GeoJSON", "xa.geojson", "EPSG:4326"},
        {"LIBKML", "xa.kml", "EPSG:4326"},         {"OpenFileGDB", "xa.gdb", "EPSG:9209"}};
    for (const auto& [driver, name, crs] : formats) {
        INFO(name);
        const TemporaryFolder folder;
        made::Layer layer;
        layer.driver = driver;
        layer.file = name;
        layer.crs = layer.said = crs;
        check_named(*open(made::write(folder.path(), units, layer)), units);
        // The same in a zip, in a folder of the zip.
        const TemporaryFolder packed;
        const bool is_folder = fs::is_directory(folder.path() / name);
        const auto files = files_in(is_folder ? folder.path() / name : folder.path());
        const std::string inside = is_folder ? std::string(name) + "/" : "du lieu/";
        check_named(*open(zip(packed.path() / "goi.zip", files, inside)), units);
    }
}

TEST_CASE("a KMZ and a zip of several layers", "[hard]") {
    const auto units = made::communes_of("399");
    const TemporaryFolder folder, packed;
    made::Layer layer;
    layer.driver = "LIBKML";
    layer.file = "doc.kml";
    layer.crs = layer.said = "EPSG:4326";
    made::write(folder.path(), units, layer);
    check_named(*open(zip(packed.path() / "xa.kmz", files_in(folder.path()))), units);

    const TemporaryFolder two;
    layer.driver = "ESRI Shapefile";
    layer.file = "xa.shp";
    made::write(two.path(), units, layer);
    layer.file = "khac.shp";
    made::write(two.path(), {units.begin(), units.begin() + 4}, layer);
    const auto archive = zip(packed.path() / "hai.zip", files_in(two.path()));
    const auto layers = list_layers(archive);
    REQUIRE(layers);
    REQUIRE(layers->size() == 2);
    CHECK((*layers)[0].name == "khac");
    CHECK((*layers)[1].name == "xa");
    const auto read = read_polygons(archive, "xa");
    REQUIRE(read);
    CHECK(read->polygons.features() == units.size());
    CHECK(read->attributes.file == (packed.path() / "hai.zip/xa.shp").string()); // what a message names
    CHECK(read_polygons(archive, "huyen").issues().back().code == "layer_missing");
}

// As the outlines of 2025 are published: a file a unit, the province's beside its folder of wards.
TEST_CASE("a folder of one GeoJSON a unit is one layer", "[hard]") {
    const auto units = made::communes_of("399");
    const TemporaryFolder folder;
    const auto one = [](const std::string& code, const std::string& name, const made::Unit& unit) {
        std::string text = R"({"type":"FeatureCollection","features":[{"type":"Feature","id":")" + code +
                           R"(","properties":{"code":")" + code + R"(","name":")" + name.substr(name.find(' ') + 1) +
                           R"(","fullName":")" + name + R"("},"geometry":{"type":"MultiPolygon","coordinates":[[[)";
        auto ring = made::outline(unit, 0);
        ring.push_back(ring.front());
        for (std::size_t i = 0; i < ring.size(); ++i) {
            text += (i > 0 ? ",[" : "[") + std::to_string(ring[i].x) + "," + std::to_string(ring[i].y) + "]";
        }
        return text + "]]]}}]}";
    };
    for (const made::Unit& unit : units) {
        folder.file("38_thanh_hoa/wards/" + unit.code + "_x.geojson", one(unit.code, unit.name, unit));
    }
    folder.file("38_thanh_hoa/38_thanh_hoa.geojson", one("38", "Tỉnh Thanh Hóa", units[0]));
    const auto atlas = open(folder.path() / "38_thanh_hoa");
    check_named(*atlas, units);
    REQUIRE(atlas->units.count(Level::province) == 1);
    CHECK(atlas->units.at(Level::province).code[0] == "38");
    const auto layers = list_layers(folder.path() / "38_thanh_hoa");
    REQUIRE(layers);
    CHECK(layers->size() == 2);
    // Not every folder is such a set.
    folder.file("mixed/readme.txt", "");
    CHECK_FALSE(load_atlas(path_text(folder.path() / "mixed")));
}

TEST_CASE("drawings: closed outlines and the names in them become units", "[hard]") {
    const auto units = made::communes_of("172");
    const TemporaryFolder folder;
    made::Drawing drawing;
    drawing.crs = "EPSG:9213";
    check_named(*open(folder.file("utf8.dxf", made::dxf(units, drawing))), units);
    drawing.with_areas = true;
    check_named(*open(folder.file("areas.dxf", made::dxf(units, drawing))), units);
    drawing.with_areas = false;
    drawing.type_apart = true;
    check_named(*open(folder.file("apart.dxf", made::dxf(units, drawing))), units);
    drawing.type_apart = false;
    drawing.borders_once = true; // each side a line of its own: the faces between them
    check_named(*open(folder.file("sides.dxf", made::dxf(units, drawing))), units);
    drawing.borders_once = false;
    drawing.encode = made::as_escapes;
    drawing.version = "AC1018";
    check_named(*open(folder.file("escapes.dxf", made::dxf(units, drawing))), units);
    drawing.encode = made::as_tcvn3;
    check_named(*open(folder.file("tcvn3.dxf", made::dxf(units, drawing))), units);
    drawing.encode = made::as_vni;
    check_named(*open(folder.file("vni.dxf", made::dxf(units, drawing))), units);
}

TEST_CASE("a DGN of version 7", "[hard]") {
    const auto units = made::communes_of("446");
    for (const auto& encode : {made::as_utf8, made::as_tcvn3, made::as_vni}) {
        const TemporaryFolder folder;
        check_named(*open(made::write_dgn(folder.path(), units, "EPSG:9209", encode)), units);
    }
}

TEST_CASE("what cannot be read says what to ask the sender for", "[hard]") {
    const TemporaryFolder folder;
    const std::string compound("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8);
    const std::pair<fs::path, const char*> cases[] = {
        {folder.file("a.dwg", "AC1027" + std::string(600, '\0')), "format_dwg"},
        {folder.file("renamed.dxf", "AC1032" + std::string(600, '\0')), "format_dwg"},
        {folder.file("a.dgn", compound + std::string(600, '\0')), "format_dgn_v8"},
        {folder.file("b.dxf", "AutoCAD Binary DXF\r\n\x1a" + std::string(600, '\0')), "format_dxf_binary"},
        {folder.file("a.mdb", std::string("\0\1\0\0Standard Jet DB\0", 20) + std::string(600, '\0')), "format_access"},
        {folder.file("a.rar", "Rar!\x1a\7" + std::string(600, '\0')), "format_archive"},
        {folder.file("a.vrt", "<OGRVRTDataSource><OGRVRTLayer name=\"x\"/></OGRVRTDataSource>"), "format_linked"},
        {folder.file("hidden.gpkg", "  <OGRVRTDataSource><OGRVRTLayer name=\"x\"/></OGRVRTDataSource>"),
         "format_linked"},
        {folder.file("lone.tab", "!table\n!version 300\nDefinition Table\n  Type NATIVE\n"), "file_part_missing"},
        {folder.file("view.tab", "!table\nOpen Table \"/etc/x\"\nCreate View v As\nSelect * From x\n"),
         "format_linked"},
        {folder.file("lone.mif", "Version 300\n"), "file_part_missing"},
    };
    for (const auto& [file, code] : cases) {
        INFO(file);
        const auto atlas = load_atlas(path_text(file));
        REQUIRE_FALSE(atlas);
        CHECK(atlas.issues().front().code == code);
    }
}

TEST_CASE("the district's drawing of the shared files: 37 communes, named, in place", "[hard]") {
    const auto file = shared_file("data/hard/e_dxf/hoanghoa_ranh_xa.dxf");
    const auto source = shared_file("data/thanh_hoa_2022.gpkg");
    if (!file || !source) {
        return;
    }
    const auto truth = read_polygons(*source, "commune");
    REQUIRE(truth);
    const Table& table = truth->attributes;
    std::map<std::string, Outline> by_name;
    for (std::size_t f = 0; f < table.rows(); ++f) {
        if (table.columns[*table.find("ten_huyen")][f] == "Huyện Hoằng Hóa") {
            by_name[std::string(table.columns[*table.find("ten_xa")][f])] = outline_of(truth->polygons, f);
        }
    }
    REQUIRE(by_name.size() == 37);
    const auto atlas = open(*file);
    for (const Issue& issue : atlas->issues) {
        std::cout << "  " << issue.code << " " << issue.where.value << " | " << issue.detail << "\n";
    }
    const auto placed = placed_units(*atlas);
    CHECK(placed.size() == 37);
    double farthest = 0;
    for (const Placed& unit : placed) {
        INFO(unit.name);
        REQUIRE(by_name.contains(unit.name));
        farthest = std::max(farthest, farthest_m(points_of(unit.lon_lat), by_name[unit.name]));
        by_name.erase(unit.name);
    }
    std::cout << "  farthest vertex " << farthest << " m\n";
    CHECK(farthest < 1);
    CHECK(by_name.empty());
}
