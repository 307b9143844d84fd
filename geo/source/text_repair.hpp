#pragma once

#include "geo/base/columns.hpp"
#include "geo/base/result.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ntm {

/// What was found about the text of one column that was not plain UTF-8.
struct TextFinding {
    std::string field;
    std::string encoding;        ///< "TCVN3", or with what a program made of it: "TCVN3 < CP1252"
    double confidence = 0;       ///< share of the words beyond ASCII that read as Vietnamese afterwards
    std::size_t words = 0;       ///< looked at for that
    std::size_t cells = 0;       ///< changed
    bool loses_capitals = false; ///< TCVN3: some were restored by the pattern of the text
    std::string before, after;   ///< the first changed cell; `before` as Windows-1252 shows it
};

/// "TCVN3, 98%: “Th¸i B×nh” → “Thái Bình”", as Issues tell it.
[[nodiscard]] std::string words_of(const TextFinding& finding);

/// Turns the cells of a table, as bytes came from the file, into clean UTF-8. The encoding is told by what makes
/// Vietnamese syllables of the words of a column; `asked` (TCVN3, VNI, CP1258, CP1252, UTF-8) is believed. `label` is
/// what the file says of itself, used where the words tell nothing. Issues: text_decoded, text_doubtful, text_not_utf8.
struct TextRepair {
    std::vector<TextFinding> findings;
    Issues issues;
};
[[nodiscard]] TextRepair repair_text(Table& table, std::string_view asked = {}, std::string_view label = {});

/// The same for columns that need not be of one length: the cells of a sheet before its header is known.
struct TextInHand {
    std::string name;
    TextColumn cells;
    std::span<const std::int64_t> row_number; ///< one a cell, as Where::row counts
};
[[nodiscard]] TextRepair repair_columns(std::vector<TextInHand>& columns, const Where& where,
                                        std::string_view asked = {}, std::string_view label = {});

} // namespace ntm
