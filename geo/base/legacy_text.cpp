#include "geo/base/legacy_text.hpp"

#include "geo/base/viet_text.hpp"

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <array>
#include <map>
#include <vector>

namespace ntm {

namespace {

constexpr char16_t unknown = 0xfffd;

/// TCVN 5712:1993, bytes 0xA1 to 0xFE. The fonts of the 1990s (ABC, TCVN3) have the small letters and the seven
/// capitals without tone; the twenty others of the first set are there for texts made by the standard. ICU does not
/// have it and Windows neither, so it is ours; a test compares it with the C library.
constexpr std::array<char16_t, 94> tcvn3_from_a1{
    u'Ă',  u'Â',  u'Ê',  u'Ô',  u'Ơ', u'Ư', u'Đ', u'ă', u'â', u'ê', u'ô', u'ơ', u'ư', u'đ', u'Ằ', 0x300, // A1-B0
    0x309, 0x303, 0x301, 0x323, u'à', u'ả', u'ã', u'á', u'ạ', u'Ẳ', u'ằ', u'ẳ', u'ẵ', u'ắ', u'Ẵ', u'Ắ',  // B1-C0
    u'Ầ',  u'Ẩ',  u'Ẫ',  u'Ấ',  u'Ề', u'ặ', u'ầ', u'ẩ', u'ẫ', u'ấ', u'ậ', u'è', u'Ể', u'ẻ', u'ẽ', u'é',  // C1-D0
    u'ẹ',  u'ề',  u'ể',  u'ễ',  u'ế', u'ệ', u'ì', u'ỉ', u'Ễ', u'Ế', u'Ồ', u'ĩ', u'í', u'ị', u'ò', u'Ổ',  // D1-E0
    u'ỏ',  u'õ',  u'ó',  u'ọ',  u'ồ', u'ổ', u'ỗ', u'ố', u'ộ', u'ờ', u'ở', u'ỡ', u'ớ', u'ợ', u'ù', u'Ỗ',  // E1-F0
    u'ủ',  u'ũ',  u'ú',  u'ụ',  u'ừ', u'ử', u'ữ', u'ứ', u'ự', u'ỳ', u'ỷ', u'ỹ', u'ý', u'ỵ'};             // F1-FE

/// Windows-1252 from 0x80 to 0x9F; the rest is Latin-1. Unassigned bytes stand for themselves, as programs leave them.
constexpr std::array<char16_t, 32> cp1252_from_80{0x20ac, 0x81,   0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
                                                  0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d,   0x017d, 0x8f,
                                                  0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                                  0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d,   0x017e, 0x0178};

char16_t cp1252_letter(unsigned char byte) {
    return byte >= 0x80 && byte < 0xa0 ? cp1252_from_80[byte - 0x80] : byte;
}

/// Windows-1258: Windows-1252 but for these; tones are combining marks behind their letter.
constexpr std::array<std::pair<unsigned char, char16_t>, 15> cp1258_own{{{0x8a, 0x8a},
                                                                         {0x8e, 0x8e},
                                                                         {0x9a, 0x9a},
                                                                         {0x9e, 0x9e},
                                                                         {0xc3, u'Ă'},
                                                                         {0xcc, 0x0300},
                                                                         {0xd0, u'Đ'},
                                                                         {0xd2, 0x0309},
                                                                         {0xd5, u'Ơ'},
                                                                         {0xdd, u'Ư'},
                                                                         {0xde, 0x0303},
                                                                         {0xe3, u'ă'},
                                                                         {0xec, 0x0301},
                                                                         {0xf0, u'đ'},
                                                                         {0xf2, 0x0323}}};
constexpr std::array<std::pair<unsigned char, char16_t>, 3> cp1258_more{{{0xf5, u'ơ'}, {0xfd, u'ư'}, {0xfe, 0x20ab}}};

char16_t cp1258_letter(unsigned char byte) {
    for (const auto& [own, letter] : cp1258_own) {
        if (own == byte) {
            return letter;
        }
    }
    for (const auto& [own, letter] : cp1258_more) {
        if (own == byte) {
            return letter;
        }
    }
    return cp1252_letter(byte);
}

/// VNI for Windows: letters of their own, and signs behind a letter, each a small and a capital byte.
constexpr char16_t vni_letter(unsigned char byte) {
    switch (byte) {
    case 0xf4:
        return u'ơ';
    case 0xd4:
        return u'Ơ';
    case 0xf6:
        return u'ư';
    case 0xd6:
        return u'Ư';
    case 0xf1:
        return u'đ';
    case 0xd1:
        return u'Đ';
    case 0xed:
        return u'í';
    case 0xcd:
        return u'Í';
    case 0xec:
        return u'ì';
    case 0xcc:
        return u'Ì';
    case 0xe6:
        return u'ỉ';
    case 0xc6:
        return u'Ỉ';
    case 0xf3:
        return u'ĩ';
    case 0xd3:
        return u'Ĩ';
    case 0xf2:
        return u'ị';
    case 0xd2:
        return u'Ị';
    case 0xee:
        return u'ỵ';
    case 0xce:
        return u'Ỵ';
    default:
        return 0;
    }
}

/// The marks a sign stands for; the byte of a small sign. Vowels take those that belong to them.
struct VniSign {
    unsigned char small;
    std::u16string_view marks;
    std::u16string_view vowels; ///< small letters it may follow
};
constexpr std::array<VniSign, 16> vni_signs{{
    {0xf9, u"\u0301", u"aeouyơư"},   // ù: acute
    {0xf8, u"\u0300", u"aeouyơư"},   // ø: grave
    {0xfb, u"\u0309", u"aeouyơư"},   // û: hook
    {0xf5, u"\u0303", u"aeouyơư"},   // õ: tilde
    {0xef, u"\u0323", u"aeouyơư"},   // ï: dot below
    {0xe2, u"\u0302", u"aeo"},       // â: circumflex
    {0xe1, u"\u0302\u0301", u"aeo"}, // á
    {0xe0, u"\u0302\u0300", u"aeo"}, // à
    {0xe5, u"\u0302\u0309", u"aeo"}, // å
    {0xe3, u"\u0302\u0303", u"aeo"}, // ã
    {0xe4, u"\u0302\u0323", u"aeo"}, // ä
    {0xea, u"\u0306", u"a"},         // ê: breve
    {0xe9, u"\u0306\u0301", u"a"},   // é
    {0xe8, u"\u0306\u0300", u"a"},   // è
    {0xfa, u"\u0306\u0309", u"a"},   // ú
    {0xfc, u"\u0306\u0303", u"a"},   // ü
}};
constexpr VniSign vni_breve_dot{0xeb, u"\u0306\u0323", u"a"}; // ë

const VniSign* vni_sign(unsigned char byte, char16_t before) {
    const auto small = static_cast<unsigned char>(byte | 0x20);
    const auto base = static_cast<char16_t>(u_tolower(before));
    const auto takes = [&](const VniSign& sign) {
        return sign.small == small && sign.vowels.find(base) != std::u16string_view::npos;
    };
    const auto found = std::find_if(vni_signs.begin(), vni_signs.end(), takes);
    return found != vni_signs.end() ? &*found : takes(vni_breve_dot) ? &vni_breve_dot : nullptr;
}

std::u16string read_vni(std::string_view bytes) {
    std::u16string text;
    bool takes_sign = false;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) {
            text += static_cast<char16_t>(byte);
            takes_sign = true;
            continue;
        }
        const VniSign* sign = byte >= 0xc0 && takes_sign && !text.empty() ? vni_sign(byte, text.back()) : nullptr;
        if (sign != nullptr) {
            text += sign->marks;
            takes_sign = false;
            continue;
        }
        const char16_t letter = vni_letter(byte);
        text += letter != 0 ? letter : unknown;
        takes_sign = true;
    }
    return text;
}

