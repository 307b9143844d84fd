#include "geo/base/viet_text.hpp"

#include "tests/catch.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

using namespace ntm;

namespace {

constexpr std::array<const char*, 6> tone_marks{"", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"};

/// One vowel of the alphabet in its six tones, in the order of `tone_marks`. The composed letters were made by Python's
/// unicodedata, not by ICU; with đ and Đ the letters beyond ASCII are the 134 of Vietnamese.
struct Vowel {
    char folded;
    const char* base;
    const char* vowel_mark;
    const char* lower;
    const char* upper;
};
const std::array<Vowel, 12> vowels{{
    {'a', "a", "", "aàảãáạ", "AÀẢÃÁẠ"},
    {'a', "a", "\u0306", "ăằẳẵắặ", "ĂẰẲẴẮẶ"},
    {'a', "a", "\u0302", "âầẩẫấậ", "ÂẦẨẪẤẬ"},
    {'e', "e", "", "eèẻẽéẹ", "EÈẺẼÉẸ"},
    {'e', "e", "\u0302", "êềểễếệ", "ÊỀỂỄẾỆ"},
    {'i', "i", "", "iìỉĩíị", "IÌỈĨÍỊ"},
    {'o', "o", "", "oòỏõóọ", "OÒỎÕÓỌ"},
    {'o', "o", "\u0302", "ôồổỗốộ", "ÔỒỔỖỐỘ"},
    {'o', "o", "\u031b", "ơờởỡớợ", "ƠỜỞỠỚỢ"},
    {'u', "u", "", "uùủũúụ", "UÙỦŨÚỤ"},
    {'u', "u", "\u031b", "ưừửữứự", "ƯỪỬỮỨỰ"},
    {'i', "y", "", "yỳỷỹýỵ", "YỲỶỸÝỴ"},
}};

/// Cut by the lead bytes of UTF-8.
std::vector<std::string> letters(const std::string& utf8) {
    std::vector<std::string> result;
    for (const char c : utf8) {
        if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {
            result.emplace_back();
        }
        result.back() += c;
    }
    return result;
}

/// The ways files hold one letter: composed; taken apart in either order; vowel composed and tone behind (CP1258).
std::vector<std::string> writings(const Vowel& vowel, std::size_t tone, bool upper) {
    const std::vector<std::string> composed = letters(upper ? vowel.upper : vowel.lower);
    REQUIRE(composed.size() == tone_marks.size());
    std::string base = vowel.base;
    if (upper) {
        base = letters(vowel.upper)[0].size() == 1 ? vowel.upper[0] : static_cast<char>(base[0] - 'a' + 'A');
    }
    return {composed[tone], base + vowel.vowel_mark + tone_marks[tone], base + tone_marks[tone] + vowel.vowel_mark,
            composed[0] + tone_marks[tone]};
}

template <class Check>
void for_each_letter(Check check) {
    for (const Vowel& vowel : vowels) {
        for (std::size_t tone = 0; tone < tone_marks.size(); ++tone) {
            for (const bool upper : {false, true}) {
                check(vowel, tone, writings(vowel, tone, upper));
            }
        }
    }
}

} // namespace

TEST_CASE("every writing of every Vietnamese letter folds to its plain letter") {
    std::size_t beyond_ascii = 2; // đ and Đ
    for_each_letter([&](const Vowel& vowel, std::size_t, const std::vector<std::string>& forms) {
        beyond_ascii += forms[0].size() > 1 ? 1U : 0U;
        for (const std::string& form : forms) {
            CAPTURE(form);
            CHECK(fold_key(form) == std::string(1, vowel.folded));
        }
    });
    CHECK(beyond_ascii == 134);
    for (const char* d : {"đ", "Đ", "Ð", "ð", "d", "D"}) {
        CHECK(fold_key(d) == "d");
    }
}

TEST_CASE("every writing of every Vietnamese letter has one tone key, with the tone last") {
    for_each_letter([](const Vowel& vowel, std::size_t tone, const std::vector<std::string>& forms) {
        for (const std::string& form : forms) {
            CAPTURE(form);
            CHECK(tone_key(form) == std::string(1, vowel.folded) + vowel.vowel_mark + tone_marks[tone]);
        }
    });
}

TEST_CASE("composed text comes out of clean_text whatever went in") {
    for_each_letter([](const Vowel&, std::size_t, const std::vector<std::string>& forms) {
        CHECK(clean_text(forms[1]) == forms[0]);
        CHECK(clean_text(forms[3]) == forms[0]);
    });
}

TEST_CASE("one name has one folded key in all its spellings") {
    for (const char* text : {"Triệu Sơn", "TRIỆU SƠN", "trieu son", "  Trie\u0302\u0323u   So\u031bn ", "Triệu-Sơn",
                             "Triệu\u00A0Sơn", "Triệu_Sơn.", "\u200BTriệu Sơn\uFEFF"}) {
        CAPTURE(text);
        CHECK(fold_key(text) == "trieu son");
    }
    CHECK(fold_key("Đắk Lắk") == "dak lak");
    CHECK(fold_key("Ðắk Lắk") == "dak lak"); // Icelandic letter, as in tables out of old fonts
    CHECK(fold_key("Quý Lộc") == fold_key("Quí Lộc"));
    CHECK(fold_key("Cư M'gar") == fold_key("Cư M’gar"));
    CHECK(fold_key("mã_xã") == "ma xa");
    CHECK(fold_key("Phường 1") == "phuong 1");
    CHECK(fold_key("").empty());
    CHECK(fold_key(" -./ ").empty());
}

TEST_CASE("tone keys tell names apart that fold alike") {
    CHECK(fold_key("Hà") == fold_key("Hạ"));
    CHECK(tone_key("Hà") != tone_key("Hạ"));
    CHECK(tone_key("Thọ Xuân") != tone_key("Thọ Xuan"));
    CHECK(tone_key("Tân") != tone_key("Tấn"));
    CHECK(tone_key("Quảng Đức") != tone_key("Quảng Đúc"));
    CHECK(tone_key("Hà Lai") != tone_key("Ha Lài")); // the tone belongs to its syllable
}

TEST_CASE("tone keys agree where only the place of the tone or i and y differ") {
    CHECK(tone_key("Hoá") == tone_key("Hóa"));
    CHECK(tone_key("Thanh Hoá") == tone_key("THANH HÓA"));
    CHECK(tone_key("Thuỷ") == tone_key("Thủy"));
    CHECK(tone_key("Cẩm Thuỷ") == tone_key("cẩm  thủy"));
    CHECK(tone_key("Hoè") == tone_key("Hòe"));
    CHECK(tone_key("Quý") == tone_key("Quí"));
    CHECK(tone_key("Mỹ") == tone_key("Mĩ"));
}

TEST_CASE("clean text is trimmed, its blanks single, its letters composed") {
    CHECK(clean_text("  Xã \t\r\n Đông\u00A0 Sơn ") == "Xã Đông Sơn");
    CHECK(clean_text("a  b") == "a b");
    CHECK(clean_text("").empty());
    CHECK(clean_text(" \n ").empty());
    CHECK(clean_text("a\xff"
                     "b") == "a\uFFFD"
                             "b");
    CHECK(clean_text("Ð") == "Ð"); // names are printed as given
}

TEST_CASE("ill-formed UTF-8 is seen") {
    CHECK(is_valid_utf8(""));
    CHECK(is_valid_utf8("Triệu Sơn 😀"));
    CHECK_FALSE(is_valid_utf8("\xff"));
    CHECK_FALSE(is_valid_utf8("Tri\xea\xfa"));  // another code page
    CHECK_FALSE(is_valid_utf8("\xe1\xbb"));     // cut inside a letter
    CHECK_FALSE(is_valid_utf8("\xed\xa0\x80")); // half a surrogate pair
    CHECK_FALSE(is_valid_utf8("\xc0\x80"));     // longer than need be
}

TEST_CASE("keys of broken or foreign bytes are made without harm") {
    CHECK(fold_key("a\xff"
                   "b") == "a b");
    CHECK(fold_key("\u0301\u0323").empty());
    CHECK(tone_key("\u0301a") == "a"); // a tone with nothing to stand on
    CHECK(fold_key("Straße 東京") == "straße 東京");
}

TEST_CASE("the type word is cut from the name") {
    const auto check = [](const char* text, const char* type, const char* name) {
        CAPTURE(text);
        const TypedName typed = split_type_word(text);
        CHECK(typed.type == type);
        CHECK(typed.name == name);
    };
    check("Thị trấn Triệu Sơn", "Thị trấn", "Triệu Sơn");
    check("THỊ TRẤN TRIỆU SƠN", "Thị trấn", "TRIỆU SƠN");
    check("xã Đông Tiến", "Xã", "Đông Tiến");
    check("X\u0061\u0303 Đông Tiến", "Xã", "Đông Tiến");
    check("Thành phố Thanh Hoá", "Thành phố", "Thanh Hoá");
    check("Thị xã Nghi Sơn", "Thị xã", "Nghi Sơn");
    check("Huyện Quan Hóa", "Huyện", "Quan Hóa");
    check("Tỉnh Thanh Hóa", "Tỉnh", "Thanh Hóa");
    check("Đặc khu Phú Quốc", "Đặc khu", "Phú Quốc");
    check("TP. Thanh Hóa", "Thành phố", "Thanh Hóa");
    check("TP.Thanh Hóa", "Thành phố", "Thanh Hóa");
    check("Tp Thanh Hóa", "Thành phố", "Thanh Hóa");
    check("TX. Bỉm Sơn", "Thị xã", "Bỉm Sơn");
    check("TT Ngọc Lặc", "Thị trấn", "Ngọc Lặc");
    check("H. Thọ Xuân", "Huyện", "Thọ Xuân");
    check("X.Minh Sơn", "Xã", "Minh Sơn");
    check("P Trường Thi", "Phường", "Trường Thi");
    check("Q. Hải An", "Quận", "Hải An");
}

TEST_CASE("a numbered ward keeps its type word in its name") {
    for (const char* text : {"Phường 1", "phường 1", "P. 1", "P.1"}) {
        CAPTURE(text);
        CHECK(split_type_word(text).type == "Phường");
        CHECK(split_type_word(text).name == "Phường 1");
    }
}

TEST_CASE("names that only look like a type word stay whole") {
    for (const char* text : {"Triệu Sơn", "Xà Bang", "Quan Sơn", "Phương Trung", "Phượng Cách", "Tinh Nhuệ", "Huyện",
                             "Xã", "Thị trấn", "TP", "P.", "Thanh Hóa", "Thị", "TPHCM", "Xuân Xã", ""}) {
        CAPTURE(text);
        CHECK(split_type_word(text).type.empty());
        CHECK(split_type_word(text).name == text);
    }
}

// Distances by hand, as letters put in, left out or exchanged.
TEST_CASE("folded distance counts letters up to its limit") {
    CHECK(folded_distance("Triệu Sơn", "TRIEU SON", 2) == 0);
    CHECK(folded_distance("Triệu Sơn", "Triệu Sn", 2) == 1);
    CHECK(folded_distance("Hoằng Lý", "Hoằng Ly", 2) == 0);
    CHECK(folded_distance("kitten", "sitting", 5) == 3); // the worked example of the textbooks
    CHECK(folded_distance("kitten", "sitting", 3) == 3);
    CHECK(folded_distance("kitten", "sitting", 2) == 3);
    CHECK(folded_distance("kitten", "sitting", 1) == 2);
    CHECK(folded_distance("", "abc", 5) == 3);
    CHECK(folded_distance("", "", 0) == 0);
    CHECK(folded_distance("abc", "xyz", 0) == 1);
    CHECK(folded_distance("東京", "東北", 3) == 1); // letters, not bytes
}

// Order of Vietnamese dictionaries: a ă â b c d đ e ê ... o ô ơ ... u ư; tones ngang, huyền, hỏi, ngã, sắc, nặng.
TEST_CASE("sort keys order names as Vietnamese dictionaries do") {
    const Collator collator;
    const std::vector<std::string> ordered{"An", "Ăn", "Ân", "ba", "bà", "bả", "bã", "bá", "bạ", "Da",  "Du",
                                           "Đa", "Đu", "Em", "Êm", "O",  "Ô",  "Ơ",  "Tu", "Tư", "Ven", "Xa"};
    for (std::size_t i = 1; i < ordered.size(); ++i) {
        CAPTURE(ordered[i - 1], ordered[i]);
        CHECK(collator.sort_key(ordered[i - 1]) < collator.sort_key(ordered[i]));
    }
    CHECK(collator.sort_key("Hạ An") < collator.sort_key("Hà Bình")); // a tone decides only when letters agree
    CHECK(collator.sort_key("Tha\u0323ch") == collator.sort_key("Thạch"));
    const std::string long_name(500, 'a'); // longer than the first guess of the key's length
    CHECK(collator.sort_key(long_name) < collator.sort_key(long_name + "b"));
}

TEST_CASE("a collator can be moved") {
    Collator first;
    const Collator second = std::move(first);
    CHECK(second.sort_key("a") < second.sort_key("b"));
}
