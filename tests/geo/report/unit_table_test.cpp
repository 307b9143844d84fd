// The table of units on the small province of 12 communes, whose names, tiers and totals can be worked out by hand.

#include "geo/report/unit_table.hpp"

#include "tests/geo/insight/small_province.hpp"
#include "tests/temporary_folder.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

using namespace ntm;

namespace {

std::shared_ptr<const UnitTable> table_of(Level level) {
    static const auto snapshot = snapshot_on(load_small_province(), "2022-08-31");
    return make_unit_table(snapshot, level, {});
}

const Lang& vietnamese() {
    static const Lang lang = *Lang::load(std::filesystem::path(NTM_SOURCE_DIR) / "data/lang/vi.toml", Language::vi);
    return lang;
}

std::vector<std::string> codes(const UnitTable& table, const std::vector<std::uint32_t>& rows) {
    std::vector<std::string> codes;
    for (const std::uint32_t row : rows) {
        codes.push_back(table.find("code")->texts[row]);
    }
    return codes;
}

} // namespace

TEST_CASE("rows stand in Vietnamese order: Đ after C and D, ô before ư, tones last", "[report]") {
    const auto table = table_of(Level::commune);
    // Ba, Bảy, Bốn, Chín, Đông, Hai, Một, Một, Mười, Năm, Sáu, Tám.
    CHECK(codes(*table, ordered_rows(*table, {}, {})) == std::vector<std::string>{"00003", "00007", "00004", "00009",
                                                                                  "00012", "00002", "00001", "00011",
                                                                                  "00010", "00005", "00006", "00008"});
}

TEST_CASE("what is not known comes last, whichever way the rows stand", "[report]") {
    const auto table = table_of(Level::commune);
    for (const bool falling : {false, true}) {
        const auto rows = ordered_rows(*table, {"title_year", falling}, {});
        // Six communes hold a tier; the year of the others is nobody's.
        const auto& years = table->find("title_year")->place;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            CHECK((years[rows[i]] == UnitColumn::no_place) == (i >= 6));
        }
    }
    CHECK(codes(*table, ordered_rows(*table, {"title_year", false}, {})).front() == "00003"); // 2017
}

TEST_CASE("typing finds names with and without marks, codes, and the district above", "[report]") {
    const auto table = table_of(Level::commune);
    const auto count = [&](const char* typed) {
        const auto passes = matching_rows(*table, typed);
        return std::count(passes.begin(), passes.end(), 1);
    };
    CHECK(count("một") == 2);
    CHECK(count("MOT") == 2);
    CHECK(count("mot tay") == 1); // every word, in any place
    CHECK(count("00005") == 1);
    CHECK(count("huyen dong") == 8); // seven below Huyện Đông, and Phường Đông, whose district is a huyện too
    CHECK(count("khong co") == 0);
    CHECK(matching_rows(*table, "  ").empty()); // nothing typed is no filter
}

TEST_CASE("totals add what adds up: counts of districts do, tiers and years do not", "[report]") {
    const auto districts = table_of(Level::district);
    const auto rows = ordered_rows(*districts, {}, {});
    const auto total = [&](const char* id) {
        const UnitColumn& column = *districts->find(id);
        return total_text(column, column_sum(column, rows), vietnamese());
    };
    CHECK(total("communes") == "12");
    CHECK(total("in_scope") == "10");
    CHECK(total("held_ntm") == "6");
    CHECK(total("held_nang_cao") == "3");
    CHECK(total("share_ntm") == "60,0%"); // of all communes, not the mean of the districts' shares
    CHECK(total("title").empty());
    const auto communes = table_of(Level::commune);
    const auto all = ordered_rows(*communes, {}, {});
    for (const char* id : {"tier", "title_year", "plan"}) {
        INFO(id);
        const UnitColumn& column = *communes->find(id);
        CHECK(total_text(column, column_sum(column, all), vietnamese()).empty());
    }
}

TEST_CASE("what is copied and written holds the rows shown, and no formula", "[report]") {
    UnitTable table = *table_of(Level::commune);
    for (UnitColumn& column : table.columns) {
        if (column.id == "decision_no") {
            column.texts[0] = "=HYPERLINK(\"x\")";
        }
    }
    const std::vector<std::uint32_t> rows{0, 1};
    const TableExtract extract{
        table, {table.find("name"), table.find("decision_no"), table.find("decision_date")}, rows};
    const auto tabs = table_as_tabs(extract, vietnamese());
    CHECK(std::count(tabs.begin(), tabs.end(), '\n') == 3);
    CHECK(tabs.find("Xã Một\t'=HYPERLINK") != std::string::npos);
    CHECK(tabs.find("01/03/2022") != std::string::npos); // as people read it
    const auto csv = table_as_csv(extract, vietnamese());
    CHECK(csv.starts_with("\xEF\xBB\xBF"));
    CHECK(csv.find("\"'=HYPERLINK(\"\"x\"\")\"") != std::string::npos);
    CHECK(csv.find("2022-03-01") != std::string::npos); // as programs do
    CHECK(csv.find("Xã Ba") == std::string::npos);      // a row that is not shown
}

TEST_CASE("a workbook is written whole, and not at all where it cannot be", "[report]") {
    const TemporaryFolder folder;
    const auto table = table_of(Level::district);
    const auto rows = ordered_rows(*table, {}, {});
    std::vector<const UnitColumn*> columns;
    for (const UnitColumn& column : table->columns) {
        columns.push_back(&column);
    }
    const auto file = folder.path() / "units.xlsx";
    CHECK(write_table_xlsx({*table, columns, rows}, vietnamese(), file).empty());
    std::ifstream written(file, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(written)), {});
    CHECK(bytes.starts_with("PK"));
    CHECK(bytes.size() > 4000);
    CHECK_FALSE(std::filesystem::exists(folder.path() / "units.xlsx.part"));
    CHECK_FALSE(write_table_xlsx({*table, columns, rows}, vietnamese(), folder.path() / "nowhere" / "a.xlsx").empty());
}
