#pragma once

#include "geo/insight/snapshot.hpp"
#include "geo/shape/painter.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ntm {

enum class Theme : std::uint8_t { tier, plan, tier_plan };
inline constexpr std::array all_themes{Theme::tier, Theme::plan, Theme::tier_plan};
[[nodiscard]] std::string_view theme_word(Theme theme); ///< "tier", "plan", "tier+plan"
[[nodiscard]] std::optional<Theme> parse_theme(std::string_view word);

/// One class of the map: what it is called, how it looks, how many units are in it.
struct LegendEntry {
    std::string label_key; ///< of the language files, e.g. "tier.nang_cao"
    UnitStyle style;
    std::size_t count = 0;                 ///< units whose class this is
    std::optional<std::size_t> cumulative; ///< tiers: held with the higher ones, as decisions print
};

/// Counts come from the same column, in the same step, as the colours.
struct Legend {
    std::string title_key;
    std::vector<LegendEntry> entries;
    std::vector<LegendEntry> overlays; ///< the hatch of tier+plan: drawn over the fills, counted on its own
};

struct StyledMap {
    std::vector<UnitStyle> units;           ///< by feature of the drawn level
    std::vector<std::uint8_t> legend_entry; ///< by feature: index into Legend::entries
    std::vector<std::uint8_t> has_overlay;  ///< by feature, 0 or 1
    Legend legend;                          ///< counts units of `level`
    Level level = Level::commune;
};
/// Colours the units of `level` (an empty level falls back to the next that exists).
[[nodiscard]] StyledMap apply_theme(const Snapshot& snapshot, Theme theme, Level level);

/// Colours and borders that do not depend on the theme (guides of the house: look).
[[nodiscard]] PaintStyle base_paint_style();

} // namespace ntm
