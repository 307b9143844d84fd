#include "geo/units/decision_text.hpp"

#include "geo/base/viet_text.hpp"
#include "geo/base/written_date.hpp"

#include <array>

namespace ntm {

namespace {

constexpr std::string_view around = " ,;()-–";

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = std::min(text.find_first_not_of(around), text.size());
    text.remove_prefix(begin);
    const std::size_t end = text.find_last_not_of(around);
    return end == std::string_view::npos ? std::string_view() : text.substr(0, end + 1);
}

/// "ngày" before a day says only that one follows.
bool is_day_word(std::string_view word) {
    const std::string key = fold_key(word);
    return key == "ngai" || key == "ng";
}

std::string_view without_day_word(std::string_view text) {
    const std::size_t blank = text.find_last_of(around);
    const std::string_view last = blank == std::string_view::npos ? text : text.substr(blank + 1);
    return is_day_word(last) ? trimmed(text.substr(0, text.size() - last.size())) : text;
}

} // namespace

DecisionText read_decision(std::string_view cell) {
    // The longest end of the cell that is a day: "ngày 12 tháng 5 năm 2019" before "5 năm 2019".
    for (std::size_t at = 1; at < cell.size(); ++at) {
        if (around.find(cell[at - 1]) == std::string_view::npos || around.find(cell[at]) != std::string_view::npos) {
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
