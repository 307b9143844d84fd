#include "geo/base/legacy_text.hpp"

#include "geo/base/viet_syllable.hpp"
#include "tests/catch.hpp"

#include <iconv.h>

#include <random>
#include <string>

using namespace ntm;

namespace {

/// What the C library makes of bytes; nothing where it refuses them.
std::string by_c_library(const char* code, const std::string& bytes) {
    const iconv_t how = iconv_open("UTF-8", code);
    REQUIRE(how != reinterpret_cast<iconv_t>(-1));
    std::string input = bytes, output(bytes.size() * 8 + 16, '\0');
    char *in = input.data(), *out = output.data();
    std::size_t in_left = input.size(), out_left = output.size();
    const std::size_t done = iconv(how, &in, &in_left, &out, &out_left);
    iconv(how, nullptr, nullptr, &out, &out_left);
    iconv_close(how);
    output.resize(output.size() - out_left);
    return done == static_cast<std::size_t>(-1) ? std::string() : output;
}

} // namespace

// One wrong entry would misspell every name with that letter. The C library's TCVN5712-1 has the same upper half.
TEST_CASE("every byte of TCVN3 and CP1258 is read as the C library reads it") {
    for (int byte = 0xa1; byte <= 0xfe; ++byte) {
        INFO(byte);
        const std::string bytes = "a" + std::string(1, static_cast<char>(byte)) + " ";
        const std::string expected = by_c_library("TCVN", bytes);
        CHECK((expected.empty() || decode_text(bytes, TextCode::tcvn3) == expected));
        const std::string windows = by_c_library("CP1258", bytes);
        CHECK((windows.empty() || decode_text(bytes, TextCode::cp1258) == decode_text(windows, TextCode::utf8)));
    }
}

// Expected bytes: typed by hand from the key chart of VNI for Windows.
TEST_CASE("VNI: letter and sign, small and capital") {
    CHECK(decode_text("Xa\xf5 Hoa\xe8ng \xd1"
                      "a\xefo",
                      TextCode::vni) == "Xã Hoằng Đạo");
    CHECK(decode_text("Th\xf2 tra\xe1n \xd1o\xe0ng My\xf5", TextCode::vni) == "Thị trấn Đồng Mỹ");
    CHECK(decode_text("TH\xd2 TRA\xc1N NGH\xd6\xd8", TextCode::vni) == "THỊ TRẤN NGHỪ");
    CHECK(decode_text("Ph\xf6\xf4\xf8ng A\xd9i Th\xf6\xf4\xefng", TextCode::vni) == "Phường Ái Thượng");
    CHECK(decode_text("plain", TextCode::vni) == "plain");
}

TEST_CASE("what a program took for Windows-1252 or 1258 is undone") {
    const auto bytes = bytes_under_cp1252("Ph­êng Hµm Rång");
    REQUIRE(bytes);
    CHECK(decode_text(*bytes, TextCode::tcvn3) == "Phường Hàm Rồng");
    // Written out, for two of its letters cannot be seen: the bytes of UTF-8 taken for Windows-1252.
    const auto mojibake =
        bytes_under_cp1252("Ph\u00c6\u00b0\u00e1\u00bb\u009dng H\u00c3\u00a0m R\u00e1\u00bb\u201cng");
    REQUIRE(mojibake);
    CHECK(decode_text(*mojibake, TextCode::utf8) == "Phường Hàm Rồng");
    const auto latin = bytes_under_cp1252("H\xc3\xa1\xc2\xbb\xc2\x93ng"); // 0x93 as Latin-1 has it
    REQUIRE(latin);
    CHECK(decode_text(*latin, TextCode::utf8) == "Hồng");
    CHECK_FALSE(bytes_under_cp1252("Phường"));
    CHECK(decode_text(*bytes_under_cp1258("Phường Đông Thọ"), TextCode::cp1258) == "Phường Đông Thọ");
    CHECK_FALSE(bytes_under_cp1258("漢"));
}

TEST_CASE("letters as CAD programs write them") {
    CHECK(decode_cad_escapes("X\\U+00E3 Ho\\U+1eb1ng") == "Xã Hoằng");
    CHECK(decode_cad_escapes("\\U+12 \\U+zzzz \\") == "\\U+12 \\U+zzzz \\");
    CHECK_NOTHROW(decode_cad_escapes("\\U+D800 \\U+"));
}

TEST_CASE("capitals that TCVN3 could not write come back where the rest shows them") {
    CHECK(lose_capitals("Xã Ái Thượng, ĐÔNG Ấp") == "Xã ái Thượng, ĐÔNG ấp");
    CHECK(restore_capitals("Xã ái Thượng", false) == "Xã Ái Thượng");
    CHECK(restore_capitals("ái Thượng", false) == "Ái Thượng");
    CHECK(restore_capitals("Thị trấn ân Thi", false) == "Thị trấn ân Thi"); // Â can be written: it was meant so
    CHECK(restore_capitals("Đã ở đây", false) == "Đã ở đây");               // a sentence, not a name
    CHECK(restore_capitals("THị TRấN", true) == "THỊ TRẤN");
}

TEST_CASE("Vietnamese syllables are known from what only looks like them") {
    const auto all = [](const char* text) {
        const SyllableCount count = count_syllables(text);
        return count.words > 0 && count.valid == count.words;
    };
    CHECK(all("Phường Hàm Rồng, Thị trấn Quảng Xương, Giếng Nước, gì, Nguyễn Huệ, Khuỷu, Xoài, Yên Thành, Thuở"));
    CHECK(all("THỊ TRẤN ĐỒNG VĂN"));
    CHECK_FALSE(all("ThÞ"));
    CHECK_FALSE(all("trÊn")); // a capital inside a word
    CHECK_FALSE(all("Café")); // no onset, no rime of the language
    CHECK_FALSE(all("PhÆ°á»ng"));
    CHECK_FALSE(all("Hoàc")); // a stopped syllable has no such tone
    CHECK(count_syllables("Thanh Hoa").words == 0);
}

// Whatever the bytes: some text comes out, in UTF-8, and nothing breaks.
TEST_CASE("noise is read without a crash by every code") {
    std::mt19937 random(7);
    for (int round = 0; round < 20'000; ++round) {
        std::string bytes(random() % 24, '\0');
        for (char& c : bytes) {
            c = static_cast<char>(random() % 256);
        }
        for (const TextCode code :
             {TextCode::utf8, TextCode::tcvn3, TextCode::vni, TextCode::cp1258, TextCode::cp1252}) {
            const std::string text = decode_text(bytes, code);
            static_cast<void>(count_syllables(text));
            static_cast<void>(bytes_under_cp1252(text));
            static_cast<void>(bytes_under_cp1258(text));
            static_cast<void>(restore_capitals(text, false));
            REQUIRE(decode_cad_escapes(text).size() <= text.size());
        }
    }
}
