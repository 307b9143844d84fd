#include "geo/base/date.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <mutex>

namespace ntm {

namespace {

std::chrono::year_month_day civil(std::int32_t days_since_1970) {
    return std::chrono::year_month_day(std::chrono::sys_days(std::chrono::days(days_since_1970)));
}

/// Reads a text from left to right; each step takes what fits and says whether it did.
class Cursor {
public:
    explicit Cursor(std::string_view text)
        : m_rest(text) {}

    [[nodiscard]] bool at_end() const { return m_rest.empty(); }

    bool take(char expected) {
        if (m_rest.empty() || m_rest.front() != expected) {
            return false;
        }
        m_rest.remove_prefix(1);
        return true;
    }

    std::optional<char> take_any(std::string_view signs) {
        if (m_rest.empty() || signs.find(m_rest.front()) == std::string_view::npos) {
            return std::nullopt;
        }
        const char sign = m_rest.front();
        m_rest.remove_prefix(1);
        return sign;
    }

    struct Digits {
        int value = 0;
        int count = 0;
    };
    /// At most nine digits, so that the value fits.
    Digits take_digits() {
        Digits digits;
        while (!m_rest.empty() && m_rest.front() >= '0' && m_rest.front() <= '9' && digits.count < 9) {
            digits.value = digits.value * 10 + (m_rest.front() - '0');
            ++digits.count;
            m_rest.remove_prefix(1);
        }
        return digits;
    }

private:
    std::string_view m_rest;
};

std::string_view without_outer_blanks(std::string_view text) {
    while (!text.empty() && text.front() == ' ') {
        text.remove_prefix(1);
    }
    while (!text.empty() && text.back() == ' ') {
        text.remove_suffix(1);
    }
    return text;
}

bool two_digits_up_to(Cursor& cursor, int limit) {
    const Cursor::Digits digits = cursor.take_digits();
    return digits.count == 2 && digits.value <= limit;
}

bool take_zone(Cursor& cursor) {
    if (cursor.at_end() || cursor.take('Z')) {
        return true;
    }
    if (!cursor.take_any("+-") || !two_digits_up_to(cursor, 14)) {
        return false;
    }
    if (cursor.at_end()) {
        return true;
    }
    cursor.take(':');
    return two_digits_up_to(cursor, 59);
}

/// A time of day behind the date is checked and dropped: spreadsheets and layers add 00:00:00 to every date.
bool take_time_of_day(Cursor& cursor) {
    if (cursor.at_end()) {
        return true;
    }
    if (!cursor.take_any("T ") || !two_digits_up_to(cursor, 24) || !cursor.take(':') || !two_digits_up_to(cursor, 59)) {
        return false;
    }
    if (cursor.take(':')) {
        if (!two_digits_up_to(cursor, 60)) {
            return false;
        }
        if (cursor.take('.') && cursor.take_digits().count == 0) {
            return false;
        }
    }
    return take_zone(cursor) && cursor.at_end();
}

} // namespace

std::optional<Date> Date::from_ymd(int year, int month, int day) {
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) {
        return std::nullopt;
    }
    const std::chrono::year_month_day ymd{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                          std::chrono::day(static_cast<unsigned>(day))};
    if (!ymd.ok()) {
        return std::nullopt;
    }
    Date date;
    date.m_days = static_cast<std::int32_t>(std::chrono::sys_days(ymd).time_since_epoch().count());
    return date;
}

std::optional<Date> Date::parse(std::string_view text) {
    Cursor cursor(without_outer_blanks(text));
    const Cursor::Digits first = cursor.take_digits();
    const bool year_first = first.count == 4;
    const std::optional<char> sign = cursor.take_any(year_first ? "-/" : "/-.");
    if (!sign) {
        return std::nullopt;
    }
    const Cursor::Digits month = cursor.take_digits();
    if (!cursor.take(*sign)) {
        return std::nullopt;
    }
    const Cursor::Digits last = cursor.take_digits();
    const Cursor::Digits& day = year_first ? last : first;
    const Cursor::Digits& year = year_first ? first : last;
    const bool lengths_fit =
        year.count == 4 && month.count >= 1 && month.count <= 2 && day.count >= 1 && day.count <= 2;
    if (!lengths_fit || !take_time_of_day(cursor)) {
        return std::nullopt;
    }
    return from_ymd(year.value, month.value, day.value);
}

Date Date::today() {
    // std::localtime hands out one buffer for the whole process.
    static std::mutex mutex;
    const std::scoped_lock lock(mutex);
    const std::time_t now = std::time(nullptr);
    const std::tm* local = std::localtime(&now);
    if (local == nullptr) {
        return Date();
    }
    return from_ymd(local->tm_year + 1900, local->tm_mon + 1, local->tm_mday).value_or(Date());
}

int Date::year() const {
    return static_cast<int>(civil(m_days).year());
}

int Date::month() const {
    return static_cast<int>(static_cast<unsigned>(civil(m_days).month()));
}

int Date::day() const {
    return static_cast<int>(static_cast<unsigned>(civil(m_days).day()));
}

Date Date::plus_days(int days) const {
    static const std::int64_t first = from_ymd(1, 1, 1)->m_days;
    static const std::int64_t last = from_ymd(9999, 12, 31)->m_days;
    Date date;
    date.m_days = static_cast<std::int32_t>(std::clamp(std::int64_t{m_days} + days, first, last));
    return date;
}

std::string Date::iso() const {
    return fmt::format("{:04}-{:02}-{:02}", year(), month(), day());
}

std::string Date::vietnamese() const {
    return fmt::format("{:02}/{:02}/{:04}", day(), month(), year());
}

} // namespace ntm
