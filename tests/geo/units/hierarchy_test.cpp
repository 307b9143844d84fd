#include "geo/units/unit_matcher.hpp"

#include "tests/catch.hpp"
#include "tests/geo/made_tables.hpp"

using namespace ntm;

namespace {

UnitRef commune(std::uint32_t id) {
    return {Level::commune, id};
}
UnitRef district(std::uint32_t id) {
    return {Level::district, id};
}
UnitRef province(std::uint32_t id) {
    return {Level::province, id};
}

constexpr auto three_communes = "ma_xa|ten_xa|loai_xa|ma_huyen|ten_huyen|ma_tinh|ten_tinh\n"
                                "15664|Thị trấn Triệu Sơn|Thị trấn|397|Huyện Triệu Sơn|38|Tỉnh Thanh Hóa\n"
                                "15739|Xã Xuân Lộc|Xã|397|Huyện Triệu Sơn|38|Tỉnh Thanh Hóa\n"
                                "14758|Phường Đông Thọ|Phường|380|Thành phố Thanh Hóa|38|Tỉnh Thanh Hóa";

} // namespace

TEST_CASE("communes alone give their districts and province", "[units]") {
    const Units units = made_units(three_communes);
    REQUIRE(units.count(Level::commune) == 3);
    REQUIRE(units.count(Level::district) == 2);
    REQUIRE(units.count(Level::province) == 1);
    CHECK(units.drawn == Level::commune);
    CHECK(units.name(district(0)) == "Huyện Triệu Sơn");
    CHECK(units.at(Level::district).type[1] == UnitType::thanh_pho);
    CHECK(units.at(Level::commune).type[0] == UnitType::thi_tran);
    CHECK(units.parent(commune(1)) == district(0));
    CHECK(units.parent(district(1)) == province(0));
    CHECK_FALSE(units.parent(province(0)).valid());
    CHECK(units.ancestor(commune(2), Level::province) == province(0));
    CHECK(units.children(district(0)) == std::vector{commune(0), commune(1)});
    CHECK(units.children(province(0)) == std::vector{district(0), district(1)});
}

TEST_CASE("three layers: the communes are drawn, the others lend names and types", "[units]") {
    const BoundaryInput communes{Level::commune, made_table("ma_xa|ten_xa|ma_huyen\n15739|Xã Xuân Lộc|397"), {}};
    const BoundaryInput districts{
        Level::district, made_table("ma_huyen|ten_huyen|ma_tinh\n397|Huyện Triệu Sơn|38\n384|Huyện Mường Lát|38"), {}};
    const BoundaryInput provinces{Level::province, made_table("ma_tinh|ten_tinh\n38|Tỉnh Thanh Hóa"), {}};
    const auto units = build_units({communes, provinces, districts}); // in any order
    REQUIRE(units);
    CHECK(units->drawn == Level::commune);
    CHECK(units->count(Level::district) == 2);
    CHECK(units->count(Level::province) == 1);
    const UnitRef trieu_son = units->parent(commune(0));
    CHECK(units->name(trieu_son) == "Huyện Triệu Sơn");
    CHECK(units->at(Level::district).type[trieu_son.id] == UnitType::huyen);
    CHECK(units->name(units->ancestor(commune(0), Level::province)) == "Tỉnh Thanh Hóa");
}

// Since 1 July 2025 a province has no districts: a commune's parent is the province.
TEST_CASE("no districts: communes stand under their province", "[units]") {
    const Units units = made_units("ma_xa|ten_xa|loai_xa|ma_tinh|ten_tinh\n"
                                   "14758|Phường Hàm Rồng|Phường|38|Tỉnh Thanh Hóa\n"
                                   "15664|Xã Triệu Sơn|Xã|38|Tỉnh Thanh Hóa");
    CHECK(units.count(Level::district) == 0);
    REQUIRE(units.count(Level::province) == 1);
    CHECK(units.parent(commune(1)) == province(0));
    CHECK_FALSE(units.ancestor(commune(1), Level::district).valid());
    CHECK(units.children(province(0)).size() == 2);
}

TEST_CASE("a province named by the workspace takes in units that name none", "[units]") {
    const auto units = build_units({{Level::commune, made_table("ma_xa|ten_xa\n15739|Xã Xuân Lộc"), {}}}, "38");
    REQUIRE(units);
    CHECK(units->code(units->parent(commune(0))) == "38");
}

TEST_CASE("a doubled code is told with all its rows, and no unit is lost", "[units]") {
    const auto units =
        build_units({{Level::commune, made_table("ma_xa|ten_xa\n00001|Xã A\n00002|Xã B\n00001|Xã C"), {}}});
    REQUIRE(units);
    CHECK(units->count(Level::commune) == 3);
    CHECK(count_code(units.issues(), "code_doubled") == 1);
    const Issue& doubled = issue_of(units.issues(), "code_doubled");
    CHECK(doubled.severity == Severity::error);
    CHECK(doubled.where.value == "00001");
    CHECK(doubled.detail == "2, 4");
    CHECK(UnitMatcher(*units).by_code("00001").outcome == UnitMatcher::Outcome::ambiguous);
}

