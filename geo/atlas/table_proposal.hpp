#pragma once

#include "geo/atlas/workspace.hpp"
#include "geo/programme/criteria_set.hpp"
#include "geo/source/sheet_layout.hpp"

#include <string>
#include <vector>

namespace ntm {

/// Why something was guessed: `proposal.<key>` of the language files with {value}.
struct GuessReason {
    std::string key;
    std::string value;
    std::optional<Issue> issue{}; ///< where an Issue says it better: told in its words
};

/// A table as it may stand in workspace.toml, with the grounds of every guess.
struct ProposedTable {
    Workspace::TableEntry entry;
    std::size_t rows = 0;
    std::size_t joined = 0; ///< rows whose unit is sure
    std::vector<GuessReason> reasons;
    bool kept = true; ///< false: a person leaves it out
};

/// What one sheet holds, seen by its headers, its cells and the units: often more than one kind of table (the sheet of
/// districts with counts, titles and plans). Empty: nothing that is known; `why_not` then says so.
[[nodiscard]] std::vector<ProposedTable> propose_tables(const std::filesystem::path& file, const Sheet& sheet,
                                                        const UnitMatcher& matcher,
                                                        const std::vector<CriteriaSet>& sets,
                                                        std::vector<GuessReason>& why_not);

} // namespace ntm
