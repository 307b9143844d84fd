#pragma once

#include "viewer/state/app_state.hpp"

namespace ntm::viewer {

/// What stands beside a class, or in a cell of the square: "290", "123.456 ha", "51,9%", in the measure that was
/// chosen.
/// Cells leave out the unit of areas: the words below tell it.
[[nodiscard]] std::string legend_figure(const AppState& state, const Lang& lang, const ClassSum& sum,
                                        const LegendCounts& of, bool with_unit = true);
/// All of it: "290 đơn vị · 123.456 ha · 51,9%"; areas only where they are known.
[[nodiscard]] std::string legend_figures(const Lang& lang, const ClassSum& sum, const LegendCounts& of);

} // namespace ntm::viewer
