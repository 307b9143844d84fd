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
