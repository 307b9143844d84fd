#include "geo/units/given_name.hpp"

#include "geo/base/viet_text.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace ntm {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::string digits_of(std::string_view text) {
    std::string digits;
    std::copy_if(text.begin(), text.end(), std::back_inserter(digits), is_digit);
    return digits;
}

/// Marks to insert, drop or change, each two bytes long.
int mark_slips(const std::string& a, const std::string& b) {
    const auto single = [](const std::string& marks) {
        std::string letters;
        for (std::size_t i = 1; i < marks.size(); i += 2) {
            letters += marks[i];
        }
        return letters;
    };
    constexpr int most = 9;
    return slips_between(single(a), single(b), most);
}

std::string sorted_marks(const std::string& marks) {
    std::string signs;
    for (std::size_t i = 1; i < marks.size(); i += 2) {
        signs += marks[i];
    }
    std::sort(signs.begin(), signs.end());
    return signs;
}

void drop_front(std::string& text, std::size_t count) {
    text.erase(0, count);
    text.erase(0, std::min(text.find_first_not_of(" .:-"), text.size()));
}

/// "1. ", "12) ", "- ", "+ ": the number of the row or a dash of a list.
void drop_order(std::string& text) {
    std::size_t digits = 0;
    while (digits < text.size() && is_digit(text[digits])) {
        ++digits;
    }
    const bool numbered = digits > 0 && digits <= 3 && digits + 1 < text.size() &&
                          (text[digits] == '.' || text[digits] == ')' || text[digits] == '/');
    if (numbered && !is_digit(text[digits + 1])) {
        drop_front(text, digits + 1);
    } else if (text.starts_with("- ") || text.starts_with("+ ") || text.starts_with("* ")) {
        drop_front(text, 2);
    }
}

void drop_footnotes(std::string& text) {
    constexpr std::array<std::string_view, 9> signs{"*", "¹", "²", "³", "⁴", "†", "‡", ".", " "};
    for (bool dropped = true; dropped;) {
        dropped = false;
        for (const std::string_view sign : signs) {
            if (text.ends_with(sign)) {
                text.resize(text.size() - sign.size());
                dropped = true;
            }
        }
    }
}

/// Takes "(...)" out of the text and gives what stood in it.
std::string take_brackets(std::string& text) {
    const auto open = text.find_first_of("([");
    if (open == std::string::npos || open == 0) {
        return {};
    }
    const auto close = text.find_first_of(")]", open);
    const bool closed = close != std::string::npos;
    std::string inside = text.substr(open + 1, closed ? close - open - 1 : std::string::npos);
    text.erase(open, closed ? close - open + 1 : std::string::npos);
    text = clean_text(text);
    return inside;
}

/// Where one of these words stands between blanks, by the key of each word; npos else.
std::size_t find_words(const std::string& text, std::string_view folded) {
    for (std::size_t at = 0; at != std::string::npos; at = text.find(' ', at + 1)) {
        const std::size_t begin = at == 0 ? 0 : at + 1;
        const std::size_t words = 1 + static_cast<std::size_t>(std::count(folded.begin(), folded.end(), ' '));
        std::size_t end = begin;
        for (std::size_t i = 0; i < words && end != std::string::npos; ++i) {
            end = text.find(' ', end + (i > 0 ? 1 : 0));
        }
        if (end != std::string::npos && fold_key(std::string_view(text).substr(begin, end - begin)) == folded) {
            return begin;
        }
    }
    return std::string::npos;
}

/// "nay là TX Nghi Sơn" -> "TX Nghi Sơn"; empty where it does not begin so.
std::string behind_now(const std::string& text) {
    for (const std::string_view words : {"nai la", "nai thuoc", "hien la", "doi ten thanh"}) {
        if (find_words(text, words) == 0) {
            const std::size_t count = 1 + static_cast<std::size_t>(std::count(words.begin(), words.end(), ' '));
            std::size_t end = 0;
            for (std::size_t i = 0; i < count; ++i) {
                end = text.find(' ', end + (i > 0 ? 1 : 0));
            }
            return words == "nai thuoc" ? std::string() : text.substr(end + 1);
        }
    }
    return {};
}

/// Abbreviations that split_type_word does not know, written out: "T.T", "TTr.", "T/P", "ĐK".
void write_out_type(std::string& text) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 14> words{{{"t.t", "TT "},
                                                                                   {"t.p", "TP "},
                                                                                   {"t.x", "TX "},
                                                                                   {"t/t", "TT "},
                                                                                   {"t/p", "TP "},
                                                                                   {"t/x", "TX "},
                                                                                   {"ttr", "TT "},
                                                                                   {"th.tr", "TT "},
                                                                                   {"tttt", "TT "},
                                                                                   {"t.tr", "TT "},
                                                                                   {"t. t.", "TT "},
                                                                                   {"t. p.", "TP "},
                                                                                   {"t. x.", "TX "},
                                                                                   {"đk", "Đặc khu "}}};
    std::string lower;
    for (const char c : text.substr(0, 8)) {
        lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    for (const auto& [written, full] : words) {
        const bool ends = lower.size() > written.size() &&
                          (lower[written.size()] == '.' || lower[written.size()] == ' ' || written.ends_with('.'));
        if (lower.starts_with(written) && ends) {
            drop_front(text, written.size());
            text.insert(0, full);
            return;
        }
    }
}

