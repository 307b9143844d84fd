#include "geo/units/lineage.hpp"
#include "geo/units/unit_matcher.hpp"

#include "tests/catch.hpp"
#include "tests/geo/made_tables.hpp"

using namespace ntm;

namespace {

using Outcome = UnitMatcher::Outcome;

// Real names that are hard to tell apart: one name in three districts, a city named as its province, marks that matter.
const Units& thanh_hoa() {
    static const Units units = made_units("ma_xa|ten_xa|ma_huyen|ten_huyen|ma_tinh|ten_tinh\n"
                                          "15643|Xã Xuân Lộc|394|Huyện Thường Xuân|38|Tỉnh Thanh Hóa\n"
                                          "15739|Xã Xuân Lộc|397|Huyện Triệu Sơn|38|Tỉnh Thanh Hóa\n"
                                          "15664|Thị trấn Triệu Sơn|397|Huyện Triệu Sơn|38|Tỉnh Thanh Hóa\n"
                                          "15276|Xã Hà Long|392|Huyện Hà Trung|38|Tỉnh Thanh Hóa\n"
                                          "01492|Xã Quý Lộc|395|Huyện Yên Định|38|Tỉnh Thanh Hóa\n"
                                          "14758|Phường Đông Thọ|380|Thành phố Thanh Hóa|38|Tỉnh Thanh Hóa\n"
                                          "99999|Xã Hạ Long|392|Huyện Hà Trung|38|Tỉnh Thanh Hóa");
    return units;
}

/// The code of the unit found, or the outcome in words.
std::string by_name(const char* name, const char* parent = "") {
    const auto match = UnitMatcher(thanh_hoa()).by_name(name, parent);
    return match.outcome == Outcome::sure        ? thanh_hoa().code(match.unit)
           : match.outcome == Outcome::ambiguous ? "ambiguous"
                                                 : "none";
}

std::string first_found(const char* text) {
    const auto found = search_units(thanh_hoa(), text, 10);
    return found.empty() ? "none" : thanh_hoa().code(found.front());
}

} // namespace

TEST_CASE("codes that a spreadsheet damaged still find their unit", "[units]") {
    const UnitMatcher matcher(thanh_hoa());
    for (const char* code : {"01492", "1492", "1492.0", "01492.00"}) {
        INFO(code);
        const auto match = matcher.by_code(code);
        REQUIRE(match.outcome == Outcome::sure);
        CHECK(thanh_hoa().name(match.unit) == "Xã Quý Lộc");
    }
    CHECK_FALSE(matcher.by_code("01492").zeros_restored());
    CHECK(matcher.by_code("1492").zeros_restored());
    CHECK(matcher.by_code("38").unit.level == Level::province);
    CHECK(matcher.by_code("397").unit.level == Level::district);
    for (const char* code : {"", "0", "1492.5", "14920", "xã", "99998"}) {
        INFO(code);
        CHECK(matcher.by_code(code).outcome == Outcome::none);
    }
}

TEST_CASE("one name in two districts is never guessed", "[units]") {
    CHECK(by_name("Xã Xuân Lộc") == "ambiguous");
    CHECK(UnitMatcher(thanh_hoa()).by_name("Xuân Lộc", "").candidates.size() == 2);
    CHECK(by_name("Xã Xuân Lộc", "Huyện Triệu Sơn") == "15739");
    CHECK(by_name("xuan loc", "THƯỜNG XUÂN") == "15643");
    CHECK(by_name("Xã Xuân Lộc", "Hà Trung") == "none");
    CHECK(by_name("Xã Không Có") == "none");
    CHECK(by_name("") == "none");
    CHECK(by_name("Xã") == "none");
}

TEST_CASE("Thanh Hóa is a city and a province: only the type word or the parent tells", "[units]") {
    CHECK(by_name("Thanh Hóa") == "ambiguous");
    CHECK(by_name("Thành phố Thanh Hóa") == "380");
    CHECK(by_name("TP. Thanh Hoá") == "380");
    CHECK(by_name("Tỉnh Thanh Hóa") == "38");
    CHECK(by_name("Thanh Hóa", "Tỉnh Thanh Hóa") == "380");
    CHECK(by_name("Triệu Sơn") == "ambiguous");
    CHECK(by_name("Huyện Triệu Sơn") == "397");
    CHECK(by_name("TT Triệu Sơn") == "15664");
    CHECK(by_name("thanh pho thanh hoa") == "380"); // all without marks, the type word too
    CHECK(by_name("HUYEN TRIEU SON") == "397");
    CHECK(by_name("xa xuan loc", "huyen trieu son") == "15739");
}

