#include "geo/source/source.hpp"

#include "tests/catch.hpp"
#include "tests/geo/source/made_files.hpp"
#include "tests/geo/source/made_sheets.hpp"
#include "tests/shared_data.hpp"
#include "tests/temporary_folder.hpp"

using namespace ntm;

namespace {

using Cells = std::vector<std::string>;

Cells row(const Table& table, std::size_t r) {
    Cells cells;
    for (const TextColumn& column : table.columns) {
        cells.emplace_back(column[r]);
    }
    return cells;
}

std::string cell(const Table& table, const char* column, std::size_t r) {
    const auto found = table.find(column);
    return found ? std::string(table.columns[*found][r]) : "no such column";
}

/// A status sheet as a province sends it: titles, two header rows with merged cells, a row of column numbers, dates in
/// three writings, a total with a formula, a note.
MadeSheet status_sheet() {
    return {"Biểu 01",
            {{"UBND TỈNH HÀ NAM", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"},
             {"TIẾN ĐỘ XÂY DỰNG NÔNG THÔN MỚI"},
             {},
             {"TT", "Tên huyện", "Số xã", "Kết quả", "", "Ngày duyệt"},
             {"", "", "", "Đạt chuẩn", "Tỷ lệ", ""},
             {"(1)", "(2)", "(3)", "(4)", "(5)=(4)/(3)", "(6)"},
             {"#1", "Duy Tiên", "#14", "#13", "%0.928571428571", "@44562"},
             {"#2", "Lý Nhân", "20 ", "#19", "%0.95", "03/12/2021"},
             {"", "Tổng cộng", "=SUM(C7:C8)", "=SUM(D7:D8)|32"},
             {"Ghi chú: số liệu tính đến hết quý."}},
            {"A1:C1", "D1:F1", "A2:F2", "A4:A5", "B4:B5", "C4:C5", "D4:E4", "F4:F5"}};
}

void check_status(const Result<Table>& table) {
    REQUIRE(table);
    CHECK(table->names == Cells{"TT", "Tên huyện", "Số xã", "Kết quả / Đạt chuẩn", "Kết quả / Tỷ lệ", "Ngày duyệt"});
    REQUIRE(table->rows() == 3);
    CHECK(row(*table, 0) == Cells{"1", "Duy Tiên", "14", "13", "92.8571428571%", "2022-01-01"});
    CHECK(row(*table, 1) == Cells{"2", "Lý Nhân", "20", "19", "95%", "03/12/2021"});
    CHECK(table->totals == std::vector<std::size_t>{2});
    CHECK(cell(*table, "Kết quả / Đạt chuẩn", 2) == "32");
    CHECK(table->row_number == std::vector<std::int64_t>{7, 8, 9});
    REQUIRE(find_issue(table.issues(), "header_found") != nullptr);
    CHECK(find_issue(table.issues(), "header_found")->detail == "4, 5");
    REQUIRE(find_issue(table.issues(), "rows_left_out") != nullptr);
    CHECK(find_issue(table.issues(), "rows_left_out")->detail == "6, 10");
    REQUIRE(find_issue(table.issues(), "formula_without_value") != nullptr);
    CHECK(find_issue(table.issues(), "formula_without_value")->where.field == "C9");
}

} // namespace

TEST_CASE("a province's sheet is read alike from XLSX and ODS: header, merged cells, dates, shares, total, note") {
    const TemporaryFolder folder;
    check_status(read_table(write_xlsx(folder.path() / "a.xlsx", {status_sheet()})));
    check_status(read_table(write_xlsx(folder.path() / "b.xlsx", {status_sheet()}, false)));
    check_status(read_table(write_ods(folder.path() / "c.ods", {status_sheet()})));
    // Sent under another name: told by its bytes.
    std::filesystem::copy_file(folder.path() / "a.xlsx", folder.path() / "d.xls");
    check_status(read_table(folder.path() / "d.xls"));
}

TEST_CASE("the old binary format gives its cells") {
    const TemporaryFolder folder;
    const auto table = read_table(
        write_xls(folder.path() / "old.xls", {{"BIEU 01"}, {"STT", "Ten xa", "So ho"}, {"#1", "Xuan Loc", "#1234.5"}}));
    for (const Issue& issue : table.issues()) {
        INFO(issue.code << " " << issue.detail);
        CHECK(issue.severity != Severity::error);
    }
    REQUIRE(table);
    CHECK(table->names == Cells{"STT", "Ten xa", "So ho"});
    CHECK(row(*table, 0) == Cells{"1", "Xuan Loc", "1234.5"});
}

TEST_CASE("the first sheet that is seen and filled is taken, another by its name") {
    const TemporaryFolder folder;
    const auto file =
        write_xlsx(folder.path() / "m.xlsx", {{"Nháp", {{"x", "y"}, {"#1", "#2"}}, {}, true},
                                              {"Trống", {}, {}},
                                              {"Số liệu", {{"Mã xã", "Tên xã"}, {"01492", "Quý Lộc"}}, {}}});
    const auto first = read_table(file);
    REQUIRE(first);
    CHECK(first->layer == "Số liệu");
    CHECK(row(*first, 0) == Cells{"01492", "Quý Lộc"});
    const auto hidden = read_table(file, "Nháp");
    REQUIRE(hidden);
    CHECK(hidden->names == Cells{"x", "y"});
    const auto missing = read_table(file, "Biểu 9");
    REQUIRE_FALSE(missing);
    CHECK(missing.issues()[0].code == "sheet_missing");
    CHECK(missing.issues()[0].detail == "Nháp, Trống, Số liệu");
}

TEST_CASE("headings over groups of communes become the parent of the rows below") {
    const TemporaryFolder folder;
    const MadeSheet sheet{"Sheet1",
                          {{"STT", "Đơn vị", "Mức độ"},
                           {"I", "Huyện Duy Tiên"},
                           {"#1", "Mộc Bắc", "NTM"},
                           {"#2", "Chuyên Ngoại", "NTM nâng cao"},
                           {"II", "Huyện Lý Nhân", ""},
                           {"#1", "Hợp Lý", "NTM"},
                           {"Phủ Lý, ngày 03 tháng 12 năm 2021"}},
                          {"B2:C2"}};
    const auto table = read_table(write_xlsx(folder.path() / "s.xlsx", {sheet}));
    REQUIRE(table);
    REQUIRE(table->rows() == 3);
    CHECK(cell(*table, "section_name", 0) == "Huyện Duy Tiên");
    CHECK(cell(*table, "section_name", 1) == "Huyện Duy Tiên");
    CHECK(cell(*table, "section_name", 2) == "Huyện Lý Nhân");
    CHECK(cell(*table, "Đơn vị", 2) == "Hợp Lý");
}

TEST_CASE("figures in a heading are checked against the rows below it") {
    const TemporaryFolder folder;
    const MadeSheet sheet{"Sheet1",
                          {{"STT", "Đơn vị", "Số hộ", "Hộ nghèo"},
                           {"I", "Huyện Duy Tiên", "#30", "#5"},
                           {"#1", "Mộc Bắc", "#10", "#2"},
                           {"#2", "Chuyên Ngoại", "#20", "#3"},
                           {"II", "Huyện Lý Nhân", "#7", "#9"}, // 4 poor households, not 9
                           {"#1", "Hợp Lý", "#3", "#1"},
                           {"#2", "Chính Lý", "#4", "#3"},
                           {"", "Tổng cộng", "#37", "#9"}},
                          {}};
    const auto table = read_table(write_xlsx(folder.path() / "s.xlsx", {sheet}));
    REQUIRE(table);
    CHECK(table->rows() == 5); // headings are no rows
    const Issue* issue = find_issue(table.issues(), "sum_differs");
    REQUIRE(issue != nullptr);
    CHECK(issue->where.row == 5);
    CHECK(issue->where.field == "Hộ nghèo");
    CHECK(issue->where.value == "9");
    CHECK(issue->detail == "4");
    CHECK(std::count_if(table.issues().begin(), table.issues().end(),
                        [](const Issue& each) { return each.code == "sum_differs"; }) == 1);
}

TEST_CASE("a district written once over its communes is each one's parent") {
    const TemporaryFolder folder;
    const MadeSheet sheet{"Sheet1",
                          {{"Huyện", "Xã", "Hộ nghèo"},
                           {"Duy Tiên", "Mộc Bắc", "#12"},
                           {"", "Chuyên Ngoại", "#9"},
                           {"Lý Nhân", "Hợp Lý", "#3"},
                           {"", "Chính Lý", ""}},
                          {"A2:A3", "A4:A5", "C4:C5"}};
    const auto merged = read_table(write_xlsx(folder.path() / "m.xlsx", {sheet}));
    REQUIRE(merged);
    CHECK(cell(*merged, "Huyện", 1) == "Duy Tiên");
    CHECK(cell(*merged, "Huyện", 3) == "Lý Nhân");
    CHECK(cell(*merged, "Hộ nghèo", 3).empty()); // one number over two rows is nobody's own
    const auto csv = read_table(folder.file("m.csv", "Huyện;Xã;Hộ nghèo\nDuy Tiên;Mộc Bắc;12\n;Chuyên Ngoại;9\n"
                                                     "Lý Nhân;Hợp Lý;3\n;Chính Lý;\n"));
    REQUIRE(csv);
    CHECK(cell(*csv, "Huyện", 1) == "Duy Tiên");
    CHECK(find_issue(csv.issues(), "cells_filled_down")->detail == "2");
}

TEST_CASE("two header rows in a CSV, where nothing says which cells were merged") {
    const TemporaryFolder folder;
    const auto table = read_table(folder.file(
        "t.csv", "BIỂU TỔNG HỢP,,,,,\n,,,,,\nSTT,Tên xã,Nông thôn mới,,,Ghi chú\n,,Đạt chuẩn,Nâng cao,Kiểu mẫu,\n"
                 "1,Hợp Lý,x,,,\n2,Chính Lý,x,x,,mới\n,Tổng,2,1,,\n"));
    REQUIRE(table);
    CHECK(table->names == Cells{"STT", "Tên xã", "Nông thôn mới / Đạt chuẩn", "Nông thôn mới / Nâng cao",
                                "Nông thôn mới / Kiểu mẫu", "Ghi chú"});
    CHECK(row(*table, 1) == Cells{"2", "Chính Lý", "x", "x", "", "mới"});
    CHECK(table->totals == std::vector<std::size_t>{2});
}

TEST_CASE("a wide sheet of criteria: numbers as headers are a header") {
    const TemporaryFolder folder;
    std::string text = "Xã";
    for (int i = 1; i <= 19; ++i) {
        text += "\t" + std::to_string(i);
    }
    text += "\nHợp Lý";
    for (int i = 1; i <= 19; ++i) {
        text += i % 3 == 0 ? "\tK" : "\tĐ";
    }
    const auto table = read_table(folder.file("t.tsv", text + "\n"));
    REQUIRE(table);
    CHECK(table->names.front() == "Xã");
    CHECK(table->names.back() == "19");
    CHECK(row(*table, 0)[3] == "K");
}

TEST_CASE("UTF-16 as Excel's Unicode text, with and without its mark, in both orders") {
    const TemporaryFolder folder;
    const std::u16string text = u"Mã xã\tTên xã\r\n01492\tQuý Lộc \U00020000\r\n";
    for (const bool big : {false, true}) {
        for (const bool mark : {false, true}) {
            std::string bytes;
            for (const char16_t unit : (mark ? u"\uFEFF" + text : text)) {
                const char low = static_cast<char>(unit & 0xFF), high = static_cast<char>(unit >> 8);
                bytes += big ? std::string{high, low} : std::string{low, high};
            }
            const auto table = read_table(folder.file("u.txt", bytes));
            REQUIRE(table);
            CHECK(table->names == Cells{"Mã xã", "Tên xã"});
            CHECK(row(*table, 0) == Cells{"01492", "Quý Lộc \xF0\xA0\x80\x80"});
        }
    }
}

TEST_CASE("what a person says about header and rows stands") {
    const TemporaryFolder folder;
    TableChoice choice;
    choice.cut.header_rows = {2};
    choice.cut.first_row = 4;
    choice.cut.last_row = 5;
    const auto table = read_table(folder.file("t.csv", "Mã,Tên\nma_xa,ten_xa\ntext,text\n1,A\n2,B\n3,C\n"), choice);
    REQUIRE(table);
    CHECK(table->names == Cells{"ma_xa", "ten_xa"});
    CHECK(table->row_number == std::vector<std::int64_t>{4, 5});
    CHECK(find_issue(table.issues(), "header_found") == nullptr);
}

TEST_CASE("plain tables stay as they are: the first row is the header, every other row is data") {
    const TemporaryFolder folder;
    for (const char* text :
         {"unit_code,tier\n00001,ntm\n00002,\n", "a,b\n1,2\n3,4\n", "unit_name,note\nXã A,\nXã B,x\n",
          "Xã,2020,2021,2022\nA,1,2,3\nB,4,5,6\n", "ma;ten\n1;Tổng Cọt\n2;Cộng Hòa\n",
          "unit_code,measure,value\n38,Tổng số hộ,5\n38,Tổng số người,9\n"}) {
        INFO(text);
        const auto table = read_table(folder.file("t.csv", text));
        REQUIRE(table);
        CHECK(table->rows() == 2);
        CHECK(table->row_number == std::vector<std::int64_t>{2, 3});
        CHECK(table->totals.empty());
        CHECK(table.issues().empty());
    }
}

TEST_CASE("the status sheet of 27 districts: its header, its rows, its total and its note") {
    const auto file = shared_file("data/hard/f_xlsx/thanhhoa_huyen_status.xlsx");
    if (!file) {
        return;
    }
    const auto table = read_table(*file);
    REQUIRE(table);
    CHECK(table->names == Cells{"STT", "Đơn vị", "Số xã, phường, thị trấn", "Nông thôn mới / Đạt chuẩn",
                                "Nông thôn mới / Nâng cao", "Nông thôn mới / Kiểu mẫu", "Huyện đạt chuẩn / Mức",
                                "Huyện đạt chuẩn / Năm", "Quy hoạch chung xây dựng / Tình trạng",
                                "Quy hoạch chung xây dựng / Ngày phê duyệt"});
    CHECK(table->rows() == 28); // and the total
    CHECK(table->totals == std::vector<std::size_t>{27});
}