/// "Xã Xuân Lộc, huyện Triệu Sơn" and "Xã Xuân Lộc - H. Triệu Sơn": what stands behind is the unit above.
std::string take_parent(std::string& text) {
    const auto comma = text.find(',');
    if (comma != std::string::npos && comma > 0) {
        std::string rest = clean_text(std::string_view(text).substr(comma + 1));
        text.resize(comma);
        return rest.substr(0, rest.find(','));
    }
    const auto dash = text.find(" - ");
    if (dash != std::string::npos && !split_type_word(std::string_view(text).substr(dash + 3)).type.empty()) {
        std::string rest = text.substr(dash + 3);
        text.resize(dash);
        return rest;
    }
    return {};
}

} // namespace

GivenName read_given_name(std::string_view given) {
    GivenName read;
    std::string text = clean_text(given);
    drop_order(text);
    for (std::string inside = take_brackets(text); !inside.empty(); inside = take_brackets(text)) {
        if (std::string now = behind_now(inside); !now.empty()) {
            read.now = std::move(now);
        } else if (!split_type_word(inside).type.empty() && read.parent.empty()) {
            read.parent = inside;
        }
    }
    if (const auto now = find_words(text, "nai la"); now != std::string::npos && now > 0) {
        read.now = behind_now(text.substr(now));
        text.resize(now);
    }
    if (std::string parent = take_parent(text); !parent.empty()) {
        read.parent = std::move(parent);
    }
    drop_footnotes(text);
    write_out_type(text);
    const TypedName typed = split_type_word(text);
    read.type = parse_unit_type(typed.type);
    read.name = typed.name;
    // "Xã xã Hoằng Đạo", "Huyện H. Yên Định": the word came twice.
    if (const TypedName again = split_type_word(typed.name);
        !typed.type.empty() && again.type == typed.type && again.name != typed.name) {
        read.name = again.name;
    }
    return read;
}

NameKey name_key(std::string_view text) {
    const std::string toned = tone_key(text);
    NameKey key;
    key.toned = toned;
    key.words = fold_key(text);
    bool in_number = false;
    for (std::size_t i = 0; i < toned.size(); ++i) {
        const char c = toned[i];
        if (c == ' ') {
            in_number = false;
        } else if (static_cast<unsigned char>(c) == 0xCC && i + 1 < toned.size()) {
            key.marks += toned.substr(i, 2); // U+0300..U+033F; Vietnamese has no other marks
            ++i;
        } else if (c == '0' && !in_number && i + 1 < toned.size() && is_digit(toned[i + 1])) {
            continue;
        } else {
            in_number = is_digit(c);
            key.letters += c;
        }
    }
    return key;
}

bool NameKey::spells(const NameKey& other) const {
    if (toned == other.toned) {
        return true;
    }
    const bool blanks_differ =
        std::count(toned.begin(), toned.end(), ' ') != std::count(other.toned.begin(), other.toned.end(), ' ');
    const bool numbered = std::any_of(letters.begin(), letters.end(), is_digit);
    // The tone stands behind its syllable, so that a missing blank moves it.
    return letters == other.letters && (blanks_differ || numbered) && sorted_marks(marks) == sorted_marks(other.marks);
}

int slips_between(std::string_view a, std::string_view b, int limit) {
    constexpr std::size_t longest = 64; // no name is longer
    const int far = limit + 1;
    const std::size_t gap = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
    if (gap > static_cast<std::size_t>(limit) || b.size() >= longest) {
        return far;
    }
    // Three rows of the table of Damerau and Levenshtein (neighbours exchanged at most once).
    using Row = std::array<int, longest + 1>;
    Row rows[3];
    Row *before = &rows[0], *above = &rows[1], *row = &rows[2];
    for (std::size_t j = 0; j <= b.size(); ++j) {
        (*above)[j] = static_cast<int>(j);
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        (*row)[0] = static_cast<int>(i);
        int least = (*row)[0];
        for (std::size_t j = 1; j <= b.size(); ++j) {
            int& here = (*row)[j];
            here = std::min({(*above)[j] + 1, (*row)[j - 1] + 1, (*above)[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                here = std::min(here, (*before)[j - 2] + 1);
            }
            least = std::min(least, here);
        }
        if (least > limit) {
            return far;
        }
        Row* free = before;
        before = above;
        above = row;
        row = free;
    }
    const int slips = std::min((*above)[b.size()], far);
    return slips <= limit && digits_of(a) != digits_of(b) ? far : slips;
}

int slip_cost(const NameKey& given, const NameKey& name) {
    const std::size_t letters = std::min(given.letters.size(), name.letters.size());
    const int limit = letters < 4 ? 0 : letters < 5 ? 1 : 2;
    const int slips = slips_between(given.words, name.words, limit);
    if (slips > limit) {
        return too_far;
    }
    if (given.marks.empty()) { // nothing but letters to go by
        return slips > 1 && letters < 8 ? too_far : 2 * slips;
    }
    constexpr int dearest = 5;
    const int cost = 2 * slips + mark_slips(given.marks, name.marks);
    return cost > dearest ? too_far : cost;
}

} // namespace ntm
