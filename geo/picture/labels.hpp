#pragma once

#include "geo/base/columns.hpp"
#include "geo/insight/snapshot.hpp"
#include "geo/picture/label_boxes.hpp"
#include "geo/shape/view.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace ntm {

/// A name set on the map: centred on `at`.
struct PlacedLabel {
    UnitRef unit;
    std::string text;
    Point at; ///< pixel of the middle
    TextSize size;
    bool strong = false; ///< of the coarser of two levels, or of a selected unit
};

struct LabelRequest {
    MapView view;
    std::vector<Level> levels;   ///< coarsest first
    std::vector<UnitRef> always; ///< the selected: placed first
    double gap_px = 3;           ///< free space between two names in a row
    double edge_px = 4;          ///< and to the picture's edge
};

/// The size of a text as it will be drawn (the users draw with different libraries).
using TextMeasure = std::function<TextSize(const std::string& text, bool strong)>;

/// Chooses names at the stored label points, the selected first, then coarser levels, then larger units, so that no two
/// overlap and none is cut by the edge; a name stays away where its unit is too small for it to be told whose it is.
[[nodiscard]] std::vector<PlacedLabel> place_labels(const Atlas& atlas, const LabelRequest& request,
                                                    const TextMeasure& measure);

/// The level whose names a map of `level` carries: districts, or communes where there are none, or the only one.
[[nodiscard]] Level label_level(const Units& units);

/// The proper name without its type word ("Triệu Sơn"), but "TP Thanh Hóa", "TX Bỉm Sơn" for cities and towns.
[[nodiscard]] std::string short_name(const Units& units, UnitRef unit);

} // namespace ntm
