// Coordinates as people type them. Expected values are the numbers themselves; degrees, minutes and seconds by
// d + m/60 + s/3600.

#include "geo/earth/written_place.hpp"
#include "tests/catch.hpp"

using namespace ntm;

namespace {

void check_place(const char* text, double east, double north, bool geographic) {
    INFO(text);
    const auto place = parse_written_place(text);
    REQUIRE(place);
    CHECK(place->geographic == geographic);
    CHECK(place->at.x == Approx(east).epsilon(1e-12));
    CHECK(place->at.y == Approx(north).epsilon(1e-12));
}

} // namespace

TEST_CASE("degrees are read in both orders, with point or comma, with letters of both languages") {
    for (const char* text :
         {"19.8123, 105.7765", "19.8123,105.7765", "19,8123 105,7765", "105.7765 19.8123", "19.8123 N 105.7765 E",
          "105,7765 Đ; 19,8123 B", "lat 19.8123 lon 105.7765", "N19.8123 E105.7765", "19.8123° B, 105.7765° Đ",
          "(19.8123, 105.7765)", "vĩ độ: 19,8123; kinh độ: 105,7765"}) {
        check_place(text, 105.7765, 19.8123, true);
    }
    const double north = 19 + 48 / 60.0 + 44.28 / 3600, east = 105 + 46 / 60.0 + 35.4 / 3600;
    for (const char* text : {"19°48'44.28\" B 105°46'35.4\" Đ", "19° 48' 44,28'' N, 105° 46' 35,4'' E",
                             "19°48′44.28″ 105°46′35.4″", "105°46'35.4\"E 19°48'44.28\"N"}) {
        check_place(text, east, north, true);
    }
    check_place("-33.5, 151.25", 151.25, -33.5, true);
}

TEST_CASE("metres: X is north, without letters the larger one is; dots and commas part thousands") {
    for (const char* text : {"2188123 567890", "567890 2188123", "X 2.188.123 Y 567.890", "X=2188123; Y=567890",
                             "Y 567890 X 2188123", "2,188,123 567,890"}) {
        check_place(text, 567890, 2188123, false);
    }
    check_place("X 2.188.123,45 m Y 567.890,5", 567890.5, 2188123.45, false);
}

TEST_CASE("what is no pair of coordinates is none: names, codes, one number, three, two of one axis") {
    for (const char* text : {"", "Triệu Sơn", "14872", "Phường 1", "xã 12", "17.8", "1 2 3", "N 19 N 20",
                             "4321/QĐ-UBND", "19.8 567890", "400 500", "tiêu chí 17", "Xã 1, Huyện 2"}) {
        INFO(text);
        CHECK_FALSE(parse_written_place(text));
    }
}