TEST_CASE("tone marks decide where they are written and are not asked for where they are not", "[units]") {
    CHECK(by_name("Xã Hà Long") == "15276");
    CHECK(by_name("Xã Hạ Long") == "99999");
    CHECK(by_name("Ha Long") == "ambiguous"); // "Hà" or "Hạ"
    CHECK(by_name("Quí Lộc") == "01492");     // i for y
    CHECK(by_name("QUÝ LỘC") == "01492");
    CHECK(by_name("quy loc") == "01492");
    CHECK(by_name("Đong Tho") == "14758");
    CHECK(by_name("Ðông Thọ") == "14758");         // the look-alike Ð U+00D0
    CHECK(by_name("Đông Tho\xCC\xA3") == "14758"); // decomposed
}

TEST_CASE("an alias of the unit table finds its unit", "[units]") {
    Units units = made_units("ma_xa|ten_xa\n15700|Xã Văn Sơn");
    MadeReader made(units, "unit_code|alias\n15700|Xã Vân Sơn");
    read_unit_facts(units, made.reader);
    CHECK(UnitMatcher(units).by_name("Xã Vân Sơn", "").outcome == Outcome::sure);
}

TEST_CASE("search finds what a person types, the best first", "[units]") {
    CHECK(first_found("trieu son") == "397"); // the district before its town
    CHECK(first_found("Triệu Sơn") == "397");
    CHECK(first_found("thị trấn triệu sơn") == "15664");
    CHECK(first_found("huyen trieu son") == "397");
    CHECK(first_found("thi tran trieu son") == "15664");
    CHECK(first_found("xa xuan l") == "15643");
    CHECK(first_found("397") == "397");
    CHECK(first_found("15739") == "15739");
    CHECK(first_found("trieu") == "397"); // beginnings
    CHECK(first_found("dong th") == "14758");
    CHECK(first_found("trieu sno") == "397"); // slips
    CHECK(first_found("Hạ Long") == "99999"); // with marks: that one first
    CHECK(first_found("Hà Long") == "15276");
    CHECK(first_found("   ") == "none");
    CHECK(first_found("khong co gi") == "none");
    CHECK(search_units(thanh_hoa(), "xuan loc", 10).size() == 2);
    CHECK(search_units(thanh_hoa(), "xuan loc", 1).size() == 1);
}

namespace {

/// Outcome, grounds and code of a row as an office writes it.
std::string joined(const char* name, const char* parent = "", const char* code = "") {
    const UnitMatcher matcher(thanh_hoa());
    AskedUnit asked;
    asked.name = name;
    asked.parent = parent;
    asked.code = code;
    const auto match = matcher.match(asked);
    std::string text =
        std::string(join_outcome_word(match.outcome)) + " " + std::string(join_grounds_word(match.grounds));
    return match.unit.valid() ? text + " " + thanh_hoa().code(match.unit) : text;
}

} // namespace

TEST_CASE("only what is sure is used: slips are proposed, with their grounds", "[units][joining]") {
    CHECK(joined("Xã Hà Long*") == "sure name 15276");
    CHECK(joined("3. X. Hà Long (ĐBKK)") == "sure name 15276");
    CHECK(joined("Xã Há Long") == "ambiguous several"); // Hà or Hạ: nobody knows
    CHECK(joined("Xã Quy Lôc") == "probable marks 01492");
    CHECK(joined("Xã Qúy Lộcc") == "probable letters 01492");
    CHECK(joined("Xã Quý  Lộc", "Yên Địnhh") == "sure name 01492");
    CHECK(joined("QuýLộc") == "sure name 01492");
    CHECK(joined("Phường Quý Lộc") == "probable type 01492"); // types change with time
    CHECK(joined("Thị trấn Quý Lôc") == "none nothing");      // but not two things at once
    CHECK(joined("T.T Triệu Sơn") == "sure name 15664");
    CHECK(joined("Thi trấn Triệu Sơn") == "sure name 15664");
    CHECK(joined("Xã Xuân Lộc, huyện Triệu Sơn") == "sure name 15739");
    CHECK(joined("Xuân Lộc (H. Triệu Sơn)") == "sure name 15739");
    CHECK(joined("Huyện Sơn Triệu (nay là huyện Triệu Sơn)") == "sure now_called 397");
    CHECK(joined("Xã Xuân Lộc", "Hà Trung") == "none parent_other");
    CHECK(joined("Xã Xuân Lộc", "Vùng biển") == "ambiguous several");
    CHECK(joined("Xã Quý Lộc", "Vùng biển") == "probable parent_other 01492");
}

