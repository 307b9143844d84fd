#include "geo/units/decision_text.hpp"

#include "geo/base/viet_text.hpp"
#include "geo/base/written_date.hpp"

#include <algorithm>

namespace ntm {

namespace {

// The dash is three bytes, and single bytes of it end letters too ("Ề"): it is never looked for byte by byte.
constexpr std::string_view around = " ,;()-", dash = "–";

bool starts_around(std::string_view text) {
    return text.starts_with(dash) || (!text.empty() && around.find(text.front()) != std::string_view::npos);
}

bool ends_around(std::string_view text) {
    return text.ends_with(dash) || (!text.empty() && around.find(text.back()) != std::string_view::npos);
}

std::string_view trimmed(std::string_view text) {
    while (starts_around(text)) {
        text.remove_prefix(text.starts_with(dash) ? dash.size() : 1);
    }
    while (ends_around(text)) {
        text.remove_suffix(text.ends_with(dash) ? dash.size() : 1);
    }
    return text;
}

/// "ngày" before a day says only that one follows.
bool is_day_word(std::string_view word) {
    const std::string key = fold_key(word);
    return key == "ngai" || key == "ng";
}

std::string_view without_day_word(std::string_view text) {
    std::size_t at = text.size();
    while (at > 0 && !ends_around(text.substr(0, at))) {
        --at;
    }
    return is_day_word(text.substr(at)) ? trimmed(text.substr(0, at)) : text;
}

} // namespace

DecisionText read_decision(std::string_view cell) {
    // The longest end of the cell that is a day: "ngày 12 tháng 5 năm 2019" before "5 năm 2019".
    for (std::size_t at = 1; at < cell.size(); ++at) {
        if (!ends_around(cell.substr(0, at)) || starts_around(cell.substr(at))) {
            continue;
        }
        const std::string_view rest = trimmed(cell.substr(at));
        constexpr std::size_t shortest = 6; // "44562" behind a decision is a number, not a day
        const auto written = rest.size() >= shortest ? parse_written_date(rest) : std::nullopt;
        const auto date = written || !is_day_word(rest.substr(0, rest.find(' ')))
                              ? written
                              : parse_written_date(trimmed(rest.substr(std::min(rest.find(' '), rest.size()))));
        if (date && date->given != WrittenDate::Given::period) {
            return {std::string(without_day_word(trimmed(cell.substr(0, at)))), date->date};
        }
    }
    return {std::string(cell), std::nullopt};
}

} // namespace ntm
