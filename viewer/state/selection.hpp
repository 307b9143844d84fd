#pragma once

#include "geo/picture/theme.hpp"
#include "geo/units/units.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace ntm::viewer {

/// Units of one level, by rising number.
struct UnitSet {
    Level level = Level::commune;
    std::vector<std::uint32_t> ids;

    [[nodiscard]] bool empty() const { return ids.empty(); }
    [[nodiscard]] std::size_t size() const { return ids.size(); }
    [[nodiscard]] bool contains(UnitRef unit) const {
        return unit.level == level && std::binary_search(ids.begin(), ids.end(), unit.id);
    }
    void add(UnitRef unit); ///< of another level: the set begins anew with it
    void remove(UnitRef unit);
    bool operator==(const UnitSet&) const = default;
};

struct NamedSet {
    std::string name;
    UnitSet units;
    bool operator==(const NamedSet&) const = default;
};

/// One class of one map: units that have it pass.
struct FilterChip {
    ThemeChoice theme;
    std::string label_key; ///< of the legend's entry
    TextValues label_values;
    bool overlay = false;          ///< of the hatch over the fills
    std::optional<bool> hatched{}; ///< of the class, only the units with, or without, the hatch
    bool operator==(const FilterChip&) const = default;
};

/// The theme without what changes its colours but not its classes: greys.
[[nodiscard]] ThemeChoice chip_theme(ThemeChoice theme);

/// Which units are looked at: in the table, and undimmed on the map. Chips of one theme widen each other, those of
/// different themes narrow.
struct UnitFilter {
    std::string text; ///< found in names and codes, with or without marks
    UnitRef within;   ///< invalid: everywhere
    std::vector<FilterChip> chips;
    bool marked_only = false;
    [[nodiscard]] bool empty() const { return text.empty() && !within.valid() && chips.empty() && !marked_only; }
    bool operator==(const UnitFilter&) const = default;
};

/// The units of the map that have a class of its legend; where asked, those with or without the hatch alone.
[[nodiscard]] UnitSet units_of_class(const Atlas& atlas, const StyledMap& map, std::size_t entry, bool overlay,
                                     std::optional<bool> hatched = {});
/// Those whose label point lies in the box (metres of the display).
[[nodiscard]] UnitSet units_in_box(const Atlas& atlas, Level level, const Box& metres);
/// Those whose label point lies inside a line drawn around them (even-odd, metres of the display).
[[nodiscard]] UnitSet units_in_ring(const Atlas& atlas, Level level, const std::vector<Point>& ring);

/// Units of one document looked up in another by level and code; those that are gone, or have no code, are left out.
class CarriedUnits {
public:
    CarriedUnits(const Units& then, const Units& now);
    [[nodiscard]] UnitRef of(UnitRef unit) const;
    [[nodiscard]] UnitSet of(const UnitSet& set) const;

private:
    const Units& m_then;
    std::array<std::unordered_map<std::string, std::uint32_t>, 3> m_now;
};

/// Marks the units that a chip's theme gives its class; all zero where the class is not there.
[[nodiscard]] std::vector<std::uint8_t> passes_chip(const Snapshot& snapshot, const FilterChip& chip, Level level);

} // namespace ntm::viewer
