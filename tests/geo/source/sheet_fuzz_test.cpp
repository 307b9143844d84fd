// Broken and hostile tables: nothing crashes, memory stays bounded, something is always said. Seeded, so that a failure
// can be seen again; run under the sanitizers with the rest.

#include "geo/source/csv.hpp"
#include "geo/source/sheet_builder.hpp"
#include "geo/source/sheet_table.hpp"
#include "geo/source/source.hpp"
#include "geo/source/total_rows.hpp"

#include "tests/catch.hpp"
#include "tests/geo/source/made_files.hpp"
#include "tests/geo/source/made_sheets.hpp"
#include "tests/temporary_folder.hpp"

#include <random>

using namespace ntm;

namespace {

/// What every table must be, whatever it was made of.
void check_sound(const Result<Table>& table) {
    if (!table) {
        REQUIRE_FALSE(table.issues().empty());
        CHECK(table.issues().back().severity == Severity::error);
        return;
    }
    REQUIRE(table->columns.size() == table->names.size());
    for (const TextColumn& column : table->columns) {
        REQUIRE(column.size() == table->rows());
    }
    CHECK(std::is_sorted(table->row_number.begin(), table->row_number.end()));
    CHECK(
        std::all_of(table->totals.begin(), table->totals.end(), [&](std::size_t row) { return row < table->rows(); }));
    static_cast<void>(check_total_rows(*table));
    static_cast<void>(check_percentages(*table));
}

Result<Table> table_of_bytes(const std::string& bytes) {
    auto sheet = cut_delimited(bytes, "fuzz.csv");
    if (!sheet) {
        return sheet.issues();
    }
    return table_of_sheet(*sheet, guess_layout(*sheet));
}

std::string mutated(std::string bytes, std::mt19937& random) {
    constexpr std::string_view pieces[] = {"\"",           ",",    ";",    "\t",  "\n",   "\r", "\r\n", "\"\"",
                                           "\xEF\xBB\xBF", "\xFF", "Tổng", "STT", "(1)",  "I",  "%",    "-",
                                           "1e999",        "=1+1", "\xC3", "0,5", "1.000"};
    for (std::size_t changes = 1 + random() % 8; changes > 0 && !bytes.empty(); --changes) {
        const std::size_t at = random() % bytes.size();
        switch (random() % 5) {
        case 0:
            bytes[at] = static_cast<char>(random() % 256);
            break;
        case 1:
            bytes.erase(at, 1 + random() % 20);
            break;
        case 2:
            bytes.insert(at, pieces[random() % std::size(pieces)]);
            break;
        case 3:
            bytes.insert(at, bytes.substr(random() % bytes.size(), random() % 60));
            break;
        default:
            bytes.resize(at);
        }
    }
    return bytes;
}

const std::string seed_text = "UBND TỈNH,,,,,\nBIỂU TỔNG HỢP,,,,,\nSTT,Tên xã,Nông thôn mới,,,Tỷ lệ %\n"
                              ",,Đạt chuẩn,Nâng cao,Kiểu mẫu,\n(1),(2),(3),(4),(5),(6)\nI,Huyện Đông,,,,\n"
                              "1,\"Hợp, Lý\",3,,,\"85,5\"\n2,Chính Lý,4,1,,90\n,Tổng cộng,7,1,,\nGhi chú: x,,,,,\n";

} // namespace

TEST_CASE("mutations of a CSV: 30,000 tables, none crashes, all are sound", "[fuzz]") {
    std::mt19937 random(20'220'831);
    for (int i = 0; i < 30'000; ++i) {
        const std::string bytes = mutated(seed_text, random);
        INFO(i);
        check_sound(table_of_bytes(bytes));
    }
}

TEST_CASE("mutations of the parts of spreadsheets", "[fuzz]") {
    const TemporaryFolder folder;
    const MadeSheet sheet{
        "A",
        {{"STT", "Tên xã", "Số hộ", "Ngày"}, {"#1", "Hợp Lý", "#12", "@44562"}, {"#2", "Chính Lý", "=A1|3", "x"}},
        {"A1:A2", "C1:D1"}};
    std::mt19937 random(7);
    for (int i = 0; i < 300; ++i) {
        for (const bool ods : {false, true}) {
            MadeParts parts = ods ? ods_parts({sheet}) : xlsx_parts({sheet});
            auto& part = parts[random() % parts.size()].second;
            part = mutated(part, random);
            const auto file = folder.path() / (ods ? "f.ods" : "f.xlsx");
            std::filesystem::remove(file);
            write_zip(file, parts);
            INFO(i << " " << ods);
            check_sound(read_table(file));
        }
    }
}

