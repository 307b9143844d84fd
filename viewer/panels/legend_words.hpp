#pragma once

#include "viewer/state/app_state.hpp"

namespace ntm::viewer {

/// How many units the share of a class is of: those that the question is asked of, of plans those that owe one; of a
/// hatch those that may bear it. 0: the class stands outside and has no share.
[[nodiscard]] std::size_t share_whole(const Legend& legend, const LegendCounts& counts, std::size_t index,
                                      bool overlay);
/// What the shares are of, in a line or more; of plans the share of the law too.
[[nodiscard]] std::vector<std::string> share_notes(const Lang& lang, const Legend& legend, const LegendCounts& counts);
/// The name of a class; where its figure leaves out the higher tiers that hold it too, it says so.
[[nodiscard]] std::string class_name(const Lang& lang, const LegendEntry& entry, bool plain_count);

/// What stands beside a class, or in a cell of the square: "290", "123.456 ha", "51,9%", in the measure that was
/// chosen.
/// Cells leave out the unit of areas: the words below tell it.
[[nodiscard]] std::string legend_figure(const AppState& state, const Lang& lang, const ClassSum& sum,
                                        const LegendCounts& of, std::size_t share_of, bool with_unit = true);
/// All of it: "290 đơn vị · 123.456 ha · 51,9%"; areas only where they are known.
[[nodiscard]] std::string legend_figures(const Lang& lang, const ClassSum& sum, const LegendCounts& of,
                                         std::size_t share_of);

} // namespace ntm::viewer
