// The two language files say the same things, and say all that the code asks for: a gap would be shown to the user as
// a key in ‹›, an issue without words as a bare code.

#include "geo/base/lang.hpp"
#include "tests/catch.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace fs = std::filesystem;
using Texts = std::map<std::string, std::string>;

const fs::path root(NTM_SOURCE_DIR);

Texts texts_of(const std::string& name, ntm::Language language) {
    auto lang = ntm::Lang::load(root / "data/lang" / name, language);
    REQUIRE(lang);
    CHECK(lang.issues().empty());
    return {lang->all().begin(), lang->all().end()};
}

Texts vietnamese() {
    return texts_of("vi.toml", ntm::Language::vi);
}
Texts english() {
    return texts_of("en.toml", ntm::Language::en);
}

std::set<std::string> matches_of(const std::string& text, const char* pattern, std::size_t group) {
    const std::regex expression(pattern);
    std::set<std::string> found;
    for (auto at = std::sregex_iterator(text.begin(), text.end(), expression); at != std::sregex_iterator(); ++at) {
        found.insert((*at)[group]);
    }
    return found;
}

std::set<std::string> placeholders(const std::string& text) {
    return matches_of(text, R"(\{(\w*)\})", 1);
}

/// The literals within the passages of `text` that group 1 of `passage` matches.
std::set<std::string> literals_in(const std::string& text, const char* passage) {
    std::set<std::string> literals;
    for (const auto& part : matches_of(text, passage, 1)) {
        literals.merge(matches_of(part, R"re("([a-z][a-z0-9_.]*)")re", 1));
    }
    return literals;
}

/// A source file without its // comments (a // within a literal is none).
std::string code_of(const fs::path& path) {
    std::ifstream file(path);
    std::string code;
    for (std::string line; std::getline(file, line);) {
        const auto slashes = line.find("//");
        const auto end = line.begin() + static_cast<std::ptrdiff_t>(std::min(slashes, line.size()));
        if (slashes != std::string::npos && std::count(line.begin(), end, '"') % 2 == 0) {
            line.erase(slashes);
        }
        code += line + '\n';
    }
    return code;
}

/// All code of geo/ and viewer/, by path from the root.
Texts sources() {
    Texts all;
    for (const auto* folder : {"geo", "viewer"}) {
        for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
            const auto extension = entry.path().extension();
            if (extension == ".cpp" || extension == ".hpp") {
                all.emplace(fs::relative(entry.path(), root).generic_string(), code_of(entry.path()));
            }
        }
    }
    return all;
}

/// Codes of Issues: the argument after a severity, what is assigned to a `code`, and the first literal handed to a
/// function that is named for making Issues.
std::set<std::string> issue_codes(const std::string& code) {
    auto codes = literals_in(code, R"([Ss]everity(?:::\w+)?\s*,([^,;{}]*))");
    codes.merge(literals_in(code, R"(\.code = ([^;]*);)"));
    codes.merge(literals_in(
        code, R"re(\w*(?:issue|report|warn|refuse|drop|fault)\w*\(\s*(?:[\w.]+,\s*)?("[a-z0-9]+_[a-z0-9_]+"))re"));
    return codes;
}

/// Literals that are keys: what stands in lang[...] or is handed to fill, and whatever begins as a table of the
/// language files does. A key that ends in a dot is completed at run time.
std::set<std::string> asked_keys(const std::string& code, const std::set<std::string>& tables) {
    static const std::regex file_name(R"(.*\.(?:csv|gpkg|geojson|json|png|pdf|toml|ttf|cpp|hpp))");
    std::set<std::string> keys;
    for (const auto& literal : matches_of(code, R"re("([a-z][a-z0-9_]*\.[a-z0-9_.]*)")re", 1)) {
        if (tables.count(literal.substr(0, literal.find('.'))) != 0) {
            keys.insert(literal);
        }
    }
    for (const auto* call :
         {R"([Ll]ang\w*(?:\(\))?\)?\[([^\]]*)\])", R"((?:\.|->)fill\(([^,{;]*))", R"(\btr\(([^,)]*))"}) {
        keys.merge(literals_in(code, call));
    }
    for (auto key = keys.begin(); key != keys.end();) {
        // Keys have dots; a literal without stands beside the key, in a comparison that chooses it.
        const bool is_key = key->find('.') != std::string::npos && !std::regex_match(*key, file_name);
        key = is_key ? std::next(key) : keys.erase(key);
    }
    return keys;
}