std::u16string read_bytes(std::string_view bytes, char16_t (*letter)(unsigned char)) {
    std::u16string text;
    text.reserve(bytes.size());
    for (const char c : bytes) {
        text += letter(static_cast<unsigned char>(c));
    }
    return text;
}

char16_t tcvn3_letter(unsigned char byte) {
    if (byte < 0x80) {
        return byte;
    }
    const char16_t letter = byte > 0xa0 && byte < 0xff ? tcvn3_from_a1[byte - 0xa1] : u'\0';
    return letter != 0 ? letter : unknown;
}

icu::UnicodeString normal(const icu::UnicodeString& text, bool composed) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* form =
        composed ? icu::Normalizer2::getNFCInstance(status) : icu::Normalizer2::getNFDInstance(status);
    if (U_FAILURE(status)) {
        return text;
    }
    icu::UnicodeString result = form->normalize(text, status);
    return U_SUCCESS(status) ? result : text;
}

icu::UnicodeString from_utf8(std::string_view utf8) {
    return icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
}

std::string to_utf8(const icu::UnicodeString& text) {
    std::string utf8;
    text.toUTF8String(utf8);
    return utf8;
}

using ByteOf = std::map<char16_t, char>;

ByteOf invert(char16_t (*letter)(unsigned char)) {
    ByteOf bytes;
    for (int byte = 0; byte < 256; ++byte) {
        bytes.emplace(letter(static_cast<unsigned char>(byte)), static_cast<char>(byte));
    }
    for (int byte = 0x80; byte < 0xa0; ++byte) { // of texts taken for Latin-1, as GDAL does where CP1252 has a hole
        bytes.emplace(static_cast<char16_t>(byte), static_cast<char>(byte));
    }
    return bytes;
}

