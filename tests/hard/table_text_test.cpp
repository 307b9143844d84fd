// Text inside tables: encodings of the 1990s in delimited files, fonts of the 1990s in workbooks. The bytes are made by
// the C library (TCVN, CP1258) and by the description of VNI's makers, not by our own tables.

#include "geo/source/source.hpp"

#include "geo/base/viet_text.hpp"

#include "tests/catch.hpp"
#include "tests/geo/source/made_files.hpp"
#include "tests/geo/source/made_sheets.hpp"
#include "tests/hard/made_hard.hpp"
#include "tests/temporary_folder.hpp"

#include <fmt/format.h>

#include <functional>

using namespace ntm;

namespace {

using Encode = std::function<std::string(const std::string&)>;

/// As offices write it: title, header, headings and a note, all in one encoding.
const std::vector<MadeRow> status_rows{
    {"Biểu tổng hợp kết quả xây dựng nông thôn mới", "", "", ""},
    {"STT", "Tên xã", "Huyện", "Số tiêu chí đạt"},
    {"1", "Xã Thọ Tân", "Triệu Sơn", "19"},
    {"2", "Xã Hoằng Đạo", "Hoằng Hóa", "17"},
    {"3", "Xã Tân Phúc", "Lang Chánh", "12"},
    {"4", "Xã Nga Phượng", "Nga Sơn", "16"},
    {"", "Tổng cộng", "", "64"},
};

std::string delimited(const std::vector<MadeRow>& rows, const Encode& encode) {
    std::string bytes;
    for (const MadeRow& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            bytes += (i > 0 ? ";" : "") + encode(row[i]);
        }
        bytes += "\r\n";
    }
    return bytes;
}

/// Bytes shown as Windows-1252 and saved as UTF-8: what a wrong label makes of them.
std::string as_mislabelled(const std::string& bytes) {
    std::string utf8;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        utf8 += byte < 0x80
                    ? std::string(1, c)
                    : std::string{static_cast<char>(0xc0 | (byte >> 6U)), static_cast<char>(0x80 | (byte & 0x3fU))};
    }
    return utf8;
}

void check_status(const Result<Table>& table) {
    REQUIRE(table);
    REQUIRE(table->names.size() == 4);
    CHECK(table->names[1] == "Tên xã");
    CHECK(table->names[3] == "Số tiêu chí đạt");
    REQUIRE(table->rows() == 5);
    CHECK(table->totals == std::vector<std::size_t>{4}); // known by its words, so these were read in time
    CHECK(table->columns[1][0] == "Xã Thọ Tân");
    CHECK(table->columns[1][1] == "Xã Hoằng Đạo");
    CHECK(table->columns[1][3] == "Xã Nga Phượng");
    CHECK(table->columns[2][0] == "Triệu Sơn");
}

} // namespace

TEST_CASE("delimited text in TCVN3, VNI and CP1258 is read by its words", "[hard]") {
    const TemporaryFolder folder;
    for (const auto& [name, encode] : std::vector<std::pair<std::string, Encode>>{
             {"TCVN3", made::as_tcvn3}, {"VNI", made::as_vni}, {"CP1258", made::as_cp1258}}) {
        CAPTURE(name);
        const std::string bytes = delimited(status_rows, encode);
        const auto found = read_table(folder.file("t.csv", bytes));
        check_status(found);
        const Issue* issue = find_issue(found.issues(), "text_decoded");
        REQUIRE(issue != nullptr);
        CHECK(issue->detail.starts_with(name));
        check_status(read_table(folder.file("u.csv", as_mislabelled(bytes)))); // saved as UTF-8 by a program
        TableChoice choice;
        choice.encoding = name;
        check_status(read_table(folder.file("v.csv", bytes), choice));
    }
    const auto plain = read_table(folder.file("plain.csv", delimited(status_rows, made::as_utf8)));
    check_status(plain);
    CHECK(find_issue(plain.issues(), "text_decoded") == nullptr);
}

