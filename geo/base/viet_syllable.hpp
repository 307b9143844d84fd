#pragma once

#include <cstddef>
#include <string_view>

namespace ntm {

/// How much of a text reads as Vietnamese. Only words with a letter beyond ASCII count: the others look the same in
/// every encoding.
struct SyllableCount {
    std::size_t words = 0;
    std::size_t valid = 0;
    void add(SyllableCount more) {
        words += more.words;
        valid += more.valid;
    }
};

/// Onset, rime and tone of each word are looked up in the lists of the language; mixed case ("ThÞ trÊn") is invalid. A
/// capital before small letters with marks ("THị") passes: fonts without marked capitals leave such texts.
[[nodiscard]] SyllableCount count_syllables(std::string_view utf8);

} // namespace ntm
