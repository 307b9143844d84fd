#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace ntm {

/// Unicode NFC, with runs of white space folded to one blank and trimmed at both ends. Ill-formed UTF-8 becomes U+FFFD.
[[nodiscard]] std::string clean_text(std::string_view utf8);

[[nodiscard]] bool is_valid_utf8(std::string_view bytes);

/// The key two spellings of one name share: lower case, no marks (Đ, and the look-alike Ð U+00D0, are d), i for y,
/// punctuation and runs of blanks as one blank. "Triệu Sơn", "TRIỆU SƠN" and "trieu son" give "trieu son".
[[nodiscard]] std::string fold_key(std::string_view utf8);

/// As fold_key, but vowel and tone stay: the tone stands behind its syllable, so old and new placement ("Hoá", "Hóa")
/// agree while "Hà" and "Hạ" differ. "Thuỷ" and "Thủy" give one key, as do "Quý" and "Quí"; Đ is d here too.
[[nodiscard]] std::string tone_key(std::string_view utf8);

/// An administrative name cut into type word and proper name: "Thị trấn Triệu Sơn" -> {"Thị trấn", "Triệu Sơn"}.
/// Knows tỉnh, thành phố, thị xã, quận, huyện, thị trấn, xã, phường, đặc khu in any case, and TP, TX, TT, H, P, X, Q
/// with a dot or blank behind; `type` is always the full word as in "Thị trấn". No type word: `type` is empty. A name
/// that is only a number keeps it: "P.1" -> {"Phường", "Phường 1"}. Words are read with their tones: "Xà Bang" has
/// none.
struct TypedName {
    std::string type;
    std::string name;
};
[[nodiscard]] TypedName split_type_word(std::string_view utf8);

/// Edit distance on the folded keys, in letters; stops at `limit` + 1.
[[nodiscard]] int folded_distance(std::string_view a, std::string_view b, int limit);

/// Vietnamese order (ICU, locale vi): Đ after D, tones as tie-breakers. Not for use from two threads at once.
class Collator {
public:
    Collator();
    ~Collator();
    Collator(Collator&&) noexcept;
    Collator& operator=(Collator&&) noexcept;
    /// Byte strings that compare as the texts should be ordered.
    [[nodiscard]] std::string sort_key(std::string_view utf8) const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace ntm
