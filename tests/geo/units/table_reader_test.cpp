#include "geo/units/table_reader.hpp"

#include "tests/catch.hpp"
#include "tests/geo/made_tables.hpp"

using namespace ntm;

namespace {

Date day(const char* text) {
    return *Date::parse(text);
}

const Units& two_units() {
    static const Units units = made_units("ma_xa|ten_xa|ma_huyen|ten_huyen\n"
                                          "05860|Xã Hồng Tiến|172|Thị xã Phổ Yên\n"
                                          "05863|Xã Một|172|Thị xã Phổ Yên\n"
                                          "05866|Xã Một|173|Huyện Phú Bình");
    return units;
}

} // namespace

// Nine communes of Phổ Yên became wards on 10 April 2022: without dates Thái Nguyên's 137 xã of 2020 cannot be told.
TEST_CASE("a commune that became a ward is in scope until the day before", "[units]") {
    Units units = made_units("ma_xa|ten_xa|loai_xa\n05860|Phường Hồng Tiến|Phường");
    MadeReader made(units, "unit_code|type|valid_from|valid_to\n"
                           "05860|phường|2022-04-10|\n"
                           "05860|xã||2022-04-09");
    read_unit_facts(units, made.reader);
    CHECK(made.reader.take_issues().empty());
    const UnitRef hong_tien{Level::commune, 0};
    CHECK(units.type_on(hong_tien, day("2020-06-30")) == UnitType::xa);
    CHECK(units.in_scope_on(hong_tien, day("2020-06-30")));
    CHECK(units.in_scope_on(hong_tien, day("2022-04-09")));
    CHECK(units.type_on(hong_tien, day("2022-04-10")) == UnitType::phuong);
    CHECK_FALSE(units.in_scope_on(hong_tien, day("2022-04-10")));
}

TEST_CASE("scope follows the type unless the unit table says otherwise", "[units]") {
    Units units = made_units("ma_xa|ten_xa\n1|Xã A\n2|Phường B\n3|Thị trấn C\n4|Thị trấn D\n5|Đặc khu E\n6|Xã F");
    MadeReader made(units, "unit_code|in_scope\n4|có\n6|không");
    read_unit_facts(units, made.reader);
    std::string in_scope;
    for (std::uint32_t id = 0; id < 6; ++id) {
        in_scope += units.in_scope_on({Level::commune, id}, day("2022-08-31")) ? '1' : '0';
    }
    CHECK(in_scope == "100100");
}

TEST_CASE("unit facts that make no sense are told and left out", "[units]") {
    Units units = made_units("ma_xa|ten_xa\n00001|Xã A");
    MadeReader made(units, "unit_code|type|valid_from|valid_to|mountain\n"
                           "00001|xã|2022-04-10|2021-01-01|\n" // ends before it begins
                           "00001|làng|||\n"                   // no type of unit
                           "00001||||có lẽ\n"
                           "77777|xã|||");
    read_unit_facts(units, made.reader);
    const Issues issues = made.reader.take_issues();
    CHECK(issue_of(issues, "date_order").where.row == 2);
    CHECK(issue_of(issues, "unit_type_unknown").where.value == "làng");
    CHECK(issue_of(issues, "truth_invalid").where.value == "có lẽ");
    CHECK(issue_of(issues, "unit_unmatched").where.value == "77777");
    CHECK(issues.size() == 4);
}

TEST_CASE("a cell that is no date, number, year or word is told with row and value", "[units]") {
    MadeReader made(two_units(), "unit_code|d|n|y|t\n"
                                 "05860|31/02/2022|mười|hai nghìn|có thể\n"
                                 "05860|31/8/2022|1.095,207|2021.0|x\n"
                                 "05860||||");
    TableReader& reader = made.reader;
    CHECK_FALSE(reader.date(0, "d"));
    CHECK_FALSE(reader.number(0, "n"));
    CHECK_FALSE(reader.year(0, "y"));
    CHECK_FALSE(reader.truth(0, "t"));
    CHECK(reader.date(1, "d") == day("2022-08-31"));
    CHECK(reader.number(1, "n") == 1095.207);
    CHECK(reader.year(1, "y") == 2021);
    CHECK(reader.truth(1, "t") == true);
    CHECK_FALSE(reader.date(2, "d")); // absent is not wrong
    CHECK_FALSE(reader.truth(2, "t"));
    const Issues issues = reader.take_issues();
    REQUIRE(issues.size() == 4);
    const Issue& date = issue_of(issues, "date_invalid");
    CHECK(date.where.file == "made.csv");
    CHECK(date.where.row == 2);
    CHECK(date.where.field == "d");
    CHECK(date.where.value == "31/02/2022");
    CHECK(count_code(issues, "number_invalid") == 1);
    CHECK(count_code(issues, "year_invalid") == 1);
    CHECK(count_code(issues, "truth_invalid") == 1);
}

TEST_CASE("every row's join is kept, found or not", "[units]") {
    MadeReader made(two_units(), "unit_code|unit_name|parent_name\n"
                                 "5860||\n"   // a lost zero
                                 "|Xã Một|\n" // in two districts
                                 "|Xã Một|Huyện Phú Bình\n"
                                 "|Xã Không Có|\n"
                                 "||");
    std::string found;
    for (std::size_t row = 0; row < made.reader.rows(); ++row) {
        const auto unit = made.reader.unit(row);
        found += (unit ? two_units().code(*unit) : "-") + " ";
    }
    CHECK(found == "05860 - 05866 - - ");
    const Issues issues = made.reader.take_issues();
    CHECK(issue_of(issues, "code_zeros_restored").severity == Severity::info);
    CHECK(issue_of(issues, "unit_ambiguous").detail == "05863 Xã Một; 05866 Xã Một");
    CHECK(issue_of(issues, "unit_unmatched").where.value == "Xã Không Có");
    CHECK(issue_of(issues, "unit_absent").where.row == 6);
    const auto joins = made.reader.take_joins();
    REQUIRE(joins.size() == 5);
    CHECK(joins[1].candidates.size() == 2);
    CHECK(joins[2].parent_given == "Huyện Phú Bình");
}

TEST_CASE("columns are found by our names, by Vietnamese ones and by those the workspace gives", "[units]") {
    MadeReader vietnamese(two_units(), "Mã xã|Ngày QĐ\n05860|01/06/2021");
    CHECK(vietnamese.reader.unit(0).has_value());
    CHECK(vietnamese.reader.date(0, "decision_date") == day("2021-06-01"));

    MadeReader named(two_units(), "A|B\n05860|2021-06-01", {{"unit_code", "A"}, {"decision_date", "B"}, {"tier", "C"}});
    CHECK(named.reader.unit(0).has_value());
    CHECK(named.reader.date(0, "decision_date") == day("2021-06-01"));
    const Issues issues = named.reader.take_issues();
    CHECK(issue_of(issues, "column_missing").where.field == "C");
    CHECK(issue_of(issues, "column_missing").detail == "A, B");

    // An Issue names the column as the file does.
    MadeReader wrong(two_units(), "Mã xã|Ngày QĐ\n05860|31/02/2021");
    CHECK_FALSE(wrong.reader.date(0, "decision_date"));
    CHECK(issue_of(wrong.reader.take_issues(), "date_invalid").where.field == "Ngày QĐ");
}
