#include "geo/base/lang.hpp"

#include "tests/catch.hpp"
#include "tests/temporary_folder.hpp"

#include <set>
#include <string>
#include <thread>
#include <vector>

using namespace ntm;

namespace {

const char* const sample = R"(
title = "Bản đồ"
[menu]
open = "Mở…"
count = "{n} xã, {n} dòng, {other}"
[menu.deep]
"a-b" = "sâu"
[issue]
unknown_code = "Không có mã {value}"
with_end = "Xong!"
quiet = "Chỉ báo"
sums = "ghi {value}, cộng được {detail:local}"
[remedy]
unknown_code = "Sửa cột {field} của {file}"
)";

Lang sample_lang(Language language = Language::vi) {
    const TemporaryFolder folder;
    Result<Lang> lang = Lang::load(folder.file("x.toml", sample), language);
    REQUIRE(lang);
    REQUIRE(lang.issues().empty());
    return *lang;
}

Issue issue_at(std::string code, Where where, std::string detail = "") {
    return {Severity::error, std::move(code), std::move(where), std::move(detail)};
}

Lang shipped(const char* name, Language language) {
    Result<Lang> lang = Lang::load(std::string(NTM_SOURCE_DIR) + "/data/lang/" + name, language);
    REQUIRE(lang);
    CHECK(lang.issues().empty());
    return *lang;
}

/// The {names} of a text.
/// Names of values; words that go with a number ("{count|unit|units}") name the number.
std::set<std::string> placeholders(const std::string& text) {
    std::set<std::string> names;
    for (std::size_t open = text.find('{'); open != std::string::npos; open = text.find('{', open + 1)) {
        const std::string inside = text.substr(open + 1, text.find('}', open) - open - 1);
        names.insert(inside.substr(0, inside.find('|')));
    }
    return names;
}

} // namespace

TEST_CASE("a text is found by its path with dots") {
    const Lang lang = sample_lang();
    CHECK(lang["title"] == "Bản đồ");
    CHECK(lang["menu.open"] == "Mở…");
    CHECK(lang["menu.deep.a-b"] == "sâu");
    CHECK(lang.has("menu.open"));
    CHECK_FALSE(lang.has("menu"));
    CHECK(lang.all().size() == 9);
}

TEST_CASE("a gap is seen, and asking again gives the same") {
    const Lang lang = sample_lang();
    CHECK(lang["menu.close"] == "‹menu.close›");
    CHECK(&lang["menu.close"] == &lang["menu.close"]);
    CHECK_FALSE(lang.has("menu.close"));
    CHECK(Lang()["x"] == "‹x›");
}

