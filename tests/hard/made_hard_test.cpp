// Files of the kinds that offices send, made here from the places of real units: what is true is known, and GDAL and
// the C library, not our own code, wrote the coordinates and the bytes.

#include "geo/atlas/atlas.hpp"
#include "geo/atlas/known_units.hpp"
#include "geo/base/paths.hpp"
#include "tests/catch.hpp"
#include "tests/hard/hard_files.hpp"
#include "tests/hard/made_hard.hpp"
#include "tests/temporary_folder.hpp"

#include <algorithm>

using namespace ntm;

namespace {

std::shared_ptr<const Atlas> open(const std::filesystem::path& file) {
    const auto atlas = load_atlas(path_text(file));
    if (!atlas) {
        FAIL(atlas.issues().front().code << " " << atlas.issues().front().detail);
    }
    return *atlas;
}

const Issue* find(const Atlas& atlas, std::string_view code) {
    const auto found =
        std::find_if(atlas.issues.begin(), atlas.issues.end(), [&](const Issue& issue) { return issue.code == code; });
    return found != atlas.issues.end() ? &*found : nullptr;
}

/// Every unit within a metre of where it was made, under its own name.
void check_true(const Atlas& atlas, const std::vector<made::Unit>& units, double coarse_m = 0) {
    const auto placed = placed_units(atlas);
    REQUIRE(placed.size() == units.size());
    for (std::size_t i = 0; i < units.size(); ++i) {
        std::vector<Point> truth;
        for (const made::Corner& corner : made::outline(units[i], coarse_m)) {
            truth.push_back({corner.x, corner.y});
        }
        INFO(units[i].name);
        CHECK(farthest_m(points_of(placed[i].lon_lat), {truth}) < 1);
        CHECK(placed[i].name == units[i].name);
    }
}

// Meridians by Thông tư 973/2001: Hà Tĩnh 105°30' (EPSG:9209), Thái Nguyên 106°30' (9213), Thanh Hóa 105° (5897).
struct Province {
    const char* district;
    const char* zone;
    const char* other; ///< the UTM zone it is taken for
};
constexpr Province provinces[] = {{"399", "EPSG:5897", "EPSG:3405"},
                                  {"446", "EPSG:9209", "EPSG:3405"},
                                  {"172", "EPSG:9213", "EPSG:3405"},
                                  {"506", "EPSG:5899", "EPSG:3406"}};

std::string province_zone(const std::string& province) {
    return province == "22"   ? "EPSG:5899"
           : province == "12" ? "EPSG:9205"
                              : "EPSG:5897"; // Quảng Ninh, Lai Châu, Hà Nội
}

} // namespace

// 660 m off is the classic mistake: the zone and UTM 48N have the same meridian at Thanh Hóa.
TEST_CASE("no coordinate system at all: the places of the units tell it, in each of both systems", "[hard]") {
    for (const Province& province : provinces) {
        for (const char* crs : {province.zone, province.other}) {
            INFO(province.district << " " << crs);
            const TemporaryFolder folder;
            const auto units = made::communes_of(province.district);
            made::Layer layer;
            layer.crs = crs;
            layer.coarse_m = 120;
            const auto atlas = open(made::write(folder.path(), units, layer));
            check_true(*atlas, units, 120);
            const Issue* issue = find(*atlas, "crs_found_units");
            REQUIRE(issue != nullptr);
            CHECK(issue->severity == Severity::info);
            CHECK(issue->where.value.find(crs) != std::string::npos);
            REQUIRE(atlas->places.size() == 1);
            CHECK(atlas->places[0].choice.clear);
            CHECK(atlas->places[0].choice.crs.definition == crs);
            CHECK(atlas->places[0].choice.operation.find("EPSG:6960") != std::string::npos);
            CHECK(atlas->places[0].choice.accuracy_m == Approx(1)); // the register's own figure
        }
    }
}

TEST_CASE("north before east is noticed and turned", "[hard]") {
    const TemporaryFolder folder;
    const auto units = made::communes_of("446");
    made::Layer layer;
    layer.crs = "EPSG:9209";
    layer.swapped = true;
    const auto atlas = open(made::write(folder.path(), units, layer));
    check_true(*atlas, units);
    CHECK(find(*atlas, "axes_swapped") != nullptr);
    layer.crs = "EPSG:4326";
    layer.said = "EPSG:4326";
    layer.file = "degrees.shp";
    check_true(*open(made::write(folder.path(), units, layer)), units);
}

