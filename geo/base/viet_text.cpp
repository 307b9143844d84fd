#include "geo/base/viet_text.hpp"

#include <unicode/coll.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <utility>
#include <vector>

namespace ntm {

namespace {

icu::UnicodeString from_utf8(std::string_view utf8) {
    return icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
}

/// The text as `form` gives it; as it came where ICU has no data, so that a broken installation still shows names.
icu::UnicodeString normalized(const icu::UnicodeString& text, const icu::Normalizer2* (*form)(UErrorCode& status)) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* normalizer = form(status);
    if (U_FAILURE(status) || normalizer == nullptr) {
        return text;
    }
    icu::UnicodeString result = normalizer->normalize(text, status);
    return U_SUCCESS(status) ? result : text;
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

void append_utf8(std::string& text, UChar32 c) {
    std::array<std::uint8_t, U8_MAX_LENGTH> bytes{};
    std::int32_t length = 0;
    U8_APPEND_UNSAFE(bytes.data(), length, static_cast<std::uint32_t>(c));
    text.append(bytes.begin(), bytes.begin() + length);
}

template <class Visit>
void for_each_letter(const icu::UnicodeString& text, Visit visit) {
    for (std::int32_t i = 0; i < text.length();) {
        const UChar32 c = text.char32At(i);
        visit(c);
        i += U16_LENGTH(c);
    }
}

template <class IsBlank>
std::string without_extra_blanks(const icu::UnicodeString& text, IsBlank is_blank) {
    std::string result;
    bool blank_due = false;
    for_each_letter(text, [&](UChar32 c) {
        if (is_blank(c)) {
            blank_due = !result.empty();
            return;
        }
        if (std::exchange(blank_due, false)) {
            result += ' ';
        }
        append_utf8(result, c);
    });
    return result;
}

bool is_mark(UChar32 c) {
    return (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0;
}

/// Grave, acute, tilde, hook above, dot below: the five tones. The other marks belong to the vowel.
bool is_tone(UChar32 c) {
    return c == 0x0300 || c == 0x0301 || c == 0x0303 || c == 0x0309 || c == 0x0323;
}

/// Đ, and the letters that look like it and that old tables hold in its place (Icelandic Ð, African Ɖ).
bool looks_like_d(UChar32 c) {
    return c == 0x0110 || c == 0x0111 || c == 0x00D0 || c == 0x00F0 || c == 0x0189 || c == 0x0256;
}

UChar32 folded_letter(UChar32 c) {
    if (looks_like_d(c)) {
        return 'd';
    }
    const UChar32 lower = u_tolower(c);
    return lower == 'y' ? 'i' : lower;
}

enum class Marks { drop, keep };

/// Writes a key word by word: the tone waits until its syllable ends.
class KeyWriter {
public:
    explicit KeyWriter(Marks marks)
        : m_marks(marks) {}

    void add(UChar32 c) {
        if (c < 0x80) { // most letters: ICU's tables are a long way round
            add_ascii(static_cast<char>(c));
            return;
        }
        if (u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) {
            return; // zero-width signs that no one sees
        }
        if (is_mark(c)) {
            add_mark(c);
        } else if (u_isalnum(c)) {
            add_letter(folded_letter(c));
        } else {
            end_syllable();
        }
    }

    std::string take() {
        end_syllable();
        return std::move(m_key);
    }

private:
    void add_ascii(char c) {
        const bool upper = c >= 'A' && c <= 'Z';
        if (!upper && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9')) {
            end_syllable();
            return;
        }
        const char lower = static_cast<char>(upper ? c - 'A' + 'a' : c);
        begin_letter();
        m_key += lower == 'y' ? 'i' : lower;
    }

    void add_mark(UChar32 mark) {
        if (m_marks == Marks::drop || !m_in_syllable) {
            return;
        }
        append_utf8(is_tone(mark) ? m_tones : m_key, mark);
    }

    void add_letter(UChar32 letter) {
        begin_letter();
        append_utf8(m_key, letter);
    }

    void begin_letter() {
        if (!std::exchange(m_in_syllable, true) && !m_key.empty()) {
            m_key += ' ';
        }
    }

    void end_syllable() {
        m_key += std::exchange(m_tones, {});
        m_in_syllable = false;
    }

    Marks m_marks;
    bool m_in_syllable = false;
    std::string m_key;
    std::string m_tones;
};

/// The letters of Latin writing taken apart, asked of ICU once. Each begins a character of its own, so that a text of
/// these alone is taken apart letter by letter.
class LatinLetters {
public:
    LatinLetters() {
        for (std::size_t i = 0; i < m_parts.size(); ++i) {
            m_parts[i] = normalized(icu::UnicodeString(code_point(i)), &icu::Normalizer2::getNFDInstance);
        }
    }

    /// Visits the parts of every letter; false, perhaps half way, where the text has others.
    template <class Visit>
    bool take_apart(std::string_view utf8, const Visit& visit) const {
        const auto* bytes = reinterpret_cast<const std::uint8_t*>(utf8.data());
        const auto length = static_cast<std::int32_t>(utf8.size());
        for (std::int32_t i = 0; i < length;) {
            UChar32 c = 0;
            U8_NEXT(bytes, i, length, c);
            if (c >= 0 && c < 0x80) {
                visit(c);
            } else if (const auto at = place(c); at < m_parts.size()) {
                for_each_letter(m_parts[at], visit);
            } else {
                return false;
            }
        }
        return true;
    }

private:
    // Latin-1 Supplement to Extended-B, and Extended Additional.
    static constexpr UChar32 first = 0xC0, first_end = 0x250, second = 0x1E00, second_end = 0x1F00;

    static std::size_t place(UChar32 c) {
        return c >= first && c < first_end     ? static_cast<std::size_t>(c - first)
               : c >= second && c < second_end ? static_cast<std::size_t>(c - second + first_end - first)
                                               : std::size_t(-1);
    }
    static UChar32 code_point(std::size_t place) {
        const auto c = static_cast<UChar32>(place) + first;
        return c < first_end ? c : c - first_end + second;
    }

    std::array<icu::UnicodeString, (first_end - first) + (second_end - second)> m_parts;
};

std::string key_of(std::string_view utf8, Marks marks) {
    static const LatinLetters latin;
    KeyWriter writer(marks);
    if (!latin.take_apart(utf8, [&](UChar32 c) { writer.add(c); })) {
        writer = KeyWriter(marks);
        for_each_letter(normalized(from_utf8(utf8), &icu::Normalizer2::getNFDInstance),
                        [&](UChar32 c) { writer.add(c); });
    }
    return writer.take();
}

std::u32string letters_of(const std::string& utf8) {
    std::u32string letters;
    for_each_letter(from_utf8(utf8), [&](UChar32 c) { letters.push_back(static_cast<char32_t>(c)); });
    return letters;
}

// ---- type words

struct TypeWord {
    std::string_view written; ///< in lower case, as tone_key is to read it
    std::string_view type;    ///< the word it stands for
    bool abbreviation = false;
};

/// Longer words first: "thị xã" must not be read as a name behind nothing.
constexpr std::array type_words{
    TypeWord{"thành phố", "Thành phố"}, TypeWord{"thị trấn", "Thị trấn"}, TypeWord{"đặc khu", "Đặc khu"},
    TypeWord{"thị xã", "Thị xã"},       TypeWord{"phường", "Phường"},     TypeWord{"huyện", "Huyện"},
    TypeWord{"tỉnh", "Tỉnh"},           TypeWord{"quận", "Quận"},         TypeWord{"xã", "Xã"},
    TypeWord{"tp", "Thành phố", true},  TypeWord{"tx", "Thị xã", true},   TypeWord{"tt", "Thị trấn", true},
    TypeWord{"h", "Huyện", true},       TypeWord{"p", "Phường", true},    TypeWord{"x", "Xã", true},
    TypeWord{"q", "Quận", true},
};

/// Where the first `words` words of a clean text end, a dot counting as the end of a word of its own.
std::size_t end_of_words(std::string_view clean, std::size_t words) {
    std::size_t at = 0;
    for (std::size_t i = 0; i < words && at < clean.size(); ++i) {
        at = std::min(clean.find_first_of(" .", at + (i > 0 ? 1 : 0)), clean.size());
    }
    return at;
}

std::size_t count_words(std::string_view text) {
    return 1 + static_cast<std::size_t>(std::count(text.begin(), text.end(), ' '));
}

std::string_view without_leading_signs(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" .:-,");
    return begin == std::string_view::npos ? std::string_view() : text.substr(begin);
}

bool is_number(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// True for what nearly every cell of a table is: nothing to fold, nothing to compose. A false may still be clean.
bool is_clean(std::string_view utf8) {
    bool ascii = true;
    unsigned char before = ' ';
    for (const char signed_byte : utf8) {
        const auto byte = static_cast<unsigned char>(signed_byte);
        // Lead bytes of blanks beyond ASCII (U+0085, U+00A0, U+1680, U+2000.., U+3000) go the long way round.
        if (byte < ' ' || byte == 0x7f || (byte == ' ' && before == ' ') || byte == 0xc2 || byte == 0xe2 ||
            byte == 0xe3) {
            return false;
        }
        ascii = ascii && byte < 0x80;
        before = byte;
    }
    if (!utf8.empty() && before == ' ') {
        return false;
    }
    if (ascii) {
        return true;
    }
    if (utf8.find("\xe1\x9a") != std::string_view::npos || !is_valid_utf8(utf8)) {
        return false;
    }
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
    return U_SUCCESS(status) != 0 &&
           nfc->isNormalizedUTF8(icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())), status) != 0 &&
           U_SUCCESS(status) != 0;
}

} // namespace