TEST_CASE("gaps may be asked for from several threads, through copies too") {
    const Lang lang = sample_lang();
    const Lang copy = lang;
    std::vector<std::thread> threads;
    std::vector<int> wrong(4);
    for (std::size_t t = 0; t < wrong.size(); ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < 500; ++i) {
                const std::string key = "gap." + std::to_string(i);
                wrong[t] += (t % 2 == 0 ? lang : copy)[key] == "‹" + key + "›" ? 0 : 1;
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    CHECK(wrong == std::vector<int>(4));
}

TEST_CASE("placeholders are filled once, unknown ones and lone braces stay") {
    const Lang lang = sample_lang();
    CHECK(lang.fill("menu.count", {{"n", "7"}}) == "7 xã, 7 dòng, {other}");
    CHECK(lang.fill("menu.count", {{"n", "{other}"}, {"other", "x"}}) == "{other} xã, {other} dòng, x");
    CHECK(lang.fill("menu.none", {{"n", "7"}}) == "‹menu.none›");
    const TemporaryFolder folder;
    const auto odd = Lang::load(folder.file("o.toml", "a = \"{ {n} } {\"\nb = \"{{n}}\""), Language::en);
    REQUIRE(odd);
    CHECK(odd->fill("a", {{"n", "1"}}) == "{ 1 } {");
    CHECK(odd->fill("b", {{"n", "1"}}) == "{1}");
}

TEST_CASE("words go with their number") {
    const TemporaryFolder folder;
    const auto lang = Lang::load(
        folder.file("p.toml", "a = \"{n} {n|district has|districts have} {n|it|\"\nb = \"{m|one|many} {n|one}\""),
        Language::en);
    REQUIRE(lang);
    CHECK(lang->fill("a", {{"n", "1"}}) == "1 district has {n|it|");
    CHECK(lang->fill("a", {{"n", "0"}}) == "0 districts have {n|it|");
    CHECK(lang->fill("a", {{"n", "21"}}) == "21 districts have {n|it|");
    CHECK(lang->fill("b", {{"n", "1"}}) == "{m|one|many} {n|one}"); // a value not given, a word too few: left alone
}

TEST_CASE("dates and numbers are written as the language writes them") {
    const Date date = *Date::from_ymd(2022, 8, 31);
    CHECK(sample_lang(Language::vi).date(date) == "31/08/2022");
    CHECK(sample_lang(Language::en).date(date) == "2022-08-31");
    CHECK(sample_lang(Language::vi).number(1095.207, 3) == "1.095,207");
    CHECK(sample_lang(Language::en).number(1095.207, 3) == "1,095.207");
    CHECK(sample_lang(Language::en).number(11000) == "11,000");
}

TEST_CASE("an issue becomes one line that names the place") {
    const Lang lang = sample_lang();
    CHECK(lang.issue_line(issue_at("unknown_code", {"thanh-hoa/plans.csv", "", 12, "unit_code", "15678"})) ==
          "thanh-hoa/plans.csv:12 [unit_code]: Không có mã 15678. Sửa cột unit_code của thanh-hoa/plans.csv.");
    CHECK(lang.issue_line(issue_at("quiet", {"map.gpkg", "commune", 3, "", ""})) == "map.gpkg|commune:3: Chỉ báo.");
    CHECK(lang.issue_line(issue_at("quiet", {"map.gpkg", "", 0, "", ""})) == "map.gpkg: Chỉ báo.");
    CHECK(lang.issue_line(issue_at("quiet", {"", "", 0, "code", ""})) == "[code]: Chỉ báo.");
    CHECK(lang.issue_line(issue_at("with_end", {})) == "Xong!");
    CHECK(lang.issue_line(issue_at("unknown_code", {"", "", 0, "f", "a\nb"})) ==
          "[f]: Không có mã a b. Sửa cột f của .");
    // What a file says stays as it is; what the program adds is written as the language does.
    CHECK(lang.issue_text(issue_at("sums", {"", "", 0, "", "4.072.266"}, "4899.636 / 12 (2024-03-31): 0.50.")) ==
          "ghi 4.072.266, cộng được 4.899,636 / 12 (31/03/2024): 0,50.");
    CHECK(lang.issue_text(issue_at("no_words", {}, "17 rows")) == "‹issue.no_words› 17 rows");
    CHECK(lang.issue_remedy(issue_at("quiet", {})).empty());
}

TEST_CASE("a language file that is absent or broken says where") {
    const TemporaryFolder folder;
    const auto absent = Lang::load(folder.path() / "no.toml", Language::vi);
    CHECK_FALSE(absent);
    REQUIRE(absent.issues().size() == 1);
    CHECK(absent.issues()[0].code == "file_missing");

    const auto broken = Lang::load(folder.file("b.toml", "a = \"x\"\nb = = 2\n"), Language::vi);
    CHECK_FALSE(broken);
    REQUIRE(broken.issues().size() == 1);
    CHECK(broken.issues()[0].code == "lang_syntax");
    CHECK(broken.issues()[0].where.row == 2);
    CHECK_FALSE(broken.issues()[0].detail.empty());

    const auto noise = Lang::load(folder.file("n.toml", std::string("\xff\xfe\x00\x01", 4)), Language::vi);
    CHECK_FALSE(noise);
}

TEST_CASE("an entry that is no text is listed, the rest is kept") {
    const TemporaryFolder folder;
    const auto lang = Lang::load(folder.file("m.toml", "a = \"x\"\n[t]\nn = 7\n"), Language::vi);
    REQUIRE(lang);
    CHECK((*lang)["a"] == "x");
    REQUIRE(lang.issues().size() == 1);
    CHECK(lang.issues()[0].code == "lang_not_text");
    CHECK(lang.issues()[0].where.field == "t.n");
    CHECK(lang.issues()[0].where.row == 3);
}

TEST_CASE("both shipped languages have the same keys, the same placeholders and no empty text") {
    const Lang vi = shipped("vi.toml", Language::vi);
    const Lang en = shipped("en.toml", Language::en);
    for (const auto& [key, text] : vi.all()) {
        CAPTURE(key);
        CHECK_FALSE(text.empty());
        CHECK(en.has(key));
        if (en.has(key)) {
            CHECK(placeholders(text) == placeholders(en[key]));
        }
    }
    for (const auto& [key, text] : en.all()) {
        CAPTURE(key);
        CHECK_FALSE(text.empty());
        CHECK(vi.has(key));
    }
}

TEST_CASE("the codes of this floor have words and a remedy") {
    const Lang vi = shipped("vi.toml", Language::vi);
    for (const char* code :
         {"data_folder_missing", "file_missing", "file_unreadable", "lang_not_text", "lang_syntax", "write_failed"}) {
        CAPTURE(code);
        CHECK(vi.has(std::string("issue.") + code));
        CHECK(vi.has(std::string("remedy.") + code));
    }
}