std::optional<std::string> bytes_of(const icu::UnicodeString& text, const ByteOf& byte_of) {
    std::string bytes;
    for (std::int32_t i = 0; i < text.length(); ++i) {
        const auto byte = byte_of.find(text.charAt(i));
        if (byte == byte_of.end()) {
            return std::nullopt;
        }
        bytes += byte->second;
    }
    return bytes;
}

/// Composed as far as Windows-1258 has letters: vowel with breve, circumflex or horn in one, the tone behind.
icu::UnicodeString tones_apart(const icu::UnicodeString& text) {
    const icu::UnicodeString decomposed = normal(text, false);
    icu::UnicodeString result, cluster, tones;
    for (std::int32_t i = 0; i < decomposed.length(); ++i) {
        const char16_t c = decomposed.charAt(i);
        const bool tone = c == 0x300 || c == 0x301 || c == 0x303 || c == 0x309 || c == 0x323;
        if (tone) {
            tones.append(c);
            continue;
        }
        if ((U_GET_GC_MASK(c) & U_GC_M_MASK) == 0) {
            result.append(normal(cluster, true)).append(tones);
            cluster.remove();
            tones.remove();
        }
        cluster.append(c);
    }
    return result.append(normal(cluster, true)).append(tones);
}

bool is_lossy_capital(UChar32 c) {
    const icu::UnicodeString apart = normal(icu::UnicodeString(c), false);
    if (!u_isupper(c) || apart.length() < 2) {
        return false;
    }
    for (std::int32_t i = 1; i < apart.length(); ++i) {
        const char16_t mark = apart.charAt(i);
        if (mark == 0x300 || mark == 0x301 || mark == 0x303 || mark == 0x309 || mark == 0x323) {
            return true;
        }
    }
    return false;
}

} // namespace

std::string_view text_code_word(TextCode code) {
    constexpr std::array<std::string_view, 5> words{"UTF-8", "TCVN3", "VNI", "CP1258", "CP1252"};
    return words[static_cast<std::size_t>(code)];
}

std::optional<TextCode> parse_text_code(std::string_view word) {
    std::string key;
    for (const char c : word) {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
            key += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        }
    }
    static const std::map<std::string, TextCode, std::less<>> known{
        {"utf8", TextCode::utf8},     {"65001", TextCode::utf8},
        {"tcvn3", TextCode::tcvn3},   {"tcvn", TextCode::tcvn3},
        {"abc", TextCode::tcvn3},     {"tcvn5712", TextCode::tcvn3},
        {"vni", TextCode::vni},       {"vniwindows", TextCode::vni},
        {"cp1258", TextCode::cp1258}, {"windows1258", TextCode::cp1258},
        {"1258", TextCode::cp1258},   {"windowsvietnamese", TextCode::cp1258},
        {"cp1252", TextCode::cp1252}, {"windows1252", TextCode::cp1252},
        {"1252", TextCode::cp1252},   {"iso88591", TextCode::cp1252},
        {"88591", TextCode::cp1252},  {"latin1", TextCode::cp1252}};
    const auto found = known.find(key);
    return found != known.end() ? std::optional(found->second) : std::nullopt;
}

