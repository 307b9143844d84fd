#include "geo/programme/duties.hpp"

#include "geo/base/viet_text.hpp"

#include <algorithm>

namespace ntm {

namespace {

constexpr std::array<std::string_view, 8> measures{
    "xa_ntm", "xa_ntm_nang_cao", "xa_ntm_kieu_mau", "huyen_ntm", "huyen_ntm_nang_cao", "thon_ntm", "thon_ntm_kieu_mau",
    "ocop"};

enum class Counted { communes, districts, villages };

std::optional<Counted> counted_in(std::string_view key) {
    const std::string_view first = key.substr(0, key.find(' '));
    if (first == "xa") {
        return Counted::communes;
    }
    if (first == "huien") { // the folded y
        return Counted::districts;
    }
    if (first == "thon" || first == "ban" || first == "xom") {
        return Counted::villages;
    }
    return std::nullopt;
}

/// Only words that offices put around a measure itself: "thôn NTM miền núi" and "huyện trắng xã NTM" count another
/// thing.
bool is_plain(std::string_view key) {
    constexpr std::array<std::string_view, 33> plain{
        "xa",    "huien", "thon", "ban", "xom",  "ap",   "don",  "vi",   "so",       "dat", "chuan",
        "duoc",  "cong",  "nhan", "ntm", "nong", "moi",  "nang", "cao",  "kieu",     "mau", "hoan",
        "thanh", "nhiem", "vu",   "xai", "dung", "ocop", "san",  "pham", "products", "va",  "them"};
    while (!key.empty()) {
        const std::size_t end = std::min(key.find(' '), key.size());
        if (std::find(plain.begin(), plain.end(), key.substr(0, end)) == plain.end()) {
            return false;
        }
        key.remove_prefix(std::min(end + 1, key.size()));
    }
    return true;
}

} // namespace

std::span<const std::string_view> target_measures() {
    return measures;
}

std::optional<std::string_view> parse_measure(std::string_view text) {
    std::string words(text);
    std::replace(words.begin(), words.end(), '_', ' ');
    const std::string key = fold_key(words);
    if (!is_plain(key)) {
        return std::nullopt;
    }
    if (key.find("ocop") != std::string::npos) {
        return measures[7];
    }
    const auto counted = counted_in(key);
    const auto tier = parse_tier(words);
    if (!counted || !tier) {
        return std::nullopt;
    }
    switch (*counted) {
    case Counted::communes:
        switch (*tier) {
        case Tier::ntm:
            return measures[0];
        case Tier::nang_cao:
            return measures[1];
        case Tier::kieu_mau:
            return measures[2];
        default:
            return std::nullopt;
        }
    case Counted::districts:
        if (*tier == Tier::ntm || *tier == Tier::hoan_thanh) {
            return measures[3];
        }
        return *tier == Tier::nang_cao ? std::optional(measures[4]) : std::nullopt;
    case Counted::villages:
        if (*tier == Tier::ntm) {
            return measures[5];
        }
        return *tier == Tier::kieu_mau ? std::optional(measures[6]) : std::nullopt;
    }
    return std::nullopt;
}

} // namespace ntm
