#include "tests/geo/units/made_slips.hpp"

#include "geo/base/viet_text.hpp"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <set>

using namespace ntm;

namespace {

icu::UnicodeString wide(const std::string& utf8) {
    return icu::UnicodeString::fromUTF8(utf8);
}

std::string narrow(const icu::UnicodeString& text) {
    std::string utf8;
    text.toUTF8String(utf8);
    return utf8;
}

icu::UnicodeString decomposed(const std::string& utf8) {
    UErrorCode status = U_ZERO_ERROR;
    return icu::Normalizer2::getNFDInstance(status)->normalize(wide(utf8), status);
}

bool is_mark(char16_t c) {
    return c >= 0x300 && c <= 0x33F;
}

bool is_tone(char16_t c) {
    return c == 0x300 || c == 0x301 || c == 0x303 || c == 0x309 || c == 0x323;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
    return text;
}

constexpr std::array kinds{"exact",          "case",     "NFD",         "D of Iceland", "type abbreviated",
                           "no type word",   "spacing",  "no marks",    "a mark less",  "another tone",
                           "tone placement", "a letter", "two letters", "footnotes",    "type word slips",
                           "parent slips"};

} // namespace

SlipMaker::SlipMaker(const Units& units, unsigned seed)
    : m_units(units)
    , m_random(seed) {
    std::set<std::string> syllables;
    for (const std::string& name : units.at(Level::commune).name) {
        std::string rest = split_type_word(name).name;
        ++m_times[rest];
        for (auto blank = rest.find(' '); blank != std::string::npos; blank = rest.find(' ')) {
            syllables.insert(rest.substr(0, blank));
            rest.erase(0, blank + 1);
        }
    }
    m_folds.insert(units.at(Level::commune).fold.begin(), units.at(Level::commune).fold.end());
    m_syllables.assign(syllables.begin(), syllables.end());
}

std::size_t SlipMaker::below(std::size_t limit) {
    return m_random() % limit;
}

bool SlipMaker::chance(int percent) {
    return below(100) < static_cast<std::size_t>(percent);
}

std::string SlipMaker::without_some_marks(const std::string& name) {
    icu::UnicodeString text = decomposed(name);
    std::vector<int> marks;
    for (int i = 0; i < text.length(); ++i) {
        if (is_mark(text[i])) {
            marks.push_back(i);
        }
    }
    if (!marks.empty()) {
        text.remove(marks[below(marks.size())], 1);
    }
    return clean_text(narrow(text));
}

std::string SlipMaker::other_tone(const std::string& name) {
    constexpr std::array<char16_t, 5> tones{0x300, 0x301, 0x303, 0x309, 0x323};
    icu::UnicodeString text = decomposed(name);
    std::vector<int> marks;
    for (int i = 0; i < text.length(); ++i) {
        if (is_tone(text[i])) {
            marks.push_back(i);
        }
    }
    if (marks.empty()) {
        return name;
    }
    const int at = marks[below(marks.size())];
    text.setCharAt(at, tones[below(tones.size())]);
    return clean_text(narrow(text));
}

std::string SlipMaker::letter_slip(const std::string& name) {
    icu::UnicodeString text = wide(name);
    std::vector<int> letters;
    for (int i = 1; i < text.length(); ++i) { // people do not mistake the first letter
        if (u_isalpha(text[i])) {
            letters.push_back(i);
        }
    }
    if (letters.empty()) {
        return name;
    }
    const int at = letters[below(letters.size())];
    constexpr std::u16string_view typed = u"aeiounghtclmsxrdk";
    switch (below(4)) {
    case 0:
        text.setCharAt(at, typed[below(typed.size())]);
        break;
    case 1:
        text.remove(at, 1);
        break;
    case 2:
        text.insert(at, text[at]);
        break;
    default:
        if (at + 1 < text.length() && u_isalpha(text[at + 1])) {
            const char16_t first = text[at];
            text.setCharAt(at, text[at + 1]);
            text.setCharAt(at + 1, first);
        } else {
            text.remove(at, 1);
        }
    }
    return narrow(text);
}

