#include "geo/base/written_date.hpp"

#include "geo/base/number.hpp"
#include "geo/base/viet_text.hpp"

#include <array>
#include <string>
#include <vector>

namespace ntm {

namespace {

std::optional<WrittenDate> end_of_month(int year, int month) {
    const auto first = month == 12 ? Date::from_ymd(year + 1, 1, 1) : Date::from_ymd(year, month + 1, 1);
    if (!first || month < 1 || year < 1900 || year > 2200) {
        return std::nullopt;
    }
    return WrittenDate{first->plus_days(-1), WrittenDate::Given::period};
}

std::optional<int> small_number(std::string_view word) {
    const auto number = parse_integer(word);
    return number && *number >= 0 && *number <= 9999 ? std::optional(static_cast<int>(*number)) : std::nullopt;
}

std::optional<int> quarter_of(std::string_view word) {
    constexpr std::array<std::string_view, 4> roman{"i", "ii", "iii", "iv"};
    for (std::size_t i = 0; i < roman.size(); ++i) {
        if (word == roman[i]) {
            return static_cast<int>(i) + 1;
        }
    }
    const auto number = small_number(word);
    return number && *number >= 1 && *number <= 4 ? number : std::nullopt;
}

std::vector<std::string> words_of(const std::string& key) {
    std::vector<std::string> words;
    for (std::size_t begin = 0; begin < key.size();) {
        const std::size_t end = std::min(key.find(' ', begin), key.size());
        words.push_back(key.substr(begin, end - begin));
        begin = end + 1;
    }
    return words;
}

/// The number of a day in Excel: 20000 is in 1954, 60000 in 2064.
std::optional<WrittenDate> serial_day(std::string_view text) {
    const auto number = parse_integer(text);
    if (!number || *number < 20'000 || *number > 60'000) {
        return std::nullopt;
    }
    return WrittenDate{Date::from_ymd(1899, 12, 30)->plus_days(static_cast<int>(*number)),
                       WrittenDate::Given::short_year};
}

std::optional<WrittenDate> of_words(const std::vector<std::string>& words) {
    using Given = WrittenDate::Given;
    const auto number = [&](std::size_t i) { return i < words.size() ? small_number(words[i]) : std::nullopt; };
    const auto is = [&](std::size_t i, std::string_view word) { return i < words.size() && words[i] == word; };
    const bool named = is(0, "ngai") && is(2, "thang") && is(4, "nam") && words.size() == 6;
    if (named && number(1) && number(3) && number(5)) {
        const auto date = Date::from_ymd(*number(5), *number(3), *number(1));
        return date ? std::optional(WrittenDate{*date, Given::day}) : std::nullopt;
    }
    // "quý iv 2022", "q4 2022", "quý 4 năm 2022"
    if (words.size() >= 2 && (is(0, "quii") || is(0, "qui") || is(0, "q") || words[0].size() == 2) &&
        words[0][0] == 'q') {
        const bool glued = words[0].size() == 2;
        const auto quarter = glued ? quarter_of(words[0].substr(1)) : quarter_of(words[1]);
        const auto year = number(words.size() - 1);
        return quarter && year && words.size() <= 4 ? end_of_month(*year, 3 * *quarter) : std::nullopt;
    }
    const std::size_t month_at = is(0, "thang") ? 1 : 0;
    const std::size_t year_at = is(month_at + 1, "nam") ? month_at + 2 : month_at + 1;
    if (words.size() == year_at + 1 && number(month_at) && number(year_at) && words[year_at].size() == 4 &&
        words[month_at].size() <= 2) {
        return end_of_month(*number(year_at), *number(month_at));
    }
    if (words.size() == 2 && is(0, "nam") && number(1)) {
        return end_of_month(*number(1), 12);
    }
    // "03/12/21"
    if (words.size() == 3 && number(0) && number(1) && number(2) && words[2].size() == 2 && words[0].size() <= 2) {
        const auto date = Date::from_ymd(2000 + *number(2), *number(1), *number(0));
        return date ? std::optional(WrittenDate{*date, Given::short_year}) : std::nullopt;
    }
    return std::nullopt;
}

} // namespace

std::optional<WrittenDate> parse_written_date(std::string_view text) {
    if (const auto date = Date::parse(text)) {
        return WrittenDate{*date, WrittenDate::Given::day};
    }
    constexpr std::size_t longest = 60;
    if (text.size() > longest) {
        return std::nullopt;
    }
    if (auto serial = serial_day(text)) {
        return serial;
    }
    return of_words(words_of(fold_key(text)));
}

} // namespace ntm