TEST_CASE("a missing code is told; the unit stays on the map", "[units]") {
    const auto units = build_units({{Level::commune,
                                     made_table("ma_xa|ten_xa|ma_huyen|ten_huyen\n|Xã A|397|Huyện Triệu Sơn\n"
                                                "||536|Huyện đảo Cồn Cỏ"),
                                     {}}});
    REQUIRE(units);
    CHECK(units->count(Level::commune) == 2);
    CHECK(count_code(units.issues(), "code_missing") == 2);
    CHECK(units->name(commune(1)) == "Huyện đảo Cồn Cỏ"); // an island district without communes stands for itself
}

// Code 14758 was Phường Đông Thọ in 2022 and is Phường Hàm Rồng since July 2025 (shared trap 1 of the domain notes).
TEST_CASE("a code used again means the unit of its own vintage", "[units]") {
    const Units old_units = made_units("ma_xa|ten_xa\n14758|Phường Đông Thọ");
    const Units new_units = made_units("ma_xa|ten_xa\n14758|Phường Hàm Rồng");
    CHECK(old_units.name(UnitMatcher(old_units).by_code("14758").unit) == "Phường Đông Thọ");
    CHECK(new_units.name(UnitMatcher(new_units).by_code("14758").unit) == "Phường Hàm Rồng");
}

TEST_CASE("a code column that is not there is told with the columns that are", "[units]") {
    BoundaryColumns columns;
    columns.code = "ma_so";
    const auto units = build_units({{Level::commune, made_table("ma_xa|ten_xa\n00001|Xã A"), columns}});
    REQUIRE(units);
    const Issue& missing = issue_of(units.issues(), "column_missing");
    CHECK(missing.severity == Severity::error);
    CHECK(missing.where.field == "ma_so");
    CHECK(missing.detail == "ma_xa, ten_xa");
    CHECK(units->name(commune(0)) == "Xã A"); // what is sound is loaded
}

TEST_CASE("no units at all is an error that names the file", "[units]") {
    CHECK(build_units({}).issues()[0].code == "units_none");
    const auto empty = build_units({{Level::commune, made_table("ma_xa|ten_xa", "empty.gpkg"), {}}});
    REQUIRE_FALSE(empty);
    CHECK(issue_of(empty.issues(), "units_none").where.file == "empty.gpkg");
}

TEST_CASE("columns are guessed from the names that files use", "[units]") {
    const auto guess = [](const char* header) {
        return guess_boundary_columns(made_table(header), Level::commune, {});
    };
    const BoundaryColumns ours = guess("fid|ma_xa|ten_xa|loai_xa|ma_huyen|ten_huyen|ma_tinh|ten_tinh");
    CHECK(ours.code == "ma_xa");
    CHECK(ours.name == "ten_xa");
    CHECK(ours.type == "loai_xa");
    CHECK(ours.parent == "ma_huyen");
    CHECK(ours.parent_name == "ten_huyen");
    CHECK(ours.province == "ma_tinh");
    const BoundaryColumns shapefile = guess("MAXA|TENXA|MAHUYEN|TENHUYEN|MATINH");
    CHECK(shapefile.code == "MAXA");
    CHECK(shapefile.name == "TENXA");
    CHECK(shapefile.parent == "MAHUYEN");
    const BoundaryColumns gadm = guess("GID_1|NAME_1|GID_2|NAME_2|GID_3|NAME_3|TYPE_3");
    CHECK(gadm.code == "GID_3");
    CHECK(gadm.name == "NAME_3");
    CHECK(gadm.parent == "GID_2");
    CHECK(gadm.province_name == "NAME_1");
    CHECK(guess("alpha|beta").code.empty());
    CHECK(count_code(build_units({{Level::commune, made_table("alpha|beta\n1|2"), {}}}).issues(),
                     "code_column_unknown") == 1);
}

TEST_CASE("what is asked for goes before what is guessed", "[units]") {
    BoundaryColumns asked;
    asked.code = "so_hieu";
    const BoundaryColumns found = guess_boundary_columns(made_table("ma_xa|so_hieu|ten_xa"), Level::commune, asked);
    CHECK(found.code == "so_hieu");
    CHECK(found.name == "ten_xa");
}

TEST_CASE("the level of a layer is told by its name, then by its columns", "[units]") {
    CHECK(guess_level(made_table("ma|ten"), "commune_2025") == Level::commune);
    CHECK(guess_level(made_table("ma|ten"), "ranh_huyện") == Level::district);
    CHECK(guess_level(made_table("ma|ten"), "tinh") == Level::province);
    CHECK(guess_level(made_table("ma_xa|ma_huyen|ma_tinh"), "lop_1") == Level::commune);
    CHECK(guess_level(made_table("ma_huyen|ma_tinh"), "lop_1") == Level::district);
    CHECK(guess_level(made_table("a|b"), "lop_1") == std::nullopt);
}

TEST_CASE("a type word of its own column is put before the name", "[units]") {
    const Units units = made_units("ma_xa|ten_xa|loai_xa\n1|Hoằng Đạo|Xã\n2|Thị trấn Bút Sơn|Thị trấn");
    CHECK(units.name(commune(0)) == "Xã Hoằng Đạo");
    CHECK(units.name(commune(1)) == "Thị trấn Bút Sơn");
    CHECK(units.at(Level::commune).fold[0] == "hoang dao");
}
