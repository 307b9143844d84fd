#include "geo/earth/geodesic.hpp"
#include "geo/shape/outline.hpp"
#include "geo/source/source.hpp"
#include "tests/catch.hpp"
#include "tests/geo/sample/shipped.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <vector>

using namespace ntm;
using namespace ntm::sample_test;

namespace {

Point published_point(const Table& facts, std::size_t row) {
    return {std::stod(cell(facts, row, "lon")), std::stod(cell(facts, row, "lat"))};
}

double metres_from_outline(const PolygonColumns& polygons, std::size_t feature, Point from) {
    double least = 1e300;
    for (std::size_t r = polygons.feature_ring[feature]; r < polygons.feature_ring[feature + 1]; ++r) {
        for (const Point p : polygons.ring(r)) {
            least = std::min(least, geodesic_distance_m(from, p));
        }
    }
    return least;
}

/// A sample with outlines of its own, and what the national list and the published areas say of it.
struct Province {
    const char* sample;
    const char* facts;
    std::size_t units;
    std::size_t in_pieces; ///< units with islands
    double area_km2;
    std::size_t elsewhere; ///< units too small beside a large neighbour to lie where they should
};
constexpr Province provinces[] = {{"thanh-hoa-2022", "thanh-hoa", 559, 1, 11091.8, 0},
                                  {"ha-tinh-2021", "ha-tinh", 216, 0, 5968.5, 3},
                                  {"thai-nguyen-2020", "thai-nguyen", 178, 0, 3521.5, 3}};

} // namespace

TEST_CASE("the sample has the units of the national list: 27 districts, 469 xã, 60 phường, 30 thị trấn", "[sample]") {
    const auto units = load_units(shipped_folder());
    REQUIRE(units.polygons.features() == 559); // NQ 786/NQ-UBTVQH14 of 16/10/2019
    std::map<std::string, int> types;
    std::set<std::string> codes;
    std::set<std::string> districts;
    for (std::size_t row = 0; row < units.attributes.rows(); ++row) {
        ++types[cell(units.attributes, row, "loai_xa")];
        codes.insert(cell(units.attributes, row, "ma_xa"));
        districts.insert(cell(units.attributes, row, "ma_huyen"));
        CHECK(cell(units.attributes, row, "ten_xa").starts_with(cell(units.attributes, row, "loai_xa") + " "));
    }
    CHECK(types == std::map<std::string, int>{{"Phường", 60}, {"Thị trấn", 30}, {"Xã", 469}});
    CHECK(codes.size() == 559);
    CHECK(districts.size() == 27);
}

TEST_CASE("Hà Tĩnh and Thái Nguyên have the units of the national list, Phổ Yên as it was in 2020", "[sample]") {
    const auto types_of = [](const char* sample) {
        const auto units = load_units(samples_folder() / sample);
        std::map<std::string, int> types;
        for (std::size_t row = 0; row < units.attributes.rows(); ++row) {
            ++types[cell(units.attributes, row, "loai_xa")];
        }
        return types;
    };
    CHECK(types_of("ha-tinh-2021") == std::map<std::string, int>{{"Phường", 21}, {"Thị trấn", 13}, {"Xã", 182}});
    // 128 xã in the list of 04/2022, and nine that became wards that month.
    CHECK(types_of("thai-nguyen-2020") == std::map<std::string, int>{{"Phường", 32}, {"Thị trấn", 9}, {"Xã", 137}});
    CHECK(types_of("trieu-son-2021") == std::map<std::string, int>{{"Thị trấn", 2}, {"Xã", 32}});
}

