#include "geo/units/unit_matcher.hpp"

#include "geo/units/unit_matches.hpp"

#include <algorithm>

// Rows whose unit is told by a code.
namespace ntm {

UnitMatcher::Match UnitMatcher::by_code(std::string_view code, std::optional<Level> zeros_lost) const {
    const std::string wanted = plain_code(code);
    const auto found_at = [&](const std::string& key, JoinGrounds grounds) -> std::optional<Match> {
        const auto found = m_by_code.find(key);
        if (found == m_by_code.end()) {
            return std::nullopt;
        }
        return found->second.size() == 1 ? found_sure(found->second.front(), grounds)
                                         : undecided(JoinOutcome::ambiguous, JoinGrounds::several, found->second);
    };
    // GSO codes have 5, 3 and 2 digits.
    const auto padded = [&](Level level) {
        constexpr std::array<std::size_t, 3> widths{5, 3, 2};
        const std::size_t width = widths[static_cast<std::size_t>(level)];
        return std::string(width - std::min(width, wanted.size()), '0') + wanted;
    };
    const bool numeric = all_digits(wanted);
    if (zeros_lost && numeric && padded(*zeros_lost) != wanted) {
        if (auto match = found_at(padded(*zeros_lost), JoinGrounds::code_zeros)) {
            return *match;
        }
    }
    if (auto match = found_at(wanted, JoinGrounds::code)) {
        return *match;
    }
    // A single lost zero is plain; of a commune two may be lost before the number looks like a district's.
    for (const Level level : {Level::province, Level::district, Level::commune}) {
        const std::string key = numeric ? padded(level) : std::string();
        const std::size_t lost = key.size() - std::min(key.size(), wanted.size());
        if (lost == 1 || (lost == 2 && level == Level::commune)) {
            if (auto match = found_at(key, JoinGrounds::code_zeros)) {
                return *match;
            }
        }
    }
    return by_old_code(wanted);
}

UnitMatcher::Match UnitMatcher::by_old_code(const std::string& code) const {
    const auto old = m_by_old_code.find(code);
    if (old == m_by_old_code.end()) {
        return {};
    }
    const Entry& first = m_entries[old->second.front()];
    if (old->second.size() == 1 && first.whole) {
        return found_sure(first.unit, JoinGrounds::code_other_vintage);
    }
    Match match = undecided(Outcome::ambiguous, JoinGrounds::code_other_vintage, {});
    for (const std::uint32_t index : old->second) {
        match.candidates.push_back(m_entries[index].unit);
    }
    return match;
}

bool UnitMatcher::knows_code(std::string_view code) const {
    return m_by_code.contains(plain_code(code));
}

bool UnitMatcher::knows_old_code(std::string_view code) const {
    return m_by_old_code.contains(plain_code(code));
}

bool UnitMatcher::bears(UnitRef unit, std::string_view name) const {
    const GivenName given = read_given_name(name);
    const NameKey key = name_key(given.name);
    const NameKey full = name_key(name);
    if (key.letters.empty()) {
        return true; // nothing is said against it
    }
    return std::any_of(m_entries.begin(), m_entries.end(), [&](const Entry& entry) {
        return entry.unit == unit && (key.letters == entry.name.letters || slip_cost(key, entry.name) < too_far ||
                                      slip_cost(full, entry.full) < too_far);
    });
}

UnitMatcher::Match UnitMatcher::match_code(const AskedUnit& asked) const {
    Match match = by_code(asked.code, asked.zeros_lost);
    if (asked.old_codes && knows_old_code(asked.code)) {
        match = by_old_code(plain_code(asked.code)); // codes were given anew: 14758 is another unit now
    }
    if (asked.name.empty()) {
        return match;
    }
    if (match.outcome == Outcome::sure && m_units.name(match.unit).empty()) {
        return match;
    }
    if (match.outcome == Outcome::sure && bears(match.unit, asked.name)) {
        return match;
    }
    const Match named = match_name(asked.name, scope_of(asked), asked.level);
    if (match.outcome == Outcome::none) {
        if (named.outcome == Outcome::sure) {
            match = undecided(Outcome::probable, JoinGrounds::code_unknown, {named.unit});
            match.unit = named.unit;
            return match;
        }
        return named;
    }
    if (match.outcome == Outcome::ambiguous && named.outcome == Outcome::sure &&
        std::find(match.candidates.begin(), match.candidates.end(), named.unit) != match.candidates.end()) {
        return found_sure(named.unit, JoinGrounds::name);
    }
    // The code is one unit's and the name is not: which of the two is wrong, only a person knows.
    Match against = undecided(Outcome::ambiguous, JoinGrounds::code_against_name, match.candidates);
    if (match.unit.valid()) {
        against.candidates.push_back(match.unit);
    }
    if (named.unit.valid()) {
        against.candidates.insert(against.candidates.begin(), named.unit);
    }
    return against;
}

} // namespace ntm
