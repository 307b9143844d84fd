#pragma once

#include "geo/base/lang.hpp"
#include "geo/insight/snapshot.hpp"
#include "geo/shape/painter.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ntm {

enum class Theme : std::uint8_t { tier, plan, tier_plan, criteria, criterion, target, risk, change, coverage };
inline constexpr std::array all_themes{Theme::tier,   Theme::plan, Theme::tier_plan, Theme::criteria, Theme::criterion,
                                       Theme::target, Theme::risk, Theme::change,    Theme::coverage};
/// Named colours: the house's own, greys of the same lightness for printing, those of Hà Tĩnh (criteria met only).
inline constexpr std::string_view own_scheme = "own", grey_scheme = "grey";
inline constexpr std::array colour_schemes{own_scheme, grey_scheme, ha_tinh_scheme};
[[nodiscard]] std::string_view theme_word(Theme theme); ///< "tier", "plan", "tier+plan", "criteria", ...

/// A theme and what it asks about.
struct ThemeChoice {
    Theme theme = Theme::tier;
    /// criterion: the number of a criterion or an indicator ("17", "17.8"), empty = the first of the set; target: a
    /// measure, empty = any; change: the day compared with (2022-01-01), empty = the last of the year before.
    std::string of;
    std::string set_id; ///< criteria, criterion, risk: empty = the set in force on the date
    std::string scheme; ///< named colours, of colour_schemes(); empty = as the workspace says

    ThemeChoice() = default;
    ThemeChoice(Theme theme_, std::string of_ = {}, std::string set_id_ = {})
        : theme(theme_)
        , of(std::move(of_))
        , set_id(std::move(set_id_)) {}
    bool operator==(const ThemeChoice&) const = default;
};
[[nodiscard]] std::string theme_word(const ThemeChoice& choice); ///< "tier+plan", "criterion:17", "target:xa_ntm"
[[nodiscard]] std::optional<ThemeChoice> parse_theme(std::string_view word);

/// What fills the places of a text: name -> words. A name with ".vi" or ".en" behind it speaks in that language only;
/// words that begin with @ are a key of the language files.
using TextValues = std::vector<std::pair<std::string, std::string>>;

/// One class of the map: what it is called, how it looks, how many units are in it.
struct LegendEntry {
    std::string label_key; ///< of the language files, e.g. "tier.nang_cao"
    UnitStyle style;
    std::size_t count = 0;                 ///< units whose class this is
    std::optional<std::size_t> cumulative; ///< tiers: held with the higher ones, as decisions print
    TextValues label_values;
};
[[nodiscard]] std::string legend_label(const LegendEntry& entry, const Lang& lang);

/// Counts come from the same column, in the same step, as the colours.
struct Legend {
    std::string title_key;
    TextValues title_values;
    std::vector<LegendEntry> entries;
    std::vector<LegendEntry> overlays; ///< a hatch over the fills, counted on its own
    std::string note_key;              ///< what the colours mean where the labels alone do not say it; may be empty
    TextValues note_values;
};

[[nodiscard]] std::string legend_title(const Legend& legend, const Lang& lang);
[[nodiscard]] std::string legend_note(const Legend& legend, const Lang& lang); ///< empty where there is none

struct StyledMap {
    std::vector<UnitStyle> units;           ///< by feature of the drawn level
    std::vector<std::uint8_t> legend_entry; ///< by feature: index into Legend::entries
    std::vector<std::uint8_t> has_overlay;  ///< by feature, 0 or 1
    Legend legend;                          ///< counts units of `level`
    Level level = Level::commune;
};
/// Colours the units of `level` (an empty level falls back to the next that exists).
[[nodiscard]] StyledMap apply_theme(const Snapshot& snapshot, const ThemeChoice& choice, Level level);

/// The day that the theme `change` compares the snapshot with.
[[nodiscard]] Date change_since(const Snapshot& snapshot, const ThemeChoice& choice);
/// The levels on which a theme has something to show, finest first: targets only where units have any.
[[nodiscard]] std::vector<Level> themed_levels(const Snapshot& snapshot, const ThemeChoice& choice);

/// Colours and borders that do not depend on the theme (guides of the house: look).
[[nodiscard]] PaintStyle base_paint_style();

} // namespace ntm
