#include "geo/base/date.hpp"

#include "tests/catch.hpp"

#include <string>

using ntm::Date;

namespace {

std::string iso_of(const char* text) {
    const auto date = Date::parse(text);
    return date ? date->iso() : "nothing";
}

} // namespace

// Day numbers: Python 3 datetime.date, itself the proleptic Gregorian calendar.
TEST_CASE("days are counted as Python's datetime counts them") {
    CHECK(Date::from_ymd(2022, 8, 31)->days_since_1970() == 19235);
    CHECK(Date::from_ymd(2000, 2, 29)->days_since_1970() == 11016);
    CHECK(Date::from_ymd(1969, 12, 31)->days_since_1970() == -1);
    CHECK(Date::from_ymd(1600, 3, 1)->days_since_1970() == -135080);
    CHECK(Date::from_ymd(1, 1, 1)->days_since_1970() == -719162);
    CHECK(Date::from_ymd(9999, 12, 31)->days_since_1970() == 2932896);
}

TEST_CASE("a date gives back the parts it was made of") {
    for (const int year : {1, 1582, 1900, 2000, 2022, 2024, 9999}) {
        for (int month = 1; month <= 12; ++month) {
            const auto date = Date::from_ymd(year, month, 28);
            REQUIRE(date);
            CHECK(date->year() == year);
            CHECK(date->month() == month);
            CHECK(date->day() == 28);
        }
    }
}

TEST_CASE("days that do not exist are nothing") {
    CHECK_FALSE(Date::from_ymd(2022, 2, 31));
    CHECK_FALSE(Date::from_ymd(2022, 2, 29));
    CHECK(Date::from_ymd(2024, 2, 29));
    CHECK_FALSE(Date::from_ymd(1900, 2, 29)); // a century without its leap day
    CHECK_FALSE(Date::from_ymd(2022, 13, 1));
    CHECK_FALSE(Date::from_ymd(2022, 0, 1));
    CHECK_FALSE(Date::from_ymd(2022, 4, 0));
    CHECK_FALSE(Date::from_ymd(0, 1, 1));
    CHECK_FALSE(Date::from_ymd(10000, 1, 1));
    CHECK(iso_of("31/02/2022") == "nothing");
    CHECK(iso_of("2022-02-31") == "nothing");
}

TEST_CASE("the writings of offices and of layers are read, the day before the month") {
    CHECK(iso_of("2022-08-31") == "2022-08-31");
    CHECK(iso_of("2022/08/31") == "2022-08-31");
    CHECK(iso_of("31/8/2022") == "2022-08-31");
    CHECK(iso_of("31/08/2022") == "2022-08-31");
    CHECK(iso_of("31-08-2022") == "2022-08-31");
    CHECK(iso_of("31.8.2022") == "2022-08-31");
    CHECK(iso_of("1/2/2022") == "2022-02-01");
    CHECK(iso_of("  1/2/2022 ") == "2022-02-01");
}

TEST_CASE("a time of day behind the date is dropped") {
    CHECK(iso_of("2022-08-31T00:00:00") == "2022-08-31");
    CHECK(iso_of("2022-08-31 13:45") == "2022-08-31");
    CHECK(iso_of("2022-08-31T23:59:59.999Z") == "2022-08-31");
    CHECK(iso_of("2022/08/31 00:00:00+07") == "2022-08-31");
    CHECK(iso_of("2022-08-31T00:00:00+07:00") == "2022-08-31");
    CHECK(iso_of("31/08/2022 00:00:00") == "2022-08-31");
}

TEST_CASE("anything else is nothing, never a guess") {
    for (const char* text : {"",
                             " ",
                             "2022",
                             "08/2022",
                             "8/31/2022",
                             "31/8/22",
                             "31/8-2022",
                             "31/8/2022/",
                             "2022-08-31x",
                             "2022-08-31T",
                             "2022-08-31T25:00",
                             "2022-08-31T00:61",
                             "20220831",
                             "44804",
                             "ngày 31/8/2022",
                             "2022.08.31",
                             "-2022-08-31",
                             "99999999999-1-1",
                             "1/1/99999999999",
                             "31/008/2022",
                             "2022-08-31T00:00:00+",
                             "2022-08-31T00:00:00.",
                             "2022-08--1"}) {
        CAPTURE(text);
        CHECK(iso_of(text) == "nothing");
    }
}

TEST_CASE("dates print in both languages") {
    const Date date = *Date::from_ymd(2022, 8, 1);
    CHECK(date.iso() == "2022-08-01");
    CHECK(date.vietnamese() == "01/08/2022");
    CHECK(Date::from_ymd(987, 1, 2)->iso() == "0987-01-02");
}

TEST_CASE("dates are ordered and can be moved, within the years they know") {
    CHECK(*Date::from_ymd(2022, 8, 31) < *Date::from_ymd(2022, 9, 1));
    CHECK(Date::from_ymd(2020, 2, 28)->plus_days(366).iso() == "2021-02-28"); // Python: date + timedelta
    CHECK(Date::from_ymd(2022, 8, 31)->plus_days(-243).iso() == "2021-12-31");
    CHECK(Date::from_ymd(9999, 12, 31)->plus_days(2000000000).iso() == "9999-12-31");
    CHECK(Date::from_ymd(1, 1, 1)->plus_days(-2000000000).iso() == "0001-01-01");
}

TEST_CASE("every day of a century goes round through both writings") {
    for (Date date = *Date::from_ymd(1950, 1, 1); date <= *Date::from_ymd(2050, 12, 31); date = date.plus_days(1)) {
        REQUIRE(Date::parse(date.iso()) == date);
        REQUIRE(Date::parse(date.vietnamese()) == date);
    }
}

TEST_CASE("today is a day of this age") {
    CHECK(Date::today() > *Date::from_ymd(2020, 1, 1));
}
