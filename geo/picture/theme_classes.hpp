#pragma once

#include "geo/picture/theme.hpp"
#include "geo/programme/assessment.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

// Private to this room: how a question becomes classes with colours and counts.
namespace ntm {

[[nodiscard]] inline UnitStyle plain_style(std::uint32_t fill) {
    return {rgb(fill), rgb(fill), Pattern::none};
}
[[nodiscard]] inline UnitStyle pattern_style(std::uint32_t fill, std::uint32_t ink, Pattern pattern) {
    return {rgb(fill), rgb(ink), pattern};
}

// Colours of the guide "look": checked there for three kinds of colour vision and for grey print; a test repeats it.
namespace colours {
inline constexpr std::uint32_t missing_fill = 0xFFFFFF;
inline constexpr std::uint32_t absence_ink = 0x9AA1A8;
inline constexpr std::uint32_t not_applicable_fill = 0xF7F7F7;
inline constexpr std::uint32_t not_applicable_ink = 0xC4C9CE;
inline constexpr std::uint32_t not_assessed_fill = 0xDCE0E4;
inline constexpr std::uint32_t withheld_fill = 0xCFD4D9;
} // namespace colours

/// The classes of one question: entries in the order of the legend, and the entry of each unit.
struct Classes {
    std::string title_key;
    TextValues title_values;
    std::vector<LegendEntry> entries;
    std::vector<bool> always; ///< shown though nothing has this class
    std::vector<std::uint8_t> of_unit;
    std::string note_key;
    TextValues note_values;
    std::optional<LegendEntry> overlay; ///< a hatch over the fills of the units marked here
    std::vector<std::uint8_t> hatched;  ///< by unit, 0 or 1; empty: none

    void add(std::string label_key, UnitStyle style, bool keep_when_empty,
             std::optional<std::size_t> cumulative = std::nullopt, TextValues values = {}) {
        entries.push_back({std::move(label_key), style, 0, cumulative, std::move(values)});
        always.push_back(keep_when_empty);
    }
    void set(std::size_t unit, std::size_t entry) {
        of_unit[unit] = static_cast<std::uint8_t>(entry);
        ++entries[entry].count;
    }
    /// The four absences, never a colour of a scale; returns the entry of the first, the others follow as in ItemState.
    std::size_t add_absences() {
        using namespace colours;
        const std::size_t first = entries.size();
        add("absence.missing", pattern_style(missing_fill, absence_ink, Pattern::crosses), false);
        add("absence.not_assessed", plain_style(not_assessed_fill), false);
        add("absence.not_applicable", pattern_style(not_applicable_fill, not_applicable_ink, Pattern::dots), false);
        add("absence.withheld", pattern_style(withheld_fill, absence_ink, Pattern::horizontal), false);
        return first;
    }
};

[[nodiscard]] bool about_plans(Theme theme);
[[nodiscard]] bool about_criteria(Theme theme);

/// Five steps from 80-100% down to 0-20%, in the order of the entries they become.
void add_share_classes(Classes& classes);
[[nodiscard]] std::size_t share_class(double share); ///< 0 to 4

/// Nothing where the atlas has no such table or no set is known: the map then shows what it has.
/// Every colour as a grey of the same lightness; patterns stay.
void make_grey(StyledMap& map);
[[nodiscard]] std::optional<Classes> criteria_classes(const Snapshot& snapshot, const ThemeChoice& choice, Level level);
[[nodiscard]] std::optional<Classes> criterion_classes(const Snapshot& snapshot, const ThemeChoice& choice,
                                                       Level level);
[[nodiscard]] std::optional<Classes> risk_map_classes(const Snapshot& snapshot, const ThemeChoice& choice, Level level);
[[nodiscard]] std::optional<Classes> coverage_classes(const Snapshot& snapshot, Level level);
[[nodiscard]] std::optional<Classes> target_classes(const Snapshot& snapshot, const ThemeChoice& choice, Level level);
/// What rose or fell between two dates; of units above communes, their own titles.
[[nodiscard]] std::optional<Classes> change_classes(const Snapshot& snapshot, const ThemeChoice& choice, Level level);
/// The levels that are drawn or above and whose units have targets in the year, finest first.
[[nodiscard]] std::vector<Level> levels_with_targets(const Snapshot& snapshot);

} // namespace ntm
