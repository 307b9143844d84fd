#include "geo/source/source.hpp"

#include "tests/catch.hpp"
#include "tests/geo/source/made_files.hpp"
#include "tests/temporary_folder.hpp"

using namespace ntm;

namespace {

std::vector<std::string> row(const Table& table, std::size_t r) {
    std::vector<std::string> cells;
    for (const TextColumn& column : table.columns) {
        cells.emplace_back(column[r]);
    }
    return cells;
}

using Cells = std::vector<std::string>;

} // namespace

TEST_CASE("comma, semicolon and tab are seen from the header") {
    const TemporaryFolder folder;
    for (const std::string separator : {",", ";", "\t"}) {
        const std::string text = "unit_code" + separator + "\"a,b;c\"" + separator + "tier\n" + "00001" + separator +
                                 "1,5;2" + separator + "ntm\n";
        // In the comma file the second cell must be quoted to be one cell.
        const std::string quoted = "unit_code" + separator + "\"a,b;c\"" + separator + "tier\n" + "00001" + separator +
                                   "\"1,5;2\"" + separator + "ntm\n";
        const auto table = read_table(folder.file("t.csv", separator == "\t" ? text : quoted));
        REQUIRE(table);
        CHECK(table.issues().empty());
        CHECK(table->names == Cells{"unit_code", "a,b;c", "tier"});
        CHECK(row(*table, 0) == Cells{"00001", "1,5;2", "ntm"});
    }
}

// Excel's "CSV UTF-8" begins with a mark that would otherwise be part of the first column's name.
TEST_CASE("the mark of Excel is dropped, line ends of Windows are taken, all stays text") {
    const TemporaryFolder folder;
    const auto table =
        read_table(folder.file("t.csv", "\xEF\xBB\xBFma_xa;ten\r\n00001;  Xã   Hoa\xCC\x81 \r\n016e5;2022-08-31"));
    REQUIRE(table);
    CHECK(table.issues().empty());
    CHECK(table->names == Cells{"ma_xa", "ten"});
    CHECK(row(*table, 0) == Cells{"00001", "Xã Hoá"}); // leading zeros kept, NFC, blanks folded
    CHECK(row(*table, 1) == Cells{"016e5", "2022-08-31"});
    CHECK(table->layer == "t");
}

TEST_CASE("quoted cells hold quotes, separators and line ends") {
    const TemporaryFolder folder;
    const auto table = read_table(folder.file("t.csv", "a,b\n\"x \"\"y\"\", z\",\"one\ntwo\"\n,\"\"\n1,2\n"));
    REQUIRE(table);
    CHECK(row(*table, 0) == Cells{"x \"y\", z", "one two"});
    CHECK(table->rows() == 2); // a row without anything is no row
    CHECK(row(*table, 1) == Cells{"1", "2"});
    CHECK(table->row_number == std::vector<std::int64_t>{2, 4}); // but it counts, as in a spreadsheet
}

TEST_CASE("rows count as a person counts, and uneven rows are named") {
    const TemporaryFolder folder;
    const auto table = read_table(folder.file("t.csv", "a,b\n1,2\n\n3\n4,5,6\n7,8,,\n"));
    REQUIRE(table);
    CHECK(table->row_number == std::vector<std::int64_t>{2, 4, 5, 6});
    CHECK(row(*table, 1) == Cells{"3", ""});
    CHECK(row(*table, 2) == Cells{"4", "5"});
    REQUIRE(table.issues().size() == 2); // surplus separators without text are harmless
    CHECK(table.issues()[0].code == "row_too_short");
    CHECK(table.issues()[0].where.row == 4);
    CHECK(table.issues()[0].detail == "1 / 2");
    CHECK(table.issues()[1].code == "row_too_long");
    CHECK(table.issues()[1].where.row == 5);
}

TEST_CASE("text in another encoding is named with row and field") {
    const TemporaryFolder folder;
    const auto table = read_table(folder.file("t.csv", "ma_xa,ten_xa\n00001,Xa\n00002,Th\xE9\n00003,\xFF\n"));
    REQUIRE(table);
    const Issue* issue = find_issue(table.issues(), "text_not_utf8");
    REQUIRE(issue != nullptr);
    CHECK(issue->where.row == 3);
    CHECK(issue->where.field == "ten_xa");
    CHECK(issue->detail == "2"); // cells of the column, told once
    CHECK(table->rows() == 3);
}

TEST_CASE("tables that are none say why") {
    const TemporaryFolder folder;
    const auto first_code = [](const Result<Table>& table) {
        return table.issues().empty() ? std::string() : table.issues()[0].code;
    };
    CHECK(first_code(read_table(folder.path() / "none.csv")) == "file_missing");
    CHECK(first_code(read_table(folder.path() / "none.gpkg")) == "file_missing");
    CHECK(first_code(read_table(folder.file("empty.csv", ""))) == "table_empty");
    CHECK(first_code(read_table(folder.file("picture.csv", std::string("\x89PNG\0\0\0\x0dIHDR", 12)))) ==
          "table_not_text");
    const auto header_only = read_table(folder.file("header.csv", "a,b\n"));
    REQUIRE(header_only);
    CHECK(first_code(header_only) == "table_without_rows");
    CHECK(header_only->names.size() == 2);
    const auto open_quote = read_table(folder.file("quote.csv", "a,b\n1,\"2\n3,4\n"));
    REQUIRE(open_quote);
    CHECK(find_issue(open_quote.issues(), "quote_left_open") != nullptr);
    const auto doubled = read_table(folder.file("doubled.csv", "a,a\n1,2\n"));
    REQUIRE(doubled);
    CHECK(first_code(doubled) == "column_doubled");
}

TEST_CASE("a layer of a GeoPackage is a table too") {
    const TemporaryFolder folder;
    const MadeCoverage made = made_coverage(3);
    const auto file = folder.path() / "units.gpkg";
    REQUIRE(write_polygons(file, "commune", made.polygons, made.table, lon_lat_crs).empty());
    const auto table = read_table(file, "commune");
    REQUIRE(table);
    CHECK(table.issues().empty());
    CHECK(row(*table, 2) == Cells{"00003", "Xã 3"});
    CHECK(table->row_number == std::vector<std::int64_t>{1, 2, 3}); // feature ids
    const auto missing = read_table(file, "plans");
    REQUIRE_FALSE(missing);
    CHECK(missing.issues()[0].code == "layer_missing");
}
