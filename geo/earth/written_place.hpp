#pragma once

#include "geo/base/columns.hpp"

#include <optional>
#include <string_view>

namespace ntm {

/// A place as somebody typed it.
struct WrittenPlace {
    Point at;                ///< x is east or longitude, y north or latitude
    bool geographic = false; ///< degrees, else metres of a system that the text does not name
};

/// Reads "19.8123, 105.7765", "19,8123 105,7765", "19°48'44\" B 105°46'36\" Đ", "105.7765 E 19.8123 N",
/// "X 2.188.123 Y 567.890" and "567890 2188123". Metres: X is north as the law writes, without letters the larger one.
/// Degrees without letters: latitude first, unless only the other order lies in Vietnam. Nothing where the text holds
/// no such pair.
[[nodiscard]] std::optional<WrittenPlace> parse_written_place(std::string_view utf8);

} // namespace ntm
