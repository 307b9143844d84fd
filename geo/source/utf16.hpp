#pragma once

#include <string>
#include <string_view>

namespace ntm {

/// Bytes that begin with a mark of UTF-16, or whose every second byte is mostly zero, as in Excel's "Unicode text".
[[nodiscard]] bool looks_like_utf16(std::string_view bytes);

/// In UTF-8, without the mark; lone surrogates become U+FFFD.
[[nodiscard]] std::string utf8_of_utf16(std::string_view bytes);

} // namespace ntm
