#include "geo/base/row_words.hpp"

#include "geo/base/viet_text.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace ntm {

namespace {

template <std::size_t N>
bool any_begins(std::string_view key, const std::array<std::string_view, N>& words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
        return key.starts_with(word) && (key.size() == word.size() || key[word.size()] == ' ');
    });
}

bool is_roman(std::string_view text) {
    return !text.empty() && text.size() <= 6 && text.find_first_not_of("IVX") == std::string_view::npos;
}

} // namespace

bool says_nothing(std::string_view cell) {
    return cell.empty() || cell == "-" || cell == "–" || cell == "—" || cell == "…" || cell == "...";
}

bool is_total(std::string_view text) {
    constexpr std::array<std::string_view, 12> words{"tong",         "tong cong", "tong so", "tong toan tinh",
                                                     "tong von",     "toan tinh", "ca tinh", "cong",
                                                     "tong ca tinh", "total",     "ca nuoc", "toan huien"};
    return std::find(words.begin(), words.end(), fold_key(text)) != words.end();
}

bool begins_total(std::string_view text) {
    constexpr std::size_t longest = 120; // a sentence is no label of a row
    if (text.size() > longest) {
        return false;
    }
    if (is_total(text)) {
        return true;
    }
    const std::string key = fold_key(text);
    constexpr std::array<std::string_view, 4> companies{"tong cong ti", "tong cuc", "tong kho", "tong doi"};
    constexpr std::array<std::string_view, 16> words{
        "tong cong", "tong so",    "tong toan", "tong ca",    "cong toan", "cong huien",  "cong tinh", "cong xa",
        "cong thi",  "cong thanh", "toan tinh", "toan huien", "ca tinh",   "grand total", "cong khu",  "cong vung"};
    const bool counted = key.starts_with("tong ") && key.size() > 5 && key[5] >= '0' && key[5] <= '9';
    return counted || (any_begins(key, words) && !any_begins(key, companies));
}

bool is_note(std::string_view text) {
    if (text.starts_with("*") || text.starts_with("(*") || text.starts_with("- (*")) {
        return true;
    }
    const std::string key = fold_key(text);
    constexpr std::array<std::string_view, 22> words{
        "ghi chu",   "chu thich",      "chu i",      "nguon",    "nguon so lieu", "luu i",     "noi nhan",
        "nguoi lap", "nguoi tong hop", "lap bieu",   "tm uban",  "tm ubnd",       "tm uy ban", "kt chu tich",
        "chu tich",  "pho chu tich",   "thu truong", "giam doc", "note",          "source",    "so lieu tinh den",
        "xac nhan"};
    if (any_begins(key, words)) {
        return true;
    }
    // "Thanh Hóa, ngày 03 tháng 12 năm 2021"
    return key.find("ngai ") != std::string::npos && key.find(" thang ") != std::string::npos &&
           key.find(" nam") != std::string::npos && text.size() > 20;
}

bool is_section_number(std::string_view text) {
    while (!text.empty() && (text.back() == '.' || text.back() == ')' || text.back() == '-' || text.back() == ' ')) {
        text.remove_suffix(1);
    }
    return is_roman(text) || (text.size() == 1 && text[0] >= 'A' && text[0] <= 'K');
}

std::string_view without_section_number(std::string_view text) {
    const std::size_t end = text.find_first_of(".-):");
    if (end == std::string_view::npos || end > 8 || !is_section_number(text.substr(0, end))) {
        return text;
    }
    const std::size_t begin = text.find_first_not_of(" .-):", end);
    return begin == std::string_view::npos ? text : text.substr(begin);
}

} // namespace ntm