// MapInfo's writer leaves the projection and drops the datum: believed, all lies 220 m off.
TEST_CASE("the zone's parameters without its datum are VN-2000", "[hard]") {
    const TemporaryFolder folder;
    const auto units = made::communes_of("172");
    made::Layer layer;
    layer.crs = "EPSG:9213";
    layer.said = "+proj=tmerc +lat_0=0 +lon_0=106.5 +k=0.9999 +x_0=500000 +y_0=0 +datum=WGS84 +units=m";
    const auto atlas = open(made::write(folder.path(), units, layer));
    check_true(*atlas, units);
    CHECK(find(*atlas, "crs_datum_dropped") != nullptr);
    layer.driver = "MapInfo File";
    layer.file = "xa.tab";
    layer.said = "EPSG:9213";
    check_true(*open(made::write(folder.path(), units, layer)), units);
    layer.file = "xa.mif";
    check_true(*open(made::write(folder.path(), units, layer)), units);
}

// Columns of numbers lose the zeros of codes; headers of an export say nothing. Quảng Ninh's file was put 200 km off,
// into the zone of a neighbour, because no code was known.
TEST_CASE("codes without their zeros and columns under headers that nobody knows", "[hard]") {
    for (const char* district : {"193", "106", "268"}) { // Hạ Long, Tam Đường, Hà Nội's Quốc Oai: codes from 00 to 09
        for (const bool odd_headers : {false, true}) {
            CAPTURE(district, odd_headers);
            const TemporaryFolder folder;
            const auto units = made::communes_of(district);
            REQUIRE_FALSE(units.empty());
            made::Layer layer;
            layer.crs = province_zone(units[0].province);
            layer.numbers = true;
            layer.odd_headers = odd_headers;
            layer.encode = made::as_tcvn3;
            const auto atlas = open(made::write(folder.path(), units, layer));
            check_true(*atlas, units);
            for (std::size_t i = 0; i < units.size(); ++i) {
                CHECK(atlas->units.at(Level::commune).code[i] == units[i].code);
            }
            CHECK(find(*atlas, "code_zeros_given_back") != nullptr);
            CHECK((find(*atlas, "columns_by_list") != nullptr) == odd_headers);
            CHECK(find(*atlas, "crs_found_units") != nullptr);
        }
    }
}

// The codes of an office's own register are of no list; its names are.
TEST_CASE("an office's own codes leave the names to tell the place", "[hard]") {
    const TemporaryFolder folder;
    auto units = made::communes_of("446");
    const auto truth = units;
    for (std::size_t i = 0; i < units.size(); ++i) {
        units[i].code = "9" + units[i].code.substr(1);
    }
    made::Layer layer;
    layer.crs = "EPSG:9209";
    const auto atlas = open(made::write(folder.path(), units, layer));
    check_true(*atlas, truth);
    CHECK(find(*atlas, "crs_found_units") != nullptr);
}

TEST_CASE("a wrong statement is believed only until known places refute it", "[hard]") {
    const TemporaryFolder folder;
    const auto units = made::communes_of("399");
    made::Layer layer;
    layer.crs = "EPSG:5897";
    layer.said = "EPSG:3405"; // 660 m
    layer.coarse_m = 120;
    const auto atlas = open(made::write(folder.path(), units, layer));
    check_true(*atlas, units, 120);
    const Issue* issue = find(*atlas, "crs_corrected");
    REQUIRE(issue != nullptr);
    CHECK(issue->severity == Severity::warning);
    layer.said = "EPSG:4326"; // metres in a file that says degrees
    layer.file = "metres.shp";
    check_true(*open(made::write(folder.path(), units, layer)), units, 120);
    layer.said = "EPSG:5897"; // right: nothing is said, however coarse the outlines
    layer.coarse_m = 400;
    layer.file = "right.shp";
    const auto right = open(made::write(folder.path(), units, layer));
    check_true(*right, units, 400);
    CHECK(find(*right, "crs_corrected") == nullptr);
    CHECK(find(*right, "crs_doubtful") == nullptr);
}