std::string decode_text(std::string_view bytes, TextCode code) {
    std::u16string text;
    switch (code) {
    case TextCode::utf8:
        return to_utf8(normal(from_utf8(bytes), true));
    case TextCode::tcvn3:
        text = read_bytes(bytes, tcvn3_letter);
        break;
    case TextCode::vni:
        text = read_vni(bytes);
        break;
    case TextCode::cp1258:
        text = read_bytes(bytes, cp1258_letter);
        break;
    case TextCode::cp1252:
        text = read_bytes(bytes, cp1252_letter);
        break;
    }
    return to_utf8(normal(icu::UnicodeString(text.data(), static_cast<std::int32_t>(text.size())), true));
}

std::optional<std::string> bytes_under_cp1252(std::string_view utf8) {
    static const ByteOf bytes = invert(cp1252_letter);
    return bytes_of(from_utf8(utf8), bytes);
}

std::optional<std::string> bytes_under_cp1258(std::string_view utf8) {
    static const ByteOf bytes = invert(cp1258_letter);
    return bytes_of(tones_apart(from_utf8(utf8)), bytes);
}

std::string decode_cad_escapes(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size();) {
        constexpr std::size_t length = 7; // \U+1EA1
        const std::string_view escape = text.substr(i, length);
        const bool begins = escape.size() == length && (escape.starts_with("\\U+") || escape.starts_with("\\u+"));
        if (!begins || !std::all_of(escape.begin() + 3, escape.end(),
                                    [](char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; })) {
            result += text[i++];
            continue;
        }
        icu::UnicodeString(static_cast<UChar32>(std::stoul(std::string(escape.substr(3)), nullptr, 16)))
            .toUTF8String(result);
        i += length;
    }
    return result;
}

std::string lose_capitals(std::string_view utf8) {
    const icu::UnicodeString text = normal(from_utf8(utf8), true);
    icu::UnicodeString result;
    for (std::int32_t i = 0; i < text.length();) {
        const UChar32 c = text.char32At(i);
        result.append(is_lossy_capital(c) ? u_tolower(c) : c);
        i += U16_LENGTH(c);
    }
    return to_utf8(result);
}

std::string restore_capitals(std::string_view utf8, bool all_capitals) {
    icu::UnicodeString text = normal(from_utf8(utf8), true);
    if (all_capitals) {
        return to_utf8(text.toUpper(icu::Locale("vi")));
    }
    std::vector<std::int32_t> lost; // beginnings of words that may have been capitals
    bool other_small = false, other_capital = false;
    bool in_word = false;
    const std::size_t type_length =
        split_type_word(utf8).type.empty() ? 0 : utf8.size() - std::min(split_type_word(utf8).name.size(), utf8.size());
    const std::int32_t type_end = from_utf8(utf8.substr(0, type_length)).length();
    for (std::int32_t i = 0; i < text.length();) {
        const UChar32 c = text.char32At(i);
        const bool letter = u_isalpha(c) != 0;
        if (letter && !in_word && i >= type_end) {
            const bool small = u_islower(c) != 0;
            if (small && is_lossy_capital(u_toupper(c))) {
                lost.push_back(i);
            } else {
                other_small = other_small || small;
                other_capital = other_capital || !small;
            }
        }
        in_word = letter;
        i += U16_LENGTH(c);
    }
    // A lone word counts as a name where a type word stands before it.
    if (lost.empty() || other_small || (!other_capital && type_length == 0 && lost.front() != 0)) {
        return std::string(utf8);
    }
    for (const std::int32_t i : lost) {
        const UChar32 c = text.char32At(i);
        text.replace(i, U16_LENGTH(c), u_toupper(c));
    }
    return to_utf8(text);
}

} // namespace ntm
