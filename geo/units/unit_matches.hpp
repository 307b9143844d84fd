#pragma once

#include "geo/units/unit_matcher.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// What the parts of UnitMatcher share.
namespace ntm {

inline bool all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Spreadsheets turn a code into a number, "1492.0", and people keep them from it, "'01492".
inline std::string plain_code(std::string_view code) {
    std::string plain(code.substr(std::min(code.find_first_not_of("'’`"), code.size())));
    if (const auto dot = plain.find('.');
        dot != std::string::npos && plain.find_first_not_of('0', dot + 1) == std::string::npos) {
        plain.resize(dot);
    }
    return plain;
}

inline UnitMatcher::Match found_sure(UnitRef unit, JoinGrounds grounds) {
    UnitMatcher::Match match;
    match.outcome = JoinOutcome::sure;
    match.grounds = grounds;
    match.unit = unit;
    return match;
}

inline UnitMatcher::Match undecided(JoinOutcome outcome, JoinGrounds grounds, std::vector<UnitRef> candidates) {
    UnitMatcher::Match match;
    match.outcome = outcome;
    match.grounds = grounds;
    match.candidates = std::move(candidates);
    return match;
}

} // namespace ntm
