#pragma once

#include "geo/base/date.hpp"

#include <optional>
#include <string_view>

namespace ntm {

/// A day as people write it, and what of it was not written.
struct WrittenDate {
    enum class Given : std::uint8_t {
        day,        ///< all of it
        short_year, ///< 03/12/21, or the number of a day as Excel counts: 44562
        period      ///< a month, a quarter or a year: its last day stands in
    };
    Date date;
    Given given = Given::day;
};

/// Reads beside what Date::parse does: `03/12/21`, `ngày 3 tháng 12 năm 2021`, `12/2021`, `tháng 12 năm 2021`,
/// `Quý IV/2022`, `Q4/2022`, `năm 2021`, `44562`. A bare year is no day.
[[nodiscard]] std::optional<WrittenDate> parse_written_date(std::string_view text);

} // namespace ntm
