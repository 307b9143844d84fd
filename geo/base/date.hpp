#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ntm {

/// A day of the proleptic Gregorian calendar, four bytes, ordered.
class Date {
public:
    Date() = default;

    /// Nothing for a day that does not exist (31/02) or a year outside 1..9999.
    [[nodiscard]] static std::optional<Date> from_ymd(int year, int month, int day);

    /// Reads `2022-08-31`, `2022/08/31` (as GDAL writes), `31/8/2022`, `31-08-2022`, `31.8.2022`; day before month as
    /// Vietnamese offices write. A time of day behind (`2022-08-31T00:00:00`) is dropped. Nothing for anything else.
    [[nodiscard]] static std::optional<Date> parse(std::string_view text);

    [[nodiscard]] static Date today(); ///< by the machine's clock and zone

    [[nodiscard]] int year() const;
    [[nodiscard]] int month() const;
    [[nodiscard]] int day() const;
    [[nodiscard]] std::int32_t days_since_1970() const { return m_days; }
    [[nodiscard]] Date plus_days(int days) const; ///< stops at the first and the last day of years 1..9999

    [[nodiscard]] std::string iso() const;        ///< 2022-08-31
    [[nodiscard]] std::string vietnamese() const; ///< 31/08/2022

    auto operator<=>(const Date&) const = default;

private:
    std::int32_t m_days = 0;
};

} // namespace ntm