std::string SlipMaker::abbreviated(const std::string& name) {
    const TypedName typed = split_type_word(name);
    const std::string number =
        typed.name.starts_with(typed.type + " ") ? typed.name.substr(typed.type.size() + 1) : typed.name;
    const auto pick = [&](std::initializer_list<const char*> words) { return *(words.begin() + below(words.size())); };
    if (typed.type == "Thị trấn") {
        return pick({"TT. ", "TT ", "TT.", "T.T ", "TTr. ", "tt. "}) + number;
    }
    if (typed.type == "Phường") {
        return pick({"P. ", "P.", "p. "}) + number;
    }
    return typed.type == "Xã" ? pick({"X. ", "X.", "x. "}) + number : name;
}

std::string SlipMaker::other_spacing(const std::string& name) {
    std::vector<std::size_t> blanks;
    for (std::size_t i = split_type_word(name).type.size() + 1; i < name.size(); ++i) {
        if (name[i] == ' ') {
            blanks.push_back(i);
        }
    }
    if (blanks.empty() || chance(50)) {
        return " " + replaced(name, " ", "  ") + "\u00A0";
    }
    std::string joined = name;
    joined.erase(blanks[below(blanks.size())], 1);
    return joined;
}

std::string SlipMaker::decorated(const std::string& name) {
    switch (below(5)) {
    case 0:
        return name + "*";
    case 1:
        return name + " (*)";
    case 2:
        return std::to_string(1 + below(40)) + ". " + name;
    case 3:
        return "- " + name;
    default:
        return name + " (ĐBKK)";
    }
}

std::string SlipMaker::slipped(const std::string& kind, const std::string& name) {
    const TypedName typed = split_type_word(name);
    const std::string bare = typed.name;
    const auto with_type = [&](const std::string& changed) {
        return chance(70) ? typed.type + " " + changed : changed;
    };
    if (kind == "case") {
        return narrow(chance(60) ? wide(name).toUpper() : wide(name).toLower());
    }
    if (kind == "NFD") {
        return narrow(decomposed(name));
    }
    if (kind == "D of Iceland") {
        return replaced(replaced(name, "Đ", "Ð"), "đ", "ð");
    }
    if (kind == "type abbreviated") {
        return abbreviated(name);
    }
    if (kind == "no type word") {
        return bare;
    }
    if (kind == "spacing") {
        return other_spacing(name);
    }
    if (kind == "no marks") {
        icu::UnicodeString text = decomposed(replaced(replaced(name, "Đ", "D"), "đ", "d"));
        icu::UnicodeString plain;
        for (int i = 0; i < text.length(); ++i) {
            if (!is_mark(text[i])) {
                plain.append(text[i]);
            }
        }
        return narrow(plain);
    }
    if (kind == "a mark less") {
        return with_type(without_some_marks(bare));
    }
    if (kind == "another tone") {
        return with_type(other_tone(bare));
    }
    if (kind == "tone placement") { // hoà and hòa, thuỷ and thủy, lí and lý
        std::string other = name;
        for (const auto& [from, to] : {std::pair("òa", "oà"),
                                       {"óa", "oá"},
                                       {"ủy", "uỷ"},
                                       {"úy", "uý"},
                                       {"ỏa", "oả"},
                                       {"ọa", "oạ"},
                                       {"ỹ", "ĩ"},
                                       {"ý ", "í "}}) {
            other = replaced(other, from, to);
        }
        return other;
    }
    if (kind == "a letter") {
        return with_type(letter_slip(bare));
    }
    if (kind == "two letters") {
        return with_type(letter_slip(letter_slip(bare)));
    }
    if (kind == "footnotes") {
        return decorated(name);
    }
    if (kind == "type word slips") {
        std::string word = typed.type == "Xã"         ? (chance(50) ? "Xả" : "Xa")
                           : typed.type == "Phường"   ? (chance(50) ? "Phừơng" : "Phuờng")
                           : typed.type == "Thị trấn" ? (chance(50) ? "Thị Trân" : "Thi trấn")
                                                      : typed.type;
        return word + " " + bare;
    }
    return name;
}

