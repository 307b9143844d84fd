#include "geo/base/number.hpp"

#include "tests/catch.hpp"

#include <cmath>
#include <cstdio>
#include <limits>
#include <optional>
#include <string>

using ntm::format_number;
using ntm::NumberStyle;
using ntm::parse_integer;
using ntm::parse_number;

namespace {

constexpr auto vi = NumberStyle::vietnamese;
constexpr auto en = NumberStyle::english;
constexpr auto detect = NumberStyle::detect;

/// NaN for text that is not a number, so that a check prints what was read.
double value_of(std::string_view text, NumberStyle style = detect) {
    const auto number = parse_number(text, style);
    return number ? number->value : std::nan("");
}

bool is_nothing(std::string_view text, NumberStyle style = detect) {
    return !parse_number(text, style);
}

bool is_ambiguous(std::string_view text, NumberStyle style = detect) {
    const auto number = parse_number(text, style);
    return number && number->ambiguous;
}

} // namespace

TEST_CASE("a named style is taken at its word") {
    CHECK(value_of("17,23", vi) == 17.23);
    CHECK(value_of("1.095,207", vi) == 1095.207);
    CHECK(value_of("1.095", vi) == 1095);
    CHECK(value_of("1095,207", vi) == 1095.207);
    CHECK(value_of("1,095.207", en) == 1095.207);
    CHECK(value_of("1,095", en) == 1095);
    CHECK(value_of("1095.207", en) == 1095.207);
    CHECK_FALSE(is_ambiguous("1.095", vi));
    CHECK_FALSE(is_ambiguous("1.095", en));
    CHECK(is_nothing("17.23", vi)); // a group of two digits: the column is not Vietnamese writing
    CHECK(is_nothing("17,23", en));
    CHECK(is_nothing("1,095.207", vi));
    CHECK(is_nothing("0.123", vi)); // no one writes a group behind a lone zero
}

TEST_CASE("the signs of a text say its style") {
    CHECK(value_of("1.095,207") == 1095.207);
    CHECK(value_of("1,095.207") == 1095.207);
    CHECK(value_of("17,23") == 17.23);
    CHECK(value_of("17.23") == 17.23);
    CHECK(value_of("1.234.567") == 1234567);
    CHECK(value_of("1,234,567") == 1234567);
    CHECK(value_of("4.072.266") == 4072266);
    CHECK(value_of("12.345.678,9") == 12345678.9);
    CHECK(value_of("2022") == 2022);
    CHECK(value_of("0,5") == 0.5);
    CHECK(value_of(".5") == 0.5);
    for (const char* text : {"1.095,207", "1,095.207", "17,23", "1.234.567", "2022", "1095.207", "0.123", "0,123",
                             "1.0953", "1.095e2", "1 234"}) {
        CAPTURE(text);
        REQUIRE(parse_number(text));
        CHECK_FALSE(is_ambiguous(text));
    }
}

TEST_CASE("one sign before three digits is read as a decimal and marked doubtful") {
    for (const char* text : {"1.095", "1,095"}) {
        CAPTURE(text);
        CHECK(value_of(text) == 1.095);
        CHECK(is_ambiguous(text));
    }
    CHECK(is_ambiguous("-12.345"));
    CHECK(is_ambiguous("123,456 %"));
    CHECK_FALSE(is_ambiguous("1234.567"));
}

TEST_CASE("blanks, percent, sign and exponent are understood") {
    CHECK(value_of("  69,2 % ") == 69.2); // the sign is dropped, not divided by
    CHECK(value_of("69,2%") == 69.2);
    CHECK(value_of("-3,5") == -3.5);
    CHECK(value_of("+3") == 3);
    CHECK(value_of("\u22123,5") == -3.5);              // the minus of typesetting
    CHECK(value_of("1\u00A0095,207") == 1095.207);     // no-break blank as group sign
    CHECK(value_of("1\u202F234\u202F567") == 1234567); // narrow no-break blank
    CHECK(value_of("1 095.207") == 1095.207);
    CHECK(value_of("1.5E+3") == 1500);
    CHECK(value_of("1,5e3") == 1500);
    CHECK(value_of("2e-3") == 0.002);
}

TEST_CASE("what is not a finite number is nothing") {
    for (const char* text : {"",
                             " ",
                             "-",
                             "%",
                             ".",
                             ",",
                             "5.",
                             "5,",
                             "4.072.26",
                             "4.0722.66",
                             "1234.567.890",
                             "0.123.456",
                             "1.2,3.4",
                             "1,2.3,4",
                             "1.234,567,8",
                             "1..2",
                             "1.,2",
                             "12 34",
                             "1 2345",
                             "1 234.567,8",
                             "abc",
                             "12 ha",
                             "1e",
                             "e5",
                             "1e5e5",
                             "1e5.5",
                             "nan",
                             "inf",
                             "1e999",
                             "0x10",
                             "--1",
                             "+-1",
                             "1-2",
                             "50%%",
                             "1%2",
                             "\xff",
                             "١٢"}) {
        CAPTURE(text);
        CHECK(is_nothing(text));
    }
}

TEST_CASE("a number as a layer prints it is read back to the last bit") {
    // Digits: 17 significant are enough for any double (IEEE 754).
    for (const double value : {0.1, 1.0 / 3, 105.77612345678901, 19.807, -1e-7, 1e22}) {
        char text[64];
        std::snprintf(text, sizeof text, "%.17g", value);
        CAPTURE(text);
        CHECK(value_of(text) == value);
    }
}

TEST_CASE("whole numbers have digits and a sign, nothing else") {
    CHECK(parse_integer("38") == 38);
    CHECK(parse_integer("+38") == 38);
    CHECK(parse_integer("-38") == -38);
    CHECK(parse_integer("014") == 14);
    CHECK(parse_integer("9223372036854775807") == std::numeric_limits<long long>::max());
    for (const char* text : {"", " 1", "1 ", "1.0", "1.234", "+-1", "+", "-", "9223372036854775808", "1e3", "a"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_integer(text));
    }
}

TEST_CASE("numbers are written with groups of three") {
    CHECK(format_number(1095.207, 3, vi) == "1.095,207");
    CHECK(format_number(1095.207, 3, en) == "1,095.207");
    CHECK(format_number(4072266, 0, vi) == "4.072.266");
    CHECK(format_number(999, 0, vi) == "999");
    CHECK(format_number(1000, 0, en) == "1,000");
    CHECK(format_number(999.996, 2, vi) == "1.000,00");
    CHECK(format_number(-1234.5, 1, vi) == "-1.234,5");
    CHECK(format_number(-0.001, 2, vi) == "0,00"); // never -0
    CHECK(format_number(0, 0, en) == "0");
    CHECK(format_number(12.5, -1, en) == "12");
    CHECK(format_number(std::nan(""), 2, vi) == "–");
    CHECK(format_number(std::numeric_limits<double>::infinity(), 2, vi) == "–");
}

TEST_CASE("what is written in a style is read back in it") {
    for (const NumberStyle style : {vi, en}) {
        for (double value = -2500000.25; value < 2500000; value += 12345.5) {
            const std::string text = format_number(value, 2, style);
            CAPTURE(text);
            REQUIRE(value_of(text, style) == value);
        }
    }
}