TEST_CASE("the samples' outlines are valid, in one piece, and small enough to ship", "[sample]") {
    std::size_t points = 0;
    for (const auto& province : provinces) {
        const auto units = load_units(samples_folder() / province.sample);
        REQUIRE(units.polygons.features() == province.units);
        std::size_t in_pieces = 0;
        for (std::size_t f = 0; f < units.polygons.features(); ++f) {
            INFO(province.sample << " " << cell(units.attributes, f, "ten_xa"));
            CHECK(geometry_fault(units.polygons, f) == "");
            in_pieces += units.polygons.feature_ring[f + 1] - units.polygons.feature_ring[f] > 1 ? 1U : 0U;
        }
        CHECK(in_pieces == province.in_pieces);
        points += units.polygons.points.size();
    }
    CHECK(points < 200000);
}

TEST_CASE("the samples' communes tile the province without gap or overlap", "[sample]") {
    for (const auto& province : provinces) {
        INFO(province.sample);
        const auto units = load_units(samples_folder() / province.sample);
        const std::vector<std::uint32_t> one_group(units.polygons.features(), 0);
        const auto whole = dissolve(units.polygons, one_group, 1);
        double sum = 0;
        std::size_t rings = 0;
        for (std::size_t f = 0; f < units.polygons.features(); ++f) {
            sum += planar_area(units.polygons, f);
            rings += units.polygons.feature_ring[f + 1] - units.polygons.feature_ring[f];
        }
        // Shared borders cancel to the last vertex: what stays is the main land and the islands, no sliver and no hole.
        CHECK(whole.rings() == rings - province.units + 1);
        CHECK(geometry_fault(whole, 0) == "");
        CHECK(planar_area(whole, 0) == Approx(sum).epsilon(1e-12));
        CHECK(geodesic_area_m2(whole, 0) / 1e6 == Approx(province.area_km2).epsilon(0.02)); // the published area
    }
}

TEST_CASE("the samples' communes lie where they should and are as large as published", "[sample]") {
    for (const auto& province : provinces) {
        const auto units = load_units(samples_folder() / province.sample);
        const auto facts = load_table(all_facts_folder() / province.facts / "communes.csv");
        REQUIRE(facts.rows() == units.polygons.features());
        double error = 0;
        std::size_t far_off = 0;
        std::size_t elsewhere = 0;
        for (std::size_t f = 0; f < facts.rows(); ++f) {
            INFO(province.sample << " " << cell(facts, f, "name"));
            REQUIRE(cell(facts, f, "code") == cell(units.attributes, f, "ma_xa"));
            const double published_km2 = std::stod(cell(facts, f, "km2"));
            const double off = std::abs(geodesic_area_m2(units.polygons, f) / 1e6 / published_km2 - 1);
            error += off / static_cast<double>(facts.rows());
            far_off += off > 0.06 ? 1U : 0U;
            // Areas are published to 0.1 km2: a ward of 0.6 may be 8% larger.
            CHECK(off * published_km2 < 0.1 * published_km2 + 0.4);
            const Point point = published_point(facts, f);
            if (!contains(units.polygons, f, point)) {
                const double off_m = metres_from_outline(units.polygons, f, point);
                elsewhere += off_m < 600 ? 0U : 1U;
                CHECK(off_m < 5000);
            }
        }
        INFO(province.sample);
        CHECK(error < 0.02);
        CHECK(far_off < 20);
        CHECK(elsewhere <= province.elsewhere);
    }
}

TEST_CASE("Triệu Sơn's outlines are those of the province's sample", "[sample]") {
    const auto district = load_units(samples_folder() / "trieu-son-2021");
    const auto province = load_units(shipped_folder());
    std::map<std::string, std::size_t> feature;
    for (std::size_t f = 0; f < province.polygons.features(); ++f) {
        feature[cell(province.attributes, f, "ma_xa")] = f;
    }
    REQUIRE(district.polygons.features() == 34);
    for (std::size_t f = 0; f < district.polygons.features(); ++f) {
        INFO(cell(district.attributes, f, "ten_xa"));
        const std::size_t same = feature.at(cell(district.attributes, f, "ma_xa"));
        CHECK(cell(district.attributes, f, "ma_huyen") == "397");
        CHECK(planar_area(district.polygons, f) == planar_area(province.polygons, same));
    }
}
