#pragma once

#include "geo/units/units.hpp"

#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

// Names as offices write them: real ones with the slips of a working day, and names of nothing.

struct MadeName {
    std::string kind; ///< of slip, as the table of the test prints it
    std::string given, parent;
    std::optional<ntm::UnitRef> truth; ///< nothing: it is no unit's name, or nobody can tell which one's
};

class SlipMaker {
public:
    SlipMaker(const ntm::Units& units, unsigned seed);
    /// One row of a table: a commune, its district beside it most of the time.
    [[nodiscard]] MadeName next();

private:
    const ntm::Units& m_units;
    std::mt19937 m_random;
    std::map<std::string, std::size_t> m_times; ///< how many communes bear a proper name
    std::set<std::string> m_folds;
    std::vector<std::string> m_syllables; ///< of real names, to make names of nothing from

    std::size_t below(std::size_t limit);
    bool chance(int percent);
    std::string without_some_marks(const std::string& name);
    std::string other_tone(const std::string& name);
    std::string letter_slip(const std::string& name);
    std::string abbreviated(const std::string& name);
    std::string other_spacing(const std::string& name);
    std::string decorated(const std::string& name);
    std::string slipped(const std::string& kind, const std::string& name);
    std::string parent_of(ntm::UnitRef unit);
    std::string name_of_nothing();
    [[nodiscard]] bool under_that_name(const std::string& district, const std::string& commune) const;
    [[nodiscard]] bool names_sibling(ntm::UnitRef unit, const std::string& given) const;
};