TEST_CASE("a code and a name that are not of one unit: nobody is joined", "[units][joining]") {
    CHECK(joined("Xã Quý Lộc", "", "01492") == "sure code 01492");
    CHECK(joined("Quy Loc", "", "1492") == "sure code_zeros 01492");
    CHECK(joined("Phường Hàm Rồng", "", "14758") == "ambiguous code_against_name");
    CHECK(joined("Xã Hà Long", "", "01492") == "ambiguous code_against_name");
    CHECK(joined("Xã Hà Long", "", "77777") == "probable code_unknown 15276");
    CHECK(joined("Xã Không Có", "", "77777") == "none nothing");
}

TEST_CASE("what a person confirmed stands, for its file or for all", "[units][joining]") {
    const UnitMatcher matcher(thanh_hoa(), {}, {{"a.xlsx", "Xã Qúy Lộcc", "", "1492"}, {"", "Vùng biển", "", ""}});
    const auto grounds = [&](const char* name, const char* file) {
        AskedUnit asked;
        asked.name = name;
        asked.file = file;
        return matcher.match(asked).grounds;
    };
    CHECK(grounds("Xã Qúy Lộcc", "/data/a.xlsx") == JoinGrounds::confirmed);
    CHECK(grounds("Xã Qúy Lộcc", "/data/b.xlsx") == JoinGrounds::letters);
    CHECK(grounds("Vùng  biển", "/data/b.xlsx") == JoinGrounds::refused);
}

TEST_CASE("numbers without their zeros mean communes where a table has only such", "[units][joining]") {
    const Units units = made_units("ma_xa|ten_xa|ma_huyen|ten_huyen\n"
                                   "00397|Xã Một|397|Huyện Hai\n12345|Xã Ba|397|Huyện Hai");
    MadeReader bare(units, "unit_code\n397\n12345");
    CHECK(bare.reader.unit(0)->level == Level::commune);
    MadeReader padded(units, "unit_code\n397\n00397\n12345");
    CHECK(padded.reader.unit(0)->level == Level::district);
}

TEST_CASE("a table of districts says Triệu Sơn and means the district", "[units][joining]") {
    MadeReader made(thanh_hoa(), "unit_name\nTriệu Sơn\nHà Trung\nThường Xuân\nThanh Hóa\nYên Định");
    REQUIRE(made.reader.unit(0));
    CHECK(thanh_hoa().code(*made.reader.unit(0)) == "397");
    CHECK(thanh_hoa().code(*made.reader.unit(3)) == "380");
}

TEST_CASE("codes and names of before a reform: the same unit only where nothing else went into it",
          "[units][joining]") {
    // Since 2025: 14758 is another unit now, 15000 came of two, 16000 of one alone.
    const Units units =
        made_units("ma_xa|ten_xa|ma_tinh\n14758|Phường Hàm Rồng|38\n15000|Xã Mới|38\n16000|Xã Lương Sơn|38");
    MadeReader list(units, "ma_xa_cu|ten_xa_cu|ma_xa_moi|loai\n14758|Phường Đông Thọ|15000|full\n"
                           "14761|Phường Nam Ngạn|15000|full\n15598|Xã Luận Thành|16000|full\n99|Xã Xa|77777|full");
    const UnitMatcher matcher(units, read_lineage(units, list.reader));
    CHECK(count_code(list.reader.take_issues(), "lineage_elsewhere") == 1);
    AskedUnit asked;
    asked.name = "Xã Luận Thành";
    CHECK(matcher.match(asked).grounds == JoinGrounds::old_name);
    CHECK(matcher.match(asked).outcome == JoinOutcome::sure);
    asked.name = "Phường Nam Ngạn";
    CHECK(matcher.match(asked).outcome == JoinOutcome::ambiguous); // a part of Xã Mới is not Xã Mới
    const Table table = made_table("unit_code\n14758\n14761\n15598");
    TableReader reader(table, matcher, {});
    CHECK_FALSE(reader.unit(0)); // not Hàm Rồng, whose code it is now
    CHECK_FALSE(reader.unit(1));
    REQUIRE(reader.unit(2));
    CHECK(units.code(*reader.unit(2)) == "16000");
    CHECK(count_code(reader.take_issues(), "codes_other_vintage") == 1);
}
