#include "geo/base/viet_syllable.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>

namespace ntm {

namespace {

enum class Tone { level, grave, acute, tilde, hook, dot };

struct Word {
    std::u16string letters; ///< lower case, vowels composed with breve, circumflex and horn, without tone
    Tone tone = Tone::level;
    bool sound = true; ///< one tone at most, no sign that Vietnamese does not have, plausible case
    bool beyond_ascii = false;
};

constexpr std::array<std::u16string_view, 28> onsets{
    u"ngh", u"ng", u"nh", u"ch", u"gh", u"gi", u"kh", u"ph", u"qu", u"th", u"tr", u"b", u"c", u"d",
    u"đ",   u"g",  u"h",  u"k",  u"l",  u"m",  u"n",  u"p",  u"r",  u"s",  u"t",  u"v", u"x", u""};

const std::unordered_set<std::u16string_view>& rimes() {
    static const std::unordered_set<std::u16string_view> all{
        u"a",   u"ac",  u"ach", u"ai",   u"ak",   u"am",   u"an",   u"ang", u"anh",  u"ao",   u"ap",   u"at",
        u"au",  u"ay",  u"ăc",  u"ăk",   u"ăm",   u"ăn",   u"ăng",  u"ăp",  u"ăt",   u"âc",   u"âm",   u"ân",
        u"âng", u"âp",  u"ât",  u"âu",   u"ây",   u"e",    u"ec",   u"em",  u"en",   u"eng",  u"eo",   u"ep",
        u"et",  u"ê",   u"êch", u"êm",   u"ên",   u"ênh",  u"êng",  u"êp",  u"êt",   u"êu",   u"i",    u"ia",
        u"ich", u"iêc", u"iêm", u"iên",  u"iêng", u"iêp",  u"iêt",  u"iêu", u"im",   u"in",   u"inh",  u"ip",
        u"it",  u"iu",  u"o",   u"oa",   u"oac",  u"oach", u"oai",  u"oam", u"oan",  u"oang", u"oanh", u"oao",
        u"oap", u"oat", u"oay", u"oăc",  u"oăm",  u"oăn",  u"oăng", u"oăt", u"oc",   u"oe",   u"oen",  u"oeo",
        u"oet", u"oi",  u"om",  u"on",   u"ong",  u"ooc",  u"oong", u"op",  u"ot",   u"ô",    u"ôc",   u"ôi",
        u"ôm",  u"ôn",  u"ông", u"ôp",   u"ôt",   u"ơ",    u"ơi",   u"ơm",  u"ơn",   u"ơng",  u"ơp",   u"ơt",
        u"u",   u"ua",  u"uân", u"uâng", u"uât",  u"uây",  u"uc",   u"uê",  u"uêch", u"uên",  u"uênh", u"uêt",
        u"ui",  u"um",  u"un",  u"ung",  u"uôc",  u"uôi",  u"uôm",  u"uôn", u"uông", u"uôt",  u"uơ",   u"up",
        u"ut",  u"uy",  u"uya", u"uych", u"uyên", u"uyêt", u"uynh", u"uyp", u"uyt",  u"uyu",  u"ư",    u"ưa",
        u"ưc",  u"ưi",  u"ưm",  u"ưn",   u"ưng",  u"ươc",  u"ươi",  u"ươm", u"ươn",  u"ương", u"ươp",  u"ươt",
        u"ươu", u"ưt",  u"ưu",  u"y",    u"yêm",  u"yên",  u"yêng", u"yêt", u"yêu",  u"yn",   u"ynh",  u"yt",
        u"ych", u"ăl",  u"ăr",  u"êr",   u"ôk",   u"uôr",  u"êk"};
    return all;
}

bool is_stopped(std::u16string_view rime) {
    const char16_t last = rime.back();
    return last == u'c' || last == u'p' || last == u't' || last == u'k' ||
           (last == u'h' && rime.size() > 1 && rime[rime.size() - 2] == u'c');
}

bool is_syllable(const Word& word) {
    const std::u16string_view letters = word.letters;
    // "gì", "gìn", "giếng": the i belongs to onset and rime.
    const bool of_gi = letters.starts_with(u"gi") && rimes().contains(letters.substr(1));
    bool found = of_gi;
    std::u16string_view rime = of_gi ? letters.substr(1) : std::u16string_view();
    for (std::size_t i = 0; i < onsets.size() && !found; ++i) {
        if (letters.starts_with(onsets[i]) && rimes().contains(letters.substr(onsets[i].size()))) {
            found = true;
            rime = letters.substr(onsets[i].size());
        }
    }
    // A stopped syllable has only two of the six tones.
    return found && (!is_stopped(rime) || word.tone == Tone::acute || word.tone == Tone::dot);
}

char16_t with_mark(char16_t base, UChar32 mark) {
    switch (mark) {
    case 0x0306:
        return base == u'a' ? u'ă' : 0;
    case 0x0302:
        return base == u'a' ? u'â' : base == u'e' ? u'ê' : base == u'o' ? u'ô' : 0;
    case 0x031b:
        return base == u'o' ? u'ơ' : base == u'u' ? u'ư' : 0;
    default:
        return 0;
    }
}

Tone tone_of(UChar32 mark) {
    switch (mark) {
    case 0x0300:
        return Tone::grave;
    case 0x0301:
        return Tone::acute;
    case 0x0303:
        return Tone::tilde;
    case 0x0309:
        return Tone::hook;
    case 0x0323:
        return Tone::dot;
    default:
        return Tone::level;
    }
}

bool is_vowel(char16_t c) {
    return std::u16string_view(u"aăâeêioôơuưy").find(c) != std::u16string_view::npos;
}

/// Cuts decomposed text into words and counts them.
class Counter {
public:
    SyllableCount run(const icu::UnicodeString& text) {
        for (std::int32_t i = 0; i < text.length();) {
            const UChar32 c = text.char32At(i);
            i += U16_LENGTH(c);
            if ((U_GET_GC_MASK(c) & U_GC_M_MASK) != 0) {
                add_mark(c);
            } else if (u_isalpha(c)) {
                add_letter(c);
            } else {
                end_word();
                m_count.words += c >= 0x80 && !u_isUWhiteSpace(c) && !u_ispunct(c) ? 1U : 0U; // "§", "¬": no such words
            }
        }
        end_word();
        return m_count;
    }

private:
    SyllableCount m_count;
    Word m_word;
    bool m_small_before = false;

