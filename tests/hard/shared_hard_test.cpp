// The files that offices really sent, beside the project: each must lie where its source lies and carry its names.

#include "geo/atlas/atlas.hpp"
#include "geo/base/paths.hpp"
#include "geo/base/viet_text.hpp"
#include "geo/source/source.hpp"
#include "tests/catch.hpp"
#include "tests/hard/hard_files.hpp"
#include "tests/shared_data.hpp"

#include <iostream>

using namespace ntm;

namespace {

/// The communes of the source, by code.
const std::map<std::string, Placed>& source_units() {
    static const std::map<std::string, Placed> units = [] {
        std::map<std::string, Placed> all;
        const auto file = shared_file("data/thanh_hoa_2022.gpkg");
        const auto layer = read_polygons(*file, "commune");
        REQUIRE(layer);
        const Table& table = layer->attributes;
        for (std::size_t f = 0; f < table.rows(); ++f) {
            Placed unit{std::string(table.columns[*table.find("ma_xa")][f]),
                        std::string(table.columns[*table.find("ten_xa")][f]), outline_of(layer->polygons, f)};
            all.emplace(unit.code, std::move(unit));
        }
        return all;
    }();
    return units;
}

void tell(const Issues& issues) {
    for (const Issue& issue : issues) {
        std::cout << "  " << issue.code << " [" << issue.where.field << "] " << issue.where.value << " | "
                  << issue.detail << "\n";
    }
}

/// Opens a commune file and compares every unit with the source.
void check_communes(const std::string& relative) {
    const auto file = shared_file("data/hard/" + relative);
    if (!file) {
        return;
    }
    INFO(relative);
    const auto atlas = load_atlas(path_text(*file));
    REQUIRE(atlas);
    std::cout << relative << "\n";
    tell((*atlas)->issues);
    const auto units = placed_units(**atlas);
    REQUIRE(units.size() == 559);
    double farthest = 0;
    std::size_t wrong_names = 0;
    for (const Placed& unit : units) {
        const Placed& truth = source_units().at(unit.code);
        farthest = std::max(farthest, farthest_m(points_of(unit.lon_lat), truth.lon_lat));
        if (unit.name != truth.name) {
            std::cout << "  name: " << unit.name << " is " << truth.name << "\n";
            ++wrong_names;
        }
    }
    std::cout << "  farthest vertex " << farthest << " m, wrong names " << wrong_names << "\n";
    CHECK(farthest < 1);
    CHECK(wrong_names == 0);
}

} // namespace

TEST_CASE("shapefile with a .prj of ESRI's", "[hard]") {
    check_communes("a_vn2000_prj/thanhhoa_xa_vn2000.shp");
}
TEST_CASE("shapefile without .prj and .cpg", "[hard]") {
    check_communes("b_vn2000_noprj/thanhhoa_xa_vn2000.shp");
}
TEST_CASE("shapefile in TCVN3", "[hard]") {
    check_communes("c_tcvn3/thanhhoa_xa_tcvn3.shp");
}
TEST_CASE("MapInfo without its datum", "[hard]") {
    check_communes("d_mapinfo/thanhhoa_xa.tab");
}