// Units that nobody knows, in a province: the zone by law and UTM are both possible, and a person must say which.
TEST_CASE("ambiguous evidence asks", "[hard]") {
    const TemporaryFolder folder;
    auto units = made::communes_of("399");
    for (std::size_t i = 0; i < units.size(); ++i) {
        units[i].code = "9" + units[i].code.substr(1);
        units[i].name = "Xã Không Tên " + std::to_string(i);
    }
    made::Layer layer;
    layer.crs = "EPSG:5897";
    const auto file = made::write(folder.path(), units, layer);
    const auto atlas = open(file);
    const Issue* issue = find(*atlas, "crs_ambiguous");
    REQUIRE(issue != nullptr);
    CHECK(issue->severity == Severity::warning);
    CHECK(issue->detail.find("EPSG:3405") != std::string::npos);
    const CrsChoice& choice = atlas->places[0].choice;
    CHECK_FALSE(choice.clear);
    REQUIRE(choice.candidates.size() >= 2);
    CHECK(choice.candidates[0].crs.definition == "EPSG:5897"); // the zone by law comes first
    CHECK(choice.candidates[1].crs.definition == "EPSG:3405");
    CHECK(choice.candidates[1].apart_m == Approx(660).margin(15)); // 0.0003 of the northing at Thanh Hóa
    // What the Issue asks for settles it.
    folder.file("workspace.toml", "[[boundaries]]\nlevel = \"commune\"\nsource = \"xa.shp\"\ncrs = \"EPSG:5897\"\n");
    const auto settled = open(folder.path());
    CHECK(find(*settled, "crs_ambiguous") == nullptr);
    check_true(*settled, units);
}

TEST_CASE("TCVN3, VNI, CP1258 and UTF-8 in attribute tables that say nothing or the wrong thing", "[hard]") {
    const std::pair<const char*, made::Encoder> codes[] = {{"UTF-8", made::as_utf8},
                                                           {"TCVN3", made::as_tcvn3},
                                                           {"VNI", made::as_vni},
                                                           {"CP1258", made::as_cp1258},
                                                           {"NFD", made::as_nfd}};
    for (const Province& province : {provinces[1], provinces[2]}) { // Hà Tĩnh, Thái Nguyên
        for (const auto& [code, encode] : codes) {
            for (const char* cpg : {"", "UTF-8", "1252"}) {
                INFO(province.district << " " << code << " said to be " << cpg);
                const TemporaryFolder folder;
                const auto units = made::communes_of(province.district);
                made::Layer layer;
                layer.crs = layer.said = "EPSG:4326";
                layer.encode = encode;
                layer.cpg = cpg;
                const auto atlas = open(made::write(folder.path(), units, layer));
                check_true(*atlas, units);
                const UnitColumns& districts = atlas->units.at(Level::district);
                REQUIRE(districts.size() == 1);
                CHECK(districts.name[0] == units[0].district_name);
                if (std::string_view(code) == "TCVN3" || std::string_view(code) == "VNI") {
                    const Issue* issue = find(*atlas, "text_decoded");
                    REQUIRE(issue != nullptr);
                    CHECK(issue->detail.starts_with(code));
                }
            }
        }
    }
}

TEST_CASE("MapInfo files with the letters of another code page", "[hard]") {
    for (const auto& encode : {made::as_utf8, made::as_tcvn3, made::as_vni}) {
        const TemporaryFolder folder;
        const auto units = made::communes_of("446");
        made::Layer layer;
        layer.driver = "MapInfo File";
        layer.file = "xa.tab";
        layer.crs = layer.said = "EPSG:9209";
        layer.encode = encode;
        check_true(*open(made::write(folder.path(), units, layer)), units);
    }
}

// The samples lie at the places of real units with outlines that were made up: nothing may be "corrected" there.
TEST_CASE("the samples are taken as they say", "[hard]") {
    for (const std::string& name : sample_names()) {
        INFO(name);
        const auto atlas = load_atlas("sample:" + name);
        REQUIRE(atlas);
        for (const Issue& issue : (*atlas)->issues) {
            CHECK_FALSE(issue.code.starts_with("crs_"));
            CHECK_FALSE(issue.code.starts_with("text_"));
        }
    }
}

TEST_CASE("a list of known units that is empty or has only its header knows nothing", "[hard]") {
    for (const char* csv : {"", "\n", "level,code,vintage,name,parent,lon_deg,lat_deg\n"}) {
        const KnownUnits none{std::string(csv)};
        CHECK(none.names().empty());
        CHECK(none.by_name(Level::commune, "Thọ Tân").empty());
        CHECK(none.province_box("38").empty());
    }
    const KnownUnits one(
        "level,code,vintage,name,parent,lon_deg,lat_deg\ncommune,15673,2022,Xã Thọ Tân,397,105.6,19.8\n");
    CHECK(one.names() == std::vector<std::string_view>{"Xã Thọ Tân"});
    CHECK(one.by_name(Level::commune, "Thọ Tân").size() == 1); // not what another list holds
}
