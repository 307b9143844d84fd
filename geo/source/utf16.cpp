#include "geo/source/utf16.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace ntm {

namespace {

constexpr std::string_view little_mark = "\xFF\xFE";
constexpr std::string_view big_mark = "\xFE\xFF";

/// Zeros among the high bytes of each order: Vietnamese text is mostly letters below U+0100.
struct Zeros {
    std::size_t first = 0, second = 0, units = 0;
};
Zeros count_zeros(std::string_view bytes) {
    Zeros zeros;
    for (std::size_t i = 0; i + 1 < std::min<std::size_t>(bytes.size(), 4096); i += 2) {
        zeros.first += bytes[i] == '\0' ? 1U : 0U;
        zeros.second += bytes[i + 1] == '\0' ? 1U : 0U;
        ++zeros.units;
    }
    return zeros;
}

bool is_big_endian(std::string_view bytes) {
    if (bytes.starts_with(big_mark) || bytes.starts_with(little_mark)) {
        return bytes.starts_with(big_mark);
    }
    const Zeros zeros = count_zeros(bytes);
    return zeros.first > zeros.second;
}

void append_utf8(std::string& text, std::uint32_t c) {
    if (c < 0x80) {
        text += static_cast<char>(c);
    } else if (c < 0x800) {
        text += static_cast<char>(0xC0 | (c >> 6));
        text += static_cast<char>(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        text += static_cast<char>(0xE0 | (c >> 12));
        text += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        text += static_cast<char>(0x80 | (c & 0x3F));
    } else {
        text += static_cast<char>(0xF0 | (c >> 18));
        text += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
        text += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        text += static_cast<char>(0x80 | (c & 0x3F));
    }
}

} // namespace

bool looks_like_utf16(std::string_view bytes) {
    if (bytes.starts_with(little_mark) || bytes.starts_with(big_mark)) {
        return true;
    }
    const Zeros zeros = count_zeros(bytes);
    const auto [less, more] = std::minmax(zeros.first, zeros.second);
    return zeros.units >= 8 && 2 * more > zeros.units && 20 * less < zeros.units;
}

std::string utf8_of_utf16(std::string_view bytes) {
    const bool big = is_big_endian(bytes);
    const auto unit_at = [&](std::size_t i) {
        const auto first = static_cast<std::uint8_t>(bytes[i]);
        const auto second = static_cast<std::uint8_t>(bytes[i + 1]);
        return static_cast<std::uint32_t>(big ? first << 8 | second : second << 8 | first);
    };
    constexpr std::uint32_t byte_order_mark = 0xFEFF;
    constexpr std::uint32_t replacement = 0xFFFD;
    std::string text;
    text.reserve(bytes.size());
    std::size_t i = bytes.size() >= 2 && unit_at(0) == byte_order_mark ? 2 : 0;
    for (; i + 1 < bytes.size(); i += 2) {
        std::uint32_t c = unit_at(i);
        if (c >= 0xD800 && c < 0xE000) {
            const std::uint32_t low = i + 3 < bytes.size() ? unit_at(i + 2) : 0;
            const bool pair = c < 0xDC00 && low >= 0xDC00 && low < 0xE000;
            c = pair ? 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00) : replacement;
            i += pair ? 2 : 0;
        }
        append_utf8(text, c);
    }
    return text;
}

} // namespace ntm