std::string clean_text(std::string_view utf8) {
    if (is_clean(utf8)) {
        return std::string(utf8);
    }
    if (is_ascii(utf8)) {
        return without_extra_blanks(from_utf8(utf8), [](UChar32 c) { return u_isUWhiteSpace(c); });
    }
    return without_extra_blanks(normalized(from_utf8(utf8), &icu::Normalizer2::getNFCInstance),
                                [](UChar32 c) { return u_isUWhiteSpace(c); });
}

bool is_valid_utf8(std::string_view bytes) {
    // A count without a target; ICU counts in 32 bits, and no text of ours is that long.
    if (bytes.size() > INT32_MAX) {
        return false;
    }
    UErrorCode status = U_ZERO_ERROR;
    std::int32_t length = 0;
    u_strFromUTF8(nullptr, 0, &length, bytes.data(), static_cast<std::int32_t>(bytes.size()), &status);
    return U_SUCCESS(status) || status == U_BUFFER_OVERFLOW_ERROR;
}

std::string fold_key(std::string_view utf8) {
    return key_of(utf8, Marks::drop);
}

std::string tone_key(std::string_view utf8) {
    return key_of(utf8, Marks::keep);
}

TypedName split_type_word(std::string_view utf8) {
    static const std::vector<std::string> keys = [] {
        std::vector<std::string> list;
        for (const TypeWord& word : type_words) {
            list.push_back(tone_key(word.written));
        }
        return list;
    }();

    const std::string clean = clean_text(utf8);
    constexpr std::size_t most_words = 2;
    std::array<std::optional<std::string>, most_words + 1> head_keys;
    for (std::size_t i = 0; i < type_words.size(); ++i) {
        const std::size_t words = count_words(type_words[i].written);
        const std::size_t end = end_of_words(clean, words);
        const std::string_view name = without_leading_signs(std::string_view(clean).substr(end));
        std::optional<std::string>& head = head_keys.at(words);
        if (!head) {
            head = tone_key(std::string_view(clean).substr(0, end));
        }
        // With its tone: Xà Bang and Quan Sơn are names, not "xã Bang" and "quận Sơn".
        if (name.empty() || *head != keys[i]) {
            continue;
        }
        const std::string type(type_words[i].type);
        return {type, is_number(name) ? type + " " + std::string(name) : std::string(name)};
    }
    return {"", clean};
}

