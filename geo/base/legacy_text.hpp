#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ntm {

/// How bytes of a text are to be read.
enum class TextCode : std::uint8_t { utf8, tcvn3, vni, cp1258, cp1252 };

[[nodiscard]] std::string_view text_code_word(TextCode code); ///< "UTF-8", "TCVN3", "VNI", "CP1258", "CP1252"
/// "TCVN3", "ABC", "vni-windows", "windows-1258", ...; nothing for other names.
[[nodiscard]] std::optional<TextCode> parse_text_code(std::string_view word);

/// Bytes read by a code, as UTF-8 in NFC. Bytes that the code does not have become U+FFFD.
[[nodiscard]] std::string decode_text(std::string_view bytes, TextCode code);

/// The bytes a text had before a program took them for Windows-1252 (or 1258) and made UTF-8 of them; nothing where the
/// text has a letter which that code page does not have.
[[nodiscard]] std::optional<std::string> bytes_under_cp1252(std::string_view utf8);
[[nodiscard]] std::optional<std::string> bytes_under_cp1258(std::string_view utf8);

/// `\U+1EA1` of CAD programs, wherever it stands.
[[nodiscard]] std::string decode_cad_escapes(std::string_view text);

/// A text as TCVN3 can write it: capitals with tone (and only these) become small letters.
[[nodiscard]] std::string lose_capitals(std::string_view utf8);

/// Gives small letters that TCVN3 could not write as capitals their capital back where the rest shows that one was
/// meant: at the beginning of a word when every other word of the text begins with a capital. `all_capitals`: the
/// column has only capitals, so all letters become such.
[[nodiscard]] std::string restore_capitals(std::string_view utf8, bool all_capitals);

} // namespace ntm
