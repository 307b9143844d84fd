#pragma once

#include "geo/units/given_name.hpp"
#include "geo/units/units.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ntm {

/// How sure a row's unit is. Only `sure` ones are used; `probable` ones wait until a person confirms them.
enum class JoinOutcome : std::uint8_t { sure, probable, ambiguous, none };
[[nodiscard]] std::string_view join_outcome_word(JoinOutcome outcome); ///< "sure", "probable", ... as in JSON

/// Why. Words in the language files as `join.<word>`.
enum class JoinGrounds : std::uint8_t {
    nothing,
    code,
    code_zeros,         ///< "1492" for "01492"
    code_against_name,  ///< the code is one unit's, the name another's: of two vintages, or a slip in either
    code_unknown,       ///< the name fits, the code is of no unit here
    code_other_vintage, ///< a code of the units before or after a reform
    name,
    unmarked,     ///< written without any marks
    other_name,   ///< an alias of the unit table
    old_name,     ///< of the unit that it came from, by the lineage
    now_called,   ///< "… (nay là …)"
    marks,        ///< other marks: "Hoàng Hóa" for "Hoằng Hóa"
    letters,      ///< one or two letters
    type,         ///< the name fits, the type word does not
    parent_slip,  ///< the parent only by a slip of its own
    parent_other, ///< the name is there, but under another parent
    several,      ///< more than one unit fits
    confirmed,    ///< by a person
    refused       ///< by a person: no unit
};
[[nodiscard]] std::string_view join_grounds_word(JoinGrounds grounds);

/// What a row says of its unit.
struct AskedUnit {
    std::string_view code;
    std::string_view name;
    std::string_view parent;      ///< name or code
    std::string_view section{};   ///< a heading of the sheet: counts only where it names a unit
    std::optional<Level> level{}; ///< of the table's units, where that is known
    /// Codes lost their zeros in a table of this level: "397" is commune 00397 before it is district 397.
    std::optional<Level> zeros_lost{};
    bool old_codes = false;  ///< the codes of the table are those of the units before
    std::string_view file{}; ///< for what was confirmed of one file only
};

/// A name by which a unit is known besides its own: an alias, a unit that became part of it.
struct OtherName {
    UnitRef unit;
    std::string name;
    std::string code; ///< its code of another vintage; may be empty
    JoinGrounds grounds = JoinGrounds::other_name;
    bool whole = true; ///< nothing else became part of the unit: facts about the one are facts about the other
};

/// What a person decided about a row that was not sure.
struct ConfirmedJoin {
    std::string file; ///< name without folder; empty: of every table
    std::string given, parent_given;
    std::string code; ///< empty: no unit is meant
};

/// Joins rows of tables to units, by code or by name and parent. Never guesses between two.
class UnitMatcher {
public:
    explicit UnitMatcher(const Units& units, std::vector<OtherName> others = {},
                         const std::vector<ConfirmedJoin>& confirmed = {});
    using Outcome = JoinOutcome;
    struct Match {
        Outcome outcome = Outcome::none;
        JoinGrounds grounds = JoinGrounds::nothing;
        UnitRef unit;                    ///< where sure, and proposed where probable
        std::vector<UnitRef> candidates; ///< where not sure: what may be meant, the likeliest first
        [[nodiscard]] bool zeros_restored() const { return grounds == JoinGrounds::code_zeros; }
    };
    [[nodiscard]] Match match(const AskedUnit& asked) const;
    [[nodiscard]] Match by_code(std::string_view code, std::optional<Level> zeros_lost = {}) const;
    [[nodiscard]] Match by_name(std::string_view name, std::string_view parent_name) const;
    /// Levels on which a unit bears this name, by its letters alone.
    [[nodiscard]] std::array<bool, 3> levels_of_name(std::string_view name) const;
    /// Whether a code is of a unit here, or only of one before a reform.
    [[nodiscard]] bool knows_code(std::string_view code) const;
    [[nodiscard]] bool knows_old_code(std::string_view code) const;
    [[nodiscard]] bool has_old_codes() const { return !m_by_old_code.empty(); }
    [[nodiscard]] const Units& units() const { return m_units; }

private:
    struct Entry {
        UnitRef unit;
        UnitType type = UnitType::unknown;
        NameKey name;
        NameKey full; ///< of type word and name
        JoinGrounds grounds = JoinGrounds::name;
        bool whole = true;
    };
    struct Reading {
        UnitType type = UnitType::unknown;
        NameKey name;
    };
    /// Where to look: entries under these units; empty and not `bound`: all.
    struct Scope {
        std::vector<UnitRef> parents;
        bool bound = false;
        bool slipped = false; ///< the parent itself was found by a slip
    };
    struct Hit {
        std::uint32_t entry = 0;
        int rank = 0;
    };

    const Units& m_units;
    std::vector<Entry> m_entries;
    std::unordered_map<std::string, std::vector<std::uint32_t>> m_by_letters;
    std::unordered_map<std::string, std::vector<std::uint32_t>> m_by_full;
    std::unordered_map<std::string, std::vector<UnitRef>> m_by_code;
    std::unordered_map<std::string, std::vector<std::uint32_t>> m_by_old_code; ///< entries of other vintages
    std::array<std::vector<std::vector<std::uint32_t>>, 3> m_below; ///< entries under a unit, by level and id
    std::map<std::string, std::string> m_confirmed;                 ///< key of file, name, parent -> code

    void add_entry(UnitRef unit, UnitType type, std::string_view name, JoinGrounds grounds, bool whole);
    [[nodiscard]] static std::string confirmed_key(std::string_view file, std::string_view given,
                                                   std::string_view parent);
    [[nodiscard]] std::optional<Match> confirmed(const AskedUnit& asked) const;
    [[nodiscard]] Match by_old_code(const std::string& code) const;
    [[nodiscard]] Match match_code(const AskedUnit& asked) const;
    enum class Slips : std::uint8_t { allowed, none };
    [[nodiscard]] Match match_name(std::string_view name, const Scope& scope, std::optional<Level> level,
                                   Slips slips = Slips::allowed) const;
    [[nodiscard]] Match match_in(const Reading& reading, const Scope& scope, std::optional<Level> level,
                                 Slips slips) const;
    [[nodiscard]] Scope scope_of(const AskedUnit& asked) const;
    [[nodiscard]] bool within(UnitRef unit, const Scope& scope) const;
    [[nodiscard]] bool type_fits(const Entry& entry, UnitType type) const;
    [[nodiscard]] bool bears(UnitRef unit, std::string_view name) const;
    [[nodiscard]] Match decide(std::vector<Hit> hits) const;
    void collect_slips(const Reading& reading, const Scope& scope, std::optional<Level> level,
                       std::vector<Hit>& hits) const;
};

} // namespace ntm