std::string SlipMaker::parent_of(UnitRef unit) {
    const UnitRef parent = m_units.parent(unit);
    if (!parent.valid()) {
        return {};
    }
    const std::string name = m_units.name(parent);
    const TypedName typed = split_type_word(name);
    switch (below(4)) {
    case 0:
        return name;
    case 1:
        return typed.name;
    case 2:
        return narrow(wide(name).toUpper());
    default:
        return (typed.type == "Huyện"    ? "H. "
                : typed.type == "Thị xã" ? "TX. "
                : typed.type == "Quận"   ? "Q."
                                         : "TP. ") +
               typed.name;
    }
}

std::string SlipMaker::name_of_nothing() {
    std::string name;
    do {
        name = m_syllables[below(m_syllables.size())] + " " + m_syllables[below(m_syllables.size())] +
               (chance(30) ? " " + m_syllables[below(m_syllables.size())] : "");
    } while (name.size() < 8);
    return (chance(70) ? "Xã " : "") + name;
}

/// Whether the given text spells another unit of the same parent: then it is that unit's name and no slip.
bool SlipMaker::names_sibling(UnitRef unit, const std::string& given) const {
    const std::string key = tone_key(split_type_word(given).name);
    const auto siblings = m_units.children(m_units.parent(unit));
    return std::any_of(siblings.begin(), siblings.end(), [&](UnitRef other) {
        return other != unit && tone_key(split_type_word(m_units.name(other)).name) == key;
    });
}

/// Whether any district of this name (there are nine Châu Thành) has a commune of that name.
bool SlipMaker::under_that_name(const std::string& district, const std::string& commune) const {
    const std::string wanted = fold_key(split_type_word(commune).name);
    for (std::uint32_t id = 0; id < m_units.count(Level::district); ++id) {
        if (fold_key(m_units.name({Level::district, id})) != fold_key(district)) {
            continue;
        }
        for (const UnitRef child : m_units.children({Level::district, id})) {
            if (m_units.at(child.level).fold[child.id] == wanted) {
                return true;
            }
        }
    }
    return false;
}

MadeName SlipMaker::next() {
    const UnitColumns& communes = m_units.at(Level::commune);
    while (true) {
        const UnitRef unit{Level::commune, static_cast<std::uint32_t>(below(communes.size()))};
        const std::string& name = m_units.name(unit);
        if (name.empty() || !m_units.parent(unit).valid()) {
            continue;
        }
        const std::size_t draw = below(100);
        if (draw < 6) { // a name that several districts have, and no district beside it
            const std::string bare = split_type_word(name).name;
            if (m_times.at(bare) < 2) {
                continue;
            }
            return {"doubled name alone", bare, {}, std::nullopt};
        }
        if (draw < 12) {
            MadeName made{"name of nothing", name_of_nothing(), parent_of(unit), std::nullopt};
            const std::string key = fold_key(split_type_word(made.given).name);
            if (m_folds.contains(key)) {
                continue; // it is a name after all
            }
            return made;
        }
        if (draw < 16) { // a real name beside the wrong district
            const UnitRef other{Level::commune, static_cast<std::uint32_t>(below(communes.size()))};
            if (under_that_name(m_units.name(m_units.parent(other)), name)) {
                continue;
            }
            return {"other district", name, m_units.name(m_units.parent(other)), std::nullopt};
        }
        const std::string kind = kinds[below(kinds.size())];
        MadeName made{kind, slipped(kind, name), parent_of(unit), unit};
        if (kind == "parent slips") {
            const TypedName parent = split_type_word(m_units.name(m_units.parent(unit)));
            made.parent = chance(50) ? letter_slip(parent.name) : parent.type + " " + without_some_marks(parent.name);
        }
        if (names_sibling(unit, made.given) &&
            tone_key(split_type_word(made.given).name) != tone_key(split_type_word(name).name)) {
            continue;
        }
        // Without its type word a name may be two units' of one district: a town and a commune.
        const TypedName typed = split_type_word(made.given);
        if (typed.type.empty() && names_sibling(unit, made.given)) {
            continue;
        }
        return made;
    }
}