int folded_distance(std::string_view a, std::string_view b, int limit) {
    const std::u32string from = letters_of(fold_key(a));
    const std::u32string to = letters_of(fold_key(b));
    const int far = std::max(limit, 0) + 1;
    if (std::abs(static_cast<long>(from.size()) - static_cast<long>(to.size())) >= far) {
        return far;
    }
    std::vector<int> row(to.size() + 1);
    for (std::size_t j = 0; j <= to.size(); ++j) {
        row[j] = static_cast<int>(j);
    }
    for (std::size_t i = 0; i < from.size(); ++i) {
        int diagonal = std::exchange(row[0], static_cast<int>(i) + 1);
        int least = row[0];
        for (std::size_t j = 0; j < to.size(); ++j) {
            const int replaced = diagonal + (from[i] == to[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, diagonal + 1, row[j] + 1});
            least = std::min(least, row[j + 1]);
        }
        if (least >= far) {
            return far;
        }
    }
    return std::min(row.back(), far);
}

struct Collator::Impl {
    std::unique_ptr<icu::Collator> collator; ///< empty where ICU has no data: then the folded key orders
};

Collator::Collator()
    : m_impl(std::make_unique<Impl>()) {
    UErrorCode status = U_ZERO_ERROR;
    m_impl->collator.reset(icu::Collator::createInstance(icu::Locale("vi"), status));
    if (U_FAILURE(status)) {
        m_impl->collator.reset();
    }
}

Collator::~Collator() = default;
Collator::Collator(Collator&&) noexcept = default;
Collator& Collator::operator=(Collator&&) noexcept = default;

std::string Collator::sort_key(std::string_view utf8) const {
    if (!m_impl->collator) {
        return fold_key(utf8);
    }
    const icu::UnicodeString text = from_utf8(utf8);
    std::vector<std::uint8_t> key(64);
    std::int32_t length = m_impl->collator->getSortKey(text, key.data(), static_cast<std::int32_t>(key.size()));
    if (static_cast<std::size_t>(length) > key.size()) {
        key.resize(static_cast<std::size_t>(length));
        length = m_impl->collator->getSortKey(text, key.data(), length);
    }
    // The last byte is the zero ICU ends its keys with.
    return {key.begin(), key.begin() + std::max(length - 1, 0)};
}

} // namespace ntm
