#include "geo/units/unit_matcher.hpp"

#include "geo/base/viet_text.hpp"
#include "geo/units/unit_matches.hpp"

#include <algorithm>
#include <array>

// Rows whose unit is told by its name.
namespace ntm {

namespace {

/// How near a name comes to a unit's, the best first.
enum Rank : int { same_name, without_marks, other_marks, other_type, slipped, not_near };

std::optional<Level> level_of_type(UnitType type) {
    switch (type) {
    case UnitType::xa:
    case UnitType::phuong:
    case UnitType::thi_tran:
    case UnitType::dac_khu:
        return Level::commune;
    case UnitType::huyen:
    case UnitType::quan:
    case UnitType::thi_xa:
        return Level::district;
    case UnitType::tinh:
        return Level::province;
    case UnitType::thanh_pho: // of a province, or a province itself
    case UnitType::unknown:
        break;
    }
    return std::nullopt;
}

bool level_fits(UnitRef unit, UnitType type, std::optional<Level> level) {
    if (const auto of_type = level_of_type(type)) {
        return unit.level == *of_type;
    }
    if (type == UnitType::thanh_pho && unit.level == Level::commune) {
        return false;
    }
    return !level || unit.level == *level;
}

JoinGrounds grounds_of(int rank, JoinGrounds own) {
    constexpr std::array grounds{JoinGrounds::name, JoinGrounds::unmarked, JoinGrounds::marks, JoinGrounds::type,
                                 JoinGrounds::letters};
    return rank == same_name && own != JoinGrounds::name ? own : grounds[static_cast<std::size_t>(rank)];
}

} // namespace

bool UnitMatcher::within(UnitRef unit, const Scope& scope) const {
    if (!scope.bound) {
        return true;
    }
    for (UnitRef up = m_units.parent(unit); up.valid(); up = m_units.parent(up)) {
        if (std::find(scope.parents.begin(), scope.parents.end(), up) != scope.parents.end()) {
            return true;
        }
    }
    return false;
}

bool UnitMatcher::type_fits(const Entry& entry, UnitType type) const {
    return type == UnitType::unknown || entry.type == UnitType::unknown || entry.type == type;
}

void UnitMatcher::collect_slips(const Reading& reading, const Scope& scope, std::optional<Level> level,
                                std::vector<Hit>& hits) const {
    // Without a parent there are many more names to be mistaken for.
    constexpr int dearest_anywhere = 3;
    const auto consider = [&](std::uint32_t index) {
        const Entry& entry = m_entries[index];
        if (!level_fits(entry.unit, reading.type, level) || !type_fits(entry, reading.type)) {
            return;
        }
        int cost = slip_cost(reading.name, entry.name);
        if (reading.type == UnitType::unknown && cost == too_far) {
            cost = slip_cost(reading.name, entry.full); // the slip may lie in the type word
        }
        if (cost < too_far && (scope.bound || cost <= dearest_anywhere)) {
            hits.push_back({index, slipped + cost});
        }
    };
    if (scope.bound) {
        for (const UnitRef parent : scope.parents) {
            const auto& below = m_below[static_cast<std::size_t>(parent.level)][parent.id];
            std::for_each(below.begin(), below.end(), consider);
        }
        return;
    }
    for (std::uint32_t index = 0; index < m_entries.size(); ++index) {
        consider(index);
    }
}

/// Of the hits the best; two units equally near are two.
UnitMatcher::Match UnitMatcher::decide(std::vector<Hit> hits) const {
    if (hits.empty()) {
        return {};
    }
    std::stable_sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) { return a.rank < b.rank; });
    const int best = hits.front().rank;
    std::vector<UnitRef> units;
    std::vector<UnitRef> nearest;
    for (const Hit& hit : hits) {
        const UnitRef unit = m_entries[hit.entry].unit;
        // Of names with slips the next best must be clearly farther.
        const int near = best < slipped ? best : best + 1;
        if (std::find(units.begin(), units.end(), unit) == units.end()) {
            units.push_back(unit);
            if (hit.rank <= near) {
                nearest.push_back(unit);
            }
        }
    }
    constexpr std::size_t most_candidates = 64;
    if (nearest.size() > 1) {
        nearest.resize(std::min(nearest.size(), most_candidates));
        return undecided(Outcome::ambiguous, JoinGrounds::several, std::move(nearest));
    }
    const Entry& entry = m_entries[hits.front().entry];
    const int rank = std::min(best, static_cast<int>(slipped));
    const JoinGrounds grounds = grounds_of(rank, entry.grounds);
    if (best <= without_marks && entry.whole) {
        return found_sure(entry.unit, grounds);
    }
    units.resize(std::min(units.size(), most_candidates));
    if (!entry.whole) { // it became a part of this unit: a fact about the part is none about the whole
        return undecided(Outcome::ambiguous, grounds, std::move(units));
    }
    Match match = undecided(Outcome::probable, grounds, std::move(units));
    match.unit = entry.unit;
    return match;
}