// The names of the Central Highlands are not of Vietnamese syllables, and decision numbers of none: what the other
// columns show holds for them. They stayed unread, and their rows were joined to nothing.
TEST_CASE("columns that are no Vietnamese words go by the others of the table", "[hard]") {
    std::vector<MadeRow> rows{{"Tên xã", "Huyện", "Số quyết định", "Mức độ"}};
    const std::vector<std::pair<const char*, const char*>> units{
        {"Krông Na", "Buôn Đôn"},  {"Ea Nuôl", "Buôn Đôn"},  {"Ea Drông", "Buôn Hồ"},
        {"Cuôr Knia", "Buôn Đôn"}, {"Krông Jing", "M'Đrắk"}, {"Ea Đar", "Ea Kar"},
        {"Ea Yông", "Krông Pắc"},  {"Krông Nô", "Lắk"},      {"Cư Dliê M'nông", "Cư M'gar"}};
    for (std::size_t i = 0; i < units.size(); ++i) {
        rows.push_back(
            {units[i].first, units[i].second, std::to_string(i + 1) + "/QĐ-UBND", "Đạt chuẩn nông thôn mới"});
    }
    const TemporaryFolder folder;
    for (const auto& [name, encode] : std::vector<std::pair<std::string, Encode>>{
             {"TCVN3", made::as_tcvn3}, {"VNI", made::as_vni}, {"CP1258", made::as_cp1258}}) {
        const std::string bytes = delimited(rows, encode);
        for (const bool mislabelled : {false, true}) {
            CAPTURE(name, mislabelled);
            const auto table = read_table(folder.file("t.csv", mislabelled ? as_mislabelled(bytes) : bytes));
            REQUIRE(table);
            CHECK(table->names == std::vector<std::string>(rows[0].begin(), rows[0].end()));
            REQUIRE(table->rows() == units.size());
            for (std::size_t i = 0; i < units.size(); ++i) {
                CHECK(table->columns[0][i] == units[i].first);
                CHECK(table->columns[1][i] == units[i].second);
                CHECK(table->columns[2][i] == rows[i + 1][2]);
            }
        }
    }
}

// Words of another language: a Vietnamese one comes out among them by chance, and nothing is to be changed.
TEST_CASE("names that are not Vietnamese in any encoding stay as they are", "[hard]") {
    const TemporaryFolder folder;
    const std::string text = "name;town\nHôpital Général;Besançon\nÉcole Française;Nîmes\nMüller & Söhne;Köln\n"
                             "Año Nuevo;Cáceres\nCollège Évariste;Orléans\nMärz;Zürich\n";
    const auto table = read_table(folder.file("t.csv", text));
    REQUIRE(table);
    CHECK(table->columns[0][0] == "Hôpital Général");
    CHECK(table->columns[1][0] == "Besançon");
    CHECK(table->columns[0][2] == "Müller & Söhne");
    CHECK(table->columns[0][3] == "Año Nuevo");
}

// The finding was named by the raw bytes of the first row, and every answer in JSON failed on them.
TEST_CASE("what is told of a table in old letters is clean text", "[hard]") {
    const TemporaryFolder folder;
    for (const Encode& encode : {Encode(made::as_tcvn3), Encode(made::as_vni), Encode(made::as_cp1258)}) {
        const auto table = read_table(folder.file("t.csv", delimited(status_rows, encode)));
        REQUIRE(table);
        REQUIRE_FALSE(table.issues().empty());
        for (const Issue& issue : table.issues()) {
            CAPTURE(issue.code, issue.where.field, issue.detail);
            CHECK(is_valid_utf8(issue.where.field));
            CHECK(is_valid_utf8(issue.where.value));
            CHECK(is_valid_utf8(issue.detail));
        }
    }
}

TEST_CASE("what is said about a table's encoding is believed, and a word that means none is told", "[hard]") {
    const TemporaryFolder folder;
    // Two words cannot show what they are; the workspace says it. In CP1252 the same bytes are other letters.
    const std::string bytes = "ma,ten\n1,Th\xe4 T\xa9n\n"; // "Thọ Tân" in TCVN3
    TableChoice choice;
    choice.encoding = "TCVN3";
    const auto tcvn3 = read_table(folder.file("a.csv", bytes), choice);
    REQUIRE(tcvn3);
    CHECK(tcvn3->columns[1][0] == "Thọ Tân");
    choice.encoding = "CP1252";
    CHECK(read_table(folder.file("b.csv", bytes), choice)->columns[1][0] == "Thä T©n");
    choice.encoding = "KOI8";
    const auto unknown = read_table(folder.file("c.csv", bytes), choice);
    const Issue* issue = find_issue(unknown.issues(), "encoding_unknown");
    REQUIRE(issue != nullptr);
    CHECK(issue->detail == "KOI8");
    CHECK(issue->where.file.ends_with("c.csv"));
}