bool answered(const Texts& texts, const std::string& key) {
    if (key.back() != '.') {
        return texts.count(key) != 0;
    }
    const auto next = texts.lower_bound(key);
    return next != texts.end() && next->first.compare(0, key.size(), key) == 0;
}

std::set<std::string> tables_of(const Texts& texts) {
    std::set<std::string> tables;
    for (const auto& [key, text] : texts) {
        tables.insert(key.substr(0, key.find('.')));
    }
    return tables;
}

void check_same_keys(const Texts& ours, const Texts& theirs, const std::string& missing_in) {
    for (const auto& [key, text] : ours) {
        INFO(key << " is not in " << missing_in << ", or says there other {placeholders}");
        const auto other = theirs.find(key);
        CHECK((other != theirs.end() && placeholders(other->second) == placeholders(text)));
        CHECK_FALSE(text.empty());
    }
}

} // namespace

TEST_CASE("Vietnamese and English have the same keys with the same placeholders") {
    const auto vi = vietnamese();
    const auto en = english();
    check_same_keys(vi, en, "en.toml");
    check_same_keys(en, vi, "vi.toml");
    CHECK(vi.size() > 5);
}

TEST_CASE("texts of issues use only what an Issue holds") {
    const std::set<std::string> held{"file", "layer", "row", "field", "value", "detail"};
    for (const auto& [key, text] : vietnamese()) {
        if (key.rfind("issue.", 0) == 0 || key.rfind("remedy.", 0) == 0) {
            const auto used = placeholders(text);
            INFO(key << ": " << text);
            CHECK(std::includes(held.begin(), held.end(), used.begin(), used.end()));
        }
    }
}

TEST_CASE("every issue that the code can raise has its words") {
    const auto vi = vietnamese();
    std::size_t codes = 0;
    for (const auto& [path, code] : sources()) {
        for (const auto& name : issue_codes(code)) {
            INFO(path << " raises " << name << ", and there is no text issue." << name);
            CHECK(vi.count("issue." + name) != 0);
            ++codes;
        }
    }
    CHECK(codes > 5);
}

TEST_CASE("every text of an issue belongs to an issue that the code can raise") {
    std::string code;
    for (const auto& [path, text] : sources()) {
        code += text;
    }
    for (const auto& [key, text] : vietnamese()) {
        const bool issue = key.rfind("issue.", 0) == 0;
        if (issue || key.rfind("remedy.", 0) == 0) {
            INFO(key << " is named nowhere in the code: misspelt, or left over");
            CHECK(code.find('"' + key.substr(key.find('.') + 1) + '"') != std::string::npos);
        }
    }
}

TEST_CASE("every key that the code asks for is there") {
    const auto vi = vietnamese();
    const auto tables = tables_of(vi);
    for (const auto& [path, code] : sources()) {
        for (const auto& key : asked_keys(code, tables)) {
            INFO(path << " asks for " << key);
            CHECK(answered(vi, key));
        }
    }
}

TEST_CASE("keys and codes are found in code as it is written") {
    const std::string code = R"code(
        return Issue{Severity::error, "units_none", {}, {}};
        report(Severity::error, code.empty() ? "unit_absent" : "unit_unmatched", row, "column_name");
        issue.code = "data_folder_missing";
        return file_issue("write_failed", file, words);
        drop_unsound(polygons, "coordinates_not_finite", issues);
        text(lang["menu.open"], lang[more ? "menu.more" : "menu.less"]);
        lang.fill("status.units", {{"count", "3"}});
        lang["tier." + word]; open("legend.csv"); label("legend.title");
    )code";
    CHECK(issue_codes(code) == std::set<std::string>{"coordinates_not_finite", "data_folder_missing", "unit_absent",
                                                     "unit_unmatched", "units_none", "write_failed"});
    CHECK(asked_keys(code, {"legend", "menu"}) ==
          std::set<std::string>{"legend.title", "menu.less", "menu.more", "menu.open", "status.units", "tier."});
    CHECK(answered({{"tier.ntm", "Đạt chuẩn"}}, "tier."));
    CHECK_FALSE(answered({{"title", "NTM Atlas"}}, "tier."));
}