UnitMatcher::Match UnitMatcher::match_in(const Reading& reading, const Scope& scope, std::optional<Level> level,
                                         Slips slips) const {
    if (reading.name.letters.empty()) {
        return {};
    }
    std::vector<Hit> hits;
    const auto consider = [&](std::uint32_t index, bool by_name) {
        const Entry& entry = m_entries[index];
        if (!within(entry.unit, scope) || !level_fits(entry.unit, reading.type, level)) {
            return;
        }
        int rank = !by_name                          ? other_marks
                   : reading.name.spells(entry.name) ? same_name
                   : reading.name.marks.empty()      ? without_marks
                                                     : other_marks;
        if (!type_fits(entry, reading.type)) {
            rank = rank == other_marks ? not_near : other_type;
        }
        if (rank != not_near) {
            hits.push_back({index, rank});
        }
    };
    if (const auto found = m_by_letters.find(reading.name.letters); found != m_by_letters.end()) {
        for (const std::uint32_t index : found->second) {
            consider(index, true);
        }
    }
    if (hits.empty() && reading.type == UnitType::unknown) {
        if (const auto found = m_by_full.find(reading.name.letters); found != m_by_full.end()) {
            for (const std::uint32_t index : found->second) {
                consider(index, false);
            }
        }
    }
    if (hits.empty() && slips == Slips::allowed) {
        collect_slips(reading, scope, level, hits);
    }
    return decide(std::move(hits));
}

UnitMatcher::Match UnitMatcher::match_name(std::string_view name, const Scope& scope, std::optional<Level> level,
                                           Slips slips) const {
    const GivenName given = read_given_name(name);
    if (!given.now.empty()) {
        Match now = match_name(given.now, scope, level, slips);
        if (now.outcome == Outcome::sure) {
            now.grounds = JoinGrounds::now_called;
        }
        if (now.outcome != Outcome::none) {
            return now;
        }
    }
    const Reading reading{given.type, name_key(given.name)};
    // A name typed without marks, its type word too: "xa xuan loc". As a name it comes first: Xa Dung is one.
    const UnmarkedName unmarked = split_unmarked_type_word(given.name);
    const bool second = given.type == UnitType::unknown && unmarked.type != UnitType::unknown;
    const auto exactly = [](const Match& match) {
        return match.outcome == Outcome::sure ||
               (match.outcome == Outcome::ambiguous && match.grounds == JoinGrounds::several);
    };
    Match match = match_in(reading, scope, level, slips);
    if (!second || exactly(match)) {
        return match;
    }
    // The proper name with its marks, behind a type word whose marks are wrong or missing.
    // Words are counted as keys part them: "Ea R'Bin" has three.
    const auto blanks = [](std::string_view text) { return std::count(text.begin(), text.end(), ' '); };
    std::string_view rest = given.name;
    for (auto type_words = blanks(fold_key(given.name)) - blanks(unmarked.name); type_words > 0; --type_words) {
        rest.remove_prefix(std::min(rest.find(' '), rest.size() - 1) + 1);
    }
    Match typed = match_in({unmarked.type, name_key(rest)}, scope, level, slips);
    return typed.outcome == Outcome::none ? match : typed;
}

std::array<bool, 3> UnitMatcher::levels_of_name(std::string_view name) const {
    const GivenName given = read_given_name(name);
    std::array<bool, 3> levels{};
    if (const auto found = m_by_letters.find(name_key(given.name).letters); found != m_by_letters.end()) {
        for (const std::uint32_t index : found->second) {
            const UnitRef unit = m_entries[index].unit;
            levels[static_cast<std::size_t>(unit.level)] =
                levels[static_cast<std::size_t>(unit.level)] || level_fits(unit, given.type, std::nullopt);
        }
    }
    return levels;
}

} // namespace ntm
