#pragma once

#include "geo/units/units.hpp"

#include <string>
#include <string_view>

namespace ntm {

/// A name as an office wrote it, taken apart: "1. TT. Nưa (*), huyện Triệu Sơn".
struct GivenName {
    UnitType type = UnitType::unknown; ///< by its type word, abbreviated or not
    std::string name;                  ///< the rest: "Nưa"
    std::string parent;                ///< what it says itself of the unit above: "huyện Triệu Sơn"
    std::string now;                   ///< "Huyện Tĩnh Gia (nay là TX Nghi Sơn)": "TX Nghi Sơn"
};

/// Numbers and dashes in front, footnote signs behind, brackets and what stands behind a comma are no part of a name.
[[nodiscard]] GivenName read_given_name(std::string_view text);

/// What two spellings of one name are compared by.
struct NameKey {
    std::string letters; ///< fold_key without blanks and without zeros in front of numbers: "hoangdao", "phuong1"
    std::string marks;   ///< the marks of the vowels and the tones, in order; empty: written without any
    std::string toned;   ///< tone_key: with blanks and every tone behind its syllable
    std::string words;   ///< fold_key: with blanks, without marks

    /// The same name in the same marks; blanks and zeros in front of a number may differ.
    [[nodiscard]] bool spells(const NameKey& other) const;
};
[[nodiscard]] NameKey name_key(std::string_view text);

/// Letters to insert, drop, change or exchange with their neighbour to get from one to the other; `limit` + 1 beyond
/// it, and wherever digits differ: "Phường 1" is no slip of "Phường 2".
[[nodiscard]] int slips_between(std::string_view a, std::string_view b, int limit);

/// What tells a name with slips from another name: two for each letter, one for each mark. A text written without any
/// marks is not asked for them.
[[nodiscard]] int slip_cost(const NameKey& given, const NameKey& name);
inline constexpr int too_far = 1000; ///< more slips than a name of its length can have and still be told

} // namespace ntm