TEST_CASE("truncated spreadsheets, foreign ones, those with passwords", "[broken]") {
    const TemporaryFolder folder;
    const auto first_code = [](const Result<Table>& table) {
        return table.issues().empty() ? std::string("fine") : table.issues().front().code;
    };
    const std::string whole =
        bytes_of(write_xlsx(folder.path() / "a.xlsx", {{"A", {{"Xã", "Hộ"}, {"Hợp Lý", "#1"}}, {}}}));
    for (const std::size_t percent : {1U, 20U, 50U, 90U, 99U}) {
        INFO(percent);
        const auto table = read_table(folder.file("cut.xlsx", whole.substr(0, whole.size() * percent / 100)));
        CHECK_FALSE(table);
        CHECK(first_code(table) != "fine");
    }
    CHECK(first_code(read_table(folder.file("secret.xlsx", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and so on"))) ==
          "table_encrypted");
    CHECK(first_code(read_table(folder.file("page.xls", "<html><table><tr><td>Xã</td></tr></table></html>"))) ==
          "table_web_page");
    CHECK(first_code(read_table(folder.file("broken.xls", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 no workbook"))) ==
          "spreadsheet_broken");
    CHECK(first_code(read_table(folder.file("empty.xlsx", ""))) == "table_empty");
    // A CSV under the name of a spreadsheet is still a CSV.
    const auto csv = read_table(folder.file("export.xls", "ma_xa\tten_xa\n00001\tA\n"));
    REQUIRE(csv);
    CHECK(csv->names.size() == 2);
    write_zip(folder.path() / "doc.xlsx", {{"word/document.xml", "<w/>"}, {"[Content_Types].xml", "<Types/>"}});
    CHECK_FALSE(read_table(folder.path() / "doc.xlsx"));
}

TEST_CASE("bombs: entities, absurd rows and columns, fills without end", "[broken]") {
    const TemporaryFolder folder;
    const auto with_sheet = [&](const std::string& xml) {
        MadeParts parts = xlsx_parts({{"A", {{"Xã"}, {"A"}}, {}}});
        parts.front().second = xml;
        std::filesystem::remove(folder.path() / "b.xlsx");
        write_zip(folder.path() / "b.xlsx", parts);
        return read_table(folder.path() / "b.xlsx");
    };
    const auto entities = with_sheet("<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b "
                                     "\"&a;&a;&a;&a;&a;&a;&a;&a;\">]><worksheet><sheetData><row r=\"1\"><c r=\"A1\" "
                                     "t=\"str\"><v>&b;</v></c></row></sheetData></worksheet>");
    CHECK_FALSE(entities);
    const auto row = [](const std::string& number, const std::string& column) {
        return "<row r=\"" + number + "\"><c r=\"" + column + number + "\" t=\"str\"><v>x</v></c></row>";
    };
    // A last row in the billions, a column beyond the edge of any sheet, rows that go backwards.
    for (const std::string& rows :
         {row("1", "A") + row("99999999999", "B"), row("1", "ZZZ"), row("5", "A") + row("2", "A"),
          row("1", "AAAAAAAAAA"), row("-3", "A"), std::string("<row r=\"1\"><c r=\"\"><v>1</v></c></row>")}) {
        INFO(rows);
        check_sound(with_sheet("<worksheet><sheetData>" + rows + "</sheetData></worksheet>"));
    }
    // Every row filled to the last column: the reader stops at its bound and says so.
    std::string wide = "<worksheet><sheetData>";
    for (int i = 1; i <= 600; ++i) {
        wide += row(std::to_string(i), "XFD");
    }
    const auto bounded = with_sheet(wide + "</sheetData></worksheet>");
    CHECK(find_issue(bounded.issues(), "sheet_too_large") != nullptr);
    // LibreOffice's fills: a million equal rows, a cell repeated to the edge.
    MadeParts ods = ods_parts({{"A", {{"Xã", "Hộ"}, {"A", "#1"}}, {}}});
    auto& xml = ods.back().second;
    xml.replace(xml.find("</table:table>"), 0,
                "<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell "
                "table:number-columns-repeated=\"16384\" office:value-type=\"string\"><text:p>x</text:p>"
                "</table:table-cell></table:table-row>");
    write_zip(folder.path() / "fill.ods", ods);
    const auto filled = read_table(folder.path() / "fill.ods");
    REQUIRE(filled);
    CHECK(filled->rows() <= 2);
}

TEST_CASE("tables of odd shapes: 300 columns, mixed line ends, NUL bytes, a header alone", "[broken]") {
    const TemporaryFolder folder;
    std::string wide = "ma_xa";
    for (int i = 1; i < 300; ++i) {
        wide += ",cot " + std::to_string(i);
    }
    const auto columns = read_table(folder.file("w.csv", wide + "\n00001\n"));
    REQUIRE(columns);
    CHECK(columns->names.size() == 300);
    CHECK(find_issue(columns.issues(), "row_too_short") != nullptr);
    const auto mixed = read_table(folder.file("m.csv", "a,b\r1,2\r\n3,4\n5,6\r"));
    REQUIRE(mixed);
    CHECK(mixed->rows() == 3);
    const auto nul = read_table(folder.file("n.csv", std::string("ma_xa,ten\n0000\0,x\n", 18)));
    CHECK_FALSE(nul);
    CHECK(nul.issues().front().code == "table_not_text");
    const auto header = read_table(write_xlsx(folder.path() / "h.xlsx", {{"A", {{"Mã xã", "Tên xã"}}, {}}}));
    REQUIRE(header);
    CHECK(header->rows() == 0);
    CHECK(find_issue(header.issues(), "table_without_rows") != nullptr);
    const auto empty = read_table(write_xlsx(folder.path() / "e.xlsx", {{"A", {}, {}}, {"B", {}, {}}}));
    REQUIRE_FALSE(empty);
    CHECK(empty.issues().front().code == "table_empty");
}