TEST_CASE("rows put together from two sources keep each its own letters", "[hard]") {
    const TemporaryFolder folder;
    std::vector<MadeRow> rows = status_rows;
    rows.pop_back();
    const std::string old_rows =
        delimited(rows, [](const std::string& text) { return as_mislabelled(made::as_tcvn3(text)); });
    const auto table = read_table(folder.file("t.csv", old_rows + "5;Xã Vạn Hòa;Nông Cống;18\r\n"));
    REQUIRE(table);
    CHECK(table->columns[1][0] == "Xã Thọ Tân");
    CHECK(table->columns[1][4] == "Xã Vạn Hòa"); // read as TCVN3 it would be no word
}

TEST_CASE("cells in a font of the 1990s are read as that font shows them", "[hard]") {
    const TemporaryFolder folder;
    const auto in_font = [](const Encode& encode, const std::string& text) {
        return xml_text(as_mislabelled(encode(text)));
    };
    const std::string head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    // Style 1: .VnTime; 2: .VnTimeH, whose small letters are drawn as capitals; 3: VNI-Times. The header is Unicode.
    const auto cell = [](const char* at, int style, const std::string& text) {
        return fmt::format("<c r=\"{}\" s=\"{}\" t=\"inlineStr\"><is><t>{}</t></is></c>", at, style, text);
    };
    MadeParts parts = xlsx_parts({{"Biểu", {}, {}}});
    for (auto& [name, bytes] : parts) {
        if (name == "xl/styles.xml") {
            bytes = head +
                    "<styleSheet><fonts><font><name val=\"Times New Roman\"/></font><font><name val=\".VnTime\"/>"
                    "</font><font><name val=\".VnTimeH\"/></font><font><name val=\"VNI-Times\"/></font></fonts>"
                    "<cellXfs><xf numFmtId=\"0\" fontId=\"0\"/><xf numFmtId=\"0\" fontId=\"1\"/>"
                    "<xf numFmtId=\"0\" fontId=\"2\"/><xf numFmtId=\"0\" fontId=\"3\"/></cellXfs></styleSheet>";
        } else if (name == "xl/sharedStrings.xml") {
            // One text of two runs: the first in the font of its cell, the second in one of its own.
            bytes = head + "<sst><si><r><t>" + in_font(made::as_tcvn3, "Xã ") +
                    "</t></r><r><rPr><rFont val=\"VNI-Times\"/></rPr><t>" + in_font(made::as_vni, "Hợp Thắng") +
                    "</t></r></si></sst>";
        } else if (name == "xl/worksheets/sheet1.xml") {
            bytes = head + "<worksheet><sheetData><row r=\"1\">" + cell("A1", 0, "Tên xã") + cell("B1", 0, "Huyện") +
                    cell("C1", 0, "Ghi chú") + "</row><row r=\"2\">" +
                    cell("A2", 1, in_font(made::as_tcvn3, "Xã Thọ Tân")) +
                    cell("B2", 2, in_font(made::as_tcvn3, "triệu sơn")) + cell("C2", 0, "Đạt") + "</row><row r=\"3\">" +
                    cell("A3", 3, in_font(made::as_vni, "Xã Hoằng Đạo")) + cell("B3", 0, "Hoằng Hóa") +
                    cell("C3", 1, "Chưa đạt") + "</row><row r=\"4\"><c r=\"A4\" s=\"1\" t=\"s\"><v>0</v></c>" +
                    cell("B4", 0, "Triệu Sơn") + cell("C4", 0, "Đạt") + "</row></sheetData></worksheet>";
        }
    }
    write_zip(folder.path() / "f.xlsx", parts);
    const auto table = read_table(folder.path() / "f.xlsx");
    REQUIRE(table);
    REQUIRE(table->rows() == 3);
    CHECK(table->names == std::vector<std::string>{"Tên xã", "Huyện", "Ghi chú"});
    CHECK(table->columns[0][0] == "Xã Thọ Tân");
    CHECK(table->columns[1][0] == "TRIỆU SƠN");
    CHECK(table->columns[0][1] == "Xã Hoằng Đạo");
    CHECK(table->columns[1][1] == "Hoằng Hóa");
    CHECK(table->columns[2][1] == "Chưa đạt"); // Unicode typed into a cell that kept the old font
    CHECK(table->columns[0][2] == "Xã Hợp Thắng");
    const Issue* issue = find_issue(table.issues(), "text_by_font");
    REQUIRE(issue != nullptr);
    CHECK(issue->where.field == "A2");
    CHECK(issue->detail.starts_with("4; TCVN3 (.VnTime)"));
}
