#pragma once

#include "geo/base/columns.hpp"
#include "geo/insight/snapshot.hpp"
#include "geo/shape/view.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace ntm {

struct TextSize {
    double width_px = 0;
    double height_px = 0;
};

/// A name set on the map: centred on `at`.
struct PlacedLabel {
    UnitRef unit;
    std::string text;
    Point at; ///< pixel of the middle
    TextSize size;
};

struct LabelRequest {
    MapView view;
    Level level = Level::district;
    std::vector<UnitRef> always; ///< the selected: placed first
    double gap_px = 3;           ///< free space between two names
    double edge_px = 4;          ///< and to the picture's edge
};

/// Chooses names at the stored label points, larger units first, so that no two overlap and none is cut by the edge; a
/// name stays away where its unit is too small for it to be told whose name it is. `measure` gives the size of a text
/// (the two users draw with different libraries).
[[nodiscard]] std::vector<PlacedLabel> place_labels(const Atlas& atlas, const LabelRequest& request,
                                                    const std::function<TextSize(const std::string&)>& measure);

/// The level whose names a map of `level` carries: districts, or communes where there are none, or the only one.
[[nodiscard]] Level label_level(const Units& units);

/// The proper name without its type word ("Triệu Sơn"), but "TP Thanh Hóa", "TX Bỉm Sơn" for cities and towns.
[[nodiscard]] std::string short_name(const Units& units, UnitRef unit);

} // namespace ntm