    void add_letter(UChar32 c) {
        const UChar32 lower = u_tolower(c);
        const bool capital = lower != c;
        m_word.sound = m_word.sound && !(capital && m_small_before) && lower <= 0xffff;
        m_small_before = m_small_before || (!capital && c < 0x80);
        m_word.beyond_ascii = m_word.beyond_ascii || c >= 0x80;
        m_word.letters += static_cast<char16_t>(lower);
    }

    void add_mark(UChar32 mark) {
        m_word.beyond_ascii = true;
        if (m_word.letters.empty()) {
            m_word.sound = false;
            return;
        }
        char16_t& base = m_word.letters.back();
        if (const Tone tone = tone_of(mark); tone != Tone::level) {
            m_word.sound = m_word.sound && m_word.tone == Tone::level && is_vowel(base);
            m_word.tone = tone;
            return;
        }
        const char16_t marked = with_mark(base, mark);
        m_word.sound = m_word.sound && marked != 0;
        base = marked != 0 ? marked : base;
    }

    void end_word() {
        if (m_word.beyond_ascii) {
            ++m_count.words;
            m_count.valid += m_word.sound && !m_word.letters.empty() && is_syllable(m_word) ? 1U : 0U;
        }
        m_word = {};
        m_small_before = false;
    }
};

} // namespace

SyllableCount count_syllables(std::string_view utf8) {
    if (std::all_of(utf8.begin(), utf8.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; })) {
        return {};
    }
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(status);
    const auto text =
        icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
    if (U_FAILURE(status)) {
        return {};
    }
    const icu::UnicodeString decomposed = nfd->normalize(text, status);
    return U_SUCCESS(status) ? Counter().run(decomposed) : SyllableCount{};
}

} // namespace ntm
