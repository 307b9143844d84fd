#include "geo/earth/crs.hpp"

#include "tests/catch.hpp"

#include <cmath>
#include <vector>

using namespace ntm;

namespace {

const Point thanh_hoa_city{105.7766, 19.8075};

Transformation transformation(const std::string& from, const std::string& to) {
    auto made = Transformation::create({from}, {to});
    REQUIRE(made);
    CHECK(made.issues().empty());
    return std::move(*made);
}

void check_point(Point found, double x, double y, double margin) {
    CHECK(found.x == Approx(x).margin(margin).epsilon(0));
    CHECK(found.y == Approx(y).margin(margin).epsilon(0));
}

// What an office's own definition looks like: the parameters of EPSG:5897 with EPSG:6960 as TOWGS84, no name.
constexpr auto home_made_5897 = "+proj=tmerc +lat_0=0 +lon_0=105 +k=0.9999 +x_0=500000 +y_0=0 +ellps=WGS84 "
                                "+towgs84=-191.90441429,-39.30318279,-111.45032835,-0.00928836,0.01975479,"
                                "-0.00427372,0.252906278 +units=m +no_defs";

// A .prj as ESRI programs write it for the zone of Thanh Hóa: no code, no datum shift.
constexpr auto esri_5897 = R"(PROJCS["VN_2000_TM-3_zone_482",GEOGCS["GCS_VN_2000",DATUM["D_Vietnam_2000",)"
                           R"(SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],)"
                           R"(UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],)"
                           R"(PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],)"
                           R"(PARAMETER["Central_Meridian",105.0],PARAMETER["Scale_Factor",0.9999],)"
                           R"(PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]])";

} // namespace

// Wrong axis order, scale or shift would put every commune elsewhere. Expected: cs2cs of PROJ 9.1.1,
// `echo "19.8075 105.7766" | cs2cs -f %.4f EPSG:4326 EPSG:5897` and so on.
TEST_CASE("points into VN-2000 are where cs2cs puts them") {
    check_point(transformation("EPSG:4326", "EPSG:5897").forward(thanh_hoa_city), 581164.8506, 2191132.3685, 2e-4);
    check_point(transformation("EPSG:4326", "EPSG:3405").forward(thanh_hoa_city), 581140.4987, 2190474.9631, 2e-4);
    check_point(transformation("EPSG:4326", "EPSG:9209").forward({105.9057, 18.3428}), 542681.9767, 2028878.6201, 2e-4);
    check_point(transformation("EPSG:4326", "EPSG:9213").forward({105.8482, 21.5942}), 432314.3641, 2388879.3462, 2e-4);
    check_point(transformation("EPSG:4326", "EPSG:32648").forward(thanh_hoa_city), 581336.6468, 2190366.2846, 2e-4);
    check_point(transformation("EPSG:5897", "EPSG:3405").forward({581164.8506, 2191132.3685}), 581140.4987,
                2190474.9631, 2e-4);
}

// The register knows a second shift for blocks of the Mekong delta; taking it there would tear the country apart.
// Expected: cct with the pipeline of EPSG:6960 written out, at the Mekong, at Hoàng Sa and at Cà Mau.
TEST_CASE("the shift is EPSG:6960 everywhere") {
    const auto into_5897 = transformation("EPSG:4326", "EPSG:5897");
    check_point(into_5897.forward({106, 10}), 609437.7682, 1106022.0836, 2e-4);
    check_point(into_5897.forward({112, 16.5}), 1248649.8460, 1837941.1182, 2e-4);
    check_point(into_5897.forward({104.7, 8.6}), 466784.6073, 951039.8108, 2e-4);
}

// The sizes of the usual mistakes at Thanh Hóa city, known from outside the program: if these do not come out, a
// mistake of that kind is in the transformations themselves.
TEST_CASE("mix-ups shift a point as far as surveyors know") {
    const Point right = transformation("EPSG:4326", "EPSG:5897").forward(thanh_hoa_city);
    const Point utm = transformation("EPSG:4326", "EPSG:3405").forward(thanh_hoa_city);
    CHECK(std::abs(right.y - utm.y) == Approx(657).margin(1));
    CHECK(std::abs(right.x - utm.x) == Approx(24).margin(1));
    const Point no_shift = transformation("EPSG:4756", "EPSG:5897").forward(thanh_hoa_city);
    CHECK(std::abs(right.x - no_shift.x) == Approx(196).margin(1.5));
    CHECK(std::abs(right.y - no_shift.y) == Approx(109).margin(1.5));
    const Point wgs84_utm = transformation("EPSG:4326", "EPSG:32648").forward(thanh_hoa_city);
    CHECK(std::hypot(utm.x - wgs84_utm.x, utm.y - wgs84_utm.y) == Approx(224).margin(1.5));
}

