#include "geo/units/unit_matcher.hpp"

#include "geo/base/viet_text.hpp"
#include "geo/units/unit_matches.hpp"

#include <algorithm>
#include <filesystem>
#include <tuple>
#include <utility>

namespace ntm {

std::string_view join_outcome_word(JoinOutcome outcome) {
    constexpr std::array<std::string_view, 4> words{"sure", "probable", "ambiguous", "none"};
    return words[static_cast<std::size_t>(outcome)];
}

std::string_view join_grounds_word(JoinGrounds grounds) {
    constexpr std::array<std::string_view, 19> words{
        "nothing", "code",     "code_zeros",  "code_against_name", "code_unknown", "code_other_vintage",
        "name",    "unmarked", "other_name",  "old_name",          "now_called",   "marks",
        "letters", "type",     "parent_slip", "parent_other",      "several",      "confirmed",
        "refused"};
    return words[static_cast<std::size_t>(grounds)];
}

UnitMatcher::UnitMatcher(const Units& units, std::vector<OtherName> others,
                         const std::vector<ConfirmedJoin>& confirmed_joins)
    : m_units(units) {
    for (const Level level : all_levels) {
        m_below[static_cast<std::size_t>(level)].resize(units.count(level));
    }
    for (const Level level : all_levels) {
        const UnitColumns& columns = units.at(level);
        for (std::uint32_t id = 0; id < columns.size(); ++id) {
            if (!columns.code[id].empty()) {
                m_by_code[columns.code[id]].push_back({level, id});
            }
            add_entry({level, id}, columns.type[id], columns.name[id], JoinGrounds::name, true);
        }
    }
    for (const UnitFact& fact : units.facts) {
        if (!fact.alias.empty()) {
            others.push_back({fact.unit, fact.alias, {}, JoinGrounds::other_name, true});
        }
    }
    for (const OtherName& other : others) {
        if (!other.code.empty()) {
            m_by_old_code[other.code].push_back(static_cast<std::uint32_t>(m_entries.size()));
        }
        // A type word of the other name is its own: Huyện Tĩnh Gia became a town.
        add_entry(other.unit, parse_unit_type(split_type_word(other.name).type), other.name, other.grounds,
                  other.whole);
    }
    for (const ConfirmedJoin& join : confirmed_joins) {
        m_confirmed[confirmed_key(join.file, join.given, join.parent_given)] = join.code;
    }
}

void UnitMatcher::add_entry(UnitRef unit, UnitType type, std::string_view name, JoinGrounds grounds, bool whole) {
    Entry entry;
    entry.unit = unit;
    entry.type = type;
    const TypedName typed = split_type_word(name);
    entry.name = name_key(typed.name);
    entry.full = name_key(name);
    if (typed.type.empty() && type != UnitType::unknown) {
        std::string word(unit_type_word(type));
        std::replace(word.begin(), word.end(), '_', ' ');
        entry.full = name_key(word + " " + typed.name);
    }
    entry.grounds = grounds;
    entry.whole = whole;
    const auto index = static_cast<std::uint32_t>(m_entries.size());
    if (!entry.name.letters.empty()) {
        m_by_letters[entry.name.letters].push_back(index);
        if (entry.full.letters != entry.name.letters) {
            m_by_full[entry.full.letters].push_back(index);
        }
        for (UnitRef up = m_units.parent(unit); up.valid(); up = m_units.parent(up)) {
            m_below[static_cast<std::size_t>(up.level)][up.id].push_back(index);
        }
    }
    m_entries.push_back(std::move(entry));
}

UnitMatcher::Scope UnitMatcher::scope_of(const AskedUnit& asked) const {
    Scope scope;
    const GivenName given = read_given_name(asked.name);
    const auto try_parent = [&](std::string_view parent, bool heading) {
        Match coded = all_digits(plain_code(parent)) ? by_code(parent) : Match();
        if (coded.unit.valid()) {
            scope.parents = {coded.unit};
            return;
        }
        // Upper units only: "Huyện Triệu Sơn" before the town of that name. Thanh Hóa is a city and a province.
        Match doubtful;
        for (const Level level : {Level::district, Level::province}) {
            const Match match = match_name(parent, {}, level);
            if (match.outcome == Outcome::sure) {
                scope.parents.push_back(match.unit);
            } else if (match.outcome == Outcome::ambiguous && match.grounds == JoinGrounds::several && !heading) {
                scope.parents.insert(scope.parents.end(), match.candidates.begin(), match.candidates.end());
            } else if (doubtful.outcome == Outcome::none) {
                doubtful = match;
            }
        }
        if (!scope.parents.empty() || heading) {
            return;
        }
        if (doubtful.outcome == Outcome::probable) {
            scope.parents = {doubtful.unit};
            scope.slipped = true;
        }
    };
    for (const auto& [parent, heading] :
         {std::pair(asked.parent, false), std::pair(std::string_view(given.parent), false),
          std::pair(asked.section, true)}) {
        if (!parent.empty() && scope.parents.empty()) {
            try_parent(parent, heading);
        }
    }
    scope.bound = !scope.parents.empty();
    return scope;
}

UnitMatcher::Match UnitMatcher::match(const AskedUnit& asked) const {
    if (auto match = confirmed(asked)) {
        return *match;
    }
    if (!asked.code.empty()) {
        return match_code(asked);
    }
    const Scope scope = scope_of(asked);
    Match match = match_name(asked.name, scope, asked.level);
    if (!scope.bound) {
        // A parent that nobody knows leaves a doubt about a name that could be another's.
        if (!asked.parent.empty() && match.outcome == Outcome::sure) {
            match.outcome = Outcome::probable;
            match.grounds = JoinGrounds::parent_other;
            match.candidates = {match.unit};
        }
        return match;
    }
    if (match.outcome == Outcome::sure && !scope.slipped) {
        return match;
    }
    const Match anywhere = match_name(asked.name, {}, asked.level, Slips::none);
    if (match.outcome == Outcome::sure) {
        if (anywhere.outcome != Outcome::sure) {
            match.outcome = Outcome::probable;
            match.grounds = JoinGrounds::parent_slip;
            match.candidates = {match.unit};
        }
        return match;
    }
    const bool elsewhere_exactly = anywhere.outcome == Outcome::sure || anywhere.grounds == JoinGrounds::several;
    if (match.outcome == Outcome::none ? anywhere.outcome != Outcome::none
                                       : elsewhere_exactly && match.grounds == JoinGrounds::letters) {
        // The name is there, under another parent: shown, never proposed, and no slip of a name that is nearer.
        std::vector<UnitRef> candidates = match.candidates;
        candidates.insert(candidates.end(), anywhere.candidates.begin(), anywhere.candidates.end());
        if (anywhere.unit.valid() && anywhere.candidates.empty()) {
            candidates.push_back(anywhere.unit);
        }
        return undecided(Outcome::none, JoinGrounds::parent_other, std::move(candidates));
    }
    return match;
}

UnitMatcher::Match UnitMatcher::by_name(std::string_view name, std::string_view parent_name) const {
    AskedUnit asked;
    asked.name = name;
    asked.parent = parent_name;
    return match(asked);
}

// Confirmed -----------------------------------------------------------------------------------------------------------

std::string UnitMatcher::confirmed_key(std::string_view file, std::string_view given, std::string_view parent) {
    return std::filesystem::path(file).filename().string() + '\n' + clean_text(given) + '\n' + clean_text(parent);
}

std::optional<UnitMatcher::Match> UnitMatcher::confirmed(const AskedUnit& asked) const {
    if (m_confirmed.empty()) {
        return std::nullopt;
    }
    const std::string_view given = asked.code.empty() ? asked.name : asked.code;
    for (const std::string_view file : {asked.file, std::string_view()}) {
        const auto found = m_confirmed.find(confirmed_key(file, given, asked.parent));
        if (found == m_confirmed.end()) {
            continue;
        }
        if (found->second.empty()) {
            return undecided(Outcome::none, JoinGrounds::refused, {});
        }
        if (const Match match = by_code(found->second); match.outcome == Outcome::sure) {
            return found_sure(match.unit, JoinGrounds::confirmed);
        }
    }
    return std::nullopt;
}

} // namespace ntm
