#include "geo/units/units.hpp"

#include "geo/base/viet_text.hpp"

#include <algorithm>

namespace ntm {

namespace {

bool all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

UnitMatcher::Match decide(const std::vector<UnitRef>& found) {
    UnitMatcher::Match match;
    if (found.size() == 1) {
        match.outcome = UnitMatcher::Outcome::sure;
        match.unit = found.front();
    } else if (!found.empty()) {
        match.outcome = UnitMatcher::Outcome::ambiguous;
        match.candidates = found;
    }
    return match;
}

} // namespace

UnmarkedName split_unmarked_type_word(std::string_view text) {
    const std::string key = fold_key(text);
    for (const std::string_view word :
         {"xa", "phuong", "thi tran", "dac khu", "huien", "quan", "thi xa", "thanh pho", "tinh"}) {
        if (key.size() > word.size() + 1 && key.starts_with(word) && key[word.size()] == ' ') {
            return {parse_unit_type(word), key.substr(word.size() + 1)};
        }
    }
    return {};
}

UnitMatcher::UnitMatcher(const Units& units)
    : m_units(units) {
    for (const Level level : all_levels) {
        const UnitColumns& columns = units.at(level);
        for (std::uint32_t id = 0; id < columns.size(); ++id) {
            const UnitRef unit{level, id};
            if (!columns.code[id].empty()) {
                m_by_code[columns.code[id]].push_back(unit);
            }
            m_by_tone[tone_key(split_type_word(columns.name[id]).name)].push_back(unit);
            m_by_fold[columns.fold[id]].push_back(unit);
        }
    }
    for (const UnitFact& fact : units.facts) {
        if (!fact.alias.empty()) {
            m_by_tone[tone_key(split_type_word(fact.alias).name)].push_back(fact.unit);
            m_by_fold[fold_key(split_type_word(fact.alias).name)].push_back(fact.unit);
        }
    }
}

UnitMatcher::Match UnitMatcher::by_code(std::string_view code) const {
    std::string wanted(code);
    // Spreadsheets turn a code into a number: "1492.0", "1492".
    if (const auto dot = wanted.find('.');
        dot != std::string::npos && wanted.find_first_not_of('0', dot + 1) == std::string::npos) {
        wanted.resize(dot);
    }
    if (const auto found = m_by_code.find(wanted); found != m_by_code.end()) {
        return decide(found->second);
    }
    if (!all_digits(wanted)) {
        return {};
    }
    // GSO codes have 2, 3 and 5 digits; a lost leading zero leaves one digit less.
    for (const std::size_t width : {std::size_t{2}, std::size_t{3}, std::size_t{5}}) {
        if (wanted.size() + 1 == width || (width == 5 && wanted.size() + 2 == width && wanted.size() == 3)) {
            const std::string padded = std::string(width - wanted.size(), '0') + wanted;
            if (const auto found = m_by_code.find(padded); found != m_by_code.end()) {
                Match match = decide(found->second);
                match.zeros_restored = true;
                return match;
            }
        }
    }
    return {};
}

std::vector<UnitRef> UnitMatcher::narrowed(const std::vector<UnitRef>& found, UnitType type,
                                           const std::string& parent_fold) const {
    std::vector<UnitRef> left;
    for (const UnitRef unit : found) {
        const UnitType own_type = m_units.at(unit.level).type[unit.id];
        bool fits = type == UnitType::unknown || own_type == UnitType::unknown || own_type == type;
        if (fits && !parent_fold.empty()) {
            bool under = false;
            for (UnitRef up = m_units.parent(unit); up.valid(); up = m_units.parent(up)) {
                under = under || m_units.at(up.level).fold[up.id] == parent_fold;
            }
            fits = under;
        }
        if (fits && std::find(left.begin(), left.end(), unit) == left.end()) {
            left.push_back(unit);
        }
    }
    return left;
}

UnitMatcher::Match UnitMatcher::by_name(std::string_view name, std::string_view parent_name) const {
    const TypedName given = split_type_word(name);
    const UnitType given_type = parse_unit_type(given.type);
    std::string parent_fold = fold_key(split_type_word(parent_name).name);
    if (const UnmarkedName parent = split_unmarked_type_word(parent_name);
        parent.type != UnitType::unknown && !m_by_fold.contains(parent_fold)) {
        parent_fold = parent.name;
    }
    if (given.name.empty()) {
        return {};
    }
    if (const auto found = m_by_tone.find(tone_key(given.name)); found != m_by_tone.end()) {
        if (const auto left = narrowed(found->second, given_type, parent_fold); !left.empty()) {
            return decide(left);
        }
    }
    if (const auto found = m_by_fold.find(fold_key(given.name)); found != m_by_fold.end()) {
        return decide(narrowed(found->second, given_type, parent_fold));
    }
    if (const UnmarkedName unmarked = split_unmarked_type_word(name); unmarked.type != UnitType::unknown) {
        if (const auto found = m_by_fold.find(unmarked.name); found != m_by_fold.end()) {
            return decide(narrowed(found->second, unmarked.type, parent_fold));
        }
    }
    return {};
}

std::vector<UnitRef> search_units(const Units& units, std::string_view text, std::size_t limit) {
    const std::string cleaned = clean_text(text);
    const TypedName typed = split_type_word(cleaned);
    const std::string wanted = fold_key(typed.name);
    const std::string wanted_whole = fold_key(cleaned);
    const std::string wanted_tone = tone_key(typed.name);
    const UnitType wanted_type = parse_unit_type(typed.type);
    const UnmarkedName unmarked = split_unmarked_type_word(cleaned);
    if (wanted_whole.empty()) {
        return {};
    }
    struct Hit {
        int rank;
        int order;
        UnitRef unit;
    };
    std::vector<Hit> hits;
    for (const Level level : {Level::province, Level::district, Level::commune}) {
        const UnitColumns& columns = units.at(level);
        for (std::uint32_t id = 0; id < columns.size(); ++id) {
            const std::string& fold = columns.fold[id];
            int rank = 100;
            if (!columns.code[id].empty() && columns.code[id] == cleaned) {
                rank = 0;
            } else if (fold == wanted || fold == wanted_whole) {
                rank = 10;
            } else if (unmarked.type != UnitType::unknown && columns.type[id] == unmarked.type &&
                       fold.starts_with(unmarked.name)) {
                rank = fold == unmarked.name ? 9 : 19;
            } else if (fold.starts_with(wanted) || fold.starts_with(wanted_whole)) {
                rank = 20;
            } else if (fold.find(" " + wanted) != std::string::npos) {
                rank = 30;
            } else if (fold.find(wanted) != std::string::npos) {
                rank = 40;
            } else if (!columns.code[id].empty() && columns.code[id].starts_with(cleaned)) {
                rank = 45;
            } else if (wanted.size() >= 4) {
                if (const int slips = folded_distance(fold, wanted, wanted.size() >= 8 ? 2 : 1);
                    slips <= (wanted.size() >= 8 ? 2 : 1)) {
                    rank = 50 + slips;
                }
            }
            if (rank == 100) {
                continue;
            }
            if (rank == 10 && tone_key(split_type_word(columns.name[id]).name) == wanted_tone) {
                rank -= 2; // typed with its marks: this one, before those that only fold alike
            }
            if (rank <= 20 && wanted_type != UnitType::unknown && columns.type[id] == wanted_type) {
                rank -= 1;
            }
            hits.push_back({rank, static_cast<int>(hits.size()), {level, id}});
        }
    }
    std::sort(hits.begin(), hits.end(),
              [](const Hit& a, const Hit& b) { return std::pair(a.rank, a.order) < std::pair(b.rank, b.order); });
    std::vector<UnitRef> found;
    for (const Hit& hit : hits) {
        if (found.size() == limit) {
            break;
        }
        found.push_back(hit.unit);
    }
    return found;
}

} // namespace ntm