// To a millimetre: the shift is made at height 0 in both directions, which is not quite the inverse (cs2cs agrees).
TEST_CASE("there and back again is the same point") {
    const auto into_3405 = transformation("EPSG:4326", "EPSG:3405");
    check_point(into_3405.inverse(into_3405.forward(thanh_hoa_city)), thanh_hoa_city.x, thanh_hoa_city.y, 1e-8);
}

TEST_CASE("points that cannot be moved become NaN and are counted, the others stay right") {
    const auto into_5897 = transformation("EPSG:4326", "EPSG:5897");
    std::vector<Point> points{thanh_hoa_city, {581164.0, 2191132.0}, thanh_hoa_city, {std::nan(""), 20}};
    CHECK(into_5897.forward(points) == 2);
    check_point(points[0], 581164.8506, 2191132.3685, 2e-4);
    CHECK(std::isnan(points[1].x));
    check_point(points[2], 581164.8506, 2191132.3685, 2e-4);
    CHECK(std::isnan(points[3].y));
}

TEST_CASE("words that are no reference system are an Issue with the words") {
    for (const std::string text : {"", "EPSG:999999", "Thanh Hóa", "+proj=nonsense", "PROJCS[\"cut"}) {
        const auto made = Transformation::create({text}, {"EPSG:3405"});
        REQUIRE_FALSE(made);
        CHECK(made.issues().front().code == "crs_unknown");
        CHECK(made.issues().front().where.value == text);
        CHECK_FALSE(describe_crs({text}));
    }
}

// GDAL and PROJ would move between unrelated datums as if they were one; a map office must hear of it.
TEST_CASE("a shift nobody knows is said") {
    const auto made = Transformation::create({"+proj=longlat +ellps=evrst30"}, {"EPSG:3405"});
    REQUIRE(made);
    REQUIRE(made.issues().size() == 1);
    CHECK(made.issues().front().code == "crs_shift_unknown");
}

TEST_CASE("systems are known by code and by parameters") {
    const auto zone = describe_crs({"EPSG:5897"});
    REQUIRE(zone);
    CHECK(zone->name == "VN-2000 / TM-3 zone 482");
    CHECK(zone->authority == "EPSG:5897");
    CHECK(zone->vn2000);
    CHECK_FALSE(zone->geographic);
    CHECK_FALSE(zone->deprecated);

    for (const auto* text : {esri_5897, home_made_5897}) {
        const auto facts = describe_crs({text});
        REQUIRE(facts);
        CHECK(facts->authority == "EPSG:5897");
        CHECK(facts->vn2000);
    }
    CHECK(describe_crs({"EPSG:4756"})->vn2000);
    CHECK(describe_crs({"EPSG:4756"})->geographic);
    CHECK(describe_crs({"EPSG:4326"})->geographic);
    CHECK_FALSE(describe_crs({"EPSG:4326"})->vn2000);
    CHECK_FALSE(describe_crs({"EPSG:32648"})->vn2000);
    CHECK(describe_crs({"EPSG:6956"})->deprecated); // northing and easting offsets swapped in the register
    // The same projection on WGS 84 is another system, 224 m away: its code must not be VN-2000's.
    const auto wgs84 = describe_crs({"+proj=tmerc +lat_0=0 +lon_0=105 +k=0.9999 +x_0=500000 +datum=WGS84"});
    REQUIRE(wgs84);
    CHECK(wgs84->authority.empty());
    CHECK_FALSE(wgs84->vn2000);
}

TEST_CASE("a home-made definition of the zone gives the zone's coordinates") {
    // TOWGS84 rotates the other way round than EPSG:6960, which is good for 0.7 m and no more.
    check_point(transformation("EPSG:4326", home_made_5897).forward(thanh_hoa_city), 581164.85, 2191132.37, 0.8);
}

// Meridians by Thông tư 973/2001/TT-TCĐC: Thanh Hóa 105°00', Hà Tĩnh 105°30', Thái Nguyên 106°30'.
TEST_CASE("the display system follows province, country and place") {
    const Box thanh_hoa{104.3, 19.2, 106.1, 20.7};
    CHECK(default_display_crs("38", thanh_hoa).definition == "EPSG:5897");
    CHECK(default_display_crs("42", {}).definition == "EPSG:9209");
    CHECK(default_display_crs("19", {}).definition == "EPSG:9213");
    CHECK(default_display_crs("", thanh_hoa).definition == "EPSG:3405");
    CHECK(default_display_crs("99", thanh_hoa).definition == "EPSG:3405");
    CHECK(default_display_crs("", Box{102.1, 6.8, 117.9, 23.4}).definition == "EPSG:3405");
    CHECK(default_display_crs("", Box{9.4, 47.0, 9.7, 47.3}).definition == "EPSG:32632");     // Liechtenstein
    CHECK(default_display_crs("", Box{-35.1, -8.1, -34.8, -7.9}).definition == "EPSG:32725"); // Olinda
}
