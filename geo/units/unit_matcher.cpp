#include "geo/units/unit_matcher.hpp"

#include "geo/base/viet_text.hpp"

#include <algorithm>
#include <filesystem>
#include <tuple>
#include <utility>

namespace ntm {

namespace {

/// How near a name comes to a unit's, the best first.
enum Rank : int { same_name, without_marks, other_marks, other_type, slipped, not_near };

bool all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

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

/// Spreadsheets turn a code into a number, "1492.0", and people keep them from it, "'01492".
std::string plain_code(std::string_view code) {
    std::string plain(code.substr(std::min(code.find_first_not_of("'’`"), code.size())));
    if (const auto dot = plain.find('.');
        dot != std::string::npos && plain.find_first_not_of('0', dot + 1) == std::string::npos) {
        plain.resize(dot);
    }
    return plain;
}

UnitMatcher::Match found_sure(UnitRef unit, JoinGrounds grounds) {
    UnitMatcher::Match match;
    match.outcome = JoinOutcome::sure;
    match.grounds = grounds;
    match.unit = unit;
    return match;
}

UnitMatcher::Match undecided(JoinOutcome outcome, JoinGrounds grounds, std::vector<UnitRef> candidates) {
    UnitMatcher::Match match;
    match.outcome = outcome;
    match.grounds = grounds;
    match.candidates = std::move(candidates);
    return match;
}

} // namespace

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

// Codes ---------------------------------------------------------------------------------------------------------------

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

// Names ---------------------------------------------------------------------------------------------------------------

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
